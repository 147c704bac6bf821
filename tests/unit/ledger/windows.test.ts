import { describe, expect, it } from 'vitest';
import { change, create } from '../../../lib/ledger';
import { Ledger } from '../../../lib/ledger/ledger';
import { openTestLedger } from '../support/ledger';

describe('two windows on one ledger', () => {
  it('show at once what the other wrote, also with a clock that stands still', async () => {
    const name = `windows-${process.pid}`;
    const { ledger: first, time } = await openTestLedger({ name });
    const second = await Ledger.open({ name, wall: () => time.now });
    const write = create('meeting', { types: { themeDay: true }, startsAt: '2026-11-25T15:00' });
    await first.commit([write], { label: 'test' });
    const seen = (await first.get('meeting', write.id))!;
    await second.commit([change(seen, { place: '东厅' })], { label: 'test' });
    expect((await first.get('meeting', write.id))?.fields.place).toBe('东厅');
    expect((await first.get('meeting', write.id))!.h > seen.h).toBe(true);
  });

  it('agree on the device id of a new profile that both open at once', async () => {
    const name = `windows-new-${process.pid}`;
    const ledgers = await Promise.all([1, 2, 3].map(() => Ledger.open({ name })));
    expect(new Set(ledgers.map((ledger) => ledger.clock.device)).size).toBe(1);
  });

  it('follow each other through live queries', async () => {
    const name = `windows-live-${process.pid}`;
    const { ledger: first } = await openTestLedger({ name });
    const second = await Ledger.open({ name });
    const counts: number[] = [];
    const stop = await new Promise<() => void>((resolve) => {
      const end = first.live(
        () => first.count('member'),
        (count) => {
          counts.push(count);
          if (count === 0)
            void second.commit([create('member', { name: '示例甲', category: 'full' })], { label: 'test' });
          if (count === 1) resolve(() => end());
        },
        (fault) => {
          throw fault;
        },
      );
    });
    stop();
    expect(counts).toEqual([0, 1]);
  });
});
