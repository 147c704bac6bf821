import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import * as pdfjs from 'pdfjs-dist/legacy/build/pdf.mjs';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Ledger } from '../../../../lib/ledger';
import { isInert } from '../../../../lib/study/markup';
import { pagesOfBody } from '../../../../lib/study/clip/parts';
import { clipBody, removeClip } from '../../../../lib/study/clip/clips';
import { readPdf } from '../../../../lib/study/pdf/read';
import { joined, linesOf, titleOf, withoutRunningLines } from '../../../../lib/study/pdf/lines';
import { type PdfReader, savePdf } from '../../../../lib/study/sources/pdf-clips';
import { openTestLedger } from '../../support/ledger';
import { makePdf, type TestLine, type TestPdf } from '../../support/make-pdf';

const folder = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));
pdfjs.GlobalWorkerOptions.workerSrc = join(folder, 'legacy/build/pdf.worker.mjs');
const read: PdfReader = (data, options) => readPdf(data, { pdfjs, cMapUrl: join(folder, 'cmaps/') }, options);
const textOf = (made: TestPdf) => read(makePdf(made), {});

/** A page of a made-up circular with a running head, a page number and two paragraphs, one broken over lines. */
const page = (n: number): TestLine[] => [
  { text: '示例出行党委文件', x: 240, y: 800, size: 9 },
  { text: `支部把会开在换班的十分钟里，议的都是身边事，第${n}件说的是充`, x: 96, y: 700 },
  { text: '电柜。大家一条一条说，书记一条一条记，散会前当场分工到了人头上。', x: 72, y: 680 },
  { text: '月底回头看，办成的划掉。', x: 72, y: 660 },
  { text: `没有办成的写明原因和下一步，使用 app-`, x: 96, y: 640 },
  { text: `lication data 上报。`, x: 72, y: 620 },
  { text: `— ${n} —`, x: 280, y: 40, size: 10 },
];
const FILE: TestPdf = {
  title: 'Microsoft Word - 通知.doc',
  pages: [
    [{ text: '关于开展十分钟议事的通知', x: 150, y: 750, size: 22 }, ...page(1)],
    page(2),
    page(3),
    page(4),
  ],
};

describe('the text of a PDF', () => {
  it('is read by pages, in Chinese that needs the tables of encodings, with its paragraphs put together', async () => {
    const { title, pages, html, text, scan } = await textOf(FILE);
    expect({ title, pages, scan }).toEqual({ title: '关于开展十分钟议事的通知', pages: 4, scan: false });
    const second = pagesOfBody(html).get(2) ?? '';
    expect(second).toBe(
      '<p>支部把会开在换班的十分钟里，议的都是身边事，第2件说的是充电柜。大家一条一条说，书记一条一条记，散会前当场分工到了人头上。月底回头看，办成的划掉。</p>\n<p>没有办成的写明原因和下一步，使用 application data 上报。</p>',
    );
    expect([...pagesOfBody(html).values()].every(isInert)).toBe(true);
    expect(text).not.toMatch(/示例出行党委文件|— \d —/);
    expect(html).toContain('<h3>关于开展十分钟议事的通知</h3>');
  });

  it('takes the stated title when it is one, and the name of the file when nothing else is there', async () => {
    expect((await textOf({ ...FILE, title: '示例出行党建简报第三期' })).title).toBe('示例出行党建简报第三期');
    for (const poor of ['无标题', 'Word 文档', '文档1', 'a.pdf', '通知终稿.docx', '12-3'])
      expect(titleOf(poor, undefined, 12)).toBeUndefined();
  });

  it('ends where it gets too long, without a hole inside', async () => {
    const at = { x: 72, y: 700 };
    const pages = ['第一页只有一句。', '第二页的一段很长，'.repeat(4), '第三页又是一句。'].map((text) => [
      { text, ...at },
    ]);
    const found = await read(makePdf({ title: '很长', pages }), { limit: 40 });
    // The second page does not fit; the third would, and is not kept either.
    expect(found).toMatchObject({ text: '第一页只有一句。', pages: 3, cut: { kept: 8, total: 8 + 36 + 8 } });
  });

  it('of a locked file and of a broken one is refused with its code', async () => {
    await expect(textOf({ ...FILE, locked: true })).rejects.toMatchObject({ code: 'E335' });
    await expect(read(new Uint8Array(Buffer.from('%PDF-1.7 nothing')), {})).rejects.toMatchObject({
      code: 'E336',
    });
  });

  it('of 300 pages tells how far it is and can be stopped', async () => {
    const stop = new AbortController();
    const long = makePdf({ pages: Array.from({ length: 300 }, (_, at) => page(at + 1)) });
    const seen: number[] = [];
    const reading = read(long, {
      signal: stop.signal,
      onPage: (done) => {
        seen.push(done);
        if (done === 20) stop.abort();
      },
    });
    await expect(reading).rejects.toMatchObject({ name: 'AbortError' });
    expect(seen).toHaveLength(20);
  });
});

describe('lines', () => {
  const piece = (text: string, x: number, width: number, y = 700) => ({ text, x, y, width, size: 12 });
  it('keep no space between Chinese letters that were set apart, and keep it between words', () => {
    const pieces = [
      piece('关 于', 72, 30),
      piece('开展', 104, 24),
      piece('AI', 134, 12),
      piece('tools', 150, 30),
    ];
    expect(linesOf(pieces).map(({ text }) => text)).toEqual(['关于开展 AI tools']);
  });
  it.each([
    // Set off by a space in the piece, by a piece of its own after half a letter, and by a wide gap.
    [[piece('第一条 为了加强管理', 72, 108)], '第一条 为了加强管理'],
    [[piece('第十二条', 72, 48), piece('站点应当', 126, 48)], '第十二条 站点应当'],
    [[piece('第二章', 72, 36), piece('总则', 132, 24)], '第二章 总则'],
    [[piece('第 三 条 本办法', 72, 90)], '第三条 本办法'],
    [[piece('依照第五条 的规定', 72, 108)], '依照第五条的规定'],
    [[piece('第五条 的规定', 72, 84)], '第五条的规定'],
    [[piece('第一条 　为了', 72, 84)], '第一条 为了'],
    // Names in a row; letters of a headline that are spread out.
    [[piece('示例甲', 72, 36), piece('示例乙', 132, 36)], '示例甲 示例乙'],
    [[piece('通', 72, 12), piece('知', 132, 12)], '通知'],
    [[piece('关 于 开 展', 72, 90)], '关于开展'],
  ])('%# keep the space after the number of an article and between words', (pieces, text) => {
    expect(linesOf(pieces).map((line) => line.text)).toEqual([text]);
  });
  it.each([
    ['学习', '贯彻', '学习贯彻'],
    ['the re-', 'sult', 'the result'],
    ['the', 'result', 'the result'],
    ['第 20', '条', '第 20条'],
    ['双-', '周', '双-周'],
  ])('%s + %s', (before, after, whole) => expect(joined(before, after)).toBe(whole));
  it('that stand once near the edge are text', () => {
    const line = (text: string, y: number) => ({ text, y, left: 72, right: 200, size: 12 });
    const pages = [1, 2, 3].map((n) => ({
      height: 842,
      lines: [line(`第${n}章`, 800), line(n === 2 ? '附注' : '正文', 60), line('正文', 400)],
    }));
    expect(withoutRunningLines(pages).map(({ lines }) => lines.map(({ text }) => text))).toEqual([
      ['正文', '正文'],
      ['附注', '正文'],
      ['正文', '正文'],
    ]);
  });
});

describe('a PDF as study material', () => {
  let ledger: Ledger;
  beforeEach(async () => {
    ({ ledger } = await openTestLedger());
  });
  const blob = (made: TestPdf) => new Blob([makePdf(made)]);

  it('is one clip with its file, pages and fingerprint, however often it is taken in', async () => {
    const saved = await savePdf(ledger, { blob: blob(FILE), name: '通知.pdf' }, read);
    const again = await savePdf(
      ledger,
      { blob: blob(FILE), name: '通知 (1).pdf', url: 'https://n.example/t.pdf#page=2' },
      read,
    );
    expect(again).toMatchObject({ id: saved.id, fresh: false });
    const clip = await ledger.get('clip', saved.id);
    expect(clip?.fields).toMatchObject({
      title: '关于开展十分钟议事的通知',
      url: 'https://n.example/t.pdf',
      pageCount: 4,
    });
    expect(clip?.fields.file).toMatchObject({ name: '通知.pdf', type: 'application/pdf', role: 'file' });
    expect((await ledger.getBlob(clip?.fields.file ?? ({} as never))).size).toBe(blob(FILE).size);
    expect(await clipBody(ledger, clip ?? ({} as never))).toContain('<section data-page="4">');
    // Out of the trash it comes as the same clip.
    if (clip) await removeClip(ledger, clip);
    expect(await savePdf(ledger, { blob: blob(FILE), name: '通知.pdf' }, read)).toMatchObject({
      id: saved.id,
      fresh: true,
    });
  });

  it('that is a document has its card: issuer, number and days, as a page has', async () => {
    const lines = [
      '示例政发〔2026〕5号',
      '第一条 为了加强配送站点安全管理，制定本办法。',
      '第二条 站点应当每月检查一次充电设施，并作记录。',
      '第三条 检查中发现隐患的，应当当日报告并停止使用。',
      '第四条 本办法自2026年7月1日起施行。',
      '示例市人民政府',
      '2026年5月18日',
    ].map((text, at) => ({ text, y: 720 - at * 40 }));
    const made = makePdf({ pages: [[{ text: '示例市配送站点安全管理办法', y: 780, size: 20 }, ...lines]] });
    const { id } = await savePdf(ledger, { blob: new Blob([made]), name: '办法.pdf' }, read);
    const card = (await ledger.get('clip', id))?.fields.card;
    const values = Object.fromEntries(Object.entries(card ?? {}).map(([name, one]) => [name, one?.value]));
    expect(values).toMatchObject({
      title: '示例市配送站点安全管理办法',
      number: '示例政发〔2026〕5号',
      effectiveOn: '2026-07-01',
    });
  });

  it('that is a scan is kept as a file under its name and says so', async () => {
    const { id } = await savePdf(ledger, { blob: blob({ pages: [[], []] }), name: '签到表扫描.pdf' }, read);
    const clip = await ledger.get('clip', id);
    expect(clip?.fields).toMatchObject({ title: '签到表扫描', scan: true, pageCount: 2, length: 0 });
    expect(clip?.fields.body).toBeUndefined();
  });

  it.each([
    ['a locked one', () => blob({ ...FILE, locked: true }), 'E335'],
    ['a picture', () => new Blob([new Uint8Array([0xff, 0xd8, 0xff])]), 'E336'],
    ['an empty file', () => new Blob([]), 'E336'],
  ])('%s writes nothing', async (_, make, code) => {
    await expect(savePdf(ledger, { blob: make(), name: 'x.pdf' }, read)).rejects.toMatchObject({ code });
    expect(await ledger.recentCommits()).toEqual([]);
  });
});
