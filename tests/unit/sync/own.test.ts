import { describe, expect, it } from 'vitest';
import { MemoryCarrier } from '../../../lib/carrier';
import { change, create, type Rec } from '../../../lib/ledger';
import { erase } from '../../../lib/members/privacy';
import { erasureState } from '../../../lib/share/erasures';
import { certify, changeRole, exchange, joinSpace, removeFromSpace, requestToJoin } from '../../../lib/sync';
import { openTestLedger } from '../support/ledger';
import { founder, heldBy, known, letIn, meet, type Profile } from '../support/shared';

const test = { label: 'test' };
const dues = (member: string, paid: number, month = '2026-11') =>
  create('duesRecord', { member, month, paid }, `${member}-${month}`);

/** A secretary with a roster, a committee member and two members. */
async function branch() {
  const carrier = new MemoryCarrier();
  const wei = await founder('wei');
  await wei.ledger.commit(
    ['wei', 'lin', 'he', 'fan'].map((id) =>
      create('member', { name: `示例${id}`, category: 'full', phone: `1380000${id}`, note: `备注${id}` }, id),
    ),
    test,
  );
  const lin = await letIn(wei, 'lin', 'committee');
  const he = await letIn(wei, 'he', 'member');
  const fan = await letIn(wei, 'fan', 'member');
  return { carrier, wei, lin, he, fan, all: [wei, lin, he, fan] };
}

/** A second device of a person, let in by one of theirs or by whoever leads. */
async function secondDevice(
  by: Profile,
  owner: string,
  address: Parameters<typeof joinSpace>[1],
  role: Profile['role'],
) {
  const { ledger, time } = await openTestLedger({ me: owner });
  await certify(by.ledger, await requestToJoin(ledger, owner), role);
  await joinSpace(ledger, address, owner);
  return { ledger, time, owner, role };
}

/** Every value that a profile knows of kinds of the closed compartment, as text. */
async function closedValues({ ledger }: Profile): Promise<string> {
  const rows = await ledger.db.records.toArray();
  return JSON.stringify([rows.map(({ id, fields }) => [id, fields]), await ledger.db.changes.toArray()]);
}

describe("a member's own rows", () => {
  it('reach that member, the committee reads all, and nobody else reads any', async () => {
    const { carrier, wei, lin, he, fan, all } = await branch();
    await wei.ledger.commit(
      [
        dues('he', 1234),
        dues('fan', 5678),
        create('appraisal', { member: 'he', year: '2026', grade: 'qualified' }, 'he-2026'),
        create(
          'appraisal',
          { member: 'fan', year: '2026', grade: 'basic', feedbackOn: '2026-11-20' },
          'fan-2026',
        ),
        create(
          'consent',
          { member: 'he', scope: 'general', form: 'written', givenOn: '2026-11-01', note: '备注同意' },
          'c1',
        ),
        create(
          'developmentCase',
          {
            member: 'fan',
            stage: 'activist',
            note: '备注发展',
            reviews: { a: { on: '2026-11-01', text: '考察意见' } },
          },
          'case',
        ),
        create(
          'talk',
          {
            on: '2026-11-02',
            talker: 'wei',
            partner: 'he',
            content: '谈了什么',
            problems: '什么问题',
            measures: '如何改进',
          },
          'talk',
        ),
        create(
          'meeting',
          {
            types: { general: true },
            startsAt: '2026-11-25T15:00',
            attendance: { he: { state: 'leave', reason: 'sick' }, fan: { state: 'leave', reason: 'work' } },
          },
          'meeting',
        ),
      ],
      test,
    );
    await meet(carrier, all, 3);
    expect(await known(lin.ledger)).toEqual(await known(wei.ledger));

    expect((await he.ledger.get('duesRecord', 'he-2026-11'))?.fields.paid).toBe(1234);
    expect((await fan.ledger.get('appraisal', 'fan-2026'))?.fields.grade).toBe('basic');
    // Nobody has told him the result yet.
    expect(await he.ledger.find('he-2026')).toBeUndefined();
    expect((await he.ledger.get('consent', 'c1'))?.fields).toMatchObject({ givenOn: '2026-11-01' });
    expect((await he.ledger.get('talk', 'talk'))?.fields).toMatchObject({
      talker: 'wei',
      measures: '如何改进',
    });
    expect((await he.ledger.get('member', 'he'))?.fields.phone).toBe('1380000he');
    expect((await he.ledger.get('meeting', 'meeting'))?.fields.attendance).toEqual({
      he: { state: 'leave', reason: 'sick' },
      fan: { state: 'leave' },
    });
    expect((await fan.ledger.get('developmentCase', 'case'))?.fields.stage).toBe('activist');
    expect((await fan.ledger.get('member', 'he'))?.fields).toEqual(
      expect.not.objectContaining({ phone: expect.anything() }),
    );
    const hes = await closedValues(he);
    const fans = await closedValues(fan);
    for (const word of ['谈了什么', '什么问题', '备注', '考察意见']) {
      expect(hes.includes(word), `he: ${word}`).toBe(false);
      expect(fans.includes(word), `fan: ${word}`).toBe(false);
    }
    for (const word of ['5678', '1380000fan', 'fan-2026-11', '"work"'])
      expect(hes.includes(word), word).toBe(false);
    for (const word of ['1234', '1380000he', '如何改进', '"sick"'])
      expect(fans.includes(word), word).toBe(false);
    await wei.ledger.commit(
      [change((await wei.ledger.get('appraisal', 'he-2026'))!, { feedbackOn: '2026-11-26' })],
      test,
    );
    await meet(carrier, [wei, he, lin], 1);
    expect((await he.ledger.get('appraisal', 'he-2026'))?.fields).toMatchObject({
      grade: 'qualified',
      feedbackOn: '2026-11-26',
    });
    expect(await known(lin.ledger)).toEqual(await known(wei.ledger));
    for (const profile of all) {
      expect(await heldBy(profile.ledger)).toEqual([]);
      expect(await profile.ledger.db.quarantine.toArray()).toEqual([]);
    }
  });

  it('reach a member who comes later, and a second device, whoever lets it in', async () => {
    const { carrier, wei, he, all } = await branch();
    await wei.ledger.commit([dues('he', 1234)], test);
    await meet(carrier, all, 2);
    const own = await secondDevice(he, 'he', wei.address, 'member');
    await meet(carrier, [he, own], 2);
    expect((await own.ledger.get('duesRecord', 'he-2026-11'))?.fields.paid).toBe(1234);
    const third = await secondDevice(wei, 'he', wei.address, 'member');
    await meet(carrier, [wei, third], 2);
    expect((await third.ledger.get('duesRecord', 'he-2026-11'))?.fields.paid).toBe(1234);
    await wei.ledger.commit(
      [change((await wei.ledger.get('duesRecord', 'he-2026-11'))!, { paid: 4321 })],
      test,
    );
    await meet(carrier, [wei, he, own, third], 1);
    for (const { ledger } of [he, own, third])
      expect((await ledger.get('duesRecord', 'he-2026-11'))?.fields.paid).toBe(4321);
  });

  it('go on to whoever a row is of now, and to a new committee member from the beginning', async () => {
    const { carrier, wei, lin, he, fan, all } = await branch();
    await wei.ledger.commit(
      [create('talk', { on: '2026-11-02', talker: 'wei', partner: 'he', measures: '如何改进' }, 'talk')],
      test,
    );
    await meet(carrier, all, 2);
    await wei.ledger.commit([change((await wei.ledger.get('talk', 'talk'))!, { partner: 'fan' })], test);
    await changeRole(wei.ledger, 'he', 'committee');
    await meet(carrier, all, 3);
    expect((await fan.ledger.get('talk', 'talk'))?.fields).toMatchObject({
      partner: 'fan',
      measures: '如何改进',
    });
    expect(await known(he.ledger)).toEqual(await known(wei.ledger));
    expect(await known(lin.ledger)).toEqual(await known(wei.ledger));
  });

  it('are nothing to a device that was removed, nor to a committee member who stepped down', async () => {
    const { carrier, wei, lin, he, fan, all } = await branch();
    await wei.ledger.commit([dues('he', 1234)], test);
    await meet(carrier, all, 2);
    await removeFromSpace(wei.ledger, { owner: 'he' });
    await changeRole(wei.ledger, 'lin', 'member');
    await meet(carrier, [wei, lin, fan], 2);
    await wei.ledger.commit([dues('he', 9999, '2026-12'), dues('fan', 8888, '2026-12')], test);
    await meet(carrier, [wei, lin, fan], 2);
    await exchange(he.ledger, carrier);
    for (const { ledger } of [he, lin]) {
      expect((await ledger.get('duesRecord', 'he-2026-11'))?.fields.paid).toBe(1234);
      expect(await ledger.get('duesRecord', 'he-2026-12')).toBeUndefined();
      expect(await ledger.get('duesRecord', 'fan-2026-12')).toBeUndefined();
    }
    expect((await fan.ledger.get('duesRecord', 'fan-2026-12'))?.fields.paid).toBe(8888);
    expect(await heldBy(lin.ledger)).toEqual([]);
  });
});

const input = (keys: string[]) => ({
  keys,
  newName: '',
  requestedBy: '本人',
  requestedOn: '2026-11-25',
  reason: '不再需要',
  kept: '党费按规定保留',
  on: '2026-11-26',
});

describe('an erasure', () => {
  async function erased() {
    const all = await branch();
    const { carrier, wei } = all;
    await wei.ledger.commit([dues('he', 1234), dues('fan', 5678)], test);
    await meet(carrier, all.all, 2);
    const files = carrier.files();
    const member = (await wei.ledger.get('member', 'he')) as Rec<'member'>;
    await erase(wei.ledger, member, input(['member:phone']));
    expect(await erasureState(wei.ledger)).toEqual({ done: 0, waiting: 1 });
    await meet(carrier, all.all, 3);
    return { ...all, files };
  }

  it('destroys the key everywhere, keeps the chain and what is kept, and is seen by nobody as a fault', async () => {
    const { carrier, wei, lin, he, all, files } = await erased();
    expect(await known(lin.ledger)).toEqual(await known(wei.ledger));
    for (const { ledger } of all) {
      expect(await heldBy(ledger)).toEqual([]);
      // Everybody who learned of it sees that it is done.
      expect(await erasureState(ledger)).toEqual({ done: 1, waiting: 0 });
      const keys = await ledger.db.ring.toArray();
      const old = keys.filter(
        ({ q, h }) => q.endsWith('/he') && (h ?? '') < (keys.find((k) => k.q === 'm/fan')?.h ?? ''),
      );
      expect(old).toEqual([]);
      expect(
        (await ledger.db.devices.toArray()).flatMap(({ events, gaps }) => [...events, ...Object.keys(gaps)]),
      ).toEqual([]);
      expect(JSON.stringify(await ledger.db.records.toArray())).not.toContain('1380000he');
      expect(JSON.stringify(await ledger.db.changes.toArray())).not.toContain('1380000he');
    }
    // Every segment of before is still there as it was; the files of the two keys are empty.
    const now = new Map(carrier.files().map(({ name, bytes }) => [name, Buffer.from(bytes).toString('hex')]));
    for (const { name, bytes } of files.filter((file) => file.name.includes('/d/')))
      expect(now.get(name)).toBe(Buffer.from(bytes).toString('hex'));
    const emptied = files.filter(({ name }) => name.includes('/own/') && now.get(name)!.length < 20);
    expect(emptied).toHaveLength(2);
    expect((await he.ledger.get('duesRecord', 'he-2026-11'))?.fields.paid).toBe(1234);
  });

  it('leaves a newcomer what is kept and nothing of what is erased, even from a place that gives old files', async () => {
    const { carrier, wei, files, lin } = await erased();
    const gao = await letIn(wei, 'gao', 'committee');
    await meet(carrier, [wei, gao, lin], 2);
    const values = await closedValues(gao);
    expect(values).not.toContain('1380000he');
    expect(values).toContain('1380000fan');
    expect((await gao.ledger.get('duesRecord', 'he-2026-11'))?.fields.paid).toBe(1234);
    expect((await gao.ledger.get('member', 'he'))?.fields.note).toBe('备注he');
    expect(await heldBy(gao.ledger)).toEqual([]);
    // The key is in no file any more; a place that kept the file from before brings the key back to nobody.
    for (const { name, bytes } of files.filter((file) => file.name.includes('/own/')))
      carrier.tamper(name, bytes);
    const yan = await letIn(wei, 'yan', 'committee');
    await meet(carrier, [wei, yan, gao], 2);
    for (const { ledger } of [gao, yan]) {
      expect(await closedValues({ ledger } as Profile)).not.toContain('1380000he');
      const own = (await ledger.db.ring.toArray()).filter(({ q }) => q === 'm/he');
      expect(own).toHaveLength(1);
    }
  });

  it('counts for everything that was there, also on a computer whose clock is days behind', async () => {
    const { carrier, wei, lin, he, fan } = await branch();
    wei.time.now += 4 * 86_400_000;
    await wei.ledger.commit(
      [change((await wei.ledger.get('member', 'he'))!, { phone: '13811112222' }), dues('he', 1234)],
      test,
    );
    await changeRole(wei.ledger, 'lin', 'deputy');
    await meet(carrier, [wei, lin, he], 2);
    const before = (await lin.ledger.db.ring.toArray()).filter(({ q }) => q.endsWith('/he'));
    const member = (await lin.ledger.get('member', 'he')) as Rec<'member'>;
    expect(member.fields.phone).toBe('13811112222');
    await erase(lin.ledger, member, input(['member:phone']));
    await meet(carrier, [lin, wei, he, fan], 2);
    expect(before.length).toBeGreaterThan(0);
    for (const { ledger } of [wei, lin, he]) {
      const values = await closedValues({ ledger } as Profile);
      expect(values).not.toMatch(/1380000he|13811112222/);
      const here = (await ledger.db.ring.toArray()).map(({ k }) => k);
      expect(here.filter((k) => before.some((old) => old.k === k))).toEqual([]);
      expect((await ledger.get('duesRecord', 'he-2026-11'))?.fields.paid).toBe(1234);
    }
  });

  it('takes in what a device wrote meanwhile that did not know of it, under a new key', async () => {
    const { carrier, wei, lin, he, fan } = await branch();
    await wei.ledger.commit([dues('he', 1234)], test);
    await meet(carrier, [wei, lin, he, fan], 2);
    // Sealed and sent under the old key, after the secretary erased and before anybody learned of it.
    const member = (await wei.ledger.get('member', 'he')) as Rec<'member'>;
    await lin.ledger.commit([dues('he', 4444, '2026-10')], test);
    lin.time.now += 1000;
    await exchange(lin.ledger, carrier);
    wei.time.now += 2000;
    await erase(wei.ledger, member, input(['member:phone']));
    await meet(carrier, [wei, lin, he, wei, he, fan], 2);
    for (const { ledger } of [wei, lin, he])
      expect((await ledger.get('duesRecord', 'he-2026-10'))?.fields.paid).toBe(4444);
    expect(await known(lin.ledger)).toEqual(await known(wei.ledger));
    expect(await heldBy(wei.ledger)).toEqual([]);
  });
});
