import { textAnswers } from '../../lib/branch/name-search';
import { currentLanguage } from '../../lib/i18n';
import type { Every } from '../../lib/rollups/card';
import { ATTENTION, type Attention, byAttention, type OverviewRow } from '../../lib/rollups/overview';
import { periodKey } from '../../lib/rules/periods';
import { useQuery, useToday } from '../ui';

export const GROUPS = ['none', 'superior', 'region'] as const;
export type Group = (typeof GROUPS)[number];

/** What is shown of the reports: everything but the rows themselves stands in the address. */
export function useShown(every: Every = 'Q') {
  const query = useQuery();
  const today = useToday();
  const asked = query.get('period') ?? '';
  const period = asked || periodKey(every, today);
  const compare = query.get('compare') || undefined;
  const group = GROUPS.find((one) => one === query.get('group')) ?? 'none';
  const only = (query.get('only') ?? '')
    .split(',')
    .filter((one): one is Attention => (ATTENTION as readonly string[]).includes(one));
  const text = query.get('q') ?? '';
  const at = (change: Record<string, string | undefined>, path = '/share/rollups'): string => {
    const all: Record<string, string | undefined> = {
      period: asked || undefined,
      compare,
      group: group === 'none' ? undefined : group,
      only: only.join(',') || undefined,
      q: text || undefined,
      ...change,
    };
    const said = Object.entries(all).flatMap(([key, value]) =>
      value ? [`${key}=${encodeURIComponent(value)}`] : [],
    );
    return said.length ? `${path}?${said.join('&')}` : path;
  };
  return { period, compare, group: group as Group, only, text, today, at };
}

let collator: { language: string; is: Intl.Collator } | undefined;

/** How names are ordered in the language that is shown. One for all: making one for each of ten thousand names takes seconds. */
export function collatorHere(): Intl.Collator {
  const language = currentLanguage();
  if (collator?.language !== language) {
    collator = { language, is: new Intl.Collator(language, { numeric: true }) };
  }
  return collator.is;
}

/** Lines in the order in which they are shown. */
export function inOrder(
  rows: readonly OverviewRow[],
  group: Group,
  sort?: (a: OverviewRow, b: OverviewRow) => number,
): OverviewRow[] {
  const { compare } = collatorHere();
  const sorted = [...rows].sort(sort ?? byAttention(collatorHere()));
  if (group === 'none') return sorted;
  return sorted.sort((a, b) =>
    a[group] === b[group] ? 0 : compare(a[group] ?? '\uffff', b[group] ?? '\uffff'),
  );
}

/**
 * The lines that fit what is asked for, in the order in which they were given. By readings once the tables of pinyin are
 * there.
 */
export function fitting(
  rows: readonly OverviewRow[],
  { only, text }: { only: readonly Attention[]; text: string },
): OverviewRow[] {
  const answers = text.trim() ? textAnswers(text) : undefined;
  return rows.filter(
    ({ attention, name, superior = '', region = '' }) =>
      (!only.length || only.some((one) => attention.includes(one))) &&
      (!answers || answers(name) || answers(superior) || answers(region)),
  );
}
