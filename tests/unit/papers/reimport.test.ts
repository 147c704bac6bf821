import { readXlsx } from 'hucre/xlsx';
import { describe, expect, it } from 'vitest';
import type { SheetFile } from '../../../lib/exchange/sheet-read';
import { type SheetModel, writeCsv, writeWorkbook } from '../../../lib/exchange/sheet-write';
import { change, type Ledger } from '../../../lib/ledger';
import { meetingRegister } from '../../../lib/life/register';
import { registerContext } from '../../../lib/life/register-columns';
import { registerSheets } from '../../../lib/life/register-sheets';
import { gridContext, gridSheet } from '../../../lib/papers/grid';
import { GRIDS } from '../../../lib/papers/grid-registers';
import { applyReimport, planReimport } from '../../../lib/papers/reimport';
import { lifePack } from '../../../lib/rules/packs';
import { smallBranch, TODAY } from './support';

const RANGE = { from: '2026-01-01', to: TODAY };
const HEAD = { branch: '示例支部', period: '', asOf: TODAY };

const sheetOf = async (ledger: Ledger, key: 'roster' | 'study'): Promise<SheetModel> =>
  gridSheet(GRIDS[key], await GRIDS[key].rows(await gridContext(ledger), RANGE), HEAD);

/** The table as a spreadsheet program gives it back, after somebody edited cells by line and heading. */
async function edited(
  model: SheetModel,
  edits: [line: number, header: string, text: string][],
): Promise<SheetFile> {
  const book = await readXlsx(new Uint8Array(await (await writeWorkbook([model], { now: 0 })).arrayBuffer()));
  const rows = (book.sheets[0]?.rows ?? []).map((row) =>
    row.map((cell) =>
      cell instanceof Date ? cell.toISOString().slice(0, 10) : cell === null ? '' : String(cell),
    ),
  );
  const head = rows.findIndex((row) => row.includes('记录编号'));
  for (const [line, header, text] of edits) {
    const row = (rows[head + 1 + line] ??= []);
    row[rows[head]?.indexOf(header) ?? -1] = text;
  }
  return { format: 'xlsx', sheets: [{ name: 'x', rows, hidden: false }], warnings: [] };
}

describe('a register that comes back edited', () => {
  it('says nothing when nothing was edited, for every register', async () => {
    const ledger = await smallBranch();
    for (const key of ['roster', 'study'] as const) {
      const plan = await planReimport(ledger, await edited(await sheetOf(ledger, key), []), 'x');
      expect({
        key,
        changes: plan.changes,
        unread: plan.unread,
        ignored: plan.ignored,
        newRows: plan.newRows,
      }).toEqual({
        key,
        changes: [],
        unread: [],
        ignored: [],
        newRows: 0,
      });
    }
    const context = await registerContext(ledger, lifePack());
    const rows = await meetingRegister(ledger, { ...RANGE, today: TODAY, offsetMinutes: 480 });
    const [, full] = await registerSheets(ledger, rows, context, HEAD);
    const plan = await planReimport(ledger, await edited(full, []), 'x');
    expect(plan).toMatchObject({ rows: 2, changes: [], unread: [], ignored: [] });
  });

  it('is applied by id in one commit that one undo takes back', async () => {
    const ledger = await smallBranch();
    const file = await edited(await sheetOf(ledger, 'roster'), [
      [0, '工作岗位', '站长'],
      [1, '人员类别', '预备党员'],
    ]);
    const plan = await planReimport(ledger, file, 'x');
    expect(plan.changes.map(({ id, before, after }) => [id, before, after])).toEqual([
      ['a', '调度', '站长'],
      ['b', '正式党员', '预备党员'],
    ]);
    const { n } = await applyReimport(ledger, plan, plan.changes);
    expect((await ledger.get('member', 'b'))?.fields.category).toBe('probationary');
    await ledger.undo(n ?? 0);
    expect((await ledger.get('member', 'a'))?.fields.job).toBe('调度');
    expect((await ledger.get('member', 'b'))?.fields.category).toBe('full');
  });

  it('shows what moved since the export, and leaves alone what only the ledger changed', async () => {
    const ledger = await smallBranch();
    const model = await sheetOf(ledger, 'roster');
    const [a, b] = [await ledger.get('member', 'a'), await ledger.get('member', 'b')];
    if (!a || !b) throw new Error('no members');
    await ledger.commit([change(a, { job: '客服' }), change(b, { name: '示例乙二' })], { label: 'test' });
    const plan = await planReimport(ledger, await edited(model, [[0, '工作岗位', '站长']]), 'x');
    expect(plan.changes).toMatchObject([{ id: 'a', before: '客服', after: '站长', moved: true }]);
    expect(plan.stale).toBe(1);
    await applyReimport(ledger, plan, plan.changes);
    expect((await ledger.get('member', 'b'))?.fields.name).toBe('示例乙二');
  });

  it('does not guess: unreadable cells, computed columns, new and unknown lines are named and left', async () => {
    const ledger = await smallBranch();
    const file = await edited(await sheetOf(ledger, 'study'), [
      [0, '学时', '很多'],
      [0, '姓名', '示例甲'],
      [1, '日期', '2026-11-01'],
      [1, '学习内容', '新的一行'],
    ]);
    const plan = await planReimport(ledger, file, 'x');
    expect(plan.changes).toEqual([]);
    expect(plan.unread).toMatchObject([{ header: '学时', text: '很多' }]);
    expect(plan.ignored).toEqual([{ header: '姓名', count: 1 }]);
    expect(plan.newRows).toBe(1);
    await expect(applyReimport(ledger, plan, [])).rejects.toMatchObject({ code: 'E682' });
  });

  it('refuses tables that are none of ours', async () => {
    const ledger = await smallBranch();
    const table = (rows: string[][]): SheetFile => ({
      format: 'xlsx',
      sheets: [{ name: 'x', rows, hidden: false }],
      warnings: [],
    });
    await expect(planReimport(ledger, table([['姓名', '性别']]), 'x')).rejects.toMatchObject({
      code: 'E680',
    });
    const foreign = table([
      ['姓名', '性别', '学历', '记录编号'],
      ['示例', '男', '本科', 'nobody'],
    ]);
    await expect(planReimport(ledger, foreign, 'x')).rejects.toMatchObject({ code: 'E681' });
  });
});

describe('every sheet and CSV', () => {
  it('hides version and id, and holds no formula', async () => {
    const ledger = await smallBranch();
    const a = await ledger.get('member', 'a');
    if (!a) throw new Error('no member');
    await ledger.commit([change(a, { job: '=HYPERLINK("x")', note: '@SUM(1)' })], { label: 'test' });
    const model = await sheetOf(ledger, 'roster');
    const csv = await writeCsv(model).text();
    expect(csv).toContain(`"'=HYPERLINK(""x"")"`);
    expect(csv).toContain("'@SUM(1)");
    expect(model.columns.slice(-2).map(({ hidden }) => hidden)).toEqual([true, true]);
    const rows = csv
      .replace(/^\ufeff/, '')
      .trim()
      .split('\r\n')
      .map((line) => line.split(','));
    const plan = await planReimport(
      ledger,
      {
        format: 'csv',
        sheets: [
          {
            name: 'x',
            rows: rows.map((line) => line.map((cell) => cell.replace(/^"|"$/g, '').replaceAll('""', '"'))),
            hidden: false,
          },
        ],
        warnings: [],
      },
      'x',
    );
    expect(plan.changes).toEqual([]);
  });
});
