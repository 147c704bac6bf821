import type { Member } from '../records';
import { PARTY_POSTS, type STANDINGS } from '../records/member';
import { isBlank, parseRosterDate, type ReadDate } from './roster-dates';

export { canBeSame, isBlank, type ReadDate } from './roster-dates';

/** A value read from a cell: absent when the cell says nothing, with `unknown` when it says something unreadable. */
export interface ReadValue<T> {
  value?: T;
  unknown?: boolean;
}

type Category = Member['category'];
type Post = (typeof PARTY_POSTS)[number];
type Standing = (typeof STANDINGS)[number];

const plain = (text: string): string => text.normalize('NFKC').replace(/[\s()[\]【】]/g, '');

/** Reads a date; see {@link parseRosterDate}. */
export const readDate = (text: string): ReadDate => parseRosterDate(text);

/** 人员类别 in its variants; 群众, 共青团员 and the like are unknown: they are not on a roster of the branch. */
export function readCategory(text: string): ReadValue<Category> {
  const word = plain(text).replace(/^中国共产党|^中共/, '');
  if (isBlank(word)) return {};
  if (/^预备(党员|期)?$|^(probationary)/i.test(word)) return { value: 'probationary' };
  if (/^(正式)?党员$|^正式$|^(full)/i.test(word)) return { value: 'full' };
  if (/发展对象|^candidate/i.test(word)) return { value: 'candidate' };
  if (/积极分子|培养对象|^activist/i.test(word)) return { value: 'activist' };
  if (/申请(入党)?人|入党申请|^applicant/i.test(word)) return { value: 'applicant' };
  return { unknown: true };
}

export function readGender(text: string): ReadValue<'male' | 'female'> {
  const word = plain(text).toLowerCase();
  if (isBlank(word)) return {};
  if (/^(男性?|m|male)$/.test(word)) return { value: 'male' };
  if (/^(女性?|f|female)$/.test(word)) return { value: 'female' };
  return { unknown: true };
}

/** 是/否, √/×, 有/无, TRUE/FALSE. */
export function readYesNo(text: string): ReadValue<boolean> {
  const word = plain(text).toLowerCase();
  if (/^(否|无|没有|不是|×|x|✗|n|no|false|0)$/.test(word)) return { value: false };
  if (isBlank(word)) return {};
  if (/^(是|有|√|✓|✔|y|yes|true|1|流动党员|流动|失联|失联党员)$/.test(word)) return { value: true };
  return { unknown: true };
}

const POST_WORDS: readonly [Post, RegExp][] = [
  ['deputySecretary', /^(党?支部)?副书记$|^deputysecretary$/i],
  ['secretary', /^(党?支部)?(委员会)?书记$|^secretary$/i],
  ['organization', /^(党?支部)?组织(委员|委)$|^组织.*委员$/],
  ['publicity', /^(党?支部)?宣传(委员|委)$|^宣传.*委员$/],
  ['discipline', /^(党?支部)?(纪检|纪律检查|纪律)(委员|委)$|^纪检.*委员$/],
  ['groupLeader', /^(第?.{0,3})?(党小组)?组长$/],
  [
    'committeeMember',
    /^(党?支部)?(支委|委员|支部委员|支委会委员|支委委员)$|^(青年|统战|保密|群工|群众工作|生活|文体|妇女|安全|学习|保障).*委员$/,
  ],
];

/** Duties in the branch: several in one cell, divided by commas or 兼. What is not one of them is in `others`. */
export function readPosts(text: string): { value?: Post[]; others: string[] } {
  const posts = new Set<Post>();
  const others: string[] = [];
  if (isBlank(text)) return { others };
  const words = text
    .normalize('NFKC')
    .split(/[、,，;；/\n]|兼|和|以及|及/)
    .map(plain)
    .filter(Boolean);
  for (const word of words) {
    if (isBlank(word) || /^(普通)?党员$|^成员$/.test(word)) continue;
    const post = POST_WORDS.find(([, pattern]) => pattern.test(word))?.[0];
    if (post) posts.add(post);
    else others.push(word);
  }
  return { ...(posts.size ? { value: PARTY_POSTS.filter((post) => posts.has(post)) } : {}), others };
}

/** 党籍状态. 已转出, 出党 and the like are unknown: a roster is no place to take somebody's membership away. */
export function readStanding(text: string): ReadValue<Standing> {
  const word = plain(text);
  if (isBlank(word)) return {};
  if (/^(正常|在籍|党籍正常|正常党籍)$/.test(word)) return { value: 'normal' };
  if (/失联|失去联系/.test(word)) return { value: 'outOfContact' };
  if (/留党察看/.test(word)) return { value: 'onProbationWithinParty' };
  if (/停止党籍|停止党员权利|中止党籍/.test(word)) return { value: 'suspended' };
  return { unknown: true };
}

/** A telephone number without the blanks and dashes inside it. */
export function readPhone(text: string): ReadValue<string> {
  if (isBlank(text)) return {};
  const plainText = text.normalize('NFKC').trim();
  const joined = plainText.replace(/[\s-]/g, '');
  return { value: /^\+?\d{11,13}$/.test(joined) ? joined : plainText };
}

/** Free text, absent for 无 and —. */
export const readText = (text: string): ReadValue<string> =>
  isBlank(text) ? {} : { value: text.replace(/[ \t\u3000]+/g, ' ').trim() };

const NUMERALS = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九', '十'];

/** A group's name as it is compared: 1组, 第一组, 一组 and 第一党小组 are one group. */
export const groupKey = (name: string): string =>
  plain(name)
    .replace(/党小组|小组|党组|组/g, '')
    .replace(/^第/, '')
    .replace(/^0*(\d{1,2})$/, (whole, digits: string) => NUMERALS[Number(digits)] ?? whole)
    .toLowerCase();

/** The name a new group gets: a bare number is spelt out (1 → 第一党小组), anything else stays. */
export function groupName(text: string): string {
  const key = groupKey(text);
  return NUMERALS.includes(key)
    ? `第${key}党小组`
    : text.normalize('NFKC').replace(/\s+/g, ' ').trim().slice(0, 40);
}
