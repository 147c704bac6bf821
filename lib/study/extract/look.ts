import type { Block, Box, Scan } from './blocks';

/** How a paragraph looks as its elements say it; what style sheets say is not asked. */
export interface Style {
  size: number;
  colour: string;
  align: string;
}

/** What the surest paragraphs of a text have in common. */
export interface Look extends Style {
  /** Boxes in which they stand, and their tags with class. */
  homes: ReadonlySet<number>;
  makes: ReadonlySet<string>;
}

/** The end of a sentence, and who wrote it in brackets behind that. */
const SENTENCE_END = /[。！？!?…；;][”"』」’）)】\]]*(?:\s*[（(【][^（(）)【】。]{2,60}[）)】])?$/;
/** Paragraphs from which a look is taken, from either end of a text. */
const SAMPLE = 5;

/** A paragraph that is one beyond doubt: sentences of some length. */
export const isSure = (block: Block): boolean =>
  block.type === 'text' &&
  block.size >= 28 &&
  block.stops > 0 &&
  block.link < block.size * 0.3 &&
  SENTENCE_END.test(block.text);

/** The box around a paragraph's own. */
export const homeOf = (box: Box | undefined): number =>
  !box ? -1 : /^(?:P|LI|H\d|FIGCAPTION|BLOCKQUOTE)$/.test(box.tag) ? box.parent : box.index;

/** Tag and class. */
export const makeOf = (page: Scan, box: Box | undefined): string =>
  box ? `${box.tag} ${page.dom.attribute(box.el, 'class') ?? ''}` : '';

/** Reads how a block looks, from its innermost element outwards. */
export function styleOf(page: Scan, block: Block): Style {
  const style: Style = { size: 0, colour: '', align: '' };
  const { dom } = page;
  const read = (el: Element): void => {
    style.colour ||= (dom.attribute(el, 'color') ?? '').toLowerCase();
    style.align ||= dom.tag(el) === 'CENTER' ? 'center' : (dom.attribute(el, 'align') ?? '').toLowerCase();
    const text = dom.attribute(el, 'style');
    if (!text) return;
    style.size ||= Number(/font-size\s*:\s*([\d.]+)\s*px/i.exec(text)?.[1] ?? 0);
    style.colour ||= (/(?:^|[;\s])color\s*:\s*([^;!]+)/i.exec(text)?.[1] ?? '')
      .replace(/\s+/g, '')
      .toLowerCase();
    style.align ||= (/text-align\s*:\s*(center|right)/i.exec(text)?.[1] ?? '').toLowerCase();
  };
  const box = page.boxes[block.box];
  let el = block.runs[0] ? dom.parentElement(block.runs[0].node) : null;
  for (let steps = 0; el && el !== box?.el && steps < 6; steps += 1) {
    read(el);
    el = dom.parentElement(el);
  }
  if (box) read(box.el);
  const around = box && page.boxes[box.parent];
  if (around && around.to - around.from <= 2) read(around.el);
  return style;
}

/** What the surest paragraphs among these look like. */
export function lookOf(page: Scan, blocks: readonly Block[]): Look {
  const few = sampleOf(blocks);
  const styles = few.map((block) => styleOf(page, block));
  const boxes = few.map((block) => page.boxes[block.box]);
  return {
    size: most(styles.map(({ size }) => size)) ?? 0,
    colour: most(styles.map(({ colour }) => colour)) ?? '',
    align: most(styles.map(({ align }) => align)) ?? '',
    homes: new Set(boxes.map(homeOf)),
    makes: new Set(boxes.map((box) => makeOf(page, box))),
  };
}

/** Sure paragraphs from either end of a long text, without the very first and last; all of a short one. */
function sampleOf(blocks: readonly Block[]): Block[] {
  const head: Block[] = [];
  let at = 0;
  for (; at < blocks.length && head.length <= 2 * SAMPLE; at += 1)
    if (isSure(blocks[at] as Block)) head.push(blocks[at] as Block);
  if (head.length <= 2 * SAMPLE) return head;
  const tail: Block[] = [];
  for (let from = blocks.length - 1; tail.length < SAMPLE; from -= 1)
    if (isSure(blocks[from] as Block)) tail.unshift(blocks[from] as Block);
  return [...head.slice(1, SAMPLE), ...tail.slice(0, -1)];
}

/** The commonest of some values. */
function most<T>(values: readonly T[]): T | undefined {
  const counts = new Map<T, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0];
}
