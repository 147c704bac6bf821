import { describe, expect, it } from 'vitest';
import { SyncStore } from '../../../lib/ledger';
import { join, sha256, utf8 } from '../../../lib/sync/bytes';
import { readContext } from '../../../lib/sync/context';
import { openHead } from '../../../lib/sync/head';
import { unwrapKeys } from '../../../lib/sync/key-files';
import { fileName } from '../../../lib/sync/names';
import { readRoster } from '../../../lib/sync/roster';
import { openSegment } from '../../../lib/sync/segment';
import { signJson } from '../../../lib/sync/signed';
import { makeDeviceKeys, publicHex, sign, suiteOf } from '../../../lib/sync/suite';
import { Nonsense } from '../support/nonsense';
import { inOldBrowser } from '../support/old-browser';
import { branch, meeting, meetIn, test } from '../support/mixed';

const SEED = Number(process.env.FUZZ_SEED ?? 20_261_126);

/** The files of a mixed space, and what reads them. */
async function files() {
  const { carrier, wei, lin, all } = await branch();
  await lin.ledger.commit([meeting('m2', '二号')], test);
  await meetIn(carrier, all);
  const { share, roster, ring, keys } = await readContext(lin.ledger);
  const entries = (await new SyncStore(lin.ledger).rosterFiles()).filter(({ sort }) => sort === 'entry');
  const of = (part: string) => {
    const found = carrier.files().filter(({ name }) => name.includes(part));
    return found.map(({ name, bytes }) => ({ name, bytes: Uint8Array.from(bytes) })).at(-1)!;
  };
  const deviceOf = (owner: string) => [...roster.devices.values()].find((device) => device.owner === owner)!;
  const me = { device: share.device, owner: 'lin', kem: keys.kem };
  const { space, root } = share;
  const readers = {
    head: (bytes: Uint8Array<ArrayBuffer>, owner: 'wei' | 'lin') =>
      openHead(bytes, { space, owner, device: deviceOf(owner).d, publicKey: deviceOf(owner).sign }),
    entry: async (bytes: Uint8Array<ArrayBuffer>, name: string) => {
      const others = entries.filter((row) => row.name !== name);
      return (await readRoster(space, root, [...others, { name, bytes }])).devices;
    },
    gift: (bytes: Uint8Array<ArrayBuffer>, name: string) => unwrapKeys(space, { name, bytes }, roster, me),
    segment: (bytes: Uint8Array<ArrayBuffer>) =>
      openSegment(bytes, {
        device: ({ d }) => roster.devices.get(d)?.sign,
        epoch: ({ k, q }) => ring.find((row) => row.k === k && row.q === q)?.key,
      }),
  };
  return { wei, lin, of, deviceOf, readers, roster, share };
}

const jsonOf = (bytes: Uint8Array): Record<string, unknown> =>
  JSON.parse(Buffer.from(bytes.slice(64)).toString()) as Record<string, unknown>;

describe('somebody who wants a device to be of another suite', () => {
  it('gets nothing past a reader: the key that the roster names decides, whatever a file says of itself', async () => {
    const { wei, lin, of, deviceOf, readers, roster, share } = await files();
    const attacker = await inOldBrowser(() => makeDeviceKeys());
    const head = jsonOf(of('/h/lin-').bytes);
    const segment = of(`/d/lin-${deviceOf('lin').d}/r/`).bytes;
    const end = segment.indexOf(10, 64) + 1;
    const header = JSON.parse(Buffer.from(segment.slice(64, end)).toString()) as object;
    expect((await readers.segment(segment)).ok).toBe(true);
    expect(await readers.head(of('/h/lin-').bytes, 'lin')).toBeDefined();
    for (const suite of [1, 2]) {
      // Signed with a key of P-256 under the name of a device of Ed25519.
      const forged = await signJson(attacker.sign.privateKey, { ...head, suite });
      expect(await readers.head(forged, 'lin')).toBeUndefined();
      const rest = join(utf8(`${JSON.stringify({ ...header, suite })}\n`), segment.slice(end));
      const opened = await readers.segment(join(await sign(attacker.sign.privateKey, rest), rest));
      expect(opened).toMatchObject({ ok: false, reason: 'signature' });
    }
    // The right key, and a file that says it is of the other suite: refused by both browsers.
    const { keys } = await readContext(lin.ledger);
    const lying = await signJson(keys.sign.privateKey, { ...head, suite: 2 });
    expect(await readers.head(lying, 'lin')).toBeUndefined();
    expect(await inOldBrowser(() => readers.head(lying, 'lin'))).toBeUndefined();
    expect(await readers.head(await signJson(keys.sign.privateKey, head), 'lin')).toBeDefined();
    // One that nobody knows yet is held until the program is renewed.
    const later = join(utf8(`${JSON.stringify({ ...header, suite: 3 })}\n`), segment.slice(end));
    const held = await readers.segment(join(await sign(keys.sign.privateKey, later), later));
    expect(held).toMatchObject({ ok: false, reason: 'newer' });

    // Not even who leads can give a device of the roster other keys, or a pair of two suites.
    const own = await readContext(wei.ledger);
    const certify_ = async (device: object) => {
      const value = {
        what: 'roster',
        v: 1,
        suite: 2,
        b: share.space,
        n: own.roster.next,
        p: own.roster.tips,
        by: own.share.device,
        t: 1,
        act: 'device',
        device,
      };
      const bytes = await signJson(own.keys.sign.privateKey, value);
      return readers.entry(bytes, fileName(value.n, (await sha256(bytes)).slice(0, 24)));
    };
    const other = {
      sign: await publicHex(attacker.sign.publicKey),
      kem: await publicHex(attacker.kem.publicKey),
    };
    const { d, sign: key } = deviceOf('lin');
    expect((await certify_({ ...deviceOf('lin'), ...other })).get(d)?.sign).toBe(key);
    const fresh = { ...deviceOf('lin'), d: 'newphone', owner: 'yu', member: 'yu', role: 'member' };
    expect((await certify_({ ...fresh, ...other })).has('newphone')).toBe(true);
    expect((await certify_({ ...fresh, sign: other.sign })).has('newphone')).toBe(false);
    expect((await certify_({ ...fresh, kem: other.kem })).has('newphone')).toBe(false);
    expect((await certify_({ ...fresh, kem: '00'.repeat(32) })).has('newphone')).toBe(false);
    expect((await certify_({ ...fresh, ...other, kem: `04${'11'.repeat(64)}` })).has('newphone')).toBe(false);
    expect(roster.devices.size).toBe(3);
  });
});

describe(`files of a device of P-256 that somebody changed, from seed ${SEED}`, () => {
  it('never count and never break a reader: 1,000 of each sort, and 300 that it signed itself', async () => {
    const { wei, of, readers } = await files();
    const nonsense = new Nonsense(SEED);
    const whole = {
      head: of('/h/wei-'),
      entry: of('/roster/'),
      gift: of('/keys/'),
      segment: of('/d/wei-'),
    };
    expect(await readers.head(whole.head.bytes, 'wei')).toBeDefined();
    const before = (await readers.entry(whole.entry.bytes, whole.entry.name)).size;
    const same = (a: Uint8Array, b: Uint8Array) => Buffer.from(a).equals(b);
    for (let turn = 0; turn < 1000; turn += 1) {
      const of_ = (sort: keyof typeof whole, other: keyof typeof whole) =>
        nonsense.bytes(whole[sort].bytes, whole[other].bytes);
      const [head, entry, gift, segment] = [
        of_('head', 'entry'),
        of_('entry', 'gift'),
        of_('gift', 'segment'),
        of_('segment', 'head'),
      ];
      const say = `turn ${turn}`;
      if (!same(head!, whole.head.bytes)) expect(await readers.head(head!, 'wei'), say).toBeUndefined();
      if (!same(entry!, whole.entry.bytes))
        expect((await readers.entry(entry!, whole.entry.name)).size, say).toBeLessThan(before);
      if (!same(gift!, whole.gift.bytes))
        expect(await readers.gift(gift!, whole.gift.name), say).toBeUndefined();
      if (!same(segment!, whole.segment.bytes)) expect((await readers.segment(segment!)).ok, say).toBe(false);
    }
    const { keys } = await readContext(wei.ledger);
    const key = keys.sign.privateKey;
    for (let turn = 0; turn < 300; turn += 1) {
      await readers.head(await signJson(key, nonsense.edit(jsonOf(whole.head.bytes))), 'wei');
      const entry = await signJson(key, nonsense.edit(jsonOf(whole.entry.bytes)));
      const named = fileName(4, (await sha256(entry)).slice(0, 24));
      for (const { sign: publicKey, kem } of (await readers.entry(entry, named)).values())
        expect([suiteOf(publicKey), suiteOf(kem)]).not.toContain(undefined);
      const gift = await signJson(key, nonsense.edit(jsonOf(whole.gift.bytes)));
      await readers.gift(gift, fileName(1, (await sha256(gift)).slice(0, 24)));
    }
  }, 60_000);
});
