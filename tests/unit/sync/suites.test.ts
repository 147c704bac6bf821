import {
  createDecipheriv,
  createHmac,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  type KeyObject,
  sign as nodeSign,
  verify as nodeVerify,
} from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { fromHex, join, toHex, utf8 } from '../../../lib/sync/bytes';
import { isWrappable } from '../../../lib/sync/points';
import {
  importKeys,
  isSignedBy,
  makeDeviceKeys,
  makePortableKeys,
  publicHex,
  random,
  secretOf,
  sign,
  SIGNATURE,
  suiteOf,
} from '../../../lib/sync/suite';
import { ENC, unwrap, wrapperTo } from '../../../lib/sync/wrapping';
import { inOldBrowser } from '../support/old-browser';

const HALF = 0x7fffffff800000007fffffffffffffffde737d56d38bcf4279dce5617e3192a8n;
const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
const lowerHalf = (signature: Uint8Array): bigint => BigInt(`0x${toHex(signature.subarray(32))}`);
const code = (promise: Promise<unknown>) =>
  promise.then(
    () => 'done',
    (thrown: { code?: string }) => thrown.code,
  );

/** A public key in Node's own form. */
function nodePublic(key: string, sort: 'Ed25519' | 'X25519' | 'P-256'): KeyObject {
  const prefix = {
    Ed25519: '302a300506032b6570032100',
    X25519: '302a300506032b656e032100',
    'P-256': '3059301306072a8648ce3d020106082a8648ce3d030107034200',
  }[sort];
  return createPublicKey({ key: Buffer.from(prefix + key, 'hex'), format: 'der', type: 'spki' });
}

/** HPKE (RFC 9180, base mode, HKDF-SHA256, AES-256-GCM) as the RFC says it, with nothing of ours and nothing of its library. */
function openByTheBook(
  kem: 0x0010 | 0x0020,
  secret: KeyObject,
  own: Uint8Array,
  { enc, ct }: { enc: Uint8Array; ct: Uint8Array },
  info: Uint8Array,
): Uint8Array {
  const hmac = (key: Uint8Array, ...parts: Uint8Array[]) =>
    createHmac('sha256', key).update(Buffer.concat(parts)).digest();
  const two = (value: number) => Uint8Array.of(value >> 8, value & 255);
  const extract = (suite: Uint8Array, salt: Uint8Array, label: string, ikm: Uint8Array) =>
    hmac(salt.length ? salt : new Uint8Array(32), utf8('HPKE-v1'), suite, utf8(label), ikm);
  const expand = (suite: Uint8Array, prk: Uint8Array, label: string, about: Uint8Array, size: number) =>
    hmac(prk, two(size), utf8('HPKE-v1'), suite, utf8(label), about, Uint8Array.of(1)).subarray(0, size);
  const publicKey = nodePublic(toHex(enc), kem === 0x0010 ? 'P-256' : 'X25519');
  const dh = diffieHellman({ privateKey: secret, publicKey });
  const kemSuite = join(utf8('KEM'), two(kem));
  const eae = extract(kemSuite, new Uint8Array(), 'eae_prk', dh);
  const shared = expand(kemSuite, eae, 'shared_secret', join(enc, own), 32);
  const suite = join(utf8('HPKE'), two(kem), two(1), two(2));
  const none = new Uint8Array();
  const context = join(
    Uint8Array.of(0),
    extract(suite, none, 'psk_id_hash', none),
    extract(suite, none, 'info_hash', info),
  );
  const prk = extract(suite, shared, 'secret', none);
  const cipher = createDecipheriv(
    'aes-256-gcm',
    expand(suite, prk, 'key', context, 32),
    expand(suite, prk, 'base_nonce', context, 12),
  );
  cipher.setAuthTag(ct.subarray(-16));
  return Buffer.concat([cipher.update(ct.subarray(0, -16)), cipher.final()]);
}

describe('the keys of a device', () => {
  it('are of the suite that the browser has, and cannot be read out in either', async () => {
    const keys = [await makeDeviceKeys(), await inOldBrowser(() => makeDeviceKeys())];
    expect(keys.map(({ suite }) => suite)).toEqual([1, 2]);
    for (const { suite, sign: signing, kem } of keys) {
      for (const { publicKey, privateKey } of [signing, kem]) {
        expect(suiteOf(await publicHex(publicKey))).toBe(suite);
        await expect(crypto.subtle.exportKey('pkcs8', privateKey)).rejects.toThrow();
      }
    }
  });

  it('of a file open in both browsers where they are made for it; of suite 1 they say what is missing', async () => {
    const hexOf = async ({ sign: signing, kem }: Awaited<ReturnType<typeof makeDeviceKeys>>) => ({
      sign: await publicHex(signing.publicKey),
      kem: await publicHex(kem.publicKey),
    });
    const portable = await makePortableKeys();
    const known = await hexOf(portable);
    const secret = await secretOf(portable);
    const text = utf8('条目');
    const open = () => importKeys(known, secret);
    for (const keys of [await open(), await inOldBrowser(open)]) {
      expect(await isSignedBy(known.sign, await sign(keys.sign.privateKey, text), text)).toBe(true);
      const wrapped = await (await wrapperTo(known.kem))(utf8('i'), text);
      expect(await unwrap(keys.kem, wrapped, utf8('i'))).toEqual(text);
      expect(await code(secretOf(keys))).not.toBe('done');
    }
    const first = await makeDeviceKeys(crypto.subtle, true);
    const own = await hexOf(first);
    const file = await secretOf(first);
    expect((await importKeys(own, file)).suite).toBe(1);
    expect(await code(inOldBrowser(() => importKeys(own, file)))).toBe('E970');
    // A pair is whole or none.
    expect(await code(importKeys({ ...own, kem: known.kem }, file))).not.toBe('done');
  });
});

describe('a signature', () => {
  it('of P-256 is one that Node finds right, and of the two that fit always the lower', async () => {
    const keys = await inOldBrowser(() => makeDeviceKeys());
    const key = await publicHex(keys.sign.publicKey);
    const node = nodePublic(key, 'P-256');
    for (let turn = 0; turn < 40; turn += 1) {
      const text = random(turn);
      const signature = await sign(keys.sign.privateKey, text);
      expect(signature).toHaveLength(SIGNATURE);
      expect(lowerHalf(signature) <= HALF).toBe(true);
      expect(nodeVerify('sha256', text, { key: node, dsaEncoding: 'ieee-p1363' }, signature)).toBe(true);
      expect(await isSignedBy(key, signature, text)).toBe(true);
      // The other one fits as well, and nobody can make a second file of ours with it.
      const other = join(
        signature.subarray(0, 32),
        fromHex((ORDER - lowerHalf(signature)).toString(16).padStart(64, '0')),
      );
      expect(nodeVerify('sha256', text, { key: node, dsaEncoding: 'ieee-p1363' }, other)).toBe(true);
      expect(await isSignedBy(key, other, text)).toBe(false);
    }
  });

  it('that Node made is found right in both browsers, of both suites', async () => {
    const text = utf8('别的程序签的');
    const edwards = generateKeyPairSync('ed25519');
    const point = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const raw = (key: KeyObject, size: number) =>
      toHex(key.export({ format: 'der', type: 'spki' }).subarray(-size));
    let p256 = nodeSign('sha256', text, { key: point.privateKey, dsaEncoding: 'ieee-p1363' });
    while (lowerHalf(p256) > HALF)
      p256 = nodeSign('sha256', text, { key: point.privateKey, dsaEncoding: 'ieee-p1363' });
    const all = [
      [raw(edwards.publicKey, 32), Uint8Array.from(nodeSign(undefined, text, edwards.privateKey))],
      [raw(point.publicKey, 65), Uint8Array.from(p256)],
    ] as const;
    for (const [key, signature] of all) {
      const check = async (...args: Parameters<typeof isSignedBy>) => [
        await isSignedBy(...args),
        await inOldBrowser(() => isSignedBy(...args)),
      ];
      expect(await check(key, signature, text)).toEqual([true, true]);
      expect(await check(key, signature, utf8('别的'))).toEqual([false, false]);
      // A file that names another suite than its signer's is not that device's.
      expect(await check(key, signature, text, suiteOf(key))).toEqual([true, true]);
      expect(await check(key, signature, text, 3 - suiteOf(key)!)).toEqual([false, false]);
    }
    const [[one, first], [two, second]] = all;
    expect(await isSignedBy(one, second, text)).toBe(false);
    expect(await isSignedBy(two, first, text)).toBe(false);
  });

  it('is judged alike in both browsers, whatever somebody changes in it: 600 changes', async () => {
    // The second vector of RFC 8032 (7.1), and a key of P-256.
    const key = '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c';
    const signature = fromHex(
      '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
    );
    const text = Uint8Array.of(0x72);
    const keys = await inOldBrowser(() => makeDeviceKeys());
    const of = [
      { key, signature },
      { key: await publicHex(keys.sign.publicKey), signature: await sign(keys.sign.privateKey, text) },
    ];
    for (const whole of of) {
      expect(await isSignedBy(whole.key, whole.signature, text)).toBe(true);
      expect(await inOldBrowser(() => isSignedBy(whole.key, whole.signature, text))).toBe(true);
    }
    for (let turn = 0; turn < 600; turn += 1) {
      const whole = of[turn % 5 ? 0 : 1]!;
      const changed = Uint8Array.from(whole.signature);
      const at = turn % SIGNATURE;
      changed[at] = changed[at]! ^ (1 + ((turn * 7) % 255));
      const say = `turn ${turn}`;
      const old = inOldBrowser(() => isSignedBy(whole.key, changed, text));
      expect(await old, say).toBe(false);
      expect(await isSignedBy(whole.key, changed, text), say).toBe(false);
    }
    // Keys that are no points, and signatures whose number is beyond the order.
    const beyond = join(signature.subarray(0, 32), fromHex('ff'.repeat(32)));
    for (const bad of [
      '00'.repeat(32),
      'ff'.repeat(32),
      `01${'00'.repeat(31)}`,
      `04${'11'.repeat(64)}`,
      '04',
      '',
    ]) {
      expect(await isSignedBy(bad, signature, text)).toBe(false);
      expect(await inOldBrowser(() => isSignedBy(bad, signature, text))).toBe(false);
    }
    expect(await isSignedBy(key, beyond, text)).toBe(false);
    expect(await inOldBrowser(() => isSignedBy(key, beyond, text))).toBe(false);
  });
});

describe('what is wrapped', () => {
  it('in either browser to a key of either suite opens by the book of RFC 9180, and in the browser', async () => {
    const info = utf8('purpose');
    const text = random(32);
    for (const suite of [1, 2] as const) {
      const make = () => makeDeviceKeys(crypto.subtle, true);
      const keys = suite === 1 ? await make() : await inOldBrowser(make);
      const own = await publicHex(keys.kem.publicKey);
      const pkcs8 = Buffer.from(await crypto.subtle.exportKey('pkcs8', keys.kem.privateKey));
      const secret = createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' });
      const wrap = async () => (await wrapperTo(own))(info, text);
      for (const wrapped of [await wrap(), await inOldBrowser(wrap)]) {
        expect(wrapped.enc).toHaveLength(ENC[suite]);
        const kem = suite === 1 ? 0x0020 : 0x0010;
        expect(toHex(openByTheBook(kem, secret, fromHex(own), wrapped, info))).toBe(toHex(text));
        expect(await unwrap(keys.kem, wrapped, info)).toEqual(text);
        expect(await code(unwrap(keys.kem, wrapped, utf8('other')))).not.toBe('done');
        const changed = { ...wrapped, ct: wrapped.ct.map((byte, at) => (at ? byte : byte ^ 1)) };
        expect(await code(unwrap(keys.kem, changed, info))).not.toBe('done');
      }
    }
  });

  it('goes to no key that is no point, and every key of a device is one', async () => {
    for (let turn = 0; turn < 20; turn += 1) {
      const keys = await (turn % 2 ? makeDeviceKeys() : inOldBrowser(() => makeDeviceKeys()));
      expect(isWrappable(await publicHex(keys.kem.publicKey))).toBe(true);
    }
    const field = 2n ** 255n - 19n;
    const small = [
      0n,
      1n,
      field - 1n,
      field,
      field + 1n,
      325606250916557431795983626356110631294008115727848805560023387167927233504n,
      39382357235489614581723060781553021112529911719440698176882885853963445705823n,
    ].flatMap((value) => [value, value + 2n ** 255n]);
    for (const value of small) {
      const key = toHex(fromHex(value.toString(16).padStart(64, '0')).reverse());
      expect(isWrappable(key), key).toBe(false);
      // The browser and the code in its place refuse it as well: were it in a roster, nobody could go on.
      const wrap = async () => (await wrapperTo(key))(utf8(''), utf8('x'));
      expect(await code(wrap()), key).not.toBe('done');
      expect(await code(inOldBrowser(wrap)), key).not.toBe('done');
    }
    const good = await publicHex((await inOldBrowser(() => makeDeviceKeys())).kem.publicKey);
    const off = `${good.slice(0, -2)}${good.endsWith('00') ? '01' : '00'}`;
    expect(isWrappable(off)).toBe(false);
    expect(isWrappable(`04${'ff'.repeat(64)}`)).toBe(false);
    expect(await code(wrapperTo(off))).not.toBe('done');
  });
});
