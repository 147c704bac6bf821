import type { Scan } from './blocks';
import type { Dom, ReadingWindow } from './dom';

/** Frames that are looked into, and elements of a page with shadow trees that are copied at most. */
const FRAMES = 12;
const ELEMENTS = 40_000;

/**
 * The page as it is seen where parts of it stand in open shadow trees: a copy in which each tree stands in its host's
 * place, and what is slotted in its slot. Made in a document that loads nothing. Undefined for pages without them.
 */
export function composed(
  dom: Dom,
  document: Document,
  page: Pick<Scan, 'nodes' | 'hosts'>,
  window: ReadingWindow,
): Element | undefined {
  if (page.nodes > ELEMENTS * 2 || !page.hosts) return undefined;
  const inert = new window.DOMParser().parseFromString('<body></body>', 'text/html');
  const target = dom.body(inert);
  const queue: [from: Node, to: Node][] = [[dom.body(document), target]];
  let room = ELEMENTS;
  for (let next = queue.pop(); next; next = queue.pop()) {
    const [from, to] = next;
    for (const child of childrenOf(dom, from)) {
      if ((room -= 1) < 0) return target;
      const type = dom.type(child);
      if (type !== 1 && type !== 3) continue;
      const copy = inert.importNode(child, false);
      to.appendChild(copy);
      if (type === 1) queue.push([child, copy]);
    }
  }
  return target;
}

function childrenOf(dom: Dom, node: Node): Node[] {
  const element = node as Element;
  if (element.shadowRoot) return listOf(dom, element.shadowRoot);
  if (
    dom.type(node) === 1 &&
    dom.tag(element) === 'SLOT' &&
    typeof (element as HTMLSlotElement).assignedNodes === 'function'
  ) {
    const assigned = (element as HTMLSlotElement).assignedNodes();
    if (assigned.length) return assigned;
  }
  return listOf(dom, node);
}

function listOf(dom: Dom, parent: Node): Node[] {
  const list: Node[] = [];
  for (let node = dom.first(parent); node; node = dom.next(node)) list.push(node);
  return list;
}

/** Documents of the frames of a page that are of its own site; old portals keep their articles there. */
export function framesOf(dom: Dom, document: Document, url: string): { document: Document; url: string }[] {
  return dom
    .all(document, 'iframe,frame')
    .slice(0, FRAMES)
    .flatMap((frame) => {
      try {
        const inside = (frame as HTMLIFrameElement).contentDocument;
        return inside?.body
          ? [{ document: inside, url: /^https?:/.test(inside.URL) ? inside.URL : url }]
          : [];
      } catch {
        // A frame of another site.
        return [];
      }
    });
}
