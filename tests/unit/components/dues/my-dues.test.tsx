// @vitest-environment jsdom
import { act } from 'preact/test-utils';
import { expect, it } from 'vitest';
import { MyDues } from '../../../../components/dues/my-dues';
import { localDate, nowMilliseconds } from '../../../../components/ui';
import { fixBases } from '../../../../lib/dues/bases';
import { recordPayments } from '../../../../lib/dues/payments';
import { duesYear } from '../../../../lib/dues/year';
import { create, type Ledger } from '../../../../lib/ledger';
import { openTestLedger } from '../../support/ledger';
import { control, show, until } from '../governance/render';

// Screens read the clock of the machine.
const today = localDate(nowMilliseconds());
const year = Number(today.slice(0, 4));

async function branch(): Promise<Ledger> {
  const { ledger } = await openTestLedger({ now: `${year}-01-05T02:00:00Z` });
  await ledger.commit(
    [
      create('branch', {
        name: '示例支部',
        company: '示例公司',
        companyId: 'c',
        form: 'single',
        hasCommittee: false,
      }),
      create('member', { name: '示例甲', category: 'full' }, 'me'),
      create('member', { name: '示例乙', category: 'full' }, 'other'),
    ],
    { label: 'test' },
  );
  const step = (fen: number) => ({ fen, way: 'monthly' as const, reason: '年初核定' });
  await fixBases(ledger, year, [
    { member: 'me', from: '01', step: step(5000) },
    { member: 'other', from: '01', step: step(7700) },
  ]);
  await recordPayments(
    ledger,
    [
      { member: 'me', month: `${year}-01`, paid: 5000, on: `${year}-01-05`, method: 'bank' },
      { member: 'other', month: `${year}-01`, paid: 7700, on: `${year}-01-05` },
    ],
    { today },
  );
  return ledger;
}

it('a member sees the own amount, months and arrears, and nothing of anybody else', async () => {
  const root = await show(await branch(), <MyDues />, { route: '/me', role: 'member' });
  await until(() => expect(root.textContent).toContain('我的党费'));
  expect(root.textContent).toContain('自 1 月起每月 50.00 元');
  expect(root.textContent).toMatch(/1 ?月 50\.00/);
  await act(() => control(root, '逐月明细').click());
  await until(() => expect(root.textContent).toContain(`${year}-01-05`));
  expect(root.textContent).not.toMatch(/示例乙|77\.00/);
  // The page behind the secretary's link changes amounts: a member gets none.
  expect(root.querySelector('a')).toBeNull();
});

it('the secretary has the way to the page that changes amounts; whoever owes nothing sees no such part', async () => {
  const ledger = await branch();
  const root = await show(ledger, <MyDues />, { route: '/me', role: 'secretary' });
  await until(() =>
    expect(root.querySelector('a')?.getAttribute('href')).toContain(`/dues/member/me?year=${year}`),
  );
  // An applicant of the same branch owes nothing.
  await ledger.commit([create('member', { name: '示例丙', category: 'applicant' }, 'guest')], {
    label: 'test',
  });
  await ledger.setMe({ member: 'guest', role: 'member' });
  const empty = await show(ledger, <MyDues />, { route: '/me', role: 'member', me: 'guest' });
  for (let step = 0; step < 3; step += 1) await act(async () => void (await duesYear(ledger, year, today)));
  expect(empty.textContent).toBe('');
});
