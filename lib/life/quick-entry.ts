import type { Ledger } from '../ledger';
import type { MeetingType } from '../records/meeting';
import type { LifePack } from '../rules/pack';
import { recordMeeting, type SaveResult } from './meetings';
import { prefillMeeting } from './prefill';

/**
 * Three fields, one record: what, when, and a line of notes. The usual time and place are taken over from the last
 * activity of that type, the rest stays open and shows as 缺项 until somebody fills it in. Host and recorder are
 * taken over only for what is still to come: who really chaired is a fact, and nobody has stated it here.
 * Throws E701 when there is no time of day and none is known, E702 without a type.
 */
export async function quickMeeting(
  ledger: Ledger,
  entry: {
    type: MeetingType;
    /** `YYYY-MM-DD`, or with the time of day `YYYY-MM-DDTHH:mm`. */
    date: string;
    text: string;
    /** Name of a free type. */
    otherType?: string;
  },
  options: { today: string; pack?: LifePack; me?: string; draftId?: string },
): Promise<SaveResult> {
  const { draft } = await prefillMeeting(ledger, {
    types: [entry.type],
    today: entry.date.slice(0, 10) || options.today,
    me: options.me,
  });
  const time = entry.date.slice(11, 16);
  draft.date = entry.date.slice(0, 10);
  // The usual end belongs to the usual start.
  if (time && time !== draft.start) draft.end = '';
  if (time) draft.start = time;
  if (draft.date <= options.today) {
    draft.host = '';
    draft.recorder = '';
  }
  draft.lecturer = '';
  draft.otherType = entry.otherType ?? '';
  draft.minutes = entry.text;
  return recordMeeting(ledger, draft, { pack: options.pack, draftId: options.draftId });
}
