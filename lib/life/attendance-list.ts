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
  /** People of one name of whom one was chosen before: marked, shown, and open to another choice. */
  remembered: NameEntry[];
  /** Further people announced (`王五+1`), who are not on the roster, by who brings them. */
  companions: { name: string; count: number }[];
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
  const list: ListMarks = { marks: {}, doubtful: [], ignored, remembered: [], companions: [] };
  for (const entry of entries) {
    if (entry.plus) list.companions.push({ name: entry.name, count: entry.plus });
    if (!entry.member) list.doubtful.push(entry);
    else {
      list.marks[entry.member.id] = markOfEntry(entry, state);
      if (entry.candidates.length > 1) list.remembered.push(entry);
    }
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
 * Remembers that a member appears in lists under another name, so that it is asked once and never again. A member's own
 * name is remembered too, where several people have it: the name alone then means this one, until another is chosen.
 * Throws E706 when the member is no longer there.
 */
export async function rememberAlias(ledger: Ledger, memberId: string, alias: string): Promise<void> {
  const member = await ledger.get('member', memberId);
  if (!member) throw new Fault('E706');
  const known = member.fields.aliases ?? [];
  if (member.fields.name === alias) {
    const others = (await ledger.linked(`name:${alias}`, 'member')).filter(({ id }) => id !== memberId);
    if (!others.length) return;
    const before = others.filter(({ fields }) => fields.aliases?.includes(alias));
    const writes = before.map((other) =>
      change(other, { aliases: (other.fields.aliases ?? []).filter((name) => name !== alias) }),
    );
    if (!known.includes(alias)) writes.push(change(member, { aliases: [...known, alias] }));
    if (writes.length) await ledger.commit(writes, { label: 'memberAlias' });
    return;
  }
  if (known.includes(alias)) return;
  await ledger.commit([change(member, { aliases: [...known, alias] })], { label: 'memberAlias' });
}
