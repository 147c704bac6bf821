import type { ItemRecord } from '../governance/checklist';
import type { Ledger, Rec } from '../ledger';
import type { Json } from '../records/kind';
import type { ChecklistItem } from '../rules/pack';
import { hashOfText } from '../verify';

/** What is judged of an item: everything that a reviewer is shown of it. */
export interface ItemState {
  /** JSON with sorted names: the text whose hash is signed, kept beside the review. */
  text: string;
  /** Lower-case hex SHA-256 of the text in UTF-8. */
  hash: string;
}

/** Fields of an item that belong to its state. Who entered it and when is in its history. */
const FIELDS = [
  'companyId',
  'item',
  'period',
  'eventTitle',
  'eventOn',
  'design',
  'effect',
  'reason',
  'owner',
  'nextReview',
  'dueOn',
  'risk',
  'rectification',
] as const;

/** What the checklist asks, as far as it is signed. */
export type Asked = Pick<ChecklistItem, 'text' | 'mark'>;

/**
 * The state of an item as it is now: its answers, what the checklist asks, and every piece of evidence. Of a record the
 * exhibit's revision and hash stand for it, of a file the hash of its bytes, so that a change in either is another state.
 */
export async function stateOfItem(ledger: Ledger, record: ItemRecord, asked: Asked): Promise<ItemState> {
  const text = stateText(record, asked, await ledger.linked(`exhibit:${record.id}`, 'exhibit'));
  return { text, hash: hashOfText(text) };
}

/** The text of a state, from what was read already. */
export function stateText(record: ItemRecord, asked: Asked, exhibits: readonly Rec<'exhibit'>[]): string {
  const states = new Map(exhibits.map(({ fields }) => [fields.record, fields.state]));
  const evidence = Object.entries(record.fields.evidence ?? {}).map(([id, entry]): [string, Json] => {
    const exhibit = entry.record && states.get(entry.record.id);
    const seen = exhibit
      ? { revision: exhibit.revision, hash: exhibit.hash, shown: exhibit.shown, gone: exhibit.gone }
      : undefined;
    return [id, { ...entry, ...(seen ? { seen } : {}) } as unknown as Json];
  });
  const fields = Object.fromEntries(
    FIELDS.flatMap((name) => (record.fields[name] === undefined ? [] : [[name, record.fields[name]]])),
  );
  return stableJson({
    v: 1,
    record: record.id,
    asked: { text: asked.text as unknown as Json, mark: asked.mark },
    answers: fields as Json,
    evidence: Object.fromEntries(evidence),
  });
}

/** What was asked when a state was signed; undefined for a text that is none of ours. */
export const askedIn = (state: string): Asked | undefined =>
  parsed(state)?.asked as unknown as Asked | undefined;

/** JSON that is the same for equal values: names sorted, nothing undefined. */
const stableJson = (value: Json): string =>
  JSON.stringify(value, (_, part: Json) =>
    part && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );

/** One difference between two states. */
export interface StateChange {
  /** What differs: `['answers', 'effect']`, `['evidence', id]`, `['evidence', id, 'note']`, `['asked']`. */
  path: string[];
  before?: Json;
  now?: Json;
}

/** What differs between the state that was signed and another one. A text that is none of ours differs as a whole. */
export function stateChanges(signed: string, now: string): StateChange[] {
  if (signed === now) return [];
  const [a, b] = [parsed(signed), parsed(now)];
  if (!a || !b) return [{ path: [] }];
  const changes: StateChange[] = [];
  if (stableJson(a.asked ?? null) !== stableJson(b.asked ?? null))
    changes.push({ path: ['asked'], before: a.asked, now: b.asked });
  changes.push(...differences(['answers'], a.answers, b.answers));
  const [one, two] = [asObject(a.evidence), asObject(b.evidence)];
  for (const id of [...new Set([...Object.keys(one), ...Object.keys(two)])].sort()) {
    const [before, after] = [one[id], two[id]];
    if (before === undefined || after === undefined) {
      changes.push({ path: ['evidence', id], before, now: after });
    } else changes.push(...differences(['evidence', id], before, after));
  }
  return changes;
}

function differences(path: string[], before: Json | undefined, now: Json | undefined): StateChange[] {
  const [a, b] = [asObject(before), asObject(now)];
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].sort().flatMap((name) => {
    if (stableJson(a[name] ?? null) === stableJson(b[name] ?? null)) return [];
    return [{ path: [...path, name], before: a[name], now: b[name] }];
  });
}

type Fields = { [name: string]: Json };

const asObject = (value: Json | undefined): Fields =>
  value && typeof value === 'object' && !Array.isArray(value) ? value : {};

function parsed(text: string): Fields | undefined {
  try {
    const value = JSON.parse(text) as Json;
    return value && typeof value === 'object' && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
