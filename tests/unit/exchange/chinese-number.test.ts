import { expect, it } from 'vitest';
import { amountOf, chineseNumber, numberOf } from '../../../lib/exchange/chinese-number';

it.each<[string, number | undefined]>([
  ['零', 0],
  ['两', 2],
  ['十', 10],
  ['一百零五', 105],
  ['三千零五十', 3050],
  ['三万五千', 35_000],
  ['二十万零三百', 200_300],
  // The places after 亿 are not multiplied once more.
  ['一亿二千万', 120_000_000],
  ['三亿五千万零六', 350_000_006],
  ['两万亿', 2_000_000_000_000],
  ['万', 10_000],
  // The last place is left unsaid, unless a zero says that it is another one.
  ['三万五', 35_000],
  ['三万零五', 30_005],
  ['三万五千二', 35_200],
  ['三千五', 3500],
  ['三千零五', 3005],
  ['一百二', 120],
  ['一百零二', 102],
  ['一百二十', 120],
  ['二十五', 25],
  ['一亿二', 120_000_000],
  ['两万零三百', 20_300],
  // Seven or eight, and a year digit by digit, are no count.
  ['七八', undefined],
  ['七八十', undefined],
  ['二〇二六', undefined],
  ['十月', undefined],
  ['', undefined],
])('how many is %s: %s', (text, value) => {
  expect(amountOf(text)).toBe(value);
});

it('reads every number of a clause that it writes', () => {
  for (let value = 1; value <= 9999; value += 1) {
    expect(numberOf(chineseNumber(value))).toBe(value);
    expect(amountOf(chineseNumber(value))).toBe(value);
  }
  expect(numberOf('二〇二六')).toBe(2026);
  // A clause says every place, and one that says too little stays what it was read as.
  expect(numberOf('一百零二')).toBe(102);
  expect(numberOf('一百二')).toBe(102);
});
