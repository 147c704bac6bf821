import { XMLParser } from 'fast-xml-parser';

/** An element as the parser hands it out: text, or children by name; several of one name are a list. */
export type Node = string | { [name: string]: Node | Node[] };

/**
 * Prefixes are dropped: servers choose any for the one namespace that we ask about. Entities are not the parser's
 * business (see {@link textOf}), and values stay text.
 */
const parser = new XMLParser({
  removeNSPrefix: true,
  ignoreAttributes: true,
  ignoreDeclaration: true,
  ignorePiTags: true,
  parseTagValue: false,
  processEntities: false,
  htmlEntities: false,
  trimValues: true,
});

/** Reads XML that a server sent; undefined when it is none. A document type, which no such answer has, is refused. */
export function readXml(text: string): Node | undefined {
  const trimmed = text.trimStart();
  if (!trimmed.startsWith('<') || /<!DOCTYPE/i.test(trimmed)) return undefined;
  try {
    return parser.parse(trimmed) as Node;
  } catch {
    return undefined;
  }
}

/** The first child of a name. */
export const child = (node: Node | undefined, name: string): Node | undefined => children(node, name)[0];

/** All children of a name. */
export function children(node: Node | undefined, name: string): Node[] {
  if (typeof node !== 'object' || !Object.hasOwn(node, name)) return [];
  const found = node[name];
  return found === undefined ? [] : Array.isArray(found) ? found : [found];
}

/** The text of the first child of a name, with references put in; '' when there is none. */
export function textOf(node: Node | undefined, name: string): string {
  const found = child(node, name);
  return typeof found === 'string' ? withReferences(found) : '';
}

const NAMED: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function withReferences(text: string): string {
  return text.replace(/&(?:#x([\da-f]{1,6})|#(\d{1,7})|(\w{2,4}));/gi, (whole, hex, decimal, name) => {
    if (name) return NAMED[name] ?? whole;
    const code = hex ? Number.parseInt(hex, 16) : Number(decimal);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}
