const FOLDED = /[A-Z\u00c0-\u00de\u0391-\u03ab\u0410-\u042f\uff01-\uff5e\u00a0\u2000-\u200a\u3000\r\n\t]+/g;

/**
 * Text as search compares it: small letters, half-width letters, digits and signs, and one kind of space. Unit for
 * unit as long as the text given, so that a place found in one is the same place in the other.
 */
export const fold = (text: string): string => text.replace(FOLDED, foldRun);

function foldRun(run: string): string {
  let folded = '';
  for (let at = 0; at < run.length; at += 1) {
    const unit = run.charCodeAt(at);
    if (unit >= 0xff01 && unit <= 0xff5e) folded += String.fromCharCode(unit - 0xfee0).toLowerCase();
    else if (unit < 0x21 || unit === 0xa0 || unit === 0x3000 || (unit >= 0x2000 && unit <= 0x200a))
      folded += ' ';
    else folded += run.charAt(at).toLowerCase();
  }
  return folded;
}

/**
 * The codes under which a folded text is found: every pair of neighbouring units, and for a unit before a space or
 * the end the unit alone. Sorted, each once. A substring of two units is one code; a longer one is where all of its
 * codes are, and perhaps elsewhere.
 */
export function codesOf(folded: string): Uint32Array {
  const codes = new Uint32Array(folded.length);
  let count = 0;
  for (let at = 0; at < folded.length; at += 1) {
    const unit = folded.charCodeAt(at);
    if (unit === SPACE) continue;
    const next = folded.charCodeAt(at + 1);
    codes[count] = pairCode(unit, next === SPACE || Number.isNaN(next) ? 0 : next);
    count += 1;
  }
  return distinct(codes.subarray(0, count).sort());
}

const SPACE = 0x20;

/** The code of a pair of units; the second is 0 for a unit that ends a word. */
export const pairCode = (unit: number, next: number): number => unit * 0x10000 + next;

function distinct(sorted: Uint32Array): Uint32Array {
  let count = 0;
  for (let at = 0; at < sorted.length; at += 1) {
    const code = sorted[at] as number;
    if (at > 0 && code === sorted[at - 1]) continue;
    sorted[count] = code;
    count += 1;
  }
  return sorted.slice(0, count);
}
