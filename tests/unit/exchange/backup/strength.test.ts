import { describe, expect, it } from 'vitest';
import { passphraseStrength } from '../../../../lib/exchange/backup';

describe('strength of a passphrase', () => {
  it.each([
    ['', 'short'],
    ['abc1234', 'short'],
    ['12345678', 'weak'],
    ['aaaaaaaaaaaaaaaa', 'weak'],
    ['20211001', 'weak'],
    ['abcdefgh', 'weak'],
    ['红旗渠边的第三棵树', 'good'],
    ['correct horse battery staple', 'good'],
    ['x7#Kq9!mZ2', 'fair'],
  ] as const)('%s is %s', (passphrase, strength) => {
    expect(passphraseStrength(passphrase)).toBe(strength);
  });
});
