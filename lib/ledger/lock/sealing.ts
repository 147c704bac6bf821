import { xchacha20poly1305 } from '@noble/ciphers/chacha.js';
import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import type { Dexie } from 'dexie';
import { fromBase64, toBase64 } from '../../records/bytes-text';
import { Fault } from '../../records/fault';
import { SEALED, type Sealer } from './form';

/** What cannot be written as text and stays beside the sealed part: keys that only the browser can use, folders. */
const OPAQUE = '_o';

const NONCE = 24;
const TAG = 16;
/** Length of a lock key in bytes. */
export const KEY = 32;

/** Rows without content of a person, or sealed already by the keys of the space: numbers, hashes, marks. */
const OPEN_TABLES = new Set(['outbox', 'segments', 'devices', 'touched']);

/** Small values that a window needs before it is unlocked, or that say nothing. */
const OPEN_META = new Set([
  'device',
  'me',
  'lock',
  'lockPast',
  'language',
  'theme',
  'textSize',
  'reading',
  'space',
  'lastBackupAt',
  'backupEveryDays',
]);

/** Tables whose rows are JSON: nothing in them has to be told apart from text, which makes them quick to read. */
const JSON_TABLES = new Set(['records', 'changes', 'history', 'drafts', 'reportTexts', 'standings']);

/** Links of these sorts are only ever asked for whole, and say something: names, addresses, hashes of texts, penalties. */
const TELLING = /^(name|url|text|file|honour):/;

const utf8 = new TextEncoder();
const text = new TextDecoder();

/**
 * Seals rows under the lock key: XChaCha20-Poly1305, bound to table and key of the row. Synchronous, because a
 * transaction of the storage ends when anything else is waited for.
 *
 * What stays readable is what the storage sorts and finds by: the primary key and the indexed properties of a table.
 */
export class Sealing implements Sealer {
  /** Keys by which rows are opened; they are sealed under the first. */
  readonly #keys: Uint8Array[];
  readonly #blind: Uint8Array;
  readonly #plain = new Map<string, ReadonlySet<string>>();
  readonly #bound = new Map<string, readonly string[]>();

  /** @param past keys of locks that were taken off: a window that had not noticed may have sealed a row under one */
  constructor(lockKey: Uint8Array, db: Dexie, past: readonly Uint8Array[] = []) {
    this.#keys = [lockKey, ...past].map((key) => hmac(sha256, key, utf8.encode('branch-sidebook row')));
    this.#blind = hmac(sha256, lockKey, utf8.encode('branch-sidebook link'));
    for (const { name, schema } of db.tables) {
      const primary = [schema.primKey.keyPath ?? []].flat();
      this.#plain.set(name, new Set([...primary, ...schema.indexes.flatMap(({ keyPath }) => keyPath ?? [])]));
      // A number that the storage gives is not known when the row is sealed.
      this.#bound.set(
        name,
        schema.primKey.auto ? schema.indexes.flatMap(({ keyPath }) => keyPath ?? []) : primary,
      );
    }
  }

  /** True when a row of this table, as it stands on the disk, still has to be sealed. */
  wants(table: string, row: object): boolean {
    return !(SEALED in row) && this.#isSealed(table, row);
  }

  seal(table: string, row: object): object {
    const plain = this.#plain.get(table);
    if (!plain || SEALED in row || !this.#isSealed(table, row)) return row;
    if (table === 'attachments') return this.#sealBytes(row as { data: Blob });
    const stored: Record<string, unknown> = {};
    const rest: Record<string, unknown> = {};
    for (const [name, value] of Object.entries(row)) (plain.has(name) ? stored : rest)[name] = value;
    const opaque: unknown[] = [];
    const json = JSON_TABLES.has(table) ? JSON.stringify(rest) : JSON.stringify(rest, packed(opaque));
    stored[SEALED] = this.#encrypt(table, row, utf8.encode(json));
    if (opaque.length) stored[OPAQUE] = opaque;
    return stored;
  }

  /** A damaged row comes back without what was sealed: whoever reads it finds that it does not parse. */
  open(table: string, row: object): object {
    const opened = this.tryOpen(table, row);
    if (opened) return opened;
    const { [SEALED]: _, ...stored } = row as Record<string, unknown>;
    return stored;
  }

  /** {@link open}; undefined when the row is damaged or was sealed under another key. */
  tryOpen(table: string, row: object): object | undefined {
    const { [SEALED]: sealed, [OPAQUE]: opaque, ...stored } = row as Record<string, unknown>;
    const bytes = this.#decrypt(table, row, sealed as Uint8Array);
    if (!bytes) return undefined;
    if (table === 'attachments') {
      const data = new Blob([bytes as Uint8Array<ArrayBuffer>], { type: String(stored.type ?? '') });
      knownBytes.set(data, bytes);
      return { ...stored, data };
    }
    const json = text.decode(bytes);
    const rest = JSON_TABLES.has(table)
      ? JSON.parse(json)
      : JSON.parse(json, unpacked((opaque ?? []) as unknown[]));
    return Object.assign(stored, rest);
  }

  blind(link: string): string {
    const sort = TELLING.exec(link)?.[0];
    if (!sort) return link;
    return `${sort}~${toBase64(hmac(sha256, this.#blind, utf8.encode(link)).subarray(0, 15))}`;
  }

  sealText(plain: string): string {
    return toBase64(this.#encrypt('', {}, utf8.encode(plain)));
  }

  openText(sealed: string): string | undefined {
    try {
      const bytes = this.#decrypt('', {}, fromBase64(sealed));
      return bytes && text.decode(bytes);
    } catch {
      return undefined;
    }
  }

  #isSealed(table: string, row: object): boolean {
    if (OPEN_TABLES.has(table)) return false;
    return table !== 'meta' || !OPEN_META.has((row as { key: string }).key);
  }

  #sealBytes(row: { data: Blob }): object {
    // Bytes of a file can only be had by waiting. Where nobody has, the row stands open until the next round.
    const bytes = knownBytes.get(row.data);
    if (!bytes) return row;
    const { data, ...stored } = row;
    return { ...stored, type: data.type, [SEALED]: this.#encrypt('attachments', row, bytes) };
  }

  #encrypt(table: string, row: object, plain: Uint8Array): Uint8Array {
    const nonce = crypto.getRandomValues(new Uint8Array(NONCE));
    const out = new Uint8Array(NONCE + plain.length + TAG);
    out.set(nonce);
    out.set(
      xchacha20poly1305(this.#keys[0] as Uint8Array, nonce, this.#aad(table, row)).encrypt(plain),
      NONCE,
    );
    return out;
  }

  #decrypt(table: string, row: object, sealed: Uint8Array): Uint8Array | undefined {
    const bytes = new Uint8Array(sealed);
    const aad = this.#aad(table, row);
    for (const key of this.#keys) {
      try {
        return xchacha20poly1305(key, bytes.subarray(0, NONCE), aad).decrypt(bytes.subarray(NONCE));
      } catch {
        // Not under this key, or damaged.
      }
    }
    return undefined;
  }

  #aad(table: string, row: object): Uint8Array {
    const values = row as Record<string, unknown>;
    return utf8.encode(
      JSON.stringify([table, ...(this.#bound.get(table) ?? []).map((name) => values[name])]),
    );
  }
}

const knownBytes = new WeakMap<Blob, Uint8Array>();

/** Reads the bytes of files, so that they can be sealed when they are stored. */
export async function readied(blobs: readonly Blob[]): Promise<void> {
  for (const blob of blobs) {
    if (!knownBytes.has(blob)) knownBytes.set(blob, new Uint8Array(await blob.arrayBuffer()));
  }
}

const BYTES = '\u0000bytes';
const REF = '\u0000ref';

const packed =
  (opaque: unknown[]) =>
  (_: string, value: unknown): unknown => {
    if (value instanceof Uint8Array) return { [BYTES]: toBase64(value) };
    if (value instanceof Blob) return { [REF]: opaque.push(value) - 1 };
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
    const tag = Object.prototype.toString.call(value);
    if (tag === '[object Object]') return value;
    if (/CryptoKey|FileSystem/.test(tag)) return { [REF]: opaque.push(value) - 1 };
    throw new Fault('E112', { message: tag });
  };

const unpacked =
  (opaque: readonly unknown[]) =>
  (_: string, value: unknown): unknown => {
    if (typeof value !== 'object' || value === null) return value;
    if (BYTES in value) return fromBase64(String(value[BYTES]));
    if (REF in value) return opaque[Number(value[REF])];
    return value;
  };
