import { describe, expect, it } from 'vitest';
import { MemoryCarrier } from '../../../lib/carrier';
import { answerItem, attachEvidence, itemRecordId, refOf } from '../../../lib/governance';
import { exhibitId, tendExhibits } from '../../../lib/governance/exhibits';
import { change, create, SyncStore } from '../../../lib/ledger';
import { setUpLock } from '../../../lib/ledger/lock/lock';
import {
  admit,
  ask,
  certify,
  exchange,
  foundCompanySpace,
  invitations,
  invite,
  joinCompanySpace,
  joining,
  joinSpace,
  lookForRequests,
  ownerFor,
  readAnswer,
  readInvitation,
  recoverSpace,
  removeFromSpace,
  requestToJoin,
  sendRequest,
} from '../../../lib/sync';
import { readContext } from '../../../lib/sync/context';
import { setRecovery } from '../../../lib/sync/people';
import { importKeys, makePortableKeys, publicHex, secretOf, suiteOf } from '../../../lib/sync/suite';
import { openTestLedger } from '../support/ledger';
import { inOldBrowser } from '../support/old-browser';
import { founder, heldBy, known, letIn } from '../support/shared';
import { type At, branch, inNew, meeting, meetIn, type Placed, suiteIn, test } from '../support/mixed';

const PASSPHRASE = '示例口令 twelve-words 2026';

describe('devices of both suites in one space', () => {
  it('write to each other, and one that is removed reads nothing more', async () => {
    const { carrier, wei, lin, he, all } = await branch();
    await meetIn(carrier, all);
    expect(await Promise.all([suiteIn(wei), suiteIn(lin), suiteIn(he)])).toEqual([2, 1, 2]);
    const { roster } = await readContext(wei.ledger);
    for (const { sign: key, kem, owner } of roster.devices.values())
      expect([suiteOf(key), suiteOf(kem)], owner).toEqual(owner === 'lin' ? [1, 1] : [2, 2]);

    const seen = (await lin.ledger.get('meeting', 'm1'))!;
    const own = (await wei.ledger.get('meeting', 'm1'))!;
    wei.time.now += 1000;
    await wei.ledger.commit([change(own, { place: '二号' })], test);
    lin.time.now += 2000;
    await lin.ledger.commit([change(seen, { place: '三号', minutes: '内容' }), meeting('m2', '四号')], test);
    await meetIn(carrier, all);
    expect(await known(lin.ledger)).toEqual(await known(wei.ledger));
    for (const { ledger } of all) {
      expect((await ledger.get('meeting', 'm1'))!.fields).toMatchObject({ place: '三号', minutes: '内容' });
      expect(await heldBy(ledger)).toEqual([]);
    }
    expect(await wei.ledger.conflicts('m1')).toMatchObject([{ f: 'place', v: '二号' }]);

    // What concerns a member alone is wrapped from either browser to the other.
    await lin.ledger.commit(
      [
        create('duesRecord', { member: 'he', month: '2026-11', paid: 1234 }, 'he-11'),
        create('member', { name: '示例何', category: 'full' }, 'he'),
      ],
      test,
    );
    await meetIn(carrier, all, 3);
    expect((await he.ledger.get('duesRecord', 'he-11'))?.fields.paid).toBe(1234);

    // The deputy in the new browser removes, the secretary in the old one gets the new keys; then the other way round.
    await removeFromSpace(lin.ledger, { owner: 'he' });
    await meetIn(carrier, [lin, wei]);
    await wei.at(() => wei.ledger.commit([meeting('m3', '五号')], test));
    await meetIn(carrier, [wei, lin, he]);
    expect(await lin.ledger.get('meeting', 'm3')).toBeDefined();
    expect(await he.ledger.find('m3')).toBeUndefined();
    await wei.at(() => removeFromSpace(wei.ledger, { owner: 'lin' }));
    await wei.at(() => wei.ledger.commit([meeting('m4', '六号')], test));
    await meetIn(carrier, [wei, lin]);
    expect(await lin.ledger.find('m4')).toBeUndefined();
    expect((await exchange(lin.ledger, carrier))?.pushed.state).toBe('removed');
  });

  it('a device keeps its suite when its browser is renewed; a copy that becomes a device of its own gets the better one', async () => {
    const { carrier, wei, lin, all } = await branch();
    await meetIn(carrier, all);
    await wei.ledger.commit([meeting('m5', '升级以后')], test);
    await exchange(wei.ledger, carrier);
    await exchange(lin.ledger, carrier);
    expect(await lin.ledger.get('meeting', 'm5')).toBeDefined();
    expect(await suiteIn(wei)).toBe(2);
    await wei.ledger.renewDevice();
    await exchange(wei.ledger, carrier);
    expect(await suiteIn(wei)).toBe(1);
    await wei.ledger.commit([meeting('m6', '新的设备')], test);
    await meetIn(carrier, [{ ...wei, at: inNew }, lin]);
    expect(await lin.ledger.get('meeting', 'm6')).toBeDefined();
  });

  it('under a lock, an old browser seals its keys and goes on with them', async () => {
    const { carrier, wei, lin, all } = await branch();
    await meetIn(carrier, all);
    const locked = await inOldBrowser(async () => {
      const one = await letIn(wei, 'bob', 'committee', { name: `sealed-old-${process.pid}` });
      await setUpLock(one.ledger, PASSPHRASE, async () => undefined, {
        minutes: 10,
        cost: { m: 8, t: 1, p: 1 },
      });
      return one;
    });
    const bob: Placed = { ...locked, at: inOldBrowser };
    // The device that it was is let in first; that one certifies the new one, whose keys are made under the lock.
    await meetIn(carrier, [wei, bob]);
    await bob.at(() => bob.ledger.renewDevice());
    await meetIn(carrier, [bob, wei]);
    await bob.at(() => bob.ledger.commit([meeting('m7', '锁着')], test));
    await meetIn(carrier, [bob, lin]);
    expect(await suiteIn(bob)).toBe(2);
    const keys = await new SyncStore(bob.ledger).keys();
    expect(keys?.device).toBe(bob.ledger.clock.device);
    expect(keys?.sign.privateKey.extractable).toBe(false);
    expect(await lin.ledger.get('meeting', 'm7')).toBeDefined();
  });
});

describe('somebody is invited', () => {
  it.each([
    { say: 'from an old browser into a new one', inviter: inOldBrowser as At, joiner: inNew },
    { say: 'from a new browser into an old one', inviter: inNew, joiner: inOldBrowser as At },
  ])('$say, and the six digits stand for the keys of both', async ({ inviter, joiner }) => {
    const carrier = new MemoryCarrier();
    const wei = { ...(await inviter(() => founder('wei'))), at: inviter };
    await inviter(() => wei.ledger.commit([meeting('m1', '一号')], test));
    await inviter(() => exchange(wei.ledger, carrier));
    const given = await inviter(() =>
      invite(wei.ledger, {
        role: 'deputy',
        member: 'lin',
        name: '示例林',
        place: { sort: 'file' },
        lasts: 86_400_000,
        branch: '示例支部',
        inviter: '示例卫',
      }),
    );
    const { ledger, time } = await openTestLedger({ me: '' });
    await joiner(async () => {
      const invitation = await readInvitation(given.text);
      await ask(ledger, given.text, { byHand: false, owner: await ownerFor(invitation, 'Lin', carrier) });
      await sendRequest(ledger, carrier);
    });
    await inviter(() => lookForRequests(wei.ledger, carrier));
    const { code } = await joiner(() => readAnswer(ledger, carrier));
    expect(code).toMatch(/^\d{6}$/);
    expect((await inviter(() => invitations(wei.ledger)))[0]).toMatchObject({ state: 'asked', code });
    await inviter(() => admit(wei.ledger, given.id));
    await inviter(() => exchange(wei.ledger, carrier));
    await joiner(async () => {
      const { invitation, owner } = (await joining(ledger))!;
      await ledger.setMe({ member: invitation.member, role: 'secretary' });
      await joinSpace(ledger, { space: invitation.space, root: invitation.root }, owner, { afresh: true });
      await ledger.commit([meeting('m2', '二号')], test);
    });
    const lin: Placed = { ledger, time, owner: 'lin', role: 'deputy', at: joiner };
    await meetIn(carrier, [wei, lin]);
    expect(await known(lin.ledger)).toEqual(await known(wei.ledger));
    expect((await wei.ledger.list('meeting')).map(({ id }) => id).sort()).toEqual(['m1', 'm2']);
  });
});

describe('when all who lead are lost', () => {
  it('a recovery key that was made in a new browser opens the space in an old one', async () => {
    const carrier = new MemoryCarrier();
    const wei = { ...(await founder('wei')), at: inNew };
    await wei.ledger.commit([meeting('m1', '一号')], test);
    // As it lies in the file; what derives the file's own key from a passphrase is the same everywhere, and slow.
    const made = await makePortableKeys();
    const key = {
      d: 'rk000001',
      sign: await publicHex(made.sign.publicKey),
      kem: await publicHex(made.kem.publicKey),
    };
    const secret = await secretOf(made);
    await setRecovery(wei.ledger, key);
    await meetIn(carrier, [wei]);
    const fresh = await openTestLedger({ me: 'wei' });
    const again: Placed = { ...fresh, owner: 'wei', role: 'secretary', at: inOldBrowser };
    await again.at(async () => {
      const { sign: signing, kem } = await importKeys(key, secret);
      const opened = { key, label: '', made: 1, sign: signing.privateKey, kem };
      await recoverSpace(fresh.ledger, carrier, opened, { ...wei.address, company: undefined }, 'wei');
    });
    await meetIn(carrier, [again]);
    expect(await suiteIn(again)).toBe(2);
    expect((await again.ledger.get('meeting', 'm1'))?.fields.place).toBe('一号');
    await again.at(() => again.ledger.commit([meeting('m2', '恢复以后')], test));
    await meetIn(carrier, [again, wei]);
    expect(await wei.ledger.get('meeting', 'm2')).toBeDefined();
  });
});

describe('the space of a company', () => {
  it('shows a reviewer in an old browser the exhibits of a branch in a new one', async () => {
    const carrier = new MemoryCarrier();
    const COMPANY = 'company-1';
    const ref = refOf({ companyId: COMPANY }, 'B1', '2026');
    const item = itemRecordId(ref);
    const wei: Placed = { ...(await founder('wei')), at: inNew };
    await wei.ledger.commit([meeting('m1', '标记活动')], test);
    const company = await foundCompanySpace(wei.ledger, COMPANY, 'wei');
    const fan: Placed = {
      ...(await openTestLedger({ me: 'fan' })),
      owner: 'fan',
      role: 'reviewer',
      at: inOldBrowser,
    };
    const request = await fan.at(() => requestToJoin(fan.ledger, 'fan'));
    await certify(wei.ledger, request, 'reviewer', { space: company.space });
    await fan.at(() => joinCompanySpace(fan.ledger, { ...company, company: COMPANY }, 'fan', 'reviewer'));
    await answerItem(wei.ledger, ref, undefined, { design: 'met' });
    await attachEvidence(wei.ledger, ref, { id: 'm1', kind: 'meeting' }, { today: '2026-11-26' });
    await tendExhibits(wei.ledger);
    await meetIn(carrier, [wei, fan]);
    expect((await fan.ledger.get('governanceItem', item))!.fields).toMatchObject({ design: 'met' });
    expect(await fan.ledger.get('exhibit', exhibitId(item, 'm1'))).toBeDefined();
    expect(await fan.ledger.find('m1')).toBeUndefined();
    expect(await heldBy(fan.ledger)).toEqual([]);
  });
});
