const DIGITS = '零一二三四五六七八九';
const UNITS: Record<string, number> = { 十: 10, 百: 100, 千: 1000 };
const ALIKE: Record<string, string> = { 〇: '零', '○': '零', 两: '二' };

/**
 * A whole number up to 9999 in Chinese or Arabic digits of either width: of a clause, a year, a day; undefined for what
 * is none.
 */
export function numberOf(text: string): number | undefined {
  const plain = text
    .normalize('NFKC')
    .replace(/\s+/g, '')
    .replace(/[〇○两]/g, (char) => ALIKE[char] ?? char);
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
