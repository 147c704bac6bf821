import { beforeAll, describe, expect, it } from 'vitest';
import { MemoryCarrier } from '../../../lib/carrier';
import { RollupStore } from '../../../lib/ledger';
import { committeeFileOf, takeCommitteeFile } from '../../../lib/rollups/committee-file';
import { makeOrganisation, organisationList, ownOrganisation } from '../../../lib/rollups/organisation';
import { overview } from '../../../lib/rollups/overview';
import { readReports } from '../../../lib/rollups/read';
import { utf8 } from '../../../lib/sync/bytes';
import { openTestLedger } from '../support/ledger';
import { branch, list, NOW, PERIOD, send, TODAY } from './support';

const PASS = '示例口令 十二个字以上的';

describe('the committee’s file', () => {
  let text: string;
  let above: Awaited<ReturnType<typeof openTestLedger>>;
  const place = new MemoryCarrier();
  beforeAll(async () => {
    above = await openTestLedger({ now: NOW });
    await makeOrganisation(above.ledger, '示例科技企业党委', { every: 'H', passphrase: PASS });
    const one = await branch((await ownOrganisation(above.ledger))!.text);
    await list(above.ledger, [one]);
    await send(place, [one]);
    above.time.now += 3_600_000;
    await readReports(above.ledger, place, PERIOD);
    ({ text } = await committeeFileOf(above.ledger));
  });
  interface File {
    v: number;
    name: string;
    mailbox: string;
    keys: { kdf: { m: number } };
    list: { name: string; bytes: string }[];
  }
  const changed = (change: (file: File) => void): Uint8Array => {
    const file = JSON.parse(text) as File;
    change(file);
    return utf8(JSON.stringify(file));
  };
  const fresh = async () => (await openTestLedger({ now: '2026-11-26T05:00:00Z' })).ledger;

  it('says no name of a branch and no key openly, and its keys cannot be read out here', async () => {
    expect(text).not.toContain('第一党支部');
    const { mailbox, sign } = (await new RollupStore(above.ledger).own())!;
    expect([mailbox.privateKey.extractable, sign.privateKey.extractable]).toEqual([false, false]);
    await expect(crypto.subtle.exportKey('pkcs8', mailbox.privateKey)).rejects.toThrow();
  });

  it('lets another computer open the same reports, know the same branches and add to the list', async () => {
    const ledger = await fresh();
    // Typed with another input method: full-width letters and a space at the end.
    const taken = await takeCommitteeFile(ledger, utf8(text), `${PASS} `);
    expect(taken).toEqual({ name: '示例科技企业党委', branches: 1, leftOut: 0, isNew: true });
    expect((await ownOrganisation(ledger))?.text).toBe((await ownOrganisation(above.ledger))?.text);
    expect(await readReports(ledger, place, PERIOD)).toMatchObject({ taken: 1, waiting: 0, refused: 0 });
    const rows = await overview(ledger, PERIOD, { today: TODAY });
    expect(rows).toMatchObject([{ name: '示例第一党支部', glance: { asOf: TODAY } }]);
    await list(ledger, [{ ...(await branch((await ownOrganisation(ledger))!.text, '示例第九党支部')) }]);
    await readReports(ledger, place, PERIOD);
    await readReports(above.ledger, place, PERIOD);
    expect((await organisationList(above.ledger)).list.branches.map(({ name }) => name)).toContain(
      '示例第九党支部',
    );
    // The keys came out of the file closed, and the file can be saved from here again.
    expect((await new RollupStore(ledger).own())?.mailbox.privateKey.extractable).toBe(false);
    expect(JSON.parse((await committeeFileOf(ledger)).text)).toMatchObject({ org: expect.any(String) });
  });

  it('completes the list where the organisation is here already', async () => {
    const ledger = await fresh();
    await takeCommitteeFile(
      ledger,
      changed((file) => (file.list = [])),
      PASS,
    );
    expect((await organisationList(ledger)).list.branches).toEqual([]);
    const taken = await takeCommitteeFile(ledger, utf8(text), PASS);
    expect(taken).toMatchObject({ branches: 1, isNew: false });
  });

  it('is refused with a code, and nothing is changed', async () => {
    const ledger = await fresh();
    const refused = async (bytes: Uint8Array, code: string, passphrase = PASS) => {
      await expect(takeCommitteeFile(ledger, bytes, passphrase)).rejects.toMatchObject({ code });
      expect(await new RollupStore(ledger).own()).toBeUndefined();
      expect(await new RollupStore(ledger).rosterFiles()).toEqual([]);
    };
    await refused(utf8(text.slice(0, -40)), 'E965');
    await refused(utf8('{"what":"branch-sidebook-recovery"}'), 'E965');
    await refused(
      changed((file) => (file.v = 2)),
      'E965',
    );
    await refused(
      changed((file) => (file.keys.kdf.m = 1 << 22)),
      'E965',
    );
    await refused(utf8(text), 'E966', '另一个口令 十二个字以上的');
    const other = await fresh();
    await makeOrganisation(other, '示例其他党委');
    const { card } = (await ownOrganisation(other))!;
    // Nobody without the passphrase can put another key, or another name, into the file.
    await refused(
      changed((file) => (file.mailbox = card.mailbox)),
      'E966',
    );
    await refused(
      changed((file) => (file.name = '示例冒名党委')),
      'E966',
    );
    await expect(takeCommitteeFile(other, utf8(text), PASS)).rejects.toMatchObject({ code: 'E967' });
    expect((await ownOrganisation(other))?.card).toEqual(card);
  });

  it('leaves out parts of the list that are not signed by the organisation', async () => {
    const ledger = await fresh();
    const bytes = changed((file) =>
      file.list.push({ name: file.list[0]!.name.replace(/.$/, 'x'), bytes: 'AAAA' }),
    );
    expect(await takeCommitteeFile(ledger, bytes, PASS)).toMatchObject({ branches: 1, leftOut: 1 });
  });

  it('is not to be had of keys without a passphrase, and not made with a short one', async () => {
    const ledger = await fresh();
    await expect(committeeFileOf(ledger)).rejects.toMatchObject({ code: 'E929' });
    await expect(makeOrganisation(ledger, '示例党委', { passphrase: '短' })).rejects.toMatchObject({
      code: 'E904',
    });
    expect(await ownOrganisation(ledger)).toBeUndefined();
    await makeOrganisation(ledger, '示例党委');
    await expect(committeeFileOf(ledger)).rejects.toMatchObject({ code: 'E968' });
  });
});
