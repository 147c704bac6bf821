import { browser } from 'wxt/browser';
import * as z from 'zod/mini';
import { loadPolicy } from './policy';
import { storedItem } from './storage';

/**
 * The lock key while the profile is unlocked, and after how many minutes without use it is forgotten (0 = never before
 * the browser closes). In the memory of the browser, for our own pages and worker alone: it is on no disk, and gone when
 * the browser closes.
 */
const session = storedItem(
  'session',
  'lock',
  z.object({ key: z.array(z.int().check(z.minimum(0), z.maximum(255))), minutes: z.number() }),
);

/** When one of our windows was used last (milliseconds). */
const usedAt = storedItem('session', 'usedAt', z.number());

const ALARM = 'lock';
const MINUTE = 60_000;
/** Milliseconds between two notes that a window is in use. */
const NOTED_EVERY = 15_000;

/** The lock key; undefined while the profile is locked, or has no lock. */
export const lockKey = async (): Promise<Uint8Array | undefined> => {
  const found = await session.get();
  return found && new Uint8Array(found.key);
};

/** Hands the lock key to every window and the worker. */
export async function keepLockKey(key: Uint8Array, minutes: number): Promise<void> {
  await usedAt.set(Date.now());
  await session.set({ key: [...key], minutes });
}

/** Changes after how many minutes it locks, while it is unlocked. */
export async function keepLockMinutes(minutes: number): Promise<void> {
  const found = await session.get();
  if (found) await session.set({ ...found, minutes });
}

/** Locks: the key is forgotten, and every window and the worker are told. Does nothing where there is no lock. */
export const lockNow = (): Promise<void> => session.remove();

/** Calls back whenever the profile was unlocked (true) or locked (false), in any window. */
export const watchLock = (listener: (open: boolean) => void): (() => void) =>
  session.watch((found) => listener(found !== undefined));

/** Minutes that hold: what the person chose, and never more than the organisation allows. */
export const minutesUnder = (chosen: number, most: number | undefined): number =>
  most === undefined ? chosen : chosen === 0 ? most : Math.min(chosen, most);

/** Locks when nothing of ours was used for as long as was chosen. */
async function lockWhenIdle(): Promise<void> {
  const found = await session.get();
  if (!found) return;
  const minutes = minutesUnder(found.minutes, (await loadPolicy()).policy.autoLockMinutes);
  const used = (await usedAt.get()) ?? 0;
  const now = Date.now();
  // A clock that was set back is no use of the product.
  if (minutes > 0 && (now - used >= minutes * MINUTE || used > now + MINUTE)) await lockNow();
}

/** In a window: notes that it is used, and locks when it was not for too long, also before the worker wakes. */
export function followUse(): () => void {
  let noted = 0;
  const use = (event: Event): void => {
    const now = Date.now();
    if (!event.isTrusted || now - noted < NOTED_EVERY) return;
    noted = now;
    void lockWhenIdle().then(async () => (await session.get()) && usedAt.set(now));
  };
  const look = (): void => void lockWhenIdle();
  const kinds = ['keydown', 'pointerdown', 'wheel'] as const;
  for (const kind of kinds) addEventListener(kind, use, { capture: true, passive: true });
  addEventListener('focus', look);
  const timer = setInterval(look, 2 * NOTED_EVERY);
  return () => {
    for (const kind of kinds) removeEventListener(kind, use, { capture: true });
    removeEventListener('focus', look);
    clearInterval(timer);
  };
}

/** In the worker: keeps the watch on idle time, and says when the profile was locked or unlocked. */
export function setupLock(changed: (open: boolean) => void): void {
  const arm = (open: boolean): void => {
    if (open) void browser.alarms.create(ALARM, { periodInMinutes: 1 });
    else void browser.alarms.clear(ALARM);
  };
  browser.alarms.onAlarm.addListener((alarm) => {
    if (alarm.name === ALARM) void lockWhenIdle();
  });
  watchLock((open) => {
    arm(open);
    changed(open);
  });
  void session.get().then((found) => arm(found !== undefined));
}
