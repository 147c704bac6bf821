import '../lib/records/strict-csp';
import { defineBackground } from 'wxt/utils/define-background';
import { tendExhibitsAlone } from '../lib/governance/exhibit-follow';
import { sweepTemporary } from '../lib/exchange/backup/temporary';
import { tendAllStandings } from '../lib/review/follow';
import { DATABASES, loadLock, openSpaces, type OpenSpaces } from '../lib/ledger';
import { offsetMinutesAt } from '../lib/life/meetings';
import { refreshDigest } from '../lib/plan/digest';
import { everythingDue } from '../lib/plan/watch';
import { setupBadge, showBadge } from '../lib/platform/badge';
import { createClipper } from '../lib/platform/clipper';
import { setupCommands } from '../lib/platform/commands';
import { setupJobs } from '../lib/platform/jobs';
import { applyLanguage } from '../lib/platform/language';
import { lockKey, lockNow, setupLock } from '../lib/platform/lock';
import { setupMenus } from '../lib/platform/menus';
import { setupMessages } from '../lib/platform/messages';
import { setupOmnibox } from '../lib/platform/omnibox';
import { openPanel } from '../lib/platform/panel';
import { refreshPolicy, setupPolicy } from '../lib/platform/policy';
import { remindLocked, remindOnceADay, setupReminder } from '../lib/platform/reminder';
import { openWorkbench } from '../lib/platform/workbench';
import { sendWhenDue } from '../lib/rollups/auto';
import { asFault, Fault } from '../lib/records/fault';
import { loadRules } from '../lib/rulebook/in-force';
import { civilDateAt } from '../lib/rules/calendar';
import { adoptCompany } from '../lib/governance/adopt-company';
import { goOnJoining } from '../lib/share/join';
import { exchangeNow } from '../lib/share/run';
import { saveClip } from '../lib/study/clip/clips';

/** Everything here registers at once; what needs the ledger waits for it inside of the handlers. */
export default defineBackground(() => {
  // A ledger that could not be opened (a full disk, an update in another window) is tried again at the next need.
  const open = (): Promise<OpenSpaces> => {
    const opening = openSpaces(lockKey);
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
    const space = (await before.own.meta('space')) ?? 'own';
    if (space !== before.space || (await before.own.hasMoved())) spaces = open();
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
    save: async (extraction) => {
      const { ledger } = await current().catch((thrown: unknown) => {
        throw asFault(thrown).code === 'E940' ? new Fault('E947') : thrown;
      });
      return saveClip(ledger, extraction);
    },
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
    'lock-now': () => lockNow(),
  });
  setupOmnibox((typed) => openWorkbench(`/search?q=${encodeURIComponent(typed)}`));
  setupMessages({
    'clip.tab': ({ tabId, granted }) => clipper.clip(tabId, { granted }),
    'badge.refresh': async () => ({ count: await refreshBadge() }),
  });
  // Locked: nothing of the content is left in the worker, nor on the toolbar. What runs is broken off and goes on later.
  setupLock((isOpen) => {
    failed = true;
    if (isOpen) return;
    void spaces.then(({ ledger, own }) => [ledger, own].forEach((one) => one.close())).catch(() => undefined);
    void showBadge(0);
  });
  setupPolicy();
  setupReminder();
  setupJobs({
    ready: async () => {
      try {
        return (await current()).own.clock;
      } catch (thrown) {
        if (asFault(thrown).code === 'E940') await remindLocked(dueLocked);
        throw thrown;
      }
    },
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
        await sweepTemporary();
        await own.sweepOrphans();
        // What a window wrote in the form of before a lock, and files that came another way.
        await (await loadLock()).finishLock(own);
      },
      // Never the fictional sample: what is shared is the person's own.
      share: async () => {
        const { own } = await current();
        // Somebody may have closed the window between the six digits and the inviter's word.
        await goOnJoining(own, undefined, adoptCompany).catch(() => false);
        await exchangeNow(own, { ifFree: true });
      },
      exhibits: async ({ state, keep }) => {
        const after = typeof state === 'string' ? state : undefined;
        const { own } = await current();
        await tendExhibitsAlone(own, { after, keep });
        await tendAllStandings(own);
      },
    },
  });
});

const dueLocked = async (day: string): Promise<number> =>
  (await loadLock()).dueWhileLocked(DATABASES.own, day);
