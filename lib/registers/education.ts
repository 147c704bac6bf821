import { currentLanguage, t, tDynamic } from '../i18n';
import type { Rec } from '../ledger';
import { timeSpan } from '../life/notice';
import { nameOfRow } from '../life/register-columns';
import { EDUCATION, type Education } from '../records/study';
import { dateOf, formatDate } from '../rules/calendar';
import { lifePack } from '../rules/packs';
import { type Behind, type BehindLine, defineRegister, type RegisterColumn } from './register';

/** One task of education with what served it in a year; without a task, what nobody has sorted. */
interface Line {
  task: Education | '';
  meetings: readonly Rec<'meeting'>[];
  clips: readonly Rec<'clip'>[];
}
interface Context {
  groupName: (id: string) => string | undefined;
}

const nameOf = ({ task }: Line): string =>
  task ? tDynamic(`lists.education.${task}`) : t('lists.educationOpen');

const meetingLine = (meeting: Rec<'meeting'>, context: Context): BehindLine => ({
  key: meeting.id,
  title: nameOfRow({ meeting }, context),
  meta: `${dateOf(meeting.fields.startsAt)} ${timeSpan(meeting.fields)}`,
  to: `/life/meeting/${meeting.id}`,
});

const clipLine = ({ id, fields }: Rec<'clip'>): BehindLine => ({
  key: id,
  title: fields.title,
  meta: [fields.source ?? fields.siteName, fields.enteredAt?.slice(0, 10)].filter(Boolean).join(' · '),
  to: `/study/clip/${id}`,
});

const behind = (line: Line, word: string, lines: readonly BehindLine[]): Behind => ({
  title: `${nameOf(line)} · ${word}`,
  note: line.task ? undefined : t('lists.educationOpenHint'),
  ...(line.task
    ? {
        basis: {
          basis: [
            {
              source: 'education',
              article: {
                zh: t('lists.educationArticles'),
                en: t('lists.educationArticles'),
                zhTW: t('lists.educationArticles'),
              },
            },
          ],
          sources: lifePack().sources,
          confidence: 'confirmed' as const,
        },
      }
    : {}),
  lines: async () => lines,
  empty: t('exchange.figure.none'),
});

const columns: readonly RegisterColumn<Line, Context>[] = [
  { key: 'task', header: 'lists.educationTitle', width: 26, usual: true, value: nameOf },
  {
    key: 'meetings',
    header: 'lists.col.activities',
    width: 12,
    kind: 'integer',
    usual: true,
    value: ({ meetings }) => meetings.length,
    behind: (line, context) =>
      line &&
      behind(
        line,
        t('lists.col.activities'),
        line.meetings.map((meeting) => meetingLine(meeting, context)),
      ),
  },
  {
    key: 'clips',
    header: 'lists.col.materials',
    width: 12,
    kind: 'integer',
    usual: true,
    value: ({ clips }) => clips.length,
    behind: (line) => line && behind(line, t('lists.col.materials'), line.clips.map(clipLine)),
  },
  {
    key: 'last',
    header: 'lists.col.lastOn',
    width: 14,
    kind: 'date',
    usual: true,
    value: ({ meetings }) => {
      const last = meetings.at(-1);
      return last ? dateOf(last.fields.startsAt) : '';
    },
  },
];

/**
 * 教育内容 of a year: the seven tasks, each with the activities held and the materials kept for it, and what nobody has
 * sorted. One activity may serve several. It counts; it asks for nothing.
 */
export const educationRegister = defineRegister<Line, Context>({
  key: 'education',
  title: 'lists.educationRegister',
  time: 'year',
  firstDay: async (ledger) => {
    const [meeting] = await ledger.list('meeting', { limit: 1 });
    return meeting && dateOf(meeting.fields.startsAt);
  },
  read: async ({ ledger, range, today }) => {
    const [all, kept, groups] = await Promise.all([
      ledger.list('meeting', { from: range.from, to: range.to }),
      ledger.list('clip', { from: range.from, to: range.to }),
      ledger.list('partyGroup'),
    ]);
    const { countingTypes } = lifePack().study;
    const held = all.filter(({ fields }) => dateOf(fields.startsAt) <= today);
    const of = (task: Education): Line => ({
      task,
      meetings: held.filter(({ fields }) => fields.education?.[task]),
      clips: kept.filter(({ fields }) => fields.education?.[task]),
    });
    const isOpen = ({ fields }: Rec<'meeting' | 'clip'>): boolean =>
      !Object.keys(fields.education ?? {}).length;
    const open: Line = {
      task: '',
      meetings: held.filter((one) => isOpen(one) && countingTypes.some((type) => one.fields.types[type])),
      clips: kept.filter(isOpen),
    };
    const names = new Map(groups.map(({ id, fields }) => [id, fields.name]));
    return { rows: [...EDUCATION.map(of), open], context: { groupName: (id) => names.get(id) } };
  },
  columns,
  id: ({ task }) => task || 'open',
  searched: false,
  card: (line, context) => ({
    meta: columns[3]?.value(line, context)
      ? t('lists.lastOn', {
          date: formatDate(String(columns[3]?.value(line, context)), currentLanguage(), { year: true }),
        })
      : t('lists.neverHeld'),
    figures: columns.slice(1, 3).map((column) => ({
      key: column.key,
      label: `${String(typeof column.header === 'string' ? t(column.header) : '')} ${String(column.value(line, context))}`,
      behind: column.behind?.(line, context),
    })),
  }),
  portrait: true,
  notes: () => [t('lists.educationNote')],
  empty: { title: 'lists.educationEmpty', hint: 'lists.educationEmptyHint' },
});
