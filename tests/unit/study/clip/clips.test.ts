import { beforeEach, describe, expect, it } from 'vitest';
import type { Ledger, Rec } from '../../../../lib/ledger';
import type { Extraction } from '../../../../lib/records/extraction';
import { REMARK_LIMIT } from '../../../../lib/records/extraction-limits';
import {
  clipBody,
  removeClip,
  removeQuotation,
  saveClip,
  setNote,
  setQuotationNote,
} from '../../../../lib/study/clip/clips';
import { anchorAt, fold } from '../../../../lib/study/read/anchors';
import { markPassage, reattach } from '../../../../lib/study/read/quotations';
import { openTestLedger } from '../../support/ledger';

const TEXT =
  '支部把会开在换班的十分钟里，议的都是身边事。\n大家一条一条说，书记一条一条记，散会前当场分工，谁的事谁牵头，月底回头看，办成的划掉，没办成的写明原因和下一步。';
const page = (over: Partial<Extraction> = {}): Extraction => ({
  title: '十分钟议事',
  url: 'https://news.example/a.html',
  siteName: '示例网',
  source: '示例日报',
  author: '温言',
  published: '2026-11-18 09:46',
  html: `<p>${TEXT}</p>`,
  text: TEXT,
  coverage: 'article',
  images: ['https://p.example/1.jpg'],
  ...over,
});

let ledger: Ledger;
beforeEach(async () => {
  ({ ledger } = await openTestLedger());
});
const clips = (): Promise<Rec<'clip'>[]> => ledger.list('clip');
const only = async (): Promise<Rec<'clip'>> => {
  const all = await clips();
  expect(all).toHaveLength(1);
  return all[0] as Rec<'clip'>;
};

describe('saveClip', () => {
  it('keeps title, credits, text and fingerprint in one commit', async () => {
    const saved = await saveClip(ledger, page({ quotation: '当场分工' }), { note: '周三讨论' });
    expect(saved).toMatchObject({ title: '十分钟议事', fresh: true, changed: false });
    const clip = await only();
    expect(clip.fields).toMatchObject({
      source: '示例日报',
      author: '温言',
      published: '2026-11-18 09:46',
      coverage: 'article',
      images: 1,
      note: '周三讨论',
      length: TEXT.replace(/\s/g, '').length,
    });
    expect(Object.values(clip.fields.quotations ?? {})).toMatchObject([{ text: '当场分工' }]);
    expect(await clipBody(ledger, clip)).toBe(`<p>${TEXT}</p>`);
    expect(await ledger.recentCommits()).toHaveLength(1);
  });

  it('merges the same address: one more quotation, the note below the other', async () => {
    const first = await saveClip(ledger, page({ quotation: '当场分工' }), { note: '一' });
    const again = await saveClip(ledger, page({ quotation: '谁的事谁牵头' }), { note: '二' });
    expect(again).toMatchObject({ id: first.id, fresh: false, changed: false });
    const clip = await only();
    expect(Object.values(clip.fields.quotations ?? {}).map(({ text }) => text)).toEqual([
      '当场分工',
      '谁的事谁牵头',
    ]);
    expect(clip.fields.note).toBe('一\n二');
  });

  it('writes nothing when nothing is new', async () => {
    await saveClip(ledger, page({ quotation: '当场分工' }));
    const again = await saveClip(ledger, page({ quotation: ' 当场 分工 ' }));
    expect(again.n).toBeUndefined();
    expect(await ledger.recentCommits()).toHaveLength(1);
  });

  it('keeps the old text in the history when the page has changed', async () => {
    await saveClip(ledger, page());
    const changed = await saveClip(
      ledger,
      page({ text: `${TEXT}更正：月底。`, html: '<p>改过。</p>', author: undefined }),
    );
    expect(changed).toMatchObject({ fresh: false, changed: true });
    const clip = await only();
    expect(await clipBody(ledger, clip)).toBe('<p>改过。</p>');
    expect(clip.fields.author).toBe('温言');
    const [step] = await ledger.historyOf(clip.id, 'body');
    expect(step).toBeDefined();
  });

  it('finds the same text under another address and keeps the first page’s credits', async () => {
    const first = await saveClip(ledger, page({ editor: undefined }));
    const copy = await saveClip(
      ledger,
      page({
        url: 'https://copy.example/9',
        title: '转：十分钟议事',
        source: '示例转载',
        editor: '唐果',
        text: TEXT.replace('\n', '\n\n'),
      }),
    );
    expect(copy).toMatchObject({ id: first.id, fresh: false, changed: false });
    const clip = await only();
    expect(clip.fields).toMatchObject({
      title: '十分钟议事',
      source: '示例日报',
      editor: '唐果',
      url: page().url,
    });
    expect((await saveClip(ledger, page({ url: 'https://copy.example/9' }))).id).toBe(first.id);
    expect(await clips()).toHaveLength(1);
  });

  it('keeps the first page’s text and credits when a reprint is clipped again, changed or not', async () => {
    await saveClip(ledger, page());
    const copy = page({ url: 'https://copy.example/9', title: '转', source: '示例转载' });
    await saveClip(ledger, copy);
    const before = (await only()).fields;
    expect((await saveClip(ledger, copy)).n).toBeUndefined();
    const later = { ...copy, text: `${TEXT}（完）`, html: `<p>${TEXT}（完）</p>` };
    expect(await saveClip(ledger, later)).toMatchObject({ fresh: false, changed: false });
    expect((await only()).fields).toEqual(before);
  });

  it('does not take two pages that say next to nothing for one', async () => {
    await saveClip(ledger, page({ text: '页面不存在。', html: '<p>页面不存在。</p>' }));
    await saveClip(
      ledger,
      page({ url: 'https://other.example/', text: '页面不存在。', html: '<p>页面不存在。</p>' }),
    );
    expect(await clips()).toHaveLength(2);
  });

  it.each(['visible', 'selection'] as const)(
    'does not replace an article by what is only %s',
    async (coverage) => {
      await saveClip(ledger, page());
      const less = await saveClip(
        ledger,
        page({ coverage, text: '请登录后阅读', html: '<p>请登录后阅读</p>', quotation: '议的都是身边事' }),
      );
      expect(less.changed).toBe(false);
      const clip = await only();
      expect(clip.fields.coverage).toBe('article');
      expect(await clipBody(ledger, clip)).toContain('换班');
      expect(Object.keys(clip.fields.quotations ?? {})).toHaveLength(1);
    },
  );

  it('replaces what was visible by the article once it is found', async () => {
    await saveClip(
      ledger,
      page({ coverage: 'visible', text: '目录', html: '<p>目录</p>', cut: { kept: 2, total: 9 } }),
    );
    await saveClip(ledger, page());
    const clip = await only();
    expect(clip.fields.coverage).toBe('article');
    expect(clip.fields.cut).toBeUndefined();
  });

  it('makes one clip of a page that is clipped twice at once', async () => {
    await Promise.all([saveClip(ledger, page()), saveClip(ledger, page())]);
    await only();
  });

  it('takes a clip out of the trash when its page is clipped again', async () => {
    await saveClip(ledger, page(), { note: '旧的笔记' });
    await removeClip(ledger, await only());
    expect(await clips()).toHaveLength(0);
    const back = await saveClip(ledger, page());
    expect(back.fresh).toBe(true);
    expect((await only()).fields.note).toBe('旧的笔记');
  });
});

describe('what is added to a clip', () => {
  const saved = async (): Promise<Rec<'clip'>> => {
    await saveClip(ledger, page());
    return only();
  };

  const passage = (words: string, onPage?: number) => {
    const text = fold(TEXT);
    const start = text.indexOf(fold(words));
    return { text: words, anchor: anchorAt(text, start, start + fold(words).length), page: onPage };
  };

  it('is a marked passage with a note, changed and taken off', async () => {
    const { id } = await markPassage(ledger, await saved(), passage('当场分工', 3));
    await setQuotationNote(ledger, await only(), id, '放到周三');
    expect((await only()).fields.quotations?.[id]).toMatchObject({
      text: '当场分工',
      note: '放到周三',
      page: 3,
      anchor: { before: expect.stringMatching(/散会前$/u), after: expect.stringMatching(/^，谁的事/u) },
    });
    // Marked once more it is the same quotation.
    expect(await markPassage(ledger, await only(), passage('当场分工'))).toEqual({ id });
    await setQuotationNote(ledger, await only(), id, ' ');
    expect((await only()).fields.quotations?.[id]?.note).toBeUndefined();
    await removeQuotation(ledger, await only(), id);
    expect((await only()).fields.quotations?.[id]).toBeUndefined();
  });

  it('is one passage when a window marks it again before it shows the first mark', async () => {
    await saveClip(ledger, page());
    const stale = await only();
    const text = fold(TEXT);
    const marked = {
      text: '当场分工',
      anchor: anchorAt(text, text.indexOf('当场分工'), text.indexOf('当场分工') + 4),
    };
    const first = await markPassage(ledger, stale, marked);
    expect(await markPassage(ledger, stale, marked)).toEqual({ id: first.id });
    expect(Object.keys((await only()).fields.quotations ?? {})).toEqual([first.id]);
  });

  it('is not a passage without words (E326)', async () => {
    await expect(
      markPassage(ledger, await saved(), { ...passage('大家'), text: ' \n' }),
    ).rejects.toMatchObject({
      code: 'E326',
    });
    expect((await only()).fields.quotations).toBeUndefined();
  });

  it('is placed anew with its note, unless it was removed meanwhile (E327)', async () => {
    const { id } = await markPassage(ledger, await saved(), passage('当场分工', 2));
    await setQuotationNote(ledger, await only(), id, '留着');
    const before = await only();
    await reattach(ledger, before, id, passage('谁的事谁牵头'));
    expect((await only()).fields.quotations?.[id]).toMatchObject({
      text: '谁的事谁牵头',
      note: '留着',
      page: 2,
      anchor: { start: fold(TEXT).indexOf('谁的事谁牵头') },
    });
    await removeQuotation(ledger, await only(), id);
    await expect(reattach(ledger, await only(), id, passage('大家'))).rejects.toMatchObject({ code: 'E327' });
  });

  it('has its place from the start when a page was clipped with words selected that stand there once', async () => {
    const twice = await saveClip(ledger, page({ quotation: '一条一条' }));
    const once = await saveClip(ledger, page({ quotation: '月底 回头看' }));
    expect(once.id).toBe(twice.id);
    const [first, second] = Object.values((await only()).fields.quotations ?? {});
    expect(first?.anchor).toBeUndefined();
    expect(second?.anchor?.before).toMatch(/谁牵头，$/u);
  });

  it('is a note, whose draft goes with the commit', async () => {
    const clip = await saved();
    await ledger.drafts.put({ id: 'd', form: 'clip', title: '', route: '/', data: { note: '想法' } });
    await setNote(ledger, clip, '想法', 'd');
    expect((await only()).fields.note).toBe('想法');
    expect(await ledger.drafts.get('d')).toBeUndefined();
    await setNote(ledger, await only(), '');
    expect((await only()).fields.note).toBeUndefined();
  });

  it('is refused, with its draft kept, when it is too long for the record', async () => {
    const clip = await saved();
    await ledger.drafts.put({ id: 'd', form: 'clip', title: '', route: '/', data: {} });
    await expect(setNote(ledger, clip, '长'.repeat(REMARK_LIMIT + 1), 'd')).rejects.toMatchObject({
      code: 'E325',
    });
    expect(await ledger.drafts.get('d')).toBeDefined();
    await setNote(ledger, clip, '长'.repeat(REMARK_LIMIT));
    expect((await only()).fields.note).toHaveLength(REMARK_LIMIT);
  });
});
