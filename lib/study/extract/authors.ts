import { type Credit, creditsIn, joinSpaced } from './credit-labels';
import { isPerson, NAMES, OFFICE, ROLE_WORDS } from './credit-words';
import { findDates } from './dates';
import { ATTRIBUTION } from './credits';
import { plain } from './judge';
import { type Line, RANK } from './lines';
import { postedBy, reviewer } from './posted-by';
import { metaOf, type Structured } from './structured';
import { AUTHOR_NAMES, MEDIA_NAME, NOT_A_NAME } from './vocabulary';

/** Staff numbers behind editors' names (`SF012`, `_NB3456`). */
const CODE = /\s*[_(]?(?:[A-Z]{1,4}\d{2,6}|(?<=[\s_(])[A-Z]{2,3}\b(?=\s*\d*$))[)]?/g;

/**
 * Names out of the value of a credit, joined by `、`. With `certain` only what is the name of a person for sure
 * counts; without, a pen name, an account or an office will do when there is nothing better.
 */
export function namesIn(value: string, certain = false): string | undefined {
  // Where it was written from is no name: `张三 发自 某地`.
  const tokens = joinSpaced(
    value
      .replace(CODE, '')
      .replace(/(?<=\S.)\s*发自.*$/, '')
      .trim(),
  )
    // What a writer is stands in brackets behind each name.
    .replace(/(?<=[\u4e00-\u9fa5]{2})\([^()]{2,40}\)(?=[\s、,]*[\u4e00-\u9fa5]{2})/g, ' ')
    .replace(/[([【〔].*$/, (tail, at: number) => (at === 0 ? tail : ''))
    .split(/\s*[、,;/&|丨▪•]\s*|\s+|(?<=[\u4e00-\u9fa5]{2})和(?=[\u4e00-\u9fa5]{2})/)
    .map((token) => {
      let text = token.replace(/^[\s\p{P}]+|[\s\p{P}]+$/gu, '');
      for (let times = 0; times < 3; times += 1) text = text.replace(ROLE_WORDS, '') || text;
      return text.replace(
        /(?:综合报道|报道|摄影报道|摄影|文图|图文|供稿|整理|编译|摄|文|发自.*)$/,
        (end, at: number) => (at >= 2 ? '' : end),
      );
    })
    .filter(
      (token) =>
        token.length >= 2 && !NOT_A_NAME.test(token) && !/[:。!?\d]{2}|转载|出处|注明|欢迎|授权/.test(token),
    );
  const persons: string[] = [];
  for (const token of tokens) {
    if (isPerson(token) || (!certain && isPenName(token))) persons.push(token);
    // Names end where something else begins: `张三 进入社区`.
    else if (persons.some(isPerson)) break;
  }
  // An office in front of its writer is no author of its own.
  const names = certain || persons.some(isPerson) ? persons : loose(tokens);
  const joined = [...new Set(names)].join('、');
  return joined.length >= 2 && joined.length <= 60 ? joined : undefined;
}

/** Two or three characters that may be a name, whatever it begins with. */
const isPenName = (token: string): boolean =>
  /^[\u4e00-\u9fa5]{2,3}$/.test(token) && !OFFICE.test(token) && !NOT_A_NAME.test(token);

/** What may stand for a name when no person is named: not a string of menu words. */
function loose(tokens: readonly string[]): string[] {
  const usable = tokens.filter((token) => token.length <= 20 && !/^(?:进入|我来|我要|查看|点击)/.test(token));
  // `教务处 张三`: the office in front of its writer.
  const rest = usable.filter((token) => !OFFICE.test(token));
  const names = rest.length && rest.every(isPenName) ? rest : usable;
  return names.length > 3 ? names.slice(0, 1) : names;
}

const named = (credits: readonly Credit[], words: RegExp): string[] =>
  credits
    .filter((credit) => credit.role === 'author' && words.test(credit.label))
    .map((credit) => credit.value);

/** What reporters did with the words of an author. */
const NOTED = /(?:整理|记录)[\s)】]*$/;

/** The authors that one line names; reporters and correspondents together. */
function authorsIn(line: Line): string | undefined {
  if (line.place === 'below' && line.link > line.size * 0.5) return undefined;
  const credits = line
    .credits()
    .filter((credit) => credit.role === 'author' && (credit.signed || (line.stops === 0 && line.size <= 60)));
  if (!credits.length) return undefined;
  const found: string[] = [];
  const writers = named(credits, /作|撰|执|写|文|稿/);
  for (const credit of credits) {
    const value = credit.value;
    // 图 and 记者 behind 作者 tell who took the pictures, or say it again.
    if (writers.length && (/^图/.test(credit.label) || NOTED.test(value))) continue;
    const names = namesIn(value, !credit.signed) ?? undefined;
    if (names) found.push(...names.split('、'));
  }
  const unique = [...new Set(found)];
  const persons = unique.some(isPerson) ? unique.filter((name) => isPerson(name) || isPenName(name)) : [];
  const joined = (persons.length ? persons : unique).join('、');
  return joined && joined.length <= 60 ? joined : undefined;
}

/** Brackets in which reporters or authors are named. */
const BRACKETED = /[(【]([^()【】。]{0,90}?(?:记\s*者|通讯员|作者|文[/:图]|实习生)[^()【】。]{0,90})[)】]/g;
/** Names alone in brackets behind the dateline: `…11月20日电 (尹川)`. */
const WIRE = new RegExp(`\\d{1,2}日(?:电|讯|消息)\\s*[(](?:记者)?\\s*(${NAMES})[)]`);
/** `某社记者张三` as a line of its own, or at the end of a text. */
const UNDER = new RegExp(
  `[(【]?\\s*(?:[\\u4e00-\\u9fa5]{0,12}(?:记者|通讯员)|作者|文/图|文图|图文|文)\\s*[:/]?\\s*(${NAMES})\\s*[)】]?$`,
);

/** `（示例网站 张三）` at the end of a text. */
const SIGNED = new RegExp(
  `[(]\\s*[\\u4e00-\\u9fa5]{2,18}(?:网站|报|网|社|台|频道|客户端|中心|委|院|局|部|校)\\s+(${NAMES})\\s*(?:[|丨]+[^()]{2,24})?[)]\\s*$`,
);

/** `……。（张三）`: names alone in brackets behind the last sentence. */
const NAMED_END = new RegExp(`(?:^|[。!?”"])\\s*[(]\\s*(${NAMES})\\s*[)]\\s*$`);
/** `张三/文 李四/图`. */
export const WRITTEN = new RegExp(
  `^[\\s□■◎●]*(${NAMES})\\s*[/丨|]?\\s*文(?:字)?(?:[\\s、/]+.{0,12}(?:图|摄影?))?$`,
);

/** Names of two or three characters and nothing else. */
const PEN_NAMES = /^[\u4e00-\u9fa5]{2,3}(?:[\s、,]+[\u4e00-\u9fa5]{2,3})*$/;
/** `丰江晨报记者 冼若谷` and nothing else. */
const UNDER_ALONE = /^[(【]?\s*[\u4e00-\u9fa5]{2,12}(?:记者|通讯员)\s+([\u4e00-\u9fa5]{2,3})\s*[)】]?$/;

function bracketed(text: string): string | undefined {
  const near = joinSpaced(text);
  for (const match of near.matchAll(BRACKETED)) {
    const credits = creditsIn(match[1] ?? '').filter((credit) => credit.role === 'author');
    const isWritten = credits.some((credit) => /作/.test(credit.label));
    const names = credits
      // Who wrote down what an author said is not the author.
      .filter((credit) => !(isWritten && NOTED.test(credit.value)))
      .flatMap(
        (credit) =>
          (
            namesIn(credit.value, true) ??
            (credit.at === 0 && PEN_NAMES.test(credit.value) ? namesIn(credit.value) : undefined)
          )?.split('、') ?? [],
      );
    if (names.length) return [...new Set(names)].join('、');
  }
  const wire = WIRE.exec(near);
  return wire ? namesIn(wire[1] ?? '', true) : undefined;
}

/** Who wrote it: authors, reporters and correspondents, joined by `、`. */
export function readAuthor(lines: readonly Line[], structured: Structured): string | undefined {
  const isEditor = (names: string): boolean => {
    const editors = lines.flatMap((line) =>
      line.size > 400
        ? []
        : line
            .credits()
            .flatMap(({ role, value }) => (role === 'editor' ? (namesIn(value) ?? '').split('、') : [])),
    );
    return names.split('、').every((one) => editors.includes(one));
  };
  const above = lines.filter((line) => line.place !== 'below' && (line.place === 'above' || line.at < 4));
  const under = lines.filter(
    (line) => (line.place === 'below' && !line.comment) || (line.place === 'inside' && line.at >= 4),
  );
  const meta = metaOf(structured, 'author', 'article:author', 'og:article:author', 'byl');
  if (structured.account && meta && !MEDIA_NAME.test(meta)) return namesIn(plain(meta)) ?? meta.slice(0, 40);
  return (
    first(above, (line) => (isShort(line) ? authorsIn(line) : undefined)) ??
    (structured.account ? beforeAccount(above, structured.account) : undefined) ??
    first(above, (line) => byClass(line, structured.account)) ??
    first(above, byBox) ??
    first(lines, (line) => {
      const names = line.size <= 24 && line.at < 4 ? WRITTEN.exec(joinSpaced(line.text))?.[1] : undefined;
      return names && namesIn(names, true);
    }) ??
    first(above, (line) => bracketed(line.text.slice(0, 400))) ??
    first(under, (line) => (line.size <= 40 || line.stops === 0 ? authorsIn(line) : undefined)) ??
    first(under, (line) => bracketed(line.text.slice(-90)) ?? underText(line)) ??
    first(lines, attributedAuthor) ??
    first(lines, postedBy) ??
    first(above, reviewer) ??
    statedAuthor(meta, structured, isEditor) ??
    first(lines, (line) => (line.between ? unlabelled(line) : undefined)) ??
    first(lines, (line) => (line.between ? beforeTime(line) : undefined)) ??
    inPieces(lines) ??
    overTime(lines) ??
    byProfile(lines) ??
    overRank(lines) ??
    accountName(structured) ??
    (lines.some((line) => line.place === 'above' && POSTED.test(line.text))
      ? first(lines, (line) => (line.between ? account(line) : undefined))
      : undefined) ??
    first(above, (line) => {
      const issuer = line.credits().find((credit) => credit.role === 'issuer')?.value;
      return issuer && isPerson(issuer) ? issuer : undefined;
    })
  );
}

const isShort = (line: Line): boolean =>
  line.place === 'inside' ? line.size <= 60 && line.stops === 0 : line.size <= 200 && line.stops <= 2;

function first<T>(lines: readonly Line[], read: (line: Line) => T | undefined): T | undefined {
  for (const line of lines) {
    const value = read(line);
    if (value !== undefined) return value;
  }
  return undefined;
}

/** On a 公众号 page the author stands in front of the account, if there is one. */
function beforeAccount(above: readonly Line[], ownName: string): string | undefined {
  for (const { text, names } of above.flatMap((line) => line.pieces)) {
    if (text === ownName) return undefined;
    if (
      /rich_media_meta_text/.test(names) &&
      text.length >= 2 &&
      text.length <= 20 &&
      !/\d|[:。]/.test(text) &&
      !NOT_A_NAME.test(text)
    )
      return text;
  }
  return undefined;
}

/** Class and id words of subjects and boards: what is named there is no person. */
const SUBJECT_NAMES = /(?:^|[\s_-])(?:tags?|keywords?|categor\w*|board|forum|channel|badge\w*)(?:$|[\s_-])/;

const PLAIN_NAME = /(?:^|[\s_-])name(?:$|[\s_-])/;

/** A short piece in an element that is named for its author. */
function byClass(line: Line, ofAccount: string | undefined): string | undefined {
  if (line.place !== 'above') return undefined;
  for (const piece of line.pieces) {
    const isPlain = (line.between || /avatar|author|user/.test(line.names)) && PLAIN_NAME.test(piece.names);
    if ((!AUTHOR_NAMES.test(piece.names) && !isPlain) || piece.text.length > 30 || /[:\d]/.test(piece.text))
      continue;
    if (NOT_A_NAME.test(piece.text) || MEDIA_NAME.test(piece.text) || SUBJECT_NAMES.test(piece.names))
      continue;
    // The name of an account is that of its person only where no account publishes.
    if (ofAccount && /nick/.test(piece.names)) continue;
    const value = namesIn(piece.text.replace(/^(?:文|图文|by)\s*[/|]?\s*/i, ''));
    if (value) return value;
  }
  return undefined;
}

/** The first piece of a line whose box is named for its author. */
function byBox(line: Line): string | undefined {
  if (line.place !== 'above' || line.size > 80 || line.stops || !AUTHOR_NAMES.test(line.names))
    return undefined;
  const [piece] = line.pieces;
  if (!piece || piece.text.length > 16 || /[:\d]/.test(piece.text)) return undefined;
  if (NOT_A_NAME.test(piece.text) || MEDIA_NAME.test(piece.text)) return undefined;
  return namesIn(piece.text);
}

/** The author in a sentence that says where a reprint comes from. */
const attributedAuthor = (line: Line): string | undefined => {
  if (line.place === 'above' || line.size > 120 || !ATTRIBUTION.test(line.text)) return undefined;
  const credit = creditsIn(joinSpaced(line.text)).find(({ role, signed }) => role === 'author' && signed);
  return credit && namesIn(credit.value.split(/[,。;]/)[0] ?? '');
};

/** `摘自《某书》，张三 著`: who wrote what a text is taken from. */
const TAKEN = new RegExp(`》[,\\s]*(${NAMES})\\s*著[)】]?$`);

const underText = (line: Line): string | undefined => {
  if (line.stops > 0 && line.place === 'below') return undefined;
  const end = joinSpaced(line.text.slice(-60));
  const match = UNDER.exec(end) ?? SIGNED.exec(end) ?? NAMED_END.exec(end) ?? TAKEN.exec(end);
  const alone = UNDER_ALONE.exec(end)?.[1];
  return (match && namesIn(match[1] ?? '', true)) ?? (alone && namesIn(alone));
};

/** The author that the head of a page states; some systems write the editor there. */
function statedAuthor(
  meta: string | undefined,
  structured: Structured,
  isEditor: (names: string) => boolean,
): string | undefined {
  for (const value of [meta, structured.authors.join('、'), structured.writer]) {
    const text = value?.replace(/^(?:作者|记者|文)\s*[:/]?\s*/, '');
    const names = text && namesIn(text, true);
    if (names && !isEditor(names)) return names;
  }
  return undefined;
}

/** A line between headline and text that is nothing but the names of persons. */
function unlabelled(line: Line): string | undefined {
  if (SUBJECT_NAMES.test(line.names)) return undefined;
  if (line.size < 2 || line.size > 16 || line.stops || line.link || findDates(line.text).length)
    return undefined;
  const text = joinSpaced(line.text.replace(/^[\s\p{P}\p{S}]+/u, ''));
  const tokens = text.split(/[\s、,]+/);
  // `示例局某某司 张三`
  const [office = '', ...persons] = tokens;
  const names = persons.length && office.length >= 4 && OFFICE.test(office) ? persons : tokens;
  return names.every((token) => isPerson(token)) ? names.join('、') : undefined;
}

/** What stands beside the name of an account: one can follow it, or it is told apart from other posts. */
const POSTED = /^\+?\s*(?:已?关注|订阅)$|粉丝|创作者|官方账号|认证|发布于|发表于|楼主|积分|主题|帖子/;

/** What posts are counted by. */
const COUNTED = /字数|阅读\s*[\d,]|喜欢\s*\d|次点击/;

/** `南山种豆 2023.06.11 21:05 字数 1,012 阅读 77`: a name in front of the time of a counted post. */
function beforeTime(line: Line): string | undefined {
  const [date] = findDates(line.gapped);
  if (!date || line.stops || line.size > 80 || !COUNTED.test(line.text)) return undefined;
  const name = line.gapped
    .slice(0, date.at)
    .replace(/[\s·•|]+$/, '')
    .trim();
  return name.length >= 2 &&
    name.length <= 16 &&
    /^[\u4e00-\u9fa5A-Za-z][\u4e00-\u9fa5A-Za-z0-9_-]*$/.test(name) &&
    !NOT_A_NAME.test(name) &&
    !MEDIA_NAME.test(name)
    ? name
    : undefined;
}

/** `示例报道  张三  2020-06-03 05:00`: the one element of a credit line that is the name of a person. */
function inPieces(lines: readonly Line[]): string | undefined {
  return first(lines, (line) => {
    if (!line.between || line.stops || line.size > 80 || line.pieces.length < 2) return undefined;
    if (!findDates(line.gapped).length || line.credits().some(({ role }) => /author|editor|staff/.test(role)))
      return undefined;
    const persons = line.pieces.filter(
      ({ text, names }) => isPerson(joinSpaced(text)) && !NOT_A_NAME.test(text) && !SUBJECT_NAMES.test(names),
    );
    return persons.length === 1 ? joinSpaced(persons[0]?.text ?? '') : undefined;
  });
}

/** A name between headline and text that leads to somebody's own page. */
const byProfile = (lines: readonly Line[]): string | undefined =>
  first(lines, (line) => (line.between && line.isProfile ? account(line) : undefined));

/** The name over the rank of who wrote the first post. */
function overRank(lines: readonly Line[]): string | undefined {
  const at = lines.findIndex(({ place, text }) => place === 'above' && RANK.test(text));
  const over = at > 0 ? lines[at - 1] : undefined;
  return over && over.place === 'above' ? account(over) : undefined;
}

/** The name of an account in a line of its own over the time of a counted post. */
function overTime(lines: readonly Line[]): string | undefined {
  const at = lines.findIndex(
    ({ between, stops, size, gapped }) =>
      between && !stops && size <= 80 && COUNTED.test(gapped) && findDates(gapped).length,
  );
  const over = at > 0 ? lines[at - 1] : undefined;
  return over?.between ? account(over) : undefined;
}

/** A line that is nothing but the name of an account. */
function account(line: Line): string | undefined {
  const usable = line.size >= 2 && line.size <= 16 && line.stops === 0 && !findDates(line.text).length;
  if (!usable || !/^[\u4e00-\u9fa5A-Za-z][\u4e00-\u9fa5A-Za-z0-9·_ -]*$/.test(line.text)) return undefined;
  return NOT_A_NAME.test(line.text) || MEDIA_NAME.test(line.text) ? undefined : line.text;
}

/** Self-media pages are written by their account. */
function accountName(structured: Structured): string | undefined {
  const stated = structured.authors[0] ?? structured.writer;
  return stated && !OFFICE.test(stated) && stated.length <= 20 ? stated : undefined;
}

/** The account of which a script alone tells: nothing is credited on the page itself. */
export function accountIn(structured: Structured, lines: readonly Line[]): string | undefined {
  const { origin } = structured;
  if (!origin || origin.length > 16 || MEDIA_NAME.test(origin) || OFFICE.test(origin)) return undefined;
  const isCredited = lines.some((line) =>
    line.credits().some(({ role }) => role === 'source' || role === 'issuer'),
  );
  return isCredited || structured.meta.has('source') || structured.meta.has('contentsource')
    ? undefined
    : origin;
}

/** Who edited it (责任编辑), as printed below or above the text. */
export function readEditor(lines: readonly Line[], structured: Structured): string | undefined {
  const find = (words: RegExp): string | undefined =>
    first(lines.toReversed(), (line) => {
      if (line.size > 400) return undefined;
      const credits = line.credits();
      const credit = credits.find(
        (one) => one.role === 'editor' && words.test(one.label.replace(/\s+/g, '')),
      );
      return credit && (credit.signed || line.stops === 0) ? namesIn(credit.value) : undefined;
    });
  // Of several kinds of editors the responsible one is meant.
  return find(/责任编辑|责编/) ?? find(/编/) ?? metaOf(structured, 'editor', 'responsibleeditor');
}
