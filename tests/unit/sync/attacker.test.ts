import { describe, expect, it } from 'vitest';
import { MemoryCarrier } from '../../../lib/carrier';
import { create } from '../../../lib/ledger';
import { exchange, shareStatus } from '../../../lib/sync';
import { sha256 } from '../../../lib/sync/bytes';
import { readContext } from '../../../lib/sync/context';
import { newMemberKey, writeMemberKey } from '../../../lib/sync/member-keys';
import { fileName } from '../../../lib/sync/names';
import { sealLines } from '../../../lib/sync/own-lines';
import { openSegment, sealSegment } from '../../../lib/sync/segment';
import { signJson } from '../../../lib/sync/signed';
import { founder, heldBy, letIn, meet, type Profile } from '../support/shared';

const SECRET = '不可外传的会议室';
const meeting = (id: string) =>
  create('meeting', { types: { themeDay: true }, startsAt: '2026-11-25T15:00', place: SECRET }, id);
const test = { label: 'test' };
const write = ({ ledger }: Profile, id: string) => ledger.commit([meeting(id)], test);

type Snapshot = ReturnType<MemoryCarrier['files']>;

/** Shows a member the place as it was: what the attacker does who answers everybody something else. */
async function exchangeWith(profile: Profile, files: Snapshot): Promise<MemoryCarrier> {
  const view = new MemoryCarrier({ marks: false });
  for (const { name, bytes } of files) view.tamper(name, bytes);
  await exchange(profile.ledger, view);
  return view;
}

async function three() {
  const carrier = new MemoryCarrier();
  const wei = await founder('wei');
  const lin = await letIn(wei, 'lin', 'deputy');
  const he = await letIn(wei, 'he', 'deputy');
  await write(wei, 'm1');
  await meet(carrier, [wei, lin, he], 2);
  const find = (part: string) => carrier.files().filter(({ name }) => name.includes(part));
  return { carrier, wei, lin, he, find };
}

const status = async ({ ledger }: Profile) => (await shareStatus(ledger))!;
const eventsOf = async (profile: Profile) => (await status(profile)).peers.flatMap(({ events }) => events);

describe('whoever owns the storage', () => {
  it('reads nothing: no file holds a word, a name or a kind of what is shared', async () => {
    const { carrier, lin } = await three();
    await lin.ledger.commit(
      [create('member', { name: '示例甲', category: 'full', phone: '13800000000' })],
      test,
    );
    await exchange(lin.ledger, carrier);
    for (const { name, bytes } of carrier.files()) {
      const text = `${name} ${Buffer.from(bytes).toString('utf8')}`;
      for (const word of [SECRET, '示例甲', '13800000000', 'meeting', 'themeDay', 'place']) {
        expect(text.includes(word), `${word} in ${name}`).toBe(false);
      }
    }
  });

  it('forges nothing: a file of its own making, in whatever place, is held or passed over', async () => {
    const { carrier, wei, lin, find } = await three();
    const eve = await founder('eve');
    const own = await readContext(eve.ledger);
    const { share, roster } = await readContext(wei.ledger);
    const head = find('/h/wei-')[0]!;
    const segment = find('/d/wei-').find(({ name }) => name.includes('/r/'))!;
    const folder = segment.name.slice(0, segment.name.lastIndexOf('/'));
    const line = {
      r: 'forged',
      t: 'meeting',
      h: `0mwsmbsw0-00000-${share.device}`,
      by: 'wei',
      b: {},
      f: { place: '假' },
      sv: 1,
      c: `0mwsmbsw0-00000-${share.device}`,
      l: 'x',
    };
    const forged = await sealSegment(
      {
        v: 1,
        suite: 1,
        b: share.space,
        d: share.device,
        s: 2,
        k: own.ring[0]!.k,
        q: 'r',
        p: '',
        ro: roster.ro,
        n: 1,
      },
      [line],
      { sign: own.keys.sign.privateKey, epoch: own.ring[0]!.key },
    );
    const hash = await sha256(forged);
    carrier.tamper(`${folder}/${fileName(2, hash)}`, forged);
    const value = JSON.parse(Buffer.from(head.bytes.slice(64)).toString()) as Record<string, unknown>;
    carrier.tamper(head.name, await signJson(own.keys.sign.privateKey, { ...value, n: 99 }));
    await exchange(lin.ledger, carrier);
    expect(await lin.ledger.find('forged')).toBeUndefined();
    expect(await heldBy(lin.ledger)).toMatchObject([{ reason: 'signature', s: 2 }]);
    expect(await lin.ledger.get('meeting', 'm1')).toBeDefined();
  });

  it('moves nothing: a segment of another device, circle, number or space is not taken in', async () => {
    const { carrier, wei, lin, find } = await three();
    await write(lin, 'm2');
    await lin.ledger.commit([create('duesRecord', { member: 'p', month: '2026-11', paid: 1 }, 'd1')], test);
    await exchange(lin.ledger, carrier);
    const first = find('/d/lin-').find(({ name }) => name.includes('/r/'));
    const dues = find('/d/lin-').find(({ name }) => name.includes('/o/'));
    const [head] = find('/h/lin-');
    const he = await letIn(wei, 'fan', 'deputy');
    // Without its head every folder is listed, so that everything in them is looked at.
    const files = carrier.files().filter(({ name }) => name !== head!.name);
    const put = (name: string, bytes: Uint8Array) => files.push({ name, bytes });
    put(
      first!.name
        .replace('/d/lin-', '/d/wei-')
        .replace(/\/d\/wei-[^/]+/, find('/d/wei-')[0]!.name.match(/\/d\/[^/]+/)![0]),
      first!.bytes,
    );
    put(first!.name.replace('/00000001-', '/00000007-'), first!.bytes);
    put(dues!.name.replace('/o/', '/g/'), dues!.bytes);
    await exchange(wei.ledger, carrier);
    await exchangeWith(he, [
      ...carrier.files().filter(({ name }) => !files.some((file) => file.name === name)),
      ...files,
    ]);
    const reasons = (await heldBy(he.ledger)).map(({ reason }) => reason);
    for (const reason of reasons)
      expect(['place', 'unknownDevice', 'signature', 'decrypt', 'unknownKey']).toContain(reason);
    expect(await he.ledger.count('meeting')).toBeLessThanOrEqual(2);
  });

  it('hides nothing for long: a head kept back is shown by what others have seen', async () => {
    const { carrier, wei, lin, he } = await three();
    const before = carrier.files();
    await write(wei, 'm2');
    await exchange(wei.ledger, carrier);
    await write(lin, 'm3');
    await exchange(lin.ledger, carrier);
    // He is shown everything but the newest of wei.
    const now = carrier.files();
    const kept = (name: string) => /\/(h|d)\/wei-/.test(name);
    await exchangeWith(he, [
      ...before.filter(({ name }) => kept(name)),
      ...now.filter(({ name }) => !kept(name)),
    ]);
    expect(await he.ledger.find('m2')).toBeUndefined();
    expect((await status(he)).hidden).toMatchObject([{ q: 'r', s: 2, by: expect.stringMatching(/^lin-/) }]);
    await exchange(he.ledger, carrier);
    expect((await status(he)).hidden).toEqual([]);
  });

  it('takes nothing back: an older head is an event, and nothing here goes back', async () => {
    const { carrier, wei, lin } = await three();
    const before = carrier.files();
    await write(wei, 'm2');
    await meet(carrier, [wei, lin], 1);
    await exchangeWith(lin, before);
    expect(await eventsOf(lin)).toMatchObject([{ what: 'back' }]);
    expect(await lin.ledger.get('meeting', 'm2')).toBeDefined();
  });

  it('shows no older roster unseen: heads tell which one their devices know', async () => {
    const { carrier, wei, lin, find } = await three();
    const roster = new Set(find('/roster/').map(({ name }) => name));
    const fan = await letIn(wei, 'fan', 'member');
    await write(wei, 'm2');
    await exchange(wei.ledger, carrier);
    const files = carrier.files().filter(({ name }) => !name.includes('/roster/') || roster.has(name));
    await exchangeWith(lin, files);
    expect((await status(lin)).rosterBehind).toEqual([expect.stringMatching(/^wei-/)]);
    await meet(carrier, [fan, lin], 1);
    expect((await status(lin)).rosterBehind).toEqual([]);
  });

  it('with a stolen key shows two members different segments: their heads give it away', async () => {
    const { carrier, wei, lin, he, find } = await three();
    const { keys, ring, share, roster } = await readContext(wei.ledger);
    const head = JSON.parse(Buffer.from(find('/h/wei-')[0]!.bytes.slice(64)).toString()) as {
      q: { r: { h: string } };
    };
    const folder = find('/d/wei-')
      .find(({ name }) => name.includes('/r/'))!
      .name.replace(/\/[^/]+$/, '');
    const month = folder.slice(folder.lastIndexOf('/') + 1);
    const variant = async (place: string): Promise<Snapshot> => {
      const h = `0mwsmbsw0-00009-${share.device}`;
      const line = { r: 'two', t: 'meeting', h, by: 'wei', b: {}, f: { place }, sv: 1, c: h, l: 'x' };
      const key = ring.find(({ q }) => q === 'r')!;
      const p = head.q.r.h;
      const sealed = await sealSegment(
        { v: 1, suite: 1, b: share.space, d: share.device, s: 2, k: key.k, q: 'r', p, ro: roster.ro, n: 1 },
        [line],
        { sign: keys.sign.privateKey, epoch: key.key },
      );
      const hash = await sha256(sealed);
      const name = fileName(2, hash);
      const r = { s: 2, h: hash, tail: [`${month}/${name}`] };
      const own = find('/h/wei-')[0]!.name;
      return [
        { name: `${folder}/${name}`, bytes: sealed },
        { name: own, bytes: await signJson(keys.sign.privateKey, { ...head, n: 50, q: { ...head.q, r } }) },
      ];
    };
    const base = carrier.files().filter(({ name }) => !name.includes('/h/wei-'));
    const first = await exchangeWith(lin, [...base, ...(await variant('甲'))]);
    const told = first.files().filter(({ name }) => /\/(h|d)\/lin-/.test(name));
    await exchangeWith(he, [...base, ...(await variant('乙'))]);
    // Lin's head is written anew within a day; then it says what lin has seen.
    lin.time.now += 86_400_001;
    const later = await exchangeWith(lin, [...base, ...(await variant('甲')), ...told]);
    const heads = later.files().filter(({ name }) => /\/(h|d)\/lin-/.test(name));
    await exchangeWith(he, [...base.filter(({ name }) => !/\/(h|d)\/lin-/.test(name)), ...heads]);
    expect((await eventsOf(he)).map(({ what }) => what)).toContain('split');
  });
});

describe('what is under keys of members', () => {
  const dues = (member: string, paid: number, id = `d-${member}`) =>
    create('duesRecord', { member, month: '2026-11', paid }, id);

  async function branch() {
    const carrier = new MemoryCarrier();
    const wei = await founder('wei');
    await wei.ledger.commit(
      ['he', 'fan'].map((id) =>
        create('member', { name: `示例${id}`, category: 'full', phone: '13800000000' }, id),
      ),
      test,
    );
    const he = await letIn(wei, 'he', 'member');
    await wei.ledger.commit([dues('he', 1200), dues('fan', 3400)], test);
    await meet(carrier, [wei, he], 2);
    const files = (part: string) => carrier.files().filter(({ name }) => name.includes(part));
    return { carrier, wei, he, files };
  }

  it('tells the storage nothing of whose it is, nor a member who has the key of the chain', async () => {
    const { wei, he, files } = await branch();
    for (const { name, bytes } of [...files('/own/'), ...files('/w/')]) {
      const text = `${name} ${Buffer.from(bytes).toString('utf8')}`;
      for (const word of ['m/he', 'm/fan', 'c/fan', '示例', 'duesRecord', 'paid'])
        expect(text).not.toContain(word);
    }
    const { ring, roster } = await readContext(he.ledger);
    const keys = (await readContext(wei.ledger)).ring;
    for (const { bytes } of files('/w/')) {
      const opened = await openSegment(Uint8Array.from(bytes), {
        device: ({ d }) => roster.devices.get(d)?.sign,
        epoch: ({ k, q }) => ring.find((row) => row.k === k && row.q === q)?.key,
        own: () => ({ keys: ring.filter(({ q }) => q.startsWith('m/')), by: 'wei' }),
      });
      if (!opened.ok) throw new Error(opened.reason);
      expect(opened.lines.every(({ r }) => r === 'he' || r === 'd-he')).toBe(true);
      expect(opened.closed!.length).toBeGreaterThan(0);
    }
    // The secretary has a key of each; the member their own alone, and none of the committee's.
    expect(keys.filter(({ q }) => q === 'm/fan')).toHaveLength(1);
    expect(ring.filter(({ q }) => /^[mc]\//.test(q)).map(({ q }) => q)).toEqual(['m/he']);
  });

  it('is written by the committee alone: a member who has the key writes nothing under it', async () => {
    const { carrier, wei, he } = await branch();
    const own = await readContext(he.ledger);
    const key = own.ring.find(({ q }) => q === 'm/he')!;
    const epoch = own.ring.find(({ q, k }) => q === 'w' && k === key.w)!;
    const d = own.share.device;
    const h = `0mwsmbsw0-00000-${d}`;
    const line = { r: 'd-he', t: 'duesRecord', h, by: 'he', b: {}, f: { paid: 1 }, sv: 1, c: h, l: 'x' };
    const forged = await sealSegment(
      { v: 1, suite: 1, b: own.share.space, d, s: 1, k: epoch.k, q: 'w', p: '', ro: own.roster.ro, n: 1 },
      await sealLines({ d, s: 1, by: 'he' }, [{ key, lines: [line] }]),
      { sign: own.keys.sign.privateKey, epoch: epoch.key },
    );
    const hash = await sha256(forged);
    const tail = `202611/${fileName(1, hash)}`;
    carrier.tamper(`${own.at.chain(own.self, 'w')}/${tail}`, forged);
    const head = carrier.files().find(({ name }) => name === own.at.head(own.self));
    const value = JSON.parse(Buffer.from(head!.bytes.slice(64)).toString()) as { q: object };
    carrier.tamper(
      head!.name,
      await signJson(own.keys.sign.privateKey, {
        ...value,
        n: 99,
        q: { ...value.q, w: { s: 1, h: hash, tail: [tail] } },
      }),
    );
    await exchange(wei.ledger, carrier);
    expect(await heldBy(wei.ledger)).toMatchObject([{ q: 'w', reason: 'role' }]);
    expect((await wei.ledger.get('duesRecord', 'd-he'))!.fields.paid).toBe(1200);
  });

  it('goes under no key that somebody else hands out, and survives that its files are taken away', async () => {
    const { carrier, wei, he, files } = await branch();
    // The member makes a key of fan for the present epochs and hands it out; only the committee can say whose it is.
    const own = await readContext(he.ledger);
    const { w, o } = (await readContext(wei.ledger)).ring.find(({ q }) => q === 'm/fan') as {
      w: string;
      o: string;
    };
    const row = newMemberKey('m/fan', { w, o }, `000000000-00000-${own.share.device}`);
    const signer = { device: own.share.device, key: own.keys.sign.privateKey };
    const { name, bytes } = await writeMemberKey(
      own.share.space,
      row,
      { committee: row.key, devices: [...own.roster.devices.values()] },
      signer,
      0,
    );
    carrier.tamper(`${own.at.own}/he-${name}`, bytes);
    for (const file of files('/own/wei-')) carrier.tamper(file.name, new Uint8Array([1, 2, 3]));
    const lin = await letIn(wei, 'lin', 'committee');
    await wei.ledger.commit([dues('fan', 5600, 'fan-2')], test);
    await meet(carrier, [wei, lin, he, wei], 2);
    for (const { ledger } of [wei, lin]) {
      const { ring } = await readContext(ledger);
      expect(ring.some(({ k }) => k === row.k)).toBe(false);
      expect(await heldBy(ledger)).toEqual([]);
    }
    // Whoever has the files puts them there again.
    expect((await lin.ledger.get('duesRecord', 'fan-2'))?.fields.paid).toBe(5600);
    expect((await he.ledger.get('duesRecord', 'd-he'))?.fields.paid).toBe(1200);
  });
});
