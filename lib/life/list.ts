import type { Ledger, Rec } from '../ledger';
import type { MeetingType } from '../records/meeting';

export interface MeetingFilter {
  /** Any of these types; empty = all. */
  types?: readonly MeetingType[];
  /** Words that all have to occur in {@link MeetingFilter.textOf} of a record, in any order. */
  text?: string;
  /** The searchable text of a record, with names instead of ids. */
  textOf: (meeting: Rec<'meeting'>) => string;
}

/** How many records are read at a time while looking for those that fit. */
const CHUNK = 250;

/** True when a record fits a filter. */
export function fits(meeting: Rec<'meeting'>, filter: MeetingFilter): boolean {
  if (filter.types?.length && !filter.types.some((type) => meeting.fields.types[type])) return false;
  const words = (filter.text ?? '').toLowerCase().split(/\s+/).filter(Boolean);
  if (!words.length) return true;
  const text = filter.textOf(meeting).toLowerCase();
  return words.every((word) => text.includes(word));
}

/** Activities from one day on to another, oldest first. */
export async function meetingsIn(
  ledger: Ledger,
  range: { from?: string; to?: string },
  filter: MeetingFilter,
): Promise<Rec<'meeting'>[]> {
  const found = await ledger.list('meeting', range);
  return found.filter((meeting) => fits(meeting, filter));
}

/**
 * The latest activities up to and including a day, newest first, at most `count`, and whether there are more.
 * Reads no more of the ledger than it has to: with thousands of activities the first page costs one chunk.
 */
export async function meetingsUntil(
  ledger: Ledger,
  to: string,
  count: number,
  filter: MeetingFilter,
): Promise<{ meetings: Rec<'meeting'>[]; more: boolean }> {
  const meetings: Rec<'meeting'>[] = [];
  const seen = new Set<string>();
  let cursor = to;
  let size = CHUNK;
  for (;;) {
    const chunk = await ledger.list('meeting', { to: cursor, limit: size, reverse: true });
    const fresh = chunk.filter((meeting) => !seen.has(meeting.id));
    for (const meeting of fresh) {
      seen.add(meeting.id);
      if (!fits(meeting, filter)) continue;
      if (meetings.length === count) return { meetings, more: true };
      meetings.push(meeting);
    }
    if (chunk.length < size) return { meetings, more: false };
    // The bound is inclusive, so a chunk begins with what the one before ended with; a minute with more
    // activities than a chunk holds needs a larger one.
    const last = chunk[chunk.length - 1]?.fields.startsAt ?? '';
    size = fresh.length && last !== cursor ? CHUNK : size * 2;
    cursor = last;
  }
}
