/** Shortest passphrase that is taken. */
export const SHORTEST_PASSPHRASE = 8;

/** How well a passphrase would stand against guessing by machine. A hint to the person, not a guarantee. */
export type Strength = 'short' | 'weak' | 'fair' | 'good';

/** Bits that one more character adds at most, by its kind; words and dates give less than random characters. */
function bitsOf(character: string): number {
  if (/\p{Script=Han}/u.test(character)) return 7;
  if (/\d/.test(character)) return 3.3;
  if (/[a-z]/.test(character)) return 3.5;
  if (/[A-Z]/.test(character)) return 4.5;
  return 5;
}

/** True when a character only goes on counting or repeating: `aaaa`, `1234`, `dcba`. */
const goesOn = (before: number, last: number, next: number): boolean =>
  next - last === last - before && Math.abs(next - last) <= 1;

/** The strength of a passphrase, from its length, its kinds of characters and their repetitions. */
export function passphraseStrength(passphrase: string): Strength {
  const characters = [...passphrase];
  if (characters.length < SHORTEST_PASSPHRASE) return 'short';
  const codes = characters.map((character) => character.codePointAt(0) ?? 0);
  const seen = new Map<string, number>();
  let bits = 0;
  characters.forEach((character, index) => {
    const times = seen.get(character) ?? 0;
    seen.set(character, times + 1);
    const steps = index > 1 && goesOn(codes[index - 2] ?? 0, codes[index - 1] ?? 0, codes[index] ?? 0);
    if (!steps) bits += bitsOf(character) / (times + 1);
  });
  if (bits < 35) return 'weak';
  return bits < 55 ? 'fair' : 'good';
}
