import { describe, expect, it } from 'vitest';
import { MemoryCarrier } from '../../../lib/carrier';
import { create, sendAllAgain, SyncStore } from '../../../lib/ledger';
import { Ledger as LedgerClass } from '../../../lib/ledger/ledger';
import { changeRole, exchange, handOver, removeFromSpace, takeOver } from '../../../lib/sync';
import { readContext } from '../../../lib/sync/context';
import { copyProfile } from '../support/crashes';
import { founder, heldBy, known, letIn, meet, type Profile } from '../support/shared';

const meeting = (id: string) =>
  create('meeting', { types: { themeDay: true }, startsAt: '2026-11-25T15:00', place: '东厅' }, id);
const STUDY = { member: 'lin', on: '2026-11-25', form: 'self', hours: 1, state: 'declared' } as const;
const test = { label: 'test' };

async function branch(carrier = new MemoryCarrier()) {
  const wei = await founder('wei');
  const lin = await letIn(wei, 'lin', 'deputy');
  const he = await letIn(wei, 'he', 'committee');
  await meet(carrier, [wei, lin, he]);
  return { carrier, wei, lin, he };
}

const chainOf = ({ ledger, owner }: Profile) => `${owner}-${ledger.clock.device}`;
const placeOf = (carrier: MemoryCarrier) => carrier.files()[0]!.name.split('/').slice(0, 3).join('/');
const meetings = async ({ ledger }: Profile) => (await ledger.list('meeting')).map(({ id }) => id).sort();
const fileOf = async (from: Profile) => {
  const file = new MemoryCarrier();
  for (const { name, bytes } of (await handOver(from.ledger, { all: true })).files) file.tamper(name, bytes);
  return file;
};

describe('a profile that goes on as a new device', () => {
  it('sends everything anew when the place lost the head of the device before with what nobody had read', async () => {
    const { carrier, wei, lin, he } = await branch();
    await wei.ledger.commit([meeting('m1')], test);
    await exchange(wei.ledger, carrier);
    const before = chainOf(wei);
    await wei.ledger.renewDevice();
    for (const { name } of carrier.files()) {
      if (name.endsWith(`/h/${before}`) || name.includes(`/d/${before}/r/`)) carrier.tamper(name, undefined);
    }
    await meet(carrier, [wei, lin, he], 3);
    expect(await meetings(lin)).toEqual(['m1']);
    expect(await meetings(he)).toEqual(['m1']);
    // Once is enough: from then on the new device's own chains hold it.
    const count = carrier.files().length;
    await meet(carrier, [wei, lin, he], 2);
    expect(carrier.files()).toHaveLength(count);
  });

  it('sends nothing of the device before again while its head stands', async () => {
    const { carrier, wei, lin } = await branch();
    await wei.ledger.commit([meeting('m1')], test);
    await meet(carrier, [wei, lin]);
    await wei.ledger.renewDevice();
    await meet(carrier, [wei, lin], 3);
    expect(carrier.files().filter(({ name }) => name.includes(`/d/${chainOf(wei)}/`))).toEqual([]);
  });

  it('puts a segment of the device before there again for whoever misses it', async () => {
    const { carrier, wei, lin, he } = await branch();
    await wei.ledger.commit([meeting('m1')], test);
    await exchange(wei.ledger, carrier);
    const lost = carrier.files().find(({ name }) => name.includes(`/d/${chainOf(wei)}/r/`))!;
    await wei.ledger.renewDevice();
    carrier.tamper(lost.name, undefined);
    await meet(carrier, [wei, lin, he], 3);
    expect(carrier.files().find(({ name }) => name === lost.name)?.bytes).toEqual(lost.bytes);
    expect(await meetings(he)).toEqual(['m1']);
    expect((await new SyncStore(he.ledger).peers()).filter(({ gaps }) => Object.keys(gaps).length)).toEqual(
      [],
    );
  });

  it('makes whole what the device before had begun to put and was cut off at, and drops what it had not', async () => {
    let isTorn = false;
    const carrier = new MemoryCarrier({
      before: ({ verb, name }) =>
        isTorn && verb === 'put' && name.includes('/d/') ? { torn: 0.5 } : undefined,
    });
    const { wei, lin, he } = await branch(carrier);
    await wei.ledger.commit([meeting('m1')], test);
    isTorn = true;
    await expect(exchange(wei.ledger, carrier)).rejects.toThrow();
    isTorn = false;
    const before = chainOf(wei);
    const torn = carrier.files().filter(({ name }) => name.includes(`/d/${before}/`) && name.includes('/r/'));
    expect(torn).toHaveLength(1);
    // Readers without a head look through the folders, and find half a file.
    carrier.tamper(carrier.files().find(({ name }) => name.endsWith(`/h/${before}`))!.name, undefined);
    await exchange(lin.ledger, carrier);
    await wei.ledger.renewDevice();
    await meet(carrier, [wei, lin, he], 3);
    expect(carrier.files().find(({ name }) => name === torn[0]?.name)?.bytes.length).toBeGreaterThan(
      torn[0]?.bytes.length ?? 0,
    );
    for (const one of [lin, he]) expect(await meetings(one)).toEqual(['m1']);
    expect(await new SyncStore(wei.ledger).outbox('left')).toEqual([]);
  });

  it('is let in with the role that its person was given meanwhile, and what it wrote arrives', async () => {
    for (const role of ['committee', 'member'] as const) {
      const { carrier, wei, lin, he } = await branch();
      await lin.ledger.renewDevice();
      await lin.ledger.commit([create('studyLog', STUDY, 'm1')], test);
      await changeRole(wei.ledger, 'lin', role);
      await meet(carrier, [wei, lin, he], 3);
      expect((await readContext(lin.ledger)).me?.role).toBe(role);
      for (const one of [wei, he])
        expect((await one.ledger.list('studyLog')).map(({ id }) => id)).toEqual(['m1']);
    }
  });

  it('counts for nobody when its own head leads to the news that its person was removed meanwhile', async () => {
    const { carrier, wei, lin, he } = await branch();
    const other = new MemoryCarrier();
    await removeFromSpace(lin.ledger, { owner: 'he' });
    await exchange(lin.ledger, carrier);
    await he.ledger.renewDevice();
    await takeOver(wei.ledger, await fileOf(he));
    // An entry of which wei does not know yet, so that the roster is fetched when the head is read.
    await letIn({ ...he, address: wei.address }, 'he', 'committee');
    await he.ledger.commit([meeting('m1')], test);
    await exchange(he.ledger, other);
    for (const { name, bytes } of carrier.files()) if (!name.includes('/h/')) other.tamper(name, bytes);
    await exchange(wei.ledger, other);
    expect((await readContext(wei.ledger)).roster.removed.size).toBe(1);
    expect(await meetings(wei)).toEqual([]);
  });

  it('lets in nobody else after its person lost the right to', async () => {
    const { carrier, wei, lin } = await branch();
    await lin.ledger.renewDevice();
    const zhou = await letIn({ ...lin, address: wei.address }, 'zhou', 'committee');
    await changeRole(wei.ledger, 'lin', 'committee');
    await meet(carrier, [wei, lin, zhou], 3);
    expect((await readContext(lin.ledger)).me?.role).toBe('committee');
    expect((await readContext(zhou.ledger)).me).toBeUndefined();
  });

  it('is given a key that it could not fetch by whoever has it, when who made it leads no more', async () => {
    const { carrier, wei, lin, he } = await branch();
    await letIn(wei, 'zhou', 'member');
    await meet(carrier, [wei, lin, he]);
    await removeFromSpace(lin.ledger, { owner: 'zhou' });
    await changeRole(wei.ledger, 'lin', 'committee');
    await lin.ledger.commit([meeting('m1')], test);
    await exchange(lin.ledger, carrier);
    await wei.ledger.renewDevice();
    await meet(carrier, [wei, lin, he], 4);
    expect(await heldBy(wei.ledger)).toEqual([]);
    expect(await meetings(wei)).toEqual(['m1']);
  });

  it('brings what it handed over before, so that half a file that somebody got comes whole', async () => {
    const { carrier, wei, lin, he } = await branch();
    await wei.ledger.commit([meeting('m1')], test);
    const file = await fileOf(wei);
    for (const { name, bytes } of file.files()) {
      if (name.includes('/r/')) file.tamper(name, bytes.slice(0, 90));
      if (name.includes('/h/')) file.tamper(name, bytes.slice(0, 90));
    }
    await wei.ledger.renewDevice();
    await takeOver(lin.ledger, file);
    await meet(carrier, [wei, lin, he], 3);
    expect(await heldBy(lin.ledger)).toEqual([]);
    expect(await meetings(lin)).toEqual(['m1']);
  });

  it('brings what a head named and it had put aside once somebody misses it', async () => {
    const { carrier, wei, lin, he } = await branch();
    await wei.ledger.commit([meeting('m1')], test);
    await exchange(wei.ledger, carrier);
    const lost = carrier.files().find(({ name }) => name.includes(`/d/${chainOf(wei)}/r/`))!;
    carrier.tamper(lost.name, undefined);
    await exchange(lin.ledger, carrier);
    await wei.ledger.renewDevice();
    await sendAllAgain(wei.ledger);
    await exchange(wei.ledger, new MemoryCarrier());
    await sendAllAgain(wei.ledger);
    await meet(carrier, [wei, lin, he], 4);
    expect(carrier.files().find(({ name }) => name === lost.name)?.bytes).toEqual(lost.bytes);
    const gaps = (await new SyncStore(lin.ledger).peers()).flatMap((peer) => Object.keys(peer.gaps));
    expect(gaps).toEqual([]);
  });

  it('puts there again what it misses itself of a file that it made before and took in', async () => {
    const { carrier, wei, lin } = await branch();
    await lin.ledger.commit([meeting('m1')], test);
    await exchange(lin.ledger, carrier);
    const file = await fileOf(lin);
    for (const { name } of [...file.files(), ...carrier.files()]) {
      if (!name.includes(`/d/${chainOf(lin)}/r/`)) continue;
      file.tamper(name, undefined);
      carrier.tamper(name, undefined);
    }
    // Without its head the others hear nothing of that segment.
    carrier.tamper(`${placeOf(carrier)}/h/${chainOf(lin)}`, undefined);
    await lin.ledger.renewDevice();
    await takeOver(lin.ledger, file);
    await meet(carrier, [lin, wei], 3);
    expect(await meetings(wei)).toEqual(['m1']);
    const gaps = (await new SyncStore(lin.ledger).peers()).flatMap((peer) => Object.keys(peer.gaps));
    expect(gaps).toEqual([]);
  });

  it('is read although the place showed an older head of the device before once', async () => {
    let isOld = false;
    const carrier = new MemoryCarrier({
      before: ({ verb, name }) =>
        isOld && verb === 'get' && name.includes('/h/lin-') ? { old: true } : undefined,
    });
    const { wei, lin } = await branch(carrier);
    await lin.ledger.commit([meeting('m1')], test);
    await exchange(lin.ledger, carrier);
    await lin.ledger.renewDevice();
    isOld = true;
    await exchange(wei.ledger, carrier);
    isOld = false;
    await meet(carrier, [lin, wei], 2);
    expect(await meetings(wei)).toEqual(['m1']);
  });

  it('is one device for all its windows', async () => {
    const { carrier, wei, lin } = await branch();
    const other = await LedgerClass.open({ name: wei.ledger.db.name, wall: () => wei.time.now });
    await wei.ledger.renewDevice();
    await meet(carrier, [wei, lin]);
    await exchange(other, carrier);
    expect(other.clock.device).toBe(wei.ledger.clock.device);
    expect((await readContext(other)).me?.d).toBe(wei.ledger.clock.device);
    other.close();
  });
});

describe('a profile that is copied', () => {
  it('after it got a new name and before it met anybody: both are let in, and what both wrote arrives', async () => {
    const { carrier, wei, lin, he } = await branch();
    await lin.ledger.renewDevice();
    await lin.ledger.commit([meeting('m0')], test);
    const copy = await copyProfile(lin, `copy-${lin.ledger.db.name}`);
    copy.time.now += 5000;
    await lin.ledger.commit([meeting('m1')], test);
    await copy.ledger.commit([meeting('m2')], test);
    await meet(carrier, [lin, copy, wei, he], 4);
    for (const one of [lin, copy]) expect((await readContext(one.ledger)).me?.owner).toBe('lin');
    for (const one of [wei, he, lin, copy]) {
      expect(await meetings(one)).toEqual(['m0', 'm1', 'm2']);
      expect(await heldBy(one.ledger)).toEqual([]);
    }
    expect(await known(copy.ledger)).toEqual(await known(wei.ledger));
  });

  it('finds that out by a newer head too that does not name what it sent, brought from another place', async () => {
    const { carrier, wei, lin } = await branch();
    const copy = await copyProfile(lin, `copy-${lin.ledger.db.name}`);
    copy.time.now += 5000;
    await copy.ledger.commit([meeting('m2')], test);
    await exchange(copy.ledger, carrier);
    const other = new MemoryCarrier();
    for (const { name, bytes } of carrier.files()) if (!name.includes('/d/lin-')) other.tamper(name, bytes);
    other.tamper(`${placeOf(carrier)}/h/${chainOf(lin)}`, undefined);
    for (let round = 0; round < 3; round += 1) {
      lin.time.now += 2 * 86_400_000;
      await exchange(lin.ledger, other);
    }
    const newer = other.files().find(({ name }) => name.endsWith(`/h/${chainOf(lin)}`))!;
    carrier.tamper(newer.name, newer.bytes);
    expect((await exchange(copy.ledger, carrier))?.pulled.wasCopied).toBe(true);
    await meet(carrier, [copy, wei]);
    expect(await meetings(wei)).toEqual(['m2']);
  });

  it('finds that out by a file too, where nobody has a place', async () => {
    const { carrier, wei } = await branch();
    const zhou = await letIn(wei, 'zhou', 'committee');
    await meet(carrier, [wei, zhou]);
    const copy = await copyProfile(zhou, `copy-${zhou.ledger.db.name}`);
    copy.time.now += 5000;
    await zhou.ledger.commit([meeting('m1')], test);
    await copy.ledger.commit([meeting('m2')], test);
    const [one, other] = [await fileOf(zhou), await fileOf(copy)];
    expect((await takeOver(copy.ledger, one)).wasCopied).toBe(true);
    await takeOver(zhou.ledger, other);
    for (const [from, to] of [
      [copy, zhou],
      [zhou, copy],
      [copy, wei],
      [zhou, wei],
    ] as const) {
      await takeOver(to.ledger, await fileOf(from));
    }
    for (const { ledger } of [zhou, copy, wei]) {
      expect((await ledger.list('meeting')).map(({ id }) => id).sort()).toEqual(['m1', 'm2']);
    }
  });

  it('does not take its own file for another one’s', async () => {
    const { carrier, wei } = await branch();
    await wei.ledger.commit([meeting('m1')], test);
    const before = wei.ledger.clock.device;
    const file = await fileOf(wei);
    await exchange(wei.ledger, carrier);
    expect((await takeOver(wei.ledger, file)).wasCopied).toBe(false);
    expect(wei.ledger.clock.device).toBe(before);
  });
});

describe('what somebody handed over before they were removed', () => {
  it('reaches everybody as far as the removal accepts it, also when their profile went on as a new device', async () => {
    for (const isRenewed of [false, true]) {
      const { carrier, wei, lin, he } = await branch();
      await lin.ledger.commit([meeting('m1')], test);
      const file = await fileOf(lin);
      await takeOver(wei.ledger, file);
      await removeFromSpace(wei.ledger, { owner: 'lin' });
      if (isRenewed) await lin.ledger.renewDevice();
      await meet(carrier, [wei, lin, he], 3);
      expect(await meetings(wei)).toEqual(['m1']);
      expect(await meetings(he)).toEqual(['m1']);
    }
  });
});

describe('a chain of which something was taken out again', () => {
  it('is not called broken, though its head was read before that was known', async () => {
    const { carrier, wei, lin, he } = await branch();
    await he.ledger.commit([meeting('m1')], test);
    const file = await fileOf(he);
    await he.ledger.commit([create('studyLog', { ...STUDY, member: 'he' }, 's1')], test);
    await takeOver(wei.ledger, file);
    await changeRole(lin.ledger, 'he', 'member');
    await exchange(he.ledger, carrier);
    await exchange(lin.ledger, carrier);
    await meet(carrier, [he, wei, lin], 3);
    const events = (await new SyncStore(wei.ledger).peers()).flatMap((peer) => peer.events);
    expect(events.filter(({ what }) => what === 'broken')).toEqual([]);
  });
});

describe('what is held of somebody who was removed', () => {
  it('is called that, also what came torn in a file and never comes again', async () => {
    const { carrier, wei, lin, he } = await branch();
    await he.ledger.commit([meeting('m1')], test);
    const file = await fileOf(he);
    for (const { name, bytes } of file.files())
      if (name.includes('/r/')) file.tamper(name, bytes.slice(0, 90));
    await takeOver(lin.ledger, file);
    expect(await heldBy(lin.ledger)).toMatchObject([{ reason: 'torn' }]);
    await removeFromSpace(wei.ledger, { owner: 'he' });
    await meet(carrier, [wei, lin]);
    expect((await heldBy(lin.ledger)).map(({ reason }) => reason)).toEqual(['removed']);
  });

  it('is called that, also under a key that they began and gave to a device which went on as another', async () => {
    const { carrier, wei, lin, he } = await branch();
    await removeFromSpace(wei.ledger, { owner: 'lin' });
    await removeFromSpace(lin.ledger, { owner: 'he' });
    await wei.ledger.renewDevice();
    await lin.ledger.commit([meeting('m1')], test);
    await exchange(lin.ledger, carrier);
    await meet(carrier, [wei, lin, he], 3);
    const held = (await heldBy(wei.ledger)).map(({ reason }) => reason);
    expect(new Set(held)).toEqual(new Set(['removed']));
  });
});
