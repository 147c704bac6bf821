import { xmlText } from '../xml-text';

/** An element of a part. Attributes and text stay as they were written, so that an untouched part comes out equal. */
export interface XmlElement {
  /** With its prefix, such as `w:tc`. */
  name: string;
  /** Raw attributes with the blank before each. */
  attrs: string;
  children: XmlNode[];
  /** `<a/>`: kept so while there is nothing in it. */
  empty: boolean;
}

/** A string is raw markup: text with its entities, comments, CDATA. */
export type XmlNode = XmlElement | string;

/** A part as a tree: what stands before the root (declaration, comments), the root, and what follows. */
export interface XmlDocument {
  head: string;
  root: XmlElement;
  tail: string;
}

/**
 * Why a part cannot be read: `doctype` may hide an attack, `broken` is not well formed, `deep` nests too far, `many`
 * has more elements than are allowed.
 */
export class XmlProblem extends Error {
  constructor(readonly reason: 'doctype' | 'broken' | 'deep' | 'many') {
    super(reason);
  }
}

/** Deeper than any program writes. */
const DEEPEST = 200;
const TOKEN = /<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>|<\?[\s\S]*?\?>|<(?:"[^"]*"|'[^']*'|[^<>"'])*>/g;
const TAG = /^<(\/?)([A-Za-z_][\w:.-]*)((?:\s[\s\S]*?)?)(\/?)>$/;

/**
 * Reads a part. Throws {@link XmlProblem}. Entities are not resolved; a document type is refused. `room` is how many
 * elements may still be read, and is lowered by those that were.
 */
export function parseXml(text: string, room: { elements: number } = { elements: Infinity }): XmlDocument {
  if (/<!DOCTYPE|<!ENTITY/i.test(text)) throw new XmlProblem('doctype');
  const stack: XmlElement[] = [];
  let root: XmlElement | undefined;
  let [head, tail] = ['', ''];
  let last = 0;
  const put = (raw: string): void => {
    const top = stack[stack.length - 1];
    if (!raw) return;
    if (top) top.children.push(raw);
    else if (root) tail += raw;
    else head += raw;
  };
  for (const match of text.matchAll(TOKEN)) {
    put(text.slice(last, match.index));
    last = match.index + match[0].length;
    const token = match[0];
    if (token.startsWith('<!') || token.startsWith('<?')) {
      put(token);
      continue;
    }
    const tag = TAG.exec(token);
    if (!tag) throw new XmlProblem('broken');
    const [, closing, name = '', attrs = '', empty] = tag;
    if (closing) {
      if (stack.pop()?.name !== name) throw new XmlProblem('broken');
      continue;
    }
    room.elements -= 1;
    if (room.elements < 0) throw new XmlProblem('many');
    const element: XmlElement = { name, attrs: attrs.trimEnd(), children: [], empty: Boolean(empty) };
    const top = stack[stack.length - 1];
    if (top) top.children.push(element);
    else if (root) throw new XmlProblem('broken');
    else root = element;
    if (empty) continue;
    stack.push(element);
    if (stack.length > DEEPEST) throw new XmlProblem('deep');
  }
  put(text.slice(last));
  if (!root || stack.length || /[<>]/.test(tail.replace(/<!--[\s\S]*?-->|<\?[\s\S]*?\?>/g, '')))
    throw new XmlProblem('broken');
  return { head, root, tail };
}

/** Writes a part back. */
export function serialise({ head, root, tail }: XmlDocument): string {
  const out: string[] = [head];
  write(root, out);
  out.push(tail);
  return out.join('');
}

function write(element: XmlElement, out: string[]): void {
  if (element.empty && !element.children.length) {
    out.push(`<${element.name}${element.attrs}/>`);
    return;
  }
  out.push(`<${element.name}${element.attrs}>`);
  for (const child of element.children) {
    if (typeof child === 'string') out.push(child);
    else write(child, out);
  }
  out.push(`</${element.name}>`);
}

/** The name without its prefix. */
export const local = (element: XmlElement): string => element.name.slice(element.name.indexOf(':') + 1);

export const isElement = (node: XmlNode): node is XmlElement => typeof node !== 'string';

/** Children of a name, whatever their prefix. */
export const kids = (element: XmlElement, name: string): XmlElement[] =>
  element.children.filter((node): node is XmlElement => isElement(node) && local(node) === name);

/** The first child of a name. */
export const kid = (element: XmlElement | undefined, name: string): XmlElement | undefined =>
  element?.children.find((node): node is XmlElement => isElement(node) && local(node) === name);

/** Every element below, in the order of the document, the element itself left out. */
export function* descendants(element: XmlElement): Generator<XmlElement> {
  for (const child of element.children) {
    if (!isElement(child)) continue;
    yield child;
    yield* descendants(child);
  }
}

/** A deep copy. */
export const copyOf = (element: XmlElement): XmlElement => ({
  ...element,
  children: element.children.map((child) => (isElement(child) ? copyOf(child) : child)),
});

const ENTITIES: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

const decode = (raw: string): string =>
  raw.replace(/&(?:#(\d+)|#x([0-9a-f]+)|(\w+));/gi, (whole, decimal, hex, name: string) => {
    if (name) return ENTITIES[name] ?? whole;
    const code = decimal ? Number(decimal) : Number.parseInt(hex as string, 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : '';
  });

/** Text as it may stand in an element. */
export const encode = (text: string): string =>
  xmlText(text).replace(/[&<>]/g, (sign) => (sign === '&' ? '&amp;' : sign === '<' ? '&lt;' : '&gt;'));

/** Text as it may stand in an attribute. */
export const encodeAttribute = (text: string): string =>
  encode(text).replaceAll('"', '&quot;').replaceAll('\n', '&#10;');

/** The text directly in an element, entities resolved, CDATA unwrapped. */
export const ownText = (element: XmlElement): string =>
  element.children
    .filter((child) => typeof child === 'string')
    .map((raw) =>
      raw.startsWith('<![CDATA[')
        ? raw.slice(9, -3)
        : raw.startsWith('<!') || raw.startsWith('<?')
          ? ''
          : decode(raw),
    )
    .join('');

/** Position and value of an attribute, whatever its prefix when `name` has none. */
function locate(element: XmlElement, name: string): RegExpExecArray | null {
  const pattern = name.includes(':') ? name : `(?:[\\w.-]+:)?${name}`;
  return new RegExp(`\\s(${pattern})\\s*=\\s*("[^"]*"|'[^']*')`).exec(element.attrs);
}

/** The value of an attribute, entities resolved. */
export function attr(element: XmlElement | undefined, name: string): string | undefined {
  const found = element && locate(element, name);
  return found ? decode((found[2] ?? '').slice(1, -1)) : undefined;
}

/** Sets an attribute, or takes it away with `null`. */
export function setAttr(element: XmlElement, name: string, value: string | number | null): void {
  const found = locate(element, name);
  const next = value === null ? '' : ` ${found?.[1] ?? name}="${encodeAttribute(String(value))}"`;
  element.attrs = found
    ? element.attrs.slice(0, found.index) + next + element.attrs.slice(found.index + found[0].length)
    : element.attrs + next;
}

/** A new element beside `like`: with the prefix that its part uses. */
export const make = (
  like: XmlElement,
  name: string,
  attrs: string = '',
  children: XmlNode[] = [],
): XmlElement => {
  const colon = like.name.indexOf(':');
  return {
    name: colon > 0 ? `${like.name.slice(0, colon)}:${name}` : name,
    attrs,
    children,
    empty: !children.length,
  };
};
