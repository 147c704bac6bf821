import { describe, expect, it } from 'vitest';
import { MemoryCarrier } from '../../../lib/carrier';
import { change, create, remove, SyncStore } from '../../../lib/ledger';
import { exchange, shareStatus } from '../../../lib/sync';
import { founder, heldBy, known, letIn, meet } from '../support/shared';

const meeting = (id: string, place: string) =>
  create('meeting', { types: { themeDay: true }, startsAt: '2026-11-25T15:00', place }, id);

describe('two committee members on one place', () => {
  it('come to the same records, commits and history, whoever wrote what in which order', async () => {
    const carrier = new MemoryCarrier();
    const wei = await founder('wei');
    const lin = await letIn(wei, 'lin', 'deputy');
    await wei.ledger.commit([meeting('m1', '一号')], { label: 'life.record' });
    await meet(carrier, [wei, lin]);
    const seen = (await lin.ledger.get('meeting', 'm1'))!;
    expect(seen.fields.place).toBe('一号');
    expect((await lin.ledger.historyOf('m1', 'place'))[0]).toMatchObject({ label: 'life.record', by: 'wei' });

    // Both offline, both change the place; one also marks somebody, the other deletes another record.
    const mine = (await wei.ledger.get('meeting', 'm1'))!;
    wei.time.now += 1000;
    await wei.ledger.commit([change(mine, { place: '二号', attendance: { a: { state: 'present' } } })], {
      label: 'life.change',
    });
    lin.time.now += 2000;
    await lin.ledger.commit([change(seen, { place: '三号' })], { label: 'life.change' });
    await lin.ledger.commit([meeting('m2', '四号')], { label: 'life.record' });
    await lin.ledger.commit([remove((await lin.ledger.get('meeting', 'm2'))!)], { label: 'life.delete' });
    await meet(carrier, [wei, lin]);

    expect(await known(lin.ledger)).toEqual(await known(wei.ledger));
    const merged = (await wei.ledger.get('meeting', 'm1'))!;
    expect(merged.fields).toMatchObject({ place: '三号', attendance: { a: { state: 'present' } } });
    // The value that gave way is kept and shown on both sides.
    for (const { ledger } of [wei, lin]) {
      expect(await ledger.conflicts('m1')).toMatchObject([{ f: 'place', v: '二号', by: 'lin' }]);
      expect((await ledger.trash()).map(({ id }) => id)).toEqual(['m2']);
      expect(await heldBy(ledger)).toEqual([]);
    }
  });

  it('say that something is sent only when its head stands, and need one request when nothing is new', async () => {
    const carrier = new MemoryCarrier();
    const wei = await founder('wei');
    const lin = await letIn(wei, 'lin', 'deputy');
    await wei.ledger.commit([meeting('m1', '一号')], { label: 'test' });
    expect((await shareStatus(wei.ledger))!.unconfirmed).toBe(1);
    expect((await shareStatus(wei.ledger))!.lastSent).toBeUndefined();
    await meet(carrier, [wei, lin], 3);
    expect((await shareStatus(wei.ledger))!).toMatchObject({
      unconfirmed: 0,
      lastSent: wei.time.now,
      withheld: [],
    });
    for (const { ledger } of [wei, lin]) {
      const before = carrier.calls;
      await exchange(ledger, carrier);
      expect(carrier.calls - before).toBe(1);
    }
    const [peer] = (await shareStatus(lin.ledger))!.peers;
    expect(peer).toMatchObject({ events: [], gaps: {}, head: { t: wei.time.now } });
  });

  it('send many records in few files and few bytes', async () => {
    const carrier = new MemoryCarrier();
    const wei = await founder('wei');
    const lin = await letIn(wei, 'lin', 'deputy');
    const writes = Array.from({ length: 1200 }, (_, index) => meeting(`m${index}`, `会议室 ${index}`));
    for (let start = 0; start < writes.length; start += 300) {
      await wei.ledger.commit(writes.slice(start, start + 300), { label: 'import' });
    }
    await meet(carrier, [wei, lin], 1);
    expect(carrier.files().filter(({ name }) => name.includes('/d/'))).toHaveLength(3);
    expect(await lin.ledger.count('meeting')).toBe(1200);
    await meet(carrier, [wei, lin], 1);
    expect(await known(lin.ledger)).toEqual(await known(wei.ledger));
    const before = carrier.files().reduce((sum, { bytes }) => sum + bytes.length, 0);
    await wei.ledger.commit(
      writes.slice(0, 10).map((write) => ({ ...write, set: { place: '新' } })),
      { label: 'test' },
    );
    await exchange(wei.ledger, carrier);
    const after = carrier.files().reduce((sum, { bytes }) => sum + bytes.length, 0);
    // The head is written over; what is added is one padded segment.
    expect(after - before).toBeLessThan(4096);
  });

  it('fetch a whole history of more segments than a head names', async () => {
    const carrier = new MemoryCarrier();
    const wei = await founder('wei');
    for (let index = 0; index < 21; index += 1) {
      await wei.ledger.commit([meeting(`m${index}`, '一号')], { label: 'test' });
      if (index % 7 === 0) wei.time.now += 32 * 86_400_000;
      await exchange(wei.ledger, carrier);
    }
    const lin = await letIn(wei, 'lin', 'committee', { now: new Date(wei.time.now).toISOString() });
    await meet(carrier, [wei, lin]);
    expect(await lin.ledger.count('meeting')).toBe(21);
    expect(await known(lin.ledger)).toEqual(await known(wei.ledger));
  });
});

describe('circles of readers', () => {
  it('keep from a member what is not for members, and reasons for absence apart from absence', async () => {
    const carrier = new MemoryCarrier();
    const wei = await founder('wei');
    const he = await letIn(wei, 'he', 'member');
    const lin = await letIn(wei, 'lin', 'committee');
    await wei.ledger.commit(
      [
        create(
          'member',
          { name: '示例甲', category: 'full', phone: '13800000000', idNumber: '110101199001010000' },
          'p1',
        ),
        create('talk', { on: '2026-11-20', talker: 'wei', partner: 'p1', content: '家里的事' }, 't1'),
        create('duesRecord', { member: 'p1', month: '2026-11', paid: 1000 }, 'd1'),
        create('governanceItem', { companyId: 'c', item: 'B1', period: '2026' }, 'g1'),
        create(
          'meeting',
          {
            types: { themeDay: true },
            startsAt: '2026-11-25T15:00',
            attendance: { p1: { state: 'leave', reason: 'sick' } },
          },
          'm1',
        ),
      ],
      { label: 'test' },
    );
    await meet(carrier, [wei, he, lin]);
    expect((await he.ledger.get('member', 'p1'))?.fields).toMatchObject({ name: '示例甲' });
    expect((await he.ledger.get('member', 'p1'))?.fields.phone).toBeUndefined();
    expect(await he.ledger.find('t1')).toBeUndefined();
    expect(await he.ledger.find('d1')).toBeUndefined();
    expect(await he.ledger.find('g1')).toBeUndefined();
    expect((await he.ledger.get('meeting', 'm1'))?.fields.attendance).toEqual({ p1: { state: 'leave' } });
    const everything = JSON.stringify(await he.ledger.db.changes.toArray());
    for (const secret of ['13800000000', '110101199001010000', '家里的事', 'sick'])
      expect(everything).not.toContain(secret);
    // The committee member has all of it, and the commit is one again.
    expect(await known(lin.ledger)).toEqual(await known(wei.ledger));
    expect(await lin.ledger.recentCommits()).toHaveLength(1);
    expect((await lin.ledger.get('meeting', 'm1'))?.fields.attendance).toEqual({
      p1: { state: 'leave', reason: 'sick' },
    });
    expect(await he.ledger.quarantine.count()).toBe(0);
  });

  it('give a reviewer the checklist and no activity, and send nothing that a role may not write', async () => {
    const carrier = new MemoryCarrier();
    const wei = await founder('wei');
    const he = await letIn(wei, 'he', 'member');
    const fan = await letIn(wei, 'fan', 'reviewer');
    await wei.ledger.commit(
      [meeting('m1', '一号'), create('governanceItem', { companyId: 'c', item: 'B1', period: '2026' }, 'g1')],
      { label: 'test' },
    );
    await meet(carrier, [wei, he, fan]);
    expect(await fan.ledger.find('m1')).toBeUndefined();
    expect(await fan.ledger.get('governanceItem', 'g1')).toBeDefined();
    await he.ledger.commit([change((await he.ledger.get('meeting', 'm1'))!, { place: '别处' })], {
      label: 'test',
    });
    await he.ledger.commit(
      [
        create(
          'studyLog',
          { member: 'he', on: '2026-11-25', form: 'self', hours: 1, state: 'declared' },
          's1',
        ),
      ],
      { label: 'test' },
    );
    await meet(carrier, [wei, he, fan]);
    expect((await wei.ledger.get('meeting', 'm1'))?.fields.place).toBe('一号');
    expect(await wei.ledger.get('studyLog', 's1')).toBeDefined();
    expect((await shareStatus(he.ledger))?.withheld).toMatchObject([{ why: 'role' }]);
  });

  it('keep a reflection with its writer until it is shared, and its earlier versions for good', async () => {
    const carrier = new MemoryCarrier();
    const wei = await founder('wei');
    const he = await letIn(wei, 'he', 'member');
    await meet(carrier, [wei, he]);
    await he.ledger.commit([create('reflection', { member: 'he', on: '2026-11-25', text: '第一稿' }, 'x1')], {
      label: 'test',
    });
    await meet(carrier, [wei, he]);
    expect(await wei.ledger.find('x1')).toBeUndefined();
    expect(carrier.files().some(({ name }) => /\/d\/he-[^/]+\/p\//.test(name))).toBe(true);
    he.time.now += 1000;
    await he.ledger.commit([change((await he.ledger.get('reflection', 'x1'))!, { text: '定稿' })], {
      label: 'test',
    });
    he.time.now += 1000;
    await he.ledger.commit([change((await he.ledger.get('reflection', 'x1'))!, { sharedOn: '2026-11-26' })], {
      label: 'test',
    });
    await meet(carrier, [wei, he]);
    expect((await wei.ledger.get('reflection', 'x1'))?.fields).toMatchObject({
      text: '定稿',
      sharedOn: '2026-11-26',
    });
    expect(JSON.stringify(await wei.ledger.db.changes.toArray())).not.toContain('第一稿');
  });
});

describe('a device that nobody let in', () => {
  it('sends nothing, and what it sends under a name of its own is not taken', async () => {
    const carrier = new MemoryCarrier();
    const wei = await founder('wei');
    const eve = await founder('eve');
    await eve.ledger.commit([meeting('m9', '示例')], { label: 'test' });
    await exchange(wei.ledger, carrier);
    await exchange(eve.ledger, carrier);
    // The storage owner moves the stranger's files into the branch's folder.
    for (const { name, bytes } of carrier.files()) {
      if (name.includes(eve.address.space))
        carrier.tamper(name.replace(eve.address.space, wei.address.space), bytes);
    }
    const result = await exchange(wei.ledger, carrier);
    expect(result?.pulled.segments).toBe(0);
    expect(result?.pulled.unknown).toHaveLength(1);
    expect(await wei.ledger.find('m9')).toBeUndefined();
  });

  it('waits until it is certified, and then sends what it wrote meanwhile', async () => {
    const carrier = new MemoryCarrier();
    const wei = await founder('wei');
    await meet(carrier, [wei], 1);
    const lin = await letIn(wei, 'lin', 'deputy');
    await lin.ledger.commit([meeting('m1', '一号')], { label: 'test' });
    // The entry has not reached the place yet.
    expect((await exchange(lin.ledger, carrier))?.pushed).toMatchObject({
      state: 'waiting',
      files: 0,
      unconfirmed: 1,
    });
    await meet(carrier, [wei, lin, wei], 1);
    expect(await wei.ledger.get('meeting', 'm1')).toBeDefined();
    expect(await new SyncStore(lin.ledger).ring()).toHaveLength(6);
  });
});
