import { browser } from 'wxt/browser';
import * as z from 'zod/mini';
import type { Fault } from '../records/fault';
import { fromWire } from './fault-wire';
import { pendingFault, takePendingFault } from './pending-fault';
import { storedItem } from './storage';
import { openWorkbench } from './workbench';

/** The screen that the panel of a window shall show next. */
const panelWish = storedItem(
  'session',
  'panelWish',
  z.object({ route: z.string(), windowId: z.optional(z.number()) }),
);

/** What Firefox has instead of a side panel; not in the types of the Chrome API. */
interface SidebarAction {
  open(): Promise<void>;
}

interface PanelDoors {
  sidePanel?: { open?(options: { windowId: number }): Promise<void> };
  sidebarAction?: SidebarAction;
}

const doors = (): PanelDoors => browser as unknown as PanelDoors;

/** How this browser shows the panel: `none` means that everything opens in the full tab. */
export function panelKind(): 'sidePanel' | 'sidebar' | 'none' {
  const { sidePanel, sidebarAction } = doors();
  if (typeof sidePanel?.open === 'function') return 'sidePanel';
  return sidebarAction ? 'sidebar' : 'none';
}

export interface OpenPanelOptions {
  /** Window whose panel opens; the current one when absent. */
  windowId?: number;
  /** Screen to show, such as `/study/clip/<id>`; what the panel showed last when absent. */
  route?: string;
}

/**
 * Opens the panel. It has to be the first statement of a handler of a click, menu or shortcut: browsers accept
 * it only there, and an `await` before it loses the gesture. Where there is no panel, or the browser refuses,
 * the full tab opens at the same screen; the result says which of the two it was.
 */
export function openPanel(options: OpenPanelOptions = {}): Promise<'panel' | 'workbench'> {
  let opening: Promise<void>;
  try {
    opening = callOpen(options.windowId);
  } catch (thrown) {
    opening = Promise.reject(thrown);
  }
  return settle(opening, options);
}

function callOpen(windowId: number | undefined): Promise<void> {
  const { sidePanel, sidebarAction } = doors();
  if (sidePanel?.open) return sidePanel.open({ windowId: windowId ?? browser.windows.WINDOW_ID_CURRENT });
  return sidebarAction ? sidebarAction.open() : Promise.reject(new Error('no panel'));
}

async function settle(opening: Promise<void>, options: OpenPanelOptions): Promise<'panel' | 'workbench'> {
  const wished = options.route === undefined ? undefined : wishRoute(options.route, options.windowId);
  try {
    await opening;
    await wished;
    return 'panel';
  } catch {
    await wished?.catch(() => undefined);
    await panelWish.remove();
    await openWorkbench(options.route);
    return 'workbench';
  }
}

/** Makes the panel of a window go to a screen, now when it is open, else when it opens next. */
export const wishRoute = (route: string, windowId?: number): Promise<void> =>
  panelWish.set({ route, ...(windowId === undefined ? {} : { windowId }) });

/**
 * For the panel's own page: hands over the screens that were wished for this window and the faults that nobody
 * has seen yet, those waiting already and those to come. Returns the function that stops it.
 */
export function attendPanel(on: { route(route: string): void; fault(fault: Fault): void }): () => void {
  let own: number | undefined;
  let stopped = false;
  const take = async (): Promise<void> => {
    const wish = await panelWish.get();
    if (!wish || stopped || (wish.windowId !== undefined && own !== undefined && wish.windowId !== own))
      return;
    await panelWish.remove();
    on.route(wish.route);
  };
  const takeFault = async (): Promise<void> => {
    const waiting = await takePendingFault(own);
    if (waiting && !stopped) on.fault(fromWire(waiting));
  };
  const stops = [
    panelWish.watch((wish) => void (wish && take())),
    pendingFault.watch((fault) => void (fault && takeFault())),
  ];
  void browser.windows
    .getCurrent()
    .then((window) => (own = window.id))
    .catch(() => undefined)
    .then(() => Promise.all([take(), takeFault()]));
  return () => {
    stopped = true;
    for (const stop of stops) stop();
  };
}
