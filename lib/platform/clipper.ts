import { browser } from 'wxt/browser';
import { asFault, type Fault } from '../records/fault';
import type { Extraction } from '../records/extraction';
import { clipTab, type ReadOptions } from './capture';
import type { ClipOutcome } from './messages';
import { leaveFault } from './pending-fault';
import { openPanel, wishRoute } from './panel';
import { openWorkbench } from './workbench';

export interface ClipperOptions {
  /** Puts what was read into the ledger. */
  save(extraction: Extraction): Promise<ClipOutcome>;
  /** Screen of a clip. */
  routeOf(id: string): string;
}

/** Reads a tab and keeps it, in the worker. */
export interface Clipper {
  /** Clips a tab. @throws Fault of {@link clipTab} or of the ledger */
  clip(tabId: number, how?: ReadOptions): Promise<ClipOutcome>;
  /**
   * For menu and shortcut: opens the panel at once, clips, and leads the panel to the clip; a failure waits for
   * the panel or popup. Call it as the first statement of the handler: the gesture opens the panel.
   */
  clipIntoPanel(tab: { id?: number; windowId?: number }, selection?: string): Promise<ClipOutcome | Fault>;
}

export function createClipper(options: ClipperOptions): Clipper {
  const clip: Clipper['clip'] = async (tabId, how) => options.save(await clipTab(tabId, how));
  return {
    clip,
    async clipIntoPanel(tab, selection) {
      const windowId = tab.windowId;
      const opened = openPanel(windowId === undefined ? {} : { windowId });
      try {
        const outcome = await clip(tab.id ?? browser.tabs.TAB_ID_NONE, { selection, granted: true });
        await showClip(opened, options.routeOf(outcome.id), windowId);
        return outcome;
      } catch (thrown) {
        await leaveFault(thrown, windowId);
        await opened;
        return asFault(thrown);
      }
    },
  };
}

async function showClip(
  opened: Promise<'panel' | 'workbench'>,
  route: string,
  windowId: number | undefined,
): Promise<void> {
  if ((await opened) === 'panel') await wishRoute(route, windowId);
  else await openWorkbench(route);
}
