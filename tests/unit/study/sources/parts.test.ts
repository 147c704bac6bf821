// @vitest-environment jsdom
import { Blob } from 'node:buffer';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Ledger, Rec } from '../../../../lib/ledger';
import { documentOf } from '../../../../lib/search/documents';
import { clipBody, removeClip, saveClip } from '../../../../lib/study/clip/clips';
import { textOfBody } from '../../../../lib/study/clip/parts';
import { sanitise, type SanitisingWindow } from '../../../../lib/study/sanitise';
import { takePages, takeWhole, type TakeOptions } from '../../../../lib/study/sources/take-pages';
import { clipVersions, versionBody } from '../../../../lib/study/clip/versions';
import { openTestLedger } from '../../support/ledger';
import { extract } from '../extract/page';

vi.mock('../../../../lib/platform/permissions', () => ({ hasSite: async () => true }));

const SENTENCES = [
  '甲段说的是换班时开的会',
  '乙段说的是黑板上的三件事',
  '丙段说的是月底回头看',
  '丁段说的是没有办成的事',
];
const prose = (n: number): string =>
  `${SENTENCES[n - 1]}，大家一条一条说，书记一条一条记，散会前当场分工。`.repeat(6);
const address = (n: number): string => `https://n.example/a/17${n > 1 ? `_${n}` : ''}.html`;
const html = (n: number, total: number, title = '十分钟议事', extra = ''): string =>
  `<!doctype html><meta charset="gb2312"><title>${title}_示例网</title><h1>${title}</h1><p>来源：示例日报　2026-11-18</p>
  <div class="content"><p>${prose(n)}</p><p>${prose(n)}</p></div><div class="page">${Array.from(
    { length: total },
    (_, at) => (at + 1 === n ? `<b>${n}</b>` : `<a href="${address(at + 1)}">${at + 1}</a>`),
  ).join(' ')}${extra}</div>`;

let ledger: Ledger;
beforeEach(async () => {
  // The Blob of jsdom cannot be read.
  vi.stubGlobal('Blob', Blob);
  ({ ledger } = await openTestLedger());
});
const only = async (): Promise<Rec<'clip'>> => {
  const all = await ledger.list('clip');
  expect(all).toHaveLength(1);
  return all[0] as Rec<'clip'>;
};
const clipPageOf = (n: number, total: number, ...more: [string?, string?]) =>
  saveClip(ledger, extract(html(n, total, ...more), { url: address(n) }));
const order = (body: string): string =>
  textOfBody(body)
    .replace(/\s/g, '')
    .match(/[甲乙丙丁]段/g)
    ?.join('')
    .replace(/(..)\1+/g, '$1') ?? '';

/** A site that answers with these pages. */
function site(pages: Record<string, string | number>): {
  options: TakeOptions;
  asked: string[];
  sent: RequestInit[];
} {
  const asked: string[] = [];
  const sent: RequestInit[] = [];
  return {
    asked,
    sent,
    options: {
      window: globalThis as unknown as TakeOptions['window'],
      fetch: async (url, init) => {
        asked.push(String(url));
        sent.push(init ?? {});
        const answer = pages[String(url)];
        return typeof answer === 'string'
          ? new Response(answer, { headers: { 'content-type': 'text/html' } })
          : new Response('', { status: answer ?? 404 });
      },
    },
  };
}

describe('an article of several pages', () => {
  it('clipped page by page becomes one clip in the order of its pages, whatever the order of clipping', async () => {
    const second = await clipPageOf(2, 3);
    expect(second).toMatchObject({ fresh: true, pages: { kept: 1, total: 3 } });
    const third = await clipPageOf(3, 3);
    expect(third).toMatchObject({ id: second.id, fresh: false, pages: { kept: 2, total: 3 } });
    await clipPageOf(1, 3);
    const clip = await only();
    const body = await clipBody(ledger, clip);
    expect(order(body)).toBe('甲段乙段丙段');
    expect(clip.fields).toMatchObject({
      url: address(1),
      title: '十分钟议事',
      length: textOfBody(body).replace(/\s/g, '').length,
    });
    expect(clip.fields.excerpt).toMatch(/^甲段/);
    // The number of a page survives what is done before showing.
    expect(sanitise(body, globalThis as unknown as SanitisingWindow)).toContain('<section data-page="3">');
    expect(body.match(/十分钟议事/g)).toBeNull();
  });

  it('clipped again is the same, and a changed page changes that page alone', async () => {
    await clipPageOf(1, 2);
    await clipPageOf(2, 2);
    const before = await only();
    expect((await clipPageOf(1, 2)).n).toBeUndefined();
    const other = extract(html(2, 2).replaceAll('乙段', '丁段'), { url: address(2) });
    expect(await saveClip(ledger, other)).toMatchObject({ changed: true });
    const after = await only();
    expect(order(await clipBody(ledger, after))).toBe('甲段丁段');
    expect(after.fields.textHash).not.toBe(before.fields.textHash);
  });

  it('shows a changed page as a change, and pages that were added as none', async () => {
    await clipPageOf(1, 3);
    const { n } = await takePages(ledger, await only(), site({ [address(2)]: html(2, 3) }).options);
    expect(await clipVersions(ledger, await only())).toHaveLength(1);
    await ledger.undo(n ?? 0);
    expect(await clipVersions(ledger, await only())).toHaveLength(1);
    await clipPageOf(2, 3);
    await saveClip(ledger, extract(html(2, 3).replaceAll('乙段', '丁段'), { url: address(2) }));
    const [now, before, ...more] = await clipVersions(ledger, await only());
    expect(more).toEqual([]);
    expect(order(await versionBody(ledger, now as never))).toBe('甲段丁段');
    expect(order(await versionBody(ledger, before as never))).toBe('甲段乙段');
  });

  it('keeps a page that was clipped by hand while the others were fetched', async () => {
    await clipPageOf(1, 3);
    const { options } = site({ [address(2)]: 500, [address(3)]: html(3, 3) });
    await takePages(ledger, await only(), {
      ...options,
      fetch: async (url, init) => {
        if (String(url) === address(3)) await clipPageOf(2, 3);
        return (options.fetch as typeof fetch)(url, init);
      },
    });
    const clip = await only();
    expect(order(await clipBody(ledger, clip))).toBe('甲段乙段丙段');
    expect(clip.fields.parts?.['2']).toMatchObject({ at: expect.any(String) });
    expect(await ledger.conflicts(clip.id)).toEqual([]);
  });

  it('comes out of the trash as the page that was clipped, whatever pages it had', async () => {
    const all = 'https://n.example/a/17_all.html';
    await clipPageOf(1, 2, undefined, `<a href="${all}">余下全文</a>`);
    const one = html(1, 1).replace('</div><div class="page">', `<p>${prose(2)}</p></div><div class="page">`);
    await takeWhole(ledger, await only(), site({ [all]: one }).options);
    await removeClip(ledger, await only());
    await clipPageOf(1, 2);
    expect((await only()).fields.wholeKept).toBeUndefined();
    await clipPageOf(2, 2);
    expect(order(await clipBody(ledger, await only()))).toBe('甲段乙段');
    await removeClip(ledger, await only());
    await clipPageOf(1, 0);
    expect((await only()).fields.parts).toBeUndefined();
  });

  it('tells anew what it is: credits, card, what was left out, fingerprint and search text', async () => {
    const title = '示例市平台企业学习管理办法';
    const pages = [1, 2].map((n) => ({ n, url: address(n) }));
    const first = {
      ...extract(html(1, 2, title), { url: address(1) }),
      text: `${title}\n第一条 为了做好学习，制定本办法。\n${prose(1)}`,
      html: `<p>第一条 为了做好学习，制定本办法。</p><p>${prose(1)}</p>`,
      around: { above: ['发文字号：示委发〔2026〕7号'], below: [] },
      cut: { kept: 400, total: 1000 },
      pager: { at: 1, total: 2, pages },
    };
    const second = {
      ...extract(html(2, 2, title), { url: address(2) }),
      text: `${prose(2)}\n第九条 本办法自2026年10月1日起施行。\n中共示例市委组织部\n2026年9月1日`,
      html: `<p>${prose(2)}</p><p>第九条 本办法自2026年10月1日起施行。</p><p>中共示例市委组织部</p><p>2026年9月1日</p>`,
      editor: '示例编辑',
      source: '别的来源',
      cut: { kept: 500, total: 700 },
      pager: { at: 2, total: 2, pages },
    };
    await saveClip(ledger, first as never);
    const before = await only();
    expect(before.fields.card).toMatchObject({ number: { value: '示委发〔2026〕7号' } });
    await saveClip(ledger, second as never);
    const { fields } = await only();
    expect(fields.card).toMatchObject({
      number: { value: '示委发〔2026〕7号' },
      issuer: { value: '中共示例市委组织部' },
      effectiveOn: { value: '2026-10-01' },
    });
    expect(fields).toMatchObject({ source: '示例日报', editor: '示例编辑' });
    const text = textOfBody(await clipBody(ledger, await only()));
    expect(fields.cut).toEqual({ kept: text.length, total: text.length + 600 + 200 });
    expect(fields.textHash).not.toBe(before.fields.textHash);
    const context = { ledger, nameOf: (id: string) => id, itemText: () => undefined };
    expect((await documentOf((await only()) as never, context as never))?.text).toContain('第九条');
    // A page that comes whole at the next time takes its part of the loss away.
    await saveClip(ledger, {
      ...second,
      cut: undefined,
      text: `${second.text}。`,
      html: `${second.html}<p>。</p>`,
    } as never);
    const after = (await only()).fields;
    expect((after.cut?.total ?? 0) - (after.cut?.kept ?? 0)).toBe(600);
  });

  it('an article that another only links to stays its own', async () => {
    await clipPageOf(1, 2);
    await saveClip(ledger, extract(html(2, 2, '别的一件事'), { url: 'https://n.example/a/18_2.html' }));
    expect(await ledger.list('clip')).toHaveLength(2);
  });

  it('has its other pages fetched, decoded, joined in one step and undone in one', async () => {
    const saved = await clipPageOf(1, 3);
    const { options, asked, sent } = site({
      [address(2)]: html(2, 3),
      [address(3)]: html(3, 4),
      [address(4)]: html(3, 4),
    });
    const seen: string[] = [];
    const taken = await takePages(ledger, await only(), {
      ...options,
      onPage: (done, total) => seen.push(`${done}/${total}`),
    });
    // Page 4, which only page 3 names, is page 3 once more: the end.
    expect(taken).toMatchObject({ added: 2, failed: [] });
    expect(asked).toEqual([address(2), address(3), address(4)]);
    expect(sent.every((init) => init.credentials === 'omit' && init.referrerPolicy === 'no-referrer')).toBe(
      true,
    );
    expect(seen).toEqual(['1/3', '2/3', '3/4']);
    const clip = await only();
    expect(order(await clipBody(ledger, clip))).toBe('甲段乙段丙段');
    expect(Object.keys(clip.fields.parts ?? {})).toEqual(['1', '2', '3']);
    await ledger.undo(taken.n ?? 0);
    expect(order(await clipBody(ledger, await only()))).toBe('甲段');
    expect(saved.pages).toEqual({ kept: 1, total: 3 });
  });

  it('says which page failed, and takes it at the next try', async () => {
    await clipPageOf(1, 3);
    const first = await takePages(
      ledger,
      await only(),
      site({ [address(2)]: 500, [address(3)]: html(3, 3) }).options,
    );
    expect(first.failed.map(({ n, fault }) => [n, fault.code])).toEqual([[2, 'E331']]);
    expect((await only()).fields.parts?.['2']).toMatchObject({ failed: 'E331' });
    const again = site({ [address(2)]: html(2, 3) });
    await takePages(ledger, await only(), again.options);
    expect(again.asked).toEqual([address(2)]);
    expect(order(await clipBody(ledger, await only()))).toBe('甲段乙段丙段');
    expect((await only()).fields.parts?.['2']?.failed).toBeUndefined();
  });

  it('refuses a page of another article, and keeps nothing when it is stopped', async () => {
    await clipPageOf(1, 2);
    const before = (await only()).fields;
    const stranger = html(4, 0, '别的一件事');
    const taken = await takePages(ledger, await only(), site({ [address(2)]: stranger }).options);
    expect(taken.failed[0]?.fault.code).toBe('E334');
    await ledger.undo(taken.n ?? 0);
    const stop = new AbortController();
    const { options } = site({ [address(2)]: html(2, 2) });
    const running = takePages(ledger, await only(), {
      ...options,
      signal: stop.signal,
      onPage: () => stop.abort(),
    });
    await expect(running).rejects.toThrow();
    expect((await only()).fields).toEqual(before);
  });

  it('takes the one page with the whole text, which a single page does not displace again', async () => {
    const all = 'https://n.example/a/17_all.html';
    await clipPageOf(1, 2, undefined, `<a href="${all}">余下全文</a>`);
    const one = html(1, 1).replace('</div><div class="page">', `<p>${prose(2)}</p></div><div class="page">`);
    await takeWhole(ledger, await only(), site({ [all]: one }).options);
    const clip = await only();
    expect(order(await clipBody(ledger, clip))).toBe('甲段乙段');
    expect(clip.fields).toMatchObject({ url: address(1), wholeKept: true });
    expect(await clipPageOf(2, 2)).toMatchObject({ id: clip.id, changed: false });
    expect(await clipPageOf(1, 2, undefined, `<a href="${all}">余下全文</a>`)).toMatchObject({
      changed: false,
    });
    expect(order(await clipBody(ledger, await only()))).toBe('甲段乙段');
  });
});
