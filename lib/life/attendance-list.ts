import { matchNameList, type NameEntry } from '../branch/name-list';
import { change, type Ledger, type Rec } from '../ledger';
import { Fault } from '../records/fault';
import type { AttendanceEntry, AttendanceState } from '../records/meeting';

/** A pasted list turned into marks, with what a person still has to decide. */
export interface ListMarks {
  /** By member id. A later line about the same person counts. */
  marks: Record<string, AttendanceEntry>;
  /** Names that are not on the roster, or may mean several people. Nobody is marked for them by guessing. */
  doubtful: NameEntry[];
  /** Lines that name nobody, to be shown. */
  ignored: string[];
  /** Number of further people announced (`+1`), who are not on the roster. */
  companions: number;
}

/**
 * Reads a pasted 接龙 into attendance. A name with no word beside it gets `state`: what the list is about.
 * `loadPinyin()` beforehand offers names that sound alike for the doubtful ones.
 */
export function setAttendanceFromList(
  text: string,
  members: readonly Rec<'member'>[],
  state: AttendanceState = 'present',
): ListMarks {
  const { entries, ignored } = matchNameList(text, members);
  const list: ListMarks = { marks: {}, doubtful: [], ignored, companions: 0 };
  for (const entry of entries) {
    list.companions += entry.plus ?? 0;
    if (entry.member) list.marks[entry.member.id] = markOfEntry(entry, state);
    else list.doubtful.push(entry);
  }
  return list;
}

/** The mark that a line of a list gives. A reason is kept only where somebody did not come. */
export function markOfEntry(entry: NameEntry, state: AttendanceState): AttendanceEntry {
  const result: AttendanceEntry = { state: entry.state ?? state };
  const away = result.state === 'leave' || result.state === 'absent';
  if (away && entry.reason) result.reason = entry.reason;
  return result;
}

/**
 * Remembers that a member appears in lists under another name, so that it is asked once and never again.
 * Throws E706 when the member is no longer there.
 */
export async function rememberAlias(ledger: Ledger, memberId: string, alias: string): Promise<void> {
  const member = await ledger.get('member', memberId);
  if (!member) throw new Fault('E706');
  const known = member.fields.aliases ?? [];
  if (known.includes(alias) || member.fields.name === alias) return;
  await ledger.commit([change(member, { aliases: [...known, alias] })], { label: 'memberAlias' });
}
