import { findDates, type FoundDate } from '../extract/dates';

/** Words that name an issuing body at their end. */
const ORGAN_END =
  '委员会|办公厅|办公室|常委会|人民政府|国务院|中共中央|党中央|党工委|党委|党组|组织部|工作部|部门|联合会|总工会|工会|团委|妇联|协会|法院|检察院|党支部|党总支|支部|集团|公司|中心|学校|大学|代表大会|指挥部|领导小组|[部局委厅署院会办司处组团]';
export const ORGAN = `[\\u4e00-\\u9fa5（）()、·]{0,40}?(?:${ORGAN_END})`;
const IS_ORGAN = new RegExp(`^[\\u4e00-\\u9fa5（）()、·\\s]{0,60}(?:${ORGAN_END})$`);

/** Kinds of documents, as their titles end. */
const GENRE =
  '条例|规定|办法|细则|规则|准则|章程|决定|决议|意见|通知|公告|通告|通报|公报|纲要|规划|方案|法|令|批复|命令|解释|指引|指南|标准|制度|规范|规程|程序|要点|计划|清单|目录|函';
const ENDS_IN_GENRE = new RegExp(`(?:${GENRE})$`);
/** `本条例`, `本办法`: how a document calls itself. */
export const OWN_NAME = `本(?:${GENRE})`;

const OPEN = '[〔［\\[【（(﹝]';
const CLOSE = '[〕］\\]】）)﹞]';
const DIGITS = '[0-9０-９一二三四五六七八九十百零〇]{1,6}';
/** 国发〔2020〕1号, 公告〔2024〕第3号, 令2024年第3号, 国务院令第764号. */
const NUMBER_SOURCE =
  `(?:[\\u4e00-\\u9fa5A-Za-z]{1,24}\\s*(?:${OPEN}\\s*[12１２][0-9０-９]{3}\\s*${CLOSE}|[12][0-9]{3}年)\\s*第?\\s*${DIGITS}\\s*号` +
  `|[\\u4e00-\\u9fa5、\\s]{0,30}令\\s*[（(]?\\s*第\\s*${DIGITS}\\s*号\\s*[）)]?)`;
const NUMBER = new RegExp(NUMBER_SOURCE);
const NUMBER_AT_END = new RegExp(`[（(]?(${NUMBER_SOURCE})[）)]?$`);
const NUMBER_AT_START = new RegExp(`^[（(]?(${NUMBER_SOURCE})[）)]?\\s+`);

/** Text without any white space: how values are compared with what the page prints. */
export const dense = (text: string): string => text.replace(/\s+/gu, '');

/** A document's number as printed, without white space; undefined when the text holds none. */
export const numberIn = (text: string): string | undefined => {
  const found = NUMBER.exec(text)?.[0];
  return found && tidyNumber(found);
};

const tidyNumber = (text: string): string => {
  const plain = dense(text);
  return /令[（(]?第/.test(plain) ? plain.replace(/[（()）]/g, '') : plain;
};

/** True when a text is the name of a body and nothing else. */
export const isOrgan = (text: string): boolean => {
  const plain = text.trim();
  return plain.length >= 2 && plain.length <= 60 && IS_ORGAN.test(plain);
};

/** Dates of a text in any form; see {@link findDates}. */
export const datesIn = (text: string): readonly FoundDate[] => findDates(text.normalize('NFKC'));

/** The day that a text is, apart from signs: `2020年1月5日`, `二〇二〇年一月五日`. */
export function dayAlone(text: string): string | undefined {
  const plain = text
    .normalize('NFKC')
    .replace(/\s+/g, '')
    .replace(/^\(|\)$/g, '');
  const [date] = findDates(plain);
  return date && date.at === 0 && date.end === plain.length ? date.value.slice(0, 10) : undefined;
}

/** A title without its number, and the number. */
export function partTitle(title: string): { name: string; number?: string } {
  const text = title.trim();
  const end = NUMBER_AT_END.exec(text);
  const start = NUMBER_AT_START.exec(text);
  if (end && end.index > 4)
    return { name: text.slice(0, end.index).trim(), number: tidyNumber(end[1] ?? '') };
  if (start) return { name: text.slice(start[0].length).trim(), number: tidyNumber(start[1] ?? '') };
  return { name: text };
}

/** What stands behind a title in brackets and is no part of the kind of document: （试行）, （2023年修订）, （全文）. */
const APPENDIX = /\s*[（(【[〔][^（）()【】〔〕]{1,24}[）)】\]〕]\s*$/;
const core = (title: string): string => {
  let text = title.trim();
  for (let turn = 0; turn < 2; turn += 1) text = text.replace(APPENDIX, '');
  return text.replace(/^《([^《》]+)》$/, '$1').trim();
};

/** Reports about a document, by what their titles do with it. */
const REPORTS = new RegExp(
  `^(?:[\\u4e00-\\u9fa5、\\s]{0,30}?(?:${ORGAN_END}|中央|[省市县区州国盟])\\s*)(?:日前|近日|今日|今天|昨日|正式|联合|将|拟|已)*(?:印发|发布|公布|出台|下发|颁布|推出|审议|通过|修订(?!草案)|修改|施行|征求)`,
);
const TALKS =
  /解读|答记者问|一图|图解|图说|问答|看点|亮点|速览|划重点|来了|侧记|综述|评论|社论|观察|时评|访谈|专访|发布会|座谈会|研讨|宣讲|学习贯彻|心得|体会|权威发布|[今明]起|日起|新规|记者|如何|为何|怎么|有哪些|[！!？?丨｜]/;
const IS_NOTICE = /关于.+(?:通知|意见|决定|公告|通告|批复|函|决议|命令|方案|办法|规定|细则)$/;

/** True when a title is that of a document, and not of a report about one. */
export function isDocumentTitle(title: string): boolean {
  const name = core(partTitle(title).name);
  if (name.length < 3 || name.length > 120 || !ENDS_IN_GENRE.test(name)) return false;
  if (REPORTS.test(name) || /[！!？?丨｜]/.test(name)) return false;
  return IS_NOTICE.test(name) || !TALKS.test(name);
}

/** True for pages that explain a document or ask about it: they hold its words and are not it. */
export const isAboutDocument = (title: string): boolean => TALKS.test(title);

/** The body that a title names in front of what it is about: `示例省人民政府关于…的通知`. */
export function organOfTitle(title: string): string | undefined {
  const front = /^(.{2,50}?)\s*(?:关于|批转|转发|印发)/.exec(title.trim())?.[1]?.trim();
  return front && isOrgan(front) ? front : undefined;
}

/** A line that is nothing but a heading: short, without a sentence. */
export const isHeading = (line: string): boolean =>
  line.length >= 4 && line.length <= 80 && !/[。；;！？:：]/.test(line);

/** First article or chapter of a document. */
export const opensArticles = (line: string): boolean => /^第[一1]\s*[条章](?![款规的中])/.test(line.trim());
