import type { Ledger, MetaValue } from '../ledger';
import { CHANNELS, type Channel, type NoticeKind } from '../records/outward';
import { type NoticeStyle, stylesOf } from './format';
import { usualWording } from './values';

/** How this branch writes its notices. */
export interface NoticeChoices {
  channel: Channel;
  style: NoticeStyle;
  atAll: boolean;
  /** Wording by kind, where it differs from the usual one. */
  wording: Partial<Record<NoticeKind, string>>;
}

/** Reads what was remembered; anything unreadable is as if it were never chosen. */
export function readChoices(stored: MetaValue<'notices'> | undefined): NoticeChoices {
  const channel = CHANNELS.find((known) => known === stored?.channel) ?? 'wechat';
  const style = stylesOf(channel).find((known) => known === stored?.style) ?? 'plain';
  return { channel, style, atAll: stored?.atAll === true, wording: stored?.wording ?? {} };
}

/** The choices of a branch. */
export const noticeChoices = async (ledger: Ledger): Promise<NoticeChoices> =>
  readChoices(await ledger.meta('notices'));

/** Remembers choices for this branch, in this profile. */
export async function rememberChoices(ledger: Ledger, patch: Partial<NoticeChoices>): Promise<void> {
  await ledger.changeMeta('notices', (stored) => {
    const before = readChoices(stored);
    return { ...before, ...patch, wording: { ...(patch.wording ?? before.wording) } };
  });
}

/** The wording of a kind: the remembered one, else the usual one. */
export const wordingOf = (choices: NoticeChoices, kind: NoticeKind): string =>
  choices.wording[kind] ?? usualWording(kind);
