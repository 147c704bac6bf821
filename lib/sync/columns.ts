import * as z from 'zod/mini';
import type { Json } from '../records/kind';
import { type Bytes, join, textOf, utf8 } from './bytes';
import { stamp, text, type WireLine } from './shapes';
import { jsonOf } from './signed';

/**
 * Many lines, what is alike side by side: lines of one kind with the same fields, by the same person, are one group, in
 * which every field is a column. That leaves less to compress, and reading it takes one parse and one check for a group
 * in place of one for a line. Columns of texts beyond Latin letters stand behind in UTF-16, in which Chinese compresses
 * about an eighth better than in UTF-8.
 *
 * `0 | length of the JSON (4) | JSON | texts (UTF-16, little end first)`; lines as text never begin with a zero.
 */
export const COLUMNS = 0;
/** Fewer lines than this are written as they are: there is nothing that stands side by side. */
export const FEW_LINES = 8;

const START = 5;
/** Characters that are put together at once. */
const LOT = 8192;

/** Loose, as all shapes: a column that a newer version adds is passed over. */
const group = z.looseObject({
  t: text(60),
  by: z.string().check(z.maxLength(200)),
  l: z.string().check(z.maxLength(80)),
  sv: z.number(),
  r: z.array(text(200)),
  h: z.array(stamp),
  /** First stamp of the commit. */
  c: z.array(stamp),
  u: z.optional(z.array(stamp)),
  /** Names of the fields, and a column for each: its values, or the lengths of its texts. */
  f: z.array(z.string()),
  v: z.array(z.union([z.custom<Json[]>(Array.isArray), z.object({ s: z.array(z.int().check(z.gte(0))) })])),
  /** Names of the fields that replaced a value, and for each a column of the stamps replaced. */
  b: z.array(z.string()),
  w: z.array(z.array(stamp)),
});
type Group = z.infer<typeof group>;

const shape = z.looseObject({
  g: z.array(group),
  /** For each line in its order the number of its group; absent when there is one group. */
  o: z.optional(z.array(z.int().check(z.gte(0)))),
});

/** Lines as columns; {@link unpackColumns} gives them back in the same order. */
export function packColumns(lines: readonly WireLine[]): Bytes {
  const groups = new Map<string, { at: number; lines: WireLine[] }>();
  const order: number[] = [];
  for (const line of lines) {
    const { t, by, l, sv, u, f, b } = line;
    const key = JSON.stringify([t, by, l, sv, u === undefined, Object.keys(f), Object.keys(b)]);
    let found = groups.get(key);
    if (!found) groups.set(key, (found = { at: groups.size, lines: [] }));
    found.lines.push(line);
    order.push(found.at);
  }
  const texts: string[] = [];
  const g = [...groups.values()].map(({ lines: alike }) => groupOf(alike, texts));
  const json = utf8(JSON.stringify(g.length > 1 ? { g, o: order } : { g }));
  const start = new Uint8Array(START);
  new DataView(start.buffer).setUint32(1, json.length);
  return join(start, json, utf16(texts.join('')));
}

function groupOf(lines: readonly WireLine[], texts: string[]): Group {
  const [{ t, by, l, sv, u, f, b }] = lines as [WireLine];
  return {
    t,
    by,
    l,
    sv,
    r: lines.map((line) => line.r),
    h: lines.map((line) => line.h),
    c: lines.map((line) => line.c),
    ...(u === undefined ? {} : { u: lines.map((line) => line.u as string) }),
    f: Object.keys(f),
    v: Object.keys(f).map((name) => {
      const values = lines.map((line) => line.f[name] as Json);
      if (!values.every((value) => typeof value === 'string') || !values.some(isWide)) return values;
      texts.push(...values);
      return { s: values.map(({ length }) => length) };
    }),
    b: Object.keys(b),
    w: Object.keys(b).map((name) => lines.map((line) => line.b[name] as string)),
  };
}

const isWide = (value: string): boolean => /[\u0100-\uffff]/.test(value);

/** The lines in columns, checked; undefined when it is not what {@link packColumns} writes for `count` lines. */
export function unpackColumns(bytes: Bytes, count: number): WireLine[] | undefined {
  if (bytes.length < START) return undefined;
  const end = START + new DataView(bytes.buffer, bytes.byteOffset).getUint32(1);
  if (end > bytes.length || (bytes.length - end) % 2) return undefined;
  const json = textOf(bytes.subarray(START, end));
  const read = shape.safeParse(jsonOf(json));
  if (!read.success || json === undefined || mayNamePrototype(json)) return undefined;
  const texts = new Texts(fromUtf16(bytes.subarray(end)));
  const groups: WireLine[][] = [];
  for (const one of read.data.g) {
    const lines = linesOf(one, texts);
    if (!lines) return undefined;
    groups.push(lines);
  }
  return texts.isRead ? inOrder(groups, read.data.o, count) : undefined;
}

/** A field called like a member of every object would be mistaken for one; a key written with escapes is no key of ours. */
const mayNamePrototype = (json: string): boolean => {
  if (!/__proto__|\\u/.test(json)) return false;
  let found = false;
  JSON.parse(json, (key, value: unknown) => {
    found ||= key === '__proto__';
    return value;
  });
  return found;
};

function linesOf(one: Group, texts: Texts): WireLine[] | undefined {
  const { t, by, l, sv, r, h, c, u, f, b, w } = one;
  const size = r.length;
  const isUsual = (names: readonly string[]): boolean =>
    new Set(names).size === names.length && names.every((name) => !(name in {}));
  if (f.length !== one.v.length || b.length !== w.length || !isUsual(f) || !isUsual(b)) return undefined;
  const values: Json[][] = [];
  for (const column of one.v) {
    const read = Array.isArray(column) ? column : texts.take(column.s);
    if (read?.length !== size) return undefined;
    values.push(read);
  }
  if ([h, c, ...(u ? [u] : []), ...w].some((column) => column.length !== size)) return undefined;
  return r.map((id, index) => {
    const fields: Record<string, Json> = {};
    for (let at = 0; at < f.length; at += 1) fields[f[at] as string] = values[at]?.[index] as Json;
    const before: Record<string, string> = {};
    for (let at = 0; at < b.length; at += 1) before[b[at] as string] = w[at]?.[index] as string;
    const line: WireLine = {
      r: id,
      t,
      h: h[index] as string,
      by,
      b: before,
      f: fields,
      sv,
      c: c[index] as string,
      l,
    };
    if (u) line.u = u[index] as string;
    return line;
  });
}

function inOrder(
  groups: readonly WireLine[][],
  order: readonly number[] | undefined,
  count: number,
): WireLine[] | undefined {
  if (groups.reduce((sum, lines) => sum + lines.length, 0) !== count) return undefined;
  if (!order) return groups.length === 1 ? groups[0] : undefined;
  if (order.length !== count) return undefined;
  const next = groups.map(() => 0);
  const lines: WireLine[] = [];
  for (const at of order) {
    const index = next[at] ?? Infinity;
    const line = groups[at]?.[index];
    if (!line) return undefined;
    next[at] = index + 1;
    lines.push(line);
  }
  return lines;
}

/** Texts that stand one behind the other. */
class Texts {
  readonly #text: string;
  #at = 0;

  constructor(whole: string) {
    this.#text = whole;
  }

  /** The next texts of these lengths; undefined when there is not so much. */
  take(lengths: readonly number[]): string[] | undefined {
    const taken = lengths.map((length) => this.#text.slice(this.#at, (this.#at += length)));
    return this.#at <= this.#text.length ? taken : undefined;
  }

  get isRead(): boolean {
    return this.#at === this.#text.length;
  }
}

/** A text as UTF-16, little end first. Halves of characters that stand alone stay what they are. */
function utf16(value: string): Bytes {
  const bytes = new Uint8Array(value.length * 2);
  for (let at = 0; at < value.length; at += 1) {
    const unit = value.charCodeAt(at);
    bytes[at * 2] = unit & 0xff;
    bytes[at * 2 + 1] = unit >> 8;
  }
  return bytes;
}

const decoder = new TextDecoder('utf-16le', { fatal: true, ignoreBOM: true });

function fromUtf16(bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes);
  } catch {
    return halves(bytes);
  }
}

/** The same where halves of characters stand alone, which the browser does not decode. */
function halves(bytes: Uint8Array): string {
  const units = new Uint16Array(bytes.length / 2);
  for (let at = 0; at < units.length; at += 1) {
    units[at] = (bytes[at * 2] as number) | ((bytes[at * 2 + 1] as number) << 8);
  }
  let value = '';
  for (let at = 0; at < units.length; at += LOT) {
    value += String.fromCharCode(...units.subarray(at, at + LOT));
  }
  return value;
}
