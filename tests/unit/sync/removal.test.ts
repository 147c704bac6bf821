import { describe, expect, it } from 'vitest';
import { MemoryCarrier } from '../../../lib/carrier';
import { change, create, SyncStore } from '../../../lib/ledger';
import {
  certify,
  changeRole,
  exchange,
  joinSpace,
  peopleOf,
  raiseLimit,
  removeFromSpace,
  requestToJoin,
  shareStatus,
} from '../../../lib/sync';
import { readContext } from '../../../lib/sync/context';
import { push } from '../../../lib/sync/push';
import { openTestLedger } from '../support/ledger';
import { founder, heldBy, known, letIn, meet, type Profile } from '../support/shared';

const meeting = (id: string, place: string) =>
  create('meeting', { types: { themeDay: true }, startsAt: '2026-11-25T15:00', place }, id);

const code = (promise: Promise<unknown>) =>
  promise.then(
    () => 'done',
    (thrown: { code?: string }) => thrown.code,
  );

const deviceOf = ({ ledger }: Profile) => ledger.clock.device;

async function branch() {
  const carrier = new MemoryCarrier();
  const wei = await founder('wei');
  const lin = await letIn(wei, 'lin', 'deputy');
  const bob = await letIn(wei, 'bob', 'committee');
  const he = await letIn(wei, 'he', 'member');
  await wei.ledger.commit([meeting('m1', '一号')], { label: 'test' });
  await meet(carrier, [wei, lin, bob, he]);
  return { carrier, wei, lin, bob, he };
}

describe('somebody who is removed', () => {
  it('cannot read what comes after, and what they write after is taken by nobody', async () => {
    const { carrier, wei, lin, bob, he } = await branch();
    await removeFromSpace(wei.ledger, { owner: 'bob' });
    await meet(carrier, [wei, lin, he]);
    await wei.ledger.commit([meeting('m2', '只给留下的人')], { label: 'test' });
    await meet(carrier, [wei, lin, he]);
    await bob.ledger.commit([meeting('m3', '离开以后')], { label: 'test' });
    expect((await exchange(bob.ledger, carrier))?.pushed.state).toBe('removed');
    await meet(carrier, [wei, lin, he]);
    expect(await bob.ledger.find('m2')).toBeUndefined();
    expect(await bob.ledger.find('m3')).toBeDefined();
    for (const { ledger } of [wei, lin, he]) {
      expect(await ledger.get('meeting', 'm2')).toBeDefined();
      expect(await ledger.find('m3')).toBeUndefined();
    }
    // Nobody wraps the new keys to the removed device, and the old key opens nothing that is new.
    const { roster, given, ring } = await readContext(bob.ledger);
    expect(roster.current.get('r')?.k).toMatch(/^2-/);
    expect([...given].filter(([name, to]) => name.startsWith('2-') && to.has(deviceOf(bob)))).toEqual([]);
    expect(ring.filter(({ k, q }) => k.startsWith('2-') && !q.startsWith('p/'))).toEqual([]);
    expect((await peopleOf(wei.ledger))?.people.find(({ owner }) => owner === 'bob')).toMatchObject({
      isRemoved: true,
    });
  });

  it('loses what was sent beyond the limit everywhere, whatever came first, until a secretary accepts it', async () => {
    const { carrier, wei, lin, bob, he } = await branch();
    // Bob's work reaches lin and he, but not the secretary, who removes him.
    await bob.ledger.commit(
      [meeting('m2', '没有来得及'), change((await bob.ledger.get('meeting', 'm1'))!, { place: '改了' })],
      { label: 'test' },
    );
    await meet(carrier, [bob, lin, he], 1);
    expect((await lin.ledger.get('meeting', 'm1'))?.fields.place).toBe('改了');
    await removeFromSpace(wei.ledger, { owner: 'bob' });
    lin.time.now += 1000;
    await lin.ledger.commit([change((await lin.ledger.get('meeting', 'm1'))!, { host: 'wei' })], {
      label: 'test',
    });
    await meet(carrier, [wei, lin, he, wei]);
    for (const { ledger } of [wei, lin, he]) {
      expect(await ledger.find('m2')).toBeUndefined();
      expect((await ledger.get('meeting', 'm1'))?.fields).toMatchObject({ place: '一号', host: 'wei' });
      expect((await heldBy(ledger)).every(({ reason }) => reason === 'removed')).toBe(true);
    }
    expect(await known(lin.ledger)).toEqual(await known(wei.ledger));
    expect(JSON.stringify(await lin.ledger.db.changes.toArray())).not.toContain('没有来得及');
    // A newcomer comes to the same.
    const xin = await letIn(wei, 'xin', 'committee');
    await meet(carrier, [wei, xin, wei]);
    expect(await known(xin.ledger)).toEqual(await known(wei.ledger));
    // Nothing more is asked for while nothing changes.
    await meet(carrier, [lin, wei, lin], 1);
    const quiet = carrier.calls;
    await exchange(lin.ledger, carrier);
    expect(carrier.calls - quiet).toBe(1);

    const person = (await peopleOf(wei.ledger))!.people.find(({ owner }) => owner === 'bob')!;
    expect(person.devices).toMatchObject([{ isRemoved: true, canAccept: true }]);
    expect(await raiseLimit(wei.ledger, deviceOf(bob))).toBe(true);
    await meet(carrier, [wei, lin, he, xin], 3);
    for (const { ledger } of [wei, lin, he, xin]) {
      expect(await ledger.get('meeting', 'm2')).toBeDefined();
      expect((await ledger.get('meeting', 'm1'))?.fields.place).toBe('改了');
      expect(await heldBy(ledger)).toEqual([]);
    }
    expect(await known(lin.ledger)).toEqual(await known(wei.ledger));
    expect(await known(xin.ledger)).toEqual(await known(wei.ledger));
    expect(await raiseLimit(wei.ledger, deviceOf(bob))).toBe(false);
  });

  it('cannot put anything under a number that was accepted, whatever the place shows', async () => {
    const { carrier, wei, lin, bob } = await branch();
    await bob.ledger.commit([meeting('m2', '真的')], { label: 'test' });
    await meet(carrier, [bob, wei, lin], 1);
    await removeFromSpace(wei.ledger, { owner: 'bob' });
    await meet(carrier, [wei, lin]);
    const before = await known(wei.ledger);
    // Whoever has the removed device writes the same number again with other content, and a head that names it.
    const share = (await new SyncStore(bob.ledger).share())!;
    await bob.ledger.db.identity.put({ ...share, chains: {}, headN: 50, headMark: undefined });
    await bob.ledger.commit([meeting('m3', '假的')], { label: 'test' });
    const pushed = await push(await readContext(bob.ledger), carrier);
    expect(pushed.files).toBeGreaterThan(1);
    const xin = await letIn(wei, 'xin', 'committee');
    await meet(carrier, [wei, xin, lin]);
    expect(await xin.ledger.find('m3')).toBeUndefined();
    expect(await xin.ledger.get('meeting', 'm2')).toBeDefined();
    // The account is cleared away, head and all: whoever comes then still finds what counts.
    carrier.tamper(carrier.files().find(({ name }) => name.includes('/h/bob-'))!.name, undefined);
    const yan = await letIn(wei, 'yan', 'committee');
    await meet(carrier, [wei, yan]);
    expect(await yan.ledger.get('meeting', 'm2')).toBeDefined();
    expect(await known(wei.ledger)).toEqual(before);
    expect((await heldBy(xin.ledger)).map(({ reason }) => reason)).toEqual(['removed']);
  });

  it('leaves what others wrote while they were offline under the old key', async () => {
    const { carrier, wei, lin, he } = await branch();
    await removeFromSpace(wei.ledger, { owner: 'bob' });
    await exchange(wei.ledger, carrier);
    await lin.ledger.commit([meeting('m4', '离线时写的')], { label: 'test' });
    // Lin seals before learning of the removal: the segment is of the old epoch.
    await push(await readContext(lin.ledger), carrier);
    await meet(carrier, [wei, he]);
    expect(await wei.ledger.get('meeting', 'm4')).toBeDefined();
    expect(await he.ledger.get('meeting', 'm4')).toBeDefined();
    expect(await heldBy(he.ledger)).toEqual([]);
  });
});

describe('the people of a space', () => {
  it('always keep one who leads, and say so when somebody would take the last', async () => {
    const { carrier, wei, lin, bob } = await branch();
    expect(await code(removeFromSpace(bob.ledger, { owner: 'he' }))).toBe('E900');
    expect(await code(removeFromSpace(wei.ledger, { owner: 'nobody' }))).toBe('E902');
    expect(await code(removeFromSpace(wei.ledger, { devices: [deviceOf(wei)] }))).toBe('E903');
    await removeFromSpace(wei.ledger, { owner: 'lin' });
    expect(await code(removeFromSpace(wei.ledger, { owner: 'wei' }))).toBe('E901');
    expect(await code(changeRole(wei.ledger, 'wei', 'committee'))).toBe('E901');
    await meet(carrier, [wei, lin]);
    expect((await peopleOf(lin.ledger))?.me).toMatchObject({ isRemoved: true, role: undefined });
    expect(await code(removeFromSpace(lin.ledger, { owner: 'bob' }))).toBe('E900');
  });

  it('keep both of two acts at once: removal wins, the next entry merges, and the keys are renewed', async () => {
    const { carrier, wei, lin, bob, he } = await branch();
    // Wei removes bob; at the same time lin removes he and lets in a newcomer.
    const xin = await letIn({ ...lin, address: wei.address }, 'xin', 'member');
    await removeFromSpace(wei.ledger, { owner: 'bob' });
    await removeFromSpace(lin.ledger, { owner: 'he' });
    await meet(carrier, [wei, lin, xin], 4);
    for (const { ledger } of [wei, lin, xin]) {
      const { roster } = await readContext(ledger);
      expect([...roster.removed.keys()].sort()).toEqual([deviceOf(bob), deviceOf(he)].sort());
      expect(roster.tips).toHaveLength(1);
      expect(roster.stale.size).toBe(0);
      // Neither of the two epochs begun at once is safe: each is known to one who was removed.
      expect(roster.current.get('r')?.k).toMatch(/^3-/);
    }
    await wei.ledger.commit([meeting('m5', '以后')], { label: 'test' });
    await meet(carrier, [wei, lin, xin, bob, he]);
    expect(await xin.ledger.get('meeting', 'm5')).toBeDefined();
    expect(await bob.ledger.find('m5')).toBeUndefined();
    expect(await he.ledger.find('m5')).toBeUndefined();
  });

  it('do not count what a removed secretary did at the same time, and let nobody be let in by them', async () => {
    const { carrier, wei, lin, bob, he } = await branch();
    const eve = await letIn({ ...lin, address: wei.address }, 'eve', 'committee');
    await changeRole(lin.ledger, 'he', 'committee');
    await removeFromSpace(wei.ledger, { owner: 'lin' });
    await exchange(wei.ledger, carrier);
    // Lin's entries reach the place without lin having seen the removal.
    await push(await readContext(lin.ledger), carrier);
    await meet(carrier, [wei, bob, he, eve]);
    for (const { ledger } of [wei, bob, he]) {
      const { roster } = await readContext(ledger);
      expect(roster.devices.has(deviceOf(eve))).toBe(false);
      expect(roster.devices.get(deviceOf(he))?.role).toBe('member');
      expect(roster.removed.has(deviceOf(lin))).toBe(true);
    }
    expect(await eve.ledger.find('m1')).toBeUndefined();
  });

  it('change their role: who leaves the committee reads nothing more of it and keeps what was done', async () => {
    const { carrier, wei, lin, bob, he } = await branch();
    await bob.ledger.commit([meeting('m2', '还是委员')], { label: 'test' });
    await meet(carrier, [bob, wei, lin, he], 1);
    await changeRole(wei.ledger, 'bob', 'member');
    await changeRole(wei.ledger, 'he', 'committee');
    await meet(carrier, [wei, lin, bob, he], 3);
    await wei.ledger.commit(
      [create('talk', { on: '2026-11-20', talker: 'wei', partner: 'p1', content: '以后的谈话' }, 't1')],
      { label: 'test' },
    );
    await he.ledger.commit([meeting('m6', '新委员')], { label: 'test' });
    await bob.ledger.commit([meeting('m7', '不再是委员')], { label: 'test' });
    await meet(carrier, [he, wei, bob, lin, he], 2);
    expect(await bob.ledger.find('t1')).toBeUndefined();
    expect(await he.ledger.get('talk', 't1')).toBeDefined();
    for (const { ledger } of [wei, lin, he, bob]) {
      expect(await ledger.get('meeting', 'm2')).toBeDefined();
      expect(await ledger.get('meeting', 'm6')).toBeDefined();
    }
    expect(await wei.ledger.find('m7')).toBeUndefined();
    expect((await shareStatus(bob.ledger))?.withheld).toMatchObject([{ why: 'role' }]);
    const xin = await letIn(wei, 'xin', 'committee');
    await meet(carrier, [wei, xin, wei]);
    expect(await known(xin.ledger)).toEqual(await known(wei.ledger));
    expect(await heldBy(xin.ledger)).toEqual([]);
  });

  it('lose a device and go on with a new one, in one act', async () => {
    const { carrier, wei, lin, bob, he } = await branch();
    await he.ledger.commit(
      [create('reflection', { member: 'he', on: '2026-11-25', text: '只给自己' }, 'x1')],
      { label: 'test' },
    );
    await meet(carrier, [he, wei]);
    const fresh = await openTestLedger({ me: 'he' });
    const request = await requestToJoin(fresh.ledger, 'he');
    expect(await code(certify(wei.ledger, request, 'member', { replaces: [deviceOf(bob)] }))).toBe('E902');
    await certify(wei.ledger, request, 'member', { replaces: [deviceOf(he)] });
    await joinSpace(fresh.ledger, wei.address, 'he');
    const again: Profile = { ...fresh, owner: 'he', role: 'member' };
    await meet(carrier, [wei, lin, bob, again], 3);
    expect(await again.ledger.get('meeting', 'm1')).toBeDefined();
    const { roster } = await readContext(bob.ledger);
    expect(roster.removed.has(deviceOf(he))).toBe(true);
    expect((await exchange(he.ledger, carrier))?.pushed.state).toBe('removed');
    const person = (await peopleOf(wei.ledger))!.people.find(({ owner }) => owner === 'he')!;
    expect(person).toMatchObject({ isRemoved: false, role: 'member' });
    expect(person.devices.map(({ isRemoved }) => isRemoved)).toEqual([true, false]);
  });

  it('let a reviewer go on under new keys after the old ones were lost', async () => {
    const { carrier, wei, lin } = await branch();
    const fan = await letIn(wei, 'fan', 'reviewer');
    await wei.ledger.commit(
      [create('governanceItem', { companyId: 'c', item: 'B1', period: '2026' }, 'g1')],
      {
        label: 'test',
      },
    );
    await meet(carrier, [wei, fan]);
    const next = await openTestLedger({ me: 'fan' });
    await certify(wei.ledger, await requestToJoin(next.ledger, 'fan'), 'reviewer', {
      replaces: [deviceOf(fan)],
    });
    await joinSpace(next.ledger, wei.address, 'fan');
    await wei.ledger.commit(
      [create('governanceItem', { companyId: 'c', item: 'B2', period: '2026' }, 'g2')],
      {
        label: 'test',
      },
    );
    await meet(carrier, [wei, lin, { ...next, owner: 'fan', role: 'reviewer' }, fan], 2);
    expect(await next.ledger.count('governanceItem')).toBe(2);
    expect(await next.ledger.find('m1')).toBeUndefined();
    expect(await fan.ledger.count('governanceItem')).toBe(1);
  });

  it('let a newcomer in without what was before, and hold nothing for them', async () => {
    const { carrier, wei, lin } = await branch();
    const { ledger, time } = await openTestLedger({ me: 'xin' });
    await certify(wei.ledger, await requestToJoin(ledger, 'xin'), 'member', { history: false });
    await joinSpace(ledger, wei.address, 'xin');
    const xin: Profile = { ledger, time, owner: 'xin', role: 'member' };
    await meet(carrier, [wei, lin, xin], 3);
    expect(await ledger.find('m1')).toBeUndefined();
    await wei.ledger.commit([meeting('m2', '以后')], { label: 'test' });
    await meet(carrier, [wei, lin, xin], 3);
    expect(await ledger.get('meeting', 'm2')).toBeDefined();
    expect((await shareStatus(ledger))?.held).toEqual([]);
    const calls = carrier.calls;
    await exchange(ledger, carrier);
    expect(carrier.calls - calls).toBe(1);
  });

  it('take nothing sealed under a key that its writer was not given', async () => {
    const { carrier, wei, lin } = await branch();
    const { ledger, time } = await openTestLedger({ me: 'xin' });
    await certify(wei.ledger, await requestToJoin(ledger, 'xin'), 'committee', { history: false });
    await joinSpace(ledger, wei.address, 'xin');
    const xin: Profile = { ledger, time, owner: 'xin', role: 'committee' };
    await meet(carrier, [wei, lin, xin], 2);
    // Somebody slips the newcomer the old key, and the program is made to write under it.
    const old = (await readContext(wei.ledger)).ring.find(({ k, q }) => q === 'r' && k.startsWith('1-'))!;
    await new SyncStore(ledger).learn([], [old]);
    await ledger.commit([meeting('m8', '旧钥匙')], { label: 'test' });
    const context = await readContext(ledger);
    const forged = {
      ...context,
      roster: { ...context.roster, current: new Map([['r', { ...old, owner: '' }]]) },
    };
    await push(forged as unknown as typeof context, carrier);
    await meet(carrier, [wei, lin]);
    expect(await wei.ledger.find('m8')).toBeUndefined();
    expect(await heldBy(wei.ledger)).toMatchObject([{ q: 'r', reason: 'notGiven' }]);
  });
});

describe('a profile that goes on as a new device', () => {
  it('gets the keys that were made since by another device of the same person', async () => {
    const { carrier, wei, lin } = await branch();
    const second = await letIn(wei, 'lin', 'deputy', { name: 'lin-2' });
    await meet(carrier, [wei, lin, second]);
    await removeFromSpace(second.ledger, { owner: 'bob' });
    await lin.ledger.renewDevice();
    await meet(carrier, [second, wei, lin], 3);
    await second.ledger.commit([meeting('m2', '新钥匙')], { label: 'test' });
    await meet(carrier, [second, wei, lin], 3);
    expect(await heldBy(lin.ledger)).toEqual([]);
    expect(await lin.ledger.find('m2')).toBeDefined();
  });

  it('gets every key that was made while nobody knew of it, not the last one alone', async () => {
    const { carrier, wei, lin, bob } = await branch();
    await bob.ledger.renewDevice();
    await removeFromSpace(wei.ledger, { owner: 'he' });
    await wei.ledger.commit([meeting('m2', '第二把')], { label: 'test' });
    await exchange(wei.ledger, carrier);
    await removeFromSpace(wei.ledger, { devices: [deviceOf(lin)] });
    await wei.ledger.commit([meeting('m3', '第三把')], { label: 'test' });
    await exchange(wei.ledger, carrier);
    await meet(carrier, [bob, wei], 3);
    expect(await heldBy(bob.ledger)).toEqual([]);
    for (const id of ['m2', 'm3']) expect(await bob.ledger.find(id), id).toBeDefined();
  });
});
