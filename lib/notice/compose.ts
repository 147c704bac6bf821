import type { Ledger, Rec } from '../ledger';
import { agendaOf } from '../life/draft';
import { checkContext } from '../life/meetings';
import { meetingSummary } from '../life/summary';
import { isPlanned } from '../life/warnings';
import type { Meeting } from '../records';
import type { NoticeKind } from '../records/outward';
import { noticeChoices, wordingOf } from './choices';
import { textForChat } from './format';
import { nextNotice } from './sent';
import { type NoticeSource, noticeValues } from './values';
import { fillWording } from './wording';

/**
 * The notice that is wanted now, in the branch's usual wording and for its usual chat: what one press copies.
 */
export async function readyNotice(
  ledger: Ledger,
  fields: Meeting,
  about: Omit<NoticeSource, 'fields' | 'clips'> & { sent: readonly Rec<'sentNotice'>[] },
): Promise<{ kind: NoticeKind; text: string }> {
  const { roster, pack } = about;
  const [choices, clips] = await Promise.all([
    noticeChoices(ledger),
    ledger.getMany(
      'clip',
      agendaOf(fields).flatMap((item) => item.clip ?? []),
    ),
  ]);
  const { now, offsetMinutes } = checkContext(ledger, roster, pack);
  const kind = nextNotice({
    planned: isPlanned(fields, now, offsetMinutes),
    sent: about.sent.map((note) => note.fields),
    unanswered: meetingSummary(fields, roster, pack).by.unmarked.length,
  });
  const values = noticeValues({
    ...about,
    fields,
    clips: new Map(clips.map((clip) => [clip.id, clip])),
  });
  return { kind, text: textForChat(fillWording(wordingOf(choices, kind), values), choices) };
}
