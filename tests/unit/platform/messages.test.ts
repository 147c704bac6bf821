import { beforeEach, expect, it, vi } from 'vitest';
import { Fault } from '../../../lib/records/fault';
import { EXTENSION, fakeBrowser } from '../support/browser';

let fake = fakeBrowser();
vi.mock('wxt/browser', () => ({
  get browser() {
    return fake.api;
  },
}));
const { answerMessage, ask, setupMessages } = await import('../../../lib/platform/messages');

const outcome = {
  id: 'clip-1',
  title: '示例文章',
  url: 'https://news.example.org/',
  fresh: true,
  changed: false,
};
const handlers = {
  'clip.tab': async ({ tabId }: { tabId: number }) => {
    if (tabId === 13) throw new Fault('E605', { shortcut: 'Alt+Shift+S' }, { transient: true });
    return outcome;
  },
  'badge.refresh': async () => ({ count: 3 }),
};

beforeEach(() => {
  fake = fakeBrowser();
});

it('carries a request and its answer', async () => {
  setupMessages(handlers);
  await expect(ask('clip.tab', { tabId: 7 })).resolves.toEqual(outcome);
  await expect(ask('badge.refresh', {})).resolves.toEqual({ count: 3 });
});

it('carries a fault with its code, values and whether it may pass', async () => {
  setupMessages(handlers);
  const thrown = (await ask('clip.tab', { tabId: 13 }).catch((error: unknown) => error)) as Fault;
  expect(thrown).toBeInstanceOf(Fault);
  expect([thrown.code, thrown.params, thrown.transient]).toEqual(['E605', { shortcut: 'Alt+Shift+S' }, true]);
});

it('says that nobody answered', async () => {
  await expect(ask('badge.refresh', {})).rejects.toMatchObject({ code: 'E611', transient: true });
});

it('takes no nonsense for an answer', async () => {
  fake.api.runtime.sendMessage = async () => ({ ok: true, value: { count: 'many' } });
  await expect(ask('badge.refresh', {})).rejects.toMatchObject({ code: 'E611' });
});

const own = { id: 'sidebookid', url: `${EXTENSION}/popup.html` };

it.each([
  ['another extension', { id: 'other', url: 'chrome-extension://other/a.html' }, 'badge.refresh', {}],
  ['a script in a web page', { id: 'sidebookid', url: 'https://news.example.org/' }, 'badge.refresh', {}],
  [
    'a page that only looks like ours',
    { id: 'sidebookid', url: `https://evil.example/?${EXTENSION}/` },
    'badge.refresh',
    {},
  ],
  ['an unknown name', own, 'toString', {}],
  ['a request without its shape', own, 'clip.tab', { tabId: 'seven' }],
])('refuses %s', async (_who, sender, name, payload) => {
  const reply = await answerMessage(handlers, { to: 'worker', name, payload }, sender);
  expect(reply).toMatchObject({ ok: false, fault: { code: 'E610' } });
});

it('leaves messages for others alone', () => {
  setupMessages(handlers);
  expect(fake.api.runtime.onMessage.emit({ hello: 'world' }, own, () => undefined)).toEqual([false]);
});
