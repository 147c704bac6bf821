import { type Ledger, type Rec, sameValue } from '../ledger';
import type { ExhibitState } from '../records/exhibit';
import type { Json } from '../records/kind';

/** An exhibit as a person finds it. */
export interface FoundExhibit {
  exhibit: Rec<'exhibit'>;
  now: ExhibitState;
  /** What this person looked at last, where the record has changed since. */
  before?: ExhibitState;
  /** False while there is no look to hold a change against; the one to come is that. */
  looked: boolean;
}

/** The exhibits of an item by record, each with what changed since this person looked last (证据已变化). */
export async function exhibitsOfItem(ledger: Ledger, item: string): Promise<Map<string, FoundExhibit>> {
  const [exhibits, looks] = await Promise.all([
    ledger.linked(`exhibit:${item}`, 'exhibit'),
    ledger.meta('exhibitLooks'),
  ]);
  const found = new Map<string, FoundExhibit>();
  for (const exhibit of exhibits) {
    const now = exhibit.fields.state;
    const look = looks?.[exhibit.id];
    const before = await stateAt(ledger, exhibit, look);
    const isNews = before !== undefined && before.hash !== now.hash;
    // Changed and changed back: nothing to be told, and this is what the next change is held against.
    const looked = isNews || (look !== undefined && look === exhibit.stamps.state);
    found.set(exhibit.fields.record, isNews ? { exhibit, now, before, looked } : { exhibit, now, looked });
  }
  return found;
}

async function stateAt(
  ledger: Ledger,
  exhibit: Rec<'exhibit'>,
  stamp: string | undefined,
): Promise<ExhibitState | undefined> {
  if (stamp === undefined || stamp === exhibit.stamps.state) return undefined;
  const steps = await ledger.historyOf(exhibit.id, 'state');
  return steps.find(({ h }) => h === stamp)?.value as ExhibitState | undefined;
}

/** Items with an exhibit that changed since this person looked at it. Reads no history: two states are rarely equal. */
export async function changedItems(ledger: Ledger): Promise<Set<string>> {
  const looks = (await ledger.meta('exhibitLooks')) ?? {};
  const exhibits = await ledger.getMany('exhibit', Object.keys(looks));
  return new Set(
    exhibits.filter(({ id, stamps }) => looks[id] !== stamps.state).map(({ fields }) => fields.item),
  );
}

/** Notes that this person has looked at exhibits as they are. It is kept in this profile alone. */
export async function noteLook(ledger: Ledger, exhibits: readonly Rec<'exhibit'>[]): Promise<void> {
  if (!exhibits.length) return;
  const looks = exhibits.map(({ id, stamps }) => [id, stamps.state ?? ''] as const);
  await ledger.changeMeta('exhibitLooks', (before) => ({ ...before, ...Object.fromEntries(looks) }));
}

/** Names of the shown fields that differ between two states, in the order of the newer one. */
export function changedFields(before: ExhibitState, now: ExhibitState): string[] {
  const names = [...new Set([...Object.keys(now.shown), ...Object.keys(before.shown)])];
  return names.filter((name) => !sameValue(before.shown[name] as Json, now.shown[name] as Json));
}
