import { beforeEach, expect, it, vi } from 'vitest';
import { Fault } from '../../../lib/records/fault';
import { EXTENSION, fakeBrowser } from '../support/browser';

let fake = fakeBrowser();
vi.mock('wxt/browser', () => ({
  get browser() {
    return fake.api;
  },
}));
const { attendPanel, openPanel, panelKind } = await import('../../../lib/platform/panel');
const { leaveFault, takePendingFault } = await import('../../../lib/platform/pending-fault');
const { createClipper } = await import('../../../lib/platform/clipper');

beforeEach(() => {
  fake = fakeBrowser();
});

const names = (): string[] => fake.calls.map(([name]) => name);
const attend = () => {
  const seen: { routes: string[]; faults: string[] } = { routes: [], faults: [] };
  attendPanel({
    route: (route) => seen.routes.push(route),
    fault: (fault) => seen.faults.push(fault.code),
  });
  return seen;
};

it('opens before anything is awaited, as the gesture demands', () => {
  void openPanel({ windowId: 3, route: '/today' });
  expect(fake.calls[0]).toEqual(['sidePanel.open', { windowId: 3 }]);
});

it('leads a panel that opens, and one that is open, to the screen', async () => {
  await openPanel({ route: '/study/clip/1' });
  const seen = attend();
  await vi.waitFor(() => expect(seen.routes).toEqual(['/study/clip/1']));
  await openPanel({ windowId: 1, route: '/life' });
  await vi.waitFor(() => expect(seen.routes).toEqual(['/study/clip/1', '/life']));
});

it('leaves what was meant for the panel of another window', async () => {
  const seen = attend();
  await openPanel({ windowId: 2, route: '/life' });
  await leaveFault(new Fault('E601'), 2);
  await openPanel({ windowId: 1, route: '/study' });
  await vi.waitFor(() => expect(seen.routes).toEqual(['/study']));
  expect(seen.faults).toEqual([]);
  expect(await takePendingFault(2)).toMatchObject({ code: 'E601' });
});

it('opens the full tab where the browser refuses the panel, and wishes nothing of a later panel', async () => {
  fake.state.openPanel = () => Promise.reject(new Error('may only be called in response to a user gesture'));
  await expect(openPanel({ route: '/life' })).resolves.toBe('workbench');
  expect(fake.calls.at(-1)).toEqual(['tabs.create', { url: `${EXTENSION}/workbench.html#/life` }]);
  expect(fake.api.storage.session.values).toEqual({});
});

it('uses the tab that is open already', async () => {
  fake.api.sidePanel = undefined;
  fake.state.tabs = [{ id: 5, windowId: 9, url: `${EXTENSION}/workbench.html#/register` }];
  await expect(openPanel({ route: '/life' })).resolves.toBe('workbench');
  expect(names()).toEqual(['tabs.update', 'windows.update']);
});

it('opens the sidebar of Firefox', async () => {
  fake.api.sidePanel = undefined;
  let opened = 0;
  fake.api.sidebarAction = { open: async () => void (opened += 1) };
  expect(panelKind()).toBe('sidebar');
  await expect(openPanel({ windowId: 1 })).resolves.toBe('panel');
  expect(opened).toBe(1);
});

const clipper = () =>
  createClipper({
    save: async ({ title }) => ({
      id: 'c1',
      title,
      url: 'https://news.example.org/',
      fresh: true,
      changed: false,
    }),
    routeOf: (id) => `/study/clip/${id}`,
  });

it('clips from menu or shortcut: panel first, then the clip in it', async () => {
  fake.state.tabs = [{ id: 7, windowId: 1, url: 'https://news.example.org/', title: '示例' }];
  fake.state.page = () => ({
    title: '示例',
    url: 'https://news.example.org/',
    html: '',
    text: '示例',
    coverage: 'visible',
    images: [],
  });
  const seen = attend();
  const clipping = clipper().clipIntoPanel({ id: 7, windowId: 1 });
  expect(names()).toEqual(['sidePanel.open']);
  await expect(clipping).resolves.toMatchObject({ id: 'c1' });
  await vi.waitFor(() => expect(seen.routes).toEqual(['/study/clip/c1']));
});

it('shows a failed clip in the panel, once', async () => {
  fake.state.tabs = [{ id: 7, windowId: 1, url: 'chrome://settings/' }];
  const seen = attend();
  await clipper().clipIntoPanel({ id: 7, windowId: 1 });
  await vi.waitFor(() => expect(seen.faults).toEqual(['E601']));
  expect(await takePendingFault(1)).toBeUndefined();
});
