import { change, type CommitResult, type Ledger, newId, type Rec } from '../../ledger';
import { addDays } from '../../rules/calendar';
import { lifePack } from '../../rules/packs';
import { tiesOf } from '../hours/study-ties';

/** Activities to whose agenda a clip can be put: those to come, and those of the last days, nearest first. */
export async function agendaCandidates(ledger: Ledger, today: string): Promise<Rec<'meeting'>[]> {
  const [coming, recent] = await Promise.all([
    ledger.list('meeting', { from: today, to: addDays(today, 60), limit: 5 }),
    ledger.list('meeting', { from: addDays(today, -14), to: addDays(today, -1), reverse: true, limit: 3 }),
  ]);
  return [...coming, ...recent];
}

/** True when a clip is on the agenda of an activity. */
export const isOnAgenda = (meeting: Rec<'meeting'>, clip: string): boolean =>
  Object.values(meeting.fields.agenda ?? {}).some((item) => item.clip === clip);

/**
 * Puts a clip on the agenda of an activity as its last item, with its title as the item's words. Does nothing when
 * it is there already.
 */
export async function putOnAgenda(
  ledger: Ledger,
  clip: Rec<'clip'>,
  meeting: Rec<'meeting'>,
  text: string,
): Promise<CommitResult> {
  if (isOnAgenda(meeting, clip.id)) return { ids: [], concurrent: [] };
  const order = Math.max(-1, ...Object.values(meeting.fields.agenda ?? {}).map((item) => item.order)) + 1;
  const item = { [newId()]: { order, text, clip: clip.id } };
  // The activity serves what its material serves, as when the material is put there in its form.
  const { education } = clip.fields;
  const patch = { agenda: item, ...(education ? { education } : {}) };
  const after = { ...meeting.fields, agenda: { ...meeting.fields.agenda, ...item } };
  const ties = await tiesOf(ledger, lifePack(), { id: meeting.id, before: meeting.fields, after });
  return ledger.commit([change(meeting, patch), ...ties], { label: 'clipAgenda' });
}

/** Activities in which a clip was studied, latest first. */
export async function usedIn(ledger: Ledger, clip: string): Promise<Rec<'meeting'>[]> {
  const meetings = await ledger.linked(clip, 'meeting');
  return meetings.sort((a, b) => (a.fields.startsAt < b.fields.startsAt ? 1 : -1));
}
