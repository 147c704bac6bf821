import { blocksOf, rangeOf, type Stretch, stretchOfBlock, type TextMap } from '../../lib/study/read/text-map';

/** A sentence with its closing signs, in text without white space. */
const SENTENCE = /[^。！？!?；;…]*[。！？!?；;…]+["”’」』）)】]*|[^。！？!?；;…]+$/gu;

/** Lets the keyboard stand on one paragraph at a time, on the one that had the focus before if it is still there. */
export function makeBlocksReachable(map: TextMap, current: number): void {
  const blocks = blocksOf(map) as HTMLElement[];
  const last = Math.min(Math.max(current, 0), blocks.length - 1);
  blocks.forEach((block, index) => {
    block.tabIndex = index === last ? 0 : -1;
  });
}

/** Goes to the paragraph `by` further on; returns its number. */
export function moveToBlock(map: TextMap, from: Element, by: number): number {
  const blocks = blocksOf(map) as HTMLElement[];
  const at = blocks.findIndex((block) => block === from || block.contains(from));
  const next = Math.min(Math.max(at + by, 0), blocks.length - 1);
  makeBlocksReachable(map, next);
  blocks[next]?.focus({ preventScroll: true });
  blocks[next]?.scrollIntoView({ block: 'nearest' });
  return next;
}

/**
 * Selects the next sentence of a paragraph (`by` 1) or the one before (-1), or with `extend` takes it into the
 * selection. Begins at the first, or the last.
 */
export function selectSentence(
  map: TextMap,
  block: Element,
  by: 1 | -1,
  extend: boolean,
  selected: Stretch | undefined,
): void {
  const whole = stretchOfBlock(map, block);
  if (!whole) return;
  const sentences: [start: number, end: number][] = [];
  let start = whole.start;
  for (const [words] of map.text.slice(whole.start, whole.end).matchAll(SENTENCE)) {
    if (words) sentences.push([start, start + words.length]);
    start += words.length;
  }
  const has = selected && selected.start < whole.end && selected.end > whole.start ? selected : undefined;
  const first = has ? sentences.findIndex(([, end]) => end > has.start) : -1;
  const last = has ? sentences.findLastIndex(([begin]) => begin < has.end) : -1;
  const target = !has
    ? by > 0
      ? 0
      : sentences.length - 1
    : by > 0
      ? last + 1
      : extend
        ? last - 1
        : first - 1;
  const there = sentences[Math.min(Math.max(target, 0), sentences.length - 1)];
  if (!there) return;
  const from = extend && has ? Math.min(has.start, there[0]) : there[0];
  const until = extend && has && by > 0 ? Math.max(has.end, there[1]) : there[1];
  const range = rangeOf(map, from, until);
  if (!range) return;
  const selection = getSelection();
  selection?.removeAllRanges();
  selection?.addRange(range);
}
