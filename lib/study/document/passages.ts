import type { Reading } from './labels';
import { dayAlone, datesIn, isOrgan, numberIn, ORGAN, OWN_NAME } from './words';

/** Where a line stops being the number of a document and is a sentence that names one. */
const IS_SENTENCE = /[。；;《》]|^(?:根据|依据|按照|依照|参照|为|经)/;

/** The number on a line of its own near the heading, and the body in front of `令` or `公告`. */
export function fromHead(lines: readonly string[]): { number?: Reading; issuer?: Reading } {
  for (const [at, line] of lines.entries()) {
    if (IS_SENTENCE.test(line)) continue;
    // `示例省人民政府令` and `第12号` are often two lines.
    const next = lines[at + 1] ?? '';
    const isSplit = /[令告]$/.test(line) && /^[（(]?第?.{1,12}号[）)]?$/.test(next);
    const passage = isSplit ? `${line} ${next}` : line;
    const value = numberIn(passage);
    if (!value || !isAlone(passage, value)) continue;
    const organ = organOfNumber(value);
    return { number: { value, passage }, ...(organ ? { issuer: { value: organ, passage } } : {}) };
  }
  return {};
}

/** A number that is its line, but for a label, a heading of a letter or a signer. */
function isAlone(line: string, value: string): boolean {
  const rest = line
    .replace(/\s+/gu, '')
    .replace(/[（()）]/g, '')
    .replace(value.replace(/[（()）]/g, ''), '')
    .replace(/签发人[:：]?.{0,8}$/, '');
  return rest.length === 0 || /^[\u4e00-\u9fa5]{2,24}(?:文件|公告|通告|令)$/.test(rest);
}

/** `示例省人民政府令第12号` was issued by 示例省人民政府. Orders of a president promulgate what others passed. */
function organOfNumber(number: string): string | undefined {
  const organ = /^(.{2,40}?)(?:令|公告|通告)(?:[〔［[【（(﹝]|\d{4}年|第)/.exec(number)?.[1];
  const plain = organ?.replace(/^中华人民共和国(?=.{3})/, '');
  return plain && !plain.endsWith('主席') && isOrgan(plain) ? plain : undefined;
}

/**
 * The brackets under the heading of a regulation: `（2019年3月2日示例会议通过 2019年3月6日示例机关发布 自…起施行）`.
 * Of several days of issue the last one is that of the text that follows.
 */
export function fromBrackets(lines: readonly string[]): {
  any: boolean;
  issuer?: Reading;
  number?: Reading;
  issuedOn?: Reading;
  effectiveOn?: Reading;
} {
  const found: ReturnType<typeof fromBrackets> = { any: false };
  for (const line of lines) {
    if (!/^[（(]/.test(line) || !/通过|发布|公布|印发|批准|修[订正改]|施行/.test(line)) continue;
    const plain = line.normalize('NFKC').replace(/(?<=\d)\s+|\s+(?=[年月日])/g, '');
    const dates = datesIn(plain);
    if (!dates.length) continue;
    found.any = true;
    const passage = line.slice(0, 300);
    for (const [at, date] of dates.entries()) {
      const said = plain.slice(date.end, dates[at + 1]?.at ?? plain.length);
      const value = date.value.slice(0, 10);
      const isForce = /^\s*(?:起|开始)/.test(said) && /^[^,，;；]{0,6}(?:施行|实施|执行|生效)/.test(said);
      if (isForce) found.effectiveOn = { value, passage };
      else if (/发布|公布|印发|颁布/.test(said)) {
        found.issuedOn = { value, passage };
        const number = numberIn(said);
        const organ =
          organOfNumber(number ?? '') ??
          new RegExp(`^\\s*(${ORGAN}|中共中央|国务院)(?=发布|公布|印发|颁布)`).exec(said)?.[1];
        if (number) found.number = { value: number, passage };
        if (organ && isOrgan(organ)) found.issuer = { value: organ.trim(), passage };
      }
      const passed =
        /(?:第[^,，]{1,6}届)?([\u4e00-\u9fa5]{2,30}?代表大会(?:常务委员会)?)(?:第[^,，]{1,6}次会议)?(?:审议)?通过/.exec(
          said,
        );
      if (passed?.[1] && !found.issuer) found.issuer = { value: passed[1], passage };
    }
  }
  return found;
}

/** The body and the day under a text (落款), in one line or two; those under the letter, before what is attached. */
export function fromSignature(
  lines: readonly string[],
  below: readonly string[],
): { issuer?: Reading; writtenOn?: Reading } {
  const all = [...lines, ...below.slice(0, 4)];
  for (const [at, line] of all.entries()) {
    if (line.length > 80) continue;
    const day = dayAlone(line);
    if (day) {
      const organs: string[] = [];
      for (let up = at - 1; up >= Math.max(1, at - 6) && isSigner(all[up] as string); up -= 1)
        organs.unshift((all[up] as string).trim());
      if (!organs.length) continue;
      const names = organs.flatMap((organ) => organ.split(/\s{1,}/)).filter(Boolean);
      const issuer = names.every(isOrgan) ? names.join(' ') : organs.join(' ');
      const passage = [...organs, line].join(' ');
      return { issuer: { value: issuer, passage }, writtenOn: { value: day, passage } };
    }
    const both =
      /^([\u4e00-\u9fa5（）()、\s]{3,50}?)\s*([12二一][\d〇零○一二三四五六七八九]{3}\s*年.{3,14}日)$/u.exec(
        line,
      );
    const signed = both?.[2] && dayAlone(both[2]);
    if (at > 0 && both?.[1] && signed && isOrgan(both[1].trim()))
      return {
        issuer: { value: both[1].trim(), passage: line },
        writtenOn: { value: signed, passage: line },
      };
  }
  return {};
}

/** A line under a text that can be a signature: bodies alone, no item of a list and no attachment. */
const isSigner = (line: string): boolean =>
  line.length <= 60 &&
  !/^(?:附件?|第|[一二三四五六七八九十]+、)|[。，；：:《》]/.test(line) &&
  line
    .split(/\s+/)
    .filter(Boolean)
    .every((part) => isOrgan(part));

const FORCE = '(?:起|开始)(?:正式)?(?:施行|实施|执行|实行|生效|试行)';

/** The article that says from when on a document holds; the last one that speaks of the document itself. */
export function fromClauses(lines: readonly string[], title: string): Reading | undefined {
  const own = new RegExp(`(${OWN_NAME})\\s*自\\s*([^。；，,]{2,24}?)\\s*${FORCE}`);
  const order = new RegExp(
    `(?:现予(?:以)?(?:公布|发布|印发)|印发给你们)[^。]{0,12}?自\\s*([^。；，,]{2,24}?)\\s*${FORCE}`,
  );
  let last: Reading | undefined;
  let named: Reading | undefined;
  let ordered: Reading | undefined;
  for (const line of lines) {
    if (!line.includes('自')) continue;
    const article = own.exec(line);
    if (article) {
      last = forceOf(article[2] ?? '', line, article.index);
      if (title.endsWith((article[1] ?? '').slice(1))) named = last;
    }
    const letter = order.exec(line);
    if (letter) ordered = forceOf(letter[1] ?? '', line, letter.index);
  }
  return named ?? last ?? ordered;
}

/** A day where one is printed whole, else the words: `公布之日`. */
function forceOf(words: string, line: string, at: number): Reading {
  const passage = line.slice(Math.max(0, at - 20), at + 80);
  return { value: datesIn(words)[0]?.value.slice(0, 10) ?? words.trim(), passage };
}
