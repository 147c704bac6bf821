import { unzipSync, strFromU8 } from 'fflate';
import { describe, expect, it } from 'vitest';
import { meetingDocument } from '../../../lib/exchange/word';
import { create, type Ledger } from '../../../lib/ledger';
import { meetingPaper } from '../../../lib/life/register-document';
import type { Meeting } from '../../../lib/records';
import { openTestLedger } from '../support/ledger';

const QUERY = { today: '2026-11-24', offsetMinutes: 480 };
const HASH = 'ab'.repeat(32);

async function held(fields: Partial<Meeting> = {}): Promise<Ledger> {
  const { ledger } = await openTestLedger({ now: '2026-11-24T02:00:00Z', me: 'a' });
  await ledger.commit(
    [
      create('branch', {
        name: '示例出行第三党支部',
        company: '示例出行有限公司',
        companyId: 'c',
        form: 'single',
        hasCommittee: true,
      }),
      create('member', { name: '示例甲', category: 'full', posts: ['secretary'] }, 'a'),
      create('member', { name: '示例乙', category: 'full' }, 'b'),
      create('member', { name: '示例丙', category: 'probationary' }, 'c'),
      create('member', { name: '示例丁', category: 'full' }, 'd'),
      create(
        'meeting',
        {
          types: { general: true, themeDay: true },
          title: '讨论骑手休息点',
          startsAt: '2026-11-05T15:00',
          endsAt: '2026-11-05T16:30',
          place: '示例会议室',
          host: 'a',
          recorder: '外请记录员',
          attendance: {
            a: { state: 'present' },
            b: { state: 'online' },
            c: { state: 'leave', reason: 'shift' },
          },
          agenda: { x: { order: 2, text: '讨论' }, y: { order: 1, text: '学习' } },
          minutes: '第一段。\n第二段 <b>&</b>\u0001。',
          attachments: {
            f: { sha256: HASH, size: 12, type: 'image/jpeg', name: '合影.jpg', role: 'photo' },
          },
          ...fields,
        },
        'm',
      ),
      create('resolution', {
        meeting: 'm',
        text: '加装充电柜',
        owner: 'b',
        dueOn: '2026-11-30',
        state: 'open',
      }),
      create('resolution', { meeting: 'm', text: '再议', state: 'open', order: 9 }),
    ],
    { label: 'test' },
  );
  return ledger;
}

describe('a record on paper', () => {
  it('holds what the ledger holds, with names for ids and the unknown named', async () => {
    const paper = await meetingPaper(await held(), 'm', QUERY);
    expect(paper).toMatchObject({
      title: '支部党员大会、主题党日记录',
      branch: '示例出行第三党支部',
      mark: '补记',
    });
    const facts = Object.fromEntries(paper.facts.map((fact) => [fact.label, fact.value]));
    expect(facts).toMatchObject({
      主题: '讨论骑手休息点',
      地点: '示例会议室',
      记录人: '外请记录员',
      应到: '4 人',
      实到: '2 人（线上 1 人）',
      有表决权党员: '应到 3 人，到会 2 人',
    });
    expect(facts['主持人']).toContain('示例甲');
    expect(facts['时间']).toContain('15:00–16:30');
    const text = JSON.stringify(paper);
    expect(text).toContain('示例丙（当班、在途）');
    expect(text).toContain('"label":"未记 1 人","value":"示例丁"');
    expect(paper.closing[0]).toBe('发生于 2026-11-05　记录于 2026-11-24（补记）　录入人 示例甲');
    const resolutions = paper.sections.find((section) => section.heading === '决议与任务');
    expect(resolutions).toMatchObject({
      rows: [
        ['1', '加装充电柜', '示例乙', '2026-11-30', '进行中'],
        ['2', '再议', '缺项', '缺项', '进行中'],
      ],
    });
  });

  it('keeps its fingerprint while nothing in it changes, whenever it is printed', async () => {
    const ledger = await held();
    const first = await meetingPaper(ledger, 'm', QUERY);
    const later = await meetingPaper(ledger, 'm', { ...QUERY, today: '2026-12-24' });
    const fingerprint = (lines: readonly string[]) => lines.join().match(/[0-9a-f]{64}/)?.[0];
    expect(fingerprint(first.closing)).toBe(fingerprint(later.closing));
    const other = await meetingPaper(await held({ place: '别处' }), 'm', QUERY);
    expect(fingerprint(other.closing)).not.toBe(fingerprint(first.closing));
  });

  it('reads long minutes from where they are kept', async () => {
    const paper = await meetingPaper(await held({ minutes: '长'.repeat(9000) }), 'm', QUERY);
    expect(JSON.stringify(paper)).toContain('长'.repeat(9000));
  });

  it('says plainly when the record is gone', async () => {
    await expect(meetingPaper(await held(), 'nobody', QUERY)).rejects.toMatchObject({ code: 'E703' });
  });
});

describe('the Word file', () => {
  it('is A4 with Chinese faces, lines to sign on, both times, and nothing that breaks XML', async () => {
    const paper = await meetingPaper(await held(), 'm', QUERY);
    const blob = await meetingDocument(paper);
    const files = unzipSync(new Uint8Array(await blob.arrayBuffer()));
    const xml = strFromU8(files['word/document.xml'] ?? new Uint8Array());
    expect(xml).toMatch(/<w:pgSz[^>]*w:w="11906"[^>]*w:h="16838"/);
    for (const face of ['宋体', '黑体', '仿宋']) expect(xml).toContain(`w:eastAsia="${face}"`);
    for (const text of ['主持人签字', '记录人签字', '日期：', '发生于 2026-11-05', '补记', '&lt;b&gt;&amp;'])
      expect(xml).toContain(text);
    expect(xml).not.toContain('\u0001');
    expect(xml.indexOf('第一段。')).toBeLessThan(xml.indexOf('第二段'));
    expect(xml).toContain(HASH.slice(0, 32));
  });
});
