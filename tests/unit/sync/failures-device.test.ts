import { describe, expect, it } from 'vitest';
import { MemoryCarrier, REFUSED } from '../../../lib/carrier';
import { change, create, remove, restore } from '../../../lib/ledger';
import { certify, exchange, joinSpace, requestToJoin, shareStatus } from '../../../lib/sync';
import { brittlePlace, brittleStore, copyProfile, Crash, reopen } from '../support/crashes';
import { openTestLedger } from '../support/ledger';
import { founder, heldBy, known, letIn, meet, type Profile } from '../support/shared';

const meeting = (id: string, place: string) =>
  create('meeting', { types: { themeDay: true }, startsAt: '2026-11-25T15:00', place }, id);
const test = { label: 'test' };
const segments = (carrier: MemoryCarrier) =>
  carrier
    .files()
    .map(({ name }) => name)
    .filter((name) => name.includes('/d/'));

describe('a device', () => {
  it('that was offline for days has everything kept, says how much waits, and sends it when it can', async () => {
    let offline = true;
    const carrier = new MemoryCarrier({ before: () => (offline ? { refuse: REFUSED.offline } : undefined) });
    const wei = await founder('wei');
    const lin = await letIn(wei, 'lin', 'deputy');
    for (let day = 0; day < 5; day += 1) {
      wei.time.now += 86_400_000;
      for (let edit = 0; edit < 20; edit += 1) {
        const id = `m${edit}`;
        const present = day ? await wei.ledger.get('meeting', id) : undefined;
        await wei.ledger.commit([present ? change(present, { place: `${day}` }) : meeting(id, '初')], test);
      }
      await expect(exchange(wei.ledger, carrier)).rejects.toMatchObject({ code: REFUSED.offline });
    }
    expect(await shareStatus(wei.ledger)).toMatchObject({ unconfirmed: 100, lastSent: undefined });
    offline = false;
    lin.time.now = wei.time.now;
    await meet(carrier, [wei, lin]);
    expect(await shareStatus(wei.ledger)).toMatchObject({ unconfirmed: 0, lastSent: wei.time.now });
    expect(await known(lin.ledger)).toEqual(await known(wei.ledger));
    expect(await lin.ledger.count('meeting')).toBe(20);
  });

  it('that ends at any step of an exchange goes on from there: nothing is lost, nothing is twice', async () => {
    let left = Infinity;
    const step = (where: string): void => {
      if ((left -= 1) === 0) throw new Crash(where);
    };
    const attempt = async (profile: Profile, carrier: MemoryCarrier, at: number): Promise<boolean> => {
      left = at;
      try {
        await exchange(profile.ledger, carrier, { store: brittleStore(profile.ledger, step) });
        return false;
      } catch (thrown) {
        if (!(thrown instanceof Crash)) throw thrown;
        await reopen(profile);
        return true;
      } finally {
        left = Infinity;
      }
    };
    const carrier = brittlePlace(step);
    const wei = await founder('wei');
    const lin = await letIn(wei, 'lin', 'deputy');
    let ended = 0;
    let rounds = 0;
    // Writer and reader each end at step `at`; at the end neither has so many steps any more.
    for (let at = 1, goesOn = true; goesOn; at += 1) {
      const dues = { member: 'p', month: '2026-11', paid: at };
      await wei.ledger.commit([meeting(`m${at}`, '一号')], test);
      await wei.ledger.commit([create('duesRecord', dues, `d${at}`)], test);
      const writer = await attempt(wei, carrier, at);
      await exchange(wei.ledger, carrier);
      const reader = await attempt(lin, carrier, at);
      await exchange(lin.ledger, carrier);
      goesOn = writer || reader;
      ended += Number(writer) + Number(reader);
      rounds = at;
      expect(await lin.ledger.count('duesRecord'), `step ${at}`).toBe(at);
      // One segment of each circle and no more: bytes that were kept are sent again unchanged.
      expect(segments(carrier), `step ${at}`).toHaveLength(2 * at);
      expect(await shareStatus(wei.ledger)).toMatchObject({ unconfirmed: 0, held: [] });
    }
    expect(await lin.ledger.count('meeting')).toBe(rounds);
    expect(await known(lin.ledger)).toEqual(await known(wei.ledger));
    expect(ended).toBeGreaterThan(60);
  }, 60_000);

  it('whose storage gives way inside a merge has taken in nothing of it, and merges it the next time', async () => {
    const carrier = new MemoryCarrier();
    const wei = await founder('wei');
    const lin = await letIn(wei, 'lin', 'deputy');
    await wei.ledger.commit([meeting('m1', '一号'), meeting('m2', '二号')], test);
    await exchange(wei.ledger, carrier);
    const fail = (): never => {
      throw new Error('disk');
    };
    // The last write of the transaction fails, after records and commits were written.
    lin.ledger.db.segments.hook('creating', fail);
    await expect(exchange(lin.ledger, carrier)).rejects.toMatchObject({ code: 'E112' });
    expect(await lin.ledger.db.records.count()).toBe(0);
    expect(await lin.ledger.db.changes.count()).toBe(0);
    lin.ledger.db.segments.hook('creating').unsubscribe(fail);
    await exchange(lin.ledger, carrier);
    expect(await known(lin.ledger)).toEqual(await known(wei.ledger));
  });

  it('whose storage gives way to some of many segments writes nothing behind its own word, and has all the next time', async () => {
    const carrier = new MemoryCarrier();
    const wei = await founder('wei');
    const lin = await letIn(wei, 'lin', 'deputy');
    for (let at = 0; at < 20; at += 1) {
      await wei.ledger.commit([meeting(`m${at}`, '一号')], test);
      await exchange(wei.ledger, carrier);
    }
    const fail = (_: unknown, { q, s }: { q: string; s: number }): void => {
      if (q === 'r' && s === 5) throw new Error('disk');
    };
    const { segments: table } = lin.ledger.db;
    table.hook('creating', fail);
    await expect(exchange(lin.ledger, carrier)).rejects.toMatchObject({ code: 'E112' });
    // The first two are in; of those that were with the storage with the fifth, each is there whole or not at all.
    const told = await table.where('state').equals('merged').sortBy('s');
    expect(told.map(({ s }) => s)).toEqual(expect.arrayContaining([1, 2]));
    expect(told.some(({ s }) => s === 5)).toBe(false);
    expect(await lin.ledger.count('meeting')).toBe(told.length);
    table.hook('creating').unsubscribe(fail);
    // A later request is answered after whatever was still on its way.
    await lin.ledger.setMe({ member: 'lin', role: 'secretary' });
    expect(await lin.ledger.count('meeting')).toBe(told.length);
    await exchange(lin.ledger, carrier);
    expect(await known(lin.ledger)).toEqual(await known(wei.ledger));
  }, 60_000);

  it('that is a copy of another takes a name of its own; what both wrote is kept', async () => {
    const carrier = new MemoryCarrier();
    const wei = await founder('wei');
    const lin = await letIn(wei, 'lin', 'deputy');
    await meet(carrier, [wei, lin]);
    await lin.ledger.commit([meeting('m0', '零号')], test);
    const copy = await copyProfile(lin, `copy-${lin.ledger.db.name}`);
    await lin.ledger.commit([meeting('m1', '一号')], test);
    copy.time.now += 5000;
    await copy.ledger.commit([meeting('m2', '二号')], test);
    await exchange(lin.ledger, carrier);
    const found = await exchange(copy.ledger, carrier);
    expect(found?.pulled.wasCopied).toBe(true);
    expect(copy.ledger.clock.device).not.toBe(lin.ledger.clock.device);
    await meet(carrier, [wei, lin, copy], 3);
    for (const { ledger } of [wei, lin, copy]) {
      expect((await ledger.list('meeting')).map(({ id }) => id).sort()).toEqual(['m0', 'm1', 'm2']);
      expect(await heldBy(ledger)).toEqual([]);
    }
    expect(await known(copy.ledger)).toEqual(await known(wei.ledger));
  });

  it('whose database the browser threw away is let in anew and gets everything back', async () => {
    const carrier = new MemoryCarrier();
    const wei = await founder('wei');
    const lin = await letIn(wei, 'lin', 'deputy');
    await lin.ledger.commit([meeting('m1', '一号')], test);
    await meet(carrier, [wei, lin]);
    await lin.ledger.db.delete();
    const { ledger, time } = await openTestLedger({ me: 'lin' });
    await certify(wei.ledger, await requestToJoin(ledger, 'lin'), 'deputy');
    await joinSpace(ledger, wei.address, 'lin');
    const again: Profile = { ledger, time, owner: 'lin', role: 'deputy' };
    await meet(carrier, [wei, again]);
    expect(await ledger.get('meeting', 'm1')).toBeDefined();
    expect(await known(ledger)).toEqual(await known(wei.ledger));
  });
});

describe('what several people do to one record', () => {
  it('comes to one value everywhere and keeps the others, in 40 orders of delivery', async () => {
    const carrier = new MemoryCarrier();
    const wei = await founder('wei');
    const three = [wei, await letIn(wei, 'lin', 'deputy'), await letIn(wei, 'he', 'committee')];
    await wei.ledger.commit([meeting('m1', '初')], test);
    await meet(carrier, three);
    let state = 20_261_126;
    const next = (below: number): number => {
      state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
      return (state >>> 8) % below;
    };
    const written = new Set<string>(['初']);
    for (let round = 0; round < 40; round += 1) {
      for (const { ledger, time } of three) {
        time.now += 1 + next(3);
        const place = `${round}-${next(1_000_000)}`;
        written.add(place);
        await ledger.commit([change((await ledger.get('meeting', 'm1'))!, { place })], test);
      }
      const order = [...three].sort(() => next(3) - 1);
      await meet(carrier, order.slice(0, 1 + next(3)), 1);
    }
    await meet(carrier, three, 3);
    const [first, ...others] = await Promise.all(three.map(({ ledger }) => known(ledger)));
    for (const other of others) expect(other).toEqual(first);
    const record = (await wei.ledger.get('meeting', 'm1'))!;
    const kept = (await wei.ledger.db.history.toArray()).filter(({ f }) => f === 'place').map(({ v }) => v);
    expect(new Set([record.fields.place, ...kept])).toEqual(written);
  });

  it('deletes it although somebody edits beside: it lies in the trash with the edit', async () => {
    const carrier = new MemoryCarrier();
    const wei = await founder('wei');
    const lin = await letIn(wei, 'lin', 'deputy');
    await wei.ledger.commit([meeting('m1', '初')], test);
    await meet(carrier, [wei, lin]);
    await wei.ledger.commit([remove((await wei.ledger.get('meeting', 'm1'))!)], test);
    lin.time.now += 5000;
    await lin.ledger.commit([change((await lin.ledger.get('meeting', 'm1'))!, { place: '改' })], test);
    await meet(carrier, [lin, wei]);
    for (const { ledger } of [wei, lin]) {
      expect(await ledger.list('meeting')).toEqual([]);
      expect(await ledger.trash()).toMatchObject([{ id: 'm1', fields: { place: '改' } }]);
    }
    const gone = (await wei.ledger.trash())[0]!;
    await wei.ledger.commit([restore(gone)], test);
    await meet(carrier, [wei, lin]);
    expect((await lin.ledger.get('meeting', 'm1'))?.fields.place).toBe('改');
  });
});

describe('clocks', () => {
  it('three days fast, a year slow, and put back: everything is taken in, and replies come after', async () => {
    for (const off of [3 * 86_400_000, -365 * 86_400_000]) {
      const carrier = new MemoryCarrier();
      const wei = await founder('wei');
      const lin = await letIn(wei, 'lin', 'deputy');
      await wei.ledger.commit([meeting('m1', '初')], test);
      await meet(carrier, [wei, lin]);
      lin.time.now += off;
      await lin.ledger.commit([change((await lin.ledger.get('meeting', 'm1'))!, { place: '林' })], test);
      await meet(carrier, [lin, wei], 1);
      expect((await wei.ledger.get('meeting', 'm1'))?.fields.place).toBe('林');
      await wei.ledger.commit([change((await wei.ledger.get('meeting', 'm1'))!, { place: '韦' })], test);
      // The wrong time does not become ours: what is new keeps to our clock.
      await wei.ledger.commit([meeting('m2', '新')], test);
      const fresh = (await wei.ledger.get('meeting', 'm2'))!;
      expect(Math.abs(Number.parseInt(fresh.h.slice(0, 9), 36) - wei.time.now)).toBeLessThan(1000);
      lin.time.now -= off;
      await meet(carrier, [wei, lin]);
      for (const { ledger } of [wei, lin]) {
        expect((await ledger.get('meeting', 'm1'))?.fields.place).toBe('韦');
        expect(await ledger.conflicts('m1')).toEqual([]);
        expect(await heldBy(ledger)).toEqual([]);
      }
      const events = (await shareStatus(wei.ledger))!.peers.flatMap((peer) => peer.events);
      expect(events.map(({ what }) => what)).toEqual(off > 0 ? ['ahead'] : []);
    }
  });
});
