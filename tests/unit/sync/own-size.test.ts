import { v5, v7 } from 'uuid';
import { describe, expect, it } from 'vitest';
import { type Carrier, MemoryCarrier } from '../../../lib/carrier';
import { create, type Write } from '../../../lib/ledger';
import { exchange, foundSpace } from '../../../lib/sync';
import { openTestLedger } from '../support/ledger';

const MEMBERS = 30;
const MONTHS = 4;

/** A place that adds up what is put there, by the first folder below the space. */
function weighed() {
  const inner = new MemoryCarrier();
  const bytes = { all: 0, own: 0 };
  const carrier: Carrier = {
    get: (...args) => inner.get(...args),
    list: (...args) => inner.list(...args),
    put: (name, file, options) => {
      bytes.all += file.length;
      if (name.includes('/own/')) bytes.own += file.length;
      return inner.put(name, file, options);
    },
  };
  return { carrier, bytes };
}

/**
 * What some months of a branch take to send: every month the dues of 30 members and an activity, entered and sent one by
 * one. Members who are on no roster have no keys: their rows stay in `o`, as all did once.
 */
async function months(onRoster: boolean): Promise<{ sent: number; keys: number }> {
  const { carrier, bytes } = weighed();
  const secretary = v7();
  const { ledger, time } = await openTestLedger({ me: secretary });
  await foundSpace(ledger, 'wei');
  const ids = Array.from({ length: MEMBERS }, () => v7());
  const send = async (writes: Write[], label: string): Promise<void> => {
    await ledger.commit(writes, { label });
    await exchange(ledger, carrier);
  };
  const roster = onRoster ? ids : ids.map(() => v7());
  await send(
    roster.map((id, index) =>
      create('member', { name: `示例${index}`, category: 'full', phone: `138${index}` }, id),
    ),
    'import',
  );
  const { all, own } = bytes;
  for (let month = 1; month <= MONTHS; month += 1) {
    const name = `2026-${String(month).padStart(2, '0')}`;
    time.now = Date.UTC(2026, month, 6, 8);
    await send(
      ids.map((member, index) =>
        create(
          'duesRecord',
          {
            member,
            month: name,
            paid: 1200 + 37 * index,
            on: `${name}-05`,
            method: 'mobile',
            handler: secretary,
          },
          v5(`${member}${name}`, v5.URL),
        ),
      ),
      'duesPay',
    );
    const attendance = Object.fromEntries(
      ids.map((id, index) => [
        id,
        index % 12 === month % 12
          ? { state: 'leave' as const, reason: 'sick' as const }
          : { state: 'present' as const },
      ]),
    );
    await send(
      [
        create('meeting', {
          types: { general: true },
          startsAt: `${name}-15T15:00`,
          place: '一号会议室',
          agenda: { a: { order: 1, text: '传达学习上级会议精神，讨论本月工作安排' } },
          attendance,
        }),
      ],
      'lifeRecord',
    );
  }
  return { sent: bytes.all - all - (bytes.own - own), keys: bytes.own };
}

describe('what it costs on the wire that rows are under keys of members', () => {
  it('is no more than a seventh, and less than a KiB once for each key', async () => {
    const before = await months(false);
    const now = await months(true);
    expect(now.sent / before.sent).toBeLessThan(1.15);
    expect(before.keys).toBeLessThan(MEMBERS * 1024);
    expect(now.keys).toBeLessThan(MEMBERS * 1024);
  });
});
