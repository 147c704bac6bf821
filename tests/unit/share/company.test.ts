import { afterEach, describe, expect, it, vi } from 'vitest';
import type { MemoryCarrier } from '../../../lib/carrier';
import { change, create, type Ledger, sharedSpaces, SyncStore } from '../../../lib/ledger';
import { refsIn } from '../../../lib/records/refs';
import { fakeBrowser } from '../support/browser';
import { bytesOf } from '../support/blobs';
import { openTestLedger } from '../support/ledger';

const fake = fakeBrowser();
vi.mock('wxt/browser', () => ({ browser: fake.api }));
const carriers = await import('../../../lib/carrier');

/** What stands at each address; whoever opens one gets it. */
const places = new Map<string, MemoryCarrier>();
const placeAt = (address: string): MemoryCarrier => {
  const there = places.get(address) ?? new carriers.MemoryCarrier();
  places.set(address, there);
  return there;
};
vi.mock('../../../lib/share/place', async (original) => {
  const real = await original<typeof import('../../../lib/share/place')>();
  return {
    ...real,
    openPlace: async (ledger: Ledger, space?: string) => {
      const kept = await real.keptPlace(ledger, space);
      // The real one finds what is wrong with place and way in.
      await real.openPlace(ledger, space);
      return { carrier: placeAt((kept!.address as { address: string }).address) };
    },
    openCarrier: async (ledger: Ledger, space?: string) => {
      const kept = await real.keptPlace(ledger, space);
      await real.openPlace(ledger, space);
      return placeAt((kept!.address as { address: string }).address);
    },
  };
});

const { addEvidenceFile, answerItem, attachEvidence, itemRecordId, refOf } =
  await import('../../../lib/governance');
const { adoptCompany } = await import('../../../lib/governance/adopt-company');
const { exhibitId } = await import('../../../lib/governance/exhibits');
const share = await import('../../../lib/share');
const { goOnJoining } = await import('../../../lib/share/join');
const { openConflicts, mayChoose, settle } = await import('../../../lib/share/conflicts');
const { shareDiagnostics } = await import('../../../lib/share/diagnostics');
const sync = await import('../../../lib/sync');

afterEach(() => places.clear());

const BRANCHS = { sort: 'webdav', address: 'https://pan.example.com/dav/branch/' } as const;
const LAW = { sort: 'webdav', address: 'https://law.example.com/dav/' } as const;
const WAY = { user: 'u', password: 'p' };
const COMPANY = 'company-1';
const NAME = '示例物流有限公司';
const ref = refOf({ companyId: COMPANY }, 'B1', '2026');
const item = itemRecordId(ref);
const nameOf = ({ name }: { name: string }): string => name;
const NONE = { clips: false, study: false, reflections: false };
const tried = (address: typeof LAW | { sort: 'file' }) => ({ address, trial: undefined, usable: true });

/** A secretary with a branch of a company, which shares at its place. */
async function secretary(member = 'wei', company = COMPANY, name = NAME) {
  const one = await openTestLedger({ me: member });
  const fields = { name: `${member}支部`, company: name, companyId: company, form: 'single' } as const;
  await one.ledger.commit(
    [
      create('branch', { ...fields, hasCommittee: true }),
      create('member', { name: `示例${member}`, category: 'full' }, member),
      create(
        'meeting',
        { types: { general: true }, startsAt: '2026-11-20T15:00', title: '标记活动' },
        `m-${member}`,
      ),
    ],
    { label: 'test' },
  );
  await sync.foundSpace(one.ledger, member);
  await share.keepPlace(one.ledger, { ...BRANCHS, address: `${BRANCHS.address}${member}/` }, WAY);
  return one;
}

/** A profile of somebody who has nothing and is nobody yet. */
async function nobody() {
  const { Ledger } = await import('../../../lib/ledger');
  serial += 1;
  const time = { now: Date.parse('2026-11-23T03:00:00Z') };
  return {
    time,
    ledger: await Ledger.open({ name: `company-${process.pid}-${serial}`, wall: () => time.now }),
  };
}
let serial = 0;

type One = { ledger: Ledger };

/** Invites and lets in over the place, as two people do who compare six digits. */
async function letIn(
  lead: One,
  one: One,
  space: string,
  role: 'committee' | 'reviewer' | 'deputy',
  adopt = false,
) {
  const given = await share.invitePerson(lead.ledger, {
    role,
    member: `invited-${role}`,
    name: '示例合规',
    days: 7,
    branch: NAME,
    inviter: '示例卫',
    space,
  });
  const offer = await share.readOffer(one.ledger, given.text);
  await share.askAtPlace(one.ledger, offer, offer.isBranchs ? undefined : WAY);
  await share.lookWhoAsks(lead.ledger);
  const asked = (await sync.invitations(lead.ledger)).find(({ id }) => id === given.id)!;
  const seen = await share.lookForAnswer(one.ledger);
  expect(seen.code).toMatch(/^\d{6}$/);
  expect(seen.code).toBe(asked.code);
  await share.confirmDigits(one.ledger, { ...NONE, adopt });
  await share.admitDevice(lead.ledger, given.id);
  // The window may be closed by now: the worker goes on.
  expect(await goOnJoining(one.ledger, share.lookForAnswer, adoptCompany)).toBe(true);
  return offer;
}

const exchangeAll = async (...all: One[]): Promise<void> => {
  for (let round = 0; round < 2; round += 1) for (const { ledger } of all) await share.exchangeNow(ledger);
};
const answer = async ({ ledger }: One, fields: Parameters<typeof answerItem>[3]) =>
  answerItem(ledger, ref, await ledger.get('governanceItem', item), fields);
const itemOf = async ({ ledger }: One) => (await ledger.get('governanceItem', item))?.fields;
const kindsOf = async ({ ledger }: One) =>
  [...new Set((await ledger.db.records.toArray()).map(({ kind }) => kind))].sort();

describe('a company shares at a place of its own', () => {
  it('beside a branch: everything goes to the right place, and a reviewer without a branch sees item, file and exhibit', async () => {
    const wei = await secretary();
    const address = await share.foundCompany(wei.ledger, {
      company: COMPANY,
      title: NAME,
      owner: 'wei',
      place: { tried: tried(LAW), credentials: WAY },
    });
    await answer(wei, { design: 'met', reason: '章程第三章' });
    const pdf = new Blob([bytesOf(5 << 20, 7)], { type: 'application/pdf' });
    await addEvidenceFile(
      wei.ledger,
      ref,
      { blob: pdf, name: '章程.pdf' },
      { today: '2026-11-26', branch: 'x' },
    );
    await attachEvidence(wei.ledger, ref, { id: 'm-wei', kind: 'meeting' }, { today: '2026-11-26' });
    const fan = await nobody();
    await letIn(wei, fan, address.space, 'reviewer');
    expect(fan.ledger.me).toMatchObject({ member: 'invited-reviewer', role: 'compliance' });
    await exchangeAll(wei, fan);
    expect(await itemOf(fan)).toMatchObject({ design: 'met', reason: '章程第三章' });
    expect(await kindsOf(fan)).toEqual(['exhibit', 'governanceItem']);
    expect(await fan.ledger.get('exhibit', exhibitId(item, 'm-wei'))).toBeDefined();

    // The file came over the company's place, whole.
    const [file] = refsIn((await itemOf(fan))!.evidence);
    const got = await share.bringAll(fan.ledger, [file!]);
    expect(got).toBeUndefined();
    const bytes = await new SyncStore(fan.ledger).blobs.bytes(file!.sha256);
    expect(Buffer.compare(Buffer.from(await bytes!.arrayBuffer()), bytesOf(5 << 20, 7))).toBe(0);
    expect(await share.fileState(fan.ledger)).toMatchObject({ lacking: { files: 0 }, sending: { files: 0 } });

    const names = (at: string) => placeAt(at).files().map(nameOf);
    expect(names(LAW.address).some((name) => name.startsWith(`v1/${address.space}/x/g/`))).toBe(true);
    expect(names(LAW.address).some((name) => name.startsWith('v1/b/'))).toBe(false);
    expect(names(`${BRANCHS.address}wei/`).some((name) => name.startsWith('v1/c/'))).toBe(false);
  });

  it('for somebody in no branch, who founds it and invites a secretary; her answers go on under the company', async () => {
    const fan = await nobody();
    const address = await share.foundCompany(fan.ledger, {
      title: NAME,
      owner: 'fan',
      myName: '示例范',
      place: { tried: tried(LAW), credentials: WAY },
    });
    const company = (await sharedSpaces(fan.ledger))[0]!.company!;
    const wei = await secretary('wei', 'own-number');
    const old = refOf({ companyId: 'own-number' }, 'B1', '2026');
    await answerItem(wei.ledger, old, undefined, { design: 'partly' });
    await share.exchangeNow(fan.ledger);
    const offer = await letIn(fan, wei, address.space, 'committee', true);
    expect(offer.own.way).toBe('beside');
    expect((await wei.ledger.list('branch'))[0]!.fields.companyId).toBe(company);
    expect(wei.ledger.me!.member).toBe('wei');
    await exchangeAll(wei, fan);
    const id = itemRecordId(refOf({ companyId: company }, 'B1', '2026'));
    expect((await fan.ledger.get('governanceItem', id))!.fields.design).toBe('partly');
    expect(await kindsOf(fan)).toEqual(['colleague', 'governanceItem']);
    expect((await sync.invitations(fan.ledger))[0]).toMatchObject({ askedAs: 'wei', space: address.space });
  });

  it('needs no way in a second time where it goes with the branch', async () => {
    const wei = await secretary();
    const address = await share.foundCompany(wei.ledger, { company: COMPANY, title: NAME, owner: 'wei' });
    const zhang = await secretary('zhang');
    await share.keepPlace(zhang.ledger, { ...BRANCHS, address: `${BRANCHS.address}wei/` }, WAY);
    const offer = await letIn(wei, zhang, address.space, 'deputy');
    expect(offer.isBranchs).toBe(true);
    expect(await share.keptPlace(zhang.ledger, address.space)).toMatchObject({ isBranchs: true });
    await answer(wei, { design: 'met' });
    await exchangeAll(wei, zhang);
    expect(await itemOf(zhang)).toMatchObject({ design: 'met' });
  });

  it('moves to another place whole, and with the branch where it has none of its own', async () => {
    const wei = await secretary();
    const { space } = await share.foundCompany(wei.ledger, { company: COMPANY, title: NAME, owner: 'wei' });
    await answer(wei, { design: 'met' });
    await exchangeAll(wei);
    const ofCompany = (at: string) =>
      placeAt(at)
        .files()
        .filter(({ name }) => name.startsWith(`v1/${space}/`))
        .map(({ name }) => name)
        .sort();
    const first = ofCompany(`${BRANCHS.address}wei/`);
    expect(first.length).toBeGreaterThan(2);
    const branchs = placeAt(`${BRANCHS.address}wei/`).files().length - first.length;
    await share.keepPlace(wei.ledger, LAW, WAY, {}, space);
    expect(await share.shareLine(wei.ledger)).toMatchObject({ state: 'waiting' });
    await exchangeAll(wei);
    expect(ofCompany(LAW.address)).toEqual(first);
    expect(placeAt(LAW.address).files()).toHaveLength(first.length);
    await share.useBranchPlace(wei.ledger, space);
    await share.keepPlace(wei.ledger, { ...BRANCHS, address: 'https://neu.example.com/dav/' }, WAY);
    await exchangeAll(wei);
    expect(ofCompany('https://neu.example.com/dav/')).toEqual(first);
    expect(placeAt('https://neu.example.com/dav/').files()).toHaveLength(first.length + branchs);
    expect((await share.shareLine(wei.ledger))?.state).toBe('sent');
  });
});

describe('the line over all spaces', () => {
  it('says 已同步 only when it is true of every one, and a place that is down holds up no other', async () => {
    const wei = await secretary();
    const { space } = await share.foundCompany(wei.ledger, {
      company: COMPANY,
      title: NAME,
      owner: 'wei',
      place: { tried: tried(LAW), credentials: WAY },
    });
    await exchangeAll(wei);
    expect((await share.shareLine(wei.ledger))?.state).toBe('sent');
    const law = placeAt(LAW.address);
    const put = law.put.bind(law);
    law.put = () => Promise.reject(new TypeError('offline'));
    await answer(wei, { design: 'met' });
    await wei.ledger.commit([change((await wei.ledger.get('meeting', 'm-wei'))!, { title: '改' })], {
      label: 'test',
    });
    await expect(share.exchangeNow(wei.ledger)).rejects.toThrow();
    const lines = await share.shareLines(wei.ledger);
    expect(lines.map(({ company, line }) => [company, line.state])).toEqual([
      [undefined, 'sent'],
      [COMPANY, expect.stringMatching(/waiting|attention/)],
    ]);
    // One of the two commits is of the company.
    expect(lines[1]!.line).toMatchObject({ count: 1 });
    expect((await share.shareLine(wei.ledger))?.state).not.toBe('sent');
    law.put = put;
    await exchangeAll(wei);
    expect((await share.shareLine(wei.ledger))?.state).toBe('sent');
    const [branch, company] = [
      await shareDiagnostics(wei.ledger, ''),
      await shareDiagnostics(wei.ledger, space),
    ];
    expect(branch[0]).toContain('share branch');
    expect(company[0]).toContain('share company');
    expect([...branch, ...company].join()).not.toMatch(/wei|law\.example|示例/);
  });
});

describe('who rules on what differs', () => {
  it('is whoever leads the company, not the branch', async () => {
    const wei = await secretary();
    const { space } = await share.foundCompany(wei.ledger, { company: COMPANY, title: NAME, owner: 'wei' });
    const zhang = await secretary('zhang');
    await share.keepPlace(zhang.ledger, { ...BRANCHS, address: `${BRANCHS.address}wei/` }, WAY);
    await letIn(wei, zhang, space, 'committee');
    await answer(wei, { design: 'met' });
    await exchangeAll(wei, zhang);
    await answer(wei, { design: 'partly' });
    zhang.time.now += 5000;
    await answer(zhang, { design: 'notMet' });
    await exchangeAll(wei, zhang);
    const [conflict] = await openConflicts(zhang.ledger);
    expect(conflict).toMatchObject({ strict: true, company: COMPANY });
    // She leads her own branch, and answers items for the company.
    expect(await mayChoose(zhang.ledger, true)).toBe(true);
    expect(await mayChoose(zhang.ledger, true, COMPANY)).toBe(false);
    await expect(settle(zhang.ledger, conflict!, true)).rejects.toMatchObject({ code: 'E898' });
    const [same] = await openConflicts(wei.ledger);
    await settle(wei.ledger, same!, true);
    await exchangeAll(wei, zhang);
    expect(await openConflicts(zhang.ledger)).toEqual([]);
  });
});

describe('files that go by hand', () => {
  it('found, invite and exchange without any server, each space in a file of its own', async () => {
    const wei = await secretary();
    const { space } = await share.foundCompany(wei.ledger, {
      company: COMPANY,
      title: NAME,
      owner: 'wei',
      place: { tried: tried({ sort: 'file' }) },
    });
    await answer(wei, { design: 'met' });
    const file = new Blob([bytesOf(50_000)], { type: 'application/pdf' });
    await addEvidenceFile(
      wei.ledger,
      ref,
      { blob: file, name: 'a.pdf' },
      { today: '2026-11-26', branch: 'x' },
    );
    const fan = await nobody();
    const given = await share.invitePerson(wei.ledger, {
      role: 'reviewer',
      member: 'fan',
      name: '示例范',
      days: 1,
      branch: NAME,
      inviter: '示例卫',
      space,
    });
    const offer = await share.readOffer(fan.ledger, given.text);
    const request = await share.askByHand(fan.ledger, offer);
    await sync.takeRequest(wei.ledger, request);
    const asked = (await sync.invitations(wei.ledger))[0]!;
    expect(await sync.hear(fan.ledger, asked.spoken!)).toBe(asked.code);
    await share.confirmDigits(fan.ledger, NONE);
    await sync.admit(wei.ledger, given.id);
    await share.enterByFile(fan.ledger, await share.admissionFile(wei.ledger, given.id), NONE);
    expect(await itemOf(fan)).toMatchObject({ design: 'met' });
    expect((await share.fileState(fan.ledger))!.lacking.files).toBe(0);
    expect((await share.keptPlace(fan.ledger, space))!.address).toEqual({ sort: 'file' });
    expect(await share.shareLine(fan.ledger)).toMatchObject({ state: 'byHand' });

    await answer(wei, { design: 'partly' });
    const company = (await share.exportFile(wei.ledger, { space })).blob;
    const branchs = (await share.exportFile(wei.ledger)).blob;
    await expect(share.importFile(fan.ledger, branchs)).rejects.toMatchObject({ code: 'E896' });
    expect(await itemOf(fan)).toMatchObject({ design: 'met' });
    expect(await share.importFile(fan.ledger, company)).toMatchObject({ segments: 1, held: 0, leftOut: 0 });
    expect(await itemOf(fan)).toMatchObject({ design: 'partly' });
    // What the reader says to have seen goes back, and into the company's space alone.
    await share.importFile(wei.ledger, (await share.exportFile(fan.ledger, { space })).blob);
    expect((await share.exportFile(wei.ledger, { space })).segments).toBe(0);
  });
});

describe('a company is left', () => {
  it('on this device: what came stays, nothing is exchanged; not by the last one who leads', async () => {
    const wei = await secretary();
    const { space } = await share.foundCompany(wei.ledger, { company: COMPANY, title: NAME, owner: 'wei' });
    const zhang = await secretary('zhang');
    await share.keepPlace(zhang.ledger, { ...BRANCHS, address: `${BRANCHS.address}wei/` }, WAY);
    await letIn(wei, zhang, space, 'committee');
    await answer(wei, { design: 'met' });
    await exchangeAll(wei, zhang);
    await expect(share.leaveCompany(wei.ledger, space)).rejects.toMatchObject({ code: 'E957' });
    await share.leaveCompany(zhang.ledger, space);
    expect((await sharedSpaces(zhang.ledger)).map((row) => row.company)).toEqual([undefined]);
    expect(await zhang.ledger.db.roster.filter(({ name }) => name.startsWith('v1/c/')).count()).toBe(0);
    await answer(wei, { design: 'partly' });
    await exchangeAll(wei, zhang);
    expect(await itemOf(zhang)).toMatchObject({ design: 'met' });
    expect((await share.shareLine(zhang.ledger))?.state).toBe('sent');
    expect(await sync.standing(zhang.ledger)).toMatchObject({ role: 'secretary' });
  });
});

describe('what may not be', () => {
  it('a second space of a company; a place elsewhere than the organisation set; a branch under another person', async () => {
    const wei = await secretary();
    const { space } = await share.foundCompany(wei.ledger, { company: COMPANY, title: NAME, owner: 'wei' });
    await expect(
      share.foundCompany(wei.ledger, { company: COMPANY, title: NAME, owner: 'wei' }),
    ).rejects.toMatchObject({ code: 'E955' });
    const fan = await nobody();
    await expect(
      share.foundCompany(fan.ledger, { title: NAME, owner: 'fan', myName: '范' }),
    ).rejects.toMatchObject({ code: 'E890' });
    expect(fan.ledger.me?.member ?? '').toBe('');
    await letIn(wei, fan, space, 'reviewer');
    const of = { branch: NAME, inviter: '卫', days: 1, name: '范' } as const;
    const again = await share.invitePerson(wei.ledger, { ...of, role: 'reviewer', member: 'f2', space });
    await expect(share.readOffer(fan.ledger, again.text)).rejects.toMatchObject({ code: 'E955' });
    const branch = await share.invitePerson(wei.ledger, { ...of, role: 'member', member: 'f3' });
    await expect(share.readOffer(fan.ledger, branch.text)).rejects.toMatchObject({ code: 'E956' });
  });
});
