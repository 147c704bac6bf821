import { browser } from 'wxt/browser';
import * as z from 'zod/mini';
import { fromHex, toHex } from '../records/bytes-text';
import { Fault } from '../records/fault';
import { lockKey } from './lock';
import { storedItem, type StoredItem } from './storage';

/** The values outside of the ledger that give somebody a voice or access: addresses of robots, key of a model. */
const SEALED_ITEMS = ['robots', 'assist'] as const;

const box = z.object({ sealed: z.object({ iv: z.string(), bytes: z.string() }) });
type Box = z.infer<typeof box>;

/**
 * Declares a value in `local` storage that is sealed while a lock is set up. While it is locked it reads as if it had
 * never been set; setting it then throws E940.
 */
export function sealedItem<T>(key: (typeof SEALED_ITEMS)[number], schema: z.ZodMiniType<T>): StoredItem<T> {
  const stored = storedItem('local', key, z.unknown());
  const get = async (): Promise<T | undefined> => {
    const result = z.safeParse(schema, await opened(await stored.get()));
    return result.success ? result.data : undefined;
  };
  return {
    get,
    async set(value) {
      const secret = await lockKey();
      if (!secret && box.safeParse(await stored.get()).success) throw new Fault('E940');
      await stored.set(secret ? await seal(secret, value) : value);
    },
    remove: () => stored.remove(),
    watch: (listener) => stored.watch(() => void get().then(listener)),
  };
}

/** Seals what stands open, after a lock was set up. */
export const sealItems = (key: Uint8Array): Promise<void> => rewrite((value) => seal(key, value));

/** Opens what is sealed, before a lock is taken off. */
export const openItems = (): Promise<void> => rewrite((value) => value);

/** Forgets what is sealed under a key that nobody has any more. */
export async function dropSealedItems(): Promise<void> {
  for (const name of SEALED_ITEMS) {
    const stored = (await browser.storage.local.get(name))[name];
    if (box.safeParse(stored).success) await browser.storage.local.remove(name);
  }
}

async function rewrite(form: (value: unknown) => unknown): Promise<void> {
  for (const name of SEALED_ITEMS) {
    const value = await opened((await browser.storage.local.get(name))[name]);
    if (value !== undefined) await browser.storage.local.set({ [name]: await form(value) });
  }
}

/** The value as it was meant; undefined while it is locked, or when it is sealed under a key that is gone. */
async function opened(stored: unknown): Promise<unknown> {
  const read = box.safeParse(stored);
  if (!read.success) return stored;
  const key = await lockKey();
  if (!key) return undefined;
  try {
    const { iv, bytes } = read.data.sealed;
    const plain = await crypto.subtle.decrypt(
      { name: 'AES-GCM', iv: fromHex(iv) },
      await secretOf(key, 'decrypt'),
      fromHex(bytes),
    );
    return JSON.parse(new TextDecoder().decode(plain)) as unknown;
  } catch {
    return undefined;
  }
}

async function seal(key: Uint8Array, value: unknown): Promise<Box> {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const text = new TextEncoder().encode(JSON.stringify(value));
  const bytes = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, await secretOf(key, 'encrypt'), text);
  return { sealed: { iv: toHex(iv), bytes: toHex(new Uint8Array(bytes)) } };
}

async function secretOf(key: Uint8Array, use: 'encrypt' | 'decrypt'): Promise<CryptoKey> {
  const base = await crypto.subtle.importKey('raw', new Uint8Array(key), 'HKDF', false, ['deriveKey']);
  const info = new TextEncoder().encode('branch-sidebook item');
  const how = { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info };
  return crypto.subtle.deriveKey(how, base, { name: 'AES-GCM', length: 256 }, false, [use]);
}
