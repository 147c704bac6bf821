import { asSeen, create, type Ledger, type Rec, renew, replace, type Seen, type Write } from '../ledger';
import type { FieldsOf } from '../records';

type DuesKind = 'duesBase' | 'duesRecord' | 'duesHandover';

/**
 * Writes the whole of a record of dues under its computed id. `seen` is what the editor saw; without it the editor
 * saw nothing there, so that what somebody else entered meanwhile is kept and reported instead of passed over. A
 * record in the trash comes back with the new values alone.
 */
export async function wholeWrite<K extends DuesKind>(
  ledger: Ledger,
  kind: K,
  id: string,
  fields: FieldsOf<K>,
  seen?: Seen,
): Promise<Write> {
  const found = (await ledger.find(id)) as Rec<K> | undefined;
  if (!found) return { ...create(kind, fields, id), base: {} };
  if (found.deleted) return renew(found, kind, fields, id);
  if (seen) return replace(asSeen(found, seen), fields);
  return { ...create(kind, fields, id), base: {} };
}
