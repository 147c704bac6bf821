import { creditsIn } from './credit-labels';
import { isPerson, type Role } from './credit-words';
import { findDates } from './dates';
import { isCredit, type Line } from './lines';
import { metaOf, type Structured } from './structured';
import { MEDIA_NAME, NOT_A_NAME, NOT_A_SOURCE, SOURCE_LABEL, SOURCE_NAMES } from './vocabulary';

type Usable = (value: string | undefined) => value is string;

/** The source that a page credits (来源). */
export function readSource(
  lines: readonly Line[],
  structured: Structured,
  author: string | undefined,
): string | undefined {
  const usable: Usable = (value): value is string =>
    value !== undefined && value.length >= 2 && value.length <= 40 && value !== author && !NOT_A_SOURCE.test(value);
  return (
    labelled(lines, 'source', usable) ??
    byClass(lines, usable) ??
    stated(structured, usable) ??
    labelled(lines, 'issuer', usable) ??
    printed(lines, usable) ??
    (usable(structured.origin) ? structured.origin : undefined) ??
    // A self-media account is both: the page names nobody else.
    (author && !author.includes('、') && !isPerson(author) ? author : undefined)
  );
}

/** The value of a source label without brackets, signs, and what is no part of a name. */
function tidySource(value: string): string {
  let text = value
    .replace(/^[\s:]+|[\s)\]】。,;:>]+$/g, '')
    .replace(/^[([【《](.*)[)\]】》]$/, '$1')
    .replace(/^《([^》]+)》.*$/, '$1')
    .replace(/^["“]([^"”]*)["”]$/, '$1')
    .trim();
  const [front = '', ...rest] = text.split(' ');
  // `来源：示例日报 张三`: the name of a person behind it is no part of it.
  if (rest.length && front.length >= 2 && (isPerson(rest.join('')) || /^[\u4e00-\u9fa5]{2}$/.test(rest[0] ?? '')))
    text = front;
  return text;
}

function labelled(lines: readonly Line[], role: Role, usable: Usable): string | undefined {
  for (const line of lines) {
    if (!isCredit(line)) continue;
    for (const credit of creditsIn(line.gapped)) {
      if (credit.role !== role || !(credit.signed || line.stops === 0)) continue;
      const value = tidySource(credit.value);
      if (usable(value) && !findDates(value).length) return line.printed(value);
    }
  }
  return undefined;
}

/** A short piece in an element that is named for its source. */
function byClass(lines: readonly Line[], usable: Usable): string | undefined {
  for (const line of lines) {
    if (!isCredit(line) || line.place !== 'above') continue;
    for (const piece of line.pieces) {
      if (!SOURCE_NAMES.test(piece.names) || piece.text.length > 24 || findDates(piece.text).length) continue;
      const value = tidySource(piece.text.replace(/^[^\u4e00-\u9fa5A-Za-z《]+|[\s|·•:]+$/g, ''));
      if (usable(value) && !value.includes(':') && !NOT_A_NAME.test(value) && !isPerson(value))
        return line.printed(value);
    }
  }
  return undefined;
}

function stated(structured: Structured, usable: Usable): string | undefined {
  const value = metaOf(
    structured,
    'contentsource',
    'source',
    'article:source',
    'mediaid',
    'og:article:source',
    'laiyuan',
  )?.replace(SOURCE_LABEL, '');
  if (usable(value) && !/^\d+$/.test(value)) return value;
  return usable(structured.account) ? structured.account : undefined;
}

/** Sources that are printed without a label: in the paper's own line, beside the time, before the dateline. */
function printed(lines: readonly Line[], usable: Usable): string | undefined {
  for (const line of lines) {
    const paper = /《\s*([^》]{2,14}[报刊志摘])\s*》\s*[(]\s*(?:19|20)\d\d\s*年/.exec(line.text)?.[1]?.trim();
    if (usable(paper)) return paper;
  }
  for (const line of lines) {
    if (line.place === 'below' || line.stops > 1 || line.size > 60) continue;
    const value = besideDate(line, usable);
    if (value) return line.printed(value);
  }
  for (const line of lines) {
    if (!line.between || line.size < 2 || line.size > 16 || line.stops || line.link > line.size * 0.5) continue;
    if (/^[\u4e00-\u9fa5A-Za-z0-9·_-]+$/.test(line.text) && MEDIA_NAME.test(line.text) && usable(line.text))
      return line.printed(line.text);
  }
  for (const line of lines) {
    const agency =
      /^[(【]?([\u4e00-\u9fa5]{2,10}?[社网报])\s*[\u4e00-\u9fa5]{2,8}\d{1,2}月\d{1,2}日(?:电|讯|消息)/.exec(line.text);
    if (usable(agency?.[1])) return agency[1];
  }
  return undefined;
}

/** A name right beside the time of a credit line. */
function besideDate(line: Line, usable: Usable): string | undefined {
  const date = findDates(line.gapped)[0];
  if (!date) return undefined;
  const parts = (text: string): string[] =>
    text
      .split(/\s{2,}|\s*[|·•丨]\s*/)
      .map((part) => part.trim())
      .filter(Boolean);
  const after = parts(line.gapped.slice(date.end));
  const front = parts(line.gapped.slice(0, date.at));
  const sides = [after[0], after[0]?.split(' ')[0], front.at(-1), front.at(-1)?.split(' ')[0], front[0], after[1]];
  return sides.find((side): side is string => usable(side) && side.length <= 24 && MEDIA_NAME.test(side));
}
