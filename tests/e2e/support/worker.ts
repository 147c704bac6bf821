import type { BrowserContext, Page } from '@playwright/test';

/**
 * Stops the extension's worker as the browser does after half a minute without events, and comes back when it has
 * stopped; a window that is open may have woken it again by then. A worker that was stopped while it was still being
 * installed is one that the browser gives up for good, so the order waits until it has been installed.
 *
 * @param page any page of the extension
 */
export async function stopWorker(context: BrowserContext, page: Page): Promise<void> {
  const session = await context.newCDPSession(page);
  try {
    await new Promise<void>((resolve, reject) => {
      let ordered = false;
      session.on('ServiceWorker.workerVersionUpdated', ({ versions }) => {
        for (const { runningStatus, status } of versions) {
          if (status !== 'activated') continue;
          if (runningStatus === 'stopped') resolve();
          if (runningStatus !== 'running' || ordered) continue;
          ordered = true;
          session.send('ServiceWorker.stopAllWorkers').catch(reject);
        }
      });
      session.send('ServiceWorker.enable').catch(reject);
    });
  } finally {
    await session.detach();
  }
}
