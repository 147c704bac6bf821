import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { Fault } from '../../records/fault';
import { hashText } from '../hash';
import { type BackupSource, type LineFile, type LineOf, type Manifest, parseLine } from './format';

/** Longest line that is read: a commit that imported tens of thousands of rows fits well below it. */
const LONGEST_LINE = 128 * 1024 * 1024;

/** A line that could not be read, kept as it was. */
export interface Unreadable {
  file: LineFile;
  /** Names the line by its content, so that reading it twice is the same line. */
  id: string;
  text: string;
  reason: string;
}

/** Lines of one file, those that could be read and those that could not. */
export interface LineBatch<F extends LineFile> {
  rows: LineOf[F][];
  unreadable: Unreadable[];
}

/** Bytes of a stream with their SHA-256, which is known after the last of them. */
export class Hashing {
  size = 0;
  readonly #hash = sha256.create();

  /** Passes the bytes on while counting and hashing them. */
  through(): TransformStream<Uint8Array, Uint8Array> {
    return new TransformStream({
      transform: (chunk, controller) => {
        this.size += chunk.byteLength;
        this.#hash.update(chunk);
        controller.enqueue(chunk);
      },
    });
  }

  /** Lower-case hex; only once the stream has ended. */
  digest(): string {
    return bytesToHex(this.#hash.digest());
  }
}

/**
 * Reads a table of a backup in batches and compares its bytes with the manifest's hash at the end. Throws E503
 * when the file is missing or its bytes are not those that were written.
 */
export async function* readTable<F extends LineFile>(
  source: BackupSource,
  manifest: Manifest,
  file: F,
  options: { batch: number; signal?: AbortSignal; read?: (bytes: number) => void },
): AsyncGenerator<LineBatch<F>> {
  const expected = manifest.files[file];
  if (!expected) throw new Fault('E503', { file });
  const hashing = new Hashing();
  const stream = (await source.open(file)).pipeThrough(hashing.through());
  let batch: LineBatch<F> = { rows: [], unreadable: [] };
  let counted = 0;
  let weight = 0;
  for await (const line of linesOf(stream, file)) {
    options.signal?.throwIfAborted();
    const { row, unreadable } = parseLine(file, line);
    if (row) batch.rows.push(row);
    else {
      const id = `file:${file}#${hashText(line).slice(0, 16)}`;
      batch.unreadable.push({ file, id, text: line, reason: unreadable ?? '' });
    }
    weight += line.length;
    if (batch.rows.length + batch.unreadable.length >= options.batch || weight > 2_000_000) {
      options.read?.(hashing.size - counted);
      counted = hashing.size;
      yield batch;
      batch = { rows: [], unreadable: [] };
      weight = 0;
    }
  }
  if (hashing.size !== expected.size || hashing.digest() !== expected.sha256)
    throw new Fault('E503', { file });
  options.read?.(hashing.size - counted);
  if (batch.rows.length || batch.unreadable.length) yield batch;
}

/** The text of a small file. Throws E503 when it is missing, E504 when it is not text. */
export async function readText(source: BackupSource, name: string): Promise<string> {
  const stream = await source.open(name);
  const parts: string[] = [];
  for await (const line of linesOf(stream, name)) parts.push(line);
  return parts.join('\n');
}

async function* linesOf(stream: ReadableStream<Uint8Array>, file: string): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  const reader = stream.getReader();
  let rest = '';
  try {
    for (;;) {
      const { done, value } = await reader.read();
      const text = decode(decoder, value, file);
      const start = rest.length;
      rest += text;
      if (rest.length > LONGEST_LINE) throw new Fault('E506', { file });
      let from = 0;
      let end = rest.indexOf('\n', start);
      while (end >= 0) {
        if (end > from) yield rest.slice(from, end);
        from = end + 1;
        end = rest.indexOf('\n', from);
      }
      rest = rest.slice(from);
      if (done) break;
    }
    if (rest) yield rest;
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

function decode(decoder: TextDecoder, bytes: Uint8Array | undefined, file: string): string {
  try {
    return bytes ? decoder.decode(bytes, { stream: true }) : decoder.decode();
  } catch (thrown) {
    throw new Fault('E503', { file }, { cause: thrown });
  }
}
