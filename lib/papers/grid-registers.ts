import { rosterAt } from '../branch/members';
import { readCategory, readGender, readStanding } from '../branch/roster-values';
import { t, tDynamic } from '../i18n';
import type { Rec } from '../ledger';
import { meetingRegister } from '../life/register';
import { registerContext, REGISTER_COLUMNS } from '../life/register-columns';
import type { Json } from '../records/kind';
import { STUDY_FORMS } from '../records/study';
import { lifePack } from '../rules/packs';
import { educationText } from '../study/education';
import { confirmedBy } from '../study/hours/study-logs';
import { type GridColumn, type GridContext, type GridEdit, type GridRegister, type GridRow } from './grid';
import {
  dayEdit,
  groupEdit,
  numberEdit,
  personEdit,
  phoneEdit,
  textEdit,
  wordEdit,
  yesNoEdit,
} from './grid-edits';

/** Cells of a record by its columns that can be edited. */
const editCells = (record: Rec, columns: readonly GridColumn[], context: GridContext): GridRow['cells'] =>
  Object.fromEntries(
    columns.flatMap(({ key, edit }) =>
      edit ? [[key, edit.show((record.fields as Record<string, Json>)[edit.field], context)]] : [],
    ),
  );

const rosterColumn = (
  key: string,
  width: number,
  edit: GridEdit | undefined,
  more: Partial<GridColumn> = {},
): GridColumn => ({
  key,
  header: `exchange.roster.${key}` as GridColumn['header'],
  width,
  ...(edit ? { edit } : {}),
  ...more,
});

const ROSTER: readonly GridColumn[] = [
  rosterColumn('name', 10, textEdit('name', { needed: true, most: 40 }), { usual: true }),
  rosterColumn('gender', 6, wordEdit('gender', 'exchange.member.gender', readGender), {
    usual: true,
    groups: true,
  }),
  rosterColumn('ethnicity', 8, textEdit('ethnicity')),
  rosterColumn('birth', 12, dayEdit('birth'), { kind: 'date' }),
  rosterColumn('education', 10, textEdit('education'), { usual: true, groups: true }),
  rosterColumn('degree', 10, textEdit('degree')),
  rosterColumn(
    'category',
    12,
    wordEdit('category', 'exchange.member.category', readCategory, { needed: true }),
    {
      usual: true,
      groups: true,
    },
  ),
  {
    key: 'group',
    header: 'exchange.col.group',
    width: 14,
    edit: groupEdit('group'),
    usual: true,
    groups: true,
  },
  rosterColumn('joinedOn', 12, dayEdit('joinedOn'), { kind: 'date', usual: true }),
  rosterColumn('fullSince', 12, dayEdit('fullSince'), { kind: 'date' }),
  rosterColumn('standing', 12, wordEdit('standing', 'exchange.member.standing', readStanding), {
    groups: true,
  }),
  rosterColumn('posts', 16, undefined, { usual: true }),
  rosterColumn('job', 14, textEdit('job'), { usual: true, groups: true }),
  rosterColumn('employer', 18, textEdit('employer'), { wrap: true }),
  rosterColumn('phone', 14, phoneEdit('phone')),
  rosterColumn('address', 20, textEdit('address'), { wrap: true }),
  rosterColumn('nativePlace', 12, textEdit('nativePlace')),
  rosterColumn('household', 16, textEdit('household')),
  rosterColumn('stratum', 14, textEdit('stratum')),
  rosterColumn('sponsors', 14, textEdit('sponsors')),
  rosterColumn('mobile', 12, yesNoEdit('mobile'), { groups: true }),
  rosterColumn('mobileTo', 14, textEdit('mobileTo')),
  rosterColumn('inBranchFrom', 12, dayEdit('inBranchFrom', { whole: true }), { kind: 'date' }),
  { key: 'note', header: 'exchange.col.remark', width: 20, wrap: true, edit: textEdit('note') },
];

/** 党员名册: those who belong to the branch on the last day of the period. */
const roster: GridRegister = {
  key: 'roster',
  title: 'exchange.register.roster',
  kind: 'member',
  columns: ROSTER,
  rows: async (context, { to }) =>
    rosterAt(context.members, to).map((member) => ({
      id: member.id,
      kind: 'member',
      version: member.h,
      title: member.fields.name,
      cells: {
        ...editCells(member, ROSTER, context),
        posts: (member.fields.posts ?? [])
          .map((post) => tDynamic(`exchange.member.post.${post}`))
          .join(t('exchange.listJoin')),
      },
    })),
};

const readForm = (text: string) => {
  const value = STUDY_FORMS.find((form) => tDynamic(`papers.form.${form}`) === text.trim());
  return value ? { value } : text.trim() ? { unknown: true } : {};
};

const STUDY: readonly GridColumn[] = [
  {
    key: 'on',
    header: 'exchange.col.date',
    width: 12,
    kind: 'date',
    usual: true,
    edit: dayEdit('on', { whole: true, needed: true }),
  },
  { key: 'member', header: 'exchange.roster.name', width: 10, usual: true, groups: true },
  { key: 'subject', header: 'papers.field.subject', width: 34, wrap: true, usual: true },
  {
    key: 'form',
    header: 'papers.field.form',
    width: 10,
    usual: true,
    groups: true,
    edit: wordEdit('form', 'papers.form', readForm, { needed: true }),
  },
  {
    key: 'hours',
    header: 'papers.field.hours',
    width: 7,
    kind: 'number',
    usual: true,
    edit: numberEdit('hours', { above: 0, most: 200 }),
  },
  { key: 'state', header: 'exchange.doc.state', width: 9, usual: true, groups: true },
  { key: 'education', header: 'lists.educationTitle', width: 24, wrap: true },
  { key: 'decidedBy', header: 'papers.grid.decidedBy', width: 10 },
  { key: 'decidedOn', header: 'papers.grid.decidedOn', width: 12, kind: 'date' },
];

/** Lines of 学习记录 for declarations that were read. */
export async function studyRows(context: GridContext, logs: readonly Rec<'studyLog'>[]): Promise<GridRow[]> {
  const ids = (key: 'clip' | 'meeting') => [...new Set(logs.flatMap(({ fields }) => fields[key] ?? []))];
  const [clips, meetings] = await Promise.all([
    context.ledger.getMany('clip', ids('clip')),
    context.ledger.getMany('meeting', ids('meeting')),
  ]);
  const titles = new Map<string, string>([
    ...clips.map((clip) => [clip.id, clip.fields.title] as const),
    ...meetings.map(
      (meeting) => [meeting.id, meeting.fields.title ?? meeting.fields.startsAt.slice(0, 10)] as const,
    ),
  ]);
  const tasks = new Map<string, string>(
    [...clips, ...meetings].map(({ id, fields }) => [id, educationText(fields)]),
  );
  return logs.map((log) => {
    const { fields } = log;
    const subject = fields.subject ?? titles.get(fields.clip ?? fields.meeting ?? '') ?? '';
    return {
      id: log.id,
      kind: 'studyLog' as const,
      version: log.h,
      title: `${fields.on} ${context.nameOf(fields.member)}`,
      cells: {
        ...editCells(log, STUDY, context),
        hours: fields.hours,
        member: context.nameOf(fields.member),
        subject,
        state: tDynamic(`papers.studyState.${fields.state}`),
        education: tasks.get(fields.clip ?? '') || tasks.get(fields.meeting ?? '') || '',
        decidedBy: fields.decidedBy
          ? confirmedBy(log) === 'self'
            ? t('hours.confirmedBySelf', { name: context.nameOf(fields.decidedBy) })
            : context.nameOf(fields.decidedBy)
          : '',
        decidedOn: fields.decidedOn ?? '',
      },
    };
  });
}

/** 学习记录: what was declared and confirmed in the period. */
const study: GridRegister = {
  key: 'study',
  title: 'papers.grid.study',
  kind: 'studyLog',
  columns: STUDY,
  rows: async (context, range) => studyRows(context, await context.ledger.list('studyLog', range)),
};

/** Columns of 会议记录台账 that may be edited in a spreadsheet. The others follow from people, agenda and resolutions. */
const MEETING_EDITS: Record<string, GridEdit> = {
  title: textEdit('title', { most: 200 }),
  place: {
    ...textEdit('place'),
    // 线上 before the room says how it was held, and is not part of its name.
    read: (text, context) => {
      const online = t('life.mode.online');
      const room = text.trim() === online ? '' : text.trim().replace(`${online} + `, '');
      return textEdit('place', { most: 200 }).read(room, context);
    },
  },
  host: personEdit('host'),
  recorder: personEdit('recorder'),
  lecturer: personEdit('lecturer'),
  minutes: textEdit('minutes'),
};

/** 会议记录台账, as far as it can come back; its own screen and file are those of organisation life. */
const meetings: GridRegister = {
  key: 'meetings',
  title: 'exchange.register.meetings',
  kind: 'meeting',
  columns: REGISTER_COLUMNS.map(({ key, header, width, kind, wrap, usual }) => ({
    key,
    header,
    width,
    ...(kind ? { kind } : {}),
    ...(wrap ? { wrap } : {}),
    ...(usual ? { usual } : {}),
    ...(MEETING_EDITS[key] ? { edit: MEETING_EDITS[key] } : {}),
  })),
  rows: async ({ ledger, today }, range) => {
    const pack = lifePack();
    const context = await registerContext(ledger, pack);
    const rows = await meetingRegister(ledger, { ...range, today, pack });
    return rows.map((row) => ({
      id: row.id,
      kind: 'meeting' as const,
      version: row.meeting.h,
      title: row.date,
      cells: Object.fromEntries(REGISTER_COLUMNS.map((column) => [column.key, column.value(row, context)])),
    }));
  },
};

/** The registers that are views of records, by key. */
export const GRIDS = { roster, study, meetings } as const;
