import { beforeEach, expect, it, vi } from 'vitest';
import { fakeBrowser } from '../support/browser';

let fake = fakeBrowser();
let granted = true;
const shown: { id: string; message: string }[] = [];
let clicked: ((id: string) => void)[] = [];
vi.mock('wxt/browser', () => ({
  get browser() {
    return {
      ...fake.api,
      permissions: { ...fake.api.permissions, contains: async () => granted },
      notifications: {
        create: async (id: string, options: { message: string }) =>
          void shown.push({ id, message: options.message }),
        clear: async () => true,
        onClicked: { addListener: (listener: (id: string) => void) => void clicked.push(listener) },
      },
    };
  },
}));
const { remindOnceADay, setupReminder } = await import('../../../lib/platform/reminder');

beforeEach(() => {
  fake = fakeBrowser();
  granted = true;
  shown.length = 0;
  clicked = [];
});

it('reminds once a day, by day, of how many things and of nothing else', async () => {
  expect(await remindOnceADay({ day: '2026-11-25', hour: 8, count: 3 })).toBe(false);
  expect(await remindOnceADay({ day: '2026-11-25', hour: 10, count: 3 })).toBe(true);
  expect(await remindOnceADay({ day: '2026-11-25', hour: 15, count: 9 })).toBe(false);
  expect(await remindOnceADay({ day: '2026-11-26', hour: 22, count: 3 })).toBe(false);
  expect(await remindOnceADay({ day: '2026-11-26', hour: 9, count: 1 })).toBe(true);
  expect(shown.map(({ id }) => id)).toEqual(['due', 'due']);
  expect(shown[0]?.message).toContain('3');
});

it('stays silent without the permission, and when nothing is due', async () => {
  expect(await remindOnceADay({ day: '2026-11-25', hour: 10, count: 0 })).toBe(false);
  granted = false;
  expect(await remindOnceADay({ day: '2026-11-25', hour: 10, count: 3 })).toBe(false);
  // Refused today does not count as reminded: allowed later in the day, it reminds.
  granted = true;
  expect(await remindOnceADay({ day: '2026-11-25', hour: 11, count: 3 })).toBe(true);
});

it('opens the product when it is clicked, and leaves the notifications of others alone', async () => {
  setupReminder();
  clicked[0]?.('other');
  expect(fake.calls.filter(([name]) => name === 'tabs.create')).toEqual([]);
  clicked[0]?.('due');
  await vi.waitFor(() => expect(fake.calls.some(([name]) => name === 'tabs.create')).toBe(true));
});
