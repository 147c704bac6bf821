const DIGITS = '零一二三四五六七八九';
const UNITS: Record<string, number> = { 十: 10, 百: 100, 千: 1000, 万: 10_000, 亿: 100_000_000 };
const ALIKE: Record<string, string> = { 〇: '零', '○': '零', 两: '二' };

/** Half width, without white space, each digit in one way. */
const plainOf = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/\s+/g, '')
    .replace(/[〇○两]/g, (char) => ALIKE[char] ?? char);

/**
 * How many, in Chinese digits with their places up to 万亿: 十二, 三万五千, 一亿二千万; also with the last place left unsaid:
 * 三万五 is 35,000, 一百二 is 120. Undefined for digits one after the other without places, which are no count: 七八个 is
 * seven or eight.
 */
export function amountOf(text: string): number | undefined {
  const plain = plainOf(text);
  const short = /^(.*([百千万亿]))([一二三四五六七八九])$/.exec(plain);
  if (short) {
    const [, said = '', sign = '', digit = ''] = short;
    const whole = amountOf(said);
    return whole === undefined ? undefined : whole + (DIGITS.indexOf(digit) * (UNITS[sign] ?? 0)) / 10;
  }
  for (const sign of '亿万') {
    const worth = UNITS[sign] ?? 0;
    const at = plain.lastIndexOf(sign);
    if (at < 0) continue;
    const [before, after] = [plain.slice(0, at), plain.slice(at + 1)];
    const high = before ? amountOf(before) : 1;
    const low = after ? amountOf(after) : 0;
    return high === undefined || low === undefined ? undefined : high * worth + low;
  }
  // A zero bridges an empty place: 三万零五.
  const section = plain.replace(/^零(?=.)/, '');
  if (!/^[零一二三四五六七八九十百千]+$/.test(section)) return undefined;
  return section.length > 1 && /[零一二三四五六七八九]{2}/.test(section.replace(/(?<=[百千])零/g, ''))
    ? undefined
    : numberOf(section);
}

/**
 * A whole number up to 9999 in Chinese or Arabic digits of either width: of a clause, a year, a day; undefined for what
 * is none.
 */
export function numberOf(text: string): number | undefined {
  const plain = plainOf(text);
  if (/^\d{1,4}$/.test(plain)) return Number(plain);
  if (!/^[零一二三四五六七八九十百千]{1,9}$/.test(plain)) return undefined;
  // 一〇二, digit by digit.
  if (!/[十百千]/.test(plain)) return Number([...plain].map((char) => DIGITS.indexOf(char)).join(''));
  let [sum, digit] = [0, 0];
  for (const char of plain) {
    const unit = UNITS[char];
    if (unit === undefined) digit = DIGITS.indexOf(char);
    else {
      sum += (digit || 1) * unit;
      digit = 0;
    }
  }
  return sum + digit;
}

/** A number from 1 to 9999 in Chinese, as Word numbers clauses: 十二, 一百零三. */
export function chineseNumber(value: number): string {
  if (!Number.isInteger(value) || value < 1 || value > 9999) return String(value);
  const digits = [...String(value)].map(Number);
  let text = '';
  digits.forEach((digit, index) => {
    const unit = ['', '十', '百', '千'][digits.length - 1 - index] ?? '';
    if (digit) text += `${DIGITS[digit]}${unit}`;
    else if (text && !text.endsWith('零')) text += '零';
  });
  return text.replace(/零+$/, '').replace(/^一十/, '十');
}
