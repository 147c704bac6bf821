import { describe, expect, it } from 'vitest';
import { scan } from '../../../../lib/study/extract/blocks';
import { findBody } from '../../../../lib/study/extract/body';
import type { Dom } from '../../../../lib/study/extract/dom';

/** Nodes without a browser, as deep as we like. */
interface Fake {
  tag: string;
  text?: string;
  name?: string;
  children: Fake[];
  parent?: Fake;
  next?: Fake;
}

const fake = (tag: string, ...children: (Fake | string)[]): Fake => {
  const node: Fake = {
    tag,
    children: children.map((child) =>
      typeof child === 'string' ? { tag: '', text: child, children: [] } : child,
    ),
  };
  node.children.forEach((child, at) => {
    child.parent = node;
    child.next = node.children[at + 1];
  });
  return node;
};

const as = (node: unknown): Fake => node as Fake;
const back = (node: Fake | undefined): never => (node ?? null) as never;

const dom: Dom = {
  type: (node) => (as(node).tag ? 1 : 3),
  value: (node) => as(node).text ?? '',
  first: (node) => back(as(node).children[0]),
  next: (node) => back(as(node).next),
  parent: (node) => back(as(node).parent),
  parentElement: (node) => back(as(node).parent),
  text: () => '',
  html: () => '',
  tag: (element) => as(element).tag,
  attribute: (element, name) => (name === 'class' ? (as(element).name ?? null) : null),
  has: () => false,
  isBare: (element) => as(element).name === undefined,
  names: () => [],
  all: () => [],
  body: () => back(undefined),
  copy: () => back(undefined),
};

const LIMITS = { nodes: 1_000_000, characters: 1_000_000, late: () => false };
const read = (root: Fake, limits = LIMITS) => scan(dom, root as never, 'https://x.example/', limits);
const texts = (root: Fake): string[] => read(root).blocks.map((block) => block.text);

describe('scan', () => {
  it('makes a paragraph of what stands between two breaks', () => {
    const div = fake(
      'DIV',
      '　　第一段。',
      fake('BR'),
      fake('BR'),
      '　　第二段，',
      fake('B', '有重点'),
      '。',
      fake('BR'),
      ' ',
    );
    expect(texts(fake('BODY', div))).toEqual(['第一段。', '第二段，有重点。']);
  });

  it('joins lines that were broken in the source, without a space between Chinese characters', () => {
    expect(texts(fake('BODY', fake('P', '一句话\n    换了行，\n still one.')))).toEqual([
      '一句话换了行， still one.',
    ]);
  });

  it('keeps text beside paragraphs in order', () => {
    expect(texts(fake('BODY', '前', fake('P', '中'), '后'))).toEqual(['前', '中', '后']);
  });

  it('reads 200,000 nested elements without running out of stack or of time', () => {
    let node = fake('SPAN', '最深处的一句话。');
    for (let depth = 0; depth < 200_000; depth += 1) node = fake(depth % 3 ? 'DIV' : 'SPAN', node);
    const page = read(fake('BODY', node, fake('P', '外面的一句话，很短。')));
    expect(page.blocks.map((block) => block.text)).toEqual(['最深处的一句话。', '外面的一句话，很短。']);
    expect(page.depth).toBeGreaterThan(200_000);
    expect(findBody(page)).toBeDefined();
  });

  it('stops at its bounds and says so', () => {
    const body = fake('BODY', ...Array.from({ length: 50 }, () => fake('P', '十个字的一小段话呀。')));
    const short = read(body, { ...LIMITS, characters: 100 });
    expect(short.cut).toBe(true);
    expect(short.blocks.map((block) => block.text).join('')).toHaveLength(100);
    expect(read(body, { ...LIMITS, nodes: 20 }).cut).toBe(true);
    expect(read(body).cut).toBe(false);
  });
});
