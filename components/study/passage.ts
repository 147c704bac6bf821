import { anchorAt } from '../../lib/study/anchors';
import type { Passage } from '../../lib/study/quotations';
import type { Stretch, TextMap } from '../../lib/study/text-map';

/** A stretch of the text with what tells it apart later. */
export const passageOf = (map: TextMap, { text, start, end }: Stretch): Passage => ({
  text,
  anchor: anchorAt(map.text, start, end),
});
