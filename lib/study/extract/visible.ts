import type { Extraction } from '../../records/extraction';
import { TEXT_LIMIT } from '../../records/extraction-limits';
import { type Block, type Scan, scan, type ScanLimits } from './blocks';
import { render } from './render';

/** Beyond these, asking the browser what it renders costs more time than we have. */
const DEPTH = 400;
const NODES = 50_000;

/** What is to be seen on a page without an article; the selection instead, when there is one. */
export function readVisible(
  page: Scan,
  root: Element,
  base: string,
  limits: ScanLimits,
  selection: string | undefined,
): Extraction {
  const lines = (selection ?? '').split(/\n+/).map((line) => line.trim());
  const selected = lines.filter(Boolean).map((line, index) => plainBlock(line, index, root));
  const blocks = selected.length ? selected : shownBlocks(page, root, base, limits);
  const { html, text, images, cut } = render(blocks, TEXT_LIMIT / 4, base);
  return { title: '', url: '', html, text, images, cut, coverage: selected.length ? 'selection' : 'visible' };
}

/** Without what style sheets hide, where that can be asked; else all that was read. */
function shownBlocks(page: Scan, root: Element, base: string, limits: ScanLimits): Block[] {
  if (page.depth > DEPTH || page.nodes > NODES || page.cut) return page.blocks;
  const shown = scan(page.dom, root, base, { ...limits, renders: isRendered });
  return shown.cut || !shown.blocks.length ? page.blocks : shown.blocks;
}

/** Asked only on pages without an article: it makes the browser compute styles. */
const isRendered = (element: Element): boolean =>
  typeof element.checkVisibility !== 'function' || element.checkVisibility({ visibilityProperty: true });

const plainBlock = (text: string, index: number, node: Node): Block => ({
  index,
  type: 'text',
  box: 0,
  runs: [{ text, href: '', marks: 0, node }],
  text,
  size: text.length,
  link: 0,
  stops: 0,
  level: 0,
  list: '',
  quote: false,
});
