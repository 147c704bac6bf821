import '../lib/records/strict-csp';
import { defineBackground } from 'wxt/utils/define-background';
import { openSpaces, type OpenSpaces } from '../lib/ledger';
import { offsetMinutesAt } from '../lib/life/meetings';
import { refreshDigest } from '../lib/plan/digest';
import { everythingDue } from '../lib/plan/watch';
import { setupBadge } from '../lib/platform/badge';
import { createClipper } from '../lib/platform/clipper';
import { setupCommands } from '../lib/platform/commands';
import { setupJobs } from '../lib/platform/jobs';
import { applyLanguage } from '../lib/platform/language';
import { setupMenus } from '../lib/platform/menus';
import { setupMessages } from '../lib/platform/messages';
import { setupOmnibox } from '../lib/platform/omnibox';
import { openPanel } from '../lib/platform/panel';
import { refreshPolicy, setupPolicy } from '../lib/platform/policy';
import { remindOnceADay, setupReminder } from '../lib/platform/reminder';
import { openWorkbench } from '../lib/platform/workbench';
import { sendWhenDue } from '../lib/rollups/auto';
import { loadRules } from '../lib/rulebook/in-force';
import { civilDateAt } from '../lib/rules/calendar';
import { exchangeNow } from '../lib/share/run';
import { saveClip } from '../lib/study/clip/clips';

/** Everything here registers at once; what needs the ledger waits for it inside of the handlers. */
export default defineBackground(() => {
  // A ledger that could not be opened (a full disk, an update in another window) is tried again at the next need.
  const open = (): Promise<OpenSpaces> => {
    const opening = openSpaces();
    opening.catch(() => (failed = true));
    return opening;
  };
  let failed = false;
  let spaces = open();
  void applyLanguage();

  /** The ledger that the windows show now: the person may have switched to the sample, or just said who they are. */
  const current = async (): Promise<OpenSpaces> => {
    if (failed) {
      failed = false;
      spaces = open();
    }
    const before = await spaces;
    if (((await before.own.meta('space')) ?? 'own') !== before.space) spaces = open();
    const now = await spaces;
    await now.ledger.refreshMe();
    return now;
  };

  const refreshBadge = setupBadge(async () => {
    const { ledger } = await current();
    const now = ledger.clock.wall();
    const today = civilDateAt(now, offsetMinutesAt(now));
    await loadRules(ledger, today);
    await refreshDigest(ledger, today);
    return (await everythingDue(ledger, today)).count;
  });

  const clipper = createClipper({
    save: async (extraction) => saveClip((await current()).ledger, extraction),
    routeOf: (id) => `/study/clip/${id}`,
  });

  setupMenus({
    clip: ({ tab }) => clipper.clipIntoPanel(tab),
    quote: ({ tab, selection }) => clipper.clipIntoPanel(tab, selection),
    panel: ({ tab }) => openPanel({ windowId: tab.windowId }),
    workbench: () => openWorkbench(),
  });
  setupCommands({
    'open-panel': (tab) => openPanel({ windowId: tab.windowId }),
    'clip-page': (tab) => clipper.clipIntoPanel(tab),
  });
  setupOmnibox((typed) => openWorkbench(`/search?q=${encodeURIComponent(typed)}`));
  setupMessages({
    'clip.tab': ({ tabId, granted }) => clipper.clip(tabId, { granted }),
    'badge.refresh': async () => ({ count: await refreshBadge() }),
  });
  setupPolicy();
  setupReminder();
  setupJobs({
    ready: async () => (await current()).own.clock,
    handlers: {
      badge: async () => {
        const count = await refreshBadge();
        const { space, own } = await current();
        // The fictional sample is nothing to be reminded of.
        if (space !== 'own') return;
        const now = own.clock.wall();
        const day = civilDateAt(now, offsetMinutesAt(now));
        await remindOnceADay({ day, hour: new Date(now).getHours(), count });
      },
      daily: async () => {
        void refreshPolicy();
        await refreshBadge();
        const { own } = await current();
        const now = own.clock.wall();
        await sendWhenDue(own, civilDateAt(now, offsetMinutesAt(now)));
      },
      orphans: async () => {
        const { own } = await current();
        // An erasure that was cut off between its commit and its purge is finished here.
        await own.purgeErased();
        await own.sweepOrphans();
      },
      // Never the fictional sample: what is shared is the person's own.
      share: async () => void (await exchangeNow((await current()).own)),
    },
  });
});
