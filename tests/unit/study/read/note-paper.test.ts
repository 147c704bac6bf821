// @vitest-environment jsdom
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { change, create, type Ledger, type Rec } from '../../../../lib/ledger';
import { anchorAt } from '../../../../lib/study/read/anchors';
import { notePaper } from '../../../../lib/study/read/note-paper';
import { mapText } from '../../../../lib/study/read/text-map';
import { openTestLedger } from '../../support/ledger';

let ledger: Ledger;
beforeEach(async () => {
  vi.stubGlobal('Blob', Blob);
  ({ ledger } = await openTestLedger());
});

describe('notePaper', () => {
  it('has the source, the quotations in the order of the text with their notes, and the text on request', async () => {
    await ledger.commit([create('member', { name: '示例甲', category: 'full' }, 'me')], { label: 'x' });
    document.body.innerHTML = '<p>第一句。第二句。</p><p>第三句。</p>';
    const map = mapText(document.body);
    const at = (words: string) => anchorAt(map.text, map.text.indexOf(words), map.text.indexOf(words) + 4);
    const write = create('clip', {
      title: '十分钟议事',
      url: 'https://news.example/a.html',
      source: '示例日报',
      published: '2026-11-18 09:46',
      coverage: 'article',
      note: '放到周三',
      quotations: {
        a: { text: '第三句。', at: '1', note: '说得好', anchor: at('第三句。'), page: 2 },
        b: { text: '第一句。', at: '2', anchor: at('第一句。') },
        c: { text: '早已删掉的一句。', at: '0', note: '留着' },
      },
    });
    await ledger.commit([write], { label: 'x' });
    const clip = (await ledger.get('clip', write.id)) as Rec<'clip'>;
    const options = { map, branch: '示例支部', today: '2026-11-26' };
    const paper = await notePaper(ledger, clip, { ...options, withText: false });
    expect(paper.facts.map(({ value }) => value)).toEqual(
      expect.arrayContaining([
        '十分钟议事',
        '示例日报',
        '2026 年 11 月 18 日',
        'https://news.example/a.html',
      ]),
    );
    const [table, note, ...more] = paper.sections;
    expect(more).toEqual([]);
    expect(table?.kind === 'table' && table.rows).toEqual([
      ['1', '第一句。', ''],
      ['2', '第三句。\n第 2 页', '说得好'],
      ['3', '早已删掉的一句。\n原文里找不到了', '留着'],
    ]);
    expect(note).toMatchObject({ kind: 'text', text: '放到周三' });
    expect(paper.signatures[0]).toContain('示例甲');
    const whole = await notePaper(ledger, clip, { ...options, withText: true });
    expect(whole.sections.at(-1)).toMatchObject({ kind: 'text', text: '第一句。第二句。\n第三句。' });
    // A note that changed is another paper.
    await ledger.commit([change(clip, { note: '放到周四' })], { label: 'x' });
    const later = (await ledger.get('clip', write.id)) as Rec<'clip'>;
    const again = await notePaper(ledger, later, { ...options, withText: false });
    expect(again.closing[1]).not.toBe(paper.closing[1]);
  });
});
