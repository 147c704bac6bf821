import type { Rec } from '../ledger';
import type { AttendanceEntry } from '../records/meeting';
import { setAttendanceFromList } from './attendance-list';
import { timesIn } from './minutes-dates';
import { type People, whoIs } from './minutes-people';
import { fold, NUMBER, numberOf } from './minutes-text';

/** Fields of the form that notes can state at their head. */
export type FactField =
  'date' | 'start' | 'end' | 'place' | 'host' | 'recorder' | 'lecturer' | 'title' | 'guests';

/** What a line of facts states. */
export interface FactsFound {
  facts: { field: FactField; value: string }[];
  /** Numbers of people, to be compared with those of the form. */
  numbers: Partial<
    Record<'expected' | 'attended' | 'online' | 'leave' | 'absent' | 'eligible' | 'present', number>
  >;
  /** Attendance by member id. */
  marks: Record<string, AttendanceEntry>;
  /** Names of a list that are nobody's of the roster without doubt. */
  doubtful: string[];
}

const LABELS: readonly [FactField, RegExp][] = [
  ['date', /^(?:会议|活动)?(?:时间|日期)\s*[:]\s*/],
  ['place', /^(?:会议|活动)?(?:地点|场地|会场)\s*[:]\s*/],
  ['host', /^(?:会议)?(?:主持人?|主持同志)\s*[:]\s*/],
  ['recorder', /^(?:会议)?(?:记录人?|记录员)\s*[:]\s*(?=\S{1,8}$)/],
  ['lecturer', /^(?:主讲人?|讲课人|授课人)\s*[:]\s*/],
  ['title', /^(?:会议|活动)?(?:主题|名称|会议主题)\s*[:]\s*/],
];
const PEOPLE_LINE =
  /^(?:到会|参加|参会|出席|实到|现场|线下|线上|在线|请假|缺席|未到|列席|补课|补学)(?:的)?(?:人员|名单|同志|党员|情况)*\s*(?:\(?\s*\d{1,3}\s*[人名位]?\s*\)?)?\s*[:]\s*\S/;
/** `请假 李四（出差）`: the heading of a list without its colon. */
const BARE_LIST = /^(请假|缺席|线上|列席|到会|未到)(?:人员|的)?\s+(?=\p{Script=Han})/u;

/**
 * Reads a line of the head of the notes: time, place, who led and wrote, who came. Undefined when the line is none.
 * A line of several facts (`时间：… 地点：…`) gives all of them.
 */
export function factsIn(
  line: string,
  on: string,
  members: readonly Rec<'member'>[],
  people: People,
): FactsFound | undefined {
  const found: FactsFound = { facts: [], numbers: {}, marks: {}, doubtful: [] };
  if (
    /^\s*(?:\d{4}[-./年])\s*\d{1,2}[-./月]\s*\d{1,2}日?(?:\s*[(（]?(?:周|星期).[)）]?)?(?:\s*\d{1,2}:\d{2}(?:\s*[-~至—]+\s*\d{1,2}:\d{2})?)?\s*$/.test(
      fold(line),
    )
  ) {
    readPart(`时间：${line.trim()}`, found, on, members, people);
    return found;
  }
  for (const part of partsOf(line)) readPart(part, found, on, members, people);
  readNumbers(line, found);
  const any =
    found.facts.length ||
    Object.keys(found.numbers).length ||
    Object.keys(found.marks).length ||
    found.doubtful.length;
  return any ? found : undefined;
}

/** `时间：15:00 地点：三号会议室 主持：陈立夏` in its parts. */
function partsOf(line: string): string[] {
  const text = fold(line);
  const starts = [
    ...text.matchAll(
      /(?<=^|[\s,，;；。])(?:会议|活动)?(?:时间|日期|地点|场地|主持人?|记录人?|主讲人?|讲课人|主题|到会|参会|出席|实到|线上|请假|缺席|列席)(?:人员|名单)?\s*(?:\(\s*\d+\s*[人名]?\s*\))?\s*[:]/g,
    ),
  ].map((match) => match.index);
  if (starts.length < 2) return [line];
  return [0, ...starts.filter((start) => start > 0)].map((start, index, all) =>
    line.slice(start, all[index + 1]).replace(/[\s,，;；。]+$/, ''),
  );
}

function readPart(
  part: string,
  found: FactsFound,
  on: string,
  members: readonly Rec<'member'>[],
  people: People,
): void {
  const text = fold(part).trim();
  const original = part.trim();
  for (const [field, label] of LABELS) {
    const match = label.exec(text);
    const value = match ? original.slice(match[0].length).trim() : '';
    if (!match || !value || value.length > 60) continue;
    if (field === 'date') {
      const times = timesIn(value, on);
      for (const key of ['date', 'start', 'end'] as const) {
        const time = times[key];
        if (time) found.facts.push({ field: key, value: time });
      }
    } else if (field === 'host' || field === 'recorder' || field === 'lecturer') {
      const person = whoIs(value.replace(/[(（].*$/, ''), people);
      found.facts.push({ field, value: person.member ?? person.name });
    } else found.facts.push({ field, value: value.replace(/[。;；]$/, '') });
    return;
  }
  const bare = BARE_LIST.exec(text);
  const listed = bare
    ? `${bare[1]}：${original.slice(bare[0].length)}`
    : PEOPLE_LINE.test(text)
      ? original
      : undefined;
  if (!listed) return;
  const list = setAttendanceFromList(listed, members);
  // A bare word and a name may be a sentence (线上 大家都同意): without a known name it is no list.
  if (bare && !Object.keys(list.marks).length) return;
  Object.assign(found.marks, list.marks);
  const strangers = list.doubtful.filter((entry) => entry.state === 'observer' && !entry.candidates.length);
  if (strangers.length)
    found.facts.push({ field: 'guests', value: strangers.map(({ name }) => name).join('、') });
  found.doubtful.push(...list.doubtful.filter((entry) => !strangers.includes(entry)).map(({ name }) => name));
  const guests = /^列席(?:的)?(?:人员|同志)*\s*[:]\s*/.exec(text);
  if (guests && !strangers.length && !Object.keys(list.marks).length && !list.doubtful.length)
    found.facts.push({ field: 'guests', value: original.slice(guests[0].length).replace(/[。;；]$/, '') });
}

function readNumbers(line: string, found: FactsFound): void {
  const text = fold(line);
  // 应到会有表决权 belongs to a vote.
  if (/有表决权|有选举权/.test(text)) return;
  const read = (key: keyof FactsFound['numbers'], words: string): void => {
    const match = new RegExp(
      `(?:${words})(?:会)?(?:人数|党员|人员)?\\s*[:为共]?\\s*(${NUMBER})\\s*(?:人|名|位|$|[,，。;；、\\s)）])`,
    ).exec(text);
    const value = match ? numberOf(match[1] ?? '') : undefined;
    if (value !== undefined) found.numbers[key] = value;
  };
  read('expected', '应到');
  read('attended', '实到');
  if (found.numbers.expected === undefined && found.numbers.attended === undefined) {
    // 到会12 线上3 请假2, as it is jotted down.
    if (text.length > 40 || !/(?:^|\s)(?:到会|到场)\s*\d+/.test(text)) return;
    read('attended', '到会|到场');
  }
  read('online', '线上');
  read('leave', '请假');
  read('absent', '缺席');
}
