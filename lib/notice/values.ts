import { currentLanguage, t, tDynamic } from '../i18n';
import type { Rec } from '../ledger';
import { agendaOf } from '../life/draft';
import { audienceOf } from '../life/expected';
import { placeText, timeSpan, typeNames } from '../life/notice';
import { meetingSummary } from '../life/summary';
import type { Meeting } from '../records';
import type { NoticeKind } from '../records/outward';
import { dateOf, formatDate, formatWeekday } from '../rules/calendar';
import type { LifePack } from '../rules/pack';

/** What a notice can say of an activity. Empty = not known, and the line that asks for it is left out. */
export const NOTICE_VALUES = [
  'branch',
  'title',
  'types',
  'when',
  'where',
  'who',
  'host',
  'lecturer',
  'agenda',
  'unanswered',
  'unansweredCount',
  'expected',
  'attended',
  'leave',
  'decisions',
] as const;
export type NoticeValue = (typeof NOTICE_VALUES)[number];
export type NoticeValues = Record<NoticeValue, string>;

/** An activity and what belongs to it, as a notice needs it. */
export interface NoticeSource {
  fields: Meeting;
  branch: string;
  roster: readonly Rec<'member'>[];
  pack: LifePack;
  nameOf: (idOrName: string) => string;
  groupName?: string;
  clips?: ReadonlyMap<string, Rec<'clip'>>;
  resolutions?: readonly Rec<'resolution'>[];
}

/**
 * The values for the words of a notice, in the language in use. Counts are empty while nobody was entered: unknown is
 * not zero. Reasons for leave never leave the ledger this way.
 */
export function noticeValues(source: NoticeSource): NoticeValues {
  const { fields, nameOf } = source;
  const language = currentLanguage();
  const day = dateOf(fields.startsAt);
  const summary = meetingSummary(fields, source.roster, source.pack);
  const entered = Object.keys(fields.attendance ?? {}).length > 0;
  const types = typeNames(fields).join(t('life.typeJoin'));
  const names = (ids: readonly string[]): string => ids.map(nameOf).join(t('life.nameJoin'));
  return {
    branch: source.branch,
    title: fields.title || types,
    types: fields.title ? types : '',
    when: `${formatDate(day, language, { year: true })} ${formatWeekday(day, language)} ${timeSpan(fields)}`,
    where: placeText(fields),
    who: audienceText(fields, source.groupName),
    host: fields.host ? nameOf(fields.host) : '',
    lecturer: fields.lecturer ? nameOf(fields.lecturer) : '',
    agenda: agendaLines(source).join('\n'),
    unanswered: names(summary.by.unmarked),
    unansweredCount: summary.by.unmarked.length ? String(summary.by.unmarked.length) : '',
    expected: entered ? String(summary.expected) : '',
    attended: entered && !summary.by.unmarked.length ? String(summary.attended) : '',
    leave: names(summary.by.leave),
    decisions: decisionLines(source).join('\n'),
  };
}

function agendaLines({ fields, clips }: NoticeSource): string[] {
  return agendaOf(fields).flatMap((item, index) => {
    const url = item.clip && clips?.get(item.clip)?.fields.url;
    return [`${index + 1}. ${item.text}`, ...(url ? [`   ${url}`] : [])];
  });
}

function decisionLines({ resolutions, nameOf }: NoticeSource): string[] {
  return (resolutions ?? [])
    .filter((item) => item.fields.state !== 'dropped')
    .map(({ fields }, index) => {
      const about = [fields.owner ? nameOf(fields.owner) : '', fields.dueOn ?? ''].filter(Boolean);
      const tail = about.length ? t('notice.decisionBy', { about: about.join(t('life.nameJoin')) }) : '';
      return `${index + 1}. ${fields.text}${tail}`;
    });
}

function audienceText(fields: Meeting, groupName: string | undefined): string {
  if (audienceOf(fields) === 'branch') return t('life.audience.branch');
  const parts: string[] = [];
  if (fields.types.committee) parts.push(t('life.audience.committee'));
  if (fields.types.group && groupName) parts.push(groupName);
  return parts.join(t('life.typeJoin'));
}

/** The usual wording of a kind of notice: one line per line, `{when}` where a value goes. */
export const usualWording = (kind: NoticeKind): string => tDynamic(`notice.wording.${kind}`);
