import { type Ledger, type ReportRow, RollupStore } from '../ledger';
import { daysBetween } from '../rules/calendar';
import { type PeriodKey, periodRange } from '../rules/periods';
import { type Body, body, type Figure, type Glance, readGlance, type Share } from './body';
import { type BranchList, type ListedBranch, organisationList } from './organisation';

/**
 * What asks for attention in a line, in the order in which lines with it stand. It says what to look at and nothing of
 * how good a branch is: there is no score.
 */
export const ATTENTION = ['compare', 'refused', 'never', 'old', 'missing', 'unknown', 'fine'] as const;
export type Attention = (typeof ATTENTION)[number];

/** One branch in a period, as the committee sees it. */
export interface OverviewRow {
  /** Name of the branch in its reports, or in the list while it has not reported. */
  key: string;
  name: string;
  superior?: string;
  region?: string;
  /** All that applies, in the order of {@link ATTENTION}. */
  attention: Attention[];
  /** What was reported; absent = nothing that counts. */
  glance?: Glance;
  /** What was reported for the period that is compared with. */
  before?: Glance;
  /** The list's entry; absent = nobody compared this branch's key yet. */
  listed?: ListedBranch;
  report?: ReportRow;
}

/** Days after which a report of a period that still runs counts as old. */
export const OLD_AFTER = 35;

/** All branches of the organisation in a period: those of its list, and those that reported without being on it. */
export async function overview(
  ledger: Ledger,
  period: PeriodKey,
  options: { today: string; compare?: PeriodKey },
): Promise<OverviewRow[]> {
  const { store, list } = await organisationList(ledger);
  const [reports, earlier] = await Promise.all([
    store.reports(period),
    options.compare ? store.reports(options.compare) : [],
  ]);
  const before = new Map(earlier.map(({ b, glance }) => [b, readGlance(glance)]));
  const rows: OverviewRow[] = [];
  const met = new Set<string>();
  for (const report of reports) {
    const { b, got, waiting } = report;
    const counted = got && (await list.whose(b, got.key));
    const listed = counted ?? list.named(b);
    if (listed) met.add(listed.id);
    // A branch that was taken off the list, and a key that was taken back: what it sent is on file and shown nowhere.
    if (listed?.off || (!counted && !waiting && !report.refused)) continue;
    const glance = counted ? readGlance(report.glance) : undefined;
    rows.push({
      key: b,
      name: listed?.name || glance?.name || waiting?.name || '',
      superior: listed?.superior || glance?.superior || waiting?.superior,
      region: listed?.region || undefined,
      attention: attentionOf(report, glance, period, options.today),
      ...(glance ? { glance } : {}),
      ...(before.get(b) ? { before: before.get(b) as Glance } : {}),
      ...(listed ? { listed } : {}),
      report,
    });
  }
  rows.push(...neverReported(list, met, before));
  return rows;
}

function neverReported(
  list: BranchList,
  met: ReadonlySet<string>,
  before: ReadonlyMap<string, Glance | undefined>,
): OverviewRow[] {
  return list.branches
    .filter(({ id, off }) => !off && !met.has(id))
    .map((listed) => {
      const earlier = listed.reports.map((b) => before.get(b)).find(Boolean);
      return {
        key: listed.reports[0] ?? listed.id,
        name: listed.name,
        superior: listed.superior || undefined,
        region: listed.region || undefined,
        attention: ['never'],
        ...(earlier ? { before: earlier } : {}),
        listed,
      };
    });
}

function attentionOf(
  { waiting, refused, got }: ReportRow,
  glance: Glance | undefined,
  period: PeriodKey,
  today: string,
): Attention[] {
  const found: Attention[] = [];
  if (waiting) found.push('compare');
  if (refused) found.push('refused');
  if (!got || !glance) return found.length ? found : ['never'];
  if (isOld(glance.asOf, period, today)) found.push('old');
  if (glance.states.missing) found.push('missing');
  if (hasUnknown(glance)) found.push('unknown');
  return found.length ? found : ['fine'];
}

/** True when a report was counted before its period had ended, or long ago. */
export function isOld(asOf: string, period: PeriodKey, today: string): boolean {
  const end = periodRange(period)?.to ?? today;
  return today > end ? asOf < end : daysBetween(asOf, today) > OLD_AFTER;
}

const hasUnknown = ({ figures, states }: Glance): boolean =>
  Boolean(states.unknown) || Object.values(figures).some((share) => Boolean(share.unknown));

/** Who has not reported for a period that is over. */
export interface Overdue {
  period: PeriodKey;
  /** Branches from which nothing came that counts. */
  never: number;
  /** Branches whose last report is of before the period's end. */
  early: number;
  of: number;
}

/**
 * How many branches still owe their report of a period that has ended; undefined while it runs, when none does, and for
 * a period of before the organisation was made of which nobody reported.
 */
export function overdueOf(
  rows: readonly OverviewRow[],
  period: PeriodKey,
  { today, madeOn }: { today: string; madeOn: string },
): Overdue | undefined {
  const end = periodRange(period)?.to;
  if (!end || today <= end || !rows.length) return undefined;
  const never = rows.filter(({ attention }) => attention.includes('never')).length;
  const early = rows.filter(({ glance }) => glance && isOld(glance.asOf, period, today)).length;
  if (!never && !early) return undefined;
  if (madeOn > end && never === rows.length) return undefined;
  return { period, never, early, of: rows.length };
}

/** A figure over many branches: its sums, and how many of them do not say it. */
export interface Total extends Share {
  branches: number;
  silent: number;
}

/** Sums a figure over lines. What a branch does not say is counted as silent and added to nothing. */
export function totalOf(rows: readonly OverviewRow[], figure: Figure): Total {
  const total: Total = { branches: 0, silent: 0 };
  for (const { glance } of rows) {
    const share = glance?.figures[figure];
    if (share?.have === undefined) total.silent += 1;
    else {
      total.branches += 1;
      total.have = (total.have ?? 0) + share.have;
      if (share.of !== undefined) total.of = (total.of ?? 0) + share.of;
    }
    if (share?.unknown) total.unknown = (total.unknown ?? 0) + share.unknown;
  }
  return total;
}

/** The whole report behind a line; undefined when there is none that counts. */
export async function wholeReport(ledger: Ledger, period: PeriodKey, b: string): Promise<Body | undefined> {
  const text = await new RollupStore(ledger).text(period, b);
  const result = body.safeParse(text ? (JSON.parse(text) as unknown) : undefined);
  return result.success ? result.data : undefined;
}

/** The organisation's periods with reports, the latest first. */
export const reportedPeriods = async (ledger: Ledger): Promise<PeriodKey[]> =>
  (await new RollupStore(ledger).periods()).sort((a, b) =>
    (periodRange(a)?.from ?? '') < (periodRange(b)?.from ?? '') ? 1 : -1,
  );

/** Orders lines by what asks for attention first, and within it by name. */
export function byAttention(collator: Intl.Collator): (a: OverviewRow, b: OverviewRow) => number {
  const place = ({ attention }: OverviewRow): number => ATTENTION.indexOf(attention[0] ?? 'fine');
  return (a, b) => place(a) - place(b) || collator.compare(a.name, b.name);
}
