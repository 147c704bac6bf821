import { isRule } from './editions';
import { HEAD_KEYS, type PackText } from './pack';

/** One rule, or one entry of a list, by the section and the id under which it stands in the pack. */
export interface PackEntry {
  section: string;
  /** Empty for a section that is one rule. */
  id: string;
  value: unknown;
}

/**
 * What one pack changes against another. `source`: it says the same and only names another basis. `removed`: only
 * the pack before had it.
 */
export interface PackChange {
  section: string;
  id: string;
  change: 'added' | 'changed' | 'source' | 'removed';
  before?: unknown;
  after?: unknown;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const isText = (value: unknown): value is PackText => isObject(value) && typeof value.zh === 'string';

/** Every rule of a pack in its order. */
export function entriesOf(pack: object): PackEntry[] {
  return Object.entries(pack as Record<string, unknown>).flatMap(([section, value]): PackEntry[] => {
    if (HEAD_KEYS.has(section) || value === undefined) return [];
    if (Array.isArray(value))
      return value.map((item: { id: string }) => ({ section, id: item.id, value: item }));
    if (isRule(value) || !isObject(value)) return [{ section, id: '', value }];
    return Object.entries(value).map(([id, item]) => ({ section, id, value: item }));
  });
}

const GROUNDS: ReadonlySet<string> = new Set(['basis', 'confidence', 'from', 'earlier']);

/** What a rule says, without where that comes from. A text counts by its source language. */
function said(value: unknown): unknown {
  if (isText(value)) return value.zh;
  if (Array.isArray(value)) return value.map(said);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key, item]) => !GROUNDS.has(key) && item !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, item]) => [key, said(item)]),
  );
}

/** True when two values of a pack say the same to a reader. */
export const saySame = (one: unknown, other: unknown): boolean =>
  JSON.stringify(said(one)) === JSON.stringify(said(other));

const grounds = (value: unknown): string =>
  isRule(value) ? JSON.stringify([value.basis, value.confidence, value.from]) : '';

/** What differs from `before` to `after`, in the order of the packs. */
export function packChanges(before: object, after: object): PackChange[] {
  const keyOf = ({ section, id }: PackEntry): string => `${section} ${id}`;
  const old = new Map(entriesOf(before).map((entry) => [keyOf(entry), entry.value]));
  const now = entriesOf(after);
  const changes = now.flatMap((entry): PackChange[] => {
    const { section, id, value } = entry;
    if (!old.has(keyOf(entry))) return [{ section, id, change: 'added', after: value }];
    const was = old.get(keyOf(entry));
    const change = !saySame(was, value) ? 'changed' : grounds(was) === grounds(value) ? undefined : 'source';
    return change ? [{ section, id, change, before: was, after: value }] : [];
  });
  const left = new Set(now.map(keyOf));
  const gone = entriesOf(before).filter((entry) => !left.has(keyOf(entry)));
  return [
    ...changes,
    ...gone.map(({ section, id, value }) => ({ section, id, change: 'removed' as const, before: value })),
  ];
}
