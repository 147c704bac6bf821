import { branchFacts, currentBranch } from '../branch/branch';
import { backupAge, type BackupAge, type DraftRow, type Ledger, type Rec } from '../ledger';
import type { MeetingType } from '../records/meeting';
import { addDays, daysBetween, endOfMonth, startOfMonth } from '../rules/calendar';
import { type ActivityFact, type CadenceFinding, cadenceWindow, evaluateCadence } from '../rules/cadence';
import { lifePack } from '../rules/packs';

/** Most rows that one part of 今日 lists; the rest is behind its link. */
const SHOWN = 8;
/** Days ahead that count as "this week": today and the six days after it. */
export const WEEK = 6;

export interface TodayView {
  /** Activities of today and the next six days, earliest first. */
  upcoming: Rec<'meeting'>[];
  /** Activities of the last two weeks for which nobody's attendance was entered. */
  unmarked: Rec<'meeting'>[];
  /** Open resolutions overdue or due within the week, earliest first. */
  resolutions: Rec<'resolution'>[];
  /** Checklist items whose next review has come. */
  reviews: Rec<'governanceItem'>[];
  /** 缺 first, then 待办 by deadline. */
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
export async function activityFacts(ledger: Ledger, today: string): Promise<ActivityFact[]> {
  const window = cadenceWindow(today);
  const present = today.slice(0, 7);
  const [byType, byGroup, month] = await Promise.all([
    ledger.linkKeys('meeting:'),
    ledger.linkKeys('meetingOfGroup:'),
    ledger.list('meeting', { from: startOfMonth(today), to: endOfMonth(today) }),
  ]);
  const facts: ActivityFact[] = month.map((meeting) => ({
    id: meeting.id,
    types: Object.keys(meeting.fields.types) as MeetingType[],
    on: meeting.fields.startsAt.slice(0, 10),
    group: meeting.fields.group,
  }));
  const add = (key: string, group?: string) => {
    const parts = key.split(':');
    const at = parts[2] ?? '';
    if (at === present || at < window.from.slice(0, 7) || at > window.to.slice(0, 7)) return;
    // The index knows the month; its first day stands for a past month, its last for one to come.
    const on = at < present ? `${at}-01` : endOfMonth(`${at}-01`);
    facts.push({ id: key, types: [(group ? 'group' : parts[1]) as MeetingType], on, group });
  };
  for (const key of byType) if (!key.startsWith('meeting:group:')) add(key);
  for (const key of byGroup) add(key, key.split(':')[1]);
  return facts;
}

/** What is due and what an inspector would find missing, by the rules of the pack. */
export async function cadenceFindings(ledger: Ledger, today: string): Promise<CadenceFinding[]> {
  const branch = await currentBranch(ledger);
  if (!branch) return [];
  const [facts, activities] = await Promise.all([branchFacts(ledger, branch), activityFacts(ledger, today)]);
  return evaluateCadence({ pack: lifePack(), branch: facts, activities, today });
}

/** Everything that 今日 shows. `today` is the local civil date, `now` milliseconds. */
export async function todayView(ledger: Ledger, today: string, now: number): Promise<TodayView> {
  const soon = addDays(today, WEEK);
  const [findings, upcoming, recent, due, drafts, waiting, conflicts, quarantined, backup] =
    await Promise.all([
      cadenceFindings(ledger, today),
      ledger.list('meeting', { from: today, to: soon, limit: SHOWN }),
      ledger.list('meeting', { from: addDays(today, -14), to: addDays(today, -1), reverse: true, limit: 40 }),
      ledger.dueUntil(soon, 60),
      ledger.drafts.list(),
      ledger.countLinked('studyLog:declared'),
      ledger.conflicts(),
      ledger.quarantine.count(),
      backupAge(ledger, now),
    ]);
  const byDue = (a: CadenceFinding, b: CadenceFinding) => ((a.deadline ?? '') < (b.deadline ?? '') ? -1 : 1);
  return {
    upcoming,
    unmarked: recent
      .filter((meeting) => !Object.keys(meeting.fields.attendance ?? {}).length)
      .slice(0, SHOWN),
    resolutions: due
      .filter((record): record is Rec<'resolution'> => record.kind === 'resolution')
      .slice(0, SHOWN),
    reviews: due
      .filter((record): record is Rec<'governanceItem'> => record.kind === 'governanceItem')
      .slice(0, SHOWN),
    findings: [
      ...findings.filter((entry) => entry.state === 'missing').sort(byDue),
      ...findings.filter((entry) => entry.state === 'due').sort(byDue),
    ],
    unknown: findings.filter((entry) => entry.state === 'unknown'),
    drafts,
    waiting,
    conflicts: conflicts.length,
    quarantined,
    backup,
  };
}

/**
 * The number on the badge: what is overdue or has to be done within the week. Later deadlines do not nag.
 */
export async function dueCount(ledger: Ledger, today: string): Promise<number> {
  const soon = addDays(today, WEEK);
  const [findings, due] = await Promise.all([pressingFindings(ledger, today), ledger.countDue(soon)]);
  return findings.length + due;
}

/** What the cadence rules find missing, and what they want done within the week. */
export async function pressingFindings(ledger: Ledger, today: string): Promise<CadenceFinding[]> {
  return (await cadenceFindings(ledger, today)).filter(
    (entry) =>
      entry.state === 'missing' ||
      (entry.state === 'due' && entry.deadline !== undefined && daysBetween(today, entry.deadline) <= WEEK),
  );
}
