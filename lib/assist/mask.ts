/** What is hidden, each with its word in a placeholder. */
const WORDS = { name: '姓名', phone: '电话', id: '证件', mail: '邮箱', account: '账号' } as const;
type Sort = keyof typeof WORDS;

/** Hides what tells who somebody is, and puts it back into what comes back. */
export interface Mask {
  /** A text with placeholders `〔姓名1〕` in the place of names and numbers; the same one each time. */
  hide(text: string): string;
  /** A text with what the placeholders stood for. One that was never given out stays as it is. */
  reveal(text: string): string;
  /** How many different things were hidden so far. */
  readonly hidden: number;
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/**
 * What makes a longer word of a name written in letters. Chinese characters do not: 请Amy负责 is written without spaces.
 */
const LETTER = '(?:(?!\\p{Script=Han})[\\p{L}\\p{N}])';
const IN_WORD = new RegExp(`^${LETTER}`, 'u');

/** Longest first, so that 欧阳示例 is not found as 阳示. Two-character names are also written with a space. */
function namesPattern(names: readonly string[]): RegExp | undefined {
  const usable = [
    ...new Set(names.map((name) => name.trim().replace(/(?<=\p{Script=Han})\s+(?=\p{Script=Han})/gu, ''))),
  ].filter((name) => [...name].length >= 2);
  if (!usable.length) return undefined;
  usable.sort((a, b) => b.length - a.length);
  const patterns = usable.map((name) =>
    /^[\p{Script=Han}·]+$/u.test(name)
      ? [...name].map(escaped).join('[\\s\\u3000]{0,2}')
      : `${IN_WORD.test(name) ? `(?<!${LETTER})` : ''}${escaped(name)}${IN_WORD.test(name.slice(-1)) ? `(?!${LETTER})` : ''}`,
  );
  return new RegExp(patterns.join('|'), 'giu');
}

const D = '[0-9０-９]';
const GAP = '[\\s\\-－—.·]?';
/**
 * Numbers of people and their accounts. The order matters: an identity number holds what looks like a telephone number.
 */
const NUMBERS: [Sort, RegExp][] = [
  ['mail', /[\p{L}\p{N}._%+-]{1,64}[@＠][\p{L}\p{N}-]{1,63}(?:[.．][\p{L}\p{N}-]{1,63})+/gu],
  ['id', new RegExp(`(?<!${D})${D}{6}${GAP}${D}{8}${GAP}${D}{3}[0-9０-９xXＸｘ](?![0-9０-９A-Za-z])`, 'g')],
  ['account', new RegExp(`(?<!${D})${D}(?:${GAP}${D}){14,22}(?!${D})`, 'g')],
  [
    'phone',
    new RegExp(`(?<!${D})(?:[+＋]?(?:86|８６)${GAP})?[1１][3-9３-９]${D}(?:${GAP}${D}){8}(?!${D})`, 'g'),
  ],
  ['phone', new RegExp(`(?<!${D})(?:[(（]?[0０]${D}{2,3}[)）]?${GAP})${D}{3,4}${GAP}${D}{4}(?!${D})`, 'g')],
  ['phone', new RegExp(`(?<!${D})(?:400|800)${GAP}${D}{3,4}${GAP}${D}{3,4}(?!${D})`, 'g')],
  ['id', /(?<![A-Za-z0-9])(?:[EGDSPH]\d{8}|E[A-Z]\d{7})(?![A-Za-z0-9])/g],
  ['account', new RegExp(`(?<!${D})${D}{10,}(?!${D})`, 'g')],
];

const PLACEHOLDER = /[〔【[［(（]\s*(姓名|电话|证件|邮箱|账号)\s*([0-9０-９]{1,4})\s*[〕】\]］)）]/g;

/** A mask for one request. `names` are those of the roster, with everything else that a member is called. */
export function maskFor(names: readonly string[]): Mask {
  const byText = new Map<string, string>();
  const byPlaceholder = new Map<string, string>();
  const counts: Record<Sort, number> = { name: 0, phone: 0, id: 0, mail: 0, account: 0 };
  const pattern = namesPattern(names);
  const put = (sort: Sort, text: string): string => {
    const key = `${sort}:${text.replace(/[\s\u3000]+/g, '').toLowerCase()}`;
    let placeholder = byText.get(key);
    if (placeholder === undefined) {
      counts[sort] += 1;
      placeholder = `〔${WORDS[sort]}${counts[sort]}〕`;
      byText.set(key, placeholder);
      byPlaceholder.set(
        `${WORDS[sort]}${counts[sort]}`,
        text.replace(/(?<=\p{Script=Han})[\s\u3000]+/gu, ''),
      );
    }
    return placeholder;
  };
  return {
    hide(text) {
      // What looks like a placeholder already is somebody's text: it must not come back as a name.
      let hidden = text;
      for (let before = ''; before !== hidden;) {
        before = hidden;
        // One may stand inside of another: what is left then looks like one again.
        hidden = hidden.replace(PLACEHOLDER, (_, word: string, number: string) => `${word}${number}`);
      }
      for (const [sort, numbers] of NUMBERS) hidden = outside(hidden, numbers, (found) => put(sort, found));
      return pattern ? outside(hidden, pattern, (found) => put('name', found)) : hidden;
    },
    reveal: (text) =>
      text.replace(
        PLACEHOLDER,
        (whole, word: string, number: string) =>
          byPlaceholder.get(`${word}${Number(number.normalize('NFKC'))}`) ?? whole,
      ),
    get hidden() {
      return byPlaceholder.size;
    },
  };
}

/** Replaces what a pattern finds, except inside of placeholders. */
const outside = (text: string, pattern: RegExp, replace: (found: string) => string): string =>
  text
    .split(/(〔(?:姓名|电话|证件|邮箱|账号)\d+〕)/)
    .map((piece, at) => (at % 2 ? piece : piece.replace(pattern, replace)))
    .join('');
