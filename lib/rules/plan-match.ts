import type { MeetingType } from '../records/meeting';
import { frequencyOn, type BranchFacts } from './cadence';
import type { CivilDate } from './calendar';
import { packAt } from './editions';
import type { LifePack } from './pack';
import { periodKey, type CalendarFrequency } from './periods';

/** A plan item as the rules see it. */
export interface PlannedFact {
  id: string;
  on: CivilDate;
  types: readonly MeetingType[];
  group?: string;
  task?: string;
  /** Activity that was started from it. */
  meeting?: string;
  doneOn?: CivilDate;
}

/** An activity as the index gives it, without its record being read. */
export interface HeldFact {
  id: string;
  types: readonly MeetingType[];
  /** `YYYY-MM`. */
  month: string;
  group?: string;
  /** Entered for a day that is still to come. */
  ahead: boolean;
}

/**
 * `done` 已办; `entered` = the activity is entered and still to come; `planned` = its day is still to come; `late` =
 * its day has passed and nothing is recorded (已过计划日).
 */
export type PlanState = 'done' | 'entered' | 'planned' | 'late';

/**
 * How often the rule that asks for a type asks for it on a day, by the pack and the branch's own choice; a type that
 * no rule asks for goes by the month.
 */
export const typeFrequency =
  (pack: LifePack, branch: Pick<BranchFacts, 'frequencies'>) =>
  (type: MeetingType, day: CivilDate): CalendarFrequency => {
    const rule = packAt(pack, day).cadences.find((cadence) => cadence.types.includes(type));
    return rule ? frequencyOn(rule, branch, day) : 'M';
  };

/**
 * Which activity satisfies which item, type by type: first the one that was started from it, then one of its type
 * in the same month, then one in the same period of the rule. An activity counts once per type, so that two lectures
 * planned for a quarter need two.
 */
export function matchPlan(
  items: readonly PlannedFact[],
  held: readonly HeldFact[],
  frequency: (type: MeetingType, day: CivilDate) => CalendarFrequency,
): Map<string, ReadonlyMap<MeetingType, string>> {
  const found = new Map<string, Map<MeetingType, string>>(items.map((item) => [item.id, new Map()]));
  const used = new Set<string>();
  const byId = new Map(held.map((one) => [one.id, one]));
  const sorted = [...items].sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
  const take = (item: PlannedFact, type: MeetingType, one: HeldFact | undefined): void => {
    if (!one || used.has(`${type} ${one.id}`) || found.get(item.id)?.has(type)) return;
    used.add(`${type} ${one.id}`);
    found.get(item.id)?.set(type, one.id);
  };
  for (const item of sorted) {
    const own = item.meeting ? byId.get(item.meeting) : undefined;
    for (const type of item.types) if (own?.types.includes(type)) take(item, type, own);
  }
  const passes: ((item: PlannedFact, type: MeetingType, one: HeldFact) => boolean)[] = [
    (item, _, one) => one.month === item.on.slice(0, 7),
    (item, type, one) => {
      const every = frequency(type, item.on);
      return periodKey(every, item.on) === periodKey(every, `${one.month}-01`);
    },
  ];
  for (const fits of passes) {
    for (const item of sorted) {
      for (const type of item.types) {
        take(
          item,
          type,
          held.find(
            (one) =>
              one.types.includes(type) &&
              !used.has(`${type} ${one.id}`) &&
              (type !== 'group' || !item.group || one.group === item.group) &&
              fits(item, type, one),
          ),
        );
      }
    }
  }
  return found;
}

/** How an item stands today. */
export function planState(
  item: PlannedFact,
  matched: ReadonlyMap<MeetingType, string> | undefined,
  ahead: (id: string) => boolean,
  today: CivilDate,
): PlanState {
  const satisfied = item.types.length
    ? item.types.every((type) => matched?.has(type))
    : item.doneOn !== undefined;
  if (satisfied) return [...(matched?.values() ?? [])].some(ahead) ? 'entered' : 'done';
  return item.on < today ? 'late' : 'planned';
}
