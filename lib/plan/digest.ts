import { duesFindings } from '../dues/today';
import { currentLanguage } from '../i18n';
import type { Digest, Ledger } from '../ledger';
import { myFigures } from '../life/my-figures';
import { rememberTalks } from '../life/talk-count';
import { openRequests, whoseRequest } from '../requests/requests';
import { addDays } from '../rules/calendar';
import { watchRows } from './watch';

/** Days ahead that 今日 looks at in plan and deadlines, and rows at most; the rest is behind the links. */
const AHEAD = 14;
const SHOWN = 6;
/** Open requests that are kept ready: a person looks at the own ones among them. */
const KEPT = 100;

/**
 * Counts what 今日 shows and what would be dear to count while it opens: plan, deadlines, arrears, the pairs of
 * 谈心谈话 and the own hours ask for the whole roster or a year of records. The worker does it after every change and once a day; the
 * windows show what was counted last, and everything in it can be counted anew at any time.
 */
export async function refreshDigest(ledger: Ledger, today: string): Promise<void> {
  await rememberTalks(ledger, today);
  const me = ledger.me?.member;
  const [watch, dues, requests, mine] = await Promise.all([
    watchRows(ledger, today, addDays(today, AHEAD)),
    duesFindings(ledger, today),
    openRequests(ledger),
    me ? myFigures(ledger, me, today) : undefined,
  ]);
  // In the order of the shape: what is read back is compared as text.
  const counted: Digest = {
    day: today,
    language: currentLanguage(),
    watch: watch.slice(0, SHOWN).map((row) => ({
      key: row.key,
      day: row.day,
      title: [row.name, row.title].filter(Boolean).join(' · '),
      to: row.to,
      ...(row.start ? { start: row.start } : {}),
      step: row.step !== undefined,
    })),
    requests: requests.slice(0, KEPT).map(({ id, fields }) => ({
      id,
      title: fields.subject,
      state: fields.state,
      ...(fields.remindOn ? { day: fields.remindOn } : {}),
      who: whoseRequest(fields),
    })),
    more: Math.max(0, watch.length - SHOWN),
    ...(mine && { mine }),
    dues,
  };
  const known = await ledger.meta('digest');
  // A value that stands is not written again: every window that shows it would be told.
  if (JSON.stringify(known) !== JSON.stringify(counted)) await ledger.setMeta('digest', counted);
}
