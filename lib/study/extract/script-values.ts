/** What one script holds of the page's credits. */
export interface ScriptValues {
  /** Moments of publication: dates as text, or seconds or milliseconds since 1970. */
  moments: string[];
  origin?: string;
  writer?: string;
  account?: string;
  title?: string;
}

const KEY = (names: string): string => `(?<![\\w$-])["']?(?:window\\.)?(?:${names})["']?\\s*[:=]\\s*`;
/** A quoted or bare value, also inside the wrappers that decode it. */
const VALUE = `(?:[A-Za-z.]*[Dd]ecode\\w*\\(\\s*)?(?:"([^"\\\\\\n]{1,80}(?:\\\\[u/][^"\\\\\\n]{0,40})*)"|'([^'\\n]{1,80})'|(\\d{10,13})\\b)`;

const MOMENT = new RegExp(
  KEY(
    'publish_?[tT]ime|article_?[tT]ime|publishedTime|published_time|pub_?[tT]ime|pub_?[dD]ate|publish_?[dD]ate|datePublished|newsTime|news_time|release_?[tT]ime|release_?[dD]ate|create_?[tT]ime|createDate|createdAt|created_at|oriCreateTime|ctime|ct|inputtime|addtime|showTime|displayTime|fbsj|pubtime|time',
  ) + VALUE,
  'g',
);
const ORIGIN = new RegExp(
  KEY('source|sourceName|source_name|media|mediaName|media_name|laiyuan|docSource|origin') + VALUE,
  'g',
);
const WRITER = new RegExp(KEY('author|authorName|author_name|writer|zuozhe') + VALUE, 'g');
const ACCOUNT = new RegExp(KEY('nickname|nick_name') + VALUE, 'g');

/** Only names that no list of other articles has, and the first plain `title` of what shows the text. */
const TITLE = new RegExp(
  KEY('msg_title|articleTitle|article_title|widgetTitle|newsTitle|news_title|docTitle|doc_title|title') +
    VALUE.replace('{1,80}', '{1,160}').replace("'([^'\\n]{1,80})'", "'([^'\\n]{1,160})'"),
  'g',
);

const LETTERS = /[\u4e00-\u9fa5]|\\u[4-9][\da-fA-F]{3}|&#/;
const DAYS = /(?:19|20)\d\d[-/年.]|(?<!\d)(?:20\d{6}|1\d{9})/;

const MOMENT_LIKE = /^(?:1\d{9}(?:\d{3})?|(?:19|20)\d\d[-/年.].{4,30}|20\d{6}(?:\d{4}|\d{6}))$/;

const valueOf = (match: RegExpMatchArray): string => decode(match[1] ?? match[2] ?? match[3] ?? '');

/** Script escapes of a value: `\u4e91`. */
export const decode = (text: string): string =>
  text.replace(/\\u([0-9a-fA-F]{4})/g, (_, code) => String.fromCharCode(Number.parseInt(code, 16))).trim();

/** Whether a value is the name of something, and no address, code or markup. */
const isName = (text: string): boolean =>
  /^[\u4e00-\u9fa5A-Za-z0-9·《》“”_－ -]{2,24}$/.test(text) && /[\u4e00-\u9fa5]/.test(text);

/**
 * The credits that a script would print into the page, or hands to what shows it. Nothing of it is run: plain
 * assignments and members of objects are recognised by their names. On a 公众号 page the first `ct` is its time.
 * `isOwn` tells whether what stands at a place of the script speaks of this page ({@link ownValues}).
 */
export function scriptValues(
  text: string,
  isAccount: boolean,
  isOwn: (text: string, at: number) => boolean = () => true,
): ScriptValues {
  const values: ScriptValues = { moments: [] };
  // Most scripts are programs, and have neither letters nor days.
  if (DAYS.test(text))
    for (const match of text.matchAll(MOMENT)) {
      const value = valueOf(match);
      if (MOMENT_LIKE.test(value) && isOwn(text, match.index)) values.moments.push(value);
      if (values.moments.length >= 20) break;
    }
  if (!LETTERS.test(text)) return values;
  const name = (pattern: RegExp): string | undefined => {
    for (const match of text.matchAll(pattern)) {
      const value = valueOf(match);
      if (isName(value) && isOwn(text, match.index)) return value;
    }
    return undefined;
  };
  values.origin = name(ORIGIN);
  values.writer = name(WRITER);
  if (isAccount) values.account = name(ACCOUNT);
  for (const match of text.matchAll(TITLE)) {
    const value = valueOf(match).replace(/^(?:&quot;)+|(?:&quot;)+$/g, '');
    if (/[\u4e00-\u9fa5]{3}/.test(value) && !/[<>{}]/.test(value)) {
      values.title = value;
      break;
    }
  }
  return values;
}
