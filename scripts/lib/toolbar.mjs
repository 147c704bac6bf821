import { attachTo } from './side-panel.mjs';

/**
 * Presses the extension's toolbar button while `page` is in front, as a person does, and gives the popup. The
 * press is what grants the extension access to that page. The browser has to be started with
 * {@link TOOLBAR_SWITCH}.
 * @param {import('./extension.mjs').Running} running
 * @param {import('@playwright/test').Page} page a page of the web
 * @param {import('@playwright/test').Page} door any open page of the extension, through which the popup is reached
 * @returns {Promise<import('./side-panel.mjs').SidePanel>}
 */
export async function pressToolbarButton(running, page, door) {
  await page.bringToFront();
  const session = await running.context.browser()?.newBrowserCDPSession();
  if (!session) throw new Error('no session with the browser');
  const { targetInfos } = await session.send('Target.getTargets', { filter: [{ type: 'tab' }] });
  const tab = targetInfos.find(({ url }) => url === page.url());
  if (!tab) throw new Error(`no tab shows ${page.url()}`);
  // `Extensions` is newer than the protocol types that Playwright ships.
  const send = /** @type {(method: string, params: object) => Promise<unknown>} */ (
    session.send.bind(session)
  );
  await send('Extensions.triggerAction', { id: running.id, targetId: tab.targetId });
  await session.detach();
  return attachTo(door, '/popup.html');
}

/** Without this switch the protocol has no press of a toolbar button. */
export const TOOLBAR_SWITCH = '--enable-unsafe-extension-debugging';
