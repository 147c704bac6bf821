import { isKindName, KINDS } from '../records';
import type { Kind } from '../records/kind';

/**
 * True for a field whose two values wait for a ruling when two people set it at the same time: the later one must not
 * stand merely because it was later. `field` is flat (`evidence/<id>`).
 */
export const isStrict = (kind: string, field: string): boolean =>
  isKindName(kind) && ((KINDS[kind] as unknown as Kind).strict ?? []).includes(field.split('/')[0] ?? field);
