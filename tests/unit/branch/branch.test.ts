import { describe, expect, it } from 'vitest';
import { currentBranch, trackedSince } from '../../../lib/branch/branch';
import { createBranch } from '../../../lib/branch/first-run';
import { factsOf, saveBranchFacts } from '../../../lib/branch/branch-facts';
import { create, type Ledger } from '../../../lib/ledger';
import { lifeStatistics } from '../../../lib/life/register-stats';
import { openTestLedger } from '../support/ledger';

const today = '2026-11-23';
async function openBranch(): Promise<Ledger> {
  const { ledger } = await openTestLedger();
  await createBranch(
    ledger,
    {
      name: '示例党支部',
      company: '示例公司',
      superior: '',
      form: 'single',
      hasCommittee: true,
      groups: [],
      foundedOn: '',
      termStart: '',
      termEnd: '',
      me: { name: '示例甲', category: 'full', posts: [] },
      role: 'secretary',
      backupEveryDays: 14,
    },
    today,
  );
  return ledger;
}
const hold = (ledger: Ledger, ...days: string[]) =>
  ledger.commit(
    days.map((day) => create('meeting', { types: { themeDay: true }, startsAt: `${day}T15:00` })),
    { label: 'test' },
  );

describe('the day from which a ledger is complete', () => {
  it('is the day of its first run, until earlier months are entered', async () => {
    const ledger = await openBranch();
    expect(await trackedSince(ledger)).toBe(today);
    await hold(ledger, '2026-11-04');
    expect(await trackedSince(ledger)).toBe('2026-11-04');
    await hold(ledger, '2026-10-15', '2026-09-09');
    expect(await trackedSince(ledger)).toBe('2026-09-09');
  });

  it('is early enough for the month that is asked about, when the one before it is known too', async () => {
    const ledger = await openBranch();
    await hold(ledger, '2026-11-04', '2026-10-15', '2026-09-20', '2026-08-12', '2026-07-08');
    expect((await trackedSince(ledger, '2026-09-01'))! <= '2026-09-01').toBe(true);
    expect(await trackedSince(ledger, '2026-07-01')).toBe('2026-07-08');
  });

  it('is not moved by one old record: what lies between stays unknown and is not called missing', async () => {
    const ledger = await openBranch();
    await hold(ledger, '2025-12-26');
    expect(await trackedSince(ledger)).toBe(today);
    const { rows } = await lifeStatistics(ledger, 2026, 'quarter', { today });
    expect(rows[1]?.cells.general).toMatchObject({ held: [], known: false, state: 'unknown' });
  });
});

it('the facts of the branch: what another window saved while the form was open stays', async () => {
  const ledger = await openBranch();
  const opened = (await currentBranch(ledger))!;
  const form = factsOf(opened);
  await saveBranchFacts(ledger, opened, { ...factsOf(opened), superior: '示例党委' });
  const newest = (await currentBranch(ledger))!;
  const { concurrent } = await saveBranchFacts(ledger, newest, { ...form, name: '示例第二党支部' });
  expect((await currentBranch(ledger))?.fields).toMatchObject({
    name: '示例第二党支部',
    superior: '示例党委',
  });
  expect(concurrent).toEqual([]);
});
