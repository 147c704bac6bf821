import { leaderOf, wholeRoster } from '../branch/terms';
import { change, type Ledger, type Rec, type Write } from '../ledger';
import { MEETING_TYPES } from '../records/meeting';
import type { MeetingDraft } from './draft';
import { prefillMeeting, type Prefill } from './prefill';

/** What a plan item says beforehand about the activity that is started from it. */
const SAID = ['date', 'start', 'title', 'place', 'group'] as const;

/**
 * Starts an activity from an item of the year plan: its types, day, time, place, group and topic, and for the rest
 * what is usual. `guessed` is the form without what the plan says, so that a change of types leaves that alone.
 */
export async function prefillFromPlan(
  ledger: Ledger,
  item: Rec<'planItem'>,
  options: Omit<Parameters<typeof prefillMeeting>[1], 'types'>,
): Promise<Prefill & { guessed: MeetingDraft }> {
  const { fields } = item;
  const types = MEETING_TYPES.filter((type) => fields.types?.[type]);
  const prefill = await prefillMeeting(ledger, { ...options, types });
  const said: Partial<MeetingDraft> = {
    date: fields.on,
    ...(fields.start ? { start: fields.start, end: '' } : {}),
    ...(fields.title ? { title: fields.title } : {}),
    ...(fields.place ? { place: fields.place } : {}),
    ...(fields.group ? { group: fields.group } : {}),
  };
  if (fields.group) {
    const group = await ledger.get('partyGroup', fields.group);
    const leader = group && leaderOf(group, await wholeRoster(ledger), fields.on);
    if (leader) said.host = leader;
  }
  const guessed = { ...prefill.draft };
  for (const field of SAID) if (field in said) guessed[field] = '';
  return { ...prefill, draft: { ...prefill.draft, ...said, plan: item.id }, guessed };
}

/** Ties an item to the activity that was started from it; nothing when the item is gone or tied already. */
export async function planLink(ledger: Ledger, draft: MeetingDraft): Promise<Write[]> {
  const item = draft.plan && !draft.base ? await ledger.get('planItem', draft.plan) : undefined;
  if (!item || (item.fields.meeting && (await ledger.get('meeting', item.fields.meeting)))) return [];
  return [change(item, { meeting: draft.id })];
}
