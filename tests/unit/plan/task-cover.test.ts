import { beforeEach, expect, it } from 'vitest';
import { fixBases } from '../../../lib/dues/bases';
import { create, type Ledger, remove } from '../../../lib/ledger';
import { refreshDigest } from '../../../lib/plan/digest';
import { tickPlanTask } from '../../../lib/plan/item';
import { everythingDue, watchRows } from '../../../lib/plan/watch';
import { yearView } from '../../../lib/plan/year';
import { enrol } from '../life/support';
import { openTestLedger } from '../support/ledger';

const JANUARY = '2026-01-20';
const NOVEMBER = '2026-11-25';
let ledger: Ledger;

beforeEach(async () => {
  ({ ledger } = await openTestLedger());
  await ledger.commit(
    [
      create(
        'branch',
        { name: '示例支部', company: '示例公司', companyId: 'c', form: 'single', hasCommittee: true },
        'b',
      ),
      create('planItem', { on: '2026-01-15', task: 'duesFixing' }, 'dues'),
      create('planItem', { on: '2026-11-20', task: 'talks' }, 'talks'),
      create('planItem', { on: '2026-11-20', task: 'report' }, 'report'),
    ],
    { label: 'test' },
  );
});

const line = async (id: string, today: string) =>
  (await yearView(ledger, 2026, today))?.lines.find(({ record }) => record.id === id);
const watched = async (today: string) => (await watchRows(ledger, today, today)).map(({ key }) => key);
const fix = (...members: string[]) =>
  fixBases(
    ledger,
    2026,
    members.map((member) => ({ member, from: '01', step: { fen: 5000, way: 'monthly' as const } })),
  );

it('the fixing of dues is done when everybody who owes in its month has an amount, and opens the dues', async () => {
  await enrol(ledger, ['m1'], ['m2'], ['applicant', { category: 'applicant' }]);
  expect(await line('dues', JANUARY)).toMatchObject({
    state: 'late',
    cover: { needed: 2, covered: 0, to: '/dues/fix?year=2026' },
  });
  expect(await watched(JANUARY)).toContain('dues');
  await fix('m1');
  expect(await line('dues', JANUARY)).toMatchObject({ state: 'late', cover: { needed: 2, covered: 1 } });
  await fix('m2');
  expect(await line('dues', JANUARY)).toMatchObject({
    state: 'done',
    cover: { settled: true, to: '/dues?month=2026-01' },
  });
  expect(await watched(JANUARY)).not.toContain('dues');
  // Taken back in the register, it is open in the plan again: nothing was written into the item.
  const [base] = await ledger.list('duesBase');
  await ledger.commit([remove(base!)], { label: 'test' });
  expect((await line('dues', JANUARY))?.state).toBe('late');
});

it('the talks before the yearly meeting are done by the talks of the year; badge and 今日 follow', async () => {
  await enrol(ledger, ['m1', { posts: ['secretary'] }], ['m2', { posts: ['organization'] }]);
  expect((await line('talks', NOVEMBER))?.state).toBe('late');
  const before = (await everythingDue(ledger, NOVEMBER)).count;
  await ledger.commit([create('talk', { on: '2026-03-02', talker: 'm1', partner: 'm2' })], { label: 'test' });
  expect(await line('talks', NOVEMBER)).toMatchObject({
    state: 'done',
    cover: { needed: 1, covered: 1, to: '/life/talks' },
  });
  expect((await everythingDue(ledger, NOVEMBER)).count).toBeLessThan(before);
  await refreshDigest(ledger, NOVEMBER);
  expect((await ledger.meta('digest'))?.watch.map(({ key }) => key)).not.toContain('talks');
});

it('an empty roster settles nothing, and a tick by hand counts as before', async () => {
  expect(await line('dues', JANUARY)).toMatchObject({ state: 'late', cover: { needed: 0, settled: false } });
  await tickPlanTask(ledger, 'dues', JANUARY);
  expect((await line('dues', JANUARY))?.state).toBe('done');
  // The report of the secretary is in no record: it is ticked off by hand, as ever.
  expect(await line('report', NOVEMBER)).toMatchObject({ state: 'late' });
  expect((await line('report', NOVEMBER))?.cover).toBeUndefined();
});
