import { expect, test } from '@playwright/test';
import { eventually, type Frame, startFrame } from './support/frame';

let frame: Frame;
test.beforeEach(async () => {
  frame = await startFrame();
});
test.afterEach(async () => {
  await frame.close();
});

const badge = (): Promise<string> => frame.inWorker(() => chrome.action.getBadgeText({}));

test('asks for no host at installation', async () => {
  const granted = await frame.inWorker(() => chrome.permissions.getAll());
  expect(granted.origins).toEqual([]);
  expect(granted.permissions?.toSorted()).toEqual([
    'activeTab',
    'alarms',
    'contextMenus',
    'scripting',
    'sidePanel',
    'storage',
    'unlimitedStorage',
  ]);
});

test('the popup clips the page behind it and opens the clip in the real side panel', async () => {
  await frame.page.goto(frame.web('/article.html'));
  const popup = await frame.clickToolbar();
  await popup.click('[data-action="clip"]');
  await popup.click('[data-action="open-clip"]');
  const panel = await frame.panel();
  expect(await panel.until('/^#\\/study\\/clip\\/[0-9a-f-]{36}$/.test(location.hash)')).toBe(true);
});

test('the button of the popup opens the side panel', async () => {
  await frame.page.goto(frame.web('/article.html'));
  const popup = await frame.clickToolbar();
  await popup.click('[data-action="open-panel"]');
  const panel = await frame.panel();
  await panel.until('document.querySelector("#app")?.childElementCount > 0');
});

test('a page of the browser and a PDF are refused with words', async () => {
  await frame.page.goto('chrome://version/');
  const popup = await frame.clickToolbar();
  await popup.click('[data-action="clip"]');
  await popup.until('document.body.innerText.includes("E601")');
  await popup.evaluate('setTimeout(close)');

  await frame.page.goto(frame.web('/paper.pdf'));
  const second = await frame.clickToolbar();
  await second.click('[data-action="clip"]');
  await second.until('document.body.innerText.includes("E604")');
});

test('a click in the side panel grants nothing, and the answer names the shortcut', async () => {
  await frame.page.goto(frame.web('/article.html'));
  const popup = await frame.clickToolbar();
  await popup.click('[data-action="open-panel"]');
  const panel = await frame.panel();
  await panel.until('document.querySelector("#app")?.childElementCount > 0');
  // The grant of the toolbar click ends with the site.
  await frame.page.goto(frame.web('/article.html', 'localhost'));
  await panel.evaluate(`
    document.body.append(Object.assign(document.createElement('button'), {
      id: 'ask-without-grant',
      style: 'position:fixed;inset:0 auto auto 0;width:40px;height:40px;z-index:99999',
      onclick: async () => {
        const [tab] = await chrome.tabs.query({ active: true, currentWindow: true });
        globalThis.seen = { url: tab.url ?? null };
        globalThis.answer = await chrome.runtime.sendMessage({
          to: 'worker', name: 'clip.tab', payload: { tabId: tab.id },
        });
      },
    })), true`);
  await panel.click('#ask-without-grant');
  await panel.until('globalThis.answer');
  expect(await panel.evaluate('globalThis.seen')).toEqual({ url: null });
  expect(await panel.evaluate('globalThis.answer.fault')).toMatchObject({
    code: 'E605',
    params: { shortcut: 'Alt+Shift+S' },
  });
});

/** Hands an event to the worker's listener, as the browser does; the protocol has no menu and no shortcut. */
const dispatch = async (event: 'menu' | 'shortcut'): Promise<void> => {
  await frame.inWorker(async (kind) => {
    const tabs = await chrome.tabs.query({});
    const tab = tabs.find((one) => one.active && one.index === 0);
    const events = chrome as unknown as Record<
      string,
      Record<string, { dispatch(...args: unknown[]): void }>
    >;
    if (kind === 'menu') events.contextMenus?.onClicked?.dispatch({ menuItemId: 'clip' }, tab);
    else events.commands?.onCommand?.dispatch('clip-page', tab);
  }, event);
};

test('the shortcut clips and leads to the clip', async () => {
  await frame.page.goto(frame.web('/article.html'));
  const popup = await frame.clickToolbar();
  await popup.click('[data-action="open-panel"]');
  const panel = await frame.panel();
  await panel.until('document.querySelector("#app")?.childElementCount > 0');
  await dispatch('shortcut');
  // Without the gesture of a real key the browser refuses the panel, and the full tab shows the clip instead.
  const shown = await eventually(async () =>
    frame.running.context.pages().find((page) => page.url().includes('workbench.html#/study/clip/')),
  );
  expect(shown.url()).toMatch(/#\/study\/clip\/[0-9a-f-]{36}$/);
});

test('a menu click on a page that forbids it marks the badge, and the popup tells what happened, once', async () => {
  await frame.page.goto('chrome://version/');
  await dispatch('menu');
  await expect.poll(badge).toBe('!');
  const popup = await frame.clickToolbar();
  await popup.until('document.body.innerText.includes("E601")');
  await expect.poll(badge).toBe('');
});

interface StoredJob {
  at: number;
  running?: true;
}

test('a job goes on after the worker was killed in it', async () => {
  const jobs = (): Promise<Record<string, StoredJob>> =>
    frame.inWorker(async () => {
      const stored = await chrome.storage.local.get<{ jobs?: Record<string, StoredJob> }>('jobs');
      return stored.jobs ?? {};
    });
  await expect
    .poll(async () =>
      Object.entries(await jobs())
        .flatMap(([kind, job]) => (job.running ? [] : [kind]))
        .sort(),
    )
    .toEqual(['badge', 'daily', 'exhibits', 'orphans', 'share']);
  // The next count never comes to its end, as if the disk hung; the alarm starts the job.
  await frame.inWorker(async () => {
    const stuck = (): Promise<void> => new Promise(() => undefined);
    for (const api of [chrome, (globalThis as { browser?: typeof chrome }).browser])
      if (api) Object.defineProperty(api.action, 'setBadgeText', { value: stuck });
    const stored = await chrome.storage.local.get<{ jobs: Record<string, StoredJob> }>('jobs');
    await chrome.storage.local.set({ jobs: { ...stored.jobs, badge: { at: 0 } } });
    await chrome.alarms.create('jobs', { when: 0 });
  });
  await expect.poll(async () => (await jobs()).badge?.running).toBe(true);
  const wake = await frame.inWorker(async () => (await chrome.alarms.get('jobs'))?.scheduledTime);
  const now = await frame.page.evaluate(() => Date.now());
  expect(wake).toBeLessThan(now + 61_000);

  await frame.stopWorker();
  await expect.poll(async () => (await jobs()).badge?.running).toBeUndefined();
  expect((await jobs()).badge?.at).toBeGreaterThan(now);
});

test('the badge shows the number of due things that the popup lists', async () => {
  await frame.page.goto(frame.running.url('sidepanel.html'));
  const sample = frame.page.locator('[data-action="open-sample"]');
  await sample.click();
  await sample.waitFor({ state: 'detached', timeout: 60_000 });
  await frame.page.goto(frame.web('/article.html'));
  const popup = await frame.clickToolbar();
  await popup.until('document.querySelector(\'[data-action="all-due"]\')');
  const listed = Number(
    String(await popup.evaluate('document.querySelector(\'[data-action="all-due"]\').innerText')).replace(
      /\D/g,
      '',
    ),
  );
  expect(listed).toBeGreaterThan(0);
  await expect.poll(badge).toBe(String(listed));
});

test('the quick entry outlives the popup that closed on it, and becomes an activity', async () => {
  await frame.page.goto(frame.running.url('sidepanel.html'));
  const sample = frame.page.locator('[data-action="open-sample"]');
  await sample.click();
  await sample.waitFor({ state: 'detached', timeout: 60_000 });
  await frame.page.goto(frame.web('/article.html'));
  const popup = await frame.clickToolbar();
  await popup.click('[name="text"]');
  await popup.type('到示例站点走访夜班骑手');
  await popup.until(`document.querySelector('[name="text"]').value.includes('夜班')`);
  await popup.evaluate('setTimeout(close)');

  const again = await frame.clickToolbar();
  expect(await again.evaluate(`document.querySelector('[name="text"]').value`)).toBe(
    '到示例站点走访夜班骑手',
  );
  await again.click('[data-action="save-quick"]');
  await again.click('[data-action="open-quick"]');
  const panel = await frame.panel();
  await panel.until(`/^#\\/life\\/meeting\\/[0-9a-f-]{36}\\/edit$/.test(location.hash)`);
  await panel.until(
    `[...document.querySelectorAll('textarea')].some((area) => area.value.includes('夜班骑手'))`,
  );
});
