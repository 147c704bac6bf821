import { duesBaseId } from '../dues/ids';
import { talksCovered } from '../life/talk-pairs';
import type { Ledger, Rec } from '../ledger';
import type { CivilDate } from '../rules/calendar';
import { owesIn } from '../rules/dues';
import { lifePack } from '../rules/packs';

/** How much of a task of the plan the ledger holds already: nobody ticks off what was entered elsewhere. */
export interface TaskCover {
  task: keyof typeof COVERS;
  /** Members whose dues are to be fixed; pairs or persons to talk with. */
  needed: number;
  covered: number;
  /** True when nothing of it is open. */
  settled: boolean;
  /** Where it is done, and seen. */
  to: string;
}

type Count = Pick<TaskCover, 'needed' | 'covered'>;

/** Tasks that the ledger knows about, by their id in the plan pack. */
const COVERS = { duesFixing: duesFixed, talks: talked };

const isCovered = (task: string | undefined): task is TaskCover['task'] =>
  task !== undefined && Object.hasOwn(COVERS, task);

/** Members who owe dues in the month of the task, and those of them with an amount for its year (年初核定). */
async function duesFixed(ledger: Ledger, on: CivilDate): Promise<Count> {
  const year = Number(on.slice(0, 4));
  const [members, bases] = await Promise.all([
    ledger.list('member'),
    ledger.list('duesBase', { from: String(year), to: String(year) }),
  ]);
  const fixed = new Set(bases.map(({ id }) => id));
  const owing = members.filter((member) => owesIn(member.fields, on.slice(0, 7)));
  return {
    needed: owing.length,
    covered: owing.filter(({ id }) => fixed.has(duesBaseId(id, year))).length,
  };
}

/** What the rules on 谈心谈话 ask of the year of the task; a year that is neither this one nor the last is not counted. */
async function talked(ledger: Ledger, on: CivilDate, today: CivilDate): Promise<Count> {
  const year = on.slice(0, 4);
  const present = Number(today.slice(0, 4));
  if (Number(year) > present || Number(year) < present - 1) return { needed: 0, covered: 0 };
  const count = await talksCovered(ledger, lifePack(), today);
  return count({ from: `${year}-01-01`, to: `${year}-12-31` });
}

const placeOf = (task: TaskCover['task'], on: CivilDate, settled: boolean): string => {
  if (task === 'talks') return '/life/talks';
  return settled ? `/dues?month=${on.slice(0, 7)}` : `/dues/fix?year=${on.slice(0, 4)}`;
};

/** What the ledger holds of those items that are tasks it knows about, by item; the others are left out. */
export async function taskCovers(
  ledger: Ledger,
  items: readonly Rec<'planItem'>[],
  today: CivilDate,
): Promise<Map<string, TaskCover>> {
  const covers = new Map<string, TaskCover>();
  for (const { id, fields } of items) {
    const { task, on } = fields;
    if (!isCovered(task)) continue;
    const { needed, covered } = await COVERS[task](ledger, on, today);
    const settled = needed > 0 && covered >= needed;
    covers.set(id, { task, needed, covered, settled, to: placeOf(task, on, settled) });
  }
  return covers;
}
