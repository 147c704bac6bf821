import { ed25519 } from '@noble/curves/ed25519.js';
import { p256 } from '@noble/curves/nist.js';
import { expect, it } from 'vitest';
import {
  examine,
  fingerprint,
  hashOfText,
  isSigned,
  type KnownDevice,
  type ReviewContent,
  reviewHash,
  type SignedReview,
  tipsOf,
} from '../../../lib/verify';
import { toHex } from '../../../lib/records/bytes-text';

const secret = new Uint8Array(32).fill(7);
const key = toHex(ed25519.getPublicKey(secret));
const devices = new Map<string, KnownDevice>([['dev1', { key, member: 'fan' }]]);

function signed(over: Partial<ReviewContent> = {}, state = '{"v":1}'): SignedReview & { hash: string } {
  const content: ReviewContent = {
    v: 1,
    act: 'review',
    company: 'co',
    item: 'i1',
    code: 'B1',
    period: '2026',
    state: hashOfText(state),
    design: 'met',
    effect: 'met',
    findings: [],
    reviewer: { member: 'fan', name: '示例范', role: '合规', independent: true },
    device: 'dev1',
    key,
    prev: null,
    n: 1,
    before: null,
    heads: {},
    at: '2026-11-23T02:00:00.000Z',
    ...over,
  };
  const text = JSON.stringify(content);
  const signature = toHex(ed25519.sign(new TextEncoder().encode(text), secret));
  const { item, device } = content;
  return { item, device, text, signature, state, hash: reviewHash(text, signature) };
}

const first = signed();
const second = signed({ n: 2, prev: first.hash, item: 'i2' });
const third = signed({ n: 3, prev: second.hash, before: first.hash });
const problems = (reviews: SignedReview[], known = devices, tips = {}) =>
  examine(reviews, known, tips).accusations.map(
    ({ problem, n }) => `${problem}${n === undefined ? '' : ` ${n}`}`,
  );

it('accuses nothing of a whole chain, in whatever order and however often it comes', () => {
  expect(problems([third, first, second, first])).toEqual([]);
  const { good } = examine([first, second, third], devices);
  expect(tipsOf(good)).toEqual({ dev1: { n: 3, hash: third.hash } });
});

it('tells a changed text, another state, a foreign key and another member apart', () => {
  const changed = { ...first, text: first.text.replace('"effect":"met"', '"effect":"notMet"') };
  expect(problems([changed])).toContain('badSignature 1');
  expect(problems([{ ...first, state: '{"v":1,"more":true}' }])).toEqual(['otherState 1']);
  expect(problems([first], new Map())).toContain('unknownSigner 1');
  expect(problems([first], new Map([['dev1', { key: '0'.repeat(64), member: 'fan' }]]))).toContain(
    'unknownSigner 1',
  );
  expect(problems([first], new Map([['dev1', { key, member: 'lin' }]]))).toContain('otherMember 1');
  expect(problems([{ ...first, item: 'i9' }])).toEqual(['unreadable']);
  expect(problems([{ ...first, text: 'null' }])).toEqual(['unreadable']);
});

it('misses one that was left out, wherever it stood, and sees two at one place', () => {
  expect(problems([second, third])).toContain('missingBefore 1');
  expect(problems([second, third])).toContain('missingEarlier 3');
  expect(problems([first, third])).toContain('missingBefore 2');
  const tips = { dev1: { n: 3, hash: third.hash } };
  expect(problems([first, second], devices, tips)).toEqual(['missingLast 3']);
  expect(problems([], devices, tips)).toEqual(['missingLast 3']);
  const other = signed({ n: 2, prev: first.hash, item: 'i3' });
  expect(problems([first, second, other])).toEqual(['fork 2', 'fork 2']);
});

it('checks both suites without the browser’s help, and the smaller half of P-256 alone', () => {
  const text = new TextEncoder().encode('示例');
  const point = toHex(p256.getPublicKey(secret, false));
  const good = p256.sign(text, secret, { prehash: true, lowS: true });
  expect(isSigned(point, toHex(good), text)).toBe(true);
  const order = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
  const s = (order - BigInt(`0x${toHex(good.subarray(32))}`)).toString(16).padStart(64, '0');
  expect(isSigned(point, toHex(good.subarray(0, 32)) + s, text)).toBe(false);
  for (const bad of ['', 'zz', first.signature.toUpperCase()])
    expect(isSigned(key, bad, first.text)).toBe(false);
  expect(isSigned('abc', first.signature, first.text)).toBe(false);
  expect(fingerprint(key)).toMatch(/^([0-9a-f]{4} ){7}[0-9a-f]{4}$/);
});
