import { describe, expect, it, vi } from 'vitest';
import { MemoryCarrier } from '../../../lib/carrier';
import { create, type Ledger, SyncStore } from '../../../lib/ledger';
import { openTestLedger } from '../support/ledger';
import { founder, letIn, meet, type Profile } from '../support/shared';

vi.mock('@noble/hashes/argon2.js', () => import('../support/cheap-argon'));
const {
  certify,
  changeRole,
  enterRecovery,
  exchange,
  foundCompanySpace,
  handOver,
  joinCompanySpace,
  makeRecoveryFile,
  openRecovery,
  peopleOf,
  presetRecoveryState,
  recoverSpace,
  removeFromSpace,
  requestToJoin,
  spacesAt,
} = await import('../../../lib/sync');
const { readContext } = await import('../../../lib/sync/context');
const { keysAt } = await import('../../../lib/sync/recoverable');
const { rosterAt } = await import('../../../lib/sync/refresh');

const PASSPHRASE = '示例口令 twelve-words 2026';
const COMPANY = 'company-1';

/** A recovery key, opened. */
async function recovery(label = '示例集团党委') {
  const { text } = await makeRecoveryFile(PASSPHRASE, { label, now: 0 });
  return openRecovery(new TextEncoder().encode(text), PASSPHRASE);
}
type Opened = Awaited<ReturnType<typeof recovery>>;

const partOf = ({ key: { sign, kem } }: Opened) => ({ sign, kem });
const branch = (name: string) => [
  create('branch', {
    name,
    company: '示例物流有限公司',
    companyId: COMPANY,
    form: 'single' as const,
    hasCommittee: true,
  }),
  create('member', { name: '示例卫', category: 'full' as const }, 'wei'),
];
const meeting = (id: string) =>
  create('meeting', { types: { themeDay: true as const }, startsAt: '2026-11-25T15:00' }, id);
const inForce = async (ledger: Ledger, space?: string) =>
  (await readContext(ledger, new SyncStore(ledger, space))).roster.recovery?.d;
const entries = async (carrier: MemoryCarrier) =>
  carrier.files().filter(({ name }) => name.includes('/roster/')).length;
/** One exchange under the policy of a key. */
const under = (carrier: MemoryCarrier, { ledger }: Profile, key: Opened) =>
  exchange(ledger, carrier, { recoveryKey: partOf(key) });
/** True when a recovery key has the key of every epoch of a space. */
async function opensAll(carrier: MemoryCarrier, address: { space: string; root: string }, key: Opened) {
  const roster = await rosterAt(carrier, address);
  const rows = await keysAt(carrier, { space: address.space, roster }, key);
  const has = new Set(rows.map(({ k, q }) => `${k} ${q}`));
  return [...roster.epochs.keys()].every((name) => has.has(name));
}

describe('one recovery file', () => {
  it('shows which spaces at a place it opens, by name, and makes a secretary in each', async () => {
    const carrier = new MemoryCarrier();
    const key = await recovery();
    const wei = await founder('wei');
    const zhang = await founder('zhang');
    const other = await founder('other');
    await wei.ledger.commit(branch('示例物流支部'), { label: 'test' });
    await zhang.ledger.commit([meeting('m2')], { label: 'test' });
    const company = await foundCompanySpace(wei.ledger, COMPANY, 'wei');
    const item = { companyId: COMPANY, item: 'B1', period: '2026', design: 'met' as const };
    await wei.ledger.commit([create('governanceItem', item, 'item-1')], { label: 'test' });
    for (const one of [wei, zhang]) await enterRecovery(one.ledger, key.key);
    await meet(carrier, [wei, zhang, other]);
    // Somebody of the company's space whose branch is another.
    await certify(wei.ledger, await requestToJoin(zhang.ledger, 'zhang'), 'deputy', company);
    await joinCompanySpace(zhang.ledger, { ...company, company: COMPANY }, 'zhang', 'deputy');
    await meet(carrier, [wei, zhang]);

    const found = await spacesAt(carrier, key);
    expect(found).toMatchObject({ others: 1, replaced: 0, closed: 0 });
    expect(found.spaces).toMatchObject([
      { ...wei.address, name: '示例物流支部', company: undefined },
      { ...zhang.address, name: undefined },
      { ...company, name: '示例物流有限公司', company: COMPANY },
    ]);
    expect(found.spaces[0]!.people).toMatchObject([{ owner: 'wei', name: '示例卫', role: 'secretary' }]);
    expect((await spacesAt(carrier, key, { only: [zhang.address.space] })).spaces).toHaveLength(1);
    expect((await spacesAt(carrier, await recovery())).spaces).toEqual([]);

    // A new computer: the branch, then the company's space beside it.
    const fresh = await openTestLedger({ me: 'wei' });
    await recoverSpace(fresh.ledger, carrier, key, found.spaces[0]!, 'wei');
    await recoverSpace(fresh.ledger, carrier, key, found.spaces[2]!, 'wei');
    const again: Profile = { ...fresh, owner: 'wei', role: 'secretary' };
    await meet(carrier, [again, zhang]);
    expect((await again.ledger.list('branch')).map(({ fields }) => fields.name)).toEqual(['示例物流支部']);
    expect((await again.ledger.get('governanceItem', 'item-1'))?.fields.design).toBe('met');
    const { me } = await readContext(again.ledger, new SyncStore(again.ledger, company.space));
    expect(me?.role).toBe('secretary');
    await removeFromSpace(again.ledger, { owner: 'zhang' }, company.space);
    await meet(carrier, [again, zhang]);
    expect((await readContext(zhang.ledger, new SyncStore(zhang.ledger, company.space))).isRemoved).toBe(
      true,
    );
    expect(await opensAll(carrier, company, key)).toBe(true);
  }, 30_000);

  it('shows a space that somebody put in the place of another as one more, with another root', async () => {
    const carrier = new MemoryCarrier();
    const key = await recovery();
    const wei = await founder('wei');
    await enterRecovery(wei.ledger, key.key);
    await meet(carrier, [wei]);
    const forger = new MemoryCarrier();
    const mallory = await founder('mallory');
    await enterRecovery(mallory.ledger, key.key);
    await meet(forger, [mallory]);
    for (const { name, bytes } of forger.files()) carrier.tamper(name, bytes);
    const roots = (await spacesAt(carrier, key)).spaces.map(({ root }) => root).sort();
    expect(roots).toEqual([wei.address.root, mallory.address.root].sort());
    expect((await peopleOf(wei.ledger))?.root).toBe(wei.address.root);
  });

  it('says that a way in may not look, and looks at the one space that is named', async () => {
    const key = await recovery();
    const wei = await founder('wei');
    const closed = new MemoryCarrier({
      before: ({ verb, name }) => (verb === 'list' && name === 'v1/b' ? { refuse: 'E860' } : undefined),
    });
    await enterRecovery(wei.ledger, key.key);
    await meet(closed, [wei]);
    await expect(spacesAt(closed, key)).rejects.toMatchObject({ code: 'E952' });
    expect((await spacesAt(closed, key, { only: [wei.address.space] })).spaces).toMatchObject([wei.address]);
  });
});

describe('a recovery key that takes the place of another', () => {
  it('is given every key, and the one before opens nothing that is written from then on', async () => {
    const carrier = new MemoryCarrier();
    const [old, next] = [await recovery(), await recovery()];
    const wei = await founder('wei');
    const bob = await letIn(wei, 'bob', 'member');
    await enterRecovery(wei.ledger, old.key);
    await meet(carrier, [wei, bob]);
    await enterRecovery(wei.ledger, next.key);
    await wei.ledger.commit([meeting('m1')], { label: 'test' });
    await meet(carrier, [wei, bob]);
    expect(await bob.ledger.get('meeting', 'm1')).toBeDefined();
    expect(await opensAll(carrier, wei.address, next)).toBe(true);
    expect(await spacesAt(carrier, old)).toMatchObject({ spaces: [], replaced: 1 });
    const { roster } = await readContext(wei.ledger);
    const has = new Set((await keysAt(carrier, { space: wei.address.space, roster }, old)).map(({ k }) => k));
    for (const { k } of roster.current.values()) expect(has).not.toContain(k);
    // And back again: a key that was in force before can be once more.
    await enterRecovery(wei.ledger, old.key);
    await meet(carrier, [wei, bob]);
    expect(await inForce(bob.ledger)).toBe(old.key.d);
    expect(await opensAll(carrier, wei.address, old)).toBe(true);
  }, 20_000);

  it('ends what somebody began at the same time for the one before', async () => {
    const carrier = new MemoryCarrier();
    const [old, next] = [await recovery(), await recovery()];
    const wei = await founder('wei');
    const dep = await letIn(wei, 'dep', 'deputy');
    const carl = await letIn(wei, 'carl', 'committee');
    await enterRecovery(wei.ledger, old.key);
    await meet(carrier, [wei, dep, carl]);
    await enterRecovery(wei.ledger, next.key);
    await removeFromSpace(dep.ledger, { owner: 'carl' });
    await meet(carrier, [wei, dep], 3);
    const { roster } = await readContext(wei.ledger);
    const has = new Set((await keysAt(carrier, { space: wei.address.space, roster }, old)).map(({ k }) => k));
    for (const { k } of roster.current.values()) expect(has).not.toContain(k);
    expect(await opensAll(carrier, wei.address, next)).toBe(true);
  }, 20_000);
});

describe('a recovery key that the policy names', () => {
  it('is entered by the next exchange of a leader, in every space, once, and has all later keys', async () => {
    const carrier = new MemoryCarrier();
    const key = await recovery();
    const wei = await founder('wei');
    const bob = await letIn(wei, 'bob', 'committee');
    const company = await foundCompanySpace(wei.ledger, COMPANY, 'wei');
    expect(await presetRecoveryState(wei.ledger, partOf(key))).toBe('waits');
    await under(carrier, bob, key);
    expect(await inForce(bob.ledger)).toBeUndefined();
    await under(carrier, wei, key);
    const before = await entries(carrier);
    await under(carrier, wei, key);
    await under(carrier, bob, key);
    expect(await entries(carrier)).toBe(before);
    expect(await inForce(bob.ledger)).toBe(key.key.d);
    expect(await inForce(wei.ledger, company.space)).toBe(key.key.d);
    expect(await presetRecoveryState(wei.ledger, partOf(key))).toBe('inForce');
    expect((await peopleOf(bob.ledger))?.recovery).toMatchObject({
      id: key.key.d,
      policy: true,
      by: { owner: 'wei', member: 'wei' },
      at: wei.time.now,
    });
    await changeRole(wei.ledger, 'bob', 'member');
    await removeFromSpace(wei.ledger, { owner: 'bob' });
    await under(carrier, wei, key);
    expect(await opensAll(carrier, wei.address, key)).toBe(true);
    expect(await opensAll(carrier, company, key)).toBe(true);
  }, 20_000);

  it('waits while there is no network, and goes along with what is carried by hand', async () => {
    let offline = true;
    const carrier = new MemoryCarrier({ before: () => (offline ? { refuse: 'E866' } : undefined) });
    const key = await recovery();
    const wei = await founder('wei');
    await expect(under(carrier, wei, key)).rejects.toMatchObject({ code: 'E866' });
    expect(await inForce(wei.ledger)).toBeUndefined();
    expect(await presetRecoveryState(wei.ledger, partOf(key))).toBe('waits');
    offline = false;
    await under(carrier, wei, key);
    expect(await inForce(wei.ledger)).toBe(key.key.d);

    const hand = await founder('hand');
    const { files } = await handOver(hand.ledger, { recoveryKey: partOf(key) });
    const stick = new MemoryCarrier();
    for (const { name, bytes } of files) stick.tamper(name, bytes);
    expect((await spacesAt(stick, key)).spaces).toMatchObject([hand.address]);
    expect(await opensAll(stick, hand.address, key)).toBe(true);
  });

  it('meets when two leaders enter it at once, and replaces what somebody entered by hand', async () => {
    const carrier = new MemoryCarrier();
    const [key, own] = [await recovery(), await recovery()];
    const wei = await founder('wei');
    const dep = await letIn(wei, 'dep', 'deputy');
    await meet(carrier, [wei, dep]);
    // Both without having seen the other's.
    const hands = await Promise.all(
      [wei, dep].map(({ ledger }) => handOver(ledger, { recoveryKey: partOf(key) })),
    );
    expect(hands).toHaveLength(2);
    for (const one of [wei, dep, wei, dep]) await under(carrier, one, key);
    expect(await inForce(wei.ledger)).toBe(key.key.d);
    expect(await inForce(dep.ledger)).toBe(key.key.d);
    expect(await opensAll(carrier, wei.address, key)).toBe(true);
    const count = await entries(carrier);
    for (const one of [wei, dep]) await under(carrier, one, key);
    expect(await entries(carrier)).toBe(count);
    await enterRecovery(dep.ledger, own.key);
    await exchange(dep.ledger, carrier);
    await under(carrier, wei, key);
    await exchange(dep.ledger, carrier);
    expect(await inForce(dep.ledger)).toBe(key.key.d);
    expect(await opensAll(carrier, wei.address, key)).toBe(true);
  }, 20_000);

  it('of two computers with different policies settles on one, and both can tell', async () => {
    const carrier = new MemoryCarrier();
    const [one, two] = [await recovery(), await recovery()];
    const wei = await founder('wei');
    const dep = await letIn(wei, 'dep', 'deputy');
    for (let round = 0; round < 3; round += 1) {
      await under(carrier, wei, one);
      await under(carrier, dep, two);
    }
    expect(await inForce(wei.ledger)).toBe(two.key.d);
    expect(await presetRecoveryState(wei.ledger, partOf(one))).toBe('other');
    // The administrator puts it right on the first, then changes both.
    await under(carrier, wei, two);
    for (const profile of [wei, dep, wei, dep]) await under(carrier, profile, one);
    expect(await inForce(dep.ledger)).toBe(one.key.d);
    expect(await presetRecoveryState(dep.ledger, partOf(one))).toBe('inForce');
  }, 20_000);

  it('cannot be entered by a leader who was removed, nor stop the exchange when nothing can be wrapped to it', async () => {
    const carrier = new MemoryCarrier();
    const key = await recovery();
    const wei = await founder('wei');
    const dep = await letIn(wei, 'dep', 'deputy');
    await meet(carrier, [wei, dep]);
    // Removed at the same time as, far from the network, the deputy's computer enters the key.
    await removeFromSpace(wei.ledger, { owner: 'dep' });
    await exchange(wei.ledger, carrier);
    await enterRecovery(dep.ledger, key.key);
    await exchange(dep.ledger, carrier);
    await under(carrier, dep, key);
    await exchange(wei.ledger, carrier);
    expect(await inForce(wei.ledger)).toBeUndefined();
    expect(await opensAll(carrier, wei.address, key)).toBe(false);

    const none = { sign: '11'.repeat(32), kem: '00'.repeat(32) };
    expect((await exchange(wei.ledger, carrier, { recoveryKey: none }))?.pushed.state).toBe('sent');
    expect(await presetRecoveryState(wei.ledger, none)).toBe('unusable');
    await expect(enterRecovery(wei.ledger, { ...none })).rejects.toMatchObject({ code: 'E950' });
  }, 20_000);
});
