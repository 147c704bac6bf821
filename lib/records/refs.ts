import type { BlobRef, Json } from './kind';

type Found = { [key: string]: Json } & BlobRef;

function isRef(value: { [key: string]: Json }): value is Found {
  const { sha256: hash, size, type } = value;
  return (
    typeof hash === 'string' &&
    /^[0-9a-f]{64}$/.test(hash) &&
    typeof size === 'number' &&
    typeof type === 'string'
  );
}

/** A value with every reference to bytes in it replaced; the value itself when there is none or nothing changes. */
export function mapRefs(value: Json, change: (ref: Found) => Json): Json {
  if (!value || typeof value !== 'object') return value;
  if (Array.isArray(value)) {
    const items = value.map((item) => mapRefs(item, change));
    return items.some((item, index) => item !== value[index]) ? items : value;
  }
  if (isRef(value)) return change(value);
  const entries = Object.entries(value).map(([name, item]) => [name, mapRefs(item, change)] as const);
  return entries.some(([name, item]) => item !== value[name]) ? Object.fromEntries(entries) : value;
}

/** The references to bytes in a value, each once. */
export function refsIn(value: unknown): BlobRef[] {
  const found = new Map<string, BlobRef>();
  mapRefs((value ?? null) as Json, (ref) => {
    found.set(ref.sha256, { sha256: ref.sha256, size: ref.size, type: ref.type });
    return ref;
  });
  return [...found.values()];
}
