import { currentLanguage, t, tDynamic } from '../../lib/i18n';
import type { Rec } from '../../lib/ledger';
import type { ItemRecord } from '../../lib/governance';
import { meetingTitle } from '../../lib/life/notice';
import type { Verdict } from '../../lib/records/governance';
import { formatPeriod, type PeriodKey } from '../../lib/rules/periods';
import type { Tone } from '../ui';

/** The two sides of an answer: arranged (有形) and working (有效). */
export const SIDES = ['design', 'effect'] as const;
export type Side = (typeof SIDES)[number];

export const VERDICT_TONES: Record<Verdict, Tone> = {
  met: 'ok',
  partly: 'due',
  notMet: 'bad',
  notApplicable: 'unknown',
};

/** 符合 · 部分符合 · 不符合 · 不适用 · 未填. */
export const verdictWord = (verdict: Verdict | undefined): string =>
  t(`governance.verdict.${verdict ?? 'none'}`);

/** Name of the period of an item record: the calendar period, or the event. */
export const periodWord = (period: PeriodKey, record?: ItemRecord): string =>
  record?.fields.eventOn
    ? `${record.fields.eventTitle || t('governance.events.untitled')} · ${record.fields.eventOn}`
    : formatPeriod(period, currentLanguage());

/** Address of an item, with its period when it is not the present one. */
export const itemRoute = (code: string, query: { period?: PeriodKey; show?: string | null } = {}): string => {
  const parts = new URLSearchParams();
  if (query.period) parts.set('period', query.period);
  if (query.show) parts.set('show', query.show);
  const text = parts.toString();
  return `/governance/${code}${text ? `?${text}` : ''}`;
};

/** A record of the ledger in one line: what kind it is, its title, its day, and where it is opened. */
export interface RecordLine {
  kind: string;
  title: string;
  on?: string;
  to?: string;
}

/** The line of a record that is evidence or may become it. */
export function recordLine(record: Rec, nameOf: (id: string | undefined) => string): RecordLine {
  const kind = tDynamic(`governance.kind.${record.kind}`);
  switch (record.kind) {
    case 'meeting': {
      const { fields } = record as Rec<'meeting'>;
      return {
        kind,
        title: meetingTitle(fields),
        on: fields.startsAt.slice(0, 10),
        to: `/life/meeting/${record.id}`,
      };
    }
    case 'resolution': {
      const { fields } = record as Rec<'resolution'>;
      return {
        kind,
        title: fields.text,
        on: fields.doneOn ?? fields.dueOn,
        to: `/life/meeting/${fields.meeting}`,
      };
    }
    case 'studyLog': {
      const { fields } = record as Rec<'studyLog'>;
      const to = fields.clip
        ? `/study/clip/${fields.clip}`
        : fields.meeting
          ? `/life/meeting/${fields.meeting}`
          : '/study';
      const title = t('governance.hours', { name: nameOf(fields.member), hours: fields.hours });
      return { kind, title: fields.subject ? `${title} · ${fields.subject}` : title, on: fields.on, to };
    }
    case 'clip': {
      const { fields } = record as Rec<'clip'>;
      return {
        kind,
        title: fields.title,
        on: fields.published?.slice(0, 10) ?? fields.enteredAt?.slice(0, 10),
        to: `/study/clip/${record.id}`,
      };
    }
    case 'member':
      return { kind, title: (record as Rec<'member'>).fields.name, to: `/branch/member/${record.id}` };
    case 'branch':
      return { kind, title: (record as Rec<'branch'>).fields.name, to: '/branch' };
    default:
      return { kind, title: record.id };
  }
}
