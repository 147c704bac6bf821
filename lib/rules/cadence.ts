import type { BRANCH_FORMS } from '../records/branch';
import type { MeetingType } from '../records/meeting';
import { addDays, addMonths, daysBetween, endOfMonth, endOfWeek, type CivilDate } from './calendar';
import { packAt } from './editions';
import type { Cadence, Citation, Confidence, LifePack, PackText } from './pack';
import {
  inRange,
  periodKey,
  periodRange,
  shiftPeriod,
  type CalendarFrequency,
  type DateRange,
  type PeriodKey,
} from './periods';

/** What the cadence rules need to know of a branch. */
export interface BranchFacts {
  form: (typeof BRANCH_FORMS)[number];
  hasCommittee: boolean;
  /** Party groups; each has its own meetings. */
  groups: readonly { id: string; name: string }[];
  foundedOn?: CivilDate;
  termEnd?: CivilDate;
  /** The branch's own frequency for adjustable cadences, by cadence id. */
  frequencies?: Readonly<Partial<Record<string, OwnFrequency>>>;
  /**
   * First day from which the ledger is meant to be complete (`trackedSince` of the ledger's settings). Before it,
   * nothing found means nothing known.
   */
  trackedSince?: CivilDate;
}

/** How often a branch itself wants an adjustable cadence (absent: as the pack says), and since when. */
export interface FrequencyChoice {
  every?: Cadence['frequency'];
  since?: CivilDate;
}

/** What the branch chose last, and before; before the first choice the pack's frequency holds. */
export interface OwnFrequency extends FrequencyChoice {
  earlier?: readonly FrequencyChoice[];
}

/** One activity of the ledger, held or planned. */
export interface ActivityFact {
  id: string;
  types: readonly MeetingType[];
  on: CivilDate;
  group?: string;
}

/**
 * `done` 已办; `late` 已办, but after the period and within the rule's grace; `due` 待办, still in time; `missing`
 * 缺, only after its date; `unknown` 缺项, see {@link UnknownReason}; `notApplicable`, with a reason.
 */
export type CadenceState = 'done' | 'late' | 'due' | 'missing' | 'unknown' | 'notApplicable';
/** Why nothing can be said; each has the locale key `rules.why.<reason>`. */
export type UnknownReason =
  | 'beforeFounding'
  | 'beforeTracking'
  | 'notKept'
  | 'nobody'
  | 'noTermDate'
  | 'branchForm'
  | 'noCommittee'
  | 'noGroups';

export interface CadenceFinding {
  /** Cadence id of the pack, or `term`. */
  rule: string;
  title: PackText;
  wording?: PackText;
  /** Party group that this finding is about. */
  group?: { id: string; name: string };
  types: readonly string[];
  /** Period key; for `term` the last day of the term. */
  period: PeriodKey;
  /** Last day on which it can still be done in time. */
  deadline?: CivilDate;
  state: CadenceState;
  why?: UnknownReason;
  /** Ids of the activities that satisfy it. */
  held: readonly string[];
  /** For a rule that is covered by other records than activities: how much of it is still open. */
  open?: number;
  /** Ids and days of activities entered for a day that is still to come. */
  planned: readonly { id: string; on: CivilDate }[];
  basis: readonly Citation[];
  confidence: Confidence;
}

export interface CadenceInput {
  pack: LifePack;
  branch: BranchFacts;
  /** All activities within {@link cadenceWindows}, in any order. */
  activities: readonly ActivityFact[];
  today: CivilDate;
  /** Periods before the present one that are looked at, per frequency. */
  back?: Partial<Record<CalendarFrequency, number>>;
  /** Leaves the other cadences out. */
  only?: (rule: Cadence) => boolean;
  /**
   * For rules without activity types, by cadence id: what a period asks for and how much of it was done, counted by
   * whoever keeps those records. A rule that is not here cannot be judged.
   */
  covered?: Partial<Record<string, (range: DateRange) => { needed: number; covered: number }>>;
}

const BACK: Record<CalendarFrequency, number> = { M: 1, Q: 1, H: 1, Y: 1, '3Y': 0 };

/**
 * The days whose activities {@link evaluateCadence} wants to see, by type of activity. A monthly rule needs a few
 * months of its types only; reading no more keeps a ledger of many years as quick as a new one.
 */
export function cadenceWindows(
  input: Pick<CadenceInput, 'pack' | 'today' | 'back' | 'only'> & {
    branch?: Pick<BranchFacts, 'frequencies'>;
  },
): Map<string, DateRange> {
  const windows = new Map<string, DateRange>();
  for (const { rule, frequency } of editionsInSight(input)) {
    const current = periodKey(frequency, input.today);
    // One period more than is shown: an activity in its days of grace serves the period before.
    const first = periodRange(shiftPeriod(current, -(input.back?.[frequency] ?? BACK[frequency]) - 1));
    const last = periodRange(current);
    if (!first || !last) continue;
    for (const type of rule.types) {
      const known = windows.get(type);
      windows.set(type, {
        from: known && known.from < first.from ? known.from : first.from,
        to: known && known.to > last.to ? known.to : last.to,
      });
    }
  }
  return windows;
}

/** Frequencies of cadences, the longest periods first. */
const CADENCE_FREQUENCIES = ['Y', 'H', 'Q', 'M'] as const satisfies readonly Cadence['frequency'][];

/** How often a rule asks on a day: as the branch set it where it may, else as the pack says. */
export function frequencyOn(
  rule: Cadence,
  branch: Pick<BranchFacts, 'frequencies'>,
  day: CivilDate,
): Cadence['frequency'] {
  const own = rule.adjustable ? branch.frequencies?.[rule.id] : undefined;
  if (!own) return rule.frequency;
  let found: FrequencyChoice | undefined;
  for (const choice of [own, ...(own.earlier ?? [])]) {
    const since = choice.since ?? '';
    if (since <= day && (!found || since > (found.since ?? ''))) found = choice;
  }
  return found?.every ?? rule.frequency;
}

/**
 * The edition of a rule by which a period is judged: while it runs, the one in force today; afterwards the one that
 * was in force on its last day; for a period to come, the one that will be. Undefined when there is none then, or
 * it asks at another frequency.
 */
export function editionForPeriod(
  pack: LifePack,
  id: string,
  period: PeriodKey,
  frequency: Cadence['frequency'],
  about: { branch: BranchFacts; today: CivilDate },
): Cadence | undefined {
  const range = periodRange(period);
  if (!range) return undefined;
  const isRunning = range.from <= about.today && about.today < range.to;
  const day = isRunning ? about.today : range.to;
  const rule = packAt(pack, day).cadences.find((cadence) => cadence.id === id);
  return rule && frequencyOn(rule, about.branch, day) === frequency ? rule : undefined;
}

/** Every edition of the cadences that counts in the time that is looked at, today's first, with its frequency. */
function editionsInSight({
  pack,
  today,
  back,
  only = () => true,
  branch = {},
}: Parameters<typeof cadenceWindows>[0]): { rule: Cadence; frequency: Cadence['frequency'] }[] {
  const editions: { rule: Cadence; frequency: Cadence['frequency'] }[] = [];
  const months = Math.max(1, back?.Y ?? BACK.Y) * 12;
  for (let month = 0; month <= months; month += 1) {
    // What is over is judged by the last day of its period, which is always the last of a month.
    const day = month ? endOfMonth(addMonths(today, -month)) : today;
    for (const rule of packAt(pack, day).cadences.filter(only)) {
      const frequency = frequencyOn(rule, branch, day);
      const isKnown = editions.some((one) => one.rule === rule && one.frequency === frequency);
      if (!isKnown) editions.push({ rule, frequency });
    }
  }
  return editions;
}

/**
 * What organisation life owes and has done, for the present period of every cadence and the ones before it. Each
 * period is judged by the edition of the rule in force then. Warns and explains, never blocks. Order: as the pack
 * lists the rules, older periods first.
 */
export function evaluateCadence(given: CadenceInput): CadenceFinding[] {
  const activities = [...given.activities].sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
  const input = { ...given, activities };
  const rules = new Map<string, Cadence>();
  for (const { rule } of editionsInSight(input)) if (!rules.has(rule.id)) rules.set(rule.id, rule);
  const findings = [...rules.values()].flatMap((rule) => {
    const frequency = frequencyOn(rule, input.branch, input.today);
    const present = periodKey(frequency, input.today);
    const inapplicable = whyNot(rule, input.branch);
    if (inapplicable) return [finding(rule, present, { state: 'notApplicable', why: inapplicable })];
    if (rule.types.length === 0) return coveredFindings(input, rule, frequency);
    const groups = rule.applies === 'eachGroup' ? input.branch.groups : [undefined];
    return groups.flatMap((group) =>
      CADENCE_FREQUENCIES.flatMap((every) => evaluateRule(input, rule.id, every, group)),
    );
  });
  return [...findings, termFinding(input)];
}

/** Why a cadence does not concern a branch; undefined when it does. */
export function whyNot(rule: Cadence, branch: BranchFacts): UnknownReason | undefined {
  if (rule.exceptForms?.includes(branch.form)) return 'branchForm';
  if (rule.applies === 'committee' && !branch.hasCommittee) return 'noCommittee';
  if (rule.applies === 'eachGroup' && branch.groups.length === 0) return 'noGroups';
  return undefined;
}

function finding(
  rule: Cadence,
  period: PeriodKey,
  rest: Partial<CadenceFinding> & Pick<CadenceFinding, 'state'>,
): CadenceFinding {
  return {
    rule: rule.id,
    title: rule.title,
    wording: rule.wording,
    types: rule.types,
    period,
    held: [],
    planned: [],
    basis: rule.basis,
    confidence: rule.confidence,
    ...rest,
  };
}

/** The periods of one frequency in which a rule asks at that frequency. */
function evaluateRule(
  input: CadenceInput,
  id: string,
  frequency: Cadence['frequency'],
  group: { id: string; name: string } | undefined,
): CadenceFinding[] {
  const { today, branch, pack } = input;
  const back = input.back?.[frequency] ?? BACK[frequency];
  const current = periodKey(frequency, today);
  const ordered = input.activities.filter((activity) => !group || activity.group === group.id);
  // An activity in the grace days after a period serves that period only where it is needed there, and then no
  // other one; so the period before the first shown is worked out too.
  const used = new Set<string>();
  const findings: CadenceFinding[] = [];
  for (let step = back + 1; step >= 0; step -= 1) {
    const period = shiftPeriod(current, -step);
    const range = periodRange(period);
    const rule = editionForPeriod(pack, id, period, frequency, { branch, today });
    if (!range || !rule || whyNot(rule, branch) || (step > back && !rule.graceDays)) continue;
    const mine = ordered.filter((activity) => activity.types.some((type) => rule.types.includes(type)));
    const deadline = addDays(range.to, rule.graceDays ?? 0);
    const own = mine.filter((activity) => inRange(activity.on, range) && !used.has(activity.id));
    const held = own.filter((activity) => activity.on <= today);
    const inGrace = mine.filter(
      (activity) => activity.on > range.to && activity.on <= deadline && activity.on <= today,
    );
    const borrowed = knownWholly(range, branch)
      ? inGrace.slice(0, Math.max(0, rule.count - held.length))
      : [];
    for (const activity of borrowed) used.add(activity.id);
    if (step > back) continue;
    const counted = [...held, ...borrowed];
    findings.push(
      finding(rule, period, {
        group,
        deadline,
        ...judge(counted.length >= rule.count, borrowed.length > 0, range, deadline, input),
        held: counted.map((activity) => activity.id),
        planned: own
          .filter((activity) => activity.on > today)
          .map((activity) => ({ id: activity.id, on: activity.on })),
      }),
    );
  }
  return findings;
}

/** A rule about records that are no activities (谈心谈话): judged by how much of a period's pairs or persons is covered. */
function coveredFindings(
  input: CadenceInput,
  rule: Cadence,
  frequency: Cadence['frequency'],
): CadenceFinding[] {
  const current = periodKey(frequency, input.today);
  const back = input.back?.[frequency] ?? BACK[frequency];
  const count = input.covered?.[rule.id];
  if (!count) return [finding(rule, current, { state: 'unknown', why: 'notKept' })];
  const findings: CadenceFinding[] = [];
  for (let step = back; step >= 0; step -= 1) {
    const period = shiftPeriod(current, -step);
    const range = periodRange(period);
    if (!range) continue;
    const { needed, covered } = count(range);
    const deadline = addDays(range.to, rule.graceDays ?? 0);
    const judged = judge(covered >= needed, false, range, deadline, input);
    findings.push(
      needed === 0
        ? finding(rule, period, { state: 'notApplicable', why: 'nobody' })
        : finding(rule, period, { deadline, ...judged, open: needed - covered }),
    );
  }
  return findings;
}

/** True when the ledger claims to know everything of a range of days. */
export const knownWholly = (range: DateRange, branch: BranchFacts): boolean =>
  branch.trackedSince !== undefined &&
  branch.trackedSince <= range.from &&
  (branch.foundedOn === undefined || branch.foundedOn <= range.from);

/** What can be said of one period: `enough` = as many activities as the rule asks for. */
export function judge(
  enough: boolean,
  borrowed: boolean,
  range: DateRange,
  deadline: CivilDate,
  input: Pick<CadenceInput, 'branch' | 'today'>,
): { state: CadenceState; why?: UnknownReason } {
  const { branch, today } = input;
  if (enough) return { state: borrowed ? 'late' : 'done' };
  if (today <= range.to) return { state: 'due' };
  if (branch.foundedOn !== undefined && branch.foundedOn > range.from) {
    return { state: 'unknown', why: 'beforeFounding' };
  }
  if (branch.trackedSince === undefined || branch.trackedSince > range.from) {
    return { state: 'unknown', why: 'beforeTracking' };
  }
  return { state: today <= deadline ? 'due' : 'missing' };
}

/** 换届: due within the pack's notice before the last day of the term, missing after it. */
function termFinding({ branch, today, ...input }: CadenceInput): CadenceFinding {
  const pack = packAt(input.pack, today);
  const { term } = pack;
  const base = {
    rule: 'term',
    title: term.title,
    types: [],
    period: branch.termEnd ?? '',
    held: [],
    planned: [],
    basis: term.basis,
    confidence: term.confidence,
  };
  if (term.exceptForms.includes(branch.form))
    return { ...base, state: 'notApplicable' as const, why: 'branchForm' };
  if (!branch.termEnd) return { ...base, state: 'unknown' as const, why: 'noTermDate' };
  const left = daysBetween(today, branch.termEnd);
  const state = left < 0 ? 'missing' : left <= pack.thresholds.termNoticeDays.value ? 'due' : 'done';
  return { ...base, deadline: branch.termEnd, state };
}

/** When something with this last day is to be looked at: it is over, this week, this month, or later. */
export type Bucket = 'past' | 'week' | 'month' | 'later';
export function bucketOf(deadline: CivilDate, today: CivilDate): Bucket {
  if (deadline < today) return 'past';
  if (deadline <= endOfWeek(today)) return 'week';
  return deadline <= endOfMonth(today) ? 'month' : 'later';
}
