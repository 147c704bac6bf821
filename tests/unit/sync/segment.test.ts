import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { join, sha256, utf8 } from '../../../lib/sync/bytes';
import { type Opened, openSegment, sealSegment } from '../../../lib/sync/segment';
import type { Header, WireLine } from '../../../lib/sync/shapes';
import { derive, type DeviceKeys, makeDeviceKeys, publicHex, random, sign } from '../../../lib/sync/suite';

const line = (f: Record<string, unknown>, n = 1): WireLine => ({
  r: `r${n}`,
  t: 'meeting',
  h: `0mwsmbsw0-0000${n % 10}-aaaaaaaa`,
  by: 'wei',
  b: {},
  f: f as never,
  sv: 1,
  c: '0mwsmbsw0-00000-aaaaaaaa',
  l: 'life.record',
});

const header = (n: number): Header => ({
  v: 1,
  suite: 1,
  b: 'examplespace1',
  d: 'aaaaaaaa',
  s: 1,
  k: '1-epoch001',
  q: 'r',
  p: '',
  ro: 'a'.repeat(24),
  n,
});

let keys: DeviceKeys;
let other: DeviceKeys;
let publicKey: string;
const epoch = random(32);

const open = (bytes: Uint8Array, with_: { device?: string; epoch?: Uint8Array } = {}): Promise<Opened> =>
  openSegment(Uint8Array.from(bytes), {
    device: () => ('device' in with_ ? with_.device : publicKey),
    epoch: () => ('epoch' in with_ ? with_.epoch : epoch),
  });

beforeAll(async () => {
  keys = await makeDeviceKeys();
  other = await makeDeviceKeys();
  publicKey = await publicHex(keys.sign.publicKey);
});

/** A segment whose sealed part is whatever is given, rightly signed and encrypted. */
async function crafted(plain: Uint8Array<ArrayBuffer>, head: object = header(1)): Promise<Uint8Array> {
  const start = utf8(`${JSON.stringify(head)}\n`);
  const iv = random(12);
  const key = await derive(epoch, 'r|aaaaaaaa|1', 'encrypt');
  const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData: start }, key, plain);
  const body = join(start, iv, new Uint8Array(sealed));
  return join(await sign(keys.sign.privateKey, body), body);
}

async function packed(content: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const stream = new Blob([content]).stream().pipeThrough(new CompressionStream('deflate-raw'));
  const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
  const size = new Uint8Array(4);
  new DataView(size.buffer).setUint32(0, bytes.length);
  return join(size, bytes);
}

describe('a segment', () => {
  it('opens to what was sealed, for every content', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.dictionary(
            fc.string({ maxLength: 8 }).filter((name) => !(name in {})),
            // A key of that name is refused at any depth; the test below says so.
            fc.jsonValue({ maxDepth: 2 }).filter((value) => !JSON.stringify(value).includes('"__proto__":')),
          ),
          {
            minLength: 1,
            maxLength: 12,
          },
        ),
        async (all) => {
          const lines = all.map((f, index) =>
            line(JSON.parse(JSON.stringify(f)) as Record<string, unknown>, index),
          );
          const bytes = await sealSegment(header(lines.length), lines, { sign: keys.sign.privateKey, epoch });
          const opened = await open(bytes);
          expect(opened).toEqual({ ok: true, header: header(lines.length), lines });
        },
      ),
      { numRuns: 60 },
    );
  });

  it('takes every text, and no key that every object has', async () => {
    const sealed = (fields: string) =>
      sealSegment(header(1), [line(JSON.parse(fields) as Record<string, unknown>, 0)], {
        sign: keys.sign.privateKey,
        epoch,
      }).then(open);
    expect(await sealed('{"place":"__proto__"}')).toMatchObject({ ok: true });
    for (const fields of ['{"__proto__":1}', '{"place":{"__proto__":1}}', '{"toString":{}}']) {
      expect(await sealed(fields), fields).toMatchObject({ ok: false, reason: 'shape' });
    }
  });

  it('shows its size in steps of a KiB, and nothing of its content', async () => {
    const bytes = await sealSegment(header(1), [line({ place: '三号会议室' })], {
      sign: keys.sign.privateKey,
      epoch,
    });
    const head = utf8(`${JSON.stringify(header(1))}\n`).length;
    expect((bytes.length - 64 - head - 12 - 16) % 1024).toBe(0);
    expect(Buffer.from(bytes).includes(Buffer.from('三号会议室'))).toBe(false);
    const longer = await sealSegment(header(1), [line({ place: '三号会议室，以及隔壁' })], {
      sign: keys.sign.privateKey,
      epoch,
    });
    expect(longer.length).toBe(bytes.length);
    // Sealed twice it differs: no two sealings share a stream of the cipher.
    const again = await sealSegment(header(1), [line({ place: '三号会议室' })], {
      sign: keys.sign.privateKey,
      epoch,
    });
    expect(await sha256(again)).not.toBe(await sha256(bytes));
  });

  it('says why it is not opened', async () => {
    const bytes = await sealSegment(header(1), [line({ place: 'a' })], { sign: keys.sign.privateKey, epoch });
    const reason = async (...args: Parameters<typeof open>) => {
      const opened = await open(...args);
      return opened.ok ? 'opened' : opened.reason;
    };
    expect(await reason(bytes, { device: undefined })).toBe('unknownDevice');
    expect(await reason(bytes, { device: await publicHex(other.sign.publicKey) })).toBe('signature');
    expect(await reason(bytes, { epoch: undefined })).toBe('unknownKey');
    expect(await reason(bytes, { epoch: random(32) })).toBe('decrypt');
    expect(await reason(bytes.slice(0, 40))).toBe('torn');
    expect(await reason(bytes.slice(0, bytes.length - 9))).toBe('signature');
    expect(await reason(new Uint8Array())).toBe('torn');
    expect(await reason(await crafted(await packed(utf8(JSON.stringify(line({}))))))).toBe('opened');
    expect(await reason(await crafted(await packed(utf8('{"r":1}'))))).toBe('shape');
    expect(await reason(await crafted(await packed(utf8(`${JSON.stringify(line({}))}\n{}`))))).toBe('shape');
    expect(await reason(await crafted(random(64)))).toBe('inflate');
    expect(await reason(await crafted(new Uint8Array(2)))).toBe('inflate');
    expect(await reason(await crafted(await packed(utf8('{}')), { ...header(1), v: 2 }))).toBe('newer');
    expect(await reason(await crafted(await packed(utf8('{}')), { ...header(1), suite: 3 }))).toBe('newer');
    // What the header says of its algorithms has to be what the key of the device is of.
    expect(await reason(await crafted(await packed(utf8('{}')), { ...header(1), suite: 2 }))).toBe(
      'signature',
    );
  });

  it('does not grow beyond four MiB when it is opened', async () => {
    const opened = await open(await crafted(await packed(new Uint8Array(64 << 20))));
    expect(opened).toMatchObject({ ok: false, reason: 'inflate' });
  });

  it('never opens after any change of its bytes: 10,000 mutations', async () => {
    const bytes = await sealSegment(
      header(3),
      [line({ a: 1 }, 1), line({ b: '二' }, 2), line({ c: null }, 3)],
      { sign: keys.sign.privateKey, epoch },
    );
    const step = fc.oneof(
      fc.record({ at: fc.nat(bytes.length - 1), to: fc.integer({ min: 1, max: 255 }) }),
      fc.record({ at: fc.nat(480), to: fc.integer({ min: 1, max: 255 }) }),
      fc.record({ cut: fc.nat(bytes.length - 1) }),
      fc.record({ add: fc.uint8Array({ minLength: 1, maxLength: 20 }) }),
      fc.record({ swap: fc.nat(bytes.length - 2) }),
      fc.record({ noise: fc.uint8Array({ maxLength: 300 }) }),
    );
    await fc.assert(
      fc.asyncProperty(step, async (change) => {
        let mutant = Uint8Array.from(bytes);
        if ('at' in change) mutant[change.at] = mutant[change.at]! ^ change.to;
        else if ('cut' in change) mutant = mutant.slice(0, change.cut);
        else if ('add' in change) mutant = join(mutant, change.add);
        else if ('swap' in change) {
          const { swap } = change;
          [mutant[swap], mutant[swap + 1]] = [mutant[swap + 1]!, mutant[swap]!];
        } else mutant = Uint8Array.from(change.noise);
        if (Buffer.from(mutant).equals(Buffer.from(bytes))) return;
        expect((await open(mutant)).ok).toBe(false);
      }),
      { numRuns: 10_000 },
    );
  }, 60_000);
});

describe('the keys of a device', () => {
  it('cannot be read out', async () => {
    await expect(crypto.subtle.exportKey('pkcs8', keys.sign.privateKey)).rejects.toThrow();
    await expect(crypto.subtle.exportKey('pkcs8', keys.kem.privateKey)).rejects.toThrow();
  });

  it('are refused with a code where the browser lacks the curves', async () => {
    const lacking = { generateKey: () => Promise.reject(new DOMException('x', 'NotSupportedError')) };
    await expect(makeDeviceKeys(lacking as unknown as SubtleCrypto)).rejects.toMatchObject({ code: 'E880' });
  });
});
