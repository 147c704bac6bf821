import type * as z from 'zod/mini';
import { type Bytes, join, textOf, utf8 } from './bytes';
import { isSignedBy, sign, SIGNATURE } from './suite';

/** Larger files of this sort are none of ours. */
const MOST = 4 << 20;

/** A small signed file: `signature(64) | JSON`. The bytes are signed as they stand and never written anew. */
export async function signJson(key: CryptoKey, value: object): Promise<Bytes> {
  const body = utf8(JSON.stringify(value));
  return join(await sign(key, body), body);
}

/** The value of a signed file before its signature is checked, and the check. Undefined when it has not the shape. */
export function readSigned<T>(
  bytes: Bytes,
  shape: z.ZodMiniType<T>,
): { value: T; signedBy(publicKey: string): Promise<boolean> } | undefined {
  if (bytes.length <= SIGNATURE || bytes.length > MOST) return undefined;
  const body = bytes.slice(SIGNATURE);
  const value = jsonOf(textOf(body));
  const result = shape.safeParse(value);
  if (!result.success) return undefined;
  return {
    value: result.data,
    signedBy: (publicKey) => isSignedBy(publicKey, bytes.slice(0, SIGNATURE), body, suiteIn(result.data)),
  };
}

/** What a file says of the algorithms of its signer, where it says something. */
const suiteIn = (value: unknown): unknown => (value as { suite?: unknown }).suite;

/** The value of JSON text; undefined when it is none. */
export function jsonOf(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : (JSON.parse(text) as unknown);
  } catch {
    return undefined;
  }
}
