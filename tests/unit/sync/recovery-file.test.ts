import { expect, it, vi } from 'vitest';

vi.mock('@noble/hashes/argon2.js', () => import('../support/cheap-argon'));
const { makeRecoveryFile, openRecovery, readRecoveryFile } = await import('../../../lib/sync');

const PASSPHRASE = '示例口令 twelve-words 2026';
const bytes = (text: string) => new TextEncoder().encode(text);
const about = { label: '示例集团党委', now: 1_795_000_000_000 };

it('says whose it is and when it was made, to whoever has it, and its keys to nobody', async () => {
  const { text, key } = await makeRecoveryFile(PASSPHRASE, about);
  expect(readRecoveryFile(bytes(text))).toMatchObject({ key, label: '示例集团党委', made: about.now });
  const opened = await openRecovery(bytes(text), PASSPHRASE);
  expect(opened).toMatchObject({ key, label: '示例集团党委' });
  expect(opened.sign.extractable || opened.kem.privateKey.extractable).toBe(false);
});

it('of the sort that was for one space is told by name', async () => {
  const old = JSON.stringify({ what: 'branch-sidebook-recovery', v: 1, space: 'abcdefghijkl', root: '0' });
  await expect(openRecovery(bytes(old), PASSPHRASE)).rejects.toMatchObject({ code: 'E951' });
});

it('is never opened with anything changed in it, in 3,000 ways', async () => {
  const { text } = await makeRecoveryFile(PASSPHRASE, about);
  const file = JSON.parse(text) as Record<string, unknown>;
  const { text: foreign } = await makeRecoveryFile(PASSPHRASE, about);
  const other = JSON.parse(foreign) as Record<string, unknown>;
  let state = 7;
  const next = (below: number) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * below);
  };
  const codes = new Set<string>();
  for (let round = 0; round < 3000; round += 1) {
    const at = next(text.length);
    let changed: string;
    if (round % 4 === 0)
      changed = text.slice(0, at) + String.fromCharCode(32 + next(95)) + text.slice(at + 1);
    else if (round % 4 === 1) changed = text.slice(0, at) + text.slice(at + 1 + next(9));
    else if (round % 4 === 2) {
      const names = Object.keys(file);
      const name = names[next(names.length)] as string;
      changed = JSON.stringify({ ...file, [name]: [other[name], null, [], '', {}, 9][next(6)] });
    } else changed = String.fromCharCode(...Array.from({ length: next(400) }, () => next(256)));
    // White space, and what a file says of itself beyond what is known, mean nothing.
    if (isSame(changed, file)) continue;
    const code = await openRecovery(bytes(changed), PASSPHRASE).then(
      () => `opened: ${changed}`,
      (thrown: { code?: string }) => String(thrown.code),
    );
    expect(code, `${round}`).toMatch(/^E90[56]$|^E951$/);
    codes.add(code);
  }
  expect(codes).toContain('E905');
  expect(codes).toContain('E906');
});

function isSame(text: string, file: Record<string, unknown>): boolean {
  try {
    const value = JSON.parse(text) as Record<string, unknown>;
    return Object.entries(file).every(([name, one]) => JSON.stringify(value[name]) === JSON.stringify(one));
  } catch {
    return false;
  }
}
