import { doubtfulNames, type NameAnswer } from '../branch/chosen-names';
import { matchNameList, type NameEntry } from '../branch/name-list';
import { looksLikeName } from '../branch/member-name';
import type { Rec } from '../ledger';
import { isCivilDate } from '../rules/calendar';
import type { CHANNELS, NewRequest } from './requests';

/** One request of a pasted list, as it was read. */
export interface RequestLine {
  raw: string;
  /** Members who ask. */
  askers: string[];
  /** A name that may be a member's. */
  doubtful?: NameEntry;
  /** Who else asks, or the place, as the line says it; absent when it says nothing, or names somebody who is no member. */
  from?: string;
  /** The line names a person who is not on the roster: the name is not taken over. */
  stranger?: string;
  on?: string;
  channel?: (typeof CHANNELS)[number];
  text: string;
}

export interface RequestList {
  lines: RequestLine[];
  /** Names that are not clear, each once. */
  doubtful: NameEntry[];
  /** Lines that ask for nothing. */
  ignored: string[];
}

const NUMBER = /^\s*(?:[（(]?\d{1,3}[)）]|\d{1,3}[.、．](?!\d)|[-•·*])\s*/u;
const FULL_DAY = /^(\d{4})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*日?/u;
const SHORT_DAY = /^(\d{1,2})\s*(?:月\s*(\d{1,2})\s*[日号]|[./](\d{1,2})(?![\d.]))/u;
const GAP = /^[\s,，、;；:：|]+/u;
const JOINED = /^(?:和|与|及|等)/u;
const CHANNEL_WORDS: readonly [(typeof CHANNELS)[number], RegExp][] = [
  ['chat', /^(?:微信群|工作群|微信|钉钉|飞书|企业微信|群里|群聊|群接龙)/u],
  ['phone', /^(?:电话|来电)/u],
  ['person', /^(?:当面|面谈|上门|走访|来访)/u],
  ['box', /^(?:意见箱|信箱|留言|问卷)/u],
  ['meeting', /^(?:会上|会议|座谈会|恳谈会)/u],
  ['talk', /^(?:谈心谈话|谈心|谈话)/u],
];
/** What says that a head is a role or a place and no name. */
const PLACE = /[站店区楼路部组群街村厂园网]|骑手|司机|职工|员工|群众|同事|同志|家属|党员/u;
/** What begins a request and is no name. */
const TOPIC = /建议|希望|反映|诉求|意见|问题|请求|咨询|投诉|需求|内容|关于/u;
/** Longest subject taken from a line; the whole line stands under it. */
const SUBJECT = 30;

/**
 * Reads a pasted list of requests, one a line: `周一鸣 11月3日 站点没有热水`, `周一鸣、马骁：充电位太少（微信群）`,
 * `城东站骑手：夜里没有地方休息`, or the cells of a sheet. A day without a year is the latest one that is not after
 * `today`. The name of somebody who is no member is not taken over.
 */
export function readRequestList(text: string, members: readonly Rec<'member'>[], today: string): RequestList {
  const list: RequestList = { lines: [], doubtful: [], ignored: [] };
  const names = members
    .flatMap((member) =>
      [member.fields.name, ...(member.fields.aliases ?? [])].map((name) => ({ name, member })),
    )
    .sort((a, b) => b.name.length - a.name.length);
  for (const raw of text.split(/\r?\n/)) {
    if (!raw.trim()) continue;
    const line = readLine(raw.trim(), names, members, today);
    if (line.text) list.lines.push(line);
    else list.ignored.push(raw.trim());
  }
  list.doubtful = doubtfulNames(list.lines.flatMap((line) => line.doubtful ?? []));
  return list;
}

type Named = { name: string; member: Rec<'member'> };

function readLine(
  raw: string,
  names: readonly Named[],
  members: readonly Rec<'member'>[],
  today: string,
): RequestLine {
  const line: RequestLine = { raw, askers: [], text: '' };
  let rest = raw.replace(NUMBER, '');
  rest = takeTail(line, rest, today);
  for (;;) {
    const before = rest;
    rest = rest.replace(GAP, '');
    const [day, channel, name] = [readDay(rest, today), readChannel(rest), readName(rest, names)];
    if (day && !line.on) {
      line.on = day.on;
      rest = rest.slice(day.length);
    } else if (channel && !line.channel) {
      line.channel = channel.channel;
      rest = rest.slice(channel.length);
    } else if (name) {
      if (!line.askers.includes(name.member.id)) line.askers.push(name.member.id);
      rest = rest.slice(name.name.length).replace(JOINED, '');
    } else {
      if (line.askers.length || line.from || line.stranger) break;
      const length = readHead(line, rest, members);
      if (!length) break;
      rest = rest.slice(length);
    }
    if (rest === before) break;
  }
  line.text = rest.replace(GAP, '').replace(/\t+/g, ' ').trim();
  return line;
}

/** 站点没有热水（微信群，11月3日): what stands in brackets at the end. */
function takeTail(line: RequestLine, text: string, today: string): string {
  const tail = /[（(]([^（()）]{1,24})[)）]\s*$/u.exec(text);
  if (!tail) return text;
  let taken = false;
  for (const part of (tail[1] ?? '').split(/[,，、\s]+/u)) {
    const day = readDay(part, today);
    const channel = readChannel(part);
    if (day?.length === part.length) line.on = day.on;
    else if (channel?.length === part.length) line.channel = channel.channel;
    else return text;
    taken = true;
  }
  return taken ? text.slice(0, tail.index) : text;
}

/** What stands before a colon or in a cell of its own says who asks, or where; returns how much of the text that was. */
function readHead(line: RequestLine, text: string, members: readonly Rec<'member'>[]): number {
  const match = /^([^：:\t]{1,20})[：:\t]+(?=\S)/u.exec(text);
  const head = (match?.[1] ?? '').trim();
  if (!match || TOPIC.test(head)) return readDoubt(line, text, members);
  if (PLACE.test(head) || !looksLikeName(head)) line.from = head;
  else {
    const [entry] = matchNameList(head, members).entries;
    if (entry?.member) line.askers.push(entry.member.id);
    else {
      line.stranger = head;
      if (entry?.candidates.length) line.doubtful = entry;
    }
  }
  return match[0].length;
}

/** A word at the beginning that sounds like somebody of the roster, or that two of them are called. */
function readDoubt(line: RequestLine, text: string, members: readonly Rec<'member'>[]): number {
  const word = /^(\p{Script=Han}{2,4})(?=[\s,，、])/u.exec(text)?.[1];
  const [entry] = word && !PLACE.test(word) && !TOPIC.test(word) ? matchNameList(word, members).entries : [];
  if (!word || !entry?.candidates.length) return 0;
  line.stranger = word;
  line.doubtful = entry;
  return word.length;
}

function readName(text: string, names: readonly Named[]): Named | undefined {
  const found = names.find(({ name }) => {
    if (!text.startsWith(name)) return false;
    // Two characters may begin a word; three hardly ever do.
    const next = text.slice(name.length);
    return name.length > 2 || !next || GAP.test(next) || JOINED.test(next) || /^[（(]/u.test(next);
  });
  // Two people of one name: a person says who it was.
  return found && names.filter(({ name }) => name === found.name).length === 1 ? found : undefined;
}

function readChannel(text: string): { channel: (typeof CHANNELS)[number]; length: number } | undefined {
  for (const [channel, words] of CHANNEL_WORDS) {
    const match = words.exec(text);
    const next = text.slice(match?.[0].length);
    if (match && (!next || GAP.test(next))) return { channel, length: match[0].length };
  }
  return undefined;
}

function readDay(text: string, today: string): { on: string; length: number } | undefined {
  const full = FULL_DAY.exec(text);
  const short = full ? null : SHORT_DAY.exec(text);
  const pad = (value: string | undefined): string => (value ?? '').padStart(2, '0');
  let on = full ? `${full[1]}-${pad(full[2])}-${pad(full[3])}` : '';
  if (short) {
    const day = `${pad(short[1])}-${pad(short[2] ?? short[3])}`;
    on = `${today.slice(0, 4)}-${day}`;
    if (on > today) on = `${Number(today.slice(0, 4)) - 1}-${day}`;
  }
  return isCivilDate(on) ? { on, length: (full ?? short)?.[0].length ?? 0 } : undefined;
}

/**
 * The requests of a list once the names are settled. A line that does not say who asks, or names somebody who is no
 * member, takes the askers or the words of the form; without those it stays behind, and so does a line whose name is in doubt.
 */
export function requestsFrom(
  list: RequestList,
  answers: Readonly<Record<string, NameAnswer>>,
  form: Pick<NewRequest, 'on' | 'channel' | 'from' | 'owner' | 'remindOn'>,
): { requests: NewRequest[]; left: RequestLine[] } {
  const requests: NewRequest[] = [];
  const left: RequestLine[] = [];
  for (const line of list.lines) {
    const answer = line.doubtful && answers[line.doubtful.name]?.who;
    const askers = answer ? [answer] : line.askers;
    const from = askers.length ? '' : (line.from ?? form.from ?? '').trim();
    if ((line.doubtful && !answer) || (!askers.length && !from)) {
      left.push(line);
      continue;
    }
    const long = line.text.length > SUBJECT;
    const [first = line.text] = line.text.split(/[，。；！？,;!?]/u);
    requests.push({
      ...form,
      on: line.on ?? form.on,
      channel: line.channel ?? form.channel,
      askers,
      from,
      subject: long ? cut(first) : line.text,
      ask: long ? line.text : '',
    });
  }
  return { requests, left };
}

const cut = (text: string): string => (text.length > SUBJECT ? `${text.slice(0, SUBJECT - 1)}…` : text);
