import type { Rec } from '../ledger';
import { civilDate, dateParts, endOfMonth, isCivilDate } from '../rules/calendar';

/** A line of the minutes that reads like a task. Offered, never entered without a person. */
export interface MinutesTask {
  /** Number of the line, from 1. */
  line: number;
  text: string;
  /** Member named in the line, when it is exactly one. */
  owner?: string;
  /** `YYYY-MM-DD`, when the line names a day. */
  dueOn?: string;
}

const TASK =
  /决定|决议|议定|由.{1,12}(负责|牵头|落实|跟进)|负责人|责任人|牵头|(前|底)(完成|落实|报|提交)|完成时限/;
const LEAD = /^[\s\d.、)）(（①-⑳一二三四五六七八九十·•*-]+[.、)）\s]\s*|^(决定|决议|议定)(事项)?\s*[:：]\s*/;

/**
 * Lines of rough minutes that name a decision, somebody in charge or a deadline, with what they say about both.
 * Plain patterns: what they do not find is entered by hand, and a year is taken from the day of the meeting.
 */
export function tasksInMinutes(
  minutes: string,
  members: readonly Rec<'member'>[],
  on: string,
): MinutesTask[] {
  return minutes.split('\n').flatMap((raw, index) => {
    if (!TASK.test(raw)) return [];
    const text = raw.replace(LEAD, '').replace(LEAD, '').trim();
    if (text.length < 4 || text.length > 200) return [];
    const named = members.filter((member) => text.includes(member.fields.name));
    const task: MinutesTask = { line: index + 1, text };
    if (named.length === 1 && named[0]) task.owner = named[0].id;
    const dueOn = isCivilDate(on) ? dayIn(text, on) : undefined;
    if (dueOn) task.dueOn = dueOn;
    return [task];
  });
}

/** The day that a text names, seen from the day of the meeting: 11-30, 11月30日, 2026.11.30, 11月底, 本月底, 年底. */
function dayIn(text: string, on: string): string | undefined {
  const { year, month } = dateParts(on);
  const at = (y: number, m: number, d: number): string | undefined => {
    if (m < 1 || m > 12 || d < 1 || d > 31) return undefined;
    const day = civilDate(y, m, d);
    return isCivilDate(day) ? day : undefined;
  };
  /** A month before that of the meeting is meant for the next year. */
  const yearOf = (m: number): number => (m < month ? year + 1 : year);
  const full = /(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})/.exec(text);
  if (full) return at(Number(full[1]), Number(full[2]), Number(full[3]));
  const day = /(?<!\d)(\d{1,2})(?:月|[-/])(\d{1,2})(?!\d|[-/.])/.exec(text);
  if (day) return at(yearOf(Number(day[1])), Number(day[1]), Number(day[2]));
  const end = /(?<!\d)(\d{1,2})\s*月底/.exec(text);
  if (end) {
    const first = at(yearOf(Number(end[1])), Number(end[1]), 1);
    return first && endOfMonth(first);
  }
  if (/(本月底|月底前|月底完成)/.test(text)) return endOfMonth(on);
  return /年底/.test(text) ? civilDate(year, 12, 31) : undefined;
}
