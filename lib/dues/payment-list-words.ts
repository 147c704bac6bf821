import type { DuesMethod } from '../records/dues';

const METHODS: readonly [DuesMethod, RegExp][] = [
  ['cash', /现金|\bcash\b/i],
  ['mobile', /微信|支付宝|红包|扫码|\b(wechat|alipay)\b/i],
  ['bank', /转账|银行|汇款|\bbank\b/i],
  ['system', /党费系统|党费平台|线上缴|智慧党建/],
];

/** How a payment was made, when the words beside a name say so. */
export const methodIn = (text: string): DuesMethod | undefined =>
  METHODS.find(([, words]) => words.test(text))?.[0];

/** A day: with 日 or 号 after words, or with the same signs throughout; 2026年11月 50 is a month and an amount. */
const DATE =
  /(?:(\d{4})\s*年\s*)?(?<!\d)(\d{1,2})\s*月\s*(\d{1,2})\s*[日号]|(\d{4})\s*([-/.])\s*(\d{1,2})\s*\5\s*(\d{1,2})(?!\d)/g;
/** A year that is written before a month or quarter belongs to it. */
const YEAR = String.raw`(?:(?<!\d)(\d{4})\s*年?\s*[-/.]?\s*)?`;
const QUARTER = new RegExp(String.raw`${YEAR}(?:第?\s*([一二三四1-4])\s*季度?|\bQ([1-4])\b)`, 'gi');
const RANGE = new RegExp(String.raw`${YEAR}(?<!\d)(\d{1,2})\s*月?\s*(?:[-~—–至到])\s*(\d{1,2})\s*月`, 'g');
const LIST = new RegExp(String.raw`${YEAR}(?<!\d)(\d{1,2}(?:\s*[、,，和]\s*\d{1,2})*)\s*月份?`, 'g');
/** 2026-10, without 月. */
const YEAR_MONTH = /(?<!\d)((?:19|20)\d{2})\s*[-/.年]\s*(0?[1-9]|1[0-2])(?![\d.])/g;
const COUNT = /(?<!\d)\d{1,2}\s*个月/g;
const PHONE = /(?<!\d)1\d{10}(?!\d)/g;
/** Before an amount stands its currency, after it 元 or 块; a plain number counts when nothing better is there. */
const MARKED =
  /[¥￥]\s*(\d[\d,]*(?:\.\d{1,2})?)(?!\d)|(?<![\d.])(\d[\d,]*(?:\.\d{1,2})?)\s*(?:元|块|圆|rmb|yuan)/gi;
const PLAIN = /(?<![\d.])(\d[\d,]*(?:\.\d{1,2})?)(?![\d.])/g;
const HAN_QUARTER: Record<string, number> = { 一: 1, 二: 2, 三: 3, 四: 4 };

/** What the words beside a name say about a payment. */
export interface PaymentWords {
  /** Amounts as they stand, in yuan. One is clear; none or several are asked about. */
  amounts: string[];
  /** Months that are named: `01` to `12`, or `YYYY-MM` where the year stands with them. */
  months: string[];
  /** Day of the payment `YYYY-MM-DD` when it is named. */
  on?: string;
  method?: DuesMethod;
}

const two = (value: string | number): string => String(value).padStart(2, '0');
const isMonth = (value: number): boolean => value >= 1 && value <= 12;

/** Reads amounts, months, day and method from a text in which the name no longer stands. `year` completes dates. */
export function paymentWords(text: string, year: number): PaymentWords {
  const months = new Set<string>();
  let on: string | undefined;
  let rest = text.normalize('NFKC').replace(PHONE, ' ');
  const add = (of: string | undefined, month: number): void => {
    months.add(of ? `${of}-${two(month)}` : two(month));
  };
  rest = rest.replace(DATE, (whole, ...[y, m, d, y2, , m2, d2]: (string | undefined)[]) => {
    const [month, day] = [Number(m ?? m2), Number(d ?? d2)];
    if (!isMonth(month) || day < 1 || day > 31) return whole;
    on ??= `${y ?? y2 ?? year}-${two(month)}-${two(day)}`;
    return ' ';
  });
  rest = rest.replace(QUARTER, (_, of?: string, word?: string, number?: string) => {
    const quarter = Number(number ?? HAN_QUARTER[word ?? ''] ?? word);
    for (let index = 1; index <= 3; index += 1) add(of, (quarter - 1) * 3 + index);
    return ' ';
  });
  rest = rest.replace(RANGE, (whole, of: string | undefined, first: string, last: string) => {
    const [from, to] = [Number(first), Number(last)];
    if (!isMonth(from) || !isMonth(to) || from > to) return whole;
    for (let month = from; month <= to; month += 1) add(of, month);
    return ' ';
  });
  rest = rest.replace(COUNT, ' ');
  rest = rest.replace(LIST, (whole, of: string | undefined, list: string) => {
    const numbers = list.split(/[、,，和\s]+/).map(Number);
    if (!numbers.every(isMonth)) return whole;
    for (const month of numbers) add(of, month);
    return ' ';
  });
  rest = rest.replace(YEAR_MONTH, (_, of: string, month: string) => {
    add(of, Number(month));
    return ' ';
  });
  const marked = [...rest.matchAll(MARKED)].map((match) => match[1] ?? match[2] ?? '');
  const amounts = marked.length ? marked : [...rest.matchAll(PLAIN)].map((match) => match[1] ?? '');
  return { amounts, months: [...months].sort(), on, method: methodIn(rest) };
}

/** True when a name without an amount pays for the name after it (`张三代李四 50`). */
export const paysForNext = (remark: string): boolean => /(代|替|帮)(交|缴|付)?$/.test(remark.trim());

const VOCABULARY =
  /^(第?[一二三四]季度?|[上下]半年|本月|上月|今年|微信|支付宝|红包|扫码|现金|银行|银行卡|转账|汇款|党费|党费.{0,3}|.{0,2}接龙|收到|谢谢|大家|已?[交缴]纳?|已[交缴付转]|补[交缴]|代[交缴]|预[交缴]|[应实][交缴].{0,2}|姓名|金额|日期|时间|方式|缴纳.{0,4}|交纳.{0,4}|月份|备注|序号|合计|总计|小计|共计|经手人|收款人|凭证|元|块)$/;

/** True for words of payment lists that stand where a name could stand. */
export const isPaymentWord = (text: string): boolean => VOCABULARY.test(text);
