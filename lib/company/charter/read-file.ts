import { decodeText } from '../../exchange/sheet-read/decode-text';
import { Fault } from '../../records/fault';

/** Largest file from which text is read, in bytes. */
const LARGEST = 30 * 1024 * 1024;
/** Most characters of a charter. */
const CHARACTERS = 200_000;

/** Reads the text of a PDF. A parameter, because it needs a window. */
export type ReadPdf = (data: Uint8Array<ArrayBuffer>) => Promise<{ text: string; scan: boolean }>;

const begins = (bytes: Uint8Array, ...signature: number[]): boolean =>
  signature.every((byte, index) => bytes[index] === byte);

/**
 * The text of a charter's file: Word (.docx), PDF or plain text, told apart by what is in it. Nothing is stored. Throws
 * E401 (another kind of file, such as an old .doc), E402 (damaged, or under a password), E403 (a scan without text),
 * E404 (too large, or empty).
 */
export async function readCharterFile(file: Blob, name: string, readPdf: ReadPdf): Promise<string> {
  if (!file.size || file.size > LARGEST) throw new Fault('E404', { name, limit: LARGEST / 1024 / 1024 });
  const bytes = new Uint8Array(await file.arrayBuffer());
  const text = await textOf(bytes, name, readPdf);
  if (!text.trim()) throw new Fault('E403', { name });
  return text.slice(0, CHARACTERS);
}

async function textOf(bytes: Uint8Array<ArrayBuffer>, name: string, readPdf: ReadPdf): Promise<string> {
  if (begins(bytes, 0x25, 0x50, 0x44, 0x46)) {
    const { text, scan } = await readPdf(bytes).catch((thrown: unknown) => {
      throw new Fault('E402', { name }, { cause: thrown });
    });
    if (scan) throw new Fault('E403', { name });
    return text;
  }
  if (begins(bytes, 0x50, 0x4b) || begins(bytes, 0xd0, 0xcf)) {
    const { readWordText } = await import('../../exchange/ooxml/word-read');
    try {
      return readWordText(bytes, name);
    } catch (thrown) {
      const code = thrown instanceof Fault && thrown.code === 'E660' ? 'E401' : 'E402';
      throw new Fault(code, { name }, { cause: thrown });
    }
  }
  // Pictures, archives and programs have zero bytes; text in any encoding that we read has none beside UTF-16's.
  const { text, doubtful } = decodeText(bytes);
  if (doubtful || text.includes('\0') || text.startsWith('{\\rtf')) throw new Fault('E401', { name });
  return text;
}
