import { branchFacts, currentBranch } from '../branch/branch';
import { backupAge, type BackupAge, type DraftRow, type Ledger, type Rec } from '../ledger';
import type { KindName } from '../records';
import type { MeetingType } from '../records/meeting';
import { addDays, endOfMonth, startOfMonth } from '../rules/calendar';
import {
  type ActivityFact,
  type BranchFacts,
  type CadenceFinding,
  cadenceWindows,
  evaluateCadence,
} from '../rules/cadence';
import type { Cadence } from '../rules/pack';
import { lifePack } from '../rules/packs';
import { inRange } from '../rules/periods';
import { rememberedTalkFindings } from './talk-findings';

/** Most rows that one part of 今日 lists; the rest is behind its link. */
const SHOWN = 8;
/** Days ahead that count as "this week": today and the six days after it. */
export const WEEK = 6;
/** Days back in which an activity without attendance is asked for. */
const LOOK_BACK = 14;

const earlier = (a: string, b: string): string => (a < b ? a : b);
const later = (a: string, b: string): string => (a > b ? a : b);

export interface TodayView {
  /** Activities of today and the next six days, earliest first. */
  upcoming: Rec<'meeting'>[];
  /** Activities of the last two weeks for which nobody's attendance was entered. */
  unmarked: Rec<'meeting'>[];
  /** Open resolutions overdue or due within the week, earliest first. */
  resolutions: Rec<'resolution'>[];
  /** Open rectifications of 组织生活会, and findings of the review, overdue or due within the week, earliest first. */
  rectifications: (Rec<'rectification'> | Rec<'finding'>)[];
  /** Checklist items whose next review has come. */
  reviews: Rec<'governanceItem'>[];
  /** Names of those in charge of what is shown, by member id; a free name stands for itself. */
  names: ReadonlyMap<string, string>;
  /** What the rules find: 缺 first, then 待办 by deadline. Of 谈心谈话 what was counted last. */
  findings: CadenceFinding[];
  /** Cadences about which the ledger cannot say anything (缺项). */
  unknown: CadenceFinding[];
  drafts: DraftRow[];
  /** Declared study that waits for confirmation. */
  waiting: number;
  /** Values that gave way to a concurrent change and wait for a person. */
  conflicts: number;
  /** Rows that do not parse. */
  quarantined: number;
  backup: BackupAge;
}

/**
 * The activities that the cadence rules look at, from the index of types and months alone: a branch with ten years
 * of records opens as fast as a new one. Only the present month, where held and planned differ by the day, is read.
 */
async function activityFacts(
  ledger: Ledger,
  today: string,
  branch: Pick<BranchFacts, 'groups' | 'frequencies'>,
  month: readonly Rec<'meeting'>[],
): Promise<ActivityFact[]> {
  const present = today.slice(0, 7);
  const ranges = [...cadenceWindows({ pack: lifePack(today), today, branch })].flatMap(([type, window]) => {
    const range = (prefix: string) =>
      [prefix + window.from.slice(0, 7), prefix + window.to.slice(0, 7)] as const;
    return type === 'group'
      ? branch.groups.map(({ id }) => range(`meetingOfGroup:${id}:`))
      : [range(`meeting:${type}:`)];
  });
  const keys = await ledger.linkKeys(ranges);
  const facts: ActivityFact[] = month.map((meeting) => ({
    id: meeting.id,
    types: Object.keys(meeting.fields.types) as MeetingType[],
    on: meeting.fields.startsAt.slice(0, 10),
    group: meeting.fields.group,
  }));
  for (const key of keys) {
    const [kind, of = '', at = ''] = key.split(':');
    if (at === present) continue;
    // The index knows the month; its first day stands for a past month, its last for one to come.
    const on = at < present ? `${at}-01` : endOfMonth(`${at}-01`);
    const ofGroup = kind === 'meetingOfGroup';
    facts.push({
      id: key,
      types: [ofGroup ? 'group' : (of as MeetingType)],
      on,
      group: ofGroup ? of : undefined,
    });
  }
  return facts;
}

const onActivities = (rule: Cadence): boolean => rule.types.length > 0;

/** The branch as far back as the rules about activities look; undefined before the first run. */
async function factsInSight(ledger: Ledger, today: string): Promise<BranchFacts | undefined> {
  const branch = await currentBranch(ledger);
  if (!branch) return undefined;
  const windows = cadenceWindows({ pack: lifePack(today), today, only: onActivities, branch: branch.fields });
  const first = [...windows.values()].map((window) => window.from).sort()[0];
  return branchFacts(ledger, branch, first);
}

/** The rules about activities: answered by the index and the days around today, without the roster. */
export async function activityFindings(
  ledger: Ledger,
  today: string,
  month: Promise<readonly Rec<'meeting'>[]>,
  facts: Promise<BranchFacts | undefined> = factsInSight(ledger, today),
): Promise<CadenceFinding[]> {
  const [branch, meetings] = await Promise.all([facts, month]);
  if (!branch) return [];
  const activities = await activityFacts(ledger, today, branch, meetings);
  return evaluateCadence({ pack: lifePack(today), branch, activities, today, only: onActivities });
}

/** 缺 first, then 待办, each by deadline. */
function inOrder(findings: readonly CadenceFinding[]): CadenceFinding[] {
  const byDue = (a: CadenceFinding, b: CadenceFinding) => ((a.deadline ?? '') < (b.deadline ?? '') ? -1 : 1);
  return [
    ...findings.filter((entry) => entry.state === 'missing').sort(byDue),
    ...findings.filter((entry) => entry.state === 'due').sort(byDue),
  ];
}

/** Everything that 今日 shows. `today` is the local civil date, `now` milliseconds. */
export async function todayView(ledger: Ledger, today: string, now: number): Promise<TodayView> {
  const soon = addDays(today, WEEK);
  // One walk over the days around today serves all that looks at them: whole activities are the dearest to read.
  const around = ledger.list('meeting', {
    from: earlier(startOfMonth(today), addDays(today, -LOOK_BACK)),
    to: later(endOfMonth(today), soon),
  });
  const between = async (from: string, to: string) =>
    (await around).filter(({ fields }) => inRange(fields.startsAt.slice(0, 10), { from, to }));
  // Both kinds of rules ask how far back the ledger knows: that walk is made once, beside the others.
  const facts = factsInSight(ledger, today);
  const [ofActivities, ofTalks, upcoming, recent, due, drafts, waiting, conflicts, quarantined, backup] =
    await Promise.all([
      activityFindings(ledger, today, between(startOfMonth(today), endOfMonth(today)), facts),
      rememberedTalkFindings(ledger, today, facts),
      between(today, soon),
      between(addDays(today, -LOOK_BACK), addDays(today, -1)),
      ledger.dueUntil(soon, 60),
      ledger.drafts.list(),
      ledger.countLinked('studyLog:declared'),
      ledger.conflicts(),
      ledger.quarantine.count(),
      backupAge(ledger, now),
    ]);
  const findings = [...ofActivities, ...ofTalks];
  const resolutions = ofKind(due, 'resolution');
  const rectifications = [...ofKind(due, 'rectification'), ...ofKind(due, 'finding')];
  const reviews = ofKind(due, 'governanceItem');
  const owners = [...resolutions, ...rectifications, ...reviews].flatMap(({ fields }) => fields.owner ?? []);
  const inCharge = owners.length ? await ledger.getMany('member', [...new Set(owners)]) : [];
  return {
    upcoming: upcoming.slice(0, SHOWN),
    unmarked: recent
      .filter((meeting) => !Object.keys(meeting.fields.attendance ?? {}).length)
      .reverse()
      .slice(0, SHOWN),
    resolutions,
    rectifications,
    reviews,
    names: new Map(inCharge.map((member) => [member.id, member.fields.name])),
    findings: inOrder(findings),
    unknown: findings.filter((entry) => entry.state === 'unknown'),
    drafts,
    waiting,
    conflicts: conflicts.length,
    quarantined,
    backup,
  };
}

const ofKind = <K extends KindName>(records: readonly Rec[], kind: K): Rec<K>[] =>
  (records.filter((record) => record.kind === kind) as Rec<K>[]).slice(0, SHOWN);
