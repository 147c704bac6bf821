import type { Ledger } from '../../lib/ledger';
import { followUse, lockKey, watchLock } from '../../lib/platform/lock';

/** Milliseconds in which a form hands over what was typed last. */
const HAND_OVER = 60;

let guarded = false;

/**
 * Makes a window lock with the profile: it is covered at once, what was typed and not stored yet is stored sealed, and
 * then the window begins anew, with nothing of the content or the key left in it.
 */
export function guardWindow(own: Ledger): void {
  if (guarded) return;
  guarded = true;
  followUse();
  watchLock((open) => !open && void shut(own));
  // It may have been locked while this was fetched.
  void lockKey().then((key) => (key ? undefined : shut(own)));
}

async function shut(own: Ledger): Promise<void> {
  document.documentElement.hidden = true;
  for (const dialog of document.querySelectorAll('dialog')) dialog.close();
  // Forms store what they hold whenever their page is hidden.
  dispatchEvent(new Event('pagehide'));
  await new Promise((resolve) => setTimeout(resolve, HAND_OVER));
  // Answered after what was asked before it: what the forms stored is then there.
  await own.drafts.get('').catch(() => undefined);
  location.reload();
}
