import { v5 } from 'uuid';
import { change, type CommitResult, create, DELETED, type Ledger, type Rec, remove } from '../ledger';
import type { ReentryKind } from './fields';

/** Where ids of filings come from. Fixed for ever: a change would let a record be reported twice to one system. */
const NAMESPACE = '7c1d0e3a-4b52-5f6e-8a90-3d1f9b2c6e57';

/** Id of the note that a record was entered into a system: the same on every device. */
export const filingId = (record: string, system: string): string => v5(`${record}|${system}`, NAMESPACE);

/**
 * 记为已报: notes that a record, as it is now, was entered into a system on a day by the person of this profile. Marking
 * it again moves day and person forward.
 */
export async function markFiled(
  ledger: Ledger,
  record: { id: string; kind: ReentryKind; seen: string },
  system: string,
  on: string,
): Promise<CommitResult> {
  const id = filingId(record.id, system);
  const by = ledger.me?.member || undefined;
  const found = await ledger.find(id);
  if (found?.kind !== 'filing') {
    const fields = { record: record.id, recordKind: record.kind, system, on, by, seen: record.seen };
    return ledger.commit([create('filing', fields, id)], { label: 'filingMark' });
  }
  const write = change(found as Rec<'filing'>, { on, by: by ?? null, seen: record.seen });
  if (found.deleted) write.set[DELETED] = null;
  return ledger.commit([write], { label: 'filingMark' });
}

/** 取消已报. */
export const unmarkFiled = (ledger: Ledger, filing: Rec<'filing'>): Promise<CommitResult> =>
  ledger.commit([remove(filing)], { label: 'filingUnmark' });

/** Where a record was entered: by system id. */
export async function filingsOf(ledger: Ledger, record: string): Promise<Map<string, Rec<'filing'>>> {
  const filings = await ledger.linked(record, 'filing');
  return new Map(
    filings.filter((one) => one.fields.record === record).map((one) => [one.fields.system, one]),
  );
}

/** Ids of the records that were entered into a system. */
export async function filedIn(ledger: Ledger, system: string): Promise<Set<string>> {
  const filings = await ledger.linked(system, 'filing');
  return new Set(filings.map((one) => one.fields.record));
}

/** True when a record was changed after it was entered elsewhere: somebody may want to mend it there too. */
export const changedSince = (filing: Rec<'filing'>, record: { h: string }): boolean =>
  filing.fields.seen !== undefined && record.h > filing.fields.seen;

/** Later activities that are looked through for one that is still open. */
const AHEAD = 60;

/** The next activity held after another one that was not entered into a system yet; undefined when there is none. */
export async function nextUnfiled(
  ledger: Ledger,
  after: { id: string; startsAt: string },
  system: string,
  today: string,
): Promise<Rec<'meeting'> | undefined> {
  const [filed, later] = await Promise.all([
    filedIn(ledger, system),
    ledger.list('meeting', { from: after.startsAt, to: today, limit: AHEAD }),
  ]);
  return later.find((meeting) => meeting.id !== after.id && !filed.has(meeting.id));
}
