import { expect, it, vi } from 'vitest';
import { change, create, type Ledger } from '../../../lib/ledger';
import { Ledger as LedgerClass } from '../../../lib/ledger/ledger';
import { openTestLedger } from '../support/ledger';

/** The results that a view of `query` was given so far. */
function watch<T>(ledger: Ledger, query: () => Promise<T>): T[] {
  const seen: T[] = [];
  ledger.live(
    query,
    (value) => seen.push(value),
    (fault) => {
      throw fault;
    },
  );
  return seen;
}

const meeting = (startsAt: string) => create('meeting', { types: { themeDay: true }, startsAt });

it('every view that a commit touches is told: what came, what moved away, what was removed, and the draft', async () => {
  const { ledger } = await openTestLedger();
  const november = watch(ledger, () => ledger.count('meeting', { from: '2026-11', to: '2026-11' }));
  const links = watch(ledger, () => ledger.linkKeys([['meeting:', 'meeting:']]));
  const drafts = watch(ledger, async () => (await ledger.drafts.list()).length);
  const commits = watch(ledger, async () => (await ledger.recentCommits(1))[0]?.label);
  await ledger.drafts.put({ id: 'meeting:new', form: 'meeting', title: '', route: '/', data: {} });
  await vi.waitFor(() => expect(drafts.at(-1)).toBe(1));

  const write = meeting('2026-11-25T15:00');
  await ledger.commit([write], { label: 'meetingRecord', draft: 'meeting:new' });
  await vi.waitFor(() => {
    expect(november.at(-1)).toBe(1);
    expect(links.at(-1)).toEqual(['meeting:themeDay:2026-11']);
    expect(drafts.at(-1)).toBe(0);
    expect(commits.at(-1)).toBe('meetingRecord');
  });

  const seen = (await ledger.get('meeting', write.id))!;
  await ledger.commit([change(seen, { startsAt: '2026-12-02T15:00' })], { label: 'meetingChange' });
  await vi.waitFor(() => {
    expect(november.at(-1)).toBe(0);
    expect(links.at(-1)).toEqual(['meeting:themeDay:2026-12']);
  });
});

it('a view is told of many records at once, and so is a view over another connection', async () => {
  const name = `live-${process.pid}`;
  const { ledger } = await openTestLedger({ name });
  const other = await LedgerClass.open({ name });
  const here = watch(ledger, () => ledger.count('meeting'));
  const there = watch(other, async () => (await other.list('meeting')).length);
  await ledger.commit(
    Array.from({ length: 60 }, (_, index) =>
      meeting(`2026-11-${String((index % 28) + 1).padStart(2, '0')}T15:00`),
    ),
    { label: 'test' },
  );
  await vi.waitFor(() => expect([here.at(-1), there.at(-1)]).toEqual([60, 60]));
  other.close();
});

it('a commit into a connection that was closed says so', async () => {
  const { ledger } = await openTestLedger();
  ledger.close();
  await expect(ledger.commit([meeting('2026-11-25T15:00')], { label: 'test' })).rejects.toMatchObject({
    code: 'E111',
  });
});
