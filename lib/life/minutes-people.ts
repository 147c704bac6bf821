import type { Rec } from '../ledger';
import { normalizeName } from '../branch/member-name';
import { fold } from './minutes-text';

/** A person as the notes name them. */
export interface Named {
  /** As it is written: 白露, 张书记, 行政部. */
  name: string;
  /** Member, when there is no doubt. */
  member?: string;
  /** Members it may be, when there is doubt. Chosen by a person, never by the program. */
  candidates: string[];
}

type Post = NonNullable<Rec<'member'>['fields']['posts']>[number];

/** Posts by which a person is called. A surname before them, or nobody else in the post, says who it is. */
const POSTS: readonly [RegExp, readonly Post[]][] = [
  [/^副书记$/, ['deputySecretary']],
  [/^(?:支部|支委)?书记$/, ['secretary']],
  [/^组织委员$/, ['organization']],
  [/^宣传委员$/, ['publicity']],
  [/^(?:纪检|纪律检查)委员$/, ['discipline']],
  [/^(?:党小组|小组)?组长$/, ['groupLeader']],
  [
    /^(?:支部|支)?委员?$/,
    ['secretary', 'deputySecretary', 'organization', 'publicity', 'discipline', 'committeeMember'],
  ],
];
const TITLE =
  /^(\p{Script=Han})(副书记|书记|组织委员|宣传委员|纪检委员|委员|小组长|组长|总监|总|工|老师|师傅|主任|站长|经理|队长|哥|姐|叔|同志)$/u;
/** Surnames under which most people are found: 白露： is somebody speaking, 要求： is not. */
const SURNAMES =
  '王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文欧阳司徒上官诸葛';
/** Words before a colon that look like a name and are none. */
const NO_NAME =
  /^(?:方案|安排|时间|时限|时长|任务|任务单|成果|金额|高度|明确|项目|应到|实到|党课|党员|党员大会|党小组|党日|计划|程序|章程|路线|文件|文件名|通过|单位|关于|包括|全体|强调|经费|经办|纪律|车辆|解决|管理|宣传|安全|常规|严禁|平时|成员|方式|方法|余下|石材|任何|任职|高见|程度|夏季|江边|文明|文化|文稿|武装|金句|易错|余项|何时|何地|何人|于是|周一|周二|周三|周四|周五|周六|周日|周末|万一|白天|钱款|高频|顾虑|史实|龙头|许可|傅里|金点子|何处|段落|孔洞|贺词|常态|常见|毛病|温馨提示)$/;

/** Names by which people of a roster are found in a text. */
export interface People {
  members: readonly Rec<'member'>[];
  /** Names and aliases, longest first. */
  names: string[];
  byName: Map<string, Rec<'member'>[]>;
}

export function peopleOf(members: readonly Rec<'member'>[]): People {
  const byName = new Map<string, Rec<'member'>[]>();
  const add = (name: string, member: Rec<'member'>): void => {
    const known = byName.get(name) ?? [];
    if (name && !known.includes(member)) byName.set(name, [...known, member]);
  };
  for (const member of members) add(normalizeName(member.fields.name), member);
  for (const member of members) {
    for (const alias of member.fields.aliases ?? []) add(normalizeName(alias), member);
  }
  return { members, byName, names: [...byName.keys()].sort((a, b) => b.length - a.length) };
}

/** Who a name of the notes is, with doubt kept as doubt. `speaker` is who says 我. */
export function whoIs(text: string, people: People, speaker?: Named): Named {
  const name = normalizeName(text.replace(/[@()[\]]/g, '')).replace(/(?<=..)同志$/, '');
  if (/^我(?:们)?$/.test(name)) return speaker ?? { name, candidates: [] };
  const ids = (found: readonly Rec<'member'>[]): string[] => found.map(({ id }) => id);
  const known = people.byName.get(name) ?? [];
  // A name that is also kept as a person's own alias was chosen for that person before.
  const chosen = known.filter(({ fields }) => fields.aliases?.includes(name));
  const hits = known.length > 1 && chosen.length === 1 ? chosen : known;
  if (hits.length)
    return { name, member: hits.length === 1 ? hits[0]?.id : undefined, candidates: ids(hits) };
  const holding = (posts: readonly Post[], among = people.members): Rec<'member'>[] =>
    among.filter(({ fields }) => fields.posts?.some((post) => posts.includes(post)));
  const post = POSTS.find(([words]) => words.test(name));
  if (post) {
    const holders = holding(post[1]);
    return { name, member: holders.length === 1 ? holders[0]?.id : undefined, candidates: ids(holders) };
  }
  const title = TITLE.exec(name);
  const nick =
    /^[小老阿](\p{Script=Han})$/u.exec(name)?.[1] ?? (/^\p{Script=Han}$/u.test(name) ? name : undefined);
  const surname = title?.[1] ?? nick;
  if (surname) {
    const family = people.members.filter(({ fields }) => fields.name.startsWith(surname));
    const role = POSTS.find(([words]) => words.test(title?.[2] ?? ''));
    const holders = role ? holding(role[1], family) : [];
    if (holders.length)
      return { name, member: holders.length === 1 ? holders[0]?.id : undefined, candidates: ids(holders) };
    return { name, candidates: ids(family) };
  }
  return { name, candidates: [] };
}

/** True for what can stand before a colon as the person who speaks. */
export function isSpeaker(text: string, people: People): boolean {
  const name = normalizeName(text).replace(/(?<=..)同志$/, '');
  if (!name || NO_NAME.test(name)) return false;
  if (people.byName.has(name) || /^(?:发言人|说话人|发言者|speaker)\s*\d{1,2}$/i.test(name)) return true;
  if (POSTS.some(([words]) => words.test(name)) && name.length > 1) return true;
  const surname = TITLE.exec(name)?.[1];
  if (surname)
    return SURNAMES.includes(surname) || people.members.some(({ fields }) => fields.name.startsWith(surname));
  if (/^\p{Script=Han}$/u.test(name))
    return people.members.some(({ fields }) => fields.name.startsWith(name));
  if (/^[小老]\p{Script=Han}$/u.test(name)) return SURNAMES.includes(name.slice(1));
  return /^\p{Script=Han}{2,4}$/u.test(name) && name.length <= 3 && SURNAMES.includes(name[0] ?? '');
}

/** Names of the roster in a text, in their order. */
export function mentioned(text: string, people: People): { name: string; at: number }[] {
  const hits: { name: string; at: number }[] = [];
  for (const name of people.names) {
    if (name.length < 2) continue;
    for (let at = text.indexOf(name); at !== -1; at = text.indexOf(name, at + name.length)) {
      if (!hits.some((hit) => at < hit.at + hit.name.length && hit.at < at + name.length))
        hits.push({ name, at });
    }
  }
  return hits.sort((a, b) => a.at - b.at);
}

const DO =
  '(?:负责|牵头|落实|跟进|组织|起草|撰写|整理|完成|汇总|承办|协调|督促|联系|对接|准备|统计|通知|收集|报送|安排|办理|整改|制作|做|写|拍|来办|来做|去办|来写|来|去|抓)';
const BY = new RegExp(
  `由(?!于|此|衷|不得|来已)\\s*([^,，。;；:：由]{1,18}?)(?:同志|同志们)?\\s*(?:共同|分别|具体|总体|一起|各自)?${DO}`,
  'g',
);
const LABEL =
  /(?:责任人|负责人|牵头人|承办人|经办人|跟进人|责任单位|责任部门|owner)\s*[:：]?\s*([^,，。;；:：)）\s]{1,18})/gi;
const AT = /@\s*([^\s@,，:：。;；]{1,10})/g;
/** Words that name everybody and so nobody. */
const NOBODY =
  /^(?:大家|各位|全体|全体党员|相关(?:人员|同志|部门)?|有关(?:人员|同志|部门)?|专人|谁|他|她|他们|本人)$/;

/**
 * People that a sentence puts in charge, as it names them. More than one is a question, not an answer: the record
 * has one person in charge.
 */
export function ownersIn(sentence: string, people: People, speaker?: Named): Named[] {
  const text = fold(sentence);
  const found: { name: string; at: number }[] = [];
  const add = (name: string, at: number): void => {
    for (const part of name.split(/[、,和与及/]|以及/)) {
      const clean = part.replace(/\s/g, '').replace(/等(?:人)?$/, '');
      if (clean && !NOBODY.test(clean)) found.push({ name: clean, at: at + name.indexOf(part) });
    }
  };
  for (const match of text.matchAll(BY)) add(match[1] ?? '', match.index);
  for (const match of text.matchAll(LABEL)) if (match[1] !== '待定') add(match[1] ?? '', match.index);
  for (const match of text.matchAll(AT)) add(match[1] ?? '', match.index);
  const names = mentioned(text, people);
  for (const { name, at } of names) {
    const rest = text.slice(at + name.length);
    const asked = /(?:请|让|交给|交由|安排)$/.test(text.slice(0, at));
    const acts = new RegExp(`^(?:同志)?\\s*(?:具体|总体)?(?:负责|牵头|落实|跟进|来办|来做|去办|承办)`).test(
      rest,
    );
    if (asked || acts) add(name, at);
  }
  // 李四负责 of somebody who is not on the roster.
  for (const match of text.matchAll(
    /(?<=^|[,，。;；、\s(（])(\p{Script=Han}{2,4}?)(?:同志)?(?:负责|牵头)/gu,
  )) {
    if (isSpeaker(match[1] ?? '', people)) add(match[1] ?? '', match.index);
  }
  if (speaker && /我(?:来|这边|们组)?\s*(?:负责|牵头|跟进|落实|去办|来办|来|去)/.test(text))
    add('我', text.indexOf('我'));
  const unique = new Map<string, Named>();
  for (const { name } of found.sort((a, b) => a.at - b.at)) {
    const person = whoIs(name, people, speaker);
    unique.set(person.member ?? person.name, person);
  }
  // 由白露 also matches the bare name 白露 behind it: what lies inside of another is the same words.
  return [...unique.values()].filter(
    (person, _, all) =>
      !all.some(
        (other) =>
          other !== person && other.name.length > person.name.length && other.name.includes(person.name),
      ),
  );
}

/**
 * The person of a line of bare words, such as `休息点巡查 白露 11月底`: a name that stands alone between the other
 * words.
 */
export function ownerAmongWords(line: string, people: People): Named[] {
  const words = fold(line)
    .split(/[\s,，、()（）/—–|:：]+|-(?!\d)/)
    .filter(Boolean);
  if (words.length < 2) return [];
  const named = words.filter(
    (word) => people.byName.has(word) || (TITLE.test(word) && isSpeaker(word, people)),
  );
  return [...new Set(named)].map((word) => whoIs(word, people));
}
