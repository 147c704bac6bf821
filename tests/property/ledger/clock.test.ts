import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Clock, isStamp, makeStamp, newDeviceId, stampDevice, stampTime } from '../../../lib/ledger/clock';

const now = Date.parse('2026-11-23T02:00:00Z');
const YEAR = 365 * 86_400_000;
/** What a wall clock does at worst: stands still, jumps by a year either way, ticks. */
const walls = fc.array(fc.oneof(fc.constant(0), fc.integer({ min: -YEAR, max: YEAR }), fc.nat(5)), {
  maxLength: 60,
});

describe('clock', () => {
  it('gives stamps that only grow, whatever the wall clock does', () => {
    fc.assert(
      fc.property(walls, (jumps) => {
        let wall = now;
        const clock = new Clock('aaaaaaaa', () => wall);
        let last = '';
        for (const jump of jumps) {
          wall += jump;
          const stamp = clock.next();
          expect(isStamp(stamp)).toBe(true);
          expect(stamp > last).toBe(true);
          last = stamp;
        }
      }),
    );
  });

  const anyStamp = fc
    .record({
      time: fc.integer({ min: now - YEAR, max: now + YEAR }),
      counter: fc.oneof(fc.nat(3), fc.integer({ min: 0, max: 36 ** 5 - 1 })),
      device: fc.constantFrom('00000000', 'aaaaaaaa', 'zzzzzzzz'),
    })
    .map(({ time, counter, device }) => makeStamp(time, counter, device));

  it('answers every stamp with a greater one, and never gives the same twice', () => {
    fc.assert(
      fc.property(fc.array(anyStamp, { minLength: 1, maxLength: 20 }), (stamps) => {
        const clock = new Clock('aaaaaaaa', () => now);
        const given = new Set<string>(stamps);
        for (const stamp of stamps) {
          const answer = clock.next(stamp);
          expect(answer > stamp).toBe(true);
          given.add(answer);
        }
        const last = clock.next();
        expect(given).not.toContain(last);
      }),
    );
  });

  it('follows other clocks that are a little ahead, and not those that are a day ahead', () => {
    const clock = new Clock('aaaaaaaa', () => now);
    const near = makeStamp(now + 3_600_000, 4, 'bbbbbbbb');
    clock.see(near);
    expect(clock.next() > near).toBe(true);
    const far = makeStamp(now + 3 * 86_400_000, 0, 'bbbbbbbb');
    expect(clock.next(far) > far).toBe(true);
    expect(clock.next() < far).toBe(true);
    const own = makeStamp(now + YEAR, 0, 'aaaaaaaa');
    clock.see(own);
    expect(clock.next() > own).toBe(true);
  });

  it('sorts as text in the order of time and counter', () => {
    const parts = fc.tuple(fc.integer({ min: 0, max: 36 ** 8 }), fc.integer({ min: 0, max: 36 ** 5 - 1 }));
    fc.assert(
      fc.property(parts, parts, ([t1, c1], [t2, c2]) => {
        const earlier = t1 < t2 || (t1 === t2 && c1 < c2);
        const [a, b] = [makeStamp(t1, c1, 'aaaaaaaa'), makeStamp(t2, c2, 'aaaaaaaa')];
        expect(a < b).toBe(earlier);
        expect([stampTime(a), stampDevice(a)]).toEqual([t1, 'aaaaaaaa']);
      }),
    );
  });

  it('goes on past a full counter', () => {
    const clock = new Clock('aaaaaaaa', () => now);
    const full = makeStamp(now, 36 ** 5 - 1, 'bbbbbbbb');
    clock.see(full);
    expect(clock.next() > full).toBe(true);
  });

  it('names devices by eight characters of a stamp', () => {
    for (let index = 0; index < 50; index += 1) expect(newDeviceId()).toMatch(/^[0-9a-z]{8}$/);
  });
});
