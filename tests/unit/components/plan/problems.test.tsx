// @vitest-environment jsdom
import { expect, it } from 'vitest';
import { DeadlinesPage } from '../../../../components/plan';
import { create } from '../../../../lib/ledger';
import { openTestLedger } from '../../support/ledger';
import { show, until } from '../governance/render';

it('期限 names what is to be put right, by whom and until when, and leads to where that is done', async () => {
  const { ledger } = await openTestLedger();
  await ledger.commit(
    [
      create('governanceItem', { companyId: 'c1', item: 'E6', period: '2026Q4' }, 'i1'),
      create(
        'finding',
        {
          companyId: 'c1',
          item: 'i1',
          problem: '缺 10 月会议记录',
          foundOn: '2020-11-01',
          owner: 'me',
          dueOn: '2020-12-01',
          state: 'open',
        },
        'f1',
      ),
      create('rectification', { problem: '活动室没有挂牌', state: 'open' }, 'r1'),
    ],
    { label: 'test' },
  );
  const root = await show(ledger, <DeadlinesPage />, { route: '/deadlines' });
  const link = await until(() => {
    const found = root.querySelector<HTMLAnchorElement>('a[href="#/governance/findings?finding=f1"]');
    expect(found).not.toBeNull();
    return found!;
  });
  const row = link.closest('div')!.parentElement!;
  expect(row.textContent).toContain('责任人：示例甲');
  expect(row.textContent).toContain('2020 年 12 月 1 日');
  expect(row.textContent).toMatch(/过了 \d+ 天/);
  expect(root.textContent).toContain('未定期限');
});
