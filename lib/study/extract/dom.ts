import { remembered } from './remember';

/** The constructors of the window in which a page is read: the page's in its isolated world, or a test's. */
export interface ReadingWindow {
  Node: typeof Node;
  Element: typeof Element;
  Document: typeof Document;
  DOMParser: typeof DOMParser;
}

/**
 * Reads nodes by the accessors of the prototypes. A form, and the document itself, can hold elements named
 * `firstChild` or `tagName` that stand in front of the real properties: a page could make a plain walk stumble,
 * skip or loop.
 */
export interface Dom {
  type(node: Node): number;
  value(node: Node): string;
  first(node: Node): Node | null;
  next(node: Node): Node | null;
  parent(node: Node): Node | null;
  parentElement(node: Node): Element | null;
  text(node: Node): string;
  /** The markup inside an element. */
  html(element: Element): string;
  /** Tag name in upper case. */
  tag(element: Element): string;
  attribute(element: Element, name: string): string | null;
  has(element: Element, name: string): boolean;
  /** Whether an element has no attributes, as most have. */
  isBare(element: Element): boolean;
  /** Names of the attributes of an element. */
  names(element: Element): string[];
  /** Elements of a document by selector. */
  all(document: Document, selector: string): Element[];
  body(document: Document): Element;
  copy(document: Document): Document;
}

/** Makes the accessors of a window; see {@link Dom}. */
export function domOf(window: ReadingWindow): Dom {
  const node = <T>(name: keyof Node): ((of: Node) => T) => getter(window.Node.prototype, name);
  const tagName = getter<string>(window.Element.prototype, 'tagName');
  const { getAttribute, getAttributeNames, hasAttribute, hasAttributes } = window.Element.prototype;
  const { querySelectorAll } = window.Document.prototype;
  const body = getter<Element | null>(window.Document.prototype, 'body');
  const root = getter<Element>(window.Document.prototype, 'documentElement');
  const { cloneNode } = window.Node.prototype;
  const html = getter<string>(window.Element.prototype, 'innerHTML');
  const value = node<string | null>('nodeValue');
  const text = node<string | null>('textContent');
  return {
    type: node('nodeType'),
    value: (of) => value(of) ?? '',
    first: node('firstChild'),
    next: node('nextSibling'),
    parent: node('parentNode'),
    parentElement: node('parentElement'),
    text: (of) => text(of) ?? '',
    html: (element) => html(element),
    tag: (element) => upper(tagName(element)),
    attribute: (element, name) => getAttribute.call(element, name),
    has: (element, name) => hasAttribute.call(element, name),
    isBare: (element) => !hasAttributes.call(element),
    names: (element) => getAttributeNames.call(element),
    all: (document, selector) => {
      const found = querySelectorAll.call(document, selector);
      const list: Element[] = [];
      for (let at = 0, { length } = found; at < length; at += 1) list.push(found[at] as Element);
      return list;
    },
    body: (document) => body(document) ?? root(document),
    copy: (document) => cloneNode.call(document, true) as Document,
  };
}

/** Names in documents of XML stand as they are written. */
const upper = remembered((name) => name.toUpperCase());

function getter<T>(prototype: object, name: PropertyKey): (of: object) => T {
  const get = Object.getOwnPropertyDescriptor(prototype, name)?.get;
  if (!get) throw new TypeError(`no accessor ${String(name)}`);
  return (of) => get.call(of) as T;
}

/** Class and id of an element in lower case. */
export function nameOf(dom: Dom, element: Element): string {
  const id = dom.attribute(element, 'id') ?? '';
  const name = dom.attribute(element, 'class') ?? '';
  return id || name ? `${id} ${name}`.slice(0, 200).toLowerCase() : '';
}
