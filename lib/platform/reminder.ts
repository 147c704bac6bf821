import { browser } from 'wxt/browser';
import * as z from 'zod/mini';
import { t } from '../i18n';
import { applyLanguage } from './language';
import { storedItem } from './storage';
import { openWorkbench } from './workbench';

/** One id: a new reminder takes the place of one that still stands. */
const ID = 'due';
const PERMISSION = { permissions: ['notifications' as const] };
/** Hours of the day, by the wall clock, between which a reminder may appear. */
const FROM = 9;
const UNTIL = 19;

/** Day of the last reminder. */
const remindedOn = storedItem('local', 'remindedOn', z.string());

/** True when the user allowed reminders on the desktop. */
export const hasReminders = (): Promise<boolean> => browser.permissions.contains(PERMISSION);

/** Asks for reminders. Has to be the first statement of a click handler. False when refused. */
export const requestReminders = (): Promise<boolean> =>
  browser.permissions.request(PERMISSION).catch(() => false);

/** Gives the permission back: nothing is reminded of any more. */
export async function stopReminders(): Promise<void> {
  await browser.permissions.remove(PERMISSION);
}

/**
 * Reminds of what is due, at most once a day and only by day. Says how many things, never which or whose: a desktop
 * is seen by others. Does nothing without the permission. Returns whether it reminded.
 */
export async function remindOnceADay(now: { day: string; hour: number; count: number }): Promise<boolean> {
  if (now.count < 1 || now.hour < FROM || now.hour >= UNTIL) return false;
  if ((await remindedOn.get()) === now.day || !(await hasReminders())) return false;
  await Promise.all([remindedOn.set(now.day), applyLanguage()]);
  await browser.notifications.create(ID, {
    type: 'basic',
    iconUrl: browser.runtime.getURL('/icon/128.png'),
    title: t('common.appName'),
    message: t('common.remind', { count: now.count }),
  });
  return true;
}

/** {@link remindOnceADay} while the ledger is locked: `count` says how many things have a day up to today, and no more. */
export async function remindLocked(count: (day: string) => Promise<number>): Promise<boolean> {
  const now = new Date();
  const two = (part: number): string => String(part).padStart(2, '0');
  const day = `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  return remindOnceADay({ day, hour: now.getHours(), count: await count(day) });
}

/** Opens the product when a reminder is clicked. Called once, at the start of the worker. */
export function setupReminder(): void {
  let listening = false;
  const listen = (): void => {
    // The whole namespace is absent until the permission is there.
    if (listening || !browser.notifications?.onClicked) return;
    listening = true;
    browser.notifications.onClicked.addListener((id) => {
      if (id !== ID) return;
      void browser.notifications.clear(ID);
      void openWorkbench('/today');
    });
  };
  listen();
  browser.permissions.onAdded.addListener(listen);
}
