/** Height of one line of the body font, in points. */
const LINE = 13;
/** Excel's tallest row. */
const TALLEST = 409;
/** Wide as two Latin characters: Chinese, full-width signs, and other ideographs. */
const WIDE =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}“”‘’…—]/u;

/** Width of a text in characters, a Chinese one counting as two. */
export function textWidth(text: string): number {
  let width = 0;
  for (const character of text) width += WIDE.test(character) ? 2 : 1;
  return width;
}

/**
 * Height of a row in points so that wrapped text is readable. Written into the file, because not every program
 * works it out when it opens one.
 */
export function rowHeight(
  values: readonly unknown[],
  columns: readonly { width: number; wrap?: boolean }[],
): number {
  let most = 1;
  for (const [at, column] of columns.entries()) {
    const value = values[at];
    if (typeof value !== 'string' || column.wrap === false) continue;
    let lines = 0;
    // A little less than the column: words do not break at the last character.
    for (const line of value.split('\n'))
      lines += Math.max(1, Math.ceil(textWidth(line) / (column.width - 1)));
    most = Math.max(most, lines);
    if (most * LINE >= TALLEST) return TALLEST;
  }
  return Math.min(TALLEST, most * LINE + 4);
}
