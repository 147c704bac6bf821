import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from '@playwright/test';
import { encode } from '../fixtures/corpus/encode.mjs';
import { makePdf } from '../unit/support/make-pdf';
import { axeViolations, type Extension, expect, test } from './support/extension';
import { grantedBuild } from './support/granted';
import { startFrame } from './support/frame';
import { photoWithExif } from './support/photo';

const granted = grantedBuild(['http://127.0.0.1/*', 'http://localhost/*']);
test.use({ browserOptions: { dir: granted } });

const prose = (word: string): string =>
  `<p>${`${word}说的是支部把会开在换班的十分钟里，大家一条一条说，书记一条一条记，散会前当场分工。`.repeat(5)}</p>`;
const article = (title: string, body: string, foot = '', charset = 'utf-8'): string =>
  `<!doctype html><html><head><meta charset="${charset}"><title>${title}_示例网</title></head><body><h1>${title}</h1><p>来源：示例日报　2026-11-18 09:46</p><div class="content">${body}</div>${foot}</body></html>`;

/** Two ports of this computer under two names: a site of articles and newspapers, and a site of pictures. */
async function serveSites(photo: () => Buffer) {
  const asked: IncomingMessage[] = [];
  let port = 0;
  const pager =
    '<div class="page"><a href="a17.html">1</a> <a href="a17_2.html">2</a> <a href="a17_3.html">3</a></div>';
  const answer = (path: string): [string, string | Uint8Array] | undefined => {
    const html = (text: string, charset = 'utf-8'): [string, Uint8Array] => [
      charset === 'utf-8' ? 'text/html;charset=utf-8' : 'text/html',
      charset === 'utf-8' ? Buffer.from(text) : encode(text, charset),
    ];
    if (path === '/a17.html')
      return html(
        article(
          '十分钟议事',
          `${prose('甲段')}<p><img data-original="http://localhost:${port}/p/1.jpg" src="/loading.gif" alt="黑板上的三件事"></p><p><img src="/p/2.jpg"></p>${prose('甲段')}`,
          pager,
        ),
      );
    if (path === '/a17_2.html') return html(article('十分钟议事', prose('乙段'), pager, 'gb2312'), 'gbk');
    if (path === '/p/1.jpg') return ['image/jpeg', photo()];
    if (path === '/old/frames.html')
      return html('<title>老站台上的新支部</title><iframe src="text.html"></iframe>');
    if (path === '/old/text.html') return html(article('老站台上的新支部', prose('丙段')));
    if (path === '/layout/node_4.html')
      return html(
        `<title>示例日报-第04版：要闻-2026年11月20日</title><div class="paper-bot"><p>第04版：要闻</p></div><div class="news"><ul class="news-list"><li><a href="content_1.html">骑手驿站延长开放两小时</a></li><li><a href="content_2.html">示例街道办起夜间托管</a></li><li><a href="content_3.html">广告</a></li></ul></div><map><area href="content_1.html"></map><p class="date">2026年11月20日 星期五</p>`,
      );
    if (path === '/layout/content_1.html')
      return html(
        `<title>骑手驿站延长开放两小时</title><div class="paper-bot"><p>第04版：要闻</p></div><h1>骑手驿站延长开放两小时</h1><p class="sec">本报记者　何小满<span class="date">《示例日报》（2026年11月20日 第 04 版）</span></p><div id="ozoom">${prose('丁段')}</div>`,
      );
    return undefined;
  };
  const server = createServer((request, response) => {
    asked.push(request);
    const found = answer(new URL(request.url ?? '/', 'http://x').pathname);
    response.writeHead(found ? 200 : 404, found ? { 'content-type': found[0] } : {}).end(found?.[1]);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
  const end = setTimeout(() => server.close(), 60_000);
  return {
    at: (path: string) => `http://127.0.0.1:${port}${path}`,
    asked,
    close: () => {
      clearTimeout(end);
      server.closeAllConnections();
      server.close();
    },
  };
}

/** Opens a page of the web and clips it as the toolbar does; gives the id of the clip. */
async function clip(ext: Extension, panel: Page, url: string): Promise<string> {
  const web = await ext.context.newPage();
  await web.goto(url);
  const answer = (await panel.evaluate(async (address) => {
    const tabs = await chrome.tabs.query({});
    const tab = tabs.find((one) => one.url === address);
    return chrome.runtime.sendMessage({
      to: 'worker',
      name: 'clip.tab',
      payload: { tabId: tab?.id, granted: true },
    });
  }, url)) as { value?: { id: string } };
  await web.close();
  await panel.bringToFront();
  return answer.value?.id ?? '';
}

test('an article of several pages, its pictures, and a PDF are taken in whole', async ({ ext }) => {
  let photo: Buffer = Buffer.from('');
  const site = await serveSites(() => photo);
  const panel = await ext.openSampleBranch();
  photo = await photoWithExif(panel, 640, 400);

  const id = await clip(ext, panel, site.at('/a17.html'));
  await panel.goto(ext.url('sidepanel', `/study/clip/${id}`));
  await expect(panel.getByText('这篇文章共 3 页，已存第 1 页')).toBeVisible();
  const reader = panel.locator('article.reader').first();
  site.asked.length = 0;
  await panel.locator('[data-action="take-pages"]').click();
  // Page 3 is not there: it is named, and the others are kept.
  await expect(panel.getByText('第 3 页没有取到（E331）')).toBeVisible();
  expect(site.asked.map(({ url }) => url)).toEqual(['/a17_2.html', '/a17_3.html']);
  expect(site.asked.every(({ headers }) => !headers.cookie && !headers.referer)).toBe(true);

  site.asked.length = 0;
  await panel.locator('[data-action="keep-pictures"]').click();
  await expect(panel.getByText('1 张没有取到', { exact: true })).toBeVisible();
  expect(await axeViolations(panel)).toEqual([]);
  await panel.goto(ext.url('sidepanel', `/study/clip/${id}/read`));
  await expect(reader.locator('section[data-page="2"]')).toContainText('乙段说的是支部');
  await expect(reader.locator('img:not([src])')).toHaveCount(1);
  const picture = reader.locator('img[src^="blob:"]');
  await expect(picture).toHaveAttribute('alt', '黑板上的三件事');
  // Turned upright as its EXIF says, which is gone.
  await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalHeight)).toBe(640);
  const bytes = await picture.evaluate(async (image: HTMLImageElement) => (await fetch(image.src)).text());
  expect(bytes).not.toMatch(/Exif|SECRET/);
  expect(site.asked.map(({ url }) => url).toSorted()).toEqual(['/p/1.jpg', '/p/2.jpg']);

  // An article in a frame of its own site is read where it stands.
  const framed = await clip(ext, panel, site.at('/old/frames.html'));
  await panel.goto(ext.url('sidepanel', `/study/clip/${framed}`));
  await expect(panel.locator('article.reader').first()).toContainText('丙段说的是支部');

  // A page of a newspaper offers its articles; the chosen one has the page in its source.
  const layout = await clip(ext, panel, site.at('/layout/node_4.html'));
  await panel.goto(ext.url('sidepanel', `/study/clip/${layout}`));
  await panel.getByLabel('骑手驿站延长开放两小时').check();
  await panel.locator('[data-action="take-items"]').click();
  await panel.locator('a[href*="study/clip/"]', { hasText: '骑手驿站延长开放两小时' }).click();
  await expect(panel.getByText('示例日报 2026-11-20 第 04 版').first()).toBeVisible();
  await expect(panel.locator('article.reader').first()).toContainText('丁段说的是支部');

  await panel.goto(ext.url('sidepanel', '/study'));
  const pdf = makePdf({
    title: '示例出行党建简报第三期',
    pages: [1, 2].map((n) => [{ text: `第${n}件说的是充电柜，大家一条一条说。`, y: 700 }]),
  });
  await panel
    .locator('input[type="file"][accept*="pdf"]')
    .setInputFiles({ name: '简报.pdf', mimeType: 'application/pdf', buffer: Buffer.from(pdf) });
  await expect(panel.getByRole('heading', { name: '示例出行党建简报第三期' })).toBeVisible();
  await expect(panel.locator('article.reader section[data-page="2"]')).toContainText('第2件说的是充电柜');
  site.close();
});

test('a PDF in the tab is fetched from the popup after one press', async () => {
  const frame = await startFrame({ dir: granted });
  try {
    await frame.page.goto(frame.web('/paper.pdf'));
    const popup = await frame.clickToolbar();
    await popup.click('[data-action="clip"]');
    await popup.until('document.querySelector(\'[data-action="take-pdf"]\')');
    await popup.click('[data-action="take-pdf"]');
    await popup.until('document.querySelector(\'[data-action="open-clip"]\')');
    expect(await popup.evaluate('document.body.innerText')).toContain('paper');
  } finally {
    await frame.close();
  }
});
