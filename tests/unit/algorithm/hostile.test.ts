import { describe, expect, it } from 'vitest';
import { timeAt } from '../../../lib/algorithm/bytes';
import { guessMapping } from '../../../lib/algorithm/columns';
import { readHead } from '../../../lib/algorithm/head';
import { dispatchExport } from '../../../lib/sample/dispatch';
import { clock, code, counted, csv } from './files';

const HEADER = '骑手编号,派单时间,接单时间,送达时间,承诺送达时间';
const rows = (count: number, time: (seconds: number) => string = String, couriers = 12): string[] =>
  Array.from({ length: count }, (_, index) =>
    [
      `q${index % couriers}`,
      ...[0, 5, 1200, 1800].map((more) => time(clock('10:00') + index * 60 + more)),
    ].join(','),
  );
const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const time = (text: string): number => timeAt(bytesOf(text), 0, bytesOf(text).length);
/** A few GBK characters, by hand: no encoder of the platform writes it. */
const GBK: Record<string, string> = {
  骑: 'c6ef',
  手: 'cad6',
  编: 'b1e0',
  号: 'bac5',
  派: 'c5c9',
  单: 'b5a5',
  时: 'cab1',
  间: 'bce4',
  接: 'bdd3',
  送: 'cbcd',
  达: 'b4ef',
  承: 'b3d0',
  诺: 'c5b5',
  是: 'cac7',
  否: 'b7f1',
};
const gbk = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(
    [...text].flatMap((sign) =>
      GBK[sign] ? [...GBK[sign].matchAll(/../g)].map(([hex]) => parseInt(hex, 16)) : [sign.charCodeAt(0)],
    ),
  );

describe('a file that cannot be counted says why', () => {
  it.each([
    ['empty', new Blob([]), 'E980'],
    ['blank', new Blob(['\n\n  \n']), 'E980'],
    ['a header alone', csv(HEADER, []), 'E980'],
    ['a workbook under another name', new Blob([Uint8Array.of(0x50, 0x4b, 3, 4, 20, 0)]), 'E981'],
    ['bytes', new Blob([Uint8Array.from({ length: 5000 }, (_, index) => (index * 37) % 256)]), 'E981'],
    ['a page', new Blob(['<!doctype html><html><body>x</body></html>']), 'E981'],
    ['no header', csv('1665936000,1665936100,12', ['1665936000,1665936100,13']), 'E982'],
    ['no separator', csv('送达时间', ['2026-10-12 10:00']), 'E983'],
    [
      'columns that stand twice',
      csv(
        `${HEADER},接单时间`,
        rows(30).map((one) => `${one},1`),
      ),
      'E984',
    ],
    ['no line end in sight', new Blob(['a,b,', 'x'.repeat(10_000_000)]), 'E985'],
    ['columns of which nothing can be counted', csv('骑手编号,备注', ['a,b', 'c,d']), 'E986'],
    [
      'times that are none',
      csv(
        HEADER,
        rows(30, () => 'soon'),
      ),
      'E986',
    ],
    [
      'rows of other lengths',
      csv(
        HEADER,
        rows(30).map((one, index) => (index % 5 ? one : `${one},x`)),
      ),
      'E987',
    ],
    ['nine couriers', csv(HEADER, rows(30, String, 9)), 'E989'],
  ])('%s', async (_, file, wanted) => {
    expect(await code(counted(file))).toBe(wanted);
  });

  it('a quote that nobody closes, and a line of ten million characters further on', async () => {
    const long = new Blob([csv(HEADER, rows(9000)), 'q1,"', 'x\n'.repeat(5_000_000)]);
    expect(await code(counted(long))).toBe('E985');
    const line = new Blob([csv(HEADER, rows(9000)), 'x'.repeat(10_000_000), '\n']);
    expect(await code(counted(line))).toBe('E985');
    expect(await code(counted(new Blob([csv(HEADER, rows(30)), 'q1,"1'])))).toBe('E985');
  });

  it('a file that is gone', async () => {
    const gone = { size: 10, slice: () => ({ arrayBuffer: () => Promise.reject(new Error('NotReadable')) }) };
    expect(await code(readHead(gone as unknown as Blob, 'x'))).toBe('E988');
  });
});

describe('a file that can be counted gives the same figures', () => {
  const whole = () => counted(csv(HEADER, rows(40)));

  it('with times in milliseconds, microseconds, text, in quotes, as text of a spreadsheet', async () => {
    const expected = await whole();
    expect(expected.time?.figures.promise).toMatchObject({
      of: 40,
      n: 0,
      more: { promised: 29.9, actual: 19.9 },
    });
    const text = (seconds: number, joint: string): string =>
      new Date((seconds + 28_800) * 1000).toISOString().slice(0, 19).replace('T', joint);
    const forms: ((seconds: number) => string)[] = [
      (seconds) => `${seconds}000`,
      (seconds) => `${seconds}000000`,
      (seconds) => `${seconds}.0`,
      (seconds) => text(seconds, ' '),
      (seconds) => `"${text(seconds, ' ')}"`,
      (seconds) => `${text(seconds, 'T')}+08:00`,
      (seconds) => `${new Date(seconds * 1000).toISOString()}`,
      (seconds) => text(seconds, ' ').replaceAll('-', '/'),
      (seconds) => text(seconds, '').replaceAll(/[-:]/g, ''),
      (seconds) => `"${seconds}"`,
      (seconds) => `'${seconds}`,
      (seconds) => `="${seconds}"`,
    ];
    for (const form of forms)
      expect(await counted(csv(HEADER, rows(40, form))), form(clock('10:00'))).toEqual(expected);
  });

  it('in GBK, UTF-16 and with a byte-order mark, with CRLF, with tabs, semicolons and the line of Excel', async () => {
    const expected = await whole();
    const text = [HEADER, ...rows(40)].join('\n');
    const wide = Uint8Array.from([
      0xff,
      0xfe,
      ...[...text].flatMap((sign) => [sign.charCodeAt(0) & 255, sign.charCodeAt(0) >> 8]),
    ]);
    const files = [
      new Blob([gbk(text)]),
      new Blob([wide]),
      new Blob(['\ufeff', text]),
      new Blob([text.replaceAll('\n', '\r\n'), '\r\n\r\n']),
      new Blob([text.replaceAll('\n', '\r')]),
      new Blob([text.replaceAll(',', '\t')]),
      new Blob([`sep=;\r\n${text.replaceAll(',', ';').replaceAll('\n', '\r\n')}`]),
      new Blob([text.replaceAll(',', '|')]),
    ];
    for (const [index, file] of files.entries()) expect(await counted(file), String(index)).toEqual(expected);
  });

  it('with columns that are nobody’s business, quotes and line breaks in them, and formulas that stay text', async () => {
    const lines = rows(40).map((one, index) => `${one},"他说：""快,\n点""${index}",=cmd|' /C calc'!A0`);
    expect(await counted(csv(`${HEADER},备注,手机号`, lines))).toEqual(await whole());
  });

  it('with a column in which nothing stands', async () => {
    const lines = rows(40).map((one) => `${one},`);
    const result = await counted(csv(`${HEADER},是否接单`, lines));
    expect(result.time?.figures.refused).toMatchObject({ of: 40, n: 0 });
    expect(result.time?.figures.promise).toEqual((await whole()).time?.figures.promise);
    const never = await counted(
      csv(
        HEADER,
        rows(40).map((one) => one.replace(/,\d+$/, ',0')),
      ),
    );
    expect(never.time?.figures.promise).toEqual({ of: 0, missing: 40, why: 'nothing' });
  });

  it('but for rows that are wrong here and there, which it counts', async () => {
    const lines = [...rows(40), 'a,b', ',,,,,,'];
    expect(await counted(csv(HEADER, lines))).toEqual({ ...(await whole()), wrongLength: 2 });
    const odd = [...rows(40), `q1,${clock('12:00')},${clock('12:00')},never,${clock('12:30')}`];
    const result = await counted(csv(HEADER, odd));
    expect(result.unreadable).toEqual({ arrive: 1 });
    expect(result.time?.figures.promise).toMatchObject({ of: 40, missing: 1 });
  });
});

it('reads no time out of what is none', () => {
  for (const text of [
    '12',
    '20261012',
    '2026-10-12',
    '2026-13-01 10:00',
    '2026-02-30 10:00',
    '2026-10-12 25:00',
    '12/10/2026 10:00',
    'abc',
    '2026-10-12 10:00 PM',
    '99999999999999999999',
  ])
    expect(time(text), text).toBe(-1);
  for (const text of ['', '0', '  ', '"0"', 'NULL', '\\N', 'nan', '-', '""'])
    expect(time(text), text).toBe(0);
  expect(time('2026-10-12 10:00')).toBe(clock('10:00'));
  expect(time('46307.4166666667')).toBe(clock('10:00'));
});

it('recognises the public schema, and shows the first rows', async () => {
  const file = new Blob([...dispatchExport({ rows: 300 })]);
  const head = await readHead(file, 'all_waybill_info_meituan_0322.csv');
  expect(head.publicSchema).toBe(true);
  expect(Object.keys(head.mapping).sort()).toEqual(
    [
      'accepted',
      'arrive',
      'courier',
      'dispatch',
      'fetch',
      'fromLat',
      'fromLng',
      'grab',
      'mealReady',
      'order',
      'prebook',
      'promised',
      'toLat',
      'toLng',
      'weekend',
    ].sort(),
  );
  expect(head.rows).toHaveLength(5);
  expect(guessMapping(['Rider ID', '承诺送达时间', '完成时间', '接单时间', '姓名']).mapping).toEqual({
    courier: 0,
    promised: 1,
    arrive: 2,
    grab: 3,
  });
});

it('gives figures of the whole alone: no id of the file is in the result', async () => {
  const text = [...dispatchExport({ rows: 2000, couriers: 15 })].join('');
  const secret = text.replaceAll(/^(\d+,\d+,\d+),(\d+),/gm, '$1,rider-secret-$2,');
  const result = JSON.stringify(await counted(new Blob([secret])));
  expect(result).not.toContain('secret');
  expect(result).not.toMatch(/"courier"/);
});
