import { fromHex, toHex } from './bytes';
import { suiteOf } from './suite';

/** Field of Curve25519, and those of its points under which every key gives the same: nothing can be wrapped to them. */
const FIELD_1 = 2n ** 255n - 19n;
const SMALL = new Set([
  0n,
  1n,
  FIELD_1 - 1n,
  325606250916557431795983626356110631294008115727848805560023387167927233504n,
  39382357235489614581723060781553021112529911719440698176882885853963445705823n,
]);

/** Field and constant of P-256: y² = x³ − 3x + b. */
const FIELD_2 = 0xffffffff00000001000000000000000000000000ffffffffffffffffffffffffn;
const B = 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604bn;

/**
 * True when a public key (hex) is a point to which something can be wrapped. A device with any other key belongs to no
 * roster, on every browser alike: else one device of one person could stop whoever gives keys to all.
 */
export function isWrappable(kem: string): boolean {
  switch (suiteOf(kem)) {
    case 1: {
      // Little end first; the highest bit counts for nothing.
      const u = BigInt(`0x${toHex(fromHex(kem).reverse())}`) & (2n ** 255n - 1n);
      return !SMALL.has(u % FIELD_1);
    }
    case 2: {
      const x = BigInt(`0x${kem.slice(2, 66)}`);
      const y = BigInt(`0x${kem.slice(66)}`);
      return x < FIELD_2 && y < FIELD_2 && (y * y - x * x * x + 3n * x - B) % FIELD_2 === 0n;
    }
    default:
      return false;
  }
}
