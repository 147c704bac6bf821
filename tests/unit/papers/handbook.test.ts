import { describe, expect, it } from 'vitest';
import { parseXml } from '../../../lib/exchange/ooxml/xml';
import { create } from '../../../lib/ledger';
import { meetingPaper } from '../../../lib/life/register-document';
import { handbook } from '../../../lib/papers/handbook';
import { handbookFile } from '../../../lib/papers/handbook-file';
import { smallBranch, TODAY, unzip, wordText } from './support';

const QUERY = { year: 2026, today: TODAY, reader: { role: 'secretary' as const, me: 'a' } };

describe('the handbook of a year', () => {
  it('is one well-formed file with contents that lead to its chapters and records', async () => {
    const parts = await unzip(await handbookFile(await smallBranch(), QUERY));
    for (const [name, xml] of Object.entries(parts)) expect(parseXml(xml).root.name, name).toBeTruthy();
    const xml = parts['word/document.xml'] ?? '';
    const anchors = [...xml.matchAll(/<w:hyperlink w:anchor="(\w+)"/g)].map((match) => match[1]);
    const marks = [...xml.matchAll(/<w:bookmarkStart w:id="\d+" w:name="(\w+)"/g)].map((match) => match[1]);
    expect(anchors.length).toBeGreaterThan(20);
    expect([...anchors].sort()).toEqual([...marks].sort());
    expect(xml).toContain('TOC \\o "1-2"');
    expect(parts['word/settings.xml']).toContain('w:updateFields');
    const text = wordText(xml);
    for (const words of [
      '示例支部',
      '&lt;夜间开放&gt; &amp; 休息点',
      '第二段',
      '联系站点',
      '【补记】',
      '党章',
    ]) {
      expect(text).toContain(words);
    }
  });

  it('says 缺项 where the ledger holds nothing, 不适用 where nothing is asked, and never nought', async () => {
    const book = await handbook(await smallBranch(), QUERY);
    expect(book.missing).toEqual(
      expect.arrayContaining(['谈心谈话', '党费', '奖惩', '年度总结', '组织生活会']),
    );
    expect(book.missing).not.toContain('党小组会');
    const text = wordText(
      (await unzip(await handbookFile(await smallBranch(), QUERY)))['word/document.xml'] ?? '',
    );
    expect(text).toMatch(/奖惩\n缺项/);
    expect(text).toMatch(/党小组会\n不适用/);
  });

  it('prints an activity of several types once, and names it under the others', async () => {
    const text = wordText(
      (await unzip(await handbookFile(await smallBranch(), QUERY)))['word/document.xml'] ?? '',
    );
    expect(text.split('第二段')).toHaveLength(2);
    expect(text).toContain('与“支部党员大会”合并开展');
  });

  it('keeps what was said in a talk, and prints who talked with whom', async () => {
    const ledger = await smallBranch();
    await ledger.commit(
      [create('talk', { on: '2026-10-01', talker: 'a', partner: 'b', content: '私下的话' })],
      { label: 'test' },
    );
    const text = wordText((await unzip(await handbookFile(ledger, QUERY)))['word/document.xml'] ?? '');
    expect(text).not.toContain('私下的话');
    expect(text).toMatch(/2026-10-01\n示例甲\n示例乙/);
  });

  it('has the plan, the dues by month and the mobile members where they are kept', async () => {
    const ledger = await smallBranch();
    await ledger.commit(
      [
        create('planItem', { on: '2026-12-10', title: '述职评议' }),
        create('duesRecord', { member: 'b', month: '2026-03', paid: 1250 }),
        create('floatingRecord', { direction: 'out', member: 'c', since: '2026-02-01', region: '示例省' }),
      ],
      { label: 'test' },
    );
    const book = await handbook(ledger, QUERY);
    expect(book.missing).not.toEqual(expect.arrayContaining(['年度计划']));
    const text = wordText((await unzip(await handbookFile(ledger, QUERY)))['word/document.xml'] ?? '');
    expect(text).toMatch(/2026-12-10\n述职评议/);
    expect(text).toMatch(/示例乙\n\n\n12\.50\n/);
    expect(text).toMatch(/示例丙\n流出\n示例省\n2026-02-01\n缺项/);
  });

  it('has posts and groups of the day of the book, and the fingerprint that the record has by itself', async () => {
    const ledger = await smallBranch();
    const a = await ledger.get('member', 'a');
    if (!a) throw new Error('no member');
    await ledger.commit(
      [
        create('partyGroup', { name: '示例一组' }, 'g1'),
        create('partyGroup', { name: '示例二组' }, 'g2'),
        // The secretary of 2025 and of today are two people; 乙 changed groups at New Year.
        create('post', { member: 'a', post: 'secretary', from: '2026-01-01' }),
        create('post', { member: 'b', post: 'secretary', to: '2025-12-31' }),
        create('groupStay', { member: 'b', group: 'g1', to: '2025-12-31' }),
        create('groupStay', { member: 'b', group: 'g2', from: '2026-01-01' }),
        create(
          'meeting',
          { types: { general: true }, startsAt: '2025-12-20T15:00', host: 'b', recorder: 'a', minutes: '记' },
          'm0',
        ),
      ],
      { label: 'test' },
    );
    const past = { ...QUERY, year: 2025 };
    const text = wordText((await unzip(await handbookFile(ledger, past)))['word/document.xml'] ?? '');
    expect(text).toMatch(/\n书记\n示例乙\n/);
    expect(text).not.toMatch(/\n书记\n示例甲\n/);
    expect(text).toMatch(/示例一组\n缺项\n示例乙\n/);
    expect(text).toContain('示例乙（书记）');
    const paper = await meetingPaper(ledger, 'm0', { today: TODAY });
    expect(paper.closing.at(-1)).toMatch(/[0-9a-f]{16}/);
    expect(text).toContain(paper.closing.at(-1));
  });

  it('prints everybody’s evaluation for the secretary alone, and says to others what is left out', async () => {
    const ledger = await smallBranch();
    await ledger.commit(
      [
        create('appraisal', { member: 'a', year: '2026', grade: 'excellent', feedbackOn: '2026-11-01' }),
        create('appraisal', { member: 'b', year: '2026', grade: 'qualified', feedbackOn: '2026-11-02' }),
        create('appraisal', { member: 'c', year: '2026', grade: 'unqualified' }),
      ],
      { label: 'test' },
    );
    const text = async (role: 'secretary' | 'member' | 'compliance', me: string) =>
      wordText(
        (await unzip(await handbookFile(ledger, { ...QUERY, reader: { role, me } })))['word/document.xml'] ??
          '',
      ).replace(/[^]*民主评议结果\n/, '');
    const chapter = (whole: string) => whole.slice(0, whole.indexOf('发展党员'));
    const all = chapter(await text('secretary', 'a'));
    expect(['示例甲', '示例乙', '示例丙'].every((name) => all.includes(name))).toBe(true);
    expect(all).not.toContain('没有列入');
    const own = chapter(await text('member', 'b'));
    expect(own).toContain('示例乙');
    expect(own).not.toMatch(/示例甲|示例丙|不合格\n缺项/);
    expect(own).toContain('另有 2 份民主评议结果没有列入');
    // Not told yet: not even the own one. And it is not called missing.
    const untold = await handbook(ledger, { ...QUERY, reader: { role: 'member', me: 'c' } });
    expect(untold.leftOut).toHaveLength(1);
    expect(untold.missing).not.toContain('民主评议结果');
    expect(chapter(await text('compliance', 'c'))).not.toMatch(/示例[甲乙丙]/);
  });

  it('hands out nothing when it is stopped', async () => {
    const ledger = await smallBranch();
    const control = new AbortController();
    const made = handbookFile(ledger, {
      ...QUERY,
      signal: control.signal,
      onProgress: () => control.abort(),
    });
    await expect(made).rejects.toMatchObject({ name: 'AbortError' });
  });
});
