import type { Box, Scan } from './blocks';
import { judge } from './judge';
import { remembered } from './remember';

/** Entries of one make that make a list. */
const ENTRIES = 3;
/** Characters of an entry beside its links: more is a text of its own. */
const SUMMARY = 170;
/** Characters of prose that must stand outside a list before it counts as standing around a text. */
const REST = 60;

/**
 * Boxes of other articles: lists whose entries are a linked headline with a few lines of summary, and boxes that
 * open with words like 推荐阅读 and hold links. They may hold more prose than the text itself.
 * @param weight prose below each box
 */
export function findLists(
  page: Scan,
  children: readonly (readonly number[])[],
  weight: readonly number[],
): ReadonlySet<number> {
  const found = new Set<number>();
  const total = weight[0] ?? 0;
  for (const box of page.boxes) {
    const inside = children[box.index] ?? [];
    if (inside.length >= ENTRIES && (weight[box.index] ?? 0) > 0) {
      const makes = new Map<string, Box[]>();
      for (const child of inside) {
        const other = page.boxes[child] as Box;
        const make = `${other.tag} ${firstClass(other.name)}`;
        const alike = makes.get(make);
        if (alike) alike.push(other);
        else makes.set(make, [other]);
      }
      for (const entries of makes.values()) {
        const alike = entries.length >= ENTRIES ? entries.filter((entry) => isEntry(page, entry)) : [];
        if (alike.length >= ENTRIES && alike.length >= entries.length * 0.7)
          for (const entry of entries) found.add(entry.index);
      }
    }
    const own = weight[box.index] ?? 0;
    if (box.index > 0 && own > 0 && total - own >= REST && opensList(page, box)) found.add(box.index);
  }
  return found;
}

const firstClass = remembered((name) => name.trim().replace(/\d+/g, '').split(/\s+/)[0] ?? '');

/** A linked headline with little beside it. */
function isEntry(page: Scan, box: Box): boolean {
  if (box.to - box.from > 8 || box.to === box.from) return false;
  let size = 0;
  let link = 0;
  let headline = false;
  for (let at = box.from; at < box.to; at += 1) {
    const block = page.blocks[at];
    if (!block) continue;
    size += block.size;
    link += block.link;
    if (block.link >= 6 && block.link > block.size * 0.6) headline = true;
  }
  return headline && size - link <= SUMMARY;
}

/** Words over other articles, and not over buttons. */
const OTHERS = /阅读|推荐|相关|热|链接|新闻|文章|喜欢|感兴趣|排行|精彩|精选|往期|回顾|更多/;

/** `推荐阅读` and the like in front of links. */
function opensList(page: Scan, box: Box): boolean {
  if (box.to - box.from < ENTRIES) return false;
  const first = page.blocks[box.from];
  if (!first || first.type !== 'text' || judge(first) !== 'tail' || !OTHERS.test(first.text)) return false;
  let links = 0;
  for (let at = box.from; at < Math.min(box.to, box.from + 60); at += 1) {
    const block = page.blocks[at];
    if (block && block.link >= 6 && block.link > block.size * 0.6) links += 1;
  }
  return links >= ENTRIES && links >= Math.min(box.to - box.from, 60) * 0.25;
}
