import type { Json } from '../records/kind';
import { type Stamp, stampDevice } from './clock';
import { hashText } from './hash';
import { canonical } from './twins';

/**
 * The stamp under which a value is kept that stands beside another under `h`: of the same time and count, with a device
 * part that is made of the value.
 */
export function twinStamp(h: Stamp, v: Json): Stamp {
  const digits = BigInt(`0x${hashText(`${stampDevice(h)} ${canonical(v)}`).slice(0, 16)}`).toString(36);
  return `${h.slice(0, 16)}${digits.padStart(8, '0').slice(-8)}`;
}
