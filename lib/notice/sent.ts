import { type CommitResult, create, type Ledger, type Rec, remove } from '../ledger';
import type { SentNotice } from '../records';
import type { NoticeKind } from '../records/outward';

/** Notes on an activity that a notice of it was sent. Its text is not kept; its draft goes in the same commit. */
export const noteSent = (ledger: Ledger, sent: SentNotice, draft?: string): Promise<CommitResult> =>
  ledger.commit([create('sentNotice', sent)], { label: 'noticeSent', draft });

/** Takes a note back. The message in the group stays where it is. */
export const removeSent = (ledger: Ledger, note: Rec<'sentNotice'>): Promise<CommitResult> =>
  ledger.commit([remove(note)], { label: 'noticeSentRemove' });

/** Notices of an activity that were sent, latest first. */
export async function sentNotices(ledger: Ledger, meeting: string): Promise<Rec<'sentNotice'>[]> {
  const notes = await ledger.linked(meeting, 'sentNotice');
  return notes.sort((a, b) => (a.fields.sentAt < b.fields.sentAt ? 1 : -1));
}

/**
 * The notice that is most likely wanted now: before the activity the notice itself, then a reminder to those who have
 * not answered; after it the result.
 */
export function nextNotice(about: {
  planned: boolean;
  sent: readonly Pick<SentNotice, 'kind'>[];
  unanswered: number;
}): NoticeKind {
  if (!about.planned) return 'thanks';
  return about.unanswered > 0 && about.sent.some((note) => note.kind === 'upcoming')
    ? 'reminder'
    : 'upcoming';
}
