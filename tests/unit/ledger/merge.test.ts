import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeStamp } from '../../../lib/ledger/clock';
import {
  combine,
  mergeRecord,
  newRow,
  valuesOfHistory,
  valuesOfLine,
  valuesOfRow,
} from '../../../lib/ledger/merge';
import { type ChangeLine, type HistoryRow, type RecordRow, SETTLED } from '../../../lib/ledger/rows';

const at = (time: number, device = 'aaaaaaaa') => makeStamp(time, 0, device);

const line = (h: string, f: ChangeLine['f'], b: ChangeLine['b'] = {}, by = 'wei'): ChangeLine => ({
  r: 'm1',
  t: 'member',
  h,
  by,
  b,
  f,
  sv: 1,
});

const rowOf = (fields: RecordRow['fields'], h: string): RecordRow => ({
  id: 'm1',
  kind: 'member',
  h,
  fields,
  stamps: Object.fromEntries(Object.keys(fields).map((name) => [name, h])),
});

const none: HistoryRow[] = [];

describe('mergeRecord', () => {
  it('takes the value with the later stamp and keeps the other', () => {
    const local = rowOf({ name: '示例甲', job: '调度' }, at(10));
    const merged = mergeRecord(
      { row: local, history: none },
      valuesOfLine(line(at(20), { job: '站长' }, { job: at(10) })),
    );
    expect(merged.outcome).toBe('changed');
    expect(merged.row?.fields).toEqual({ name: '示例甲', job: '站长' });
    expect(merged.row?.h).toBe(at(20));
    expect(merged.history).toEqual([{ r: 'm1', f: 'job', h: at(10), v: '调度', by: 'wei', to: at(20) }]);
    expect(local.fields.job).toBe('调度');
  });

  it('keeps an earlier value from outside in the history, between its neighbours', () => {
    const local = rowOf({ job: '丙' }, at(30));
    const history: HistoryRow[] = [{ r: 'm1', f: 'job', h: at(10), v: '甲', by: 'lin', to: at(30) }];
    const merged = mergeRecord(
      { row: local, history },
      valuesOfLine(line(at(20), { job: '乙' }, { job: at(10) }, 'wei')),
    );
    expect(merged.outcome).toBe('kept');
    expect(merged.history).toEqual([
      { r: 'm1', f: 'job', h: at(10), v: '甲', by: 'wei', to: at(20) },
      { r: 'm1', f: 'job', h: at(20), v: '乙', by: 'lin', to: at(30) },
    ]);
  });

  it('marks a value that gave way to a change whose author had not seen it', () => {
    const local = rowOf({ job: '乙' }, at(20));
    const concurrent = mergeRecord(
      { row: local, history: none },
      valuesOfLine(line(at(30), { job: '丙' }, { job: at(10) })),
    );
    expect(concurrent.history).toMatchObject([{ h: at(20), conflict: 1 }]);
    const answer = mergeRecord(
      { row: local, history: none },
      valuesOfLine(line(at(30), { job: '丙' }, { job: at(20) })),
    );
    expect(answer.history[0]).not.toHaveProperty('conflict');
  });

  it('does not mark two people who wrote the same', () => {
    const merged = mergeRecord(
      { row: rowOf({ job: '乙' }, at(20)), history: none },
      valuesOfLine(line(at(30), { job: '乙' }, { job: at(10) })),
    );
    expect(merged.history[0]).not.toHaveProperty('conflict');
  });

  it('keeps a mark that somebody has looked at settled', () => {
    const settled: HistoryRow = { r: 'm1', f: 'job', h: at(20), v: '乙', by: 'wei', to: at(30), conflict: 0 };
    const merged = mergeRecord(
      { row: rowOf({ job: '丙' }, at(30)), history: [settled] },
      valuesOfHistory('m1', 'member', [{ ...settled, conflict: 1 }]),
    );
    expect(merged.outcome).toBe('same');
  });

  it('removes a value that was removed later, and remembers it', () => {
    const merged = mergeRecord(
      { row: rowOf({ job: '乙' }, at(20)), history: none },
      valuesOfLine(line(at(30), { job: null }, { job: at(20) })),
    );
    expect(merged.row?.fields).toEqual({});
    expect(merged.row?.stamps).toEqual({ job: at(30) });
    expect(merged.history).toMatchObject([{ v: '乙', to: at(30) }]);
  });

  it('leaves a record alone whose id belongs to another kind here', () => {
    const merged = mergeRecord(
      { row: { ...rowOf({}, at(1)), kind: 'meeting' }, history: none },
      valuesOfRow(rowOf({ job: '乙' }, at(2))),
    );
    expect(merged).toMatchObject({ outcome: 'otherKind', won: [], history: [] });
  });

  it('keeps both of two values under one stamp, the same one in the record in either order', () => {
    const one = valuesOfLine(line(at(10), { job: '甲' }));
    const two = valuesOfLine(line(at(10), { job: '乙' }));
    const orders = [
      [one, two],
      [two, one],
      [one, two, one, two],
    ].map((parts) => {
      let row: RecordRow | undefined;
      const history = new Map<string, HistoryRow>();
      for (const part of parts) {
        const merged = mergeRecord({ row, history: [...history.values()] }, part);
        ({ row } = merged);
        for (const old of merged.history) history.set(old.h, old);
      }
      return { job: row?.fields.job, history: [...history.values()] };
    });
    expect(orders[0]?.job).toBe('甲');
    expect(orders[0]?.history).toMatchObject([{ f: 'job', v: '乙', under: at(10), to: at(10), conflict: 1 }]);
    expect(orders[1]).toEqual(orders[0]);
    expect(orders[2]).toEqual(orders[0]);
  });

  it('asks no more about one of two values under one stamp once somebody has chosen', () => {
    const both = ['甲', '乙'].map((job) => valuesOfLine(line(at(10), { job })));
    const [known] = combine(both);
    const [twin] = mergeRecord({ row: undefined, history: none }, known!).history;
    const word = valuesOfLine(line(at(20), { [`${SETTLED}job`]: { done: [twin!.h], now: at(10) } }));
    const row = rowOf({ job: '甲' }, at(10));
    expect(mergeRecord({ row, history: [twin!] }, word).history).toEqual([{ ...twin, conflict: 0 }]);
  });

  it('takes out of the history a part of a value that has come whole', () => {
    const reason = { state: 'leave', reason: 'sick' };
    const row = rowOf({ 'attendance/a': { state: 'present' } }, at(10));
    const part = valuesOfLine(line(at(10), { 'attendance/a': { state: 'leave' } }));
    const [twin] = mergeRecord({ row, history: none }, part).history;
    const whole = valuesOfLine(line(at(10), { 'attendance/a': reason }));
    const merged = mergeRecord({ row, history: [twin!] }, whole);
    expect(merged.history).toMatchObject([{ v: reason, under: at(10) }]);
    expect(merged.needless).toEqual([twin]);
  });

  it('does nothing with what it knows already', () => {
    const row = rowOf({ name: '示例甲' }, at(10));
    expect(mergeRecord({ row, history: none }, valuesOfRow(row)).outcome).toBe('same');
  });
});

describe('combine', () => {
  it('puts lines of one record together and keeps records apart', () => {
    const parts = combine([
      valuesOfLine(line(at(1), { name: '甲' })),
      valuesOfLine({ ...line(at(2), { name: '乙' }), r: 'm2' }),
      valuesOfLine(line(at(3), { job: '调度' })),
    ]);
    expect(parts.map((part) => [part.id, part.values.length])).toEqual([
      ['m1', 2],
      ['m2', 1],
    ]);
  });
});

describe('a record that is written once', () => {
  const step = (h: string, f: ChangeLine['f']): ChangeLine => ({ ...line(h, f), r: 's1', t: 'itemStep' });
  const first = step(at(20), { text: '材料不全', step: 'returned' });
  const later = step(at(30), { text: '齐全', _del: true });
  const earlier = step(at(10), { text: '缺签字' });

  it('keeps the first value of each field, in whatever order they come, and cannot be thrown away', () => {
    const orders = [
      [first, later, earlier],
      [earlier, first, later],
      [later, earlier, first],
    ];
    for (const lines of orders) {
      let row: RecordRow | undefined;
      for (const one of lines) row = mergeRecord({ row, history: none }, valuesOfLine(one)).row;
      expect(row?.fields).toEqual({ text: '缺签字', step: 'returned' });
      expect(row?.h).toBe(at(20));
    }
  });

  it('is the same after a second arrival', () => {
    const row = mergeRecord({ row: undefined, history: none }, valuesOfLine(first)).row;
    expect(mergeRecord({ row, history: none }, valuesOfLine(first))).toMatchObject({ outcome: 'same', row });
  });
});

describe('a line that is all that is known of a record', () => {
  it('makes the record that the merge makes of it', () => {
    const value = fc.oneof(fc.constant(null), fc.jsonValue({ maxDepth: 1 }));
    const fields = fc.dictionary(fc.constantFrom('a', 'b', '_del', 'who/x', `${SETTLED}a`), value);
    fc.assert(
      fc.property(fc.constantFrom('meeting', 'itemStep'), fields, (t, f) => {
        const bare = { ...line(at(10), JSON.parse(JSON.stringify(f)) as ChangeLine['f']), r: 'r1', t };
        const merged = mergeRecord({ row: undefined, history: [] }, valuesOfLine(bare));
        expect(newRow(bare)).toEqual(merged.row);
        expect([merged.history, merged.late, merged.needless]).toEqual([[], [], []]);
      }),
    );
  });
});
