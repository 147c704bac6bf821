import { describe, expect, it } from 'vitest';
import { type Act, MemoryCarrier, REFUSED } from '../../../lib/carrier';
import { create, SyncStore } from '../../../lib/ledger';
import { exchange } from '../../../lib/sync';
import { brittlePlace, brittleStore, Crash, reopen } from '../support/crashes';
import { founder, heldBy, known, letIn, meet } from '../support/shared';

const label = { label: 'test' };
/** Study with so long texts that these fill one segment, and no text is kept apart as a file. */
const long = (id: string) =>
  Array.from({ length: 16 }, (_, index) =>
    create(
      'studyLog',
      {
        member: 'wei',
        on: '2026-11-25',
        form: 'self',
        subject: 'x'.repeat(16_000),
        hours: 1,
        state: 'declared',
      },
      `${id}-${index}`,
    ),
  );
/** Study as it is declared every day: 75 characters that no other has. */
const usual = (index: number) =>
  create(
    'studyLog',
    {
      member: `member-${index % 40}`,
      on: '2026-11-25',
      form: 'self',
      subject: Array.from({ length: 75 }, (_, at) =>
        String.fromCharCode(
          0x4e00 + ((index * 7919 + at * at * 104_729 + ((index * at) ^ (at << 7))) % 1000),
        ),
      ).join(''),
      hours: 2,
      minutes: 90,
      state: 'declared',
    },
    `log-${index}`,
  );
const SEGMENTS = 4;
const segments = (carrier: MemoryCarrier) => carrier.files().filter(({ name }) => name.includes('/d/'));

async function writer() {
  const wei = await founder('wei');
  for (let index = 0; index < SEGMENTS; index += 1) await wei.ledger.commit(long(`l${index}`), label);
  return wei;
}

describe('a push', () => {
  it('that the place broke off puts no segment again that is there', async () => {
    const put = new Map<string, number>();
    let left = SEGMENTS - 2;
    const before = ({ verb, name }: Act) => {
      if (verb !== 'put' || !name.includes('/d/')) return undefined;
      if (left <= 0) return { refuse: REFUSED.offline };
      left -= 1;
      put.set(name, (put.get(name) ?? 0) + 1);
      return undefined;
    };
    const carrier = new MemoryCarrier({ before });
    const wei = await writer();
    await expect(exchange(wei.ledger, carrier)).rejects.toMatchObject({ code: REFUSED.offline });
    expect(segments(carrier)).toHaveLength(SEGMENTS - 2);
    left = Infinity;
    await exchange(wei.ledger, carrier);
    expect([...put.values()]).toEqual(Array.from({ length: SEGMENTS }, () => 1));
  });

  it('whose process ends after any put, with nothing noted, goes on with the same bytes', async () => {
    for (let ends = 1; ends <= SEGMENTS + 2; ends += 4) {
      let left = ends;
      let isOver = false;
      // Once it is over nothing is written any more, whatever still runs.
      const step = (where: string): void => {
        if (where === 'after put' && (left -= 1) === 0) isOver = true;
        if (isOver) throw new Crash(where);
      };
      const carrier = brittlePlace(step);
      const wei = await writer();
      const lin = await letIn(wei, 'lin', 'deputy');
      const store = brittleStore(wei.ledger, step);
      await expect(exchange(wei.ledger, carrier, { store })).rejects.toBeInstanceOf(Crash);
      isOver = false;
      left = Infinity;
      await reopen(wei);
      await meet(carrier, [wei, lin]);
      expect(segments(carrier), `put ${ends}`).toHaveLength(SEGMENTS);
      expect(await heldBy(lin.ledger)).toEqual([]);
      expect(await known(lin.ledger)).toEqual(await known(wei.ledger));
    }
  });

  it('of many records writes each segment twice: when it is kept, and when the head stands', async () => {
    const carrier = new MemoryCarrier();
    const wei = await writer();
    const calls: string[] = [];
    const store = brittleStore(wei.ledger, (where) => calls.push(where));
    await exchange(wei.ledger, carrier, { store });
    expect(calls).toContain('after confirm');
    expect(calls).not.toContain('before markStored');
    expect(await new SyncStore(wei.ledger).outbox('confirmed')).toHaveLength(SEGMENTS);
  });

  it('notes what is there from time to time where the way is slow', async () => {
    const wei = await writer();
    const put = () => void (wei.time.now += 3_000);
    const carrier = new MemoryCarrier({ before: ({ verb }) => (verb === 'put' ? put() : undefined) });
    for (let index = 0; index < SEGMENTS; index += 1) await wei.ledger.commit(long(`m${index}`), label);
    const calls: string[] = [];
    const store = brittleStore(wei.ledger, (where) => calls.push(where));
    await exchange(wei.ledger, carrier, { store });
    expect(calls).toContain('after markStored');
    expect(await new SyncStore(wei.ledger).outbox('confirmed')).toHaveLength(2 * SEGMENTS);
  });

  it('keeps segments of usual records below the size from which Chromium makes a file of each', async () => {
    const wei = await founder('wei');
    await wei.ledger.commit(
      Array.from({ length: 500 }, (_, index) => usual(index)),
      label,
    );
    const carrier = new MemoryCarrier();
    await exchange(wei.ledger, carrier);
    const sizes = segments(carrier).map(({ bytes }) => bytes.length);
    expect(sizes).toHaveLength(2);
    for (const size of sizes) expect(size).toBeLessThan(62 * 1024);
  });
});

describe('an exchange', () => {
  it('with nothing new asks at most three times', async () => {
    const carrier = new MemoryCarrier();
    const wei = await founder('wei');
    const lin = await letIn(wei, 'lin', 'deputy');
    await wei.ledger.commit([usual(1)], label);
    await meet(carrier, [wei, lin], 3);
    for (const { ledger } of [wei, lin]) {
      const before = carrier.calls;
      await exchange(ledger, carrier);
      expect(carrier.calls - before).toBeLessThanOrEqual(3);
    }
  });
});
