import { branchFacts, currentBranch } from '../branch/branch';
import { DELETED, type Ledger, type Rec, renew } from '../ledger';
import { Fault } from '../records/fault';
import type { MeetingType } from '../records/meeting';
import type { BranchFacts } from '../rules/cadence';
import { addMonths, dateOf, weekday } from '../rules/calendar';
import { lifePack } from '../rules/packs';
import { type MonthlyDay, type PlanChoices, proposePlan, type ProposedItem } from '../rules/plan';
import { matchPlan, planState, typeFrequency, type HeldFact, type PlanState } from '../rules/plan-match';
import { planPack } from '../rules/plan-pack';
import { yearStrip, type StripRow } from '../rules/plan-strip';
import { loadWorkCalendar } from '../rules/workdays';
import { heldFacts, monthsAround } from './held';
import { plannedFact, planItemId } from './item';
import { taskCovers, type TaskCover } from './task-cover';

/** An item with how it stands today. */
export interface PlanLine {
  record: Rec<'planItem'>;
  state: PlanState;
  /** Ids of the activities that satisfy it. */
  by: string[];
  /** For a task that is entered elsewhere: how much of it the ledger holds. */
  cover?: TaskCover;
}

export interface YearView {
  rows: StripRow[];
  lines: PlanLine[];
  /** Activities of the year, from the index alone. */
  held: HeldFact[];
}

/** Everything that 年度计划 shows of a year. No activity is read. */
export async function yearView(ledger: Ledger, year: number, today: string): Promise<YearView | undefined> {
  const branch = await currentBranch(ledger);
  if (!branch) return undefined;
  const facts = await branchFacts(ledger, branch);
  const [held, items] = await Promise.all([
    heldFacts(
      ledger,
      monthsAround(year),
      facts.groups.map((group) => group.id),
      today,
    ),
    ledger.list('planItem', { from: String(year), to: String(year) }),
  ]);
  const planned = items.map(plannedFact);
  const rows = yearStrip({ pack: lifePack(), branch: facts, year, today, planned, held });
  const covers = await taskCovers(ledger, items, today);
  return { rows, lines: linesOf(items, held, { branch: facts, covers, today }), held };
}

/** How items stand, by the activities that satisfy them and by what the ledger holds of tasks. */
export function linesOf(
  items: readonly Rec<'planItem'>[],
  held: readonly HeldFact[],
  about: {
    branch: Pick<BranchFacts, 'frequencies'>;
    covers: ReadonlyMap<string, TaskCover>;
    today: string;
  },
): PlanLine[] {
  const { branch, covers, today } = about;
  const planned = items.map(plannedFact);
  const matched = matchPlan(planned, held, typeFrequency(lifePack(), branch));
  const ahead = new Set(held.filter((one) => one.ahead).map((one) => one.id));
  return items.map((record, index) => {
    const found = matched.get(record.id);
    const fact = planned[index] as (typeof planned)[number];
    const cover = covers.get(record.id);
    return {
      record,
      state: cover?.settled ? 'done' : planState(fact, found, (id) => ahead.has(id), today),
      by: [...new Set(found?.values() ?? [])],
      ...(cover ? { cover } : {}),
    };
  });
}

/** What filling up a year would add. */
export interface PlanPreview {
  year: number;
  branch: string;
  add: ProposedItem[];
  /** Items of the year that stay as they are. */
  kept: number;
  /** Items that the year lacks because somebody put them in the trash; they are not made again. */
  removed: number;
  /** False when the holidays of the year are not published yet. */
  announced: boolean;
}

/**
 * What the year lacks, for a person to look at before it is added. The present year is filled from today on. Throws
 * E573 when there is no branch yet.
 */
export async function previewPlan(
  ledger: Ledger,
  options: { year: number; today: string; choices: PlanChoices },
): Promise<PlanPreview> {
  const { year, today, choices } = options;
  const branch = await currentBranch(ledger);
  if (!branch) throw new Fault('E573');
  const facts = await branchFacts(ledger, branch);
  const [plan, calendar, items, held] = await Promise.all([
    planPack(),
    loadWorkCalendar(),
    ledger.list('planItem', { from: String(year), to: String(year) }),
    heldFacts(
      ledger,
      { from: `${year}-01`, to: `${year}-12` },
      facts.groups.map((group) => group.id),
      today,
    ),
  ]);
  const from = today > `${year}-01-01` ? today : `${year}-01-01`;
  const proposed = proposePlan({
    pack: lifePack(from),
    plan,
    branch: facts,
    year,
    from,
    calendar,
    choices,
    planned: items.map(plannedFact),
    held,
  });
  const standing = await Promise.all(proposed.map((item) => standingOf(ledger, idOf(branch.id, item))));
  return {
    year,
    branch: branch.id,
    add: proposed.filter((_, index) => standing[index] === 'absent'),
    kept: items.length,
    removed: standing.filter((one) => one === 'removed').length,
    announced: calendar.isAnnounced(year),
  };
}

const idOf = (branch: string, item: ProposedItem): string =>
  planItemId(branch, item.rule, item.group ?? '', item.period, item.index);

/** Whether an item is there, was thrown away by somebody, or is absent: never made, or its making was undone. */
async function standingOf(ledger: Ledger, id: string): Promise<'there' | 'removed' | 'absent'> {
  const record = await ledger.find(id);
  if (!record) return 'absent';
  if (!record.deleted) return 'there';
  const [last] = await ledger.historyOf(id, DELETED);
  return last?.label === 'undo' ? 'absent' : 'removed';
}

/** Adds what a preview proposes, in one commit. Nothing that exists is touched. Returns the commit's number. */
export async function addPlan(ledger: Ledger, preview: PlanPreview): Promise<number | undefined> {
  const ids = preview.add.map((item) => idOf(preview.branch, item));
  const undone = await Promise.all(ids.map((id) => ledger.find(id)));
  const writes = preview.add.map((item, index) =>
    renew(
      undone[index] as Rec<'planItem'> | undefined,
      'planItem',
      {
        on: item.on,
        types: item.types.length
          ? Object.fromEntries(item.types.map((type) => [type, true as const]))
          : undefined,
        group: item.group,
        task: item.task,
      },
      ids[index] as string,
    ),
  );
  if (!writes.length) return undefined;
  return (await ledger.commit(writes, { label: 'planFill' })).n;
}

/** How many former themed days the habit is read from. */
const PATTERN = 6;

/**
 * The day on which the branch has held its themed days: the weekday of the month that most of the last six share,
 * else their most usual date; the third Wednesday when there is nothing to go by.
 */
export async function usualThemeDay(ledger: Ledger, today: string): Promise<MonthlyDay> {
  const keyOf = (day: string) => `meeting:themeDay:${day.slice(0, 7)}`;
  const keys = await ledger.linkKeys([[keyOf(addMonths(today, -18)), keyOf(today)]]);
  const last = keys.map((key) => key.slice(-7)).slice(-PATTERN);
  const found = await Promise.all(last.map((month) => ledger.linked(`meeting:themeDay:${month}`, 'meeting')));
  const days = found.flatMap((list) => list.slice(0, 1)).map((meeting) => dateOf(meeting.fields.startsAt));
  const nth = (day: string): number => Math.ceil(Number(day.slice(8)) / 7);
  const byWeekday = most(days.map((day) => `${nth(day)}-${weekday(day)}`));
  const byDate = most(days.map((day) => day.slice(8)));
  if (byWeekday && byWeekday.count * 2 > days.length && byWeekday.count >= (byDate?.count ?? 0)) {
    const [n = 3, day = 3] = byWeekday.value.split('-').map(Number);
    return { nth: n, weekday: day };
  }
  if (byDate && byDate.count * 2 > days.length) return { day: Number(byDate.value) };
  return { nth: 3, weekday: 3 };
}

function most(values: readonly string[]): { value: string; count: number } | undefined {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  const [top] = [...counts].sort((a, b) => b[1] - a[1]);
  return top && { value: top[0], count: top[1] };
}

/** Number of items that a preview adds for each activity type, and of tasks under `task`. */
export function countByType(items: readonly ProposedItem[]): [MeetingType | 'task', number][] {
  const counts = new Map<MeetingType | 'task', number>();
  for (const item of items) {
    for (const type of item.types.length ? item.types : (['task'] as const)) {
      counts.set(type, (counts.get(type) ?? 0) + 1);
    }
  }
  return [...counts];
}
