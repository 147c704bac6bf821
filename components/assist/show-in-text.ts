/** Numbers that the reader puts into the text are no part of it. */
const OURS = '[data-mark-number]';

/**
 * Scrolls the text on this page to where `words` stand and selects them. `near` is the number of characters before
 * them, white space not counted; of several places the nearest is taken. False when they stand nowhere.
 */
export function showInText(words: string, near = 0, within = 'article.reader'): boolean {
  const article = document.querySelector(within);
  const wanted = words.replace(/\s+/gu, '');
  if (!article || !wanted) return false;
  const spots: [node: Text, offset: number][] = [];
  let bare = '';
  const walker = document.createTreeWalker(article, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode() as Text | null; node; node = walker.nextNode() as Text | null) {
    if (node.parentElement?.closest(OURS)) continue;
    for (let at = 0; at < node.data.length; at += 1) {
      const sign = node.data[at] as string;
      if (/\s/u.test(sign)) continue;
      bare += sign;
      spots.push([node, at]);
    }
  }
  let best = -1;
  for (let at = bare.indexOf(wanted); at >= 0; at = bare.indexOf(wanted, at + 1)) {
    if (best < 0 || Math.abs(at - near) < Math.abs(best - near)) best = at;
  }
  const first = spots[best];
  const last = spots[best + wanted.length - 1];
  if (!first || !last) return false;
  // What is folded away is opened first.
  const folded = first[0].parentElement?.closest('details');
  if (folded) folded.open = true;
  first[0].parentElement?.scrollIntoView({ block: 'center' });
  getSelection()?.setBaseAndExtent(first[0], first[1], last[0], last[1] + 1);
  return true;
}
