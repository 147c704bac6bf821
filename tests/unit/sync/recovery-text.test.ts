import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  readRecoveryText,
  recoveryFingerprint,
  recoveryName,
  recoveryText,
} from '../../../lib/records/recovery-key';
import { readPolicy } from '../../../lib/platform/policy-schema';

const SHORT = { sign: '11'.repeat(32), kem: 'ab'.repeat(32) };
const LONG = { sign: `04${'2c'.repeat(64)}`, kem: `04${'d1'.repeat(64)}` };

/** Numbers that are the same at every run. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * below);
  };
}

describe('the public part of a recovery key as text', () => {
  it.each([SHORT, LONG])('comes back as it was, however it was sent', (key) => {
    const text = recoveryText(key);
    expect(readRecoveryText(text)).toEqual(key);
    const broken = `恢复密钥：\n ${text.slice(0, 30)}\r\n  ${text.slice(30)} \n`;
    expect(readRecoveryText(broken)).toEqual(key);
    const wide = text.replaceAll(/[A-Za-z]/g, (one) => String.fromCharCode(one.charCodeAt(0) + 0xfee0));
    expect(readRecoveryText(wide)).toEqual(key);
  });

  it('is what the documentation says, byte by byte', () => {
    const body = Buffer.concat([
      Buffer.from([32]),
      Buffer.from(SHORT.sign, 'hex'),
      Buffer.from([32]),
      Buffer.from(SHORT.kem, 'hex'),
    ]);
    const sum = createHash('sha256').update('branch-sidebook recovery text|').update(body).digest();
    const code = Buffer.concat([body, sum.subarray(0, 6)]).toString('base64url');
    expect(recoveryText(SHORT)).toBe(`BSK1-${code}`);
    expect(recoveryText(SHORT)).toHaveLength(101);
  });

  it('has a name and a fingerprint of its own for each key', () => {
    expect(recoveryName(SHORT)).toMatch(/^rk[0-9a-z]{6}$/);
    expect(recoveryName(SHORT)).not.toBe(recoveryName({ ...SHORT, kem: 'ac'.repeat(32) }));
    expect(recoveryFingerprint(SHORT)).toMatch(/^([0-9a-f]{4} ){3}[0-9a-f]{4}$/);
    expect(recoveryFingerprint(SHORT)).not.toBe(recoveryFingerprint({ ...SHORT, sign: '12'.repeat(32) }));
  });

  it.each([
    ['start', ''],
    ['start', '没有贴上'],
    ['start', 'BSC1-AAAA'],
    ['newer', recoveryText(SHORT).replace('BSK1', 'BSK2')],
    ['letters', `${recoveryText(SHORT)}。`],
    ['letters', recoveryText(SHORT).replace(/.$/, '=')],
    ['length', recoveryText(SHORT).slice(0, -3)],
    ['length', `${recoveryText(SHORT)}AAAA`],
    ['length', 'BSK1-'],
    ['sum', recoveryText(SHORT).replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'))],
    ['sum', recoveryText(SHORT).replace('BSK1-I', 'BSK1-J')],
  ] as const)('says what is wrong: %s', (wrong, text) => {
    expect(readRecoveryText(text)).toEqual({ wrong });
  });

  it('is never taken with anything changed in it, in 4,000 ways', () => {
    const next = numbers(20_261_126);
    const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_=.,;\u0000中\ud800';
    const pick = () => letters[next(letters.length)] as string;
    const taken: string[] = [];
    for (let round = 0; round < 4000; round += 1) {
      const text = recoveryText(round % 2 ? SHORT : LONG);
      const at = 5 + next(text.length - 5);
      const other = 5 + next(text.length - 5);
      const [from, to] = [Math.min(at, other), Math.max(at, other) + 1];
      const changed = [
        () => text.slice(0, at) + pick() + text.slice(at + 1),
        () => text.slice(0, at) + pick() + text.slice(at),
        () => text.slice(0, at) + text.slice(at + 1),
        () => text.slice(0, from) + text.slice(from, to).split('').reverse().join('') + text.slice(to),
        () => text.slice(0, at),
        () => `BSK1-${Array.from({ length: next(260) }, pick).join('')}`,
      ][round % 6]!();
      if (changed !== text && !('wrong' in readRecoveryText(changed))) taken.push(changed);
    }
    expect(taken).toEqual([]);
  });

  it('is checked where the organisation sets it, and the reason goes along', () => {
    const recoveryKey = recoveryText(SHORT);
    expect(readPolicy({ recoveryKey })).toEqual({ policy: { recoveryKey }, problems: [] });
    const wrong = recoveryKey.slice(0, -4);
    expect(readPolicy({ aiOff: true, recoveryKey: wrong })).toEqual({
      policy: { aiOff: true },
      problems: [{ key: 'recoveryKey', problem: 'value', why: 'length' }],
    });
    expect(readPolicy({ recoveryKey: 7 }).problems).toEqual([{ key: 'recoveryKey', problem: 'value' }]);
  });
});
