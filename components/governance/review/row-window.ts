import type { RefObject } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';

/** Rows drawn beyond both edges of what is seen: enough for the next press of Tab or of the arrow keys. */
const BEYOND = 12;
/** Rows drawn before anything was measured. */
const AT_FIRST = 24;
/** Height of a row that was never drawn, in pixels, until some were. */
const GUESS = 92;

/** Which rows of a long list are drawn, and the height of the others. */
export interface RowWindow {
  ref: RefObject<HTMLDivElement | null>;
  from: number;
  to: number;
  /** Pixels before and after the rows that are drawn. */
  before: number;
  after: number;
}

/**
 * Draws of a list of `count` rows those that are seen, and some around them; rows may be of any height and carry
 * `data-row`. Follows whatever scrolls, and whenever `chosen` becomes another row, that one is drawn.
 */
export function useRowWindow(count: number, chosen: number): RowWindow {
  const ref = useRef<HTMLDivElement>(null);
  const heights = useRef<Float32Array>(new Float32Array(0));
  const guess = useRef(GUESS);
  if (heights.current.length !== count) heights.current = new Float32Array(count);
  const [[from, to], setShown] = useState<readonly [number, number]>(() => around(chosen, count));
  const last = useRef(chosen);
  let [first, end] = [Math.min(from, Math.max(0, count - 1)), Math.min(to, count)];
  if (chosen !== last.current && chosen >= 0 && (chosen < first || chosen >= end))
    [first, end] = around(chosen, count);
  if (end - first < Math.min(AT_FIRST, count)) [first, end] = around(first, count);
  const heightOf = (row: number): number => heights.current[row] || guess.current;
  const look = (): void => {
    const list = ref.current;
    if (!list || !count) return;
    const { top } = list.getBoundingClientRect();
    const [upper, lower] = edgesOf(list);
    let y = top;
    let next = 0;
    for (; next < count - 1 && y + heightOf(next) < upper; next += 1) y += heightOf(next);
    const seen = next;
    for (; next < count && y < lower; next += 1) y += heightOf(next);
    setShown(([a, b]) => {
      const wanted = [Math.max(0, seen - BEYOND), Math.min(count, next + BEYOND)] as const;
      const isEnough = a <= Math.max(0, seen - 4) && b >= Math.min(count, next + 4) && b - a < 4 * AT_FIRST;
      return isEnough ? [a, b] : wanted;
    });
  };
  useLayoutEffect(() => {
    last.current = chosen;
    if (first !== from || end !== to) setShown([first, end]);
    let sum = 0;
    const rows = [...(ref.current?.querySelectorAll<HTMLElement>('[data-row]') ?? [])];
    for (const row of rows) {
      const height = row.getBoundingClientRect().height;
      heights.current[Number(row.dataset.row)] = height;
      sum += height;
    }
    if (sum > 0) guess.current = sum / rows.length;
  });
  const looking = useRef(look);
  looking.current = look;
  // Another filter may leave a list that is all in sight, where nothing scrolls.
  useLayoutEffect(() => looking.current(), [count]);
  useEffect(() => {
    let frame = 0;
    const moved = (): void => {
      frame ||= requestAnimationFrame(() => {
        frame = 0;
        looking.current();
      });
    };
    moved();
    document.addEventListener('scroll', moved, { capture: true, passive: true });
    addEventListener('resize', moved);
    return () => {
      cancelAnimationFrame(frame);
      document.removeEventListener('scroll', moved, { capture: true });
      removeEventListener('resize', moved);
    };
  }, []);
  const sumOf = (a: number, b: number): number => {
    let sum = 0;
    for (let row = a; row < b; row += 1) sum += heightOf(row);
    return sum;
  };
  return { ref, from: first, to: end, before: sumOf(0, first), after: sumOf(end, count) };
}

function around(row: number, count: number): readonly [number, number] {
  const from = Math.max(0, Math.min(row - BEYOND, count - AT_FIRST));
  return [from, Math.min(count, from + AT_FIRST)];
}

/** Upper and lower edge of the part of the window in which an element is seen. */
function edgesOf(element: HTMLElement): [number, number] {
  for (let box = element.parentElement; box; box = box.parentElement) {
    if (box.scrollHeight <= box.clientHeight + 1) continue;
    if (!/auto|scroll/.test(getComputedStyle(box).overflowY)) continue;
    const { top, bottom } = box.getBoundingClientRect();
    return [Math.max(0, top), Math.min(innerHeight, bottom)];
  }
  return [0, innerHeight];
}
