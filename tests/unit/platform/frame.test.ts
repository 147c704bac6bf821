import { beforeEach, expect, it, vi } from 'vitest';
import { Fault } from '../../../lib/records/fault';
import { fakeBrowser } from '../support/browser';

let fake = fakeBrowser();
vi.mock('wxt/browser', () => ({
  get browser() {
    return fake.api;
  },
}));
const { badgeText, setupBadge } = await import('../../../lib/platform/badge');
const { buildMenus, setupMenus } = await import('../../../lib/platform/menus');
const { setupCommands } = await import('../../../lib/platform/commands');
const { chooseLanguage } = await import('../../../lib/platform/language');
const { leaveFault, takePendingFault } = await import('../../../lib/platform/pending-fault');

beforeEach(() => {
  fake = fakeBrowser();
});

const last = (name: string): unknown => fake.calls.findLast((call) => call[0] === name)?.[1];
const titles = (): unknown[] =>
  fake.calls
    .slice(fake.calls.findLastIndex((call) => call[0] === 'menus.removeAll'))
    .filter((call) => call[0] === 'menus.create')
    .map((call) => (call[1] as { title: string }).title);

it('shows the number of due things, and ! while a failure waits', async () => {
  expect([0, 3, 99, 100].map((count) => badgeText(count, false))).toEqual(['', '3', '99', '99+']);
  const refresh = setupBadge(async () => 3);
  expect(await refresh()).toBe(3);
  expect(last('badge.text')).toEqual({ text: '3' });
  expect(last('badge.title')).toEqual({ title: '支部侧记 · 3 件到期' });
  await leaveFault(new Fault('E601'));
  await vi.waitFor(() => expect(last('badge.text')).toEqual({ text: '!' }));
  await takePendingFault();
  await vi.waitFor(() => expect(last('badge.text')).toEqual({ text: '3' }));
});

it('names the menus in the language that the person chose, at once', async () => {
  setupMenus({ clip: vi.fn(), quote: vi.fn(), panel: vi.fn(), workbench: vi.fn() });
  await buildMenus();
  expect(titles()).toEqual(['收进学习', '摘录为引文', '打开侧边栏', '打开工作台']);
  await chooseLanguage('en');
  await vi.waitFor(() =>
    expect(titles()).toEqual([
      'Clip for study',
      'Keep as a quotation',
      'Open the side panel',
      'Open the workbench',
    ]),
  );
  await chooseLanguage(null);
  await vi.waitFor(() => expect(titles()[0]).toBe('收进学习'));
});

it('makes the menus again after a making that failed', async () => {
  const { removeAll } = fake.api.contextMenus;
  fake.api.contextMenus.removeAll = () => Promise.reject(new Error('busy'));
  await expect(buildMenus()).rejects.toThrow('busy');
  fake.api.contextMenus.removeAll = removeAll;
  await buildMenus();
  expect(titles()).toHaveLength(4);
});

it('hands a menu click and a shortcut over before anything is awaited', () => {
  const quote = vi.fn();
  const clip = vi.fn();
  setupMenus({ clip: vi.fn(), quote, panel: vi.fn(), workbench: vi.fn() });
  const lock = vi.fn();
  setupCommands({ 'open-panel': vi.fn(), 'clip-page': clip, 'lock-now': lock });
  fake.api.contextMenus.onClicked.emit(
    { menuItemId: 'quote', selectionText: '划线的一句' },
    { id: 7, windowId: 1 },
  );
  fake.api.commands.onCommand.emit('clip-page', { id: 7, windowId: 1 });
  fake.api.commands.onCommand.emit('lock-now', undefined);
  fake.api.commands.onCommand.emit('toString', { id: 7, windowId: 1 });
  expect(quote).toHaveBeenCalledWith({ tab: { id: 7, windowId: 1 }, selection: '划线的一句' });
  expect(clip).toHaveBeenCalledExactlyOnceWith({ id: 7, windowId: 1 });
  expect(lock).toHaveBeenCalledOnce();
});
