import { createHash } from 'node:crypto';
import { isGone } from '../../../../lib/sync/member-keys';
import type { RehearsedPlace } from './world';

const SIGNATURE = 64;

/** Number of a head; -1 when it is none. */
export function headNumber(bytes: Uint8Array | undefined): number {
  try {
    const text = new TextDecoder().decode(bytes?.subarray(SIGNATURE));
    return (JSON.parse(text) as { n: number }).n;
  } catch {
    return -1;
  }
}

/** Hashes of bytes that were looked at: the same ones stand at several places, and are asked about after every exchange. */
const hashes = new WeakMap<Uint8Array, string>();

function hashOf(bytes: Uint8Array): string {
  const hash = hashes.get(bytes) ?? createHash('sha256').update(bytes).digest('hex');
  hashes.set(bytes, hash);
  return hash;
}

/** True when a file is what its name says. */
export function isWhole(name: string, bytes: Uint8Array): boolean {
  const wanted = /(?:-|\/x\/[a-z]\/)([0-9a-f]{24})$/.exec(name)?.[1];
  return wanted === undefined || hashOf(bytes).startsWith(wanted);
}

/** True for the head of two that is newer; of two copies of a profile both may be the same number, and one has to win. */
function isLater(bytes: Uint8Array, old: Uint8Array | undefined): boolean {
  const ahead = headNumber(bytes) - headNumber(old);
  return ahead > 0 || (ahead === 0 && Buffer.compare(bytes, old ?? new Uint8Array()) > 0);
}

/**
 * Copies from one place to another what is not there, as somebody does with a stick or a copying program; of heads the
 * newer one, or with `blindly` whatever is found.
 */
export async function relay(from: RehearsedPlace, to: RehearsedPlace, blindly = false): Promise<number> {
  const there = to.held();
  let count = 0;
  for (const [name, bytes] of from.held()) {
    const old = there.get(name);
    if (old === bytes || (old && Buffer.compare(old, bytes) === 0)) continue;
    const isHead = name.includes('/h/');
    // A key that was destroyed is younger than the key.
    const isOver = isGone(bytes);
    const isBetter = isHead ? isLater(bytes, old) : isOver || !old || !(isWhole(name, old) || isGone(old));
    if (!isBetter && !(blindly && isHead)) continue;
    if (!blindly && !isHead && !isOver && !isWhole(name, bytes)) continue;
    await to.tamper(name, bytes);
    count += 1;
  }
  return count;
}
