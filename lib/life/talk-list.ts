import { doubtfulNames, type NameAnswer } from '../branch/chosen-names';
import { matchNameList, type NameEntry } from '../branch/name-list';
import type { Rec } from '../ledger';
import { isCivilDate } from '../rules/calendar';
import type { NewTalk } from './talks';

/** One talk of a pasted list, as it was read. */
export interface TalkLine {
  raw: string;
  /** Absent when the line names only the other person: then it was whoever the form names. */
  talker?: NameEntry;
  partner: NameEntry;
  /** Day that the line gives. */
  on?: string;
  /** Words that the line has beside names and day. */
  content: string;
}

export interface TalkList {
  lines: TalkLine[];
  /** Names that are not clear, each once however often it occurs. */
  doubtful: NameEntry[];
  /** Lines that name nobody. */
  ignored: string[];
}

/** What stands between the one who led the talk and the other: 陈立夏—周一鸣, 陈立夏与周一鸣, or two cells of a sheet. */
const BETWEEN = /\s*(?:[—–－~→↔⇄＆&:：\t]+|-+>?|与|和|同|跟|找)\s*/gu;
const FULL_DAY = /(\d{4})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*日?/u;
const SHORT_DAY = /(?<![\d.])(\d{1,2})\s*(?:月\s*(\d{1,2})\s*[日号]|[./](\d{1,2})(?![\d.]|\s*[小学]))/u;
const NUMBER = /^\s*(?:[（(]?\d{1,3}[)）]|\d{1,3}[.、．](?!\d))\s*/u;

/**
 * Reads a pasted list of talks: a line per talk (`陈立夏—周一鸣 11月3日 谈工作压力`), a line with one who talked and
 * several others (`陈立夏—周一鸣、马骁`), or names alone, which are talks of the person that the form names. A day without
 * a year is the latest one that is not after `today`.
 */
export function readTalkList(text: string, members: readonly Rec<'member'>[], today: string): TalkList {
  const list: TalkList = { lines: [], doubtful: [], ignored: [] };
  const lines = text.split(/\r?\n/).filter((line) => line.trim());
  for (const raw of lines) {
    const found = readLine(raw.trim(), members, today);
    if (found.length) list.lines.push(...found);
    else list.ignored.push(raw.trim());
  }
  list.doubtful = doubtfulNames(list.lines.flatMap((line) => [line.talker ?? [], line.partner].flat()));
  return list;
}

function readLine(raw: string, members: readonly Rec<'member'>[], today: string): TalkLine[] {
  const { on, before, after } = takeDay(raw.replace(NUMBER, ''), today);
  const named = partnersOf(split(before, members).tail, members).partners.length > 0;
  // Behind the day stand words; only where nobody is named before it do the names.
  const { head, tail } = split(named ? before : `${before} ${after}`.trim(), members);
  const { partners, words } = partnersOf(tail, members);
  const content = [words, named ? after : '']
    .map((text) => text.replace(/^[\s,，;；:：。.—–-]+/u, '').trim())
    .filter(Boolean)
    .join(' ');
  return partners.map((partner) => ({ raw, talker: head, partner, on, content }));
}

/**
 * The people of the second half of a line, and the words beside the last of them. Members are found wherever they
 * stand; of what is no member only the first word of a part can be a name, the rest of it is what was talked about.
 */
function partnersOf(
  text: string,
  members: readonly Rec<'member'>[],
): { partners: NameEntry[]; words: string } {
  const partners: NameEntry[] = [];
  let words = '';
  for (const part of text.split(/[、,，;；]/u)) {
    const { entries } = matchNameList(part, members);
    const certain = entries.filter((entry) => entry.member);
    const [first] = entries;
    if (certain.length) {
      partners.push(...certain);
      words = certain.at(-1)?.remark ?? '';
    } else if (first && part.trim().startsWith(first.name)) {
      partners.push(first);
      words = part.trim().slice(first.name.length);
    } else words = `${words} ${part}`;
  }
  const seen = new Set<string>();
  return {
    partners: partners.filter(({ name, member }) => {
      const key = member?.id ?? name;
      if (seen.has(key)) return false;
      seen.add(key);
      return true;
    }),
    words: words.trim(),
  };
}

/** Cuts a line behind the one name with which it begins, when something that stands between people follows. */
function split(text: string, members: readonly Rec<'member'>[]): { head?: NameEntry; tail: string } {
  for (const match of text.matchAll(BETWEEN)) {
    const left = text.slice(0, match.index).trim();
    const tail = text.slice(match.index + match[0].length);
    if (!left || !tail.trim()) continue;
    const { entries } = matchNameList(left, members);
    const [only] = entries;
    if (entries.length !== 1 || !only || only.remark || left.length > only.name.length + 2) continue;
    if (!matchNameList(tail, members).entries.length) continue;
    return { head: only, tail };
  }
  return { tail: text };
}

function takeDay(text: string, today: string): { on?: string; before: string; after: string } {
  const full = FULL_DAY.exec(text);
  const short = full ? null : SHORT_DAY.exec(text);
  const match = full ?? short;
  if (!match) return { before: text, after: '' };
  const pad = (value: string | undefined): string => (value ?? '').padStart(2, '0');
  let on = full ? `${full[1]}-${pad(full[2])}-${pad(full[3])}` : '';
  if (short) {
    const day = `${pad(short[1])}-${pad(short[2] ?? short[3])}`;
    on = `${today.slice(0, 4)}-${day}`;
    if (on > today) on = `${Number(today.slice(0, 4)) - 1}-${day}`;
  }
  if (!isCivilDate(on)) return { before: text, after: '' };
  return {
    on,
    before: text.slice(0, match.index).trim(),
    after: text.slice(match.index + match[0].length).trim(),
  };
}

/**
 * The talks of a list once the names are settled. Lines whose people are not known stay behind, and so do lines without
 * a day when the form has none.
 */
export function talksOf(
  list: TalkList,
  answers: Readonly<Record<string, NameAnswer>>,
  form: Omit<NewTalk, 'partner'>,
): { talks: NewTalk[]; left: TalkLine[] } {
  const talks: NewTalk[] = [];
  const left: TalkLine[] = [];
  const idOf = (entry: NameEntry): string | undefined => entry.member?.id ?? answers[entry.name]?.who;
  for (const line of list.lines) {
    const talker = line.talker ? idOf(line.talker) : form.talker;
    const partner = idOf(line.partner);
    if (!talker || !partner || talker === partner) left.push(line);
    else {
      const content = [form.content, line.content].filter(Boolean).join('\n');
      talks.push({ ...form, on: line.on ?? form.on, talker, partner, content });
    }
  }
  return { talks, left };
}
