import { amountOf, numberOf } from '../exchange/chinese-number';
import { gramsOf } from '../study/analysis/key-sentences';

/** What of a text can be right or wrong by itself. */
export interface Facts {
  /** Arabic values of all numbers, percentages with their sign. */
  numbers: Map<string, string>;
  /** `11-26` of every day that is named, with or without its year. */
  days: Map<string, string>;
  /** Names of the roster, titles in 《》, quotations and Latin words. */
  words: Map<string, string>;
  /** The text itself, folded, without white space. */
  folded: string;
}

const HAN_NUMBER = '[零〇一二两三四五六七八九十百千万亿]+';
const UNIT =
  '(?:个?(?:百分点|月|小时|工作日|季度|星期|环节|方面|问题|项目|党支部|支部|站点)|[次名个人年月日号天条项元户家支种类步期届章节款件岁倍成票点分秒批篇堂课场位])';
const DAY =
  /(?:(1[0-2]|0?[1-9])月(3[01]|[12]\d|0?[1-9])[日号])|(?:(?:19|20)\d\d[-./](1[0-2]|0?[1-9])[-./](3[01]|[12]\d|0?[1-9]))/g;

/** Folded to half width, without white space, Chinese dates in Arabic digits. */
const folded = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\s+/g, '')
    .replace(/(?<=\d),(?=\d{3})/g, '')
    .replace(/[二一][〇零○一二三四五六七八九]{3}(?=年)/g, (year) => String(numberOf(year) ?? year))
    .replace(new RegExp(`${HAN_NUMBER}(?=${UNIT})`, 'g'), (number) => String(amountOf(number) ?? number))
    .replace(new RegExp(`百分之(${HAN_NUMBER})`, 'g'), (whole, number: string) => {
      const value = amountOf(number);
      return value === undefined ? whole : `${value}%`;
    });

/** Numbers, days, names and quoted words of a text. */
export function factsOf(text: string, title: string, names: readonly string[]): Facts {
  const whole = folded(`${text} ${title}`);
  const numbers = new Map<string, string>();
  for (const [printed, number = '', sign = ''] of whole.matchAll(/(\d+(?:\.\d+)?)(%|‰|万|亿)?/g)) {
    const value = number.includes('.') ? number.replace(/\.?0+$/, '') : number.replace(/^0+(?=\d)/, '');
    numbers.set(`${value}${sign}`, printed);
  }
  const days = new Map<string, string>();
  for (const match of whole.matchAll(DAY)) {
    const [printed, m1, d1, m2, d2] = match;
    days.set(`${Number(m1 ?? m2)}-${Number(d1 ?? d2)}`, printed);
  }
  const words = new Map<string, string>();
  const raw = `${text} ${title}`;
  for (const name of names) if (name.length >= 2 && raw.includes(name)) words.set(folded(name), name);
  for (const [, quoted, word, person] of raw.matchAll(
    /《([^》]{2,60})》|([A-Za-z][A-Za-z.-]{2,})|(?<=^|[，。、；和与])(\p{Script=Han}{2,3})(?=同志)/gu,
  )) {
    const found = quoted ?? word ?? person;
    if (found) words.set(folded(found), found);
  }
  for (const [, quoted] of raw.matchAll(/[“"「]([^”"」]{2,40})[”"」]/g))
    words.set(folded(quoted ?? ''), quoted ?? '');
  return { numbers, days, words, folded: whole };
}

/** What of one text stands in none of the others, as printed. */
export function missingFrom(own: Facts, sources: readonly Facts[]): string[] {
  const missing = new Set<string>();
  for (const part of ['numbers', 'days'] as const) {
    for (const [key, printed] of own[part])
      if (!sources.some((source) => source[part].has(key))) missing.add(printed);
  }
  // Names and titles may stand there in another grammar: their letters are looked for.
  for (const [key, printed] of own.words) {
    if (!sources.some((source) => source.folded.includes(key))) missing.add(printed);
  }
  return [...missing];
}

const NOT =
  /不得|不能|不准|不应|不可|不宜|不必|不需|不予|不再|不会|不用|禁止|严禁|无需|无须|拒绝|没有|尚未|未(?!来|必|成年)|并非|不是|不(?=[\p{Script=Han}])/u;
/** Clauses shorter than this say nothing for themselves. */
const CLAUSE = 6;
/** Two clauses that share this much speak of the same. */
const SAME = 0.6;

const clausesOf = (text: string): string[] =>
  text.split(/[，,；;。！？!?：:\n]+/).filter((clause) => clause.length >= CLAUSE);

/** True when a clause says of the same thing that it is not so, where the other says that it is, or the other way. */
export function speaksAgainst(text: string, source: string): boolean {
  const sources = clausesOf(source).map((clause) => ({ clause, grams: gramsOf(plain(clause)) }));
  return clausesOf(text).some((clause) => {
    const own = [...gramsOf(plain(clause)).keys()];
    if (own.length < 3) return false;
    const alike = sources
      .map((other) => ({ ...other, share: own.filter((gram) => other.grams.has(gram)).length / own.length }))
      .filter(({ share }) => share >= SAME)
      .sort((a, b) => b.share - a.share);
    const [best] = alike;
    if (!best) return false;
    const near = alike.filter(({ share }) => share >= best.share - 0.05);
    return near.every((other) => NOT.test(other.clause) !== NOT.test(clause));
  });
}

/** A clause without its words of yes and no. */
const plain = (clause: string): string =>
  clause.replace(new RegExp(NOT.source, 'gu'), '').replace(/可以|应当|必须|应该/g, '');
