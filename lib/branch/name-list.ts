import type { Rec } from '../ledger';
import type { AttendanceState } from '../records/meeting';
import { joinPaddedNames, looksLikeName, normalizeName } from './member-name';
import {
  canFollowName,
  canPrecedeName,
  type Hint,
  readHeading,
  readHint,
  withoutAddress,
} from './name-list-words';
import { soundAlike } from './name-search';

export type { Hint, LeaveReason } from './name-list-words';

/** One person of a pasted list. */
export interface NameEntry extends Hint {
  /** The line as it was pasted, for showing beside a question. */
  raw: string;
  /** The name as it was found in the line. */
  name: string;
  /** The words beside the name. */
  remark: string;
  /**
   * Who it is, when there is no doubt. With several candidates beside it, this one was chosen before among people of
   * one name (it has its own name as an alias).
   */
  member?: Rec<'member'>;
  /**
   * Who it may be when there is doubt: several people of that name, a name that sounds alike or differs in one
   * character, a given name alone. Empty = nobody on the roster; never chosen without a person.
   */
  candidates: Rec<'member'>[];
  /** The alias by which the member was found. */
  alias?: string;
  /** True when an earlier entry already was this member; a later state counts. */
  repeated?: boolean;
}

export interface NameList {
  entries: NameEntry[];
  /** Lines that are no entries: title, example, greetings. Shown, so that nothing is dropped in silence. */
  ignored: string[];
}

const NUMBERED =
  /^\s*(?:[（(【[]?\s*\d{1,3}\s*[)）】\].、．:：,，\s]+|\d{1,3}\s*(?=\p{Script=Han})(?!\d{0,3}[年月日号人名位点个])|\d{1,2}\ufe0f?\u20e3\s*|[①-⑳㉑-㉟⑴-⒇⒈-⒛🔟]\s*)/u;
const EMOJI =
  /\p{Extended_Pictographic}|\u{fe0f}|\u{200d}|\u{20e3}|[\u{1f3fb}-\u{1f3ff}]|[\u{1f1e6}-\u{1f1ff}]/gu;
const EXAMPLE = /^\s*(例|示例|格式|e\.g\.?)\s*[:：\s]/i;
const TITLE = /^\s*#/;
const SEPARATORS = /[、,，;；|/\t]+/;

/**
 * Matches a pasted list of names (接龙) to members. Understands numbering, emoji, mentions, lists divided by
 * commas or spaces, headings (`请假：张三、李四`), remarks (`李四（线上）`, `张三 请假 出差`, `王五+1`), padded
 * two-character names, aliases and departments before a name. People who are not found, or not without doubt, are
 * returned with candidates. Call `loadPinyin()` first to have names that sound alike among the candidates.
 */
export function matchNameList(text: string, members: readonly Rec<'member'>[]): NameList {
  const roster = indexNames(members);
  const lines = text
    .replace(/[\u200b\ufeff]/g, '')
    .split(/\r?\n/)
    .filter((line) => line.trim());
  const isNumbered = lines.some((line) => NUMBERED.test(line));
  const list: NameList = { entries: [], ignored: [] };
  let section: AttendanceState | undefined;
  for (const raw of lines) {
    const heading = readHeading(raw.replace(EMOJI, ' '));
    const number = heading ? null : NUMBERED.exec(raw);
    if (!heading && (TITLE.test(raw) || EXAMPLE.test(raw.slice(number?.[0].length ?? 0)))) {
      list.ignored.push(raw.trim());
      continue;
    }
    if (heading) section = heading.state;
    const body = heading ? heading.rest : raw.slice(number?.[0].length ?? 0);
    const state = heading || !isNumbered || section ? section : undefined;
    const before = list.entries.length;
    // Beside numbered lines, a line without number is an entry only when it names somebody of the roster.
    const strangers = !isNumbered || Boolean(number) || heading !== undefined;
    readLine(body, raw.trim(), roster, list, { certain: Boolean(number), strangers, state });
    if (list.entries.length === before && !heading) list.ignored.push(raw.trim());
  }
  markRepeated(list.entries);
  return list;
}

interface Roster {
  members: readonly Rec<'member'>[];
  /** Names and aliases, longest first, so that 王一鸣 is found before 王一. */
  names: string[];
  byName: Map<string, { member: Rec<'member'>; alias: boolean }[]>;
}

function indexNames(members: readonly Rec<'member'>[]): Roster {
  const byName: Roster['byName'] = new Map();
  for (const member of members) {
    const names = new Map([[normalizeName(member.fields.name), false]]);
    for (const alias of member.fields.aliases ?? []) {
      const name = normalizeName(alias);
      if (name && !names.has(name)) names.set(name, true);
    }
    for (const [name, alias] of names) byName.set(name, [...(byName.get(name) ?? []), { member, alias }]);
  }
  return { members, byName, names: [...byName.keys()].sort((a, b) => b.length - a.length) };
}

function readLine(
  body: string,
  raw: string,
  roster: Roster,
  list: NameList,
  options: { certain: boolean; strangers: boolean; state?: AttendanceState },
): void {
  const first = list.entries.length;
  const add = (name: string, remark: string): void => {
    const entry: NameEntry = { raw, name, remark, candidates: [], ...readHint(remark) };
    if (options.state && !entry.state) entry.state = options.state;
    list.entries.push(entry);
    identify(entry, roster);
  };
  const note = (remark: string): void => {
    const last = list.entries[list.entries.length - 1];
    if (!last || list.entries.length === first || !remark.trim()) return;
    last.remark = `${last.remark} ${remark.trim()}`.trim();
    Object.assign(last, readHint(last.remark));
  };
  const clean = joinPaddedNames(normalizeSpaces(body.replace(EMOJI, ' ').replace(/@/g, ' ')));
  for (const segment of clean.split(SEPARATORS)) {
    const hits = findNames(segment, roster.names);
    if (hits.length) {
      note(segment.slice(0, hits[0]?.at));
      const lead = list.entries.length === first ? segment.slice(0, hits[0]?.at) : '';
      hits.forEach((hit, index) => {
        const remark = segment.slice(hit.at + hit.name.length, hits[index + 1]?.at);
        add(
          hit.name,
          `${index === 0 ? lead : ''} ${remark}`
            .replace(/[（）()【】[\]]/g, ' ')
            .replace(/\s+/g, ' ')
            .trim(),
        );
      });
      continue;
    }
    for (const token of segment.replace(/[（）()【】[\]]/g, ' ').split(/\s+/)) {
      if (!token) continue;
      const { name, remark } = splitUnknown(token);
      const expected = options.certain && list.entries.length === first;
      if (options.strangers && looksLikeName(name) && !saysSomething(name)) add(name, remark);
      else if (expected && /\p{L}/u.test(token) && !saysSomething(token)) add(token, '');
      else note(token);
    }
  }
}

const normalizeSpaces = (text: string): string => text.replace(/[•‧・∙]/g, '·').replace(/[\s\u3000]+/g, ' ');

const saysSomething = (text: string): boolean => readHint(text).state !== undefined;

/** Occurrences of roster names that really begin and end where they stand. */
function findNames(segment: string, names: readonly string[]): { name: string; at: number }[] {
  const hits: { name: string; at: number }[] = [];
  const taken = (at: number, length: number): boolean =>
    hits.some((hit) => at < hit.at + hit.name.length && hit.at < at + length);
  for (const name of names) {
    for (let at = segment.indexOf(name); at !== -1; at = segment.indexOf(name, at + name.length)) {
      if (taken(at, name.length)) continue;
      hits.push({ name, at });
    }
  }
  hits.sort((a, b) => a.at - b.at);
  return hits.filter((hit, index) => {
    const end = hit.at + hit.name.length;
    const previous = hits[index - 1];
    const touchesBefore = previous !== undefined && previous.at + previous.name.length === hit.at;
    const touchesAfter = hits[index + 1]?.at === end;
    // Two characters may be part of a longer name (王一 in 王一鸣, 小王 in 小王子); three hardly ever are.
    const startsHere = touchesBefore || hit.name.length > 2 || canPrecedeName(segment.slice(0, hit.at));
    return startsHere && (touchesAfter || canFollowName(segment.slice(end)));
  });
}

/** Splits a token whose name is not on the roster: `王五+1`, `王五请假`, `王五同志`. */
function splitUnknown(token: string): { name: string; remark: string } {
  const match = /^([\p{Script=Han}·]{2,20}|[A-Za-z.'’-]{2,30}(?![A-Za-z\p{Script=Han}]))(.*)$/u.exec(token);
  if (!match) return { name: '', remark: token };
  const word = match[1] ?? '';
  const tail = match[2] ?? '';
  for (const length of [3, 2, 4]) {
    if (word.length > length && saysSomething(word.slice(length)) && canFollowName(word.slice(length))) {
      return { name: word.slice(0, length), remark: word.slice(length) + tail };
    }
  }
  return { name: withoutAddress(word), remark: tail };
}

function identify(entry: NameEntry, roster: Roster): void {
  const known = roster.byName.get(normalizeName(entry.name)) ?? [];
  const exact = known.filter((hit) => !hit.alias);
  const hits = exact.length ? exact : known;
  const only = hits.length === 1 ? hits[0] : undefined;
  if (only) {
    entry.member = only.member;
    if (only.alias) entry.alias = entry.name;
  } else if (hits.length) {
    entry.candidates = hits.map((hit) => hit.member);
    const chosen = entry.candidates.filter(({ fields }) =>
      fields.aliases?.some((alias) => normalizeName(alias) === normalizeName(fields.name)),
    );
    if (exact.length && chosen.length === 1) entry.member = chosen[0];
  } else entry.candidates = similar(entry.name, roster.members);
}

/** People a misspelt or shortened name may mean. */
function similar(name: string, members: readonly Rec<'member'>[]): Rec<'member'>[] {
  const nickname =
    /^[小老阿](\p{Script=Han})$/u.exec(name)?.[1] ??
    /^(\p{Script=Han})(总|哥|姐|工|师傅|老师|书记)$/u.exec(name)?.[1];
  return members.filter(({ fields }) => {
    const other = fields.name;
    if (soundAlike(name, other)) return true;
    if (nickname && other.startsWith(nickname)) return true;
    if (name.length >= 2 && other.length > name.length && (other.endsWith(name) || other.startsWith(name)))
      return true;
    if (other.length >= 2 && name.length > other.length && name.includes(other)) return true;
    if (name.length !== other.length || name.length < 3) return false;
    let differing = 0;
    for (let i = 0; i < name.length; i += 1) if (name[i] !== other[i]) differing += 1;
    return differing === 1;
  });
}

function markRepeated(entries: readonly NameEntry[]): void {
  const seen = new Set<string>();
  for (const entry of entries) {
    if (!entry.member) continue;
    if (seen.has(entry.member.id)) {
      entry.repeated = true;
      // The name stands twice and two people have it: the second is asked about, whatever was chosen before.
      if (entry.candidates.length > 1) delete entry.member;
      continue;
    }
    seen.add(entry.member.id);
  }
}
