import type { RefObject } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';

/** Lines that are drawn or left out together. */
const BLOCK = 25;
/** Height of a line until one was measured. */
const GUESS = 38;
/** Pixels drawn beyond what is in view, so that scrolling meets lines and not paper. */
const BEYOND = 600;
/** What is taken for the height of the view before it was laid out. */
const UNKNOWN = 900;

interface Span {
  first: number;
  last: number;
}

/**
 * Draws of a long table only the blocks of lines in view. Lines may differ in height: a block is measured when it is
 * first drawn (`tbody[data-block]` inside of `scroller`), the others are taken for average.
 */
export function useWindow(scroller: RefObject<HTMLElement | null>, count: number) {
  const heights = useRef<Map<number, number>>(new Map());
  const last = Math.max(0, Math.ceil(count / BLOCK) - 1);
  const [span, setSpan] = useState<Span>({ first: 0, last: 0 });
  const average = (): number => {
    const known = [...heights.current].filter(([block]) => block < last).map(([, height]) => height);
    return known.length ? known.reduce((sum, one) => sum + one, 0) / known.length : BLOCK * GUESS;
  };
  const heightOf = (block: number, usual: number): number =>
    heights.current.get(block) ?? (block === last ? (usual / BLOCK) * (count - last * BLOCK) : usual);

  const look = () => {
    const element = scroller.current;
    if (!element) return;
    const usual = average();
    const top = element.scrollTop - BEYOND;
    const bottom = element.scrollTop + (element.clientHeight || UNKNOWN) + BEYOND;
    let at = 0;
    let first = last;
    let end = last;
    for (let block = 0; block <= last; block += 1) {
      const next = at + heightOf(block, usual);
      if (next > top && block < first) first = block;
      if (at > bottom) {
        end = block - 1;
        break;
      }
      at = next;
    }
    setSpan((now) => (now.first === first && now.last === end ? now : { first, last: end }));
  };
  useLayoutEffect(() => {
    for (const body of scroller.current?.querySelectorAll<HTMLElement>('tbody[data-block]') ?? []) {
      if (body.offsetHeight) heights.current.set(Number(body.dataset.block), body.offsetHeight);
    }
  });
  useLayoutEffect(look, [count]);
  useEffect(() => {
    addEventListener('resize', look);
    return () => removeEventListener('resize', look);
  });
  const usual = average();
  const sum = (from: number, to: number): number => {
    let height = 0;
    for (let block = from; block < to; block += 1) height += heightOf(block, usual);
    return height;
  };
  const first = Math.min(span.first, last);
  const end = Math.min(Math.max(span.last, first), last);
  return {
    blocks: Array.from({ length: end - first + 1 }, (_, step) => {
      const block = first + step;
      return { block, from: block * BLOCK, to: Math.min(count, (block + 1) * BLOCK) };
    }),
    before: sum(0, first),
    after: sum(end + 1, last + 1),
    onScroll: look,
  };
}
