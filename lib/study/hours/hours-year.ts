import { isPartyMember } from '../../branch/members';
import { memberWithTerms, postsOn, type RosterMember, undatedPosts, wholeRoster } from '../../branch/terms';
import type { Ledger, Rec } from '../../ledger';
import type { CivilDate } from '../../rules/calendar';
import { type HoursSummary, memberHours } from '../../rules/hours';
import type { LifePack } from '../../rules/pack';
import { lifePack } from '../../rules/packs';
import { withMaterials } from './studied';

/**
 * What a reader has to know beside the figure of a member's year. Nothing of it changes a number: no document says
 * how part of a year counts, so nothing is worked out for it.
 */
export type HoursRemark =
  | { kind: 'came' | 'left' | 'admitted'; on: string }
  | { kind: 'committee'; months: number; of: number }
  | { kind: 'undated' | 'mobile' | 'exempt' | 'notMember' };

/** How the figure of a year stands to its norm, to be said in words. */
export type HoursGap =
  /** Nothing of the year's study is in the ledger, or the hours of some activities are not known. */
  | { kind: 'unknown'; short?: number; meetings: number }
  | { kind: 'reached' }
  | { kind: 'short'; hours: number; waiting: number }
  /** Old or ill; in the branch for a part of the year only; no Party member. */
  | { kind: 'exempt' | 'partYear' | 'notMember' };

/** One member's year of study with its records. */
export interface MemberYear {
  member: RosterMember;
  hours: HoursSummary;
  remarks: HoursRemark[];
  gap: HoursGap;
}

/** Records behind the entries of a year, by id. */
export interface YearRecords {
  meetings: ReadonlyMap<string, Rec<'meeting'>>;
  logs: ReadonlyMap<string, Rec<'studyLog'>>;
}

/** Hours of one member in one year, with the records behind them; undefined when nobody has this id. */
export async function memberYear(
  ledger: Ledger,
  memberId: string,
  options: { year: number; today: CivilDate; pack?: LifePack },
): Promise<(MemberYear & YearRecords) | undefined> {
  const { year, today, pack = lifePack() } = options;
  const member = await memberWithTerms(ledger, memberId);
  if (!member) return undefined;
  // Study of one year may belong to an activity of the year before or after it.
  const years = [year - 1, year, year + 1];
  const linked = await Promise.all(
    years.flatMap((one) => [
      ledger.linked(`${memberId}@${one}`, 'meeting'),
      ledger.linked(`${memberId}@${one}`, 'studyLog'),
    ]),
  );
  const found = new Map(linked.flat().map((record) => [record.id, record]));
  const logs = [...found.values()].filter((record) => record.kind === 'studyLog') as Rec<'studyLog'>[];
  const meetings = [...found.values()].filter((record) => record.kind === 'meeting') as Rec<'meeting'>[];
  const held = await withMaterials(ledger, meetings, logs, today);
  return { ...yearOf(pack, member, year, today, held, logs), meetings: byId(held), logs: byId(logs) };
}

/**
 * The year of every full and probationary member who was in the branch in it, in the order of the roster. `from` and
 * `to` of the year are read from the records' own days.
 */
export async function branchYear(
  ledger: Ledger,
  options: { year: number; today: CivilDate; pack?: LifePack },
): Promise<YearRecords & { lines: MemberYear[] }> {
  const { year, today, pack = lifePack() } = options;
  const range = { from: `${year - 1}-01-01`, to: `${year + 1}-12-31` };
  const [roster, all, logs] = await Promise.all([
    wholeRoster(ledger),
    ledger.list('meeting', range),
    ledger.list('studyLog', range),
  ]);
  const meetings = all.filter(({ fields }) => fields.startsAt.slice(0, 10) <= today);
  const own = new Map<string, Rec<'studyLog'>[]>();
  for (const log of logs) {
    const list = own.get(log.fields.member);
    if (list) list.push(log);
    else own.set(log.fields.member, [log]);
  }
  return {
    lines: roster
      .filter((member) => isPartyMember(member) && wasIn(member, year, today))
      .map((member) => yearOf(pack, member, year, today, meetings, own.get(member.id) ?? [])),
    meetings: byId(meetings),
    logs: byId(logs),
  };
}

/** The first year of which the ledger knows an activity or declared study; this year when there is none. */
export async function firstStudyYear(ledger: Ledger, today: CivilDate): Promise<number> {
  const [meeting, log] = await Promise.all([
    ledger.list('meeting', { limit: 1 }),
    ledger.list('studyLog', { limit: 1 }),
  ]);
  const days = [meeting[0]?.fields.startsAt, log[0]?.fields.on, today].filter((day) => day !== undefined);
  return Math.min(...days.map((day) => Number(day.slice(0, 4))));
}

function yearOf(
  pack: LifePack,
  member: RosterMember,
  year: number,
  today: CivilDate,
  meetings: readonly Rec<'meeting'>[],
  studyLogs: readonly Rec<'studyLog'>[],
): MemberYear {
  const hours = memberHours({
    pack,
    memberId: member.id,
    member: member.fields,
    posts: { on: (day) => postsOn(member, day), undated: undatedPosts(member) },
    year,
    meetings,
    studyLogs,
    today,
  });
  const remarks = remarksOf(member, hours, today);
  return { member, hours, remarks, gap: gapOf(hours, remarks) };
}

/** True when a member belonged to the branch for a day at least of the part of a year that has passed. */
function wasIn(member: Rec<'member'>, year: number, today: CivilDate): boolean {
  const { inBranchFrom, leftOn, joinedOn } = member.fields;
  const end = today < `${year}-12-31` ? today : `${year}-12-31`;
  const since = (day: string | undefined): boolean => !day || day <= end.slice(0, day.length);
  return since(inBranchFrom) && since(joinedOn) && (!leftOn || leftOn >= `${year}-01-01`);
}

function remarksOf(member: Rec<'member'>, hours: HoursSummary, today: CivilDate): HoursRemark[] {
  const { inBranchFrom, leftOn, joinedOn, mobile, exempt } = member.fields;
  const inYear = (day: string | undefined): day is string =>
    day !== undefined && day.startsWith(`${hours.year}`) && day !== `${hours.year}`;
  const remarks: HoursRemark[] = [];
  if (!isPartyMember(member)) remarks.push({ kind: 'notMember' });
  if (exempt) remarks.push({ kind: 'exempt' });
  if (inYear(joinedOn)) remarks.push({ kind: 'admitted', on: joinedOn });
  if (inYear(inBranchFrom) && inBranchFrom > `${hours.year}-01-01`)
    remarks.push({ kind: 'came', on: inBranchFrom });
  if (inYear(leftOn) && leftOn <= today) remarks.push({ kind: 'left', on: leftOn });
  if (mobile) remarks.push({ kind: 'mobile' });
  const { committee } = hours;
  if (committee?.undated) remarks.push({ kind: 'undated' });
  else if (committee && committee.months < committee.of)
    remarks.push({ kind: 'committee', months: committee.months, of: committee.of });
  return remarks;
}

/** See {@link HoursGap}. The order is that of what can honestly be said. */
function gapOf(hours: HoursSummary, remarks: readonly HoursRemark[]): HoursGap {
  const has = (...kinds: HoursRemark['kind'][]): boolean => remarks.some(({ kind }) => kinds.includes(kind));
  if (has('notMember')) return { kind: 'notMember' };
  if (hours.exempt) return { kind: 'exempt' };
  if (hours.recorded && hours.counted >= hours.norm.value) return { kind: 'reached' };
  if (has('came', 'left', 'admitted')) return { kind: 'partYear' };
  const short = Math.round((hours.norm.value - hours.counted) * 100) / 100;
  if (!hours.recorded) return { kind: 'unknown', meetings: 0 };
  if (hours.unknown) return { kind: 'unknown', short, meetings: hours.unknown };
  return { kind: 'short', hours: short, waiting: hours.declared };
}

const byId = <R extends { id: string }>(records: readonly R[]): Map<string, R> =>
  new Map(records.map((record) => [record.id, record]));
