import { t } from '../../i18n';
import type { Ledger, Rec } from '../../ledger';
import { activityName } from '../activity-name';
import type { HoursEntry, HoursSummary } from '../../rules/hours';
import type { HoursGap, HoursRemark, YearRecords } from './hours-year';
import { confirmedBy } from './study-logs';

/** One record behind a figure, in words. */
export interface HoursLine {
  entry: HoursEntry;
  /** What was studied. */
  title: string;
  /** 活动, 集中学习, 自学 …. */
  form: string;
  /** How it counts. */
  standing: string;
  /** Why it was returned, or with what it is counted already. */
  why?: string;
  /** Id of who confirmed it, and whether that is the member. */
  confirmed?: { by: string; self: boolean };
  to?: string;
}

/** Puts entries of a year into words; the titles of their clips are read for it. */
export async function hoursLines(
  ledger: Ledger,
  entries: readonly HoursEntry[],
  { meetings, logs }: YearRecords,
): Promise<HoursLine[]> {
  const ids = entries.flatMap(({ id }) => logs.get(id)?.fields.clip ?? []);
  const clips = await ledger.getMany('clip', [...new Set(ids)]);
  const titles = new Map(clips.map((clip) => [clip.id, clip.fields.title]));
  const nameOf = (entry: Pick<HoursEntry, 'kind' | 'id'>): string => {
    const meeting = meetings.get(entry.id);
    if (meeting) return activityName(meeting.fields);
    const { clip, meeting: tied, subject } = logs.get(entry.id)?.fields ?? {};
    const held = tied && meetings.get(tied);
    return (clip && titles.get(clip)) || subject || (held ? activityName(held.fields) : t('hours.gone'));
  };
  return entries.map((entry): HoursLine => {
    const log = logs.get(entry.id)?.fields;
    return {
      entry,
      title: nameOf(entry),
      form: log ? t(`hours.form.${log.form}`) : t('hours.form.meeting'),
      standing: t(`hours.standing.${entry.standing}`),
      ...(entry.of ? { why: t('hours.countedWith', { name: nameOf(entry.of) }) } : {}),
      ...(log?.state === 'returned' && log.returnReason
        ? { why: t('hours.because', { reason: log.returnReason }) }
        : {}),
      ...confirmedPart(logs.get(entry.id)),
      to: log
        ? log.clip && titles.has(log.clip)
          ? `/study/clip/${log.clip}`
          : log.meeting && meetings.has(log.meeting)
            ? `/life/meeting/${log.meeting}`
            : undefined
        : `/life/meeting/${entry.id}`,
    };
  });
}

function confirmedPart(log: Rec<'studyLog'> | undefined): Pick<HoursLine, 'confirmed'> {
  const who = log && confirmedBy(log);
  return who && log.fields.decidedBy ? { confirmed: { by: log.fields.decidedBy, self: who === 'self' } } : {};
}

/** 本人确认, or by whom; `nameOf` turns the id into a name, where one is at hand. */
export const confirmedText = (
  { confirmed }: Pick<HoursLine, 'confirmed'>,
  nameOf?: (id: string) => string,
): string => {
  if (!confirmed) return '';
  if (confirmed.self) return t('hours.confirmed.self');
  const name = nameOf?.(confirmed.by);
  return name ? t('hours.confirmed.other', { name }) : t('hours.confirmed.somebody');
};

/** The figure of a year as it may be read: 缺项 where the ledger holds nothing, never 0. */
export const countedText = (
  hours: Pick<HoursSummary, 'counted' | 'recorded' | 'unknown'>,
): number | string =>
  hours.counted || (hours.recorded && !hours.unknown) ? hours.counted : t('common.unknown');

/** How the figure stands to the norm, in words. */
export function gapText(gap: HoursGap): string {
  switch (gap.kind) {
    case 'short':
      return gap.waiting
        ? t('hours.gap.shortWaiting', { hours: gap.hours, waiting: gap.waiting })
        : t('hours.gap.short', { hours: gap.hours });
    case 'unknown':
      return gap.short === undefined
        ? t('hours.gap.nothing')
        : t('hours.gap.unknown', { hours: gap.short, count: gap.meetings });
    default:
      return t(`hours.gap.${gap.kind}`);
  }
}

/** What has to be known beside a figure, in words. */
export function remarkText(remark: HoursRemark): string {
  switch (remark.kind) {
    case 'came':
    case 'left':
    case 'admitted':
      return t(`hours.remark.${remark.kind}`, { on: remark.on });
    case 'committee':
      return t('hours.remark.committee', { months: remark.months, of: remark.of });
    default:
      return t(`hours.remark.${remark.kind}`);
  }
}
