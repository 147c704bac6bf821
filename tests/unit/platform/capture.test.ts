import { beforeEach, expect, it, vi } from 'vitest';
import { Fault } from '../../../lib/records/fault';
import { fakeBrowser } from '../support/browser';

let fake = fakeBrowser();
vi.mock('wxt/browser', () => ({
  get browser() {
    return fake.api;
  },
}));
const { clipActiveTab, clipTab, canOfferRemember, offerRemember } =
  await import('../../../lib/platform/capture');
const { refusalOf, refusalOfError } = await import('../../../lib/platform/page-kinds');

const article = {
  title: '示例文章',
  url: 'https://news.example.org/a/1',
  html: '<p>正文一段。</p>',
  text: '正文一段。',
  coverage: 'article',
  images: [],
};

beforeEach(() => {
  fake = fakeBrowser();
  fake.state.tabs = [
    { id: 7, windowId: 1, active: true, url: 'https://news.example.org/a/1', title: '示例文章' },
  ];
  fake.state.page = () => article;
});

const codeOf = async (promise: Promise<unknown>): Promise<string> => {
  const thrown = await promise.then(
    () => undefined,
    (error: unknown) => error,
  );
  expect(thrown).toBeInstanceOf(Fault);
  return (thrown as Fault).code;
};

it('reads the page that the user is looking at', async () => {
  await expect(clipActiveTab()).resolves.toEqual(article);
});

const refuse = (message: string): void => {
  fake.state.tabs = [{ id: 7, windowId: 1, active: true }];
  fake.state.contentType = () => Promise.reject(new Error(message));
};
const NO_GRANT =
  'Cannot access contents of the page. Extension manifest must request permission to access the respective host.';

it('takes the text that the menu says was marked, unless the page tells of its own selection', async () => {
  const read = async () => (await clipTab(7, { granted: true, selection: ' 菜单里的一句 ' })).quotation;
  expect(await read()).toBe('菜单里的一句');
  fake.state.page = () => ({ ...article, quotation: '网页里的一句' });
  expect(await read()).toBe('网页里的一句');
});

it('shows the shortcut where the click granted nothing', async () => {
  refuse(NO_GRANT);
  const thrown = (await clipActiveTab().catch((error: unknown) => error)) as Fault;
  expect([thrown.code, thrown.params]).toEqual(['E605', { shortcut: 'Alt+Shift+S' }]);
});

it('says after a click in the toolbar that the browser keeps such a page for itself', async () => {
  refuse(NO_GRANT);
  expect(await codeOf(clipTab(7, { granted: true }))).toBe('E601');
  refuse('Cannot access a chrome:// URL');
  expect(await codeOf(clipTab(7))).toBe('E601');
});

it('says so when no shortcut is set', async () => {
  refuse(NO_GRANT);
  fake.state.shortcuts['clip-page'] = '';
  expect(await codeOf(clipActiveTab())).toBe('E609');
});

it.each([
  ['chrome://settings/', 'E601'],
  ['edge://extensions/', 'E601'],
  ['about:blank', 'E601'],
  ['moz-extension://x/a.html', 'E601'],
  ['view-source:https://example.org/', 'E601'],
  ['https://chromewebstore.google.com/detail/x', 'E602'],
  ['https://microsoftedge.microsoft.com/addons/detail/x', 'E602'],
  ['https://addons.mozilla.org/zh-CN/firefox/', 'E602'],
])('refuses %s with %s without touching the page', async (url, code) => {
  fake.state.tabs = [{ id: 7, windowId: 1, url }];
  fake.state.page = () => expect.unreachable('the page was touched');
  expect(await codeOf(clipTab(7))).toBe(code);
});

it('refuses a PDF that the browser shows', async () => {
  fake.state.contentType = () => 'application/pdf';
  expect(await codeOf(clipTab(7))).toBe('E604');
});

it('says that a closed tab is gone', async () => {
  expect(await codeOf(clipTab(99))).toBe('E606');
});

it.each([
  ['https://a.example/', 'Cannot access a chrome:// URL', 'browser'],
  ['file:///tmp/a.html', 'Cannot access contents of url "file:///tmp/a.html".', 'file'],
  ['https://a.example/', 'The extensions gallery cannot be scripted.', 'store'],
  ['https://a.example/', NO_GRANT, 'grant'],
  ['https://a.example/', 'Missing host permission for the tab', 'grant'],
  ['https://a.example/x.pdf', 'Missing host permission for the tab', 'pdf'],
  ['https://a.example/', 'This page cannot be scripted due to an ExtensionsSettings policy.', 'policy'],
  ['https://a.example/', 'Frame with ID 0 is showing error page', 'error'],
  ['https://a.example/', 'No tab with id: 3.', 'gone'],
  ['https://a.example/', 'x is not a function', 'script'],
])('knows what the browser means at %s by: %s', (url, message, kind) => {
  expect(refusalOfError(url, message)).toBe(kind);
});

it('does not refuse web pages and files beforehand', () => {
  expect(['http://a.example/', 'https://a.example/x.pdf', 'file:///a.html'].map(refusalOf)).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});

it('tells an error of the script from a result that makes no sense', async () => {
  fake.state.page = () => {
    throw new Error('x is not a function');
  };
  expect(await codeOf(clipTab(7))).toBe('E607');
  fake.state.page = () => ({ failed: 'document is null' });
  expect(await codeOf(clipTab(7))).toBe('E607');
  fake.state.page = () => null;
  expect(await codeOf(clipTab(7))).toBe('E608');
  fake.state.page = () => ({ ...article, coverage: 'everything' });
  expect(await codeOf(clipTab(7))).toBe('E608');
});

it('offers to remember a site once, for that site alone', async () => {
  const address = 'https://news.example.org:8443/a/1';
  expect(await canOfferRemember(address)).toBe(true);
  await offerRemember(address);
  expect(fake.state.origins).toEqual(['https://news.example.org/*']);
  expect(await canOfferRemember(address)).toBe(false);
  expect(await canOfferRemember('chrome://settings/')).toBe(false);
});
