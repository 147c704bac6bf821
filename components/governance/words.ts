import { currentLanguage, t } from '../../lib/i18n';
import type { ItemRecord } from '../../lib/governance';
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
