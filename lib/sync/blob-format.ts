import * as z from 'zod/mini';
import type { BlobRef, Json } from '../records/kind';
import { type Bytes, fromHex, NAME_HASH, sha256, toHex, utf8 } from './bytes';
import { random } from './suite';

/** A sealed piece is a file of at most 4 MiB; so many bytes of the whole go into one, which leaves room for its seal. */
export const PIECE = (4 << 20) - 1024;
/** Steps of a piece's size, so that the size of a file tells little of what is in it. */
const PAD = 1024;
const TAG = 16;
/** A file larger than this is no piece. */
export const PIECE_FILE = PIECE + TAG;
const KEY = 32;
/** Nobody may make us expect more pieces than this: 256 MiB. */
const MOST_PIECES = 64;

/** What is sealed, as every piece is bound to it. */
export interface About {
  space: string;
  /** Compartment. */
  q: string;
  /** SHA-256 and size of the whole. */
  sha256: string;
  size: number;
}

/** How to come by the bytes of a reference; travels inside it, sealed with the change, and is kept apart from the record. */
export interface Way {
  key: Bytes;
  /** Names of the pieces in order. */
  chunks: string[];
}

/** Name of the way inside a reference on the wire. */
const WAY = '_blob';

const wire = z.object({
  k: z.string().check(z.regex(/^[0-9a-f]{64}$/)),
  c: z.array(z.string().check(z.regex(/^[0-9a-f]{24}$/))).check(z.minLength(1), z.maxLength(MOST_PIECES)),
});

export const newFileKey = (): Bytes => random(KEY);

/** Number of pieces of a file. */
export const piecesOf = (size: number): number => Math.max(1, Math.ceil(size / PIECE));

/**
 * Seals piece number `index`, counted from 0. The same key and bytes always come out as the same piece: nothing but the
 * key and the names has to be kept until it is sent. The key is of one file alone, so a counter serves as the IV.
 */
export async function sealPiece(key: Bytes, about: About, index: number, bytes: Bytes): Promise<Bytes> {
  const plain = new Uint8Array(Math.max(PAD, Math.ceil(bytes.length / PAD) * PAD));
  plain.set(bytes);
  const sealed = await crypto.subtle.encrypt(options(about, index), await imported(key, 'encrypt'), plain);
  return new Uint8Array(sealed);
}

/** The bytes of a piece; undefined when it is not this piece of this file, or not whole. */
export async function openPiece(
  key: Bytes,
  about: About,
  index: number,
  sealed: Bytes,
): Promise<Bytes | undefined> {
  const length = Math.min(PIECE, about.size - index * PIECE);
  if (length < 0 || sealed.length > PIECE_FILE) return undefined;
  try {
    const plain = await crypto.subtle.decrypt(options(about, index), await imported(key, 'decrypt'), sealed);
    return plain.byteLength >= length ? new Uint8Array(plain, 0, length) : undefined;
  } catch {
    return undefined;
  }
}

/** Name of a sealed piece. */
export const pieceName = async (sealed: Bytes): Promise<string> => (await sha256(sealed)).slice(0, NAME_HASH);

const imported = (key: Bytes, use: 'encrypt' | 'decrypt'): Promise<CryptoKey> =>
  crypto.subtle.importKey('raw', key, 'AES-GCM', false, [use]);

function options({ space, q, sha256: whole, size }: About, index: number): AesGcmParams {
  const iv = new Uint8Array(12);
  new DataView(iv.buffer).setUint32(8, index);
  const additionalData = utf8(`blob|1|${space}|${q}|${whole}|${size}|${index}|${piecesOf(size)}`);
  return { name: 'AES-GCM', iv, additionalData };
}

/** Puts the way into a reference. */
export const withWay = (ref: BlobRef, { key, chunks }: Pick<Way, 'key' | 'chunks'>): Json => ({
  ...ref,
  [WAY]: { k: toHex(key), c: chunks },
});

/** A reference as records hold it, and the way that stood in it; one that cannot be right is left out. */
export function takeWay(ref: { [key: string]: Json } & BlobRef): { ref: Json; way?: Way } {
  if (!Object.hasOwn(ref, WAY)) return { ref };
  const { [WAY]: said, ...bare } = ref;
  const way = wire.safeParse(said);
  const fits = way.success && Number.isSafeInteger(ref.size) && way.data.c.length === piecesOf(ref.size);
  return { ref: bare as Json, ...(fits ? { way: { key: fromHex(way.data.k), chunks: way.data.c } } : {}) };
}
