// @vitest-environment jsdom
import { expect, it, vi } from 'vitest';
import { CompanyPage } from '../../../../components/share/company-page';
import * as spaces from '../../../../components/share/space';
import { openTestLedger } from '../../support/ledger';
import { show } from '../governance/render';

it('says what it is before the profile was read', async () => {
  const { ledger } = await openTestLedger();
  vi.spyOn(spaces, 'useShares').mockReturnValue(undefined);
  const root = await show(ledger, <CompanyPage />, { route: '/share/company' });
  expect(root.querySelector('h1')?.textContent).toBe('公司共享');
  expect(root.textContent).toContain('正在读取');
  ledger.close();
});
