import type { Rec } from '../../lib/ledger';
import { anchorAt } from '../../lib/study/read/anchors';
import type { Passage } from '../../lib/study/read/quotations';
import { piecesOf, type Stretch, type TextMap } from '../../lib/study/read/text-map';

/** A stretch of the text with what tells it apart later; of a file with pages, with the page on which it begins. */
export function passageOf(clip: Rec<'clip'>, map: TextMap, { text, start, end }: Stretch): Passage {
  const [first] = clip.fields.file ? piecesOf(map, start, end) : [];
  const page = Number(first?.spot.block.closest('[data-page]')?.getAttribute('data-page') ?? Number.NaN);
  return {
    text,
    anchor: anchorAt(map.text, start, end),
    ...(Number.isFinite(page) ? { page } : {}),
  };
}
