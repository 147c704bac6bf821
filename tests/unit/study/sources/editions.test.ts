// @vitest-environment jsdom
import { Blob } from 'node:buffer';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Ledger, Rec } from '../../../../lib/ledger';
import { saveClip } from '../../../../lib/study/clip/clips';
import { listedItems, takeItems } from '../../../../lib/study/sources/take-items';
import type { TakeOptions } from '../../../../lib/study/sources/take-pages';
import { openTestLedger } from '../../support/ledger';
import { extract, openPage, extractFrom, pageText } from '../extract/page';

vi.mock('../../../../lib/platform/permissions', () => ({ hasSite: async () => true }));

const PROSE =
  '支部把会开在换班的十分钟里，议的都是身边事。大家一条一条说，书记一条一条记，散会前当场分工。'.repeat(3);
const LAYOUT = `<title>示例日报-第04版：要闻-2026年11月20日</title><div class="paper-bot"><p>第04版：要闻</p><a href="node_3.html">上一版</a></div>
<div class="nav"><h3>版面导航</h3><a href="node_1.html">第01版：头版</a><a href="node_4.html">第04版：要闻</a></div>
<map><area href="content_1.html"><area href="content_2.html"></map>
<h3>标题导航</h3><ul><li><a href="content_1.html">骑手驿站延长开放两小时</a></li><li><a href="content_2.html">示例街道办起夜间托管</a></li><li><a href="content_9.html">广告</a></li></ul>
<ul><li><a href="/about/a.html">报社介绍与联系方式</a></li><li><a href="/about/b.html">订阅办法与投递查询</a></li></ul>`;
const AT = 'https://paper.example/2026-11/20/node_4.html';
const article = (title: string): string =>
  `<title>${title}</title><p>第04版：要闻</p><h1>${title}</h1><p class="sec">本报记者　何小满<span class="date">《示例日报》（2026年11月20日 第 04 版）</span></p><div id="ozoom"><p>${PROSE}</p></div>`;

describe('a page of a newspaper', () => {
  it('is told with the articles that it lists, without other pages and advertisements', () => {
    const found = extract(LAYOUT, { url: AT });
    expect(found).toMatchObject({
      title: '示例日报 2026-11-20 第 04 版：要闻',
      edition: '示例日报 2026-11-20 第 04 版',
      items: [
        { title: '骑手驿站延长开放两小时', url: 'https://paper.example/2026-11/20/content_1.html' },
        { title: '示例街道办起夜间托管', url: 'https://paper.example/2026-11/20/content_2.html' },
      ],
    });
  });

  it('is told from its picture alone, where titles stand on the map', () => {
    const areas = [1, 2, 3].map((n) => `<area href="c${n}.htm" alt="第${n}件事说的是充电柜">`).join('');
    const found = extract(`<title>示例晚报</title><p>版次：A03</p><p>2026-11-20</p><map>${areas}</map>`, {
      url: AT,
    });
    expect(found.edition).toBe('示例晚报 2026-11-20 第 A03 版');
    expect(found.items).toHaveLength(3);
  });

  it('stands in the source of an article', () => {
    expect(extract(pageText('digital-edition.html')).edition).toBe('示例日报 2026-11-18 第 03 版');
    expect(extract(pageText('official-media.html')).edition).toBe('示例日报 2026-11-17 第 06 版');
    expect(extract(pageText('portal-news.html')).edition).toBeUndefined();
    // A text may speak of a page of a newspaper.
    const told = `<title>十分钟议事</title><div class="content"><p>昨天《示例晚报》2026年11月19日第02版报道了这件事，大家都看到了，也都说写得实在。${PROSE}</p></div>`;
    expect(extract(told).edition).toBeUndefined();
  });
});

describe('chosen articles of a newspaper page', () => {
  let ledger: Ledger;
  beforeEach(async () => {
    // The Blob of jsdom cannot be read.
    vi.stubGlobal('Blob', Blob);
    ({ ledger } = await openTestLedger());
  });
  it('become clips of their own with the page in their source; what is none is told', async () => {
    const { id } = await saveClip(ledger, extract(LAYOUT, { url: AT }));
    const clip = (await ledger.get('clip', id)) as Rec<'clip'>;
    const urls = (clip.fields.items ?? []).map(({ url }) => url);
    const options: TakeOptions = {
      window: globalThis as unknown as TakeOptions['window'],
      fetch: async (url) =>
        new Response(
          String(url).includes('content_1') ? article('骑手驿站延长开放两小时') : '<p>请登录</p>',
          {
            headers: { 'content-type': 'text/html' },
          },
        ),
    };
    const taken = await takeItems(ledger, clip, urls, options);
    expect(taken.saved.map(({ title }) => title)).toEqual(['骑手驿站延长开放两小时']);
    expect(taken.failed.map(({ title, fault }) => [title, fault.code])).toEqual([
      ['示例街道办起夜间托管', 'E334'],
    ]);
    const kept = await ledger.get('clip', taken.saved[0]?.id ?? '');
    expect(kept?.fields).toMatchObject({ edition: '示例日报 2026-11-20 第 04 版', coverage: 'article' });
    expect((await listedItems(ledger, clip)).map((item) => item.clip)).toEqual([kept?.id, undefined]);
  });
});

describe('several articles of a newspaper page', () => {
  const urls = [1, 2, 3].map((n) => `https://paper.example/html/2026-11/20/content_${n}.htm`);
  const own = (title: string): string => article(title).replace(PROSE, `${title}。${PROSE}`);
  const page = (texts: Record<string, string>): TakeOptions => ({
    window: globalThis as unknown as TakeOptions['window'],
    fetch: async (url) =>
      new Response(texts[String(url)] ?? '', { headers: { 'content-type': 'text/html' } }),
  });
  let ledger: Ledger;
  let clip: Rec<'clip'>;
  beforeEach(async () => {
    vi.stubGlobal('Blob', Blob);
    ({ ledger } = await openTestLedger());
    const { id } = await saveClip(ledger, {
      ...extract(LAYOUT, { url: 'https://paper.example/html/2026-11/20/node_4.htm' }),
      items: urls.map((url, n) => ({ url, title: `第${n}篇` })),
    });
    clip = (await ledger.get('clip', id)) as Rec<'clip'>;
  });

  it('are one commit, which one undo takes back', async () => {
    const before = await ledger.recentCommits();
    const texts = Object.fromEntries(urls.map((url, n) => [url, own(`街道办起第${n}家夜间托管`)]));
    const taken = await takeItems(ledger, clip, urls, page(texts));
    expect([taken.saved.length, taken.failed, taken.commits.length]).toEqual([3, [], 1]);
    expect(await ledger.recentCommits()).toHaveLength(before.length + 1);
    expect(await ledger.list('clip')).toHaveLength(4);
    await ledger.undo(taken.commits[0]!);
    expect(await ledger.list('clip')).toHaveLength(1);
  });

  it('the same text twice is one clip, and all of it can be taken back', async () => {
    const same = own('街道办起夜间托管');
    const taken = await takeItems(
      ledger,
      clip,
      urls,
      page({ [urls[0]!]: same, [urls[1]!]: same, [urls[2]!]: own('另一篇文章的标题') }),
    );
    expect(await ledger.list('clip')).toHaveLength(3);
    expect((await listedItems(ledger, clip)).every((item) => item.clip)).toBe(true);
    expect(taken.commits).toHaveLength(1);
    await ledger.undo(taken.commits[0]!);
    expect(await ledger.list('clip')).toHaveLength(1);
  });

  it('what has come before a stop is kept', async () => {
    const stop = new AbortController();
    const texts = Object.fromEntries(urls.map((url, n) => [url, own(`街道办起第${n}家夜间托管`)]));
    const taken = await takeItems(ledger, clip, urls, {
      ...page(texts),
      signal: stop.signal,
      onPage: (done) => done === 2 && stop.abort(),
    });
    expect([taken.saved.length, taken.commits.length]).toEqual([2, 1]);
  });
});

describe('a page that shows a video', () => {
  const list = '<ul><li><a href="/v/2">别的视频一</a></li><li><a href="/v/3">别的视频二</a></li></ul>';
  it.each([
    [
      'by its own data',
      `<meta property="og:type" content="video.other"><meta property="og:video:duration" content="200"><meta name="description" content="一堂二十分钟的党课。">`,
      '',
    ],
    [
      'by linked data',
      `<script type="application/ld+json">{"@type":"VideoObject","duration":"PT3M20S","description":"一堂二十分钟的党课。"}</script>`,
      '',
    ],
    [
      'by what it prints',
      '',
      '<video src="/v.mp4"></video><p>时长：03:20</p><p>简介：一堂二十分钟的党课。</p>',
    ],
  ])('%s is kept with its words and length, and nothing of the others', (_, head, body) => {
    const found = extract(
      `<html><head><title>换班时的党课_示例网</title>${head}</head><body><h1>换班时的党课</h1>${body}${list}</body></html>`,
    );
    expect(found).toMatchObject({
      title: '换班时的党课',
      video: { seconds: 200 },
      text: '一堂二十分钟的党课。',
      images: [],
    });
  });

  it('inside an article is no video page', () => {
    const found = extract(
      `<title>十分钟议事</title><h1>十分钟议事</h1><div class="content"><video src="/v.mp4"></video><p>${PROSE}</p><p>${PROSE}</p></div>`,
    );
    expect(found.coverage).toBe('article');
    expect(found.video).toBeUndefined();
  });
});

describe('a page as it is seen', () => {
  it('is read inside of open shadow trees, what is slotted in its place', () => {
    const document = openPage('<title>十分钟议事_示例网</title><h1>十分钟议事</h1><my-article></my-article>');
    const host = document.querySelector('my-article') as Element;
    host.innerHTML = `<p slot="end">${PROSE}末尾这一句在插槽里。</p>`;
    host.attachShadow({ mode: 'open' }).innerHTML =
      `<div class="content"><p>开头这一句在影子里。${PROSE}</p><slot name="end"></slot></div>`;
    const found = extractFrom(document);
    expect(found.coverage).toBe('article');
    expect(found.title).toBe('十分钟议事');
    expect(found.text).toMatch(/^开头这一句在影子里。[^]*末尾这一句在插槽里。$/);
  });
});
