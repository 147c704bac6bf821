import { branchFacts, currentBranch } from '../branch/branch';
import { wholeRoster } from '../branch/terms';
import type { Ledger, Rec } from '../ledger';
import { type CivilDate, dateOf, monthsIn } from '../rules/calendar';
import {
  type ActivityFact,
  type BranchFacts,
  type CadenceFinding,
  type CadenceState,
  editionForPeriod,
  evaluateCadence,
  frequencyOn,
  type UnknownReason,
} from '../rules/cadence';
import { packAt } from '../rules/editions';
import type { Cadence, LifePack } from '../rules/pack';
import { lifePack } from '../rules/packs';
import {
  type CalendarFrequency,
  type DateRange,
  inRange,
  parsePeriod,
  type PeriodKey,
  periodKey,
  periodRange,
  shiftPeriod,
} from '../rules/periods';
import { typesOf } from './draft';
import { meetingsByMonth, rowAttendance } from './register';

/** One figure of 三会一课统计. */
export interface StatCell {
  /** 应: undefined when the rule does not fall due by this row's period, or does not apply to this branch. */
  due: number | undefined;
  /** 实: ids of the activities held in the period, in order of time. */
  held: string[];
  /** False = 缺项: nothing was found, and the ledger does not claim to know the period. */
  known: boolean;
  /** The worst of what the cadence rule says of the period; undefined when it says nothing. */
  state: CadenceState | undefined;
  /** Why a period is unknown or a rule does not apply. */
  why?: UnknownReason;
}

/** Attendance summed over the activities of a period. */
export interface StatAttendance {
  /** 应到 and 实到 (人次) over the activities for which both are known; undefined = no such activity. */
  expected: number | undefined;
  attended: number | undefined;
  /** 出勤率 = 实到 ÷ 应到, 0…1. With anybody unmarked it is the least it can be. */
  rate: number | undefined;
  /** 未记 (人次) within those sums. */
  unmarked: number;
  /** Activities that the sums are made of. */
  counted: string[];
  /** Activities held whose attendance is unknown: in no sum. */
  unknown: string[];
}

export interface StatRow {
  period: PeriodKey;
  range: DateRange;
  /** Begins after today. */
  future: boolean;
  /** By cadence id. */
  cells: Record<string, StatCell>;
  attendance: StatAttendance;
}

export interface StatColumn {
  rule: Cadence;
  /** Of the branch: the pack's, unless it set its own. */
  frequency: CalendarFrequency;
  /** Set when the rule does not apply to this branch. */
  why: UnknownReason | undefined;
}

/** The periods that the rows of a year stand for. */
export type StatStep = 'month' | 'quarter' | 'half';
const STEPS = { month: 'M', quarter: 'Q', half: 'H' } as const;

/** 三会一课统计 of one year. Every figure carries the ids of the records behind it. */
export interface LifeStatistics {
  year: number;
  by: StatStep;
  /** Day on which it was worked out. */
  asOf: CivilDate;
  columns: StatColumn[];
  rows: StatRow[];
  total: StatRow;
}

export interface StatisticsQuery {
  today: CivilDate;
  pack?: LifePack;
}

const MONTHS: Record<CalendarFrequency, number> = { M: 1, Q: 3, H: 6, Y: 12, '3Y': 36 };

/** Works out 三会一课统计 of a year, by month, quarter or half-year, from the pack's cadences and the activities held. */
export async function lifeStatistics(
  ledger: Ledger,
  year: number,
  by: StatStep,
  query: StatisticsQuery,
): Promise<LifeStatistics> {
  const pack = query.pack ?? lifePack();
  // Of the years around it only rules with days of grace need to know, and only their own activities.
  const graceful = new Set(pack.cadences.flatMap((rule) => (rule.graceDays ? rule.types : [])));
  const around = [
    ...monthsIn(`${year - 1}-01-01`, `${year - 1}-12-31`),
    ...monthsIn(`${year + 1}-01-01`, `${year + 1}-02-01`),
  ].flatMap((month) => [...graceful].map((type) => `meeting:${type}:${month}`));
  const [own, roster, branch, ...others] = await Promise.all([
    meetingsByMonth(ledger, `${year}-01-01`, `${year}-12-31`),
    wholeRoster(ledger),
    currentBranch(ledger).then((record) => branchFacts(ledger, record)),
    ...around.map((link) => ledger.linked(link, 'meeting')),
  ]);
  const meetings = new Map([...own, ...others.flat()].map((meeting) => [meeting.id, meeting]));
  return statisticsOf({ year, by, meetings: [...meetings.values()], roster, branch, ...query, pack });
}

/** The pure part of {@link lifeStatistics}. `meetings` may hold those of other years. */
export function statisticsOf(input: {
  year: number;
  by: StatStep;
  meetings: readonly Rec<'meeting'>[];
  roster: readonly Rec<'member'>[];
  branch: BranchFacts;
  pack: LifePack;
  today: CivilDate;
}): LifeStatistics {
  const { year, by, pack, today } = input;
  const ordered = [...input.meetings].sort((a, b) => (a.fields.startsAt < b.fields.startsAt ? -1 : 1));
  const activities = ordered.map(({ id, fields }): ActivityFact => ({
    id,
    types: typesOf(fields),
    on: dateOf(fields.startsAt),
    group: fields.group,
  }));
  const findings = findingsOf(input, activities);
  // A past year has the columns of the rules with which it ended.
  const asked = today < `${year}-12-31` ? today : `${year}-12-31`;
  const columns = packAt(pack, asked)
    .cadences.filter((rule) => rule.types.length > 0)
    .map((rule): StatColumn => {
      const frequency = frequencyOn(rule, input.branch, asked);
      const first = findings.find((finding) => finding.rule === rule.id);
      return { rule, frequency, why: first?.state === 'notApplicable' ? first.why : undefined };
    });
  const heldBy = (rule: Cadence, range: DateRange): string[] =>
    activities
      .filter(
        ({ on, types }) => on <= today && inRange(on, range) && types.some((t) => rule.types.includes(t)),
      )
      .map(({ id }) => id);

  const attendance = new Map<string, ReturnType<typeof rowAttendance>>();
  for (const meeting of ordered) {
    const on = dateOf(meeting.fields.startsAt);
    if (on <= today && Number(on.slice(0, 4)) === year) {
      attendance.set(meeting.id, rowAttendance(meeting, input.roster, pack));
    }
  }
  const row = (period: PeriodKey): StatRow => {
    const range = periodRange(period) ?? { from: '', to: '' };
    const cells: Record<string, StatCell> = {};
    for (const column of columns) {
      cells[column.rule.id] = cellOf(column, period, range, {
        findings: findings.filter((finding) => finding.rule === column.rule.id),
        held: heldBy(column.rule, range),
        input,
      });
    }
    const held = ordered.filter(
      ({ id, fields }) => attendance.has(id) && inRange(dateOf(fields.startsAt), range),
    );
    return {
      period,
      range,
      future: range.from > today,
      cells,
      attendance: sumAttendance(held.map(({ id }) => [id, attendance.get(id)])),
    };
  };
  const frequency = STEPS[by];
  const first = periodKey(frequency, `${year}-01-01`);
  const steps = Array.from({ length: 12 / MONTHS[frequency] }, (_, step) => shiftPeriod(first, step));
  return { year, by, asOf: today, columns, rows: steps.map(row), total: row(String(year)) };
}

/** What the cadence rules say of every period of the year up to today's. */
function findingsOf(
  input: Parameters<typeof statisticsOf>[0],
  activities: readonly ActivityFact[],
): CadenceFinding[] {
  const { year, pack, branch, today } = input;
  const present = Number(today.slice(0, 4));
  const yearsBack = Math.max(0, present - year) + 1;
  const back = { M: yearsBack * 12, Q: yearsBack * 4, H: yearsBack * 2, Y: yearsBack };
  return evaluateCadence({ pack, branch, activities, today, back });
}

const WORST: readonly CadenceState[] = ['missing', 'unknown', 'due', 'late', 'done', 'notApplicable'];

function cellOf(
  column: StatColumn,
  period: PeriodKey,
  range: DateRange,
  about: { findings: readonly CadenceFinding[]; held: string[]; input: Parameters<typeof statisticsOf>[0] },
): StatCell {
  const { rule, why } = column;
  const { findings, held, input } = about;
  const { branch, today } = input;
  const groups = rule.applies === 'eachGroup' ? branch.groups.length : 1;
  const times = why ? 0 : timesWithin(period, rule.id, input);
  const due = times > 0 ? times * groups : undefined;
  const inside = findings.filter((finding) => {
    const own = periodRange(finding.period);
    return own !== undefined && own.from >= range.from && own.to <= range.to;
  });
  const said = why ? 'notApplicable' : WORST.find((worst) => inside.some((f) => f.state === worst));
  // A period that runs on has parts of which the rule says nothing yet: they are still to be done.
  const open = due !== undefined && held.length < due && range.from <= today && today <= range.to;
  const state = open && (said === 'done' || said === 'late') ? 'due' : said;
  const unknown = inside.find((finding) => finding.state === 'unknown');
  const tracked = branch.trackedSince !== undefined && branch.trackedSince <= range.from;
  const known = held.length > 0 || (tracked && range.from <= today);
  return { due, held, known, state, why: why ?? unknown?.why };
}

/**
 * How often a rule falls due in a row's period, each of its own periods by the edition that judges it and those
 * before the founding left out. None for a rule of longer periods: a yearly norm is not a twelfth of one in each
 * month, and stands in the year's row only.
 */
function timesWithin(
  row: PeriodKey,
  id: string,
  { pack, branch, today }: Pick<Parameters<typeof statisticsOf>[0], 'pack' | 'branch' | 'today'>,
): number {
  const range = periodRange(row);
  if (!range) return 0;
  let times = 0;
  for (const frequency of ['Y', 'H', 'Q', 'M'] as const) {
    if (MONTHS[parsePeriod(row)?.frequency ?? 'Y'] < MONTHS[frequency]) continue;
    for (let key = periodKey(frequency, range.from); ; key = shiftPeriod(key, 1)) {
      const own = periodRange(key);
      if (!own || own.from > range.to) break;
      if (branch.foundedOn && branch.foundedOn > own.to) continue;
      times += editionForPeriod(pack, id, key, frequency, { branch, today })?.count ?? 0;
    }
  }
  return times;
}

function sumAttendance(
  held: readonly (readonly [string, ReturnType<typeof rowAttendance> | undefined])[],
): StatAttendance {
  const sum: StatAttendance = {
    expected: undefined,
    attended: undefined,
    rate: undefined,
    unmarked: 0,
    counted: [],
    unknown: [],
  };
  let [expected, attended] = [0, 0];
  for (const [id, row] of held) {
    if (row?.known.expected === undefined || row.known.attended === undefined) {
      sum.unknown.push(id);
      continue;
    }
    sum.counted.push(id);
    expected += row.known.expected;
    attended += row.known.attended;
    sum.unmarked += row.by.unmarked.length;
  }
  if (!sum.counted.length) return sum;
  return { ...sum, expected, attended, rate: attended / expected };
}
