import { beforeEach, describe, expect, it } from 'vitest';
import type { Ledger, Rec } from '../../../../lib/ledger';
import type { Extraction } from '../../../../lib/records/extraction';
import { saveClip } from '../../../../lib/study/clip/clips';
import { correctDocument, documentOf, takeFromPage } from '../../../../lib/study/document/card';
import { documentCitation } from '../../../../lib/study/document/cite';
import { openTestLedger } from '../../support/ledger';

const page = (number: string, over: Partial<Extraction> = {}): Extraction => {
  const text = `${number}\n各区人民政府：\n现就有关事项通知如下，请遵照执行，并于年底前报告落实情况。\n示例市人民政府\n2024年3月5日`;
  return {
    title: '示例市人民政府关于印发《示例办法》的通知',
    url: 'https://gov.example/1.html',
    html: `<p>${text}</p>`,
    text,
    coverage: 'article',
    images: [],
    ...over,
  };
};

let ledger: Ledger;
beforeEach(async () => {
  ({ ledger } = await openTestLedger());
});
const clip = async (): Promise<Rec<'clip'>> => (await ledger.list('clip'))[0] as Rec<'clip'>;

describe('the card of a document', () => {
  it('is read when the page is clipped, and cites the document', async () => {
    await saveClip(ledger, page('示府发〔2024〕5号'));
    expect(documentOf(await clip())).toEqual({
      title: '示例市人民政府关于印发《示例办法》的通知',
      issuer: '示例市人民政府',
      number: '示府发〔2024〕5号',
      writtenOn: '2024-03-05',
    });
    expect(documentCitation(await clip())).toBe(
      '《示例市人民政府关于印发〈示例办法〉的通知》（示府发〔2024〕5号，2024年3月5日）',
    );
  });

  it('keeps what was set by hand when the page is clipped again, and shows the difference', async () => {
    await saveClip(ledger, page('示府发〔2024〕5号'));
    await correctDocument(ledger, await clip(), 'number', '示府发〔2024〕15号');
    await correctDocument(ledger, await clip(), 'standing', '现行有效');
    await saveClip(ledger, page('示府发〔2024〕6号'));
    const { number, standing } = (await clip()).fields.card ?? {};
    expect(number).toMatchObject({
      value: '示府发〔2024〕15号',
      by: 'hand',
      page: { value: '示府发〔2024〕6号', passage: '示府发〔2024〕6号' },
    });
    expect(standing).toEqual({ value: '现行有效', by: 'hand' });
    await takeFromPage(ledger, await clip(), 'number');
    expect((await clip()).fields.card?.number).toMatchObject({ value: '示府发〔2024〕6号', by: 'page' });
  });

  it('keeps what the page printed beside a correction when a later reading finds no document', async () => {
    await saveClip(ledger, page('示府发〔2024〕5号'));
    await correctDocument(ledger, await clip(), 'number', '示府发〔2024〕15号');
    const before = (await clip()).fields.card;
    await saveClip(ledger, page('', { title: '一条消息', text: '一条消息。', html: '<p>一条消息。</p>' }));
    expect((await clip()).fields.card).toEqual(before);
  });

  it('forgets what the page does not print any more, and keeps all when a page holds no document', async () => {
    await saveClip(ledger, page('示府发〔2024〕5号'));
    const plain = page('').text.trim();
    await saveClip(ledger, page('', { text: plain, html: `<p>${plain}</p>` }));
    expect(documentOf(await clip())).not.toHaveProperty('number');
    await saveClip(
      ledger,
      page('', { title: '一图读懂示例办法', text: `${plain}图示。`, html: '<p>图示</p>' }),
    );
    expect(documentOf(await clip())).toMatchObject({ issuer: '示例市人民政府' });
  });

  it('an empty correction says that nothing is stated', async () => {
    await saveClip(ledger, page('示府发〔2024〕5号'));
    await correctDocument(ledger, await clip(), 'number', ' ');
    expect(documentOf(await clip())).not.toHaveProperty('number');
    expect(documentCitation(await clip())).toContain('（2024年3月5日）');
  });

  it('news have no card and are not cited as documents', async () => {
    await saveClip(ledger, page('', { title: '示例市印发通知', text: '近日，示例市印发通知。' }));
    expect((await clip()).fields.card).toBeUndefined();
    expect(documentCitation(await clip())).toBeUndefined();
  });
});
