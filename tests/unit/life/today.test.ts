import { describe, expect, it } from 'vitest';
import { create, type Ledger } from '../../../lib/ledger';
import { cadenceFindings } from '../../../lib/life/due';
import { todayView } from '../../../lib/life/today';
import type { Meeting } from '../../../lib/records';
import { openTestLedger } from '../support/ledger';
import { event } from './support';

const today = '2026-11-23';

/** A branch with a committee and two groups, whose ledger claims to be complete since the first of the year. */
async function openBranch(...meetings: Partial<Meeting>[]): Promise<Ledger> {
  const { ledger } = await openTestLedger();
  await ledger.setMeta('trackedSince', '2026-01-01');
  await ledger.commit(
    [
      create('branch', {
        name: '示例党支部',
        company: '示例公司',
        companyId: 'c',
        form: 'single',
        hasCommittee: true,
      }),
      create('partyGroup', { name: '甲组' }, 'g1'),
      create('partyGroup', { name: '乙组' }, 'g2'),
      ...meetings.map((meeting) => create('meeting', event(meeting))),
    ],
    { label: 'test' },
  );
  return ledger;
}

async function stateOf(ledger: Ledger, rule: string, period: string, group?: string) {
  const findings = await cadenceFindings(ledger, today);
  return findings.find((entry) => entry.rule === rule && entry.period === period && entry.group?.id === group)
    ?.state;
}

describe('what organisation life owes, read from the index', () => {
  it('tells held from planned within the present month, and sees the months before', async () => {
    const ledger = await openBranch(
      { startsAt: '2026-11-30T15:00' },
      { startsAt: '2026-10-15T15:00' },
      { types: { committee: true }, startsAt: '2026-11-05T15:00' },
    );
    expect(await stateOf(ledger, 'themeDay', '2026-11')).toBe('due');
    expect(await stateOf(ledger, 'themeDay', '2026-10')).toBe('done');
    expect(await stateOf(ledger, 'committee', '2026-11')).toBe('done');
    expect(await stateOf(ledger, 'committee', '2026-10')).toBe('missing');
  });

  it('asks each Party group for its own meeting', async () => {
    const ledger = await openBranch({ types: { group: true }, group: 'g1', startsAt: '2026-10-10T15:00' });
    expect(await stateOf(ledger, 'group', '2026-10', 'g1')).toBe('done');
    expect(await stateOf(ledger, 'group', '2026-10', 'g2')).toBe('missing');
  });

  it('looks as far back as a yearly rule needs', async () => {
    const months = Array.from({ length: 24 }, (_, back) => {
      const month = `${2025 + Math.floor(back / 12)}-${String((back % 12) + 1).padStart(2, '0')}`;
      return { startsAt: `${month}-03T15:00` };
    });
    const ledger = await openBranch(
      ...months.filter(({ startsAt }) => startsAt < today),
      { startsAt: '2024-12-03T15:00' },
      { types: { orgLife: true }, startsAt: '2025-12-20T15:00' },
    );
    expect(await stateOf(ledger, 'orgLife', '2025')).toBe('done');
    expect(await stateOf(ledger, 'orgLife', '2026')).toBe('due');
  });
});

it('the days around today: what comes this week, and what nobody marked in the last two weeks', async () => {
  const ledger = await openBranch(
    { title: '今天', startsAt: '2026-11-23T09:00' },
    { title: '七天后', startsAt: '2026-11-30T09:00' },
    { title: '早先没记', startsAt: '2026-11-10T09:00' },
    { title: '昨天没记', startsAt: '2026-11-22T09:00' },
    { title: '记过', startsAt: '2026-11-20T09:00', attendance: { 甲: { state: 'present' } } },
    { title: '太久', startsAt: '2026-11-08T09:00' },
  );
  const view = await todayView(ledger, today, Date.parse(today));
  expect(view.upcoming.map(({ fields }) => fields.title)).toEqual(['今天']);
  expect(view.unmarked.map(({ fields }) => fields.title)).toEqual(['昨天没记', '早先没记']);
});

it('the findings of a review that are past their day or due within the week, and none that was put right', async () => {
  const ledger = await openBranch();
  const finding = (problem: string, dueOn: string, state: 'open' | 'done' = 'open') =>
    create('finding', { companyId: 'c', item: 'i', problem, foundOn: '2026-11-01', dueOn, state });
  await ledger.commit(
    [
      finding('逾期', '2026-11-20'),
      finding('本周', '2026-11-27'),
      finding('以后', '2026-12-20'),
      finding('已整改', '2026-11-20', 'done'),
    ],
    { label: 'test' },
  );
  const { rectifications } = await todayView(ledger, today, Date.parse(today));
  expect(rectifications.map(({ kind, fields }) => [kind, fields.problem])).toEqual([
    ['finding', '逾期'],
    ['finding', '本周'],
  ]);
});
