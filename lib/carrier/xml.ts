/** An element of an answer: its text, or its children by name; several of one name are a list. */
export type Node = string | { [name: string]: Node | Node[] };

/** Deeper than any listing is. */
const DEEPEST = 60;

/** A start tag whose attributes may hold any sign. They are of no use here, and passed over. */
const START = /<([^\s<>/!?"'=]+)(?:\s+[^\s<>/"'=]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*\s*(\/?)>/y;

/** An element that is not closed yet. */
interface Open {
  /** With its prefix. */
  tag: string;
  children: Record<string, Node | Node[]> | undefined;
  text: string;
}

/**
 * Reads XML that a server sent; undefined when it is none, or is not whole: half of a listing must not pass for a
 * shorter one. A document type, which no such answer has, is refused. Prefixes are dropped: servers choose any for the
 * one namespace that we ask about. Attributes are passed over, references stay as they are (see {@link textOf}). Written
 * for the listings of thousands of files, which a library takes seconds for.
 */
export function readXml(text: string): Node | undefined {
  const stack: Open[] = [{ tag: '', children: undefined, text: '' }];
  let at = 0;
  for (let sign = text.indexOf('<'); sign >= 0; sign = text.indexOf('<', at)) {
    const top = stack[stack.length - 1] as Open;
    if (sign > at) top.text += text.slice(at, sign);
    const kind = text[sign + 1];
    if (kind === '/') {
      at = text.indexOf('>', sign) + 1;
      const above = stack[stack.length - 2];
      if (!at || !above || text.slice(sign + 2, at - 1).trimEnd() !== top.tag) return undefined;
      stack.pop();
      put(above, top.tag, top.children ?? top.text.trim());
    } else if (kind === '?' || kind === '!') {
      const passed = passedOver(text, sign);
      if (!passed) return undefined;
      at = passed.end;
      top.text += passed.text;
    } else {
      // Most have no attributes.
      const end = text.indexOf('>', sign);
      let tag = text.slice(sign + 1, end);
      let isEmpty = false;
      at = end + 1;
      if (end < 0 || !/^[^\s<>/"'=]+$/.test(tag)) {
        START.lastIndex = sign;
        const found = START.exec(text);
        if (!found) return undefined;
        [, tag = ''] = found;
        isEmpty = found[2] === '/';
        at = START.lastIndex;
      }
      if (isEmpty) put(top, tag, '');
      else if (stack.push({ tag, children: undefined, text: '' }) > DEEPEST) return undefined;
    }
  }
  const [whole] = stack as [Open];
  const isAlone = stack.length === 1 && !whole.text.trim() && !text.slice(at).trim();
  return isAlone && whole.children && Object.keys(whole.children).length === 1 ? whole.children : undefined;
}

/** Where a comment, an instruction or a section of plain text ends, and the text that it stands for. */
function passedOver(text: string, from: number): { end: number; text: string } | undefined {
  const [begin, close] =
    text[from + 1] === '?'
      ? ['<?', '?>']
      : text.startsWith('<!--', from)
        ? ['<!--', '-->']
        : ['<![CDATA[', ']]>'];
  const end = text.startsWith(begin, from) ? text.indexOf(close, from + begin.length) : -1;
  if (end < 0) return undefined;
  const plain = close === ']]>' ? text.slice(from + begin.length, end).replaceAll('&', '&amp;') : '';
  return { end: end + close.length, text: plain };
}

function put(into: Open, tag: string, node: Node): void {
  const name = tag.slice(tag.indexOf(':') + 1);
  // It would say something of the object and not of what is in it.
  if (name === '__proto__') return;
  const known = (into.children ??= {});
  const before = Object.hasOwn(known, name) ? known[name] : undefined;
  if (before === undefined) known[name] = node;
  else if (Array.isArray(before)) before.push(node);
  else known[name] = [before, node];
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
