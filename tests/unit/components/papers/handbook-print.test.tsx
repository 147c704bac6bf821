// @vitest-environment jsdom
import { expect, it, vi } from 'vitest';
import { PrintHandbookPage } from '../../../../components/papers/handbook-print';
import { create } from '../../../../lib/ledger';
import { openTestLedger } from '../../support/ledger';
import { show, until } from '../governance/render';

vi.mock('../../../../lib/platform/policy', () => ({
  policySnapshot: () => ({ policy: {}, problems: [] }),
  subscribePolicy: () => () => undefined,
}));

it('has a line for the secretary to sign on its cover, as the Word file has', async () => {
  const { ledger } = await openTestLedger();
  await ledger.commit([create('meeting', { types: { themeDay: true }, startsAt: '2026-11-02T15:00' })], {
    label: 'test',
  });
  const root = await show(ledger, <PrintHandbookPage />, { route: '/print/handbook?year=2026' });
  const cover = await until(() => {
    const found = root.querySelector('.paper-cover');
    expect(found).not.toBeNull();
    return found as HTMLElement;
  });
  expect(cover.querySelector('.paper-sign')?.textContent).toContain('支部书记签字');
});
