import { describe, expect, it } from 'vitest';
import { decrypt } from '../../../lib/exchange/backup/passphrase';
import { create } from '../../../lib/ledger';
import { floatingForm, listFloating, saveFloating } from '../../../lib/members/floating';
import { isTaken, openSlip, parseSlip, sealSlip, slipOf, takeSlip } from '../../../lib/members/slip';
import { openTestLedger } from '../support/ledger';

const today = '2026-11-25';
const passphrase = '示例口令八个字以上';

async function sealed(options: { withPhone?: boolean } = {}) {
  const { ledger } = await openTestLedger();
  const member = create('member', {
    name: '示例甲',
    category: 'full',
    joinedOn: '2015-06',
    phone: '13900000000',
    idNumber: '110101199001011234',
    address: '示例路一号',
  });
  const branch = create('branch', {
    name: '示例甲支部',
    company: '示例公司',
    companyId: 'c',
    form: 'single',
    hasCommittee: false,
    superior: '示例公司党委',
  });
  await ledger.commit([member, branch], { label: 'test' });
  await saveFloating(ledger, undefined, {
    ...floatingForm(undefined, 'out'),
    member: member.id,
    since: '2026-03-01',
    region: '示例省',
    liaison: '示例乙',
  });
  const slip = slipOf({
    record: (await listFloating(ledger))[0]!,
    member: (await ledger.get('member', member.id))!,
    branch: (await ledger.list('branch'))[0],
    nameOf: (value) => value,
    today,
    withPhone: options.withPhone ?? false,
    consentOn: '2026-11-20',
  });
  return { slip, ...(await sealSlip(slip, passphrase, Date.parse('2026-11-25T02:00:00Z'))) };
}

describe('a hand-over slip', () => {
  it('goes from one branch to another: opened with the passphrase, previewed, registered once', async () => {
    const { blob, slip, name } = await sealed({ withPhone: true });
    expect(name).toMatch(/示例甲.*\.slip\.age$/);
    const other = (await openTestLedger()).ledger;
    const read = await openSlip(blob, passphrase);
    expect(read).toEqual(JSON.parse(JSON.stringify(slip)));
    expect(await other.count('floatingRecord')).toBe(0);
    await takeSlip(other, read, today);
    expect((await listFloating(other))[0]?.fields).toMatchObject({
      direction: 'in',
      name: '示例甲',
      phone: '13900000000',
      since: '2026-03-01',
      organization: '示例公司党委 示例甲支部',
      reportedOn: today,
    });
    expect(await other.list('member')).toEqual([]);
    expect(await isTaken(other, read)).toBe(true);
    await expect(takeSlip(other, read, today)).rejects.toMatchObject({ code: 'E154' });
    expect(await other.count('floatingRecord')).toBe(1);
  }, 30_000);

  it('holds neither an identity number nor an address, no phone unasked, and a text to read', async () => {
    const { blob } = await sealed();
    const zip = new Uint8Array(await (await decrypt(blob, passphrase)).arrayBuffer());
    const { unzipSync, strFromU8 } = await import('fflate');
    const files = Object.fromEntries(
      Object.entries(unzipSync(zip)).map(([name, bytes]) => [name, strFromU8(bytes)]),
    );
    expect(Object.keys(files).sort()).toEqual(['README.txt', 'manifest.json']);
    const all = Object.values(files).join('\n');
    for (const secret of ['110101', '示例路一号', '13900000000']) expect(all).not.toContain(secret);
    expect(files['README.txt']).toContain('示例甲');
    expect(files['README.txt']).toContain('示例乙');
  }, 30_000);

  it('is refused with a wrong passphrase, cut, changed, unsealed, or as a backup; nothing is written', async () => {
    const { blob } = await sealed();
    await expect(openSlip(blob, '别的口令也有八个字')).rejects.toMatchObject({ code: 'E151' });
    await expect(openSlip(blob.slice(0, blob.size - 20), passphrase)).rejects.toMatchObject({ code: 'E152' });
    await expect(openSlip(blob.slice(0, 60), passphrase)).rejects.toMatchObject({ code: 'E152' });
    const bytes = new Uint8Array(await blob.arrayBuffer());
    bytes[bytes.length - 40]! ^= 1;
    await expect(openSlip(new Blob([bytes]), passphrase)).rejects.toMatchObject({ code: 'E152' });
    await expect(openSlip(new Blob(['hello']), passphrase)).rejects.toMatchObject({ code: 'E150' });
    const open = await decrypt(blob, passphrase);
    await expect(openSlip(open, passphrase)).rejects.toMatchObject({ code: 'E150' });
  }, 60_000);

  it('says which it is: not a slip, newer, damaged', () => {
    const faultOf = (value: unknown): string => {
      try {
        parseSlip(typeof value === 'string' ? value : JSON.stringify(value));
        return '';
      } catch (thrown) {
        return (thrown as { code: string }).code;
      }
    };
    expect(faultOf({ app: 'branch-sidebook', format: 1 })).toBe('E150');
    expect(faultOf({ kind: 'floating-slip', version: 2 })).toBe('E153');
    expect(faultOf({ kind: 'floating-slip', version: 1 })).toBe('E152');
    expect(faultOf('{')).toBe('E152');
  });
});
