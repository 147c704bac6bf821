import { webcrypto } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deflate, inflate } from '../../../lib/sync/bytes';
import { MUTANTS } from '../../../scripts/lib/mutants.mjs';
import { ROOT } from '../../../scripts/lib/paths.mjs';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { seedBytes, useQuickCrypto } from '../support/quick/crypto';
import { planOf, random } from '../support/schedule/plan';
import { runPlan } from '../support/schedule/run';

const real = webcrypto.subtle as unknown as SubtleCrypto;
const bytes = (text: string) => new TextEncoder().encode(text);
const hex = (data: ArrayBuffer | Uint8Array) => Buffer.from(data as ArrayBuffer).toString('hex');

describe('what random schedules run on', () => {
  let restore: () => void;
  beforeAll(() => {
    restore = useQuickCrypto();
    const next = random(7);
    seedBytes(() => next(0x1_0000_0000));
  });
  afterAll(() => restore());

  const hkdf = { name: 'HKDF', hash: 'SHA-256', salt: bytes('salt'), info: bytes('r|d|1') };

  it('makes the bytes that WebCrypto makes', async () => {
    const quick = crypto.subtle;
    expect(hex(await quick.digest('SHA-256', bytes('a')))).toBe(
      hex(await real.digest('SHA-256', bytes('a'))),
    );
    const derive = async (subtle: SubtleCrypto) => {
      const base = await subtle.importKey('raw', bytes('key of an epoch'), 'HKDF', false, [
        'deriveBits',
        'deriveKey',
      ]);
      return hex(await subtle.deriveBits(hkdf, base, 512));
    };
    expect(await derive(quick)).toBe(await derive(real));
    const raw = Uint8Array.from({ length: 32 }, (_, at) => at);
    const aes = { name: 'AES-GCM', iv: raw.slice(0, 12), additionalData: bytes('header') };
    const seal = async (subtle: SubtleCrypto) => {
      const key = await subtle.importKey('raw', raw, 'AES-GCM', false, ['encrypt']);
      return hex(await subtle.encrypt(aes, key, bytes('lines')));
    };
    expect(await seal(quick)).toBe(await seal(real));
    const opener = await quick.importKey('raw', raw, 'AES-GCM', false, ['decrypt']);
    const damaged = Uint8Array.from(Buffer.from(await seal(real), 'hex'));
    damaged[0] = (damaged[0] ?? 0) ^ 1;
    await expect(quick.decrypt(aes, opener, damaged)).rejects.toThrow();
  });

  it('makes keys and signatures that WebCrypto takes, and refuses those that are wrong', async () => {
    const pair = (await crypto.subtle.generateKey({ name: 'Ed25519' }, false, [
      'sign',
      'verify',
    ])) as CryptoKeyPair;
    const publicKey = new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey));
    const signature = await crypto.subtle.sign('Ed25519', pair.privateKey, bytes('entry'));
    const taken = await real.importKey('raw', publicKey, { name: 'Ed25519' }, true, ['verify']);
    expect(await real.verify('Ed25519', taken, signature, bytes('entry'))).toBe(true);
    const own = await crypto.subtle.importKey('raw', publicKey, { name: 'Ed25519' }, true, ['verify']);
    expect(await crypto.subtle.verify('Ed25519', own, signature, bytes('entry'))).toBe(true);
    expect(await crypto.subtle.verify('Ed25519', own, signature, bytes('Entry'))).toBe(false);
    await expect(crypto.subtle.exportKey('raw', pair.privateKey)).rejects.toThrow();
  });

  it('packs as the browser does', async () => {
    const packed = await deflate(bytes('支部'.repeat(200)));
    expect(packed.length).toBeLessThan(100);
    restore();
    expect(await inflate(packed, 4000)).toEqual(bytes('支部'.repeat(200)));
    expect(await inflate(packed, 100)).toBeUndefined();
    expect(await inflate(packed.slice(0, 9), 4000)).toBeUndefined();
    restore = useQuickCrypto();
    expect(await inflate(packed.slice(0, 9), 4000)).toBeUndefined();
  });

  it('does the same for the same seed, and without the steps that are left out', async () => {
    const [once, again] = [await runPlan(planOf(11)), await runPlan(planOf(11))];
    expect(again.log).toEqual(once.log);
    const plan = planOf(11);
    const fewer = await runPlan({ ...plan, steps: plan.steps.slice(0, 3) });
    expect(fewer.log.length).toBeLessThan(once.log.length);
  });
});

it('every mistake that is made on purpose still fits the code', () => {
  for (const { name, file, find } of MUTANTS) {
    expect(readFileSync(join(ROOT, file), 'utf8').split(find).length, name).toBe(2);
  }
  expect(MUTANTS.length).toBeGreaterThanOrEqual(6);
});
