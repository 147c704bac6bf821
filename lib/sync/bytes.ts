import { type Bytes, fromHex, toHex } from '../records/bytes-text';

export { type Bytes, fromHex, toHex };

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true });

/** Text in UTF-8. */
export const utf8 = (text: string): Bytes => encoder.encode(text);

/** UTF-8 as text; undefined when it is none. */
export function textOf(bytes: Uint8Array): string | undefined {
  try {
    return decoder.decode(bytes);
  } catch {
    return undefined;
  }
}

/** Parts one after the other. */
export function join(...parts: readonly Uint8Array[]): Bytes {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** Lower-case hex SHA-256. */
export const sha256 = async (bytes: Bytes): Promise<string> =>
  toHex(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)));

/** Length of a hash in names. */
export const NAME_HASH = 24;

export const sameBytes = (a: Uint8Array, b: Uint8Array): boolean =>
  a === b || (a.length === b.length && a.every((byte, index) => byte === b[index]));

/** Bytes of any kind as {@link Bytes}; copied only where they lie in shared memory. */
export const asBytes = (bytes: Uint8Array): Bytes =>
  bytes.buffer instanceof ArrayBuffer ? (bytes as Bytes) : Uint8Array.from(bytes);

/** Compresses (raw deflate). */
export async function deflate(bytes: Bytes): Promise<Bytes> {
  return join(...((await through(new CompressionStream('deflate-raw'), bytes)) ?? []));
}

/** Undoes {@link deflate}; undefined when it is damaged or would be larger than `most` bytes. */
export async function inflate(bytes: Bytes, most: number): Promise<Bytes | undefined> {
  try {
    const parts = await through(new DecompressionStream('deflate-raw'), bytes, most);
    return parts && join(...parts);
  } catch {
    return undefined;
  }
}

/** What a stream makes of bytes, in the parts in which it comes; undefined beyond `most` bytes. */
async function through(
  { writable, readable }: CompressionStream | DecompressionStream,
  bytes: Bytes,
  most = Infinity,
): Promise<Uint8Array[] | undefined> {
  const writer = writable.getWriter();
  // What goes wrong here is told by the reader as well.
  writer.write(bytes).catch(() => undefined);
  writer.close().catch(() => undefined);
  const reader = readable.getReader();
  const parts: Uint8Array[] = [];
  let size = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return parts;
      size += value.length;
      if (size > most) return undefined;
      parts.push(value);
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}
