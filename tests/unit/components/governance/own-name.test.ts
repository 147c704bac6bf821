import { expect, it } from 'vitest';
import { ownName } from '../../../../components/governance/review/words';
import { sharedCompany } from '../../../../lib/ledger';
import { foundCompanySpace } from '../../../../lib/sync';
import { openTestLedger } from '../../support/ledger';

it('is known of somebody who is in the space of a company alone and on no roster', async () => {
  const { ledger } = await openTestLedger({ me: 'fan' });
  expect(await ownName(ledger)).toBe('');
  await foundCompanySpace(ledger, 'c', 'fan', { title: '示例公司', myName: '示例范' });
  expect(await ownName(ledger)).toBe('示例范');
  expect(await sharedCompany(ledger)).toEqual({ companyId: 'c', name: '示例公司', myName: '示例范' });
});
