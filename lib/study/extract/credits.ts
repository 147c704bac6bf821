import { isPerson, type Role } from './credit-words';
import { findDates } from './dates';
import { plain } from './judge';
import { isCredit, type Line } from './lines';
import { metaOf, type Structured } from './structured';
import { FLOOR, MEDIA_NAME, NOT_A_NAME, NOT_A_SOURCE, SOURCE_LABEL, SOURCE_NAMES } from './vocabulary';

type Usable = (value: string | undefined) => value is string;

/** The source that a page credits (来源). */
export function readSource(
  lines: readonly Line[],
  structured: Structured,
  author: string | undefined,
  siteName: string | undefined,
  account: () => string | undefined = () => undefined,
): string | undefined {
  const usable: Usable = (value): value is string =>
    value !== undefined &&
    value.length >= 2 &&
    value.length <= 40 &&
    value !== author &&
    !NOT_A_SOURCE.test(value);
  // Where an account put a text together from several others, it is its own.
  const isCompiled = (value: string): boolean => structured.account !== undefined && value.includes('、');
  const found =
    labelled(lines, 'source', (value): value is string => usable(value) && !isCompiled(value)) ??
    attributed(lines, usable) ??
    byClass(lines, usable) ??
    stated(structured, usable) ??
    labelled(lines, 'issuer', usable) ??
    printed(lines, usable, siteName) ??
    masthead(lines, usable) ??
    (usable(structured.origin) ? structured.origin : undefined) ??
    EDITION.exec(siteName ?? '')?.[1] ??
    paperOf(lines, siteName) ??
    (isBoard(lines)
      ? undefined
      : author && isAccount(author)
        ? author
        : (account() ?? aloneBesideDate(lines, usable))) ??
    labelled(lines, 'source', (value): value is string => /^本[站网]$/.test(value ?? ''));
  return found?.replace(/(?<=.{2})官方[账帐]号$/, '');
}

/** Digital editions print their name in the window title alone. */
const EDITION = /^([^-—|_]{2,10}[报刊])(?:数字报|电子报|电子版|数字版)$/;

/** On a page of a paper (第A02版) the paper that its window names. */
const paperOf = (lines: readonly Line[], siteName: string | undefined): string | undefined =>
  siteName &&
  /^[\u4e00-\u9fa5]{2,10}[报刊]$/.test(siteName) &&
  lines.some(
    (line) => line.place === 'above' && /第\s*[A-Z\d]{1,4}\s*版|版面(?:导航|概览|目录)/.test(line.text),
  )
    ? siteName
    : undefined;

/** Where people post, nobody is a source. */
const isBoard = (lines: readonly Line[]): boolean =>
  lines.some(
    (line) =>
      FLOOR.test(line.text) ||
      /楼主|(?:级别|威望|发帖)\s*:|赞同了|只看|回帖|该回答|回答问题|写回答|更多回答|邀请回答/.test(
        line.text,
      ) ||
      ((line.between || line.place === 'below') && /博客|随笔|留言/.test(line.text)),
  );

/** A self-media account is both author and source: its page names nobody else. */
const isAccount = (author: string): boolean =>
  !author.includes('、') && !isPerson(author) && author.length >= 4;

/** The value of a source label without brackets, signs, and what is no part of a name. */
function tidySource(value: string): string {
  let text = value
    .replace(/\s*[(]\s*(?:ID|微信号?|公众号|转载|原标题|作者|记者|如有|图片).*$/i, '')
    .replace(/\s+\d{1,2}[-/]\d{1,2}(?:\s+\d{1,2}:\d\d.*)?$/, '')
    .replace(/\s+on$/, '')
    .replace(/^[\s:·]+|[\s\]】。,;:>([（]+$/g, '')
    .replace(/^[^(]*$/, (all) => all.replace(/[)]+$/, ''))
    .replace(/^(?:微信)?公众(?:号|平台)\s*[:]?\s*(?=.{2})/, '')
    .replace(/^[([【《](.*)[)\]】》]$/, '$1')
    .replace(/^《([^》]+)》\s*(?:[\d(第].*)?$/, '$1')
    .replace(/^["“]([^"”]*)["”]$/, '$1')
    .trim();
  const [front = '', ...rest] = text.split(' ');
  // `来源：示例日报 张三`: the name of a person behind it is no part of it.
  if (
    rest.length &&
    front.length >= 2 &&
    (isPerson(rest.join('')) || /^[\u4e00-\u9fa5]{2}$/.test(rest[0] ?? ''))
  )
    text = front;
  return text;
}

function labelled(lines: readonly Line[], role: Role, usable: Usable): string | undefined {
  for (const line of lines) {
    if (!isCredit(line) || /^[\s\p{P}]*凡/u.test(line.text)) continue;
    for (const credit of line.credits()) {
      if (credit.role !== role || !(credit.signed || line.stops === 0)) continue;
      const value = tidySource(credit.value);
      if (usable(value) && !findDates(value).length && !(role === 'issuer' && isPerson(value)))
        return line.printed(value);
    }
  }
  return undefined;
}

/** A short piece in an element that is named for its source. */
function byClass(lines: readonly Line[], usable: Usable): string | undefined {
  const board = isBoard(lines);
  for (const line of lines) {
    if (!isCredit(line) || line.place !== 'above') continue;
    for (const piece of line.pieces) {
      // Where people post, a name is that of a person.
      if (board && /(?:d_|user_?|\bu)name/i.test(piece.names)) continue;
      if (!SOURCE_NAMES.test(piece.names) || piece.text.length > 24 || findDates(piece.text).length) continue;
      const shown = tidySource(piece.text.replace(/^[^\u4e00-\u9fa5A-Za-z《]+|[\s|·•:]+$/g, ''));
      const value = usable(shown) ? shown.replace(/^来自(?=.{2})/, '') : shown;
      if (usable(value) && !value.includes(':') && !isNoName(value) && !isPerson(value))
        return line.printed(value);
    }
  }
  return undefined;
}

const isNoName = (value: string): boolean => NOT_A_NAME.test(value) && !MEDIA_NAME.test(value);

function stated(structured: Structured, usable: Usable): string | undefined {
  const raw = metaOf(
    structured,
    'contentsource',
    'source',
    'article:source',
    'mediaid',
    'og:article:source',
    'laiyuan',
  );
  const label = raw && /^[^:：]{2,8}[:：]/.exec(raw)?.[0];
  const value = label && SOURCE_LABEL.test(plain(label)) ? raw.slice(label.length).trim() : raw;
  if (usable(value) && !/^\d+$/.test(value)) return value;
  return usable(structured.account) ? structured.account : undefined;
}

/** Sources that are printed without a label: in the paper's own line, beside the time, before the dateline. */
function printed(lines: readonly Line[], usable: Usable, siteName: string | undefined): string | undefined {
  for (const line of lines) {
    const paper = /《\s*([^》]{2,14}[报刊志摘])\s*》\s*[(]\s*(?:19|20)\d\d\s*年/.exec(line.text)?.[1]?.trim();
    if (usable(paper)) return paper;
  }
  let isListBelow = false;
  for (const line of lines) {
    // Behind a linked headline stand the sources of others.
    if (line.place === 'below' && line.size >= 10 && line.link > line.size * 0.6) isListBelow = true;
    if (isListBelow) break;
    if (line.stops > 1 || line.size > 60 || (line.place === 'below' && (line.size > 30 || line.link)))
      continue;
    const value = besideDate(line, usable, siteName);
    if (value) return line.printed(value);
  }
  for (const line of lines) {
    if (!line.between || line.size < 2 || line.size > 16 || line.stops || line.link > line.size * 0.5)
      continue;
    if (/^[\u4e00-\u9fa5A-Za-z0-9·_-]+$/.test(line.text) && MEDIA_NAME.test(line.text) && usable(line.text))
      return line.printed(line.text);
  }
  for (const line of lines) {
    // `示例日报 记者 张三 编辑 李四`: the paper in front of its people.
    if (!line.between || line.stops || line.size > 60) continue;
    const [credit] = line.credits();
    const [front = ''] = line.gapped.split(/\s{2,}/);
    if (
      credit &&
      (credit.role === 'author' || credit.role === 'editor') &&
      credit.at >= front.length &&
      MEDIA_NAME.test(front) &&
      usable(front)
    )
      return line.printed(front);
  }
  for (const line of lines) {
    const agency =
      /^[(【]?《?([\u4e00-\u9fa5]{2,10}?[社网报])(?:》|\s*(?=[\u4e00-\u9fa5]{2}))\s*[\u4e00-\u9fa5]{0,8}\d{1,2}月\d{1,2}日(?:电|讯|消息)/.exec(
        line.text,
      );
    if (usable(agency?.[1])) return agency[1];
  }
  return undefined;
}

/** `本文来自微信公众号“示例观察”（ID：…），作者：张三，经授权发布`: a reprint that says so in a sentence. */
export const ATTRIBUTION =
  /^[\s(【*]*(?:本文|文章|内容)?(?:来自|来源于|转载自|转自|首发于|原载于?)(?:于)?(?:微信)?(?:公众号|账号|订阅号)?\s*[:]?\s*["“”「《]?([^"“”」》(,。:;、]{2,16})["“”」》]?(?=[\s(,。:;)】]|$)/;

function attributed(lines: readonly Line[], usable: Usable): string | undefined {
  for (const line of lines) {
    if (line.place === 'above' && !line.between) continue;
    if (line.size > 120 || !/公众号|授权|转载|原载|首发/.test(line.text)) continue;
    const name = ATTRIBUTION.exec(line.text)?.[1]?.trim();
    if (usable(name)) return line.printed(name);
  }
  // `据《示例日报》消息，……` opens a text.
  const opening = lines.find(({ place }) => place === 'inside')?.text;
  const quoted = /^据《([^《》]{2,16}[报刊网社])》\s*(?:消息|报道|讯)/.exec(opening ?? '')?.[1];
  return usable(quoted) ? quoted : undefined;
}

/** The name of a paper in a line of its own, next to that with the day of its edition. */
function masthead(lines: readonly Line[], usable: Usable): string | undefined {
  const found = lines.find(
    ({ text, place }, at) =>
      place === 'above' &&
      /^[\u4e00-\u9fa5]{2,9}[报刊]$/.test(text) &&
      [lines[at - 1], lines[at + 1]].some((line) => line && line.size < 40 && findDates(line.text).length),
  );
  return usable(found?.text) ? found.text : undefined;
}

/** `示例早知道 · 2021-03-09 08:12`: a line between headline and text that holds a name and a time and nothing else. */
function aloneBesideDate(lines: readonly Line[], usable: Usable): string | undefined {
  for (const line of lines) {
    if (!line.between || line.stops || line.size > 44) continue;
    const [date] = findDates(line.text);
    if (!date || line.credits().some(({ role }) => role !== 'other' && role !== 'time')) continue;
    const names = `${line.text.slice(0, date.at)} | ${line.text.slice(date.end)}`
      .split(/\s*[|·•丨]\s*|\s{1,}/)
      .filter((part) => part && !NOT_A_SOURCE.test(part));
    const [name] = names;
    if (
      names.length === 1 &&
      usable(name) &&
      /^[\u4e00-\u9fa5A-Za-z0-9]{3,14}$/.test(name) &&
      !isPerson(name) &&
      !NOT_A_NAME.test(name) &&
      !/^(?:星期|周)[一二三四五六日天]$/.test(name)
    )
      return line.printed(name);
  }
  return undefined;
}

const AGO = /\d+\s*(?:分钟|小时|天|周|个?月)[之以]?前|刚刚|(?:昨|前)天(?:\s*\d{1,2}:\d\d)?/;

/** A name right beside the time of a credit line. */
function besideDate(line: Line, usable: Usable, siteName: string | undefined): string | undefined {
  const relative = line.between && AGO.exec(line.gapped);
  const date =
    findDates(line.gapped)[0] ??
    (relative ? { at: relative.index, end: relative.index + relative[0].length } : undefined);
  if (!date) return undefined;
  const parts = (text: string): string[] =>
    text
      .split(/\s{2,}|\s*[|·•丨]\s*/)
      .map((part) => part.replace(/^[\s(【[]+|[\s)】\]]+$/g, ''))
      .filter(Boolean);
  const after = parts(line.gapped.slice(date.end));
  const front = parts(line.gapped.slice(0, date.at));
  const sides = [
    after[0],
    after[0]?.split(' ')[0],
    front.at(-1),
    front.at(-1)?.split(' ')[0],
    front[0],
    after[1],
  ];
  return sides.find(
    (side): side is string =>
      usable(side) && side.length <= 24 && (MEDIA_NAME.test(side) || side === siteName),
  );
}
