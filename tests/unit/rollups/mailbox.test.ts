import { Aes256Gcm, CipherSuite, DhkemX25519HkdfSha256, HkdfSha256 } from '@hpke/core';
import { deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openReport, readReport, sealReport } from '../../../lib/rollups/format';
import { openFrom, sealTo } from '../../../lib/rollups/mailbox';
import { join, utf8 } from '../../../lib/sync/bytes';
import { makeDeviceKeys, publicHex, sign } from '../../../lib/sync/suite';
import { PERIOD, said } from './support';

const ORG = 'org0000000000000';
const bytes = fc.uint8Array({ maxLength: 600 }).map((one) => Uint8Array.from(one));

describe('a mailbox', () => {
  it('opens what the library seals, whatever it is, to what purpose and with what beside', async () => {
    const { kem } = await makeDeviceKeys();
    const hpke = new CipherSuite({
      kem: new DhkemX25519HkdfSha256(),
      kdf: new HkdfSha256(),
      aead: new Aes256Gcm(),
    });
    await fc.assert(
      fc.asyncProperty(bytes, bytes, bytes, async (plain, info, beside) => {
        const { enc, ct } = await hpke.seal({ recipientPublicKey: kem.publicKey, info }, plain, beside);
        const sealed = join(new Uint8Array(enc), new Uint8Array(ct));
        expect(await openFrom(kem, info, sealed, beside)).toEqual(plain);
      }),
      { numRuns: 25 },
    );
  });

  it('opens nothing that was changed, cut off, sealed to another, or to another purpose', async () => {
    const { kem } = await makeDeviceKeys();
    const other = await makeDeviceKeys();
    const [info, plain, beside] = [utf8('rollup|a'), utf8('1234'), utf8('line')];
    const sealed = await sealTo(await publicHex(kem.publicKey), info, plain, beside);
    expect(await openFrom(kem, info, sealed, beside)).toEqual(plain);
    for (let at = 0; at < sealed.length; at += 1) {
      const changed = sealed.slice();
      changed[at]! ^= 1;
      expect(await openFrom(kem, info, changed, beside), String(at)).toBeUndefined();
    }
    for (const size of [0, 10, 32, 40, sealed.length - 1])
      expect(await openFrom(kem, info, sealed.slice(0, size), beside)).toBeUndefined();
    expect(await openFrom(kem, utf8('rollup|b'), sealed, beside)).toBeUndefined();
    expect(await openFrom(kem, info, sealed, utf8('Line'))).toBeUndefined();
    expect(await openFrom(other.kem, info, sealed, beside)).toBeUndefined();
    // A key of noughts would make a secret that everybody knows.
    const noughts = sealed.slice();
    noughts.fill(0, 0, 32);
    expect(await openFrom(kem, info, noughts, beside)).toBeUndefined();
  });
});

describe('what is in a report', () => {
  const b = '0123456789abcdef0123';
  const opened = async (packed: Uint8Array) => {
    const keys = await makeDeviceKeys();
    const mailbox = await publicHex(keys.kem.publicKey);
    const key = await publicHex(keys.sign.publicKey);
    const about = { org: ORG, b, period: PERIOD, n: 1, t: 1, d: 'device00', key };
    // The first line of a real one, with something else sealed behind it.
    const real = await sealReport(about, said('示例支部'), { mailbox, signWith: keys.sign.privateKey });
    const line = real.slice(64, real.indexOf(10, 64) + 1);
    const size = new Uint8Array(4);
    new DataView(size.buffer).setUint32(0, packed.length);
    const sealed = await sealTo(mailbox, utf8(`rollup|${ORG}|${b}|${PERIOD}`), join(size, packed), line);
    const rest = join(line, sealed);
    const read = await readReport(join(await sign(keys.sign.privateKey, rest), rest));
    return typeof read === 'string' ? read : openReport(read, keys.kem);
  };

  it('is read when it is one, and has no shape when it unpacks to too much or not at all', async () => {
    const text = JSON.stringify(said('示例支部'));
    expect(await opened(deflateRawSync(text))).toEqual({ content: said('示例支部'), text });
    const long = { ...said('示例支部'), more: ' '.repeat(20 << 20) };
    const bomb = deflateRawSync(JSON.stringify(long));
    expect(bomb.length).toBeLessThan(32_000);
    expect(await opened(bomb)).toBe('shape');
    expect(await opened(deflateRawSync('x'.repeat(9000)).subarray(0, 20))).toBe('shape');
    expect(await opened(Uint8Array.of(7, 7, 7))).toBe('shape');
    expect(await opened(deflateRawSync(JSON.stringify({ ...said('示例支部'), v: 2 })))).toBe('newer');
  });

  const line = ['A1', 'm', 'm', 2, 'abcdef012345'];
  it.each<[string, object]>([
    ['a line cut short', { items: [line.slice(0, 4)] }],
    ['a line with more in it', { items: [[...line, 1]] }],
    ['a verdict that is none', { items: [['A1', 'x', 'm', 2, '']] }],
    ['a text for a number', { items: [['A1', 'm', 'm', '2', '']] }],
    ['less than nothing', { items: [['A1', 'm', 'm', -1, '']] }],
    ['half a piece', { items: [['A1', 'm', 'm', 0.5, '']] }],
    ['no code', { items: [['', 'm', 'm', 1, '']] }],
    ['words in the place of a mark', { items: [['A1', 'm', 'm', 1, '示例某人']] }],
    ['more lines than a checklist has', { items: Array.from({ length: 301 }, () => line) }],
    ['a figure that is none', { figures: { hours: 5 } }],
    ['a figure without end', { figures: { hours: { have: 1e13 } } }],
    ['figures in a list', { figures: [] }],
    [
      'more figures than there are',
      { figures: Object.fromEntries(Array.from({ length: 61 }, (_, at) => [`f${at}`, {}])) },
    ],
    ['a device without a number', { seen: { d1: null } }],
  ])('has no shape with %s', async (_, wrong) => {
    const whole = JSON.stringify({ ...said('示例支部'), ...wrong });
    expect(await opened(deflateRawSync(whole))).toBe('shape');
  });
});
