import { t } from '../../lib/i18n';
import type { Placed } from '../../lib/study/read/anchors';
import { mapText, offsetIn, OURS, type Spot } from '../../lib/study/read/text-map';

/** Names the quotations of a mark, by their ids. */
const MARK_IDS = 'data-quotations';

/** The ids of the quotations that a mark is part of. */
export const idsOf = (mark: Element): string[] => mark.getAttribute(MARK_IDS)?.split(' ') ?? [];

/** The mark of a quotation, its first piece, in a text that is shown. */
export const markOf = (root: Element, id: string): HTMLElement | undefined =>
  [...root.querySelectorAll('mark')].find((mark) => idsOf(mark).includes(id));

/** The number of a quotation in a text that is shown. */
export const numberIn = (root: Element, id: string): HTMLElement | undefined =>
  [...root.querySelectorAll<HTMLElement>(`[${OURS}]`)].find((number) => number.getAttribute(OURS) === id);

/**
 * Draws quotations into a text that is on no page yet: every piece of them becomes a `<mark>`, and after the last
 * one stands its number as a button, which the keyboard reaches and which leads to the note, unless `numbered` is false.
 */
export function drawMarks(root: Element, placed: readonly Placed[], numbered = true): void {
  const map = mapText(root);
  const shown = placed.filter(({ at }) => at);
  const cutsOf = (spot: Spot): number[] => {
    const cuts = new Set([spot.start, spot.start + spot.length]);
    for (const { at } of shown) {
      for (const cut of [at?.start ?? 0, at?.end ?? 0]) {
        if (cut > spot.start && cut < spot.start + spot.length) cuts.add(cut);
      }
    }
    return [...cuts].sort((a, b) => a - b);
  };
  for (const spot of map.spots) {
    const here = shown.filter(({ at }) => at && at.start < spot.start + spot.length && at.end > spot.start);
    if (!here.length) continue;
    const cuts = cutsOf(spot);
    const parts: Node[] = [];
    const { data } = spot.node;
    let from = 0;
    for (let index = 1; index < cuts.length; index += 1) {
      const start = cuts[index - 1] as number;
      const end = cuts[index] as number;
      const to = index === cuts.length - 1 ? data.length : offsetIn(data, end - spot.start);
      const words = data.slice(from, to);
      from = to;
      const over = here.filter(({ at }) => at && at.start < end && at.end > start);
      if (!over.length) {
        parts.push(root.ownerDocument.createTextNode(words));
        continue;
      }
      const mark = root.ownerDocument.createElement('mark');
      mark.setAttribute(MARK_IDS, over.map(({ id }) => id).join(' '));
      if (over.length > 1) mark.dataset.over = '';
      if (over.some(({ at }) => at?.changed)) mark.dataset.changed = '';
      mark.textContent = words;
      parts.push(mark);
      if (!numbered) continue;
      parts.push(...over.filter(({ at }) => at?.end === end).map((entry) => numberOf(root, entry)));
    }
    spot.node.replaceWith(...parts);
  }
}

function numberOf(root: Element, { id, number, quotation }: Placed): HTMLElement {
  const button = root.ownerDocument.createElement('button');
  button.type = 'button';
  button.setAttribute(OURS, id);
  if (quotation.note) button.dataset.noted = '';
  button.textContent = String(number);
  button.setAttribute('aria-label', t(quotation.note ? 'reader.numberNoted' : 'reader.number', { number }));
  return button;
}
