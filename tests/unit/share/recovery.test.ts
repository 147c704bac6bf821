import { beforeEach, expect, it, vi } from 'vitest';
import { create } from '../../../lib/ledger';
import { recoveryText } from '../../../lib/records/recovery-key';
import { fakeBrowser } from '../support/browser';
import { openTestLedger } from '../support/ledger';
import type { Profile } from '../support/shared';

const fake = fakeBrowser();
vi.mock('wxt/browser', () => ({ browser: fake.api }));
vi.mock('@noble/hashes/argon2.js', () => import('../support/cheap-argon'));
const { enterRecoveryKey, exportFile, importFile, presetRecovery, readRecoveryPaste, recoverAs, waysIn } =
  await import('../../../lib/share');
const { exchange, foundCompanySpace, makeRecoveryFile, openRecovery, peopleOf, spacesAt } =
  await import('../../../lib/sync');
const { MemoryCarrier, readBundle } = await import('../../../lib/carrier');
const { founder, letIn, meet } = await import('../support/shared');
const { loadPolicy, policySnapshot, refreshPolicy } = await import('../../../lib/platform/policy');

const PASSPHRASE = '示例口令 twelve-words 2026';
async function recovery() {
  const { text } = await makeRecoveryFile(PASSPHRASE, { label: '', now: 0 });
  return openRecovery(new TextEncoder().encode(text), PASSPHRASE);
}
const setPolicy = async (managed: Record<string, unknown>) => {
  fake.state.managed = async () => managed;
  await refreshPolicy();
  await loadPolicy();
  await vi.waitFor(() => expect(policySnapshot().policy).toEqual(managed));
};
const empty = async () => {
  const { ledger, time } = await openTestLedger({ me: '' });
  return { ledger, time, owner: '', role: 'member' as const } satisfies Profile;
};
const branch = {
  name: '示例支部',
  company: '示例公司',
  form: 'single',
  hasCommittee: true,
  companyId: 'c1',
} as const;

beforeEach(() => setPolicy({}));

it('a pasted key is told what is wrong with it, and one that the policy does not name is refused', async () => {
  const [key, other] = [await recovery(), await recovery()];
  expect(() => readRecoveryPaste('BSK1-abc')).toThrow(expect.objectContaining({ code: 'E950' }));
  expect(readRecoveryPaste(` ${recoveryText(key.key)}\n`)).toEqual({ sign: key.key.sign, kem: key.key.kem });
  const wei = await founder('wei');
  await setPolicy({ recoveryKey: recoveryText(key.key) });
  await expect(enterRecoveryKey(wei.ledger, other.key)).rejects.toMatchObject({ code: 'E953' });
  expect((await peopleOf(wei.ledger))?.recovery).toBeUndefined();
  expect(await enterRecoveryKey(wei.ledger, key.key)).toBe(1);
});

it('on an empty profile a branch is recovered as one of its people, whose role here it then has', async () => {
  const carrier = new MemoryCarrier();
  const key = await recovery();
  const wei = await founder('wei');
  const bob = await letIn(wei, 'bob', 'member');
  await wei.ledger.commit([create('branch', branch)], { label: 'test' });
  await enterRecoveryKey(wei.ledger, key.key);
  const company = await foundCompanySpace(wei.ledger, 'c1', 'wei');
  await enterRecoveryKey(wei.ledger, key.key);
  await wei.ledger.commit([create('governanceItem', { companyId: 'c1', item: 'B1', period: '2026' })], {
    label: 'test',
  });
  await meet(carrier, [wei, bob]);
  const { spaces } = await spacesAt(carrier, key);
  const [found, ofCompany] = spaces;
  const fresh = await empty();
  const { ways } = await waysIn(fresh.ledger, found!);
  expect(ways.map(({ owner }) => owner)).toEqual(['wei', 'bob']);
  // Bob does so: of the branch he was a member, and he is new to the company's space.
  await recoverAs(fresh.ledger, carrier, key, found!, ways[1]!);
  await exchange(fresh.ledger, carrier);
  expect(fresh.ledger.me).toMatchObject({ member: 'bob' });
  expect((await peopleOf(fresh.ledger))?.leads).toBe(true);
  expect(await waysIn(fresh.ledger, found!)).toMatchObject({ isIn: true });
  const beside = await waysIn(fresh.ledger, ofCompany!);
  expect(beside).toMatchObject({ isTaken: false, ways: [{ owner: 'bob', role: undefined }] });
  await recoverAs(fresh.ledger, carrier, key, ofCompany!, beside.ways[0]!);
  await exchange(fresh.ledger, carrier);
  await exchange(wei.ledger, carrier);
  const people = (await spacesAt(carrier, key, { only: [company.space] })).spaces[0]!.people;
  expect(people.map(({ owner, role }) => `${owner} ${role}`)).toEqual(['bob secretary', 'wei secretary']);
}, 20_000);

it('records of somebody else on the profile are never mixed with those of the branch', async () => {
  const carrier = new MemoryCarrier();
  const key = await recovery();
  const wei = await founder('wei');
  await enterRecoveryKey(wei.ledger, key.key);
  await meet(carrier, [wei]);
  const { spaces } = await spacesAt(carrier, key);
  const other = await openTestLedger({ me: 'somebody' });
  await other.ledger.commit([create('branch', branch)], { label: 'test' });
  expect(await waysIn(other.ledger, spaces[0]!)).toMatchObject({ isApart: true, ways: [] });
  const elsewhere = await founder('zhang');
  expect(await waysIn(elsewhere.ledger, spaces[0]!)).toMatchObject({ isTaken: true });
});

it('a branch without a server is recovered from a file that somebody exported', async () => {
  const key = await recovery();
  const wei = await founder('wei');
  await wei.ledger.commit([create('branch', branch)], { label: 'test' });
  await setPolicy({ recoveryKey: recoveryText(key.key) });
  const { blob } = await exportFile(wei.ledger, {
    all: true,
    recoveryKey: await presetRecovery(),
  });
  expect((await peopleOf(wei.ledger))?.recovery).toMatchObject({ id: key.key.d, policy: true });
  const fresh = await empty();
  const bundle = await readBundle(blob);
  const { spaces } = await spacesAt(bundle, key);
  expect(spaces).toMatchObject([{ ...wei.address, name: '示例支部' }]);
  await recoverAs(fresh.ledger, bundle, key, spaces[0]!, spaces[0]!.people[0]!);
  await importFile(fresh.ledger, blob);
  expect((await fresh.ledger.list('branch')).map(({ fields }) => fields.name)).toEqual(['示例支部']);
  // And the others learn of it by a file as well.
  await importFile(wei.ledger, (await exportFile(fresh.ledger, { all: true })).blob);
  expect((await peopleOf(wei.ledger))?.people.find(({ owner }) => owner === 'wei')?.devices).toHaveLength(2);
});
