import Papa from 'papaparse';
import { decodeText } from '../exchange/sheet-read/decode-text';
import { detectContainer, detectMarkup } from '../exchange/sheet-read/detect';
import { Fault } from '../records/fault';
import { columnOf, guessMapping, isPublicSchema, type Mapping } from './columns';
import { LONGEST_ROW, type RowForm } from './scan';

/** Bytes that are looked at before anything is counted. */
const HEAD = 256 * 1024;
/** Rows that are shown while columns are chosen. */
const PREVIEW = 5;

const LF = 10;
const CR = 13;

/** What the beginning of a file says of the whole. */
export interface Head {
  form: RowForm;
  encoding: string;
  /** Byte at which the header begins. */
  bodyAt: number;
  /** Names of the columns as they stand in the file. */
  header: string[];
  /** The first rows, as text. */
  rows: string[][];
  mapping: Mapping;
  /** The file has the public schema of TSL-Meituan 2024. */
  publicSchema: boolean;
}

/** What a file is that is no text, for the message. */
const OTHER: Record<string, string> = {
  zip: 'XLSX / ZIP',
  ole: 'XLS',
  pdf: 'PDF',
  image: 'JPG / PNG',
  rtf: 'RTF',
  archive: 'RAR / GZ',
  binary: '?',
};

/**
 * Looks at the beginning of a dispatch export: what it is, encoding, separator, header, first rows, and which column
 * may be what. Throws E980 (empty, or a header without rows), E981 (no text: a workbook, an archive …), E982 (the first
 * row is data), E983 (no separator), E984 (a column that is needed stands twice), E985 (a row without end), E988 (the file cannot be read).
 */
export async function readHead(file: Blob, name: string): Promise<Head> {
  const bytes = await read(file, name);
  const container = detectContainer(bytes);
  if (container === 'empty') throw new Fault('E980', { name });
  if (container !== 'text') throw new Fault('E981', { name, what: OTHER[container] ?? container });
  const whole = bytes.length < file.size ? bytes.subarray(0, lastBreak(bytes)) : bytes;
  if (!whole.length) throw new Fault('E985', { row: 1, limit: LONGEST_ROW / 1024 / 1024 });
  const { text, encoding } = decodeText(whole);
  if (detectMarkup(text)) throw new Fault('E981', { name, what: 'HTML / XML' });
  const body = text.replace(/^\ufeff/, '');
  if (!body.trim()) throw new Fault('E980', { name });
  const named = /^sep=(.)\r?\n/i.exec(body);
  const data = named ? body.slice(named[0].length) : body;
  const delimiter = named?.[1] ?? guessDelimiter(data, encoding);
  if (!delimiter) throw new Fault('E983', { name });
  const eol = data.includes('\n') ? LF : CR;
  const parsed = Papa.parse<string[]>(data, {
    delimiter,
    newline: eol === LF ? (/^[^\n]*\r\n/.test(data) ? '\r\n' : '\n') : '\r',
    preview: PREVIEW + 1,
    skipEmptyLines: true,
  }).data;
  const [header = [], ...rows] = parsed;
  if (header.length < 2) throw new Fault('E983', { name });
  if (isData(header)) throw new Fault('E982', { name });
  if (!rows.length) throw new Fault('E980', { name });
  const { mapping, twice } = guessMapping(header);
  if (twice.length) throw new Fault('E984', { name, columns: [...new Set(twice)].slice(0, 5).join('、') });
  const isWide = encoding.startsWith('utf-16');
  const mark = bytes[0] === 0xef && bytes[1] === 0xbb ? 3 : 0;
  return {
    form: { delimiter: delimiter.charCodeAt(0), eol, columns: header.length },
    encoding,
    bodyAt: isWide ? 0 : mark + (named?.[0].length ?? 0),
    header: header.map((title) => title.replace(/^\ufeff/, '').trim()),
    rows,
    mapping,
    publicSchema: isPublicSchema(header),
  };
}

async function read(file: Blob, name: string): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return new Uint8Array(await file.slice(0, HEAD).arrayBuffer());
  } catch (thrown) {
    throw new Fault('E988', { name }, { cause: thrown, transient: true });
  }
}

/** The end of the last whole line, so that nothing is cut inside a character. */
function lastBreak(bytes: Uint8Array): number {
  const at = Math.max(bytes.lastIndexOf(LF), bytes.lastIndexOf(CR));
  // The second byte of a line break in UTF-16.
  return bytes[at + 1] === 0 ? at + 2 : at + 1;
}

/**
 * The sign that divides the first line into most parts. `|` may be half a character of GB18030, so that a file in that
 * encoding is never divided by it.
 */
function guessDelimiter(text: string, encoding: string): string | undefined {
  const line = (/^[^\r\n]*/.exec(text.trimStart())?.[0] ?? '').replace(/"[^"]*"/g, '');
  const signs = encoding === 'gb18030' ? [',', '\t', ';'] : [',', '\t', ';', '|'];
  const counts = signs.map((sign) => ({ sign, count: line.split(sign).length - 1 }));
  const best = counts.reduce((a, b) => (b.count > a.count ? b : a));
  return best.count ? best.sign : undefined;
}

/** True for a first row in which nothing is a known name and at least half is numbers or times. */
const isData = (header: readonly string[]): boolean => {
  if (header.some((name) => columnOf(name))) return false;
  const filled = header.filter((cell) => cell.trim());
  return filled.filter((cell) => /^[\s"'=]*[\d.+-][\d\s.:/T+-]*"?$/.test(cell)).length * 2 >= filled.length;
};
