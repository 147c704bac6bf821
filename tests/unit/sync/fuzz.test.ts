import { describe, expect, it } from 'vitest';
import { MemoryCarrier } from '../../../lib/carrier';
import { create, SyncStore } from '../../../lib/ledger';
import { Fault } from '../../../lib/records/fault';
import { exchange } from '../../../lib/sync';
import { deflate, join, sameBytes, sha256, utf8 } from '../../../lib/sync/bytes';
import { readContext } from '../../../lib/sync/context';
import { openHead } from '../../../lib/sync/head';
import { unwrapKeys } from '../../../lib/sync/key-files';
import { fileName } from '../../../lib/sync/names';
import { readRoster } from '../../../lib/sync/roster';
import { openSegment, sealSegment } from '../../../lib/sync/segment';
import { signJson } from '../../../lib/sync/signed';
import { derive, random, sign } from '../../../lib/sync/suite';
import { Nonsense } from '../support/nonsense';
import { founder, known, letIn, meet } from '../support/shared';

const SEED = Number(process.env.FUZZ_SEED ?? 20_261_126);
/** Files changed anywhere, and files whose content a certified device signed. */
const CHANGED = 10_000;
const SIGNED = 1_000;

const meeting = (id: string) =>
  create('meeting', { types: { themeDay: true }, startsAt: '2026-11-25T15:00', place: '一号' }, id);

/** A space with one valid file of each sort, and what is needed to make others. */
async function space() {
  const carrier = new MemoryCarrier();
  const wei = await founder('wei');
  const lin = await letIn(wei, 'lin', 'committee');
  await wei.ledger.commit([meeting('m1')], { label: 'test' });
  await meet(carrier, [wei, lin]);
  const context = await readContext(lin.ledger);
  const own = await readContext(wei.ledger);
  const { share, roster, keys, ring } = context;
  const of = (part: string) => {
    const found = carrier.files().filter(({ name }) => name.includes(part));
    return found.map(({ name, bytes }) => ({ name, bytes: Uint8Array.from(bytes) })).at(-1)!;
  };
  const files = { head: of('/h/wei-'), entry: of('/roster/'), gift: of('/keys/'), segment: of('/r/') };
  const device = [...roster.devices.values()].find(({ owner }) => owner === 'wei')!;
  const ids = { space: share.space, owner: 'wei', device: device.d, publicKey: device.sign };
  const me = { device: share.device, owner: share.owner, kem: keys.kem };
  const base = (await new SyncStore(lin.ledger).rosterFiles()).filter(({ sort }) => sort === 'entry');
  const readers = {
    head: async (bytes: Uint8Array<ArrayBuffer>) => openHead(bytes, ids),
    entry: async (bytes: Uint8Array<ArrayBuffer>, name = files.entry.name) =>
      (
        await readRoster(share.space, share.root, [
          ...base.filter((row) => row.name !== name),
          { name, bytes },
        ])
      ).devices,
    gift: (bytes: Uint8Array<ArrayBuffer>, name = files.gift.name) =>
      unwrapKeys(share.space, { name, bytes }, roster, me),
    segment: (bytes: Uint8Array<ArrayBuffer>) =>
      openSegment(bytes, {
        device: () => device.sign,
        epoch: ({ k, q }) => ring.find((row) => row.k === k && row.q === q)?.key,
      }),
  };
  return { carrier, wei, lin, own, files, readers, share, roster, ring, device };
}

const jsonOf = (bytes: Uint8Array): object => JSON.parse(Buffer.from(bytes.slice(64)).toString()) as object;

describe(`files that somebody changed, from seed ${SEED}`, () => {
  it(`never count and never break a reader: ${CHANGED} of each sort`, async () => {
    const { files, readers } = await space();
    const nonsense = new Nonsense(SEED);
    const before = (await readers.entry(files.entry.bytes)).size;
    for (let turn = 0; turn < CHANGED; turn += 1) {
      const [head, entry, gift, segment] = [files.head, files.entry, files.gift, files.segment].map(
        (file, index, all) => nonsense.bytes(file.bytes, all[(index + 1) % all.length]!.bytes),
      ) as [
        Uint8Array<ArrayBuffer>,
        Uint8Array<ArrayBuffer>,
        Uint8Array<ArrayBuffer>,
        Uint8Array<ArrayBuffer>,
      ];
      const say = `turn ${turn}`;
      if (!sameBytes(head, files.head.bytes)) expect(await readers.head(head), say).toBeUndefined();
      if (!sameBytes(entry, files.entry.bytes))
        expect((await readers.entry(entry)).size, say).toBeLessThan(before);
      if (!sameBytes(gift, files.gift.bytes)) expect(await readers.gift(gift), say).toBeUndefined();
      if (!sameBytes(segment, files.segment.bytes))
        expect((await readers.segment(segment)).ok, say).toBe(false);
    }
  }, 120_000);

  it(`signed by a device of the space with nonsense in them: ${SIGNED} of each sort break no reader`, async () => {
    const { files, readers, own, ring } = await space();
    const nonsense = new Nonsense(SEED + 1);
    const key = own.keys.sign.privateKey;
    const epoch = ring.find(({ q }) => q === 'r')!.key;
    const opened = await readers.segment(files.segment.bytes);
    if (!opened.ok) throw new Error(opened.reason);
    for (let turn = 0; turn < SIGNED; turn += 1) {
      const head = await readers.head(await signJson(key, nonsense.edit(jsonOf(files.head.bytes))));
      for (const { s, tail } of Object.values(head?.q ?? {})) {
        expect(Number.isInteger(s) && s >= 1 && s < 100_000_000 && tail.length <= 8).toBe(true);
      }
      const named = async (bytes: Uint8Array<ArrayBuffer>, n: number) => fileName(n, await sha256(bytes));
      const entry = await signJson(key, nonsense.edit(jsonOf(files.entry.bytes)));
      const devices = await readers.entry(entry, await named(entry, 2));
      for (const { d, owner, sign: publicKey } of devices.values()) {
        expect(d).toMatch(/^[0-9a-z]{8}$/);
        expect(owner).toMatch(/^[a-z0-9]{1,32}$/);
        expect(publicKey).toMatch(/^[0-9a-f]{64}$/);
      }
      const gift = await signJson(key, nonsense.edit(jsonOf(files.gift.bytes)));
      for (const row of (await readers.gift(gift, await named(gift, 1))) ?? [])
        expect(row.key).toHaveLength(32);
      const lines = (nonsense.edit({ lines: opened.lines }) as { lines: typeof opened.lines }).lines;
      // What its key is made of stays: otherwise nothing would be opened at all.
      const { q, d, s } = opened.header;
      const header = { ...(nonsense.next(3) ? opened.header : nonsense.edit(opened.header)), q, d, s };
      if (!Array.isArray(lines)) continue;
      const text = lines.map((line) => JSON.stringify(line)).join('\n');
      const segment = await sealSegment({ ...(header as typeof opened.header), n: lines.length }, text, {
        sign: key,
        epoch,
      });
      const read = await readers.segment(segment);
      if (read.ok)
        for (const line of read.lines) expect(typeof line.r === 'string' && line.r !== '').toBe(true);
    }
  }, 120_000);
});

describe('a certified device that went wrong', () => {
  it('breaks no exchange of the others, and nothing of it is taken in by half', async () => {
    const { carrier, wei, lin, own, ring, share, files, readers } = await space();
    const nonsense = new Nonsense(SEED + 2);
    const key = own.keys.sign.privateKey;
    const epoch = ring.find(({ q }) => q === 'r')!.key;
    const opened = await readers.segment(files.segment.bytes);
    const head = jsonOf(files.head.bytes) as Record<string, unknown>;
    if (!opened.ok) throw new Error(opened.reason);
    const folder = files.segment.name.slice(0, files.segment.name.lastIndexOf('/'));
    const month = folder.slice(folder.lastIndexOf('/') + 1);
    const before = await known(lin.ledger);
    const bomb = async (): Promise<Uint8Array<ArrayBuffer>> => {
      const start = utf8(`${JSON.stringify({ ...opened.header, s: 2, n: 1 })}\n`);
      const packed = await deflate(new Uint8Array(16 << 20));
      const size = new Uint8Array(4);
      new DataView(size.buffer).setUint32(0, packed.length);
      const iv = random(12);
      const aes = await derive(epoch, `r|${opened.header.d}|2`, 'encrypt');
      const options = { name: 'AES-GCM', iv, additionalData: start };
      const sealed = await crypto.subtle.encrypt(options, aes, join(size, packed));
      const body = join(start, iv, new Uint8Array(sealed));
      return join(await sign(key, body), body);
    };
    for (let turn = 0; turn < 30; turn += 1) {
      const good = meeting(`good${turn}`);
      const stamp = `${opened.lines[0]!.h.slice(0, 9)}-${String(turn).padStart(5, '0')}-${opened.header.d}`;
      const line = { ...opened.lines[0]!, r: good.id, h: stamp, c: stamp, b: {} };
      const bad = (nonsense.edit({ line: { ...line, r: `bad${turn}` } }) as { line: typeof line }).line;
      const bytes =
        turn === 0
          ? await bomb()
          : await sealSegment({ ...opened.header, s: 2, n: 2 }, [line, bad], { sign: key, epoch });
      const hash = await sha256(bytes);
      const tail = `${month}/${fileName(2, hash)}`;
      carrier.tamper(`${folder}/${fileName(2, hash)}`, bytes);
      const value = {
        ...head,
        n: 100 + turn,
        q: { ...(head.q as object), r: { s: 2, h: hash, tail: [tail] } },
      };
      carrier.tamper(files.head.name, await signJson(key, turn % 3 ? value : nonsense.edit(value)));
      await exchange(lin.ledger, carrier).catch((thrown: unknown) => {
        if (!(thrown instanceof Fault)) throw thrown;
      });
      const row = await lin.ledger.db.segments.get(`${folder}/${fileName(2, hash)}`);
      // Both lines or neither.
      const isHere = (await lin.ledger.db.records.get(good.id)) !== undefined;
      expect(isHere, `turn ${turn}: ${row?.reason}`).toBe(row?.state === 'merged');
    }
    const after = await known(lin.ledger);
    for (const record of before.records) expect(after.records).toContain(record);
    expect(await lin.ledger.get('meeting', 'm1')).toBeDefined();
    expect(share.space).toBe((await readContext(wei.ledger)).share.space);
    await lin.ledger.commit([meeting('m9')], { label: 'test' });
    await exchange(lin.ledger, carrier);
  }, 60_000);
});
