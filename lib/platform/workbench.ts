import { browser } from 'wxt/browser';

const PAGE = 'workbench.html';

/** Address of a screen of the workbench; `route` as in `/register?view=stats`. */
export const workbenchUrl = (route = '/today'): string => `${browser.runtime.getURL(`/${PAGE}`)}#${route}`;

/**
 * Shows a screen in the full tab: in the tab that is open already (a form in it keeps its draft), else in a new
 * one.
 */
export async function openWorkbench(route?: string): Promise<void> {
  const open = await findWorkbench();
  if (open?.id === undefined) {
    await browser.tabs.create({ url: workbenchUrl(route) });
    return;
  }
  // Only the part behind the # differs, so the page is not loaded again.
  await browser.tabs.update(open.id, { active: true, ...(route ? { url: workbenchUrl(route) } : {}) });
  if (open.windowId !== undefined) await browser.windows.update(open.windowId, { focused: true });
}

/** The open workbench tab. Addresses of our own pages are visible without any permission. */
async function findWorkbench(): Promise<{ id?: number; windowId?: number } | undefined> {
  const prefix = browser.runtime.getURL(`/${PAGE}`);
  const tabs = await browser.tabs.query({});
  return tabs.find((tab) => (tab.url ?? '').startsWith(prefix));
}
