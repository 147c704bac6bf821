import { describe, expect, it } from 'vitest';
import { create } from '../../../lib/ledger';
import { meetingsIn, meetingsUntil } from '../../../lib/life/list';
import { openTestLedger } from '../support/ledger';
import { event } from './support';

const textOf = (meeting: { fields: { title?: string; place?: string } }) =>
  `${meeting.fields.title} ${meeting.fields.place}`;
const all = { textOf };

async function filled(count: number) {
  const { ledger } = await openTestLedger();
  await ledger.commit(
    Array.from({ length: count }, (_, index) =>
      create(
        'meeting',
        event({
          // Many share one minute: paging must not lose or repeat any of them.
          startsAt: `2026-${String(1 + Math.floor(index / 60)).padStart(2, '0')}-15T15:00`,
          types: index % 3 ? { themeDay: true } : { lecture: true },
          title: `第${index}次`,
          place: index % 100 ? '会议室' : '驿站',
        }),
        `m${String(index).padStart(4, '0')}`,
      ),
    ),
    { label: 'test' },
  );
  return ledger;
}

describe('lists of activities', () => {
  it('gives the latest first and says when there are more', async () => {
    const ledger = await filled(300);
    const page = await meetingsUntil(ledger, '2026-12-31', 40, all);
    expect(page.meetings).toHaveLength(40);
    expect(page.more).toBe(true);
    expect(page.meetings[0]?.fields.startsAt).toBe('2026-05-15T15:00');
    const everything = await meetingsUntil(ledger, '2026-12-31', 1000, all);
    expect(new Set(everything.meetings.map(({ id }) => id)).size).toBe(300);
    expect(everything.more).toBe(false);
  });

  it('passes chunks that share one minute without losing any', async () => {
    const { ledger } = await openTestLedger();
    await ledger.commit(
      Array.from({ length: 700 }, (_, i) => create('meeting', event({ title: `${i}` }))),
      { label: 'test' },
    );
    const page = await meetingsUntil(ledger, '2026-12-31', 1000, all);
    expect(new Set(page.meetings.map(({ id }) => id)).size).toBe(700);
  });

  it('filters by type and by words in any order', async () => {
    const ledger = await filled(300);
    const lectures = await meetingsUntil(ledger, '2026-12-31', 1000, { ...all, types: ['lecture'] });
    expect(lectures.meetings).toHaveLength(100);
    const words = await meetingsUntil(ledger, '2026-12-31', 1000, { ...all, text: '驿站 第200' });
    expect(words.meetings.map(({ id }) => id)).toEqual(['m0200']);
  });

  it('reads a span of days oldest first', async () => {
    const ledger = await filled(120);
    const march = await meetingsIn(ledger, { from: '2026-02-01', to: '2026-02-28' }, all);
    expect(march).toHaveLength(60);
    expect(await meetingsIn(ledger, { from: '2026-03-01' }, all)).toEqual([]);
  });
});
