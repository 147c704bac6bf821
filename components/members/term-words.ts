import { t, tDynamic } from '../../lib/i18n';

/** Name of a post. */
export const postWord = (post: string): string => tDynamic(`branch.post.${post}`);

/** From when to when, in words; '' when neither is known. */
export const timeWord = (time: { from?: string; to?: string }): string =>
  [time.from && t('members.since', { date: time.from }), time.to && t('members.until', { date: time.to })]
    .filter(Boolean)
    .join(' ');
