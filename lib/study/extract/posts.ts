import { type Block, type Box, type Scan } from './blocks';
import { plain } from './judge';
import { FLOOR } from './vocabulary';

/** Class and id words of a post among posts, and of who posted it. */
const POST =
  /(?:^|[\s_-])(?:post(?:-?(?:box|row|item|list))?|topic-?post|forum-?box|floor-?(?:box|item)?)(?:$|[\s_-])/;
const POSTER = /(?:post|topic|thread|user)-?(?:author|er|name|info)|(?:^|[\s_-])(?:author|user)(?:$|[\s_-])/;
/** Blocks of a post among which its marks stand, and boxes in which its poster is looked for. */
const MARKED = 40;
const BOXES = 30;

/** Whether a box is a post where others answer: by its floor or time of posting, or by its make and its poster. */
export function isPost(page: Scan, box: Box): boolean {
  if (
    page.blocks
      .slice(box.from, Math.min(box.to, box.from + MARKED))
      .some((block) => block.size < 60 && FLOOR.test(plain(block.text)))
  )
    return true;
  if (!POST.test(box.name)) return false;
  const { dom } = page;
  const isPoster = (el: Element): boolean =>
    POSTER.test(`${dom.attribute(el, 'id') ?? ''} ${dom.attribute(el, 'class') ?? ''}`.toLowerCase());
  return (
    page.boxes.slice(box.index, Math.min(box.end, box.index + BOXES)).some(({ el }) => isPoster(el)) ||
    page.blocks
      .slice(box.from, Math.min(box.to, box.from + 4))
      .some(({ runs }) => runs.some(({ node }) => isPoster(dom.parentElement(node) ?? box.el)))
  );
}

const FROM = /^(?:发|寄)信人\s*:/;
const SUBJECT = /^标\s*题\s*:\s*(?:Re:\s*)?(.{2,100})$/i;
const STATION = /^(?:发|转)信站\s*:/;
/** What ends a letter: its signature, its origin, a quotation of another, the next letter. */
const LETTER_END = /^-{2}$|^※\s*(?:来源|修改)|^【\s*在.{1,40}的大作中提到|^(?:发|寄)信人\s*:/;

const opens = (text: string, letter: string): boolean => text.trimStart().startsWith(letter);

/** The headline of a post that is written like a letter (发信人, 标题, 发信站), and its block. */
export function letterTitle(
  blocks: readonly Block[],
  until: number,
): { text: string; block: number } | undefined {
  for (let at = 1; at < blocks.length && at <= until; at += 1) {
    const { text } = blocks[at] as Block;
    // Of every line of a page the first letter tells enough.
    const match = opens(text, '标') ? SUBJECT.exec(plain(text.slice(0, 200))) : null;
    if (match?.[1] && FROM.test(plain((blocks[at - 1] as Block).text.slice(0, 80))))
      return { text: match[1].trim(), block: at };
  }
  return undefined;
}

/** The words of the first of such letters, without its head and all behind its signature. Others stay as they are. */
export function letterText(blocks: Block[], head: number): Block[] {
  const from = blocks
    .slice(0, head)
    .findIndex(({ text }) => (opens(text, '发') || opens(text, '寄')) && FROM.test(plain(text.slice(0, 80))));
  if (from < 0) return blocks;
  let start = from + 1;
  while (
    start < blocks.length &&
    (SUBJECT.test(plain((blocks[start] as Block).text.slice(0, 200))) ||
      STATION.test(plain((blocks[start] as Block).text.slice(0, 80))))
  )
    start += 1;
  if (start === from + 1) return blocks;
  const length = blocks.slice(start).findIndex((block) => LETTER_END.test(plain(block.text.slice(0, 120))));
  return blocks.slice(start, length > 0 ? start + length : undefined);
}
