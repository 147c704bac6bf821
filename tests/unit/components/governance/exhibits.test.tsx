// @vitest-environment jsdom
import { act } from 'preact/test-utils';
import { expect, it, vi } from 'vitest';
import { GovernanceItemPage, GovernancePage } from '../../../../components/governance';
import { localDate, nowMilliseconds } from '../../../../components/ui';
import { attachEvidence, itemRecordId, periodOf, refOf } from '../../../../lib/governance';
import { tendExhibits } from '../../../../lib/governance/exhibits';
import { change, create, type Ledger, type Write } from '../../../../lib/ledger';
import { checklistPack } from '../../../../lib/rules/packs';
import { openTestLedger } from '../../support/ledger';
import { control, show, until } from './render';

// The keys of a real space cannot be made in a page of jsdom; what a reviewer is given is tested in lib.
const reviewers = new Set<Ledger>();
vi.mock('../../../../lib/sync/standing', () => ({
  standing: async (ledger: Ledger) => (reviewers.has(ledger) ? { role: 'reviewer' } : undefined),
  roleFor: async (ledger: Ledger) => (reviewers.has(ledger) ? 'reviewer' : undefined),
}));

const pack = await checklistPack();
const today = localDate(nowMilliseconds());

it('shows a reviewer exhibits in the place of records, what changed since the last look, and nothing to write', async () => {
  const wei = await openTestLedger({ me: 'wei' });
  const fan = await openTestLedger({ me: 'fan' });
  reviewers.add(fan.ledger);
  /** Brings to the reviewer what is for reviewers. */
  const share = async () => {
    for (const kind of ['branch', 'governanceItem', 'exhibit'] as const)
      for (const { id } of await wei.ledger.list(kind)) {
        const row = (await wei.ledger.db.records.get(id))!;
        await fan.ledger.commit([{ kind, id, set: row.fields } as Write], { label: 'test' });
      }
  };
  const code = 'E3';
  const period = periodOf(
    pack.items.find((one) => one.code === code)!,
    today,
    '2025-03-19',
  )!;
  const ref = refOf({ companyId: 'c1' }, code, period);
  await wei.ledger.commit(
    [
      create('branch', {
        name: '示例出行第三党支部',
        company: '示例出行有限公司',
        companyId: 'c1',
        form: 'single',
        hasCommittee: true,
        termStart: '2025-03-19',
      }),
      create('member', { name: '示例甲', category: 'full', posts: ['secretary'] }, 'wei'),
      create(
        'meeting',
        { types: { general: true }, title: '讨论示例甲的方案', startsAt: `${today}T10:00`, host: 'wei' },
        'm1',
      ),
    ],
    { label: 'test' },
  );
  await attachEvidence(wei.ledger, ref, { id: 'm1', kind: 'meeting' }, { today });
  await share();
  expect(await fan.ledger.get('governanceItem', itemRecordId(ref))).toBeDefined();

  const open = async (ledger: Ledger) =>
    show(ledger, <GovernanceItemPage params={{ code }} />, { route: `/governance/${code}` });
  let root = await open(fan.ledger);
  await until(() => expect(root.querySelector('[data-exhibit]')).toBeTruthy());
  expect(root.textContent).toContain('讨论书记的方案');
  expect(root.textContent).not.toContain('示例甲');
  expect(root.querySelector('a[href*="/life/"]')).toBeNull();
  expect(root.querySelector('textarea')).toBeNull();
  expect(root.querySelector('input[type=file]')).toBeNull();
  expect(root.querySelector('[data-exhibit] dl')?.textContent).toContain('主持人：书记');
  await until(async () => expect(await fan.ledger.meta('exhibitLooks')).toBeDefined());

  await wei.ledger.commit([change((await wei.ledger.get('meeting', 'm1'))!, { title: '改过的题目' })], {
    label: 'test',
  });
  await tendExhibits(wei.ledger);
  await share();
  root = await show(fan.ledger, <GovernancePage />, { route: '/governance?show=all' });
  await until(() => expect(root.textContent).toContain('证据已变化'));
  root = await open(fan.ledger);
  await until(() => expect(root.querySelector('[data-changed]')).toBeTruthy());
  expect(root.querySelector('[data-changed] li')?.textContent).toBe('标题：讨论书记的方案 → 改过的题目');
  await act(() => control(root, '已看过：改过的题目').click());
  await until(() => expect(root.querySelector('[data-changed]')).toBeNull());

  // Where the record is, its line leads to it.
  root = await open(wei.ledger);
  await until(() => expect(root.querySelector('a[href*="/life/meeting/m1"]')).toBeTruthy());
  expect(root.querySelector('[data-exhibit]')).toBeNull();
});

it('offers a reviewer no way to add what only the committee adds, and names none', async () => {
  const { ledger } = await openTestLedger({ me: 'gao' });
  reviewers.add(ledger);
  const code = pack.items.find((one) => one.frequency.includes('E'))!.code;
  const root = await show(ledger, <GovernanceItemPage params={{ code }} />, { route: `/governance/${code}` });
  await until(() => expect(root.textContent).toContain('还没有登记事项'));
  expect(root.textContent).not.toContain('登记一次');
  expect(root.textContent).not.toContain('从下面');
  expect([...root.querySelectorAll('button')].map((one) => one.textContent)).not.toContain('登记一次事项');

  const calendar = await show(ledger, <GovernanceItemPage params={{ code: 'E6' }} />, {
    route: '/governance/E6',
  });
  await until(() => expect(calendar.textContent).toContain('还没有加入证据'));
  expect(calendar.textContent).not.toContain('从下面');
});
