import type { PackedItem } from './collect';

/** Why an original is not in the pack. */
export type LeftOut = 'notHere' | 'notReached' | 'keptElsewhere' | 'leftOut' | 'outOfScope';

/** A line for what the report says of one original. */
export interface FileLine {
  item: PackedItem;
  file: { sha256: string; name: string; size?: number; path?: string; why?: LeftOut };
}

const byItem = new WeakMap<readonly FileLine[], Map<PackedItem, FileLine[]>>();

/** The originals of one item: asked for once for each of thousands of items. */
export function linesOf(files: readonly FileLine[], item: PackedItem): readonly FileLine[] {
  let known = byItem.get(files);
  if (!known) {
    known = new Map();
    for (const line of files) {
      const before = known.get(line.item);
      if (before) before.push(line);
      else known.set(line.item, [line]);
    }
    byItem.set(files, known);
  }
  return known.get(item) ?? [];
}
