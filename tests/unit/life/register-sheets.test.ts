import { readXlsx } from 'hucre/xlsx';
import { describe, expect, it } from 'vitest';
import { writeCsv, writeWorkbook } from '../../../lib/exchange/sheet-write';
import { create, type Ledger } from '../../../lib/ledger';
import { meetingRegister } from '../../../lib/life/register';
import { REGISTER_COLUMNS, registerContext } from '../../../lib/life/register-columns';
import { registerSheets, statisticsSheet } from '../../../lib/life/register-sheets';
import { lifeStatistics } from '../../../lib/life/register-stats';
import type { Meeting } from '../../../lib/records';
import { lifePack } from '../../../lib/rules/packs';
import { openTestLedger } from '../support/ledger';

const HEAD = { branch: '示例支部', period: '2026 年', asOf: '2026-11-24' };

async function filled(meetings: Record<string, Partial<Meeting>>): Promise<Ledger> {
  const { ledger } = await openTestLedger({ now: '2026-11-24T02:00:00Z' });
  await ledger.commit(
    [
      create('member', { name: '示例甲', category: 'full' }, 'a'),
      create('member', { name: '示例乙', category: 'full' }, 'b'),
      ...Object.entries(meetings).map(([id, fields]) =>
        create('meeting', { types: { themeDay: true }, startsAt: '2026-11-20T15:00', ...fields }, id),
      ),
    ],
    { label: 'test' },
  );
  return ledger;
}

async function sheetsOf(ledger: Ledger, options: Parameters<typeof registerSheets>[4] = {}) {
  const rows = await meetingRegister(ledger, {
    from: '2026-01-01',
    to: '2026-12-31',
    today: '2026-11-24',
    offsetMinutes: 480,
  });
  return registerSheets(ledger, rows, await registerContext(ledger, lifePack()), HEAD, options);
}

const cell = (sheet: Awaited<ReturnType<typeof sheetsOf>>[1], row: number, key: string) =>
  sheet.rows[row]?.[REGISTER_COLUMNS.findIndex((column) => column.key === key)];

describe('the register as sheets', () => {
  it('writes names for ids, 缺项 for what the rules ask for and nobody entered, nothing for what they do not', async () => {
    const [, full] = await sheetsOf(
      await filled({
        m: {
          host: 'a',
          agenda: { x: { order: 1, text: '学习' } },
          attendance: { a: { state: 'present' }, b: { state: 'leave', reason: 'trip' } },
        },
      }),
    );
    expect(cell(full, 0, 'host')).toBe('示例甲');
    expect(cell(full, 0, 'recorder')).toBe('缺项');
    expect(cell(full, 0, 'lecturer')).toBe('');
    expect(cell(full, 0, 'leave')).toBe('示例乙（出差、外出）');
    expect(cell(full, 0, 'expected')).toBe(2);
    expect(cell(full, 0, 'attended')).toBe(1);
    expect(cell(full, 0, 'late')).toBe('');
    expect(full.rows[0]?.at(-1)).toBe('m');
  });

  it('has the long minutes whole, and never an id of somebody who is gone', async () => {
    const gone = '0190b0a0-0000-7000-8000-000000000000';
    const long = '长'.repeat(8000);
    const [, full] = await sheetsOf(await filled({ m: { minutes: long, host: gone } }));
    expect(cell(full, 0, 'minutes')).toBe(
      `【共 8000 字，超过 3900 字：在表格里改动不会读回，请在记录里改】\n${long}`,
    );
    expect(cell(full, 0, 'host')).toBe('（已不在名册）');
  });

  it('is printed in fewer columns than the file has, and both read back', async () => {
    const ledger = await filled({ m: { attendance: { a: { state: 'present' }, b: { state: 'absent' } } } });
    const sheets = await sheetsOf(ledger);
    const blob = await writeWorkbook(sheets, { now: 0 });
    const book = await readXlsx(new Uint8Array(await blob.arrayBuffer()));
    expect(book.sheets.map((sheet) => sheet.name)).toEqual(['会议记录台账', '全部字段']);
    expect(book.sheets[0]?.rows[2]).toEqual(sheets[0].columns.map((column) => column.header));
    // All of them, and marks and version by which an edited copy is read back.
    expect(book.sheets[1]?.rows[2]).toHaveLength(REGISTER_COLUMNS.length + 2);
    expect(book.sheets[0]?.rows[3]?.join()).toContain('缺席：示例乙');
    const total = sheets[0].columns.reduce((sum, column) => sum + column.width, 0);
    // About 165 characters of 10 points fit across A4 landscape at nine tenths of the size.
    expect(total).toBeLessThanOrEqual(175);
  });

  it('stops when it is cancelled', async () => {
    const many = Object.fromEntries(
      Array.from({ length: 150 }, (_, index) => [`m${index}`, { place: String(index) }]),
    );
    const ledger = await filled(many);
    const abort = new AbortController();
    const seen: number[] = [];
    const pending = sheetsOf(ledger, {
      signal: abort.signal,
      onProgress: (done) => {
        seen.push(done);
        if (done === 100) abort.abort();
      },
    });
    await expect(pending).rejects.toThrow(/abort/i);
    expect(seen).toEqual([0, 100]);
  });

  it('puts 应 and 实 under one heading per type, and says them in one line in CSV', async () => {
    const ledger = await filled({
      m: { attendance: { a: { state: 'present' } } },
      n: { startsAt: '2026-10-20T15:00' },
    });
    const table = await lifeStatistics(ledger, 2026, 'quarter', { today: '2026-11-24' });
    const sheet = statisticsSheet(table, HEAD);
    const line = sheet.rows[3]?.map(String).join('|') ?? '';
    expect(line).toContain('至少 50%');
    expect(line).toContain('1 人次未记；1 次活动没有到会记录，未计入');
    const text = await writeCsv(sheet).text();
    expect(text.split('\r\n')[0]).toContain('主题党日（应）,主题党日（实）');
    const book = await readXlsx(
      new Uint8Array(await (await writeWorkbook([sheet], { now: 0 })).arrayBuffer()),
    );
    expect(book.sheets[0]?.rows[3]?.slice(1, 3)).toEqual(['应', '实']);
    expect(book.sheets[0]?.rows[5]?.[0]).toBe('2026 年第二季度');
  });
});
