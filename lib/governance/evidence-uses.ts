import { type CommitResult, type HistoryStep, type Ledger, newId, sameValue, type Write } from '../ledger';
import { Fault } from '../records/fault';
import type { EvidenceEntry } from '../records/governance';
import type { Json } from '../records/kind';
import type { CivilDate } from '../rules/calendar';
import { itemWrite, type ItemRecord, refOf } from './checklist';
import { itemRecordId, type ItemRef } from './item-id';

/** Items of a company that show one piece of evidence, by code and period. */
export async function usesOf(ledger: Ledger, companyId: string, id: string): Promise<ItemRecord[]> {
  const found = await ledger.linked(id, 'governanceItem');
  return found
    .filter(({ fields }) => fields.companyId === companyId && fields.evidence && id in fields.evidence)
    .sort((a, b) => orderOf(a).localeCompare(orderOf(b), 'en', { numeric: true }));
}

const orderOf = ({ fields }: ItemRecord): string => `${fields.item} ${fields.period}`;

/** True when two items show the same of a piece of evidence; each has a day of its own on which it was added. */
export const isSame = (a: EvidenceEntry | undefined, b: EvidenceEntry | undefined): boolean =>
  sameValue(bare(a), bare(b));

const bare = (entry: EvidenceEntry | undefined): Json => {
  if (!entry) return null;
  return JSON.parse(JSON.stringify({ ...entry, addedOn: '' })) as Json;
};

/**
 * Adds evidence to an item, or changes it (`id`) at every item of the company that shows it, in one commit. `seen` is the
 * item as the form saw it. Throws E413 when the item does not show it any more.
 */
export async function saveEvidence(
  ledger: Ledger,
  ref: ItemRef,
  entry: EvidenceEntry,
  options: { id?: string; seen?: ItemRecord; draft?: string } = {},
): Promise<CommitResult & { id: string; items: number }> {
  const { draft } = options;
  const now = await ledger.get('governanceItem', itemRecordId(ref));
  if (options.id === undefined) {
    const id = newId();
    const writes = [
      itemWrite(ref, now, { evidence: { [id]: entry } }),
      ...(await exhibits(ledger, ref.companyId, itemRecordId(ref), entry)),
    ];
    return { ...(await ledger.commit(writes, { label: 'governanceAttach', draft })), id, items: 1 };
  }
  const { id } = options;
  if (!now?.fields.evidence?.[id]) throw new Fault('E413');
  const uses = await usesOf(ledger, ref.companyId, id);
  const writes: Write[] = [];
  for (const item of uses) {
    // What the person saw of the item that was open; the others are changed as they stand.
    const as = item.id === now.id && options.seen ? options.seen : item;
    const { addedOn = entry.addedOn } = item.fields.evidence?.[id] ?? {};
    writes.push(
      itemWrite(refOf(item.fields, item.fields.item, item.fields.period), as, {
        evidence: { [id]: { ...entry, addedOn } },
      }),
      ...(await exhibits(ledger, ref.companyId, item.id, entry)),
    );
  }
  const changed = writes.filter(({ set }) => Object.keys(set).length > 0);
  return {
    ...(await ledger.commit(changed, { label: 'governanceEvidence', draft })),
    id,
    items: uses.length,
  };
}

/** Shows evidence of one item at further ones as well, in one commit. Answers at how many it is new. Throws E413. */
export async function useEvidenceFor(
  ledger: Ledger,
  from: ItemRef,
  id: string,
  targets: readonly ItemRef[],
  today: CivilDate,
): Promise<CommitResult & { items: number }> {
  const source = await ledger.get('governanceItem', itemRecordId(from));
  const entry = source?.fields.evidence?.[id];
  if (!entry) throw new Fault('E413');
  const writes: Write[] = [];
  let items = 0;
  for (const target of targets) {
    const item = await ledger.get('governanceItem', itemRecordId(target));
    if (item?.fields.evidence?.[id]) continue;
    items += 1;
    writes.push(
      itemWrite(target, item, { evidence: { [id]: { ...entry, addedOn: today } } }),
      ...(await exhibits(ledger, target.companyId, itemRecordId(target), entry)),
    );
  }
  if (!items) return { ids: [], concurrent: [], items };
  return { ...(await ledger.commit(writes, { label: 'governanceUse' })), items };
}

/** Reviewers are shown of a record what its exhibit says, at each item. */
async function exhibits(
  ledger: Ledger,
  companyId: string,
  id: string,
  entry: EvidenceEntry,
): Promise<Write[]> {
  if (!entry.record) return [];
  const { exhibitOf } = await import('./exhibits');
  return exhibitOf(ledger, { id, companyId }, entry.record.id);
}

/** Evidence that was taken off an item, as it was last, latest first. */
export async function removedEvidence(
  ledger: Ledger,
  item: ItemRecord,
): Promise<{ id: string; entry: EvidenceEntry; step: HistoryStep }[]> {
  const here = item.fields.evidence ?? {};
  const found = new Map<string, { id: string; entry: EvidenceEntry; step: HistoryStep }>();
  for (const step of await ledger.historyOf(item.id)) {
    const id = step.field.startsWith(PREFIX) ? step.field.slice(PREFIX.length) : undefined;
    if (id === undefined || id in here || found.has(id) || step.value !== null || !step.before) continue;
    found.set(id, { id, entry: step.before as unknown as EvidenceEntry, step });
  }
  return [...found.values()];
}

const PREFIX = 'evidence/';

/** Puts evidence back that was taken off an item, as it was then, or as other items show it by now. */
export async function putEvidenceBack(
  ledger: Ledger,
  item: ItemRecord,
  { id, entry }: { id: string; entry: EvidenceEntry },
): Promise<CommitResult> {
  const { companyId, item: code, period } = item.fields;
  const other = (await usesOf(ledger, companyId, id)).at(0)?.fields.evidence?.[id];
  const now = other ? { ...other, addedOn: entry.addedOn } : entry;
  return ledger.commit(
    [
      itemWrite(refOf(item.fields, code, period), item, { evidence: { [id]: now } }),
      ...(await exhibits(ledger, companyId, item.id, now)),
    ],
    { label: 'governanceAttach' },
  );
}
