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

describe('a register that comes back without its marks', () => {
  /** As an earlier edition wrote it, or after somebody deleted the hidden column. */
  const unmarked = async (model: SheetModel, edits: Parameters<typeof edited>[1] = []) => {
    const file = await edited(model, edits);
    for (const { rows } of file.sheets) {
      const head = rows.findIndex((row) => row.includes('记录编号'));
      const at = rows[head]?.indexOf('原样（勿改）') ?? -1;
      expect(at).toBeGreaterThan(0);
      for (const row of rows) row.splice(at, 1);
    }
    return file;
  };
  const meetingSheet = async (ledger: Ledger): Promise<SheetModel> => {
    const rows = await meetingRegister(ledger, { ...RANGE, today: TODAY, offsetMinutes: 480 });
    const [, full] = await registerSheets(ledger, rows, await registerContext(ledger, lifePack()), HEAD);
    return full;
  };

  it('knows people by the names that they had, and leaves open what was open', async () => {
    const ledger = await smallBranch();
    const model = await meetingSheet(ledger);
    const [b, m2] = [await ledger.get('member', 'b'), await ledger.get('meeting', 'm2')];
    if (!b || !m2) throw new Error('no records');
    await ledger.commit([change(b, { name: '示例乙改' }), change(m2, { host: 'a', place: '活动室' })], {
      label: 'test',
    });
    const plan = await planReimport(ledger, await unmarked(model), 'x');
    expect(plan.changes).toEqual([]);
    expect(plan.unread).toEqual([]);
    expect(plan.stale).toBe(2);
    expect((await ledger.get('meeting', 'm1'))?.fields.recorder).toBe('b');
  });

  it('still takes in what was edited', async () => {
    const ledger = await smallBranch();
    const plan = await planReimport(
      ledger,
      await unmarked(await meetingSheet(ledger), [[1, '地点', '二楼会议室']]),
      'x',
    );
    expect(plan.changes).toMatchObject([{ id: 'm2', field: 'place', value: '二楼会议室' }]);
  });
});

describe('a file of several sheets', () => {
  it('counts an edit on whichever sheet it was made, and names what two of them say differently', async () => {
    const ledger = await smallBranch();
    const model = await sheetOf(ledger, 'roster');
    const two = async (one: Parameters<typeof edited>[1], other: Parameters<typeof edited>[1]) => {
      const [first, second] = [await edited(model, one), await edited(model, other)];
      return planReimport(ledger, { ...first, sheets: [...first.sheets, ...second.sheets] }, 'x');
    };
    const late = await two([], [[0, '工作岗位', '站长']]);
    expect(late.changes).toMatchObject([{ id: 'a', after: '站长' }]);
    expect(late).toMatchObject({ rows: 3, unread: [] });
    const both = await two([[0, '工作岗位', '站长']], [[0, '工作岗位', '站长']]);
    expect(both.changes).toHaveLength(1);
    expect(both.unread).toEqual([]);
    const torn = await two([[0, '工作岗位', '站长']], [[0, '工作岗位', '客服']]);
    expect(torn.changes).toMatchObject([{ after: '站长' }]);
    expect(torn.unread).toMatchObject([{ header: '工作岗位', text: '客服', twice: true }]);
  });
});

describe('long texts in a register', () => {
  it.each([
    ['beside the record', 9000],
    ['in the record', 4500],
  ])('say in their cell that edits do not come back, and an edit is named (%s)', async (_, length) => {
    const ledger = await smallBranch();
    const m1 = await ledger.get('meeting', 'm1');
    if (!m1) throw new Error('no meeting');
    await ledger.commit([change(m1, { minutes: '记'.repeat(length) })], { label: 'test' });
    const rows = await meetingRegister(ledger, { ...RANGE, today: TODAY });
    const [, full] = await registerSheets(ledger, rows, await registerContext(ledger, lifePack()), HEAD);
    const at = full.columns.findIndex(({ header }) => header === '记录要点');
    const cell = String(full.rows[0]?.[at]);
    expect(cell).toMatch(
      new RegExp(`^【共 ${length} 字，超过 3900 字：在表格里改动不会读回，请在记录里改】\n记`),
    );
    for (const text of [`${cell}。补一句`, '改成短的']) {
      const plan = await planReimport(ledger, await edited(full, [[0, '记录要点', text]]), 'x');
      expect(plan.changes).toEqual([]);
      expect(plan.unread).toMatchObject([{ header: '记录要点', length: text.length }]);
    }
    expect((await planReimport(ledger, await edited(full, []), 'x')).unread).toEqual([]);
  });

  it('that were typed into the table are named with their length', async () => {
    const ledger = await smallBranch();
    const file = await edited(await sheetOf(ledger, 'roster'), [[0, '工作岗位', '岗'.repeat(4000)]]);
    const plan = await planReimport(ledger, file, 'x');
    expect(plan.changes).toEqual([]);
    expect(plan.unread).toMatchObject([{ header: '工作岗位', length: 4000 }]);
  });
});

describe('the register of meetings read back', () => {
  it('calls planned what is still to come, whatever the period', async () => {
    const ledger = await smallBranch();
    const m2 = await ledger.get('meeting', 'm2');
    if (!m2) throw new Error('no meeting');
    await ledger.commit([change(m2, { startsAt: '2026-12-10T15:00' })], { label: 'test' });
    const range = { from: '2026-12-01', to: '2026-12-31' };
    const [row] = await GRIDS.meetings.rows(await gridContext(ledger), range);
    expect(row?.cells).toMatchObject({ late: '计划', attended: '', ordinal: '' });
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
    expect(model.columns.slice(-3).map(({ hidden }) => hidden)).toEqual([true, true, true]);
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
