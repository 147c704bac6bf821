import { change, type CommitResult, type Ledger, type Rec } from '../ledger';
import { agendaCandidates, usedIn } from '../study/clip/agenda';
import { setNote } from '../study/clip/clips';

/** Activities whose record a text about a clip may begin: those that studied it first, then those near today. */
export async function recordsFor(ledger: Ledger, clip: string, today: string): Promise<Rec<'meeting'>[]> {
  const [used, near] = await Promise.all([usedIn(ledger, clip), agendaCandidates(ledger, today)]);
  return [...used, ...near.filter(({ id }) => !used.some((one) => one.id === id))];
}

/**
 * Adds a text below the minutes of an activity, in one commit that also removes the draft of the text. Throws E113 when long minutes are not in this profile:
 * nothing is written over them.
 */
export async function addToMinutes(
  ledger: Ledger,
  meeting: Rec<'meeting'>,
  text: string,
  draft?: string,
): Promise<CommitResult> {
  const before = (await ledger.text(meeting.fields.minutes)).trimEnd();
  const minutes = [before, text.trim()].filter(Boolean).join('\n\n');
  return ledger.commit([change(meeting, { minutes })], { label: 'assistMinutes', draft });
}

/** Adds a text below the note on a clip. Throws E325 when the note would be too long. */
export const addToNote = (
  ledger: Ledger,
  clip: Rec<'clip'>,
  text: string,
  draft?: string,
): Promise<CommitResult> =>
  setNote(ledger, clip, [clip.fields.note, text.trim()].filter(Boolean).join('\n\n'), draft);
