import { findDates } from './dates';
import { isCredit, type Line } from './lines';
import { metaOf, type Structured } from './structured';
import {
  AUTHOR_LABEL,
  AUTHOR_NAMES,
  EDITOR_LABEL,
  MEDIA_NAME,
  NAME,
  NOT_A_NAME,
  NOT_A_SOURCE,
  SOURCE_LABEL,
  SOURCE_NAMES,
  VALUE_END,
} from './vocabulary';

const NAMES = `(?:${NAME})(?:\\s*[、,;/]\\s*(?:${NAME})|\\s+(?:${NAME})(?![\\u4e00-\\u9fa5]*\\s*:))*`;

/** The value behind a label, up to the next label, date, bar or wide gap; undefined when it is too long. */
function labelled(text: string, label: RegExp, limit: number): string | undefined {
  const match = label.exec(text);
  if (!match) return undefined;
  const rest = text.slice(match.index + match[0].length);
  const ends = [rest.search(/\s{2,}|[|丨\t]/), rest.search(VALUE_END), findDates(rest)[0]?.at ?? -1];
  const value = rest
    .slice(0, Math.min(rest.length, ...ends.filter((at) => at > 0)))
    .replace(/^[\s:]+|[\s)\]】。,;]+$/g, '')
    .replace(/^[([【《](.*)[)\]】》]$/, '$1')
    .replace(/^《([^》]+)》.*$/, '$1')
    .replace(/^["“]|["”]$/g, '')
    .trim();
  return value && value.length <= limit ? value : undefined;
}

/** The source that a page credits (来源). */
export function readSource(
  lines: readonly Line[],
  structured: Structured,
  author: string | undefined,
): string | undefined {
  const usable = (value: string | undefined): value is string =>
    value !== undefined && value.length >= 2 && value !== author && !NOT_A_SOURCE.test(value);
  for (const line of lines) {
    const value = isCredit(line) ? labelled(line.gapped, SOURCE_LABEL, 40) : undefined;
    if (usable(value) && !findDates(value).length) return value;
  }
  for (const line of lines) {
    if (!isCredit(line) || line.place !== 'above') continue;
    for (const piece of line.pieces) {
      if (!SOURCE_NAMES.test(piece.names) || piece.text.length > 24 || findDates(piece.text).length) continue;
      const value = piece.text.replace(/^[^\u4e00-\u9fa5A-Za-z]+|[\s|·•:]+$/g, '');
      if (usable(value) && !value.includes(':')) return value;
    }
  }
  const stated = metaOf(
    structured,
    'contentsource',
    'source',
    'article:source',
    'mediaid',
    'og:article:source',
  );
  const bareStated = stated?.replace(SOURCE_LABEL, '');
  if (usable(bareStated)) return bareStated;
  if (usable(structured.account)) return structured.account;
  return printedSource(lines, usable);
}

/** Sources that are printed without a label: in the paper's own line, beside the time, before the dateline. */
function printedSource(
  lines: readonly Line[],
  usable: (value: string | undefined) => value is string,
): string | undefined {
  for (const line of lines) {
    const paper = /《\s*([^》]{2,14}[报刊志摘])\s*》\s*[(]\s*(?:19|20)\d\d\s*年/.exec(line.text)?.[1];
    if (usable(paper)) return paper;
  }
  for (const line of lines) {
    if (line.place !== 'above' || line.stops > 1 || line.size > 60) continue;
    const value = besideDate(line);
    if (usable(value)) return value;
  }
  const credit = unlabelled(lines).find((text) => MEDIA_NAME.test(text));
  if (usable(credit)) return credit;
  for (const line of lines) {
    const agency =
      /^[(]?([\u4e00-\u9fa5]{2,10}?[社网报])\s*[\u4e00-\u9fa5]{2,8}\d{1,2}月\d{1,2}日(?:电|讯)/.exec(
        line.text,
      );
    if (usable(agency?.[1])) return agency[1];
  }
  return undefined;
}

/** A name right beside the time of a credit line. */
function besideDate(line: Line): string | undefined {
  const date = findDates(line.gapped)[0];
  if (!date) return undefined;
  const after =
    line.gapped
      .slice(date.end)
      .trim()
      .split(/\s{2,}/)[0] ?? '';
  const front =
    line.gapped
      .slice(0, date.at)
      .trim()
      .split(/\s{2,}/)
      .at(-1) ?? '';
  return [after.split(' ')[0] ?? '', front].find((side) => side.length <= 24 && MEDIA_NAME.test(side));
}

/** Short lines between headline and text that carry no label, date or link text of the page's furniture. */
const unlabelled = (lines: readonly Line[]): string[] =>
  lines
    .filter((line) => line.between && line.size >= 2 && line.size <= 16 && line.stops === 0)
    .map((line) => line.text)
    .filter(
      (text) => /^[\u4e00-\u9fa5A-Za-z][\u4e00-\u9fa5A-Za-z0-9·_ -]*$/.test(text) && !NOT_A_NAME.test(text),
    );

/** Staff numbers behind editors' names (`SF012`, `_NB3456`). */
const CODE = /\s*[_(]?(?:[A-Z]{1,4}\d{2,6}|\b[A-Z]{2,3}\b(?=\s*\d*$))[)]?/g;

function namesBehind(text: string, label: RegExp): string | undefined {
  const other = '[\\u4e00-\\u9fa5A-Za-z·\\s]{2,24}(?=\\s{2,}|[)\\]】]|$)';
  const match = new RegExp(`(?:${label.source})(${NAMES}|${other})`, 'i').exec(joinSpaced(text));
  return match?.at(-1) === undefined ? undefined : tidyNames(match.at(-1) as string);
}

/** Two-character names are often set with a space: `温 言` is one name. */
const joinSpaced = (text: string): string =>
  text.replace(/(^|[\s:、,(])([\u4e00-\u9fa5])[ \u3000]([\u4e00-\u9fa5])(?=$|[\s、,)\]】|])/g, '$1$2$3');

function tidyNames(value: string): string | undefined {
  const names = value
    .replace(CODE, '')
    .split(/\s*[、,;/]\s*|\s+/)
    .map((name) => name.replace(/(?:综合报道|报道|摄影|文图|图文|摄|发自.*)$/, '').trim())
    .filter((name) => name.length >= 2 && !NOT_A_NAME.test(name));
  const joined = [...new Set(names)].join('、');
  return joined.length >= 2 && joined.length <= 60 ? joined : undefined;
}

const BRACKETED = new RegExp(
  `[(][^()]{0,16}(?:记\\s*者|通讯员|作者|文/|文:)\\s*:?\\s*(${NAMES})[^()]{0,24}[)]`,
);

/** Who wrote it: authors, reporters and correspondents, joined by `、`. */
export function readAuthor(lines: readonly Line[], structured: Structured): string | undefined {
  const usable = (value: string | undefined): value is string => value !== undefined && !/[:。]/.test(value);
  for (const line of lines) {
    if (!isCredit(line)) continue;
    const value = namesBehind(line.gapped, AUTHOR_LABEL);
    if (usable(value)) return withSecond(line.gapped, value);
  }
  for (const line of lines) {
    if (line.place !== 'above' || !isCredit(line)) continue;
    for (const piece of line.pieces) {
      if (!AUTHOR_NAMES.test(piece.names) || piece.text.length > 30 || /[:\d]/.test(piece.text)) continue;
      const value = tidyNames(piece.text.replace(/^(?:文|图文|by)\s*[/|]?\s*/i, ''));
      if (usable(value)) return value;
    }
  }
  for (const line of lines) {
    // (记者 …) behind the dateline, and the signature in brackets at the end.
    const near = line.text.slice(0, line.place === 'above' ? 400 : 120);
    const match = BRACKETED.exec(joinSpaced(near)) ?? BRACKETED.exec(joinSpaced(line.text.slice(-80)));
    const value = match?.[1] && tidyNames(match[1]);
    if (usable(value || undefined)) return withSecond(match?.[0] ?? '', value as string);
  }
  const stated =
    metaOf(structured, 'author', 'article:author', 'og:article:author') ?? structured.authors.join('、');
  const value = stated && tidyNames(stated.replace(/^(?:作者|记者)\s*:?\s*/, ''));
  if (value && usable(value) && !/(?:网|报|公司|中心|在线|频道|新闻|\.com|\.cn)$/i.test(value)) return value;
  return unlabelled(lines).find((text) => !MEDIA_NAME.test(text));
}

/** Correspondents who are named beside the reporters. */
function withSecond(text: string, first: string): string {
  const second = namesBehind(text, /通讯员\s*:?\s*/);
  return second && !first.includes(second) && second !== first ? `${first}、${second}` : first;
}

/** Who edited it (责任编辑), as printed below or above the text. */
export function readEditor(lines: readonly Line[], structured: Structured): string | undefined {
  const named = (label: RegExp): string | undefined => {
    for (const line of lines.toReversed()) {
      const value = line.size <= 400 ? namesBehind(line.gapped.slice(-120), label) : undefined;
      if (value) return value;
    }
    return undefined;
  };
  // Of several kinds of editors the responsible one is meant.
  return (
    named(/(?:责任编辑|责\s*编)\s*:\s*/) ??
    named(EDITOR_LABEL) ??
    metaOf(structured, 'editor', 'responsibleeditor')
  );
}
