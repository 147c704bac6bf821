import { addDays, addMonths, type CivilDate } from './calendar';
import type { LifePack } from './pack';
import type { PlanPack, Track, TrackStep } from './plan-pack';

/** A track that runs for somebody or something, counted from or back from a date. */
export interface TrackRun {
  /** Track of the plan pack. */
  track: string;
  /** Id of the member or branch. */
  subject: string;
  /** The date that the steps hang on. Absent = not known, and nothing can be counted (缺项). */
  anchor?: CivilDate;
  /** Steps that need nothing any more, such as a talk that is recorded elsewhere. */
  done?: readonly string[];
}

/** A step that a person ticked off or moved: what the ledger keeps of it. */
export interface StepMark {
  /** `<track>.<step>`. */
  task: string;
  subject: string;
  cycle: CivilDate;
  id: string;
  on: CivilDate;
  doneOn?: CivilDate;
}

/**
 * `over` = its day has passed; `soon` = within the notice; `later`; `possible` = nothing is due, from its day on it
 * may be done; `done`; `unknown` = the date that it hangs on is not in the ledger.
 */
export type StepState = 'over' | 'soon' | 'later' | 'possible' | 'done' | 'unknown';

export interface StepFinding {
  track: Track;
  /** Absent only when the whole track is unknown. */
  step?: TrackStep;
  task: string;
  subject: string;
  cycle?: CivilDate;
  due?: CivilDate;
  state: StepState;
  mark?: StepMark;
}

/** Days ahead at which a step is announced. */
export const STEP_NOTICE_DAYS = 30;

/** The day of a step: months first, then days. */
export const stepDay = (step: TrackStep, anchor: CivilDate): CivilDate =>
  addDays(addMonths(anchor, step.months ?? 0), step.days ?? 0);

/** Last day of a probation that began on a day: one year later (发展党员工作细则). */
export const probationEnd = (admittedOn: CivilDate): CivilDate => addMonths(admittedOn, 12);

/**
 * The steps of the tracks that run, with their days and how they stand. A mark moves or settles a step.
 */
export function evaluateSteps(
  pack: PlanPack,
  runs: readonly TrackRun[],
  marks: readonly StepMark[],
  today: CivilDate,
): StepFinding[] {
  return runs.flatMap((run): StepFinding[] => {
    const track = pack.tracks.find((one) => one.id === run.track);
    if (!track) return [];
    const { anchor, subject } = run;
    if (!anchor) return [{ track, task: run.track, subject, state: 'unknown' as const }];
    return track.steps.map((step) => {
      const task = `${track.id}.${step.id}`;
      const mark = marks.find((one) => one.task === task && one.subject === subject && one.cycle === anchor);
      const due = mark?.on ?? stepDay(step, anchor);
      const settled = mark?.doneOn !== undefined || run.done?.includes(step.id);
      return {
        track,
        step,
        task,
        subject,
        cycle: anchor,
        due,
        mark,
        state: settled ? ('done' as const) : stateOf(step, due, today),
      };
    });
  });
}

/** How a step that nobody settled stands. */
export function stateOf(step: Pick<TrackStep, 'earliest'>, due: CivilDate, today: CivilDate): StepState {
  if (step.earliest)
    return due <= today ? 'possible' : due <= addDays(today, STEP_NOTICE_DAYS) ? 'soon' : 'later';
  if (due < today) return 'over';
  return due <= addDays(today, STEP_NOTICE_DAYS) ? 'soon' : 'later';
}

/**
 * How loudly months without a payment, or without attendance, ask for a talk with the person: 1 from the first
 * number of the pack (3 months), 2 from the second (5 months). Undefined below, and when nothing is known. Never says
 * anything about the person's standing.
 */
export function talkLevel(pack: LifePack, months: number | undefined): 1 | 2 | undefined {
  const { arrearsFirstMonths: first, arrearsSecondMonths: second } = pack.thresholds;
  if (months === undefined || months < first.value) return undefined;
  return months >= second.value ? 2 : 1;
}

/**
 * Months in a row, up to the last finished one, in which somebody has entries and none of them says that the person
 * took part. A month without any entry says nothing, and ends the row. `entries` = took part, by month `YYYY-MM`.
 */
export function monthsAbsent(entries: ReadonlyMap<string, readonly boolean[]>, today: CivilDate): number {
  let count = 0;
  for (let month = addMonths(`${today.slice(0, 7)}-01`, -1); ; month = addMonths(month, -1)) {
    const seen = entries.get(month.slice(0, 7));
    if (!seen?.length || seen.some(Boolean)) return count;
    count += 1;
  }
}
