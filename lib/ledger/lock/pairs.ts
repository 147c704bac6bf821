import type { LedgerDb } from '../db';

/** A pair of keys as it stands in a locked ledger: the private one as bytes, so that it can be sealed. */
interface StoredPair {
  publicKey: CryptoKey;
  pkcs8: Uint8Array;
}

const isStored = (value: unknown): value is StoredPair =>
  typeof value === 'object' && value !== null && 'pkcs8' in value;

const isPair = (value: unknown): value is CryptoKeyPair =>
  typeof value === 'object' && value !== null && 'privateKey' in value;

/**
 * A row with pairs of keys as it is to be stored. While a lock is set up, private keys that were made to be read out
 * become bytes, which are sealed with the row. Others stay what only this browser can use: nobody can read them out, and
 * so they cannot be sealed either. Called before the transaction.
 */
export async function storablePairs<T extends object>({ form }: LedgerDb, row: T): Promise<T> {
  if (!form.seals) return row;
  const stored: Record<string, unknown> = { ...(row as object) };
  for (const [name, value] of Object.entries(row)) {
    if (!isPair(value) || !value.privateKey.extractable) continue;
    const pkcs8 = new Uint8Array(await crypto.subtle.exportKey('pkcs8', value.privateKey));
    stored[name] = { publicKey: value.publicKey, pkcs8 } satisfies StoredPair;
  }
  return stored as T;
}

/** The inverse: private keys that can be used and not read out. */
export async function usablePairs<T extends object | undefined>(row: T): Promise<T> {
  const stored = Object.entries(row ?? {}).filter(([, value]) => isStored(value)) as [string, StoredPair][];
  if (!stored.length) return row;
  const usable: Record<string, unknown> = { ...(row as object) };
  for (const [name, { publicKey, pkcs8 }] of stored) {
    // With the name of the curve, where the algorithm has several.
    const { algorithm } = publicKey;
    const uses: KeyUsage[] = /^(Ed25519|ECDSA)$/.test(algorithm.name) ? ['sign'] : ['deriveBits'];
    const privateKey = await crypto.subtle.importKey('pkcs8', new Uint8Array(pkcs8), algorithm, false, uses);
    usable[name] = { publicKey, privateKey };
  }
  return usable as T;
}
