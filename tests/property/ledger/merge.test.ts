import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeStamp } from '../../../lib/ledger/clock';
import {
  addAuthor,
  addReplaced,
  type Incoming,
  mergeRecord,
  valuesOfHistory,
  valuesOfLine,
  valuesOfRow,
} from '../../../lib/ledger/merge';
import type { ChangeLine, HistoryRow, RecordRow } from '../../../lib/ledger/rows';
import { valuesIn } from '../../unit/support/ledger-state';

interface State {
  row: RecordRow | undefined;
  history: Map<string, HistoryRow>;
}

const fields = ['name', 'job', 'attendance/a'];
const devices = ['aaaaaaaa', 'bbbbbbbb', 'cccccccc'];

/** Lines of one record; a stamp names its line, as it does in the ledger. */
const lines = fc
  .uniqueArray(
    fc.record({
      time: fc.integer({ min: 1, max: 30 }),
      device: fc.constantFrom(...devices),
      field: fc.constantFrom(...fields),
      value: fc.oneof(fc.constantFrom('甲', '乙', '丙'), fc.constant(null), fc.integer({ min: 0, max: 3 })),
      base: fc.option(fc.integer({ min: 0, max: 29 }), { nil: undefined }),
      by: fc.constantFrom('wei', 'lin', 'he'),
    }),
    { selector: (item) => `${item.time} ${item.device}`, maxLength: 14 },
  )
  .map((items) =>
    items.map((item): ChangeLine => {
      const base = item.base !== undefined && item.base < item.time ? item.base : undefined;
      return {
        r: 'm1',
        t: 'member',
        h: makeStamp(item.time, 0, item.device),
        by: item.by,
        b: base === undefined ? {} : { [item.field]: makeStamp(base, 0, item.device) },
        f: { [item.field]: item.value },
        sv: 1,
      };
    }),
  );

function take(state: State, incoming: Incoming, facts: readonly ChangeLine[] = []): void {
  // What the ledger looks up for late values: the changes that are here already.
  for (const line of facts) {
    for (const [f, value] of valuesOfLine(line).replaced) addReplaced(incoming, f, value);
    addAuthor(incoming.authors, line.h, line.by);
  }
  const merged = mergeRecord({ row: state.row, history: [...state.history.values()] }, incoming);
  state.row = merged.row;
  for (const row of merged.needless) state.history.delete(`${row.f}\n${row.h}`);
  for (const row of merged.history) state.history.set(`${row.f}\n${row.h}`, row);
}

function replay(order: readonly ChangeLine[]): State {
  const state: State = { row: undefined, history: new Map() };
  const seen: ChangeLine[] = [];
  for (const line of order) {
    take(state, valuesOfLine(line), seen);
    seen.push(line);
  }
  return state;
}

const shown = (state: State) => ({
  row: state.row && {
    ...state.row,
    fields: Object.fromEntries(Object.entries(state.row.fields).sort()),
    stamps: Object.fromEntries(Object.entries(state.row.stamps).sort()),
  },
  history: [...state.history.values()].sort((a, b) => (`${a.f}${a.h}` < `${b.f}${b.h}` ? -1 : 1)),
});

/** Lines of copies of one profile, which one person writes with: few stamps, and under each several lines that say different things. */
const twins = fc
  .array(
    fc.record({
      time: fc.integer({ min: 1, max: 4 }),
      field: fc.constantFrom(...fields),
      value: fc.oneof(fc.constantFrom('甲', '乙', '丙'), fc.constant(null), fc.integer({ min: 0, max: 3 })),
      base: fc.integer({ min: 0, max: 3 }),
    }),
    { maxLength: 10 },
  )
  .map((items) =>
    items.map(({ time, field, value, base }): ChangeLine => {
      const b = base && base < time ? { [field]: makeStamp(base, 0, 'aaaaaaaa') } : {};
      const h = makeStamp(time, 0, 'aaaaaaaa');
      return { r: 'm1', t: 'member', h, by: 'wei', b, f: { [field]: value }, sv: 1 };
    }),
  );

const twinsShuffled = twins.chain((all) =>
  fc.tuple(
    fc.constant(all),
    fc.shuffledSubarray([...all, ...all], { minLength: all.length * 2, maxLength: all.length * 2 }),
    fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length }),
  ),
);

const shuffledTwice = lines.chain((all) =>
  fc.tuple(
    fc.constant(all),
    fc.shuffledSubarray([...all, ...all], { minLength: all.length * 2, maxLength: all.length * 2 }),
    fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length }),
  ),
);

describe('merge, whatever the order', () => {
  it('gives one state for every order and any number of repetitions', () => {
    fc.assert(
      fc.property(shuffledTwice, ([all, twice, once]) => {
        const reference = shown(replay(all));
        expect(shown(replay(twice))).toEqual(reference);
        expect(shown(replay(once))).toEqual(reference);
      }),
      { numRuns: 300 },
    );
  });

  it('keeps every value it was ever given, in the record or in its history', () => {
    fc.assert(
      fc.property(shuffledTwice, ([all, twice]) => {
        const state = replay(twice);
        const kept = valuesIn(state.row ? [state.row] : [], [...state.history.values()]);
        for (const line of all) {
          for (const [f, v] of Object.entries(line.f)) {
            expect(kept).toContain(`m1 ${f} ${line.h} ${JSON.stringify(v)}`);
          }
        }
      }),
      { numRuns: 200 },
    );
  });

  it('makes two ledgers equal that exchange what they have, and changes nothing the second time', () => {
    fc.assert(
      fc.property(lines, lines, (mine, theirs) => {
        const facts = [...mine, ...theirs];
        const stamps = new Map<string, string>();
        // One stamp is one change: leave out lines of the second set that would reuse one with other content.
        const other = theirs.filter((line) => {
          const text = JSON.stringify([line.f, line.b, line.by]);
          const known = stamps.get(line.h) ?? mine.find((own) => own.h === line.h);
          stamps.set(line.h, text);
          return known === undefined;
        });
        const a = replay(mine);
        const b = replay(other);
        const linesOfB = other.map(valuesOfLine);
        const linesOfA = mine.map(valuesOfLine);
        for (const part of linesOfB) take(a, part, mine);
        for (const part of linesOfA) take(b, part, other);
        if (a.row) take(b, valuesOfRow(a.row));
        if (b.row) take(a, valuesOfRow(b.row));
        take(a, valuesOfHistory('m1', 'member', [...b.history.values()]));
        take(b, valuesOfHistory('m1', 'member', [...a.history.values()]));
        expect(shown(a)).toEqual(shown(b));
        const before = shown(a);
        if (b.row) take(a, valuesOfRow(b.row));
        for (const part of facts
          .filter((line) => mine.includes(line) || other.includes(line))
          .map(valuesOfLine)) {
          take(a, part);
        }
        expect(shown(a)).toEqual(before);
      }),
      { numRuns: 200 },
    );
  });

  it('keeps every value that copies of one profile gave one stamp to, and is one state for every order', () => {
    fc.assert(
      fc.property(twinsShuffled, ([all, twice, once]) => {
        const state = replay(twice);
        expect(shown(state)).toEqual(shown(replay(all)));
        expect(shown(state)).toEqual(shown(replay(once)));
        const kept = valuesIn(state.row ? [state.row] : [], [...state.history.values()]);
        for (const { h, f } of all)
          for (const [name, v] of Object.entries(f))
            expect(kept).toContain(`m1 ${name} ${h} ${JSON.stringify(v)}`);
        // What a backup carries is enough.
        const other: State = { row: undefined, history: new Map() };
        take(other, valuesOfHistory('m1', 'member', [...state.history.values()]));
        if (state.row) take(other, valuesOfRow(state.row));
        expect(valuesIn(other.row ? [other.row] : [], [...other.history.values()])).toEqual(kept);
      }),
      { numRuns: 300 },
    );
  });
});
