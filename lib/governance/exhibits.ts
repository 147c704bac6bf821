import { v5 } from 'uuid';
import { wholeRoster, localDay, type RosterMember } from '../branch/terms';
import { DELETED, hashText, type Ledger, type Rec, stampTime, type Write } from '../ledger';
import type { ExhibitState } from '../records/exhibit';
import type { Json } from '../records/kind';
import { evidenceDate } from './evidence';
import { roleOn, Roles } from './exhibit-names';
import { shownOf } from './exhibit-table';

/** Where ids of exhibits come from. Fixed for ever: a change would give every piece of evidence a second exhibit. */
const NAMESPACE = 'b0a3c1de-3a34-5c5e-8f0d-8f5a8f4f2b91';
/** Exhibits written in one commit, and items looked at in one go. */
const BATCH = 50;
/** Items looked at in one go where somebody waits for the window. */
const FEW = 15;

/** Id of the exhibit of a record that proves an item: the same on every device. */
export const exhibitId = (item: string, record: string): string => v5(`${item}|${record}`, NAMESPACE);

const hashes = new WeakMap<Rec, string>();

/** Hex SHA-256 over everything that a record holds, marks of settled conflicts aside. Equal on all who hold it whole. */
export function stateHash(record: Rec): string {
  const known = hashes.get(record);
  if (known !== undefined) return known;
  const fields = Object.entries(record.fields as Record<string, Json>).filter(
    ([name]) => !name.startsWith('_'),
  );
  const { id, kind, deleted } = record;
  const hash = hashText(stable({ id, kind, deleted, fields: Object.fromEntries(fields) }));
  hashes.set(record, hash);
  return hash;
}

/** JSON that is the same for equal values. */
const stable = (value: Json): string =>
  JSON.stringify(value, (_, part: Json) =>
    part && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );

/** The item that is proved. */
interface ProvedRecord {
  id: string;
  companyId: string;
}

/** What every exhibit of one go is made with. */
interface Making {
  roster: readonly RosterMember[];
  /** ISO instant. */
  at: string;
  /** Role of the person of this device. */
  by: string;
}

async function making(ledger: Ledger): Promise<Making> {
  const now = ledger.clock.wall();
  const roster = await wholeRoster(ledger);
  const me = roster.find(({ id }) => id === ledger.me?.member);
  return { roster, at: new Date(now).toISOString(), by: me ? roleOn(me, localDay(now)) : '' };
}

/** The write of an exhibit's next revision; undefined when it says already what the record is. */
function nextRevision(
  item: ProvedRecord,
  record: Rec,
  before: Rec<'exhibit'> | undefined,
  { roster, at, by }: Making,
): Write | undefined {
  const last = before?.fields.state;
  // What is known here is older than what the exhibit was made from: whoever knows more has spoken.
  if (last && record.h < last.seen) return undefined;
  const hash = stateHash(record);
  if (last?.hash === hash && !before?.deleted) return undefined;
  const day = evidenceDate(record) ?? localDay(stampTime(record.h));
  const state: ExhibitState = {
    revision: (last?.revision ?? 0) + 1,
    hash,
    seen: record.h,
    at,
    by,
    // What was thrown away is not shown anew; what was shown of it stays readable.
    shown: record.deleted && last ? last.shown : shownOf(record, new Roles(roster, day)),
    ...(record.deleted ? { gone: true } : {}),
  };
  return {
    kind: 'exhibit',
    id: exhibitId(item.id, record.id),
    set: {
      companyId: item.companyId,
      item: item.id,
      record: record.id,
      recordKind: record.kind,
      state: state as unknown as Json,
      ...(before?.deleted ? { [DELETED]: null } : {}),
    },
  };
}

/** The exhibit of a record that is being attached to an item, to be written with it. */
export async function exhibitOf(ledger: Ledger, item: ProvedRecord, recordId: string): Promise<Write[]> {
  const [record, before] = await ledger.findMany([recordId, exhibitId(item.id, recordId)]);
  if (!record) return [];
  const write = nextRevision(item, record, before as Rec<'exhibit'> | undefined, await making(ledger));
  return write ? [write] : [];
}

/** How exhibits are seen to. */
export interface Tending {
  /** Goes on after this item. */
  after?: string;
  /** Is told how far it has come. */
  keep?: (item: string) => Promise<void>;
  /** Looks at these items alone. */
  only?: Iterable<string>;
  /** Is waited for before each few items, so that a window draws and answers in between. */
  rest?: () => Promise<void>;
}

/**
 * Sees to it that every record that proves an item has an exhibit that says what the record is now: writes a revision
 * for what changed, here or by sharing, was deleted, or was attached before there were exhibits. Doing it again writes
 * nothing. Only who knows records and may write the checklist does it; others hold what they were shown. Answers how
 * many were written.
 */
export async function tendExhibits(ledger: Ledger, options: Tending = {}): Promise<number> {
  const { after = '', keep, only, rest } = options;
  const ids = (only ? [...only] : await ledger.ids('governanceItem')).sort().filter((id) => id > after);
  const lot = rest ? FEW : BATCH;
  let made: Making | undefined;
  let written = 0;
  for (let start = 0; start < ids.length; start += lot) {
    await rest?.();
    const items = await ledger.getMany('governanceItem', ids.slice(start, start + lot));
    const pairs = items.flatMap((item) =>
      Object.values(item.fields.evidence ?? {}).flatMap((entry) =>
        entry.record
          ? [{ item: { id: item.id, companyId: item.fields.companyId }, record: entry.record.id }]
          : [],
      ),
    );
    const [records, exhibits] = await Promise.all([
      ledger.findMany(pairs.map(({ record }) => record)),
      ledger.findMany(pairs.map(({ item, record }) => exhibitId(item.id, record))),
    ]);
    const stale = pairs.flatMap(({ item }, index) => {
      const record = records[index];
      const before = exhibits[index] as Rec<'exhibit'> | undefined;
      return record && isStale(record, before) ? [{ item, record, before }] : [];
    });
    if (stale.length) {
      made ??= await making(ledger);
      if (!(await mayExhibit(ledger))) return written;
      const using = made;
      const writes = stale.flatMap(
        ({ item, record, before }) => nextRevision(item, record, before, using) ?? [],
      );
      for (let from = 0; from < writes.length; from += BATCH)
        await ledger.commit(writes.slice(from, from + BATCH), { label: 'exhibits' });
      written += writes.length;
    }
    await keep?.(ids[Math.min(start + lot, ids.length) - 1] ?? '');
  }
  return written;
}

const isStale = (record: Rec, before: Rec<'exhibit'> | undefined): boolean =>
  !before ||
  before.deleted ||
  (record.h >= before.fields.state.seen && stateHash(record) !== before.fields.state.hash);

/** Whether this person's word on records counts in the checklist: the committee's does, and everybody's who shares nothing. */
export async function mayExhibit(ledger: Ledger): Promise<boolean> {
  const { standing } = await import('../sync/standing');
  const share = await standing(ledger);
  return !share || ['secretary', 'deputy', 'committee'].includes(share.role ?? '');
}
