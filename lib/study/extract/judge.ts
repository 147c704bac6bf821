import type { Block } from './blocks';
import { creditsIn, joinSpaced } from './credit-labels';
import { isPerson, OFFICE } from './credit-words';
import { findDates } from './dates';
import { remembered } from './remember';
import {
  AUTHOR_LABEL,
  EDITOR_LABEL,
  JUNK_LINE,
  MAY_PRINT,
  META_LABELS,
  NAME,
  SMALL_PRINT,
  SOURCE_LABEL,
  TAIL_START,
  TIME_LABEL,
  UPDATE_LABEL,
} from './vocabulary';

/**
 * What a block is. `meta`: a line that credits or counts (source, time, authors, font size, views); `editor`: who
 * edited; `tail`: opens what follows an article; `print`: legal small print; `links`: a list of links; `junk`:
 * never part of a text.
 */
export type Verdict = 'content' | 'meta' | 'editor' | 'tail' | 'print' | 'links' | 'junk';

const verdicts = new WeakMap<Block, Verdict>();

/** Text in the form in which the vocabulary is written. */
export const plain = remembered((text) => text.normalize('NFKC').replace(/\s+/g, ' ').trim());

/** Judges a block by its own text alone; see {@link Verdict}. */
export function judge(block: Block): Verdict {
  const known = verdicts.get(block);
  if (known) return known;
  const verdict = judgeText(block);
  verdicts.set(block, verdict);
  return verdict;
}

function judgeText(block: Block): Verdict {
  if (block.type === 'image') return 'content';
  // Long paragraphs are text: nothing below is told from more than 400 characters.
  if (block.type === 'text' && block.size > 400 && block.link < block.size * 0.5) return 'content';
  const text = plain(block.text.slice(0, 600));
  if (block.type === 'table') return isRecordHead(text) ? 'meta' : 'content';
  const linked = block.size > 0 ? block.link / block.size : 0;
  // Most blocks of a page are entries of its menus and lists.
  if (linked > 0.9 && block.size <= 40 && block.stops === 0) return TAIL_START.test(text) ? 'tail' : 'links';
  if (block.size <= 60 && JUNK_LINE.test(text)) return 'junk';
  if (block.size <= 80 && isEditorLine(text)) return 'editor';
  if ((block.size <= 28 || (linked > 0.5 && block.size <= 140)) && TAIL_START.test(text))
    // `评论区想听的，我过几天传上来。`: who says so in a sentence goes on telling.
    return /[,，].*。$/.test(text) && !block.link ? 'content' : 'tail';
  if (block.size <= 400 && isSmallPrint(text, block)) return 'print';
  if (block.size <= 160 && block.stops <= 2 && isMetaLine(text)) return 'meta';
  if (linked > 0.75 && !(block.stops > 0 && block.size > 60)) return 'links';
  return 'content';
}

/** Small print speaks of the site; a sentence of an article that mentions 版权所有 is longer than its phrase. */
function isSmallPrint(text: string, block: Block): boolean {
  const match = MAY_PRINT.test(text) && SMALL_PRINT.exec(text);
  // Whom to call is news.
  if (!match || /拨打.{0,16}\d{3,}.{0,8}[。!]$/.test(text)) return false;
  if (block.size <= 120) return true;
  return match.index < 80 || text.slice(match.index).length < 120;
}

const EDITORS = new RegExp(
  `^[\\s(\\[【「*—-]*(?:${EDITOR_LABEL.source}|(?:文[/|]图|图[/|]文|文|图|图文|供图|摄影)\\s*[:/| ](?=.{0,30}[)\\]】]$)|(?:审核|校对|审校|监制|统筹|设计|美工|版式|值班主任|初审|复审|终审|签发)\\s*[:：]\\s*)[^。!?]{0,60}$`,
  'i',
);

const STAFF =
  '(?:(?:责任|值班|文字|图片|视频)?编辑|责编|美编|编审|校对|审核|审校|监制|统筹|签发|终审|复审|初审|[一二三]审)';
/** `编辑 张三`, `编辑 张三 校对 李四`: labels without a sign. */
const BARE_STAFF = new RegExp(
  `^[\\s(\\[【]*${STAFF}\\s+[\\u4e00-\\u9fa5]{2,4}(?:[\\s、]+[\\u4e00-\\u9fa5]{2,4})*[\\s)\\]】]*$`,
);

/** `视频剪辑：张三`, `审签：李四`: any label that ends like work on a text, if persons stand behind it (学校、计划 do too). */
const ANY_STAFF =
  /^[\s([【]*[\u4e00-\u9fa5]{1,6}(?:[辑审签核校制影像觉排播笔摄导监编]|(?<!计)划)\s*[:丨|/]\s*([\u4e00-\u9fa5·]{2,4}(?:[\s、]+[\u4e00-\u9fa5·]{2,4})*)[\s)\]】]*$/;

const isAnyStaff = (text: string): boolean => {
  const names = ANY_STAFF.exec(text)?.[1];
  return (
    names !== undefined &&
    joinSpaced(names)
      .split(/[\s、]+/)
      .every(isPerson)
  );
};

/** A line that names who edited and checked, and nothing else. */
export const isEditorLine = (text: string): boolean =>
  EDITORS.test(text) ||
  isStaffLine(text) ||
  (text.length <= 40 && (BARE_STAFF.test(text) || isAnyStaff(text)));

/** `编辑丨王五 校对丨赵六`: nothing but credits with their labels. */
function isStaffLine(text: string): boolean {
  if (text.length > 120 || !/^[\s\p{P}\p{S}]*[^:丨|│/。]{1,14}[:丨|│/]/u.test(text) || /[。!?;]/.test(text))
    return false;
  const credits = creditsIn(text.replace(/^[\s\p{P}\p{S}]+/u, ''));
  const [first] = credits;
  if (!first?.signed || first.at !== 0) return false;
  return credits.every(
    ({ role, value, signed }) =>
      (role === 'editor' ||
        role === 'staff' ||
        role === 'author' ||
        (role === 'source' && credits.length > 1)) &&
      (signed || role !== 'author') &&
      value
        .split(/[\s、,/]+/)
        .every(
          (token) =>
            token.length <= (role === 'source' ? 16 : 4) ||
            isPerson(token) ||
            OFFICE.test(token) ||
            /受访|网络|资料/.test(token),
        ),
  );
}

/** The table at the head of a published document (索引号, 发文机关 …). */
export const isRecordHead = (text: string): boolean =>
  (text.match(
    /索\s*引\s*号|主题分类|发文机关|发文字号|成文日期|发布日期|公开日期|主题词|制定机关|公布日期|施行日期|时效性/g,
  )?.length ?? 0) >= 2;

const NAMES = `(?:${NAME})(?:[\\s、,，/和]+(?:${NAME}))*`;
const SOURCE_VALUE = new RegExp(`${SOURCE_LABEL.source}[^\\s|]{1,30}`, 'gi');
const AUTHOR_VALUE = new RegExp(`(?:${AUTHOR_LABEL.source})(?:${NAMES})?`, 'gi');
const EDITOR_VALUE = new RegExp(`${EDITOR_LABEL.source}(?:${NAMES})?`, 'gi');
/** An address in a text. */
export const ADDRESS = /(?:https?:\/\/|www\.)[\w./?=&%#:-]+/gi;
const TIMES = new RegExp(`${UPDATE_LABEL.source}|${TIME_LABEL.source}`, 'gi');

/** A line of which nothing is left once dates, credits and counters are taken away. */
export function isMetaLine(text: string): boolean {
  // Sentences, and lines that neither count nor label anything.
  if (text.length > 40 && (/[。;]$/.test(text) || !/[\d:|]/.test(text))) return false;
  let rest = text;
  const dates = findDates(text);
  for (const date of dates.toReversed()) rest = `${rest.slice(0, date.at)} ${rest.slice(date.end)}`;
  rest = rest
    .replace(SOURCE_VALUE, ' ')
    .replace(AUTHOR_VALUE, ' ')
    .replace(EDITOR_VALUE, ' ')
    .replace(META_LABELS, ' ')
    .replace(TIMES, ' ')
    .replace(ADDRESS, ' ')
    .replace(/[\s\d\p{P}\p{S}]+/gu, '');
  const size = text.replace(/[\s\p{P}]+/gu, '').length;
  if (rest.length === size) return false;
  return rest.length <= Math.max(1, Math.floor(size * 0.12));
}

/** Files under a notice are part of it. */
export const isAttached = (text: string): boolean =>
  /^[\s\p{P}]*附\s*件|\.(?:docx?|xlsx?|pdf|wps|et|ofd|zip|rar|pptx?)\b/iu.test(text);
