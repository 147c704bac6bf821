import { bare } from './bare';
import { type Block, type Box, HINTS, joinRuns, type Scan, sizeOf } from './blocks';
import type { Body } from './body';
import { findDates, findDays } from './dates';
import { ADDRESS, isAttached, judge, plain } from './judge';
import { notesAround } from './edge-judge';
import { letterText } from './posts';
import { EDITOR_LABEL, PROMOTION } from './vocabulary';

/** Blocks at the head of a text that may still be its headline and credits. */
const HEAD = 16;
const TAIL = 10;

/**
 * The blocks of a body that are its text: without headline and credits in front, boxes of links and sharing
 * inside, and what editors and sites put behind. `title` is the headline, when it is known; `names` those of the site.
 */
export function trim(page: Scan, body: Body, title: string, names: readonly string[] = []): Block[] {
  const isNoise = noiseBoxes(page, body);
  const isListed = listedBlocks(page, body);
  const all = body.ranges.flatMap(([from, to]) => page.blocks.slice(from, to)).map(withoutReturn);
  const own = all.filter((block) => !isNoise(block) && (!isListed(block) || isAttachment(block)));
  const blocks = cutTail(page, cutAfterword(letterText(own, HEAD)));
  const name = bare(title);
  let start = 0;
  const head = blocks.slice(0, HEAD);
  head.forEach((block, at) => {
    if (block.type === 'text' && name.length >= 4 && block.size < 200 && bare(block.text) === name)
      start = at + 1;
  });
  const notes = notesAround(page, blocks.slice(start), title, names);
  const kept: Block[] = [];
  let prose = 0;
  // Words of small print and credits in the middle of a long text are the text's own (a law on copyright).
  const isMiddle = (at: number): boolean => at - start >= HEAD && at < blocks.length - TAIL;
  for (let at = start; at < blocks.length; at += 1) {
    const block = blocks[at] as Block;
    const verdict = judge(block);
    if (prose === 0 && isHeadline(block, name)) continue;
    if (notes.has(block)) continue;
    if (verdict === 'content') {
      if (prose < 2 && at - start < 8 && isShortCredit(block)) {
        if (prose === 0 && kept.every(isNameLine)) kept.length = 0;
        continue;
      }
      if (block.stops > 0) prose += 1;
      kept.push(block);
    } else if (verdict === 'meta') {
      if (isMiddle(at) || isSignatureDate(block, kept)) kept.push(block);
      else if (prose === 0 && at - start < 8 && kept.every(isNameLine)) kept.length = 0;
    } else if (verdict === 'links') {
      if (isAttachment(block)) kept.push(block);
    } else if (isMiddle(at) && block.stops > 0 && !block.link) kept.push(block);
  }
  while (
    kept.length &&
    (!isEnd(kept.at(-1) as Block) || isPromotion(kept.at(-1) as Block) || isOpening(kept.at(-1) as Block))
  )
    kept.pop();
  for (let at = 0; at < kept.length - 1;) {
    const block = kept[at] as Block;
    if (isPromotion(block)) kept.splice(at, 1);
    else if (block.type === 'image') at += 1;
    else break;
  }
  const last = kept.at(-1);
  if (last) kept[kept.length - 1] = withoutEditors(last);
  return kept;
}

/** Answers whether a block stands in a list of other articles below the body's own box. */
function listedBlocks(page: Scan, body: Body): (block: Block) => boolean {
  const inside = new Set<number>();
  for (const index of body.listed) {
    const box = page.boxes[index];
    if (box && index > body.box) for (let at = box.from; at < box.to; at += 1) inside.add(at);
  }
  return (block) => inside.has(block.index);
}

/** `- END -`, and who checked a text: nothing of it follows. */
const FINISH = /^[\s\p{P}\p{S}]*(?:完|全文完|正文完|END|the end)[\s\p{P}\p{S}]*$/iu;
const CHECKED = /(?:^|\s)[一二三初复终]\s*审\s*[:丨|/]/;
const ABOUT_AUTHOR = /^[\s\p{P}]*(?:作者|译者|诵读者|朗诵者)简介[】\s]*[:：]/u;
/** What may follow the end of a text, as a share of it. */
const AFTERWORD = 0.3;

/** A text without the little that stands behind its own end. */
function cutAfterword(blocks: Block[]): Block[] {
  const sizes = blocks.map((block) => (judge(block) === 'content' ? block.size : 0));
  const total = sizes.reduce((sum, size) => sum + size, 0);
  let before = 0;
  for (let at = 0; at < blocks.length; at += 1) {
    const block = blocks[at] as Block;
    before += sizes[at] ?? 0;
    if (block.type !== 'text' || block.size > 120 || before < total * (1 - AFTERWORD)) continue;
    const text = plain(block.text);
    const isAbout = ABOUT_AUTHOR.test(text);
    if (!isAbout && !FINISH.test(text) && !CHECKED.test(text)) continue;
    if (blocks.slice(at + 1).some((other) => isAttachment(other) || other.type === 'table')) continue;
    return blocks.slice(0, isAbout ? at : at + 1);
  }
  return blocks;
}

/** Words behind which readers write: whatever follows is theirs. */
const READERS = /评论|留言|跟帖|回复|怎么看|热议|网友/;

/**
 * Cuts at the first line that opens what follows an article. Where the text itself goes on behind it, in the same
 * boxes as before, only the line and the links under it are left out: `相关阅读` may stand in the middle.
 */
function cutTail(page: Scan, blocks: Block[]): Block[] {
  const isProse = (block: Block): boolean =>
    block.type === 'text' && judge(block) === 'content' && block.stops > 0 && block.link < block.size * 0.5;
  const homeOf = (block: Block): number => {
    const box = page.boxes[block.box];
    return box && PARAGRAPHS.test(box.tag) ? box.parent : block.box;
  };
  const prose = (list: readonly Block[]): number =>
    list.reduce((sum, block) => sum + (isProse(block) ? block.size : 0), 0);
  const homes = new Set<number>();
  let before = 0;
  let kept = blocks;
  for (let at = 0; at < kept.length; at += 1) {
    const block = kept[at] as Block;
    if (isProse(block)) {
      before += block.size;
      homes.add(homeOf(block));
    }
    // Behind the small print of a text nothing of it follows but files.
    if (judge(block) === 'print' && before > 0) {
      const rest = kept.slice(at + 1);
      if (
        rest.length &&
        !rest.some((other) => isProse(other) || isAttachment(other) || other.type === 'table')
      )
        return kept.slice(0, at + 1);
    }
    if (judge(block) !== 'tail' || before === 0) continue;
    const rest = kept.slice(at + 1);
    const own = READERS.test(block.text)
      ? []
      : rest.filter((other) => isProse(other) && homes.has(homeOf(other)));
    const after = prose(own);
    const all = prose(rest);
    const next = rest[0];
    if (next && block.link > 0 && own.includes(next) && !next.link && homeOf(next) === homeOf(block)) {
      // One line with its link between two paragraphs of a text.
      kept = [...kept.slice(0, at), ...rest];
      at -= 1;
    } else if (after >= 80 && after >= all * 0.6) {
      let end = at + 1;
      while (end < kept.length && !isProse(kept[end] as Block)) end += 1;
      kept = [...kept.slice(0, at), ...kept.slice(end)];
      at -= 1;
    } else if (all < before * 0.6 || after < all * 0.2) return kept.slice(0, at);
  }
  return kept;
}

const PARAGRAPHS = /^(?:P|H[1-6]|LI|BLOCKQUOTE|SECTION|FIGURE|FIGCAPTION|CENTER|TD|TR)$/;

/** Answers whether a block stands in a box, below the body's own, that is named for sharing, links and the like. */
function noiseBoxes(page: Scan, body: Body): (block: Block) => boolean {
  const whole = page.boxes[body.box];
  const ownSize = whole ? whole.to - whole.from : 1;
  const known = new Map<number, boolean>();
  const isNoise = (box: Box): boolean => {
    if (!(box.hints & (HINTS.noise | HINTS.comment)) || box.hints & HINTS.body) return false;
    if (box.to - box.from > Math.max(2, ownSize * 0.5)) return false;
    const inside = page.blocks.slice(box.from, box.to);
    const size = inside.reduce((sum, item) => sum + item.size, 0);
    const link = inside.reduce((sum, item) => sum + item.link, 0);
    return size < 140 || link > size * 0.3 || (box.hints & HINTS.comment) !== 0;
  };
  const inside = (index: number): boolean => {
    const path: number[] = [];
    let at = index;
    let answer = false;
    while (at > body.box) {
      const box = page.boxes[at];
      const cached = known.get(at);
      if (cached !== undefined || !box) {
        answer = cached ?? false;
        break;
      }
      path.push(at);
      if (isNoise(box)) {
        answer = true;
        break;
      }
      at = box.parent;
    }
    for (const step of path) known.set(step, answer);
    return answer;
  };
  return (block) => inside(block.box);
}

/** The headline again, or a part of one that is set in several lines. */
function isHeadline(block: Block, name: string): boolean {
  if (block.type !== 'text' || name.length < 4 || block.size > name.length + 4) return false;
  const text = bare(block.text);
  // Of a text without a headline its first words stand for one.
  if (text !== name && /。$/.test(block.text)) return false;
  return (
    text === name || (text.length >= 6 && name.includes(text)) || (block.level === 1 && text.includes(name))
  );
}

/** `示例日报 2026-11-18 09:46`: a date with hardly anything else. */
function isShortCredit(block: Block): boolean {
  if (block.type !== 'text' || block.stops || block.size > 90) return false;
  const text = plain(block.text);
  if (text.replace(ADDRESS, '').length > 56) return false;
  const dates = findDates(text);
  if (/[(]|通过|公布|施行|修[订正]/.test(text)) return false;
  // `示例观察 03-21 15:18`
  const [day] = dates.length ? [] : findDays(text);
  if (day?.time) return text.length <= 26 && text.endsWith(day.time);
  if (!dates.length) return false;
  // `张三 于 2018-11-05 09:48 发布在 示例论坛 字数：1288`
  if (/^.{2,20}\s*于\s/.test(text) && /发[布表]在/.test(text)) return true;
  const rest = dates.reduceRight((left, date) => left.slice(0, date.at) + left.slice(date.end), text);
  return rest.replace(ADDRESS, '').replace(/[\s\p{P}\p{S}]+/gu, '').length <= 14;
}

/** A short line over the credits of a text: whose it is. */
const isNameLine = (block: Block): boolean =>
  block.type === 'text' &&
  block.size <= 20 &&
  !block.stops &&
  !block.level &&
  !/[:：]|^[\s(（【\d]/.test(block.text);

/** The date under a notice (落款): a day alone, without label and time, with the text above it. */
function isSignatureDate(block: Block, kept: readonly Block[]): boolean {
  const text = plain(block.text);
  const [date] = findDates(text);
  return Boolean(
    date &&
    !date.hasTime &&
    date.at === 0 &&
    date.end === text.length &&
    text.includes('年') &&
    kept.some((item) => item.stops),
  );
}

const isAttachment = (block: Block): boolean => isAttached(block.text);

const isEnd = (block: Block): boolean =>
  block.type === 'table' ||
  (block.type === 'text' &&
    (judge(block) === 'content' || judge(block) === 'meta' || isAttachment(block)) &&
    !isBareSign(block));

/** `点个“在看”`, `长按二维码关注我们`: a request to readers, and hardly a sentence. */
const isPromotion = (block: Block): boolean =>
  block.type === 'text' &&
  block.size <= 60 &&
  block.stops <= 2 &&
  PROMOTION.test(plain(block.text)) &&
  // Whom to call is news.
  !/拨打\s*\d{3}.*[。！]$/.test(block.text);

/** `请支持独立网站，转发请注明本文链接：`: what it announces was no part of the text. */
const isOpening = (block: Block): boolean => block.type === 'text' && /[:：]\s*$/.test(block.text);

const isBareSign = (block: Block): boolean =>
  /^[\s\p{P}\p{S}]*$/u.test(block.text) || /^[([【（]?(?:完|全文完|END|the end)[)\]】）]?$/i.test(block.text);

const EDITOR_END = new RegExp(
  `\\s*(?:[(（\\[【]\\s*(?:${EDITOR_LABEL.source}|${EDITOR_LABEL.source.replace('\\s*[:：]\\s*', '\\s*')})[^)）\\]】。]{1,40}[)）\\]】]|(?<=[。！？!?”"）)])\\s*(?:${EDITOR_LABEL.source})[^。！？]{1,40})\\s*$`,
  'i',
);

/** The last paragraph without the editors that are set behind its last sentence. */
function withoutEditors(block: Block): Block {
  if (block.type !== 'text') return block;
  const text = joinRuns(block.runs);
  const from = Math.max(0, text.length - 160);
  const match = EDITOR_END.exec(text.slice(from));
  return !match || from + match.index === 0 ? block : firstOf(block, from + match.index);
}

/** `返回首页，查看更多` behind the last sentence of a paragraph. */
const RETURN = /[\s\u3000]*返回[^，,。\s]{2,8}[，,]\s*(?:查看|阅读|了解)更多[\s>》]*$/;

function withoutReturn(block: Block): Block {
  if (block.type !== 'text' || !block.text.includes('返回')) return block;
  const match = RETURN.exec(block.text);
  return match && match.index > 0 ? firstOf(block, match.index) : block;
}

/** The first characters of a block of text. */
function firstOf(block: Block, characters: number): Block {
  let left = characters;
  const runs: Block['runs'] = [];
  for (const run of block.runs) {
    if (left <= 0) break;
    runs.push({ ...run, text: run.text.slice(0, left) });
    left -= run.text.length;
  }
  const text = joinRuns(runs);
  return { ...block, runs, text, size: sizeOf(text), link: Math.min(block.link, sizeOf(text)) };
}
