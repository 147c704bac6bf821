import { describe, expect, it } from 'vitest';
import { readBytes } from '../../../lib/exchange/sheet-read/read-bytes';
import { writeWorkbook } from '../../../lib/exchange/sheet-write';
import { readChecklistTable } from '../../../lib/rulebook/table-read';
import { checklistTable } from '../../../lib/rulebook/table-write';
import governance from '../../../lib/rules/packs/governance.json';
import { loadChecklistPack } from '../../../lib/rules/pack';

const present = loadChecklistPack(governance);
const ABOUT = { name: '示例集团清单', present, today: '2026-11-27', issuer: '示例集团' };
const read = (rows: string[][], name = '清单') => readChecklistTable([{ name, rows, hidden: false }], ABOUT);
const A1 = present.items[0]!;

describe('a checklist as a table', () => {
  it('goes out to Excel and comes back with every item, source and table of records', async () => {
    const file = await writeWorkbook([checklistTable(present, '2026-11-27')], { now: 0 });
    const bytes = new Uint8Array(await file.arrayBuffer());
    const { sheets } = readBytes({ bytes, name: 'list.xlsx' }, () => undefined);
    const back = readChecklistTable(sheets, ABOUT);
    expect(back.items).toEqual(present.items);
    expect(back.groups).toEqual(present.groups);
    expect(back.recordEvidence).toEqual(present.recordEvidence);
    expect(back.title.zh).toBe(present.title.zh);
    expect(back.edition).toBe('2026-11-27');
  });

  it('is read as companies write them: title, issuer, merged groups, a line of signatures', () => {
    const pack = read([
      ['示例集团党建检查清单（2027版）', '', '', '', ''],
      ['发布单位：示例集团党委　版本日期：2026年12月1日', '', '', '', ''],
      ['序号', '检查项目', '检查内容及要求', '佐证材料', '检查周期', '检查依据'],
      [
        '1',
        '党建入章程',
        A1.text.zh,
        '1. 公司章程；2. 备案回执',
        '每年、换届',
        '《示例集团章程管理办法》（2025）第十二条',
      ],
      ['2', '', '章程条款每年宣讲一次', '宣讲照片', '年度', ''],
      ['3', '二、站点安全', '站点每季度查一次消防', '检查记录', '每季度', ''],
      ['填表人：　　日期：', '', '', '', ''],
    ]);
    expect(pack.title.zh).toBe('示例集团党建检查清单（2027版）');
    expect(pack.issuer?.zh).toBe('示例集团党委');
    expect(pack.edition).toBe('2026-12-01');
    expect(pack.groups.map(({ code, title }) => [code, title.zh])).toEqual([
      ['A', '党建入章程'],
      ['H', '站点安全'],
    ]);
    const used = present.items.filter(({ code }) => code.startsWith('A')).length;
    // The known item keeps its number, the new one takes none that has answers to something else.
    expect(pack.items.map(({ code }) => code)).toEqual(['A1', `A${used + 1}`, 'H1']);
    expect(pack.items[0]).toMatchObject({
      text: A1.text,
      evidence: [{ zh: '公司章程' }, { zh: '备案回执' }],
      frequency: ['Y', '3Y'],
      mark: 'advised',
      confidence: 'secondHand',
    });
    const [cited] = pack.items[0]!.basis;
    expect(cited!.article?.zh).toBe('第十二条');
    expect(pack.sources[cited!.source]).toMatchObject({
      document: { zh: '《示例集团章程管理办法》' },
      year: 2025,
    });
    expect(pack.items[1]).toMatchObject({ frequency: ['Y'], confidence: 'practice', basis: [] });
    // Which records prove an item is offered only for items whose words are known.
    expect(new Set(pack.recordEvidence.map(({ item }) => item))).toEqual(
      new Set(present.recordEvidence.filter(({ item }) => item === 'A1').map(({ item }) => item)),
    );
  });

  it('takes a group from a line of its own, or from the name of each sheet', () => {
    const pack = read([
      ['检查内容', '证明材料'],
      ['一、安全', ''],
      ['查消防', '记录'],
      ['二、关爱', ''],
      ['送温暖', '照片'],
    ]);
    expect(pack.groups.map(({ title }) => title.zh)).toEqual(['安全', '关爱']);
    const sheets = ['安全', '关爱'].map((name) => ({
      name,
      hidden: false,
      rows: [
        ['检查内容', '频次'],
        [`${name}一项`, '每月'],
      ],
    }));
    expect(readChecklistTable(sheets, ABOUT).groups.map(({ title }) => title.zh)).toEqual(['安全', '关爱']);
  });

  it('cites what it cites, also where the list in force came from a table itself', () => {
    const [first, second] = ['《甲办法》第三条', '《乙办法》第四条'].map((basis) => [
      ['检查内容', '依据'],
      [basis.slice(1, 4), basis],
    ]);
    const before = read(first!);
    const pack = readChecklistTable([{ name: '清单', rows: second!, hidden: false }], {
      ...ABOUT,
      present: before,
    });
    const [cited] = pack.items[0]!.basis;
    expect(pack.sources[cited!.source]?.document.zh).toBe('《乙办法》');
  });

  it('says in which row something is wrong, and takes nothing of it', () => {
    const refusal = (rows: string[][]) => {
      try {
        read(rows);
      } catch (thrown) {
        const { code, params } = thrown as { code: string; params: Record<string, unknown> };
        return [code, params.line ?? ''];
      }
      return undefined;
    };
    expect(
      refusal([
        ['姓名', '职务'],
        ['示例卫', '书记'],
      ]),
    ).toEqual(['E561', '']);
    expect(
      refusal([
        ['检查内容', '频次'],
        ['查消防', '隔三差五'],
      ]),
    ).toEqual(['E554', 2]);
    expect(
      refusal([
        ['编号', '检查内容', '频次'],
        ['A1', '', '每年'],
        ['A2', '查', '每年'],
      ]),
    ).toEqual(['E552', 2]);
    expect(
      refusal([
        ['编号', '检查内容'],
        ['A1', '查消防'],
        ['A1', '查用电'],
      ]),
    ).toEqual(['E556', 3]);
    expect(
      refusal([['检查内容', '频次'], ...Array.from({ length: 100 }, (_, n) => [`第${n}项`, '每年'])]),
    ).toEqual(['E562', '']);
  });
});
