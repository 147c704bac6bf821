import * as z from 'zod/mini';
import { toWire, wiredFault, type WiredFault } from './fault-wire';
import { storedItem } from './storage';

/**
 * What went wrong while none of our windows was looking (a clip by shortcut or menu). The badge shows `!` until
 * the panel or the popup has shown it.
 */
export const pendingFault = storedItem(
  'session',
  'pendingFault',
  z.object({ ...wiredFault.shape, windowId: z.optional(z.number()) }),
);

/** Keeps a failure until a window of ours has shown it. A newer one replaces an older. */
export const leaveFault = (thrown: unknown, windowId?: number): Promise<void> =>
  pendingFault.set({ ...toWire(thrown), ...(windowId === undefined ? {} : { windowId }) });

/** The failure that waits to be shown in a window, which then waits no longer. */
export async function takePendingFault(windowId?: number): Promise<WiredFault | undefined> {
  const waiting = await pendingFault.get();
  if (!waiting) return undefined;
  const elsewhere = waiting.windowId !== undefined && windowId !== undefined && waiting.windowId !== windowId;
  if (elsewhere) return undefined;
  await pendingFault.remove();
  return waiting;
}
