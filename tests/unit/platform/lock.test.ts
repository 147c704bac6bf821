import { beforeEach, expect, it, vi } from 'vitest';
import * as z from 'zod/mini';
import { fakeBrowser } from '../support/browser';

let fake = fakeBrowser();
vi.mock('wxt/browser', () => ({
  get browser() {
    return fake.api;
  },
}));
const { keepLockKey, lockKey, lockNow, minutesUnder, setupLock } = await import('../../../lib/platform/lock');
const { dropSealedItems, openItems, sealedItem, sealItems } =
  await import('../../../lib/platform/sealed-item');
const { readPolicy } = await import('../../../lib/platform/policy-schema');

const KEY = Uint8Array.from({ length: 32 }, (_, at) => at);
const robots = sealedItem('robots', z.array(z.object({ secret: z.string() })));
const values = (area: 'local' | 'session'): string => JSON.stringify(fake.api.storage[area].values);

beforeEach(() => {
  fake = fakeBrowser();
});

it('hands the key to every window through memory alone, and forgets it when it locks', async () => {
  const heard: boolean[] = [];
  setupLock((open) => heard.push(open));
  expect(await lockKey()).toBeUndefined();
  await keepLockKey(KEY, 15);
  expect(await lockKey()).toEqual(KEY);
  expect(values('local')).toBe('{}');
  await lockNow();
  expect(await lockKey()).toBeUndefined();
  expect(heard).toEqual([true, false]);
});

it('locks when the minute comes at which nothing was used for as long as was chosen', async () => {
  setupLock(() => undefined);
  await keepLockKey(KEY, 15);
  const tick = async (): Promise<boolean> => {
    fake.api.alarms.onAlarm.emit({ name: 'lock' });
    await new Promise((resolve) => setImmediate(resolve));
    await new Promise((resolve) => setImmediate(resolve));
    return (await lockKey()) !== undefined;
  };
  expect(await tick()).toBe(true);
  await fake.api.storage.session.set({ usedAt: Date.now() - 14 * 60_000 });
  expect(await tick()).toBe(true);
  await fake.api.storage.session.set({ usedAt: Date.now() - 15 * 60_000 });
  await vi.waitFor(async () => expect(await tick()).toBe(false));
});

it('never waits longer than the organisation allows', () => {
  expect([
    minutesUnder(0, undefined),
    minutesUnder(30, 10),
    minutesUnder(0, 10),
    minutesUnder(5, 10),
  ]).toEqual([0, 10, 10, 5]);
  expect(readPolicy({ requireLock: true, autoLockMinutes: 10 })).toEqual({
    policy: { requireLock: true, autoLockMinutes: 10 },
    problems: [],
  });
  expect(readPolicy({ requireLock: 'yes', autoLockMinutes: 0 }).problems.map(({ key }) => key)).toEqual([
    'requireLock',
    'autoLockMinutes',
  ]);
});

it('seals addresses and secrets of robots under the key, and shows none while it is locked', async () => {
  await robots.set([{ secret: 'SEC-example' }]);
  await keepLockKey(KEY, 15);
  await sealItems(KEY);
  expect(values('local')).not.toContain('SEC-example');
  expect(await robots.get()).toEqual([{ secret: 'SEC-example' }]);
  await robots.set([{ secret: 'SEC-other' }]);
  expect(values('local')).not.toContain('SEC-other');
  await lockNow();
  expect(await robots.get()).toBeUndefined();
  await expect(robots.set([])).rejects.toMatchObject({ code: 'E940' });
  await keepLockKey(KEY, 15);
  await openItems();
  await lockNow();
  expect(await robots.get()).toEqual([{ secret: 'SEC-other' }]);
  await keepLockKey(KEY, 15);
  await sealItems(KEY);
  await lockNow();
  await dropSealedItems();
  expect(values('local')).toBe('{}');
});
