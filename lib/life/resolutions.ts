import { change, type Ledger, type Partially, type Rec } from '../ledger';
import { Fault } from '../records/fault';

async function update(
  ledger: Ledger,
  id: string,
  label: string,
  fields: Partially<'resolution'>,
): Promise<number | undefined> {
  const record = await ledger.get('resolution', id);
  if (!record) throw new Fault('E705');
  const result = await ledger.commit([change(record, fields)], { label });
  return result.n;
}

/** Checks a resolution off. Returns the commit's number, for undo. Throws E705 when there is no such resolution. */
export const completeResolution = (
  ledger: Ledger,
  id: string,
  done: { on: string; note?: string },
): Promise<number | undefined> =>
  update(ledger, id, 'resolutionDone', {
    state: 'done',
    doneOn: done.on,
    doneNote: done.note?.trim() || null,
  });

/** A resolution that is no longer pursued; it stays in the record. Throws E705. */
export const dropResolution = (
  ledger: Ledger,
  id: string,
  dropped: { on: string; note?: string },
): Promise<number | undefined> =>
  update(ledger, id, 'resolutionDrop', {
    state: 'dropped',
    doneOn: dropped.on,
    doneNote: dropped.note?.trim() || null,
  });

/** Makes a resolution open again. Throws E705. */
export const reopenResolution = (ledger: Ledger, id: string): Promise<number | undefined> =>
  update(ledger, id, 'resolutionReopen', { state: 'open', doneOn: null, doneNote: null, doneIn: null });

/** Says who is in charge and until when; empty = 待明确. Throws E705. */
export const assignResolution = (
  ledger: Ledger,
  id: string,
  to: { owner?: string; dueOn?: string },
): Promise<number | undefined> =>
  update(ledger, id, 'resolutionAssign', {
    ...(to.owner === undefined ? {} : { owner: to.owner.trim() || null }),
    ...(to.dueOn === undefined ? {} : { dueOn: to.dueOn || null }),
  });

/** Open resolutions: with a day first, earliest first; those without one after them. */
export async function openResolutions(ledger: Ledger): Promise<Rec<'resolution'>[]> {
  const open = await ledger.linked('resolution:open', 'resolution');
  const key = (item: Rec<'resolution'>): string => `${item.fields.dueOn ?? '9999'}${item.id}`;
  return open.sort((a, b) => (key(a) < key(b) ? -1 : 1));
}
