import { beforeEach, describe, expect, it } from 'vitest';
import { startZip } from '../../../../lib/exchange/backup/zip';
import { change, create, type Ledger, type Rec } from '../../../../lib/ledger';
import { unzipSync } from 'fflate';
import type { Extraction } from '../../../../lib/records/extraction';
import { listedLines } from '../../../../lib/life/prefill';
import { clipBody, saveClip, setNote } from '../../../../lib/study/clip/clips';
import { listFile, openListFile, previewList, takeList } from '../../../../lib/study/lists/list-file';
import { listPaper, listText } from '../../../../lib/study/lists/list-share';
import {
  AIM_LENGTH,
  aimOf,
  isListed,
  monthList,
  moveOnList,
  orderList,
  putOnList,
  setAim,
  takeOffList,
} from '../../../../lib/study/lists/month-list';
import { isInert } from '../../../../lib/study/markup';
import { clipVersions } from '../../../../lib/study/clip/versions';
import { addTag, setEducation } from '../../../../lib/study/clip/tags';
import { openTestLedger } from '../../support/ledger';

/** The parser that a window of ours has. */
const parser: string = 'jsdom';
const { JSDOM } = (await import(parser)) as {
  JSDOM: new (html: string) => { window: Parameters<typeof openListFile>[1] };
};
const { window } = new JSDOM('');
const MONTH = '2026-11';
const SENTENCE =
  '支部把会开在换班的十分钟里，议的都是身边事，大家一条一条说，书记一条一条记，月底回头看，办成的划掉，没办成的写明原因和下一步。';
const page = (name: string, over: Partial<Extraction> = {}): Extraction => ({
  title: name,
  url: `https://news.example/${encodeURIComponent(name)}.html`,
  source: '示例日报',
  published: '2026-11-03 09:00',
  html: `<p>${name}。</p><h2>做法</h2><ul><li>${SENTENCE}</li></ul><table><tbody><tr><td>甲</td><td>乙</td></tr></tbody></table>`,
  text: `${name}。\n做法\n${SENTENCE}\n甲\t乙`,
  coverage: 'article',
  images: [],
  ...over,
});

let ledger: Ledger;
let time: { now: number };
beforeEach(async () => {
  ({ ledger, time } = await openTestLedger());
});
const clip = async (id: string): Promise<Rec<'clip'>> => (await ledger.get('clip', id)) as Rec<'clip'>;
/** Clips on the list in this order, and their ids. */
const listed = async (...names: string[]): Promise<string[]> => {
  const ids: string[] = [];
  for (const name of names) {
    time.now += 1000;
    const { id } = await saveClip(ledger, page(name));
    await putOnList(ledger, await clip(id), MONTH);
    ids.push(id);
  }
  return ids;
};
const titles = async (month = MONTH) => (await monthList(ledger, month)).map(({ fields }) => fields.title);
const code = (value: string) => expect.objectContaining({ code: value });

describe('the study list of a month', () => {
  it('is ordered by hand, and what comes later stands last', async () => {
    await listed('甲篇', '乙篇', '丙篇');
    const [a, b, c] = (await monthList(ledger, MONTH)) as [Rec<'clip'>, Rec<'clip'>, Rec<'clip'>];
    const { n } = await orderList(ledger, [c, a, b], MONTH);
    expect(await titles()).toEqual(['丙篇', '甲篇', '乙篇']);
    await listed('丁篇');
    expect(await titles()).toEqual(['丙篇', '甲篇', '乙篇', '丁篇']);
    await ledger.undo(n as number);
    expect((await titles()).slice(0, 3)).toEqual(['甲篇', '乙篇', '丙篇']);
  });

  it('moves a material as often as it was asked to, however old the screen is', async () => {
    const [first] = await listed('甲', '乙', '丙');
    for (let at = 0; at < 3; at += 1) await moveOnList(ledger, first as string, MONTH, 1);
    expect(await titles()).toEqual(['乙', '丙', '甲']);
    expect(await ledger.conflicts()).toEqual([]);
  });

  it('keeps a material on the lists of several months, and takes it off one', async () => {
    const [id = ''] = await listed('甲篇');
    await putOnList(ledger, await clip(id), '2026-12');
    await takeOffList(ledger, await clip(id), MONTH);
    expect([isListed(await clip(id), MONTH), isListed(await clip(id), '2026-12')]).toEqual([false, true]);
    expect(await titles('2026-12')).toEqual(['甲篇']);
  });

  it('an older entry, with a month alone, is on the list and comes off it', async () => {
    const { id } = await saveClip(ledger, page('甲篇'));
    const old = await clip(id);
    await ledger.commit([{ kind: 'clip', id, set: { listMonth: MONTH }, base: old.stamps }], {
      label: 'clipList',
    });
    expect(await titles()).toEqual(['甲篇']);
    await setAim(ledger, await clip(id), MONTH, '读第一段');
    expect(await titles()).toEqual(['甲篇']);
    await takeOffList(ledger, await clip(id), MONTH);
    expect(await titles()).toEqual([]);
  });

  it('keeps both when one orders the list while another writes what is asked', async () => {
    const [first = ''] = await listed('甲篇', '乙篇');
    const seen = (await monthList(ledger, MONTH)) as [Rec<'clip'>, Rec<'clip'>];
    const ordered = await orderList(ledger, [seen[1], seen[0]], MONTH);
    const asked = await setAim(ledger, seen[0], MONTH, '读第一段');
    expect([await titles(), aimOf(await clip(first), MONTH)]).toEqual([['乙篇', '甲篇'], '读第一段']);
    const now = (await monthList(ledger, MONTH)) as [Rec<'clip'>, Rec<'clip'>];
    await setAim(ledger, now[1], MONTH, '读第二段');
    await orderList(ledger, [now[1], now[0]], MONTH);
    expect([await titles(), aimOf(await clip(first), MONTH)]).toEqual([['甲篇', '乙篇'], '读第二段']);
    expect([...ordered.concurrent, ...asked.concurrent]).toEqual([]);
    expect(await ledger.conflicts()).toEqual([]);
  });

  it('an aim of an older entry, kept beside its place, is read, changed and taken away', async () => {
    const [id = ''] = await listed('甲篇', '乙篇');
    const old = await clip(id);
    const set = { [`lists/${MONTH}`]: { order: 0, aim: '旧的要求' } };
    await ledger.commit([{ kind: 'clip', id, set, base: old.stamps }], { label: 'clipList' });
    expect(aimOf(await clip(id), MONTH)).toBe('旧的要求');
    await setAim(ledger, await clip(id), MONTH, '新的要求');
    expect(aimOf(await clip(id), MONTH)).toBe('新的要求');
    await setAim(ledger, await clip(id), MONTH, '');
    expect(aimOf(await clip(id), MONTH)).toBe('');
    await takeOffList(ledger, await clip(id), MONTH);
    await putOnList(ledger, await clip(id), MONTH);
    expect(aimOf(await clip(id), MONTH)).toBe('');
  });

  it('asks for something, not too long, and keeps the draft when it is', async () => {
    const [id = ''] = await listed('甲篇');
    await ledger.drafts.put({ id: 'd', form: 'clip', title: '', route: '', data: {} });
    await expect(setAim(ledger, await clip(id), MONTH, '长'.repeat(AIM_LENGTH + 1), 'd')).rejects.toEqual(
      code('E345'),
    );
    await setAim(ledger, await clip(id), MONTH, ' 读第一段 ');
    await orderList(ledger, await monthList(ledger, MONTH), MONTH);
    expect(aimOf(await clip(id), MONTH)).toBe('读第一段');
  });

  it('becomes the agenda of an activity that was asked for, in its order', async () => {
    await listed('甲篇', '乙篇');
    const [a, b] = (await monthList(ledger, MONTH)) as [Rec<'clip'>, Rec<'clip'>];
    await orderList(ledger, [b, a], MONTH);
    const lines = await listedLines(ledger, ['general'], '2026-12-01', MONTH);
    expect(lines.map(({ clip: id }) => id)).toEqual([b.id, a.id]);
    expect(await listedLines(ledger, ['general'], '2026-11-20')).toEqual([]);
  });

  it('is text for a chat and a paper, a document cited by its number', async () => {
    const [id = ''] = await listed('甲篇');
    await setAim(ledger, await clip(id), MONTH, '读第一段');
    const notice = page('示例市人民政府关于示例工作的通知', {
      text: `示府发〔2026〕5号\n各区人民政府：\n${SENTENCE}\n示例市人民政府\n2026年11月2日`,
    });
    await putOnList(ledger, await clip((await saveClip(ledger, notice)).id), MONTH);
    expect(listText(await monthList(ledger, MONTH), MONTH, '示例支部')).toBe(
      [
        '【2026 年 11 月学习清单】',
        '示例支部',
        '1. 《甲篇》（示例日报，2026-11-03）',
        '   学习要求：读第一段',
        page('甲篇').url,
        '2. 《示例市人民政府关于示例工作的通知》（示府发〔2026〕5号，2026年11月2日）',
        notice.url,
        '共 2 份',
      ].join('\n'),
    );
    await setEducation(ledger, await clip(id), 'purpose', true);
    const paper = await listPaper(ledger, MONTH, { branch: '示例支部', today: '2026-11-20' });
    expect(paper.sections[0]).toMatchObject({
      rows: [
        ['1', '《甲篇》（示例日报，2026-11-03）\n教育内容：党的宗旨教育', '读第一段', '0 人'],
        ['2', expect.stringContaining('示府发〔2026〕5号'), '', '0 人'],
      ],
    });
  });
});

describe('a list as a file', () => {
  const sent = async () => {
    const [a = '', b = ''] = await listed('甲篇', '乙篇');
    await setAim(ledger, await clip(a), MONTH, '读第一段');
    await setNote(ledger, await clip(a), '私下的想法');
    const quotations = { q: { text: '议的都是身边事', note: '私下的批注', at: '2026-11-05T00:00:00.000Z' } };
    await ledger.commit([change(await clip(a), { quotations })], { label: 'clipQuote' });
    await addTag(ledger, await clip(a), '自己的标签');
    await setEducation(ledger, await clip(b), 'purpose', true);
    return listFile(ledger, await monthList(ledger, MONTH), { month: MONTH, branch: '示例支部' });
  };

  it('brings texts, aims and order to another ledger in one commit, and nothing private', async () => {
    const { blob, name } = await sent();
    expect(name).toMatch(/学习清单.*\.zip$/);
    const { ledger: other } = await openTestLedger();
    const list = await openListFile(blob, window);
    expect(list).toMatchObject({ month: MONTH, branch: '示例支部' });
    expect(await previewList(other, list)).toEqual(['fresh', 'fresh']);
    expect(await other.list('clip')).toHaveLength(0);
    await takeList(other, list, [0, 1]);
    const [a, b] = (await monthList(other, MONTH)) as [Rec<'clip'>, Rec<'clip'>];
    expect(a.fields).toMatchObject({ title: '甲篇', source: '示例日报', published: '2026-11-03 09:00' });
    expect(aimOf(a, MONTH)).toBe('读第一段');
    expect(b.fields.education).toEqual({ purpose: true });
    expect(await clipBody(other, a)).toBe(page('甲篇').html);
    expect(a.fields.textHash).toBe((await clip(a.id)).fields.textHash);
    expect(JSON.stringify(a.fields)).not.toMatch(/私下|自己的标签/);
    expect(a.fields.note).toBeUndefined();
    expect(await other.recentCommits()).toHaveLength(1);
    expect(await previewList(other, list)).toEqual(['same', 'same']);
  });

  it('is merged: own words stay, a reprint is noted, a changed text is brought up to date', async () => {
    const { blob } = await sent();
    const list = await openListFile(blob, window);
    const { ledger: other } = await openTestLedger();
    const own = await saveClip(other, page('甲篇', { url: 'https://reprint.example/1' }));
    await setNote(other, (await other.get('clip', own.id)) as Rec<'clip'>, '我的笔记');
    const changed = await saveClip(
      other,
      page('乙篇', { text: `${SENTENCE}旧`, html: `<p>${SENTENCE}旧</p>` }),
    );
    expect(await previewList(other, list)).toEqual(['reprint', 'changed']);
    const { n } = await takeList(other, list, [0, 1]);
    const [a, b] = (await monthList(other, MONTH)) as [Rec<'clip'>, Rec<'clip'>];
    expect([a.id, b.id]).toEqual([own.id, changed.id]);
    expect(a.fields).toMatchObject({ note: '我的笔记', url: 'https://reprint.example/1' });
    expect(Object.values(a.fields.addresses ?? {}).map(({ url }) => url)).toEqual([page('甲篇').url]);
    expect(await clipBody(other, b)).toBe(page('乙篇').html);
    await other.undo(n as number);
    expect(await monthList(other, MONTH)).toEqual([]);
  });

  it('holds a text alone, also of one that was stored without care', async () => {
    const careless = `<p>一段。</p><script>hit()</script><img src="x" onerror="hit()"><section data-page="1"><p>二段。</p></section>`;
    const body = await ledger.putBlob(new Blob([careless], { type: 'text/html' }));
    const fields = { title: '甲 <b>', url: 'https://x.example/9', coverage: 'article' as const, body };
    const write = create('clip', fields);
    await ledger.commit([write], { label: 'clipSave' });
    const { blob } = await listFile(ledger, [await clip(write.id)], { month: MONTH, branch: '' });
    const files = unzipSync(new Uint8Array(await blob.arrayBuffer()));
    const [head = '', text = ''] = Buffer.from(files['1.html']!).toString().split('</title>\n');
    expect(head).toContain('甲 &lt;b&gt;');
    expect(isInert(text)).toBe(true);
    expect(text).toMatch(/一段[^]*二段/);
  });

  it('an empty list is no file', async () => {
    await expect(listFile(ledger, [], { month: MONTH, branch: '' })).rejects.toEqual(code('E344'));
  });

  const zipped = async (files: Record<string, string>): Promise<Blob> => {
    const zip = startZip(0);
    for (const [name, text] of Object.entries(files))
      await zip.sink.write({ name, packed: false }, new Blob([text]).stream());
    return zip.finish();
  };
  const material = { file: '1.html', title: '甲', url: 'https://x.example/1', coverage: 'article' };
  const manifest = (over: object = {}) =>
    JSON.stringify({ kind: 'study-list', version: 1, month: MONTH, materials: [material], ...over });

  it.each([
    ['text', async () => new Blob(['不是压缩包']), 'E341'],
    ['another zip', () => zipped({ 'a.txt': 'x' }), 'E341'],
    ['a backup', () => zipped({ 'manifest.json': '{"app":"branch-sidebook","format":1}' }), 'E341'],
    ['a manifest that is no JSON', () => zipped({ 'manifest.json': '{' }), 'E342'],
    ['a newer file', () => zipped({ 'manifest.json': manifest({ version: 3 }) }), 'E343'],
    ['a missing text', () => zipped({ 'manifest.json': manifest() }), 'E342'],
    ['no month', () => zipped({ 'manifest.json': manifest({ month: '2026-13' }) }), 'E342'],
    [
      'an address that runs',
      () =>
        zipped({
          'manifest.json': manifest({ materials: [{ ...material, url: 'javascript:1' }] }),
          '1.html': '',
        }),
      'E342',
    ],
    [
      'a file cut short',
      async () => (await zipped({ 'manifest.json': manifest(), '1.html': 'x' })).slice(0, 90),
      'E342',
    ],
  ])('%s is refused with a code', async (_, make, expected) => {
    await expect(openListFile(await make(), window)).rejects.toEqual(code(expected));
  });

  it('runs nothing that a file brings', async () => {
    const html =
      '<script>alert(1)</script><p onclick="x()">一<img src="https://x.example/a.png" onerror="x()"><a href="javascript:x()">二</a></p><iframe src="https://x.example"></iframe>';
    const list = await openListFile(await zipped({ 'manifest.json': manifest(), '1.html': html }), window);
    await takeList(ledger, list, [0]);
    const [only] = await ledger.list('clip');
    const body = await clipBody(ledger, only as Rec<'clip'>);
    expect(body).not.toMatch(/script|onclick|onerror|iframe|javascript|[ "]src=/);
    expect(body).toContain('一');
  });

  it('the same material twice in a file, and material without an address, are one each', async () => {
    const files = {
      'manifest.json': manifest({
        materials: [material, { ...material, file: '2.html' }, { ...material, file: '3.html', url: '' }],
      }),
      '1.html': `<p>${SENTENCE}</p>`,
      '2.html': '<p>别的</p>',
      '3.html': `<p>${SENTENCE}另一篇。</p>`,
    };
    const list = await openListFile(await zipped(files), window);
    expect(list.materials).toHaveLength(2);
    await takeList(ledger, list, [0, 1]);
    expect((await ledger.list('clip')).map(({ fields }) => fields.url).sort()).toEqual(['', material.url]);
    expect(await previewList(ledger, list)).toEqual(['same', 'same']);
    await takeList(ledger, list, [0, 1]);
    expect(await ledger.list('clip')).toHaveLength(2);
  });

  it('scans and videos without a text are told by their titles, and known again', async () => {
    const scan = { ...material, url: '' };
    const files = {
      'manifest.json': manifest({
        materials: [
          { ...scan, title: '扫描件甲', aim: '看第一页' },
          { ...scan, title: '扫描件乙', file: '2.html' },
          { ...material, title: '视频', file: '3.html' },
        ],
      }),
      '1.html': '',
      '2.html': '',
      '3.html': '',
    };
    const list = await openListFile(await zipped(files), window);
    await takeList(ledger, list, [0, 1, 2]);
    expect(await titles()).toEqual(['扫描件甲', '扫描件乙', '视频']);
    await setAim(ledger, (await monthList(ledger, MONTH))[0] as Rec<'clip'>, MONTH, '我写的要求');
    expect(await previewList(ledger, list)).toEqual(['same', 'same', 'same']);
    await takeList(ledger, list, [0, 1, 2]);
    expect(aimOf((await monthList(ledger, MONTH))[0] as Rec<'clip'>, MONTH)).toBe('我写的要求');
  });

  it('a text of several pages that is here is not replaced by fewer of them', async () => {
    const { blob } = await sent();
    const list = await openListFile(blob, window);
    const { ledger: other } = await openTestLedger();
    const { url } = page('甲篇');
    const more = 'https://news.example/2.html';
    const pager = (at: number) => ({
      at,
      total: 2,
      pages: [
        { n: 1, url },
        { n: 2, url: more },
      ],
    });
    const { id } = await saveClip(other, page('甲篇', { pager: pager(1) }));
    await saveClip(
      other,
      page('甲篇', { url: more, html: '<p>第二页</p>', text: '第二页', pager: pager(2) }),
    );
    expect((await previewList(other, list))[0]).toBe('kept');
    await takeList(other, list, [0]);
    const kept = (await other.get('clip', id)) as Rec<'clip'>;
    expect(await clipBody(other, kept)).toContain('第二页');
    expect(isListed(kept, MONTH)).toBe(true);
  });

  it('what a page says after its text came with a file is shown as a change', async () => {
    const { blob } = await sent();
    const { ledger: other } = await openTestLedger();
    await takeList(other, await openListFile(blob, window), [0]);
    const text = `${SENTENCE}改过的。`;
    const saved = await saveClip(other, page('甲篇', { text, html: `<p>${text}</p>` }));
    expect(saved.changed).toBe(true);
    const met = (await other.get('clip', saved.id)) as Rec<'clip'>;
    expect(await clipVersions(other, met)).toHaveLength(2);
  });
});
