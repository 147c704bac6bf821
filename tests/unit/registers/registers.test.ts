import { beforeAll, describe, expect, it } from 'vitest';
import { duesSheets } from '../../../lib/dues/register-sheets';
import { contentHash } from '../../../lib/exchange/sheet-write/content';
import { create, type Ledger, remove, type Role } from '../../../lib/ledger';
import { planReimport } from '../../../lib/papers/reimport';
import { REGISTERS } from '../../../lib/registers';
import { arrangeRows, filterRows, filtersOf, filterWords, searchTexts } from '../../../lib/registers/arrange';
import { behindTotal, titleOf } from '../../../lib/registers/behind';
import { cellText, headerText } from '../../../lib/registers/cell';
import { type AnyRegister, columnsOf, type RegisterQuery } from '../../../lib/registers/register';
import { paperParts, type RegisterExtract, registerSheets, shownSheet } from '../../../lib/registers/sheets';
import { readView } from '../../../lib/registers/view';
import { periodRange } from '../../../lib/rules/periods';
import { fillSample } from '../../../lib/sample';
import { openTestLedger } from '../support/ledger';

const TODAY = '2026-11-25';
let ledger: Ledger;
beforeAll(async () => {
  ({ ledger } = await openTestLedger({ now: `${TODAY}T02:00:00Z` }));
  await fillSample(ledger, TODAY);
}, 60_000);

const load = async (key: string): Promise<AnyRegister> => {
  const register = await REGISTERS.find((one) => one.key === key)?.load();
  if (!register) throw new Error(key);
  return register;
};

async function read(register: AnyRegister, over: Partial<RegisterQuery> = {}) {
  const period = register.time === 'none' ? '' : '2026';
  const query: RegisterQuery = {
    ledger,
    period,
    range: periodRange(period) ?? { from: TODAY, to: TODAY },
    year: 2026,
    today: TODAY,
    role: 'secretary',
    me: 'me',
    variant: register.variants?.[0]?.value ?? '',
    ...over,
  };
  const { rows, context } = await register.read(query);
  const view = readView(undefined, register, columnsOf(register, context));
  const extract: RegisterExtract<unknown, unknown> = {
    rows,
    context,
    view,
    branch: '示例出行第三党支部',
    period: '2026 年',
    filter: '',
    of: rows.length,
    query,
  };
  return { rows, context, view, extract };
}

describe.each(REGISTERS.map(({ key }) => key))('the register %s', (key) => {
  it('has lines of the sample with ids and names of their own, and reads every column of each', async () => {
    const register = await load(key);
    const { rows, context } = await read(register);
    expect(rows.length).toBeGreaterThan(0);
    expect(new Set(rows.map((row) => register.id(row))).size).toBe(rows.length);
    const columns = columnsOf(register, context);
    expect(new Set(columns.map((column) => column.key)).size).toBe(columns.length);
    for (const row of rows) {
      expect(titleOf(register, row, context)).not.toBe('');
      for (const column of columns) {
        const text = cellText(column.value(row, context), column.kind);
        expect(text).not.toMatch(/undefined|NaN|\[object|^[a-z]+\.[a-z]/i);
        expect(text).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-/);
      }
    }
  });

  it('goes out as it is shown: the same columns and lines, ids hidden at the end, on paper in tables that fit', async () => {
    const register = await load(key);
    const { rows, context, view, extract } = await read(register);
    const sheet = await shownSheet(register, extract);
    const shown = columnsOf(register, context).filter((column) => view.columns.includes(column.key));
    const number = register.numbered ? ['序号'] : [];
    expect(sheet.columns.filter(({ hidden }) => !hidden).map(({ header }) => header)).toEqual([
      ...number,
      ...shown.map((column) => headerText(column, context)),
    ]);
    // What a program needs stands hidden at the end, the id last.
    const hidden = sheet.columns.filter((column) => column.hidden);
    expect(hidden).toHaveLength(3);
    expect(sheet.columns.slice(-3)).toEqual(hidden);
    expect(hidden.at(-1)?.header).toBe('记录编号');
    const lines = sheet.rows.slice(0, rows.length);
    expect(lines.map((line) => line.at(-1))).toEqual(rows.map((row) => register.id(row)));
    expect(sheet.rows.length - rows.length).toBe(shown.some(({ total }) => total !== undefined) ? 1 : 0);
    expect(sheet.subtitle.join(' ')).toContain(`截至 ${TODAY}`);
    expect(contentHash(sheet)).toMatch(/^[0-9a-f]{64}$/);
    const parts = paperParts(sheet);
    expect(parts.every(({ columns }) => columns.every((column) => !column.hidden))).toBe(true);
    const printed = new Set(parts.flatMap(({ columns }) => columns));
    expect(printed.size).toBe(sheet.columns.length - hidden.length);
  });

  it('has filters whose every choice keeps some lines and no others', async () => {
    const register = await load(key);
    const found = await read(register);
    for (const filter of filtersOf(register, found.context)) {
      for (const { value } of filter.options(found.rows, found.context)) {
        const wanted = { text: '', choices: { [filter.key]: [value] } };
        const kept = filterRows(
          register as never,
          found as never,
          wanted,
          searchTexts(register as never, found.context as never) as never,
        );
        for (const row of kept) expect(filter.of(row, found.context)).toContain(value);
        expect(filterWords(register, found, wanted)).not.toBe('');
      }
    }
  });

  it('opens the records behind its numbers', async () => {
    const register = await load(key);
    const { rows, context } = await read(register);
    const all = new Set(rows);
    for (const figure of register.figures?.(rows, context) ?? []) {
      expect(figure.value).not.toBe('');
      for (const row of figure.rows ?? []) expect(all.has(row)).toBe(true);
      for (const line of (await figure.behind?.lines()) ?? []) expect(line.to).toMatch(/^\//);
    }
    for (const column of columnsOf(register, context)) {
      const behind = behindTotal(register, column, rows, context);
      for (const line of (await behind?.lines()) ?? []) expect(line.title).not.toBe('');
    }
  });
});

describe('each register keeps its own promise', () => {
  it('talks: pairs and days, and not a word of what was said', async () => {
    const said = '只有两个人知道的示例内容';
    const talks = await ledger.list('talk');
    const { extract } = await read(await load('talks'));
    const words = await Promise.all(
      talks
        .flatMap(({ fields }) => [fields.content, fields.problems, fields.measures])
        .map((one) => ledger.text(one)),
    );
    const sheets = await registerSheets(await load('talks'), extract);
    const text = JSON.stringify(sheets);
    for (const word of [said, ...words]) if (word && word.length > 3) expect(text).not.toContain(word);
    expect(sheets.map(({ sheetName }) => sheetName)).toContain('配对');
  });

  it('a person who is on no roster any more is said to be so, and never printed as a number', async () => {
    const { ledger: small } = await openTestLedger({ now: `${TODAY}T02:00:00Z` });
    const gone = create('member', { name: '示例甲', category: 'full' });
    const talk = create('talk', { on: '2026-03-02', talker: gone.id, partner: '示例乙' });
    await small.commit([gone, talk], { label: 'test' });
    const record = await small.get('member', gone.id);
    await small.commit([remove(record!)], { label: 'test' });
    const { extract } = await read(await load('talks'), { ledger: small });
    const sheet = await shownSheet(await load('talks'), extract);
    expect(sheet.rows[0]?.[1]).toBe('（已不在名册）—示例乙');
  });

  it('roster: who does not keep it sees names, categories and posts; the secretary reads an edited one back', async () => {
    const register = await load('roster');
    const columnsFor = async (role: Role) => {
      const { context } = await read(register, { role });
      return columnsOf(register, context).map(({ key }) => key);
    };
    expect(await columnsFor('member')).toEqual(['name', 'category', 'posts']);
    expect((await columnsFor('secretary')).length).toBeGreaterThan(20);

    const { extract } = await read(register);
    const view = { ...extract.view, columns: ['name', 'job', 'category'] };
    const sheet = await shownSheet(register, { ...extract, view });
    const table = [[sheet.title], ['x'], sheet.columns.map(({ header }) => header), ...sheet.rows];
    const at = sheet.columns.findIndex(({ header }) => header === '工作岗位');
    const cells = table.map((line) => line.map((cell) => String(cell ?? '')));
    cells[3]![at] = '夜班调度';
    const plan = await planReimport(ledger, { sheets: [{ name: 'x', rows: cells }] } as never, '名册.xlsx');
    expect(plan.changes.map(({ column, after }) => [column, after])).toEqual([['job', '夜班调度']]);
  });

  it('statistics: a figure opens as many records as it says', async () => {
    const register = await load('stats');
    const { rows, context } = await read(register, { variant: 'month' });
    expect(rows).toHaveLength(12);
    let figures = 0;
    for (const column of columnsOf(register, context).filter(({ key }) => key.endsWith('.held'))) {
      for (const row of rows) {
        const value = column.value(row, context);
        if (typeof value !== 'number') continue;
        figures += 1;
        expect(await column.behind?.(row, context)?.lines()).toHaveLength(value);
      }
    }
    expect(figures).toBeGreaterThan(20);
  });

  it('dues: sums are those of the printed register, of the shown lines, and leave out what is unknown', async () => {
    const register = await load('dues');
    const { rows, context, extract } = await read(register);
    const sheet = await shownSheet(register, extract);
    const [paper] = await duesSheets(ledger, 2026, { branch: 'x', today: TODAY, nameOf: (id) => id });
    const total = (of: typeof sheet, header: string) =>
      of.rows.at(-1)?.[of.columns.findIndex((column) => column.header === header)];
    for (const header of ['全年应缴', '全年实缴', '3 月', '10 月']) {
      expect(total(sheet, header)).toBe(total(paper!, header));
    }
    const half = rows.slice(0, 5);
    const part = await registerSheets(register, { ...extract, rows: half });
    expect(part.map(({ sheetName }) => sheetName)).toEqual(['党费台账', '党费台账（全部字段）', '缴纳明细']);
    expect(total(part[0]!, '全年实缴')).toBe(
      half.reduce<number>((sum, row) => {
        const column = columnsOf(register, context).find(({ key }) => key === 'yearPaid');
        return sum + Number(column?.value(row, context));
      }, 0),
    );
    expect(part[0]!.subtitle.join()).toContain(`筛选出 5 / 共 ${rows.length} 行`);
    const march = columnsOf(register, context).find(({ key }) => key === 'm03')!;
    const lines = await behindTotal(register, march, rows, context)!.lines();
    expect(lines.filter(({ mark }) => mark).every(({ meta }) => meta === '未计入合计')).toBe(true);
  });

  it('appraisal: the secretary alone', async () => {
    expect((await load('appraisal')).roles).toEqual(['secretary']);
  });

  it('a register grouped by a hidden column goes out with that column', async () => {
    const register = await load('talks');
    const { rows, context, extract } = await read(register);
    const view = { ...extract.view, columns: ['pair', 'on'], group: 'relation' };
    const arranged = arrangeRows(register, rows, context, { sort: register.sort, group: 'relation' });
    const sheet = await shownSheet(register, { ...extract, rows: arranged.rows, view });
    expect(sheet.columns.slice(1, 4).map(({ header }) => header)).toEqual(['谈话双方', '谈话关系', '日期']);
    const words = sheet.rows.map((line) => String(line[2]));
    expect(words).toEqual(words.toSorted((a, b) => words.indexOf(a) - words.indexOf(b)));
  });

  it('a long export tells how far it is, and a cancelled one ends with nothing', async () => {
    const register = await load('meetings');
    const { extract } = await read(register);
    const seen: number[] = [];
    await registerSheets(register, extract, { onProgress: (done) => seen.push(done) });
    expect(seen.at(-1)).toBe(extract.rows.length * 2);
    const control = new AbortController();
    control.abort();
    await expect(registerSheets(register, extract, { signal: control.signal })).rejects.toMatchObject({
      name: 'AbortError',
    });
  });
});
