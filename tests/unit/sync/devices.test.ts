import { describe, expect, it } from 'vitest';
import { MemoryCarrier } from '../../../lib/carrier';
import { create, SyncStore } from '../../../lib/ledger';
import { exchange } from '../../../lib/sync';
import { founder, heldBy, known, letIn, meet } from '../support/shared';

const meeting = (id: string, place: string) =>
  create('meeting', { types: { themeDay: true }, startsAt: '2026-11-25T15:00', place }, id);

describe('a profile that becomes a new device', () => {
  it('after a restored backup certifies itself, sends what was not confirmed, and forks nothing', async () => {
    const carrier = new MemoryCarrier();
    const wei = await founder('wei');
    const lin = await letIn(wei, 'lin', 'committee');
    await meet(carrier, [wei, lin]);
    await lin.ledger.commit([meeting('m1', '一号')], { label: 'test' });
    const before = lin.ledger.clock.device;
    await lin.ledger.renewDevice();
    lin.time.now += 1000;
    await lin.ledger.commit([meeting('m2', '二号')], { label: 'test' });
    await meet(carrier, [lin, wei], 3);
    expect(lin.ledger.clock.device).not.toBe(before);
    expect(await known(wei.ledger)).toEqual(await known(lin.ledger));
    expect((await wei.ledger.list('meeting')).map(({ id }) => id).sort()).toEqual(['m1', 'm2']);
    expect(await heldBy(wei.ledger)).toEqual([]);
    const peers = await new SyncStore(wei.ledger).peers();
    expect(peers.flatMap(({ events }) => events)).toEqual([]);
  });

  it('sends what it wrote between two of them without having met anybody', async () => {
    const carrier = new MemoryCarrier();
    const wei = await founder('wei');
    const lin = await letIn(wei, 'lin', 'member');
    await meet(carrier, [wei, lin]);
    await lin.ledger.renewDevice();
    const log = { member: 'lin', on: '2026-11-25', form: 'self', hours: 1, state: 'declared' } as const;
    await lin.ledger.commit([create('studyLog', log, 's1')], { label: 'test' });
    await lin.ledger.renewDevice();
    await meet(carrier, [lin, wei], 3);
    expect((await new SyncStore(lin.ledger).share())?.withheld).toEqual([]);
    expect(await wei.ledger.find('s1')).toBeDefined();
    expect(await heldBy(wei.ledger)).toEqual([]);
  });
});

describe('files that an attacker at the place made up', () => {
  it('are held with their reason when a segment is changed, and taken in once it is whole again', async () => {
    const carrier = new MemoryCarrier();
    const wei = await founder('wei');
    const lin = await letIn(wei, 'lin', 'committee');
    await wei.ledger.commit([meeting('m1', '一号')], { label: 'test' });
    await exchange(wei.ledger, carrier);
    const segment = carrier.files().find(({ name }) => name.includes('/d/wei-') && name.includes('/r/'))!;
    carrier.tamper(segment.name, segment.bytes.slice(0, 200));
    wei.time.now += 1000;
    await wei.ledger.commit([meeting('m2', '二号')], { label: 'test' });
    await meet(carrier, [wei, lin], 1);
    expect(await lin.ledger.find('m1')).toBeUndefined();
    expect(await lin.ledger.get('meeting', 'm2')).toBeDefined();
    expect(await heldBy(lin.ledger)).toMatchObject([{ q: 'r', s: 1, reason: 'torn' }]);
    carrier.tamper(segment.name, segment.bytes);
    await exchange(lin.ledger, carrier);
    expect(await lin.ledger.get('meeting', 'm1')).toBeDefined();
    expect(await heldBy(lin.ledger)).toEqual([]);
  });

  it('are shown when an older head is put back', async () => {
    const carrier = new MemoryCarrier();
    const wei = await founder('wei');
    const lin = await letIn(wei, 'lin', 'committee');
    await wei.ledger.commit([meeting('m1', '一号')], { label: 'test' });
    await meet(carrier, [wei, lin]);
    const old = carrier.files().find(({ name }) => name.includes('/h/wei-'))!;
    await wei.ledger.commit([meeting('m2', '二号')], { label: 'test' });
    await meet(carrier, [wei, lin], 1);
    carrier.tamper(old.name, old.bytes);
    await exchange(lin.ledger, carrier);
    const peer = (await new SyncStore(lin.ledger).peers()).find(({ d }) => d.startsWith('wei-'));
    expect(peer?.events).toMatchObject([{ what: 'back' }]);
    expect(await lin.ledger.count('meeting')).toBe(2);
    // Its owner finds out as well and puts the right one there again.
    await exchange(wei.ledger, carrier);
    expect(carrier.files().find(({ name }) => name === old.name)!.bytes).not.toEqual(old.bytes);
  });
});
