import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, test } from 'vitest';
import { type Carrier, REFUSED, type S3Carrier, type WebDavCarrier } from '../../../lib/carrier';
import { answerItem, itemRecordId, refOf } from '../../../lib/governance';
import { create, type Ledger, type Rec } from '../../../lib/ledger';
import { erase } from '../../../lib/members/privacy';
import { asFault } from '../../../lib/records/fault';
import {
  certify,
  exchange,
  foundCompanySpace,
  foundSpace,
  joinCompanySpace,
  joinSpace,
  requestToJoin,
  type SpaceRole,
} from '../../../lib/sync';
import { fetchBlob } from '../../../lib/sync/blobs-fetch';
import { readContext } from '../../../lib/sync/context';
import { openTestLedger } from '../../unit/support/ledger';

/** Accounts that a server is to have for these tests: wei, lin and he are a branch, wei and fan see to its company. */
export const PEOPLE = ['wei', 'lin', 'he', 'fan', 'eve'];

/** The two that share, without what stands before them in paths. */
export interface Shared {
  branch: string;
  company: string;
}

/** A server with the rules of the papers. */
export interface Place {
  /** A way in as somebody, to the place as the administrator set it up for this space. */
  as(name: string): WebDavCarrier | S3Carrier;
  stop(): Promise<void>;
}

const refusal = async (work: Promise<unknown>) =>
  asFault(
    await work.then(
      () => undefined,
      (thrown: unknown) => thrown,
    ),
  ).code;

const ITEM = refOf({ companyId: 'company-1' }, 'B1', '2026');
const FILE = new Uint8Array(5_000).fill(7);

/** What goes into each folder: records, a member's own rows, a file, and the company's checklist. */
async function writeOfEachSort(ledger: Ledger): Promise<void> {
  const ref = await ledger.putBlob(new Blob([FILE], { type: 'application/pdf' }));
  await ledger.commit(
    [
      create('member', { name: '示例何', category: 'full', phone: '13800000000' }, 'he'),
      create('duesRecord', { member: 'he', month: '2026-11', paid: 1234 }, 'dues'),
      create(
        'meeting',
        {
          types: { themeDay: true },
          startsAt: '2026-11-25T15:00',
          attachments: { a: { ...ref, name: '通知.pdf', role: 'file' } },
        },
        'm1',
      ),
    ],
    { label: 'test' },
  );
  await answerItem(ledger, ITEM, undefined, { design: 'met' });
}

/** The member has their own rows and the file, and the company's reviewer the checklist alone. */
async function hasArrived(he: Ledger, place: Carrier, fan: Ledger): Promise<void> {
  expect((await he.get('duesRecord', 'dues'))?.fields.paid).toBe(1234);
  const { attachments } = (await he.get('meeting', 'm1'))!.fields;
  const file = Object.values(attachments ?? {})[0]!;
  expect(await fetchBlob(await readContext(he), place, file.sha256)).toBe('here');
  expect(new Uint8Array(await (await he.getBlob(file)).arrayBuffer())).toEqual(FILE);
  expect((await fan.get('governanceItem', itemRecordId(ITEM)))?.fields.design).toBe('met');
  expect(await fan.find('m1')).toBeUndefined();
}

const erasePhone = async (ledger: Ledger): Promise<void> =>
  void (await erase(ledger, (await ledger.get('member', 'he')) as Rec<'member'>, {
    keys: ['member:phone'],
    newName: '',
    requestedBy: '本人',
    requestedOn: '2026-11-25',
    reason: '不再需要',
    kept: '党费按规定保留',
    on: '2026-11-26',
  }));

/** How many files of the secretary's with keys of members are empty by now. */
async function emptied(place: Carrier, space: string): Promise<number> {
  let count = 0;
  for (const { name } of await place.list(`v1/b/${space}/own`)) {
    const got = name.startsWith('wei-') ? await place.get(`v1/b/${space}/own/${name}`) : undefined;
    if (got && got !== 'same' && got.bytes.length < 20) count += 1;
  }
  return count;
}

/** Everything that the rules of a server have to allow and to refuse, with the rules that the papers hold. */
export function rulesSuite(title: string, start: (shared: Shared) => Promise<Place>): void {
  let place: Place | undefined;
  afterAll(() => place?.stop());

  describe(`${title} with the rules for sharing`, () => {
    test('lets a branch work and refuses whatever is not one’s own', async () => {
      const wei = await openTestLedger({ me: 'wei' });
      const address = await foundSpace(wei.ledger, 'wei');
      const company = await foundCompanySpace(wei.ledger, 'company-1', 'wei');
      place = await start({ branch: address.space, company: company.space.slice('c/'.length) });
      const at = place;
      const join = async (name: string, role: SpaceRole) => {
        const { ledger } = await openTestLedger({ me: name });
        await certify(wei.ledger, await requestToJoin(ledger, name), role);
        await joinSpace(ledger, address, name);
        return ledger;
      };
      const he = await join('he', 'member');
      const lin = await join('lin', 'deputy');
      const fan = (await openTestLedger({ me: 'fan' })).ledger;
      await certify(wei.ledger, await requestToJoin(fan, 'fan'), 'reviewer', { space: company.space });
      await joinCompanySpace(fan, { ...company, company: 'company-1' }, 'fan', 'reviewer');
      const meetAll = async () => {
        for (const [ledger, name] of [
          [wei.ledger, 'wei'],
          [he, 'he'],
          [lin, 'lin'],
          [fan, 'fan'],
          [wei.ledger, 'wei'],
        ] as const) {
          await exchange(ledger, at.as(name));
        }
      };
      await writeOfEachSort(wei.ledger);
      await meetAll();
      await hasArrived(he, at.as('he'), fan);
      // A deputy erases what the secretary's device sealed: the file of that key is emptied, whoever wrote it.
      const ownFiles = async () => (await at.as('lin').list(`v1/b/${address.space}/own`)).length;
      const before = await ownFiles();
      await erasePhone(lin);
      await exchange(lin, at.as('lin'));
      expect(await emptied(at.as('he'), address.space)).toBeGreaterThan(0);
      expect(await ownFiles()).toBeGreaterThan(before);
      // A member's profile becomes a new device: it certifies itself, without the rights of those who lead.
      await he.renewDevice();
      await he.commit(
        [
          create(
            'studyLog',
            { member: 'he', on: '2026-11-25', form: 'self', hours: 1, state: 'declared' },
            's1',
          ),
        ],
        { label: 'test' },
      );
      await meetAll();
      await meetAll();
      expect(await he.get('meeting', 'm1')).toBeDefined();
      expect(await lin.get('studyLog', 's1')).toBeDefined();

      const base = `v1/b/${address.space}`;
      const companyBase = `v1/${company.space}`;
      const bytes = new Uint8Array([1]);
      const name = '00000009-000000000000000000000000';
      const device = wei.ledger.clock.device;
      for (const foreign of [
        `${base}/h/wei-${device}`,
        `${base}/d/wei-${device}/r/202611/${name}`,
        `${base}/d/wei-zzzzzzzz/r/202611/${name}`,
        `${base}/self/wei-${name}`,
        `${base}/own/wei-${name}`,
        `${base}/roster/${name}`,
        `${base}/keys/${name}`,
        `v1/b/${'z'.repeat(16)}/h/he-zzzzzzzz`,
        `v1/b/${'z'.repeat(16)}/x/r/000000000000000000000000`,
        `${companyBase}/h/he-zzzzzzzz`,
        `${companyBase}/x/g/000000000000000000000000`,
      ]) {
        expect(await refusal(at.as('he').put(foreign, bytes)), foreign).toBe(REFUSED.notAllowed);
      }
      // A deputy keeps the roster, and is no less bound to their own chain.
      await at.as('lin').put(`${base}/roster/${name}`, bytes);
      expect(await refusal(at.as('lin').put(`${base}/h/wei-${device}`, bytes))).toBe(REFUSED.notAllowed);
      await at.as('he').put(`${base}/join/0123456789abcdef`, bytes);
      await at.as('he').put(`${base}/own/he-${name}`, bytes);
      await at.as('he').put(`${base}/x/r/000000000000000000000000`, bytes);
      // A reviewer of the company's is bound as a member is there, and is nobody in the branch.
      await at.as('fan').put(`${companyBase}/x/g/000000000000000000000000`, bytes);
      for (const foreign of [
        `${companyBase}/h/wei-${device}`,
        `${companyBase}/d/wei-${device}/g/202611/${name}`,
        `${companyBase}/self/wei-${name}`,
        `${companyBase}/own/wei-${name}`,
        `${companyBase}/roster/${name}`,
        `${companyBase}/keys/${name}`,
        `${base}/h/fan-zzzzzzzz`,
        `${base}/own/fan-${name}`,
        `${base}/x/r/111111111111111111111111`,
        `${base}/join/0123456789abcdee`,
      ]) {
        expect(await refusal(at.as('fan').put(foreign, bytes)), foreign).toBe(REFUSED.notAllowed);
      }
      // Nobody deletes, not even what is their own; and whoever is of another branch sees nothing.
      for (const [who, file] of [
        ['wei', `${base}/h/wei-${device}`],
        ['he', `${base}/join/0123456789abcdef`],
        ['lin', `${base}/roster/${name}`],
        ['he', `${base}/own/he-${name}`],
        ['he', `${base}/x/r/000000000000000000000000`],
        ['fan', `${companyBase}/x/g/000000000000000000000000`],
        ['wei', `${companyBase}/h/wei-${device}`],
      ] as const) {
        expect(await at.as(who).erase(file), file).toBe('refused');
      }
      for (const [who, space] of [
        ['eve', base],
        ['eve', companyBase],
        ['fan', base],
        ['he', companyBase],
      ] as const) {
        for (const folder of ['h', 'own', 'x/g'])
          expect(await refusal(at.as(who).list(`${space}/${folder}`)), `${who} ${space}`).toBe(
            REFUSED.notAllowed,
          );
        expect(await refusal(at.as(who).get(`${space}/h/wei-${device}`))).toBe(REFUSED.notAllowed);
      }
    }, 60_000);
  });
}

/** A file of the papers for administrators. */
export const paper = (name: string): string =>
  readFileSync(new URL(`../../../docs/examples/${name}`, import.meta.url), 'utf8');
