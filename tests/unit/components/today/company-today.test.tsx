// @vitest-environment jsdom
import { expect, it, vi } from 'vitest';
import { CompanyToday } from '../../../../components/today/company-today';
import { answerItem, itemRecordId, refOf } from '../../../../lib/governance';
import { takeStep } from '../../../../lib/review';
import { checklistPack } from '../../../../lib/rules/packs';
import type { SpaceRole } from '../../../../lib/sync';
import { openTestLedger } from '../../support/ledger';
import { control, show, until } from '../governance/render';

// The keys of a real space cannot be made in a page of jsdom.
let role: SpaceRole | undefined;
vi.mock('../../../../lib/sync/standing', async (original) => ({
  ...(await original<object>()),
  roleFor: async () => role,
}));

const ways = (root: HTMLElement): (string | null)[] =>
  [...root.querySelectorAll('a[href^="#/"]')].map((link) => link.getAttribute('href'));

it('says where a checklist comes from to a reviewer to whom nothing has come', async () => {
  role = 'reviewer';
  const { ledger } = await openTestLedger();
  const root = await show(ledger, <CompanyToday />, { route: '/today' });
  await until(() => expect(root.textContent).toContain('清单还没有到这台电脑'));
  await until(() => control(root, '共享').click());
  expect(location.hash).toBe('#/share');
});

it('shows what waits, what was found and the pack, and offers no record of a branch', async () => {
  role = 'reviewer';
  const { ledger } = await openTestLedger();
  const asked = (await checklistPack()).items.find(({ frequency }) => frequency.join() === 'Y')!;
  const ref = refOf({ companyId: 'c1' }, asked.code, '2026');
  await answerItem(ledger, ref, undefined, { design: 'met', effect: 'met' });
  const item = (await ledger.get('governanceItem', itemRecordId(ref)))!;
  await takeStep(ledger, { item, asked, step: 'submitted', name: '示例范' });
  const root = await show(ledger, <CompanyToday />, { route: '/today' });
  await until(() => expect(root.textContent).toContain('1 项等待复核'));
  for (const words of ['发现与整改', '还没有记过问题', '到期', '导出复核包'])
    expect(root.textContent).toContain(words);
  // For whoever fills it in, the first line says how much is left to do; a reviewer is not asked to.
  expect(root.textContent).not.toContain('还没有交复核');
  for (const way of ways(root)) expect(way).not.toMatch(/^#\/(life|study|new|branch|register|dues|plan)\b/);
});
