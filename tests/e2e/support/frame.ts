import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CDPSession, Page } from '@playwright/test';
import { launchExtension, type Running } from '../../../scripts/lib/extension.mjs';
import { SidePanel } from '../../../scripts/lib/side-panel.mjs';
import { copyProfile } from './profiles';
import { stopWorker } from './worker';

const PDF = `%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 100 100]>>endobj
trailer<</Root 1 0 R>>`;

const ARTICLE = `<!doctype html><html lang="zh-CN"><meta charset="utf-8">
<title>把站点的灯多亮一小时_示例日报</title>
<article><h1>把站点的灯多亮一小时</h1><p class="source">来源：示例日报　2026-11-18 09:46</p>
${'<p>示例出行的骑手休息点从这个月起延长到晚上十一点，支部的党员轮流值守，充电柜和热水都有人照看。夜里等单的人说，灯亮着，心里就踏实。</p>'.repeat(6)}
</article></html>`;

/** The browser around the extension, as a user has it: no host is granted, and a grant comes only by a click. */
export interface Frame {
  running: Running;
  /** The tab of the web. */
  page: Page;
  /** Address of a page of the local web server: `/article.html` or `/paper.pdf`, on a host of choice. */
  web(path: string, host?: 'localhost' | '127.0.0.1'): string;
  /** Runs a function in the worker and gives its JSON value; wakes the worker when it sleeps. */
  inWorker<T, A>(work: (argument: A) => T | Promise<T>, argument?: A): Promise<T>;
  /** Ends the worker as the browser does when it is idle, be it in the middle of its work. */
  stopWorker(): Promise<void>;
  /** Clicks the toolbar button on the web tab, as a user does, and gives the popup that opens. */
  clickToolbar(): Promise<SidePanel>;
  /** The real side panel, once it is there. */
  panel(): Promise<SidePanel>;
  close(): Promise<void>;
}

/** Starts Chromium with the production build, or with an unpacked build in a folder. */
export async function startFrame(options: { dir?: string } = {}): Promise<Frame> {
  const server = await serve();
  // Without this switch the protocol has no click on a toolbar button.
  const args = ['--enable-unsafe-extension-debugging'];
  const profile = mkdtempSync(join(tmpdir(), 'sidebook-frame-'));
  if (!options.dir) await copyProfile('started', profile);
  const running = await launchExtension({ ...options, profile, args });
  const { context } = running;
  const page = context.pages()[0] ?? (await context.newPage());
  // A blank page of the extension, from which its other windows are reached over the protocol.
  const door = await context.newPage();
  await door.goto(running.url('managed_schema.json'));
  const session = await context.newCDPSession(door);
  await page.bringToFront();

  const attach = async (part: string, again = 2): Promise<SidePanel> => {
    const target = await eventually(async () => {
      const { targetInfos } = await session.send('Target.getTargets');
      return targetInfos.find(({ url, attached }) => url.includes(part) && !attached);
    });
    const window = await attachTo(session, target.targetId);
    try {
      await window.send('Page.enable');
      await window.evaluate(STEADY);
      return window;
    } catch (thrown) {
      // The document that was taken hold of gave way to the one that the browser was still loading.
      await window.detach().catch(() => undefined);
      if (!again) throw thrown;
      return attach(part, again - 1);
    }
  };

  return {
    running,
    page,
    web: (path, host = '127.0.0.1') => `http://${host}:${(server.address() as AddressInfo).port}${path}`,
    async inWorker(work, argument) {
      const worker = await attachTo(session, await liveWorker(session));
      // A worker that is being started is a target before it has the browser's own objects.
      await worker.until(`typeof chrome === 'object' && Boolean(chrome.storage)`);
      return worker.evaluate(`(${work.toString()})(${JSON.stringify(argument) ?? ''})`);
    },
    stopWorker: () => stopWorker(context, door),
    async clickToolbar() {
      await page.bringToFront();
      await clickAction(running, page);
      return attach('/popup.html');
    },
    panel: () => attach('/sidepanel.html'),
    async close() {
      await running.close();
      rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
      server.close();
    },
  };
}

/** Waits until a window has drawn itself and nothing in it has moved for a moment. */
const STEADY = `(async () => {
  const size = () => document.querySelector('[aria-busy="true"]') ? '' : document.body?.innerText.length + ' ' + document.body?.scrollHeight + ' ' + innerHeight;
  for (let same = 0, last = ''; same < 12; ) {
    await new Promise((resolve) => setTimeout(resolve, 25));
    const now = size();
    same = now && now === last && document.readyState === 'complete' ? same + 1 : 0;
    last = now;
  }
})()`;

async function attachTo(door: CDPSession, targetId: string): Promise<SidePanel> {
  const { sessionId } = await door.send('Target.attachToTarget', { targetId, flatten: false });
  return new SidePanel(door, sessionId);
}

async function findWorker(door: CDPSession): Promise<string | undefined> {
  const { targetInfos } = await door.send('Target.getTargets');
  return targetInfos.find(({ type }) => type === 'service_worker')?.targetId;
}

async function liveWorker(door: CDPSession): Promise<string> {
  const worker = await findWorker(door);
  if (worker) return worker;
  // Any message wakes it; this one is not addressed to it and gets no answer.
  await door.send('Runtime.evaluate', {
    expression: 'void chrome.runtime.sendMessage({ wake: true }).catch(() => 0)',
  });
  return eventually(() => findWorker(door));
}

async function clickAction(running: Running, page: Page): Promise<void> {
  const session = await running.context.browser()?.newBrowserCDPSession();
  if (!session) throw new Error('no session to the browser');
  const { targetInfos } = await session.send('Target.getTargets', { filter: [{ type: 'tab' }] });
  const tab = targetInfos.find(({ url }) => url === page.url());
  if (!tab) throw new Error(`no tab at ${page.url()}`);
  // `Extensions` is newer than the protocol types that Playwright ships.
  const send = session.send.bind(session) as (method: string, params: object) => Promise<unknown>;
  await send('Extensions.triggerAction', { id: running.id, targetId: tab.targetId });
  await session.detach();
}

async function serve(): Promise<Server> {
  const server = createServer((request, response) => {
    const pdf = request.url?.endsWith('.pdf');
    response.setHeader('content-type', pdf ? 'application/pdf' : 'text/html;charset=utf-8');
    response.end(pdf ? PDF : ARTICLE);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

/** The first answer of a probe that is there, asked again until it is; fails after forty seconds. */
export async function eventually<T>(probe: () => Promise<T | undefined>): Promise<T> {
  const end = performance.now() + 40_000;
  for (;;) {
    const value = await probe();
    if (value !== undefined) return value;
    if (performance.now() > end) throw new Error(`never: ${probe.toString().slice(0, 200)}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
