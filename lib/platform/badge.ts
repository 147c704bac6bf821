import { browser } from 'wxt/browser';
import { t } from '../i18n';
import { applyLanguage } from './language';
import { ask } from './messages';
import { pendingFault } from './pending-fault';

/** Deep red of the look on white digits; contrast 7.6. */
const COLOUR = '#a8231c';
const INK = '#ffffff';

/** Text on the toolbar button: `!` while a failure waits to be seen, else the number of due things. */
export const badgeText = (count: number, waiting: boolean): string =>
  waiting ? '!' : count > 99 ? '99+' : count > 0 ? String(count) : '';

/** Shows a count on the toolbar button, and says it in words where the pointer rests. */
export async function showBadge(count: number): Promise<void> {
  const [waiting] = await Promise.all([pendingFault.get(), applyLanguage()]);
  const hint = waiting ? t('common.badgeFault') : count > 0 ? t('common.badgeDue', { count }) : '';
  await Promise.all([
    browser.action.setBadgeText({ text: badgeText(count, waiting !== undefined) }),
    browser.action.setBadgeBackgroundColor({ color: COLOUR }),
    browser.action.setBadgeTextColor?.({ color: INK }),
    browser.action.setTitle({ title: [t('common.appName'), hint].filter(Boolean).join(' · ') }),
  ]);
}

/**
 * Keeps the badge right. `count` says how many things are due now. Returns the function that counts anew and
 * answers with the number; a count that fails leaves the badge as it is and throws.
 */
export function setupBadge(count: () => Promise<number>): () => Promise<number> {
  const refresh = async (): Promise<number> => {
    const due = await count();
    await showBadge(due);
    return due;
  };
  pendingFault.watch(() => void refresh().catch(() => showBadge(0)));
  return refresh;
}

/** For our windows: has the worker count anew after the ledger changed. A worker that sleeps wakes for it. */
export async function pokeBadge(): Promise<void> {
  await ask('badge.refresh', {}).catch(() => undefined);
}

/**
 * Writes a word on the toolbar button of one tab, after the user's own click there; the browser takes it off when the
 * tab goes to another page. A tab that is gone meanwhile is nothing to report.
 */
export async function markTab(tabId: number, text: string, title: string): Promise<void> {
  await Promise.all([
    browser.action.setBadgeText({ tabId, text }),
    browser.action.setTitle({ tabId, title }),
  ]).catch(() => undefined);
}
