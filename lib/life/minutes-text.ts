/**
 * Maps full-width letters, digits and signs to half-width ones, character by character: what is found in the folded
 * text stands at the same place in the original.
 */
export const fold = (text: string): string =>
  text
    .replace(/[\uff01-\uff5e]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
    .replace(/[\u3000\u00a0\t]/g, ' ')
    .replace(/[【〔［]/g, '[')
    .replace(/[】〕］]/g, ']');

const DIGITS: Record<string, number> = {
  零: 0,
  〇: 0,
  一: 1,
  二: 2,
  两: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
};

/** A whole number in Arabic or Chinese digits (`22`, `二十二`, `廿二`, `一百零五`); undefined when it is none. */
export function numberOf(text: string): number | undefined {
  const plain = text.trim();
  if (/^\d{1,4}$/.test(plain)) return Number(plain);
  if (!/^[零〇一二两三四五六七八九十百廿卅]{1,6}$/.test(plain)) return undefined;
  let total = 0;
  let digit: number | undefined;
  for (const sign of plain) {
    if (sign === '十' || sign === '百') {
      total += (digit ?? 1) * (sign === '十' ? 10 : 100);
      digit = undefined;
    } else if (sign === '廿' || sign === '卅') total += sign === '廿' ? 20 : 30;
    else digit = (digit ?? 0) * 10 + (DIGITS[sign] ?? 0);
  }
  return total + (digit ?? 0);
}

/** A number inside of a pattern, in either way of writing. */
export const NUMBER = '(?:\\d{1,4}|[零〇一二两三四五六七八九十百廿卅]{1,6})';

const BULLET =
  /^\s*(?:(?:\(?\d{1,2}(?:\)|[、.:](?!\d)))|[①-⑳]|\(?[一二三四五六七八九十]{1,3}(?:\)|[、.])|第[一二三四五六七八九十][,、]|[-*•·▪●○√✓□☐▢—]+|\[[ xX√]?\])\s*/;

/** Takes numbering and bullets off the beginning of a line, however many. Works on original text. */
export function withoutBullet(text: string): string {
  let rest = text;
  for (let round = 0; round < 3; round += 1) {
    const length = BULLET.exec(fold(rest))?.[0].length ?? 0;
    if (!length) break;
    rest = rest.slice(length);
  }
  return rest.trim();
}

/** Splits `1、学习 2、讨论 3、表决` into its items; a line with fewer than two numbers stays whole. */
export function splitItems(line: string): string[] {
  const marks = [...fold(line).matchAll(/(?<=^|[\s。;,])(\d{1,2})[、.)](?!\d)/g)];
  const run = marks.filter((mark, index) => Number(mark[1]) === index + 1);
  if (run.length < 2 || run.length !== marks.length) return [line];
  const starts = run.map((mark) => mark.index);
  const lead = line.slice(0, starts[0]).trim();
  const items = starts.map((start, index) => line.slice(start, starts[index + 1]).trim());
  return lead ? [lead, ...items] : items;
}

const OPEN = '《“‘「(（[【';
const CLOSE = '》”’」)）]】';

/** Sentences of a text, with their closing sign; signs inside of quotation marks and brackets end nothing. */
export function sentencesOf(text: string): string[] {
  const found: string[] = [];
  let depth = 0;
  let start = 0;
  [...text].forEach((sign, index, all) => {
    if (OPEN.includes(sign)) depth += 1;
    else if (CLOSE.includes(sign)) depth = Math.max(0, depth - 1);
    const ends = /[。！？!?；;]/.test(sign) && depth === 0 && !/[。！？!?；;”]/.test(all[index + 1] ?? '');
    if (ends) {
      found.push(all.slice(start, index + 1).join(''));
      start = index + 1;
    }
  });
  found.push([...text].slice(start).join(''));
  return found.map((sentence) => sentence.trim()).filter(Boolean);
}

/** Clauses of a sentence: what stands between commas outside of brackets. */
export function clausesOf(sentence: string): string[] {
  const found: string[] = [];
  let depth = 0;
  let clause = '';
  for (const sign of sentence) {
    if (OPEN.includes(sign)) depth += 1;
    else if (CLOSE.includes(sign)) depth = Math.max(0, depth - 1);
    if (/[，,；;。]/.test(sign) && depth === 0) {
      found.push(clause);
      clause = '';
    } else clause += sign;
  }
  found.push(clause);
  return found.map((part) => part.trim()).filter(Boolean);
}

/** Speech without the sounds that a transcript writes down (嗯, 呃). Nothing else is left out. */
export const withoutFillers = (text: string): string =>
  text
    .replace(/(?<=^|[，,。！？!?\s])(?:嗯+|呃+|额+)[，,、\s]*(?=[^\s。！？!?])/g, '')
    .replace(/(?<=\p{Script=Han})[ \u3000]+(?=\p{Script=Han})/gu, ' ')
    .trim();

/** How much of the shorter text stands in the other, by pairs of characters: 0 = nothing, 1 = all of it. */
export function containment(a: string, b: string): number {
  const left = pairsOf(a);
  const right = pairsOf(b);
  const smaller = Math.min(left.size, right.size);
  if (!smaller) return 0;
  let shared = 0;
  for (const pair of left) if (right.has(pair)) shared += 1;
  return shared / smaller;
}

function pairsOf(text: string): Set<string> {
  const signs = [...fold(text).replace(/[^\p{L}\p{N}]/gu, '')];
  return new Set(signs.slice(1).map((sign, index) => `${signs[index]}${sign}`));
}
