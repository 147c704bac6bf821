import { describe, expect, it } from 'vitest';
import { MemoryCarrier } from '../../../lib/carrier';
import { answerItem, attachEvidence, itemRecordId, refOf } from '../../../lib/governance';
import { exhibitId, tendExhibits } from '../../../lib/governance/exhibits';
import { change, create, type Ledger, SyncStore } from '../../../lib/ledger';
import { adoptCompany } from '../../../lib/governance/adopt-company';
import { readOffer } from '../../../lib/share/join';
import {
  admit,
  ask,
  certify,
  changeRole,
  exchange,
  foundCompanySpace,
  invitations,
  invite,
  joinCompanySpace,
  joining,
  lookForRequests,
  ownerFor,
  readAnswer,
  readInvitation,
  removeFromSpace,
  requestToJoin,
  sendRequest,
  type SpaceAddress,
  type SpaceRole,
  standing,
} from '../../../lib/sync';
import { roleFor } from '../../../lib/sync/standing';
import { sealSegment } from '../../../lib/sync/segment';
import { openTestLedger } from '../support/ledger';
import { founder, heldBy, known, letIn, meet, type Profile } from '../support/shared';

const COMPANY = 'company-1';
const ref = refOf({ companyId: COMPANY }, 'B1', '2026');
const item = itemRecordId(ref);
const itemOf = async ({ ledger }: Profile) => (await ledger.get('governanceItem', item))?.fields;

/** Lets a profile into a company's space, whether it is in a space of a branch or not. */
async function intoCompany(
  lead: Profile,
  address: SpaceAddress,
  one: Profile,
  role: SpaceRole,
): Promise<void> {
  const request = await requestToJoin(one.ledger, one.owner);
  await certify(lead.ledger, request, role, { space: address.space });
  await joinCompanySpace(one.ledger, { ...address, company: COMPANY }, one.owner, role);
}

/** A profile of nobody's branch. */
async function alone(owner: string): Promise<Profile> {
  const { ledger, time } = await openTestLedger({ me: owner });
  return { ledger, time, owner, role: 'reviewer' };
}

const answer = async ({ ledger }: Profile, fields: Parameters<typeof answerItem>[3]) =>
  answerItem(ledger, ref, await ledger.get('governanceItem', item), fields);

const meeting = (id: string, title: string) =>
  create('meeting', { types: { general: true }, startsAt: '2026-11-25T15:00', title }, id);

/** Names of the records of kinds that a profile holds. */
const kindsOf = async (ledger: Ledger) =>
  [...new Set((await ledger.db.records.toArray()).map(({ kind }) => kind))].sort();

/** Two branches with a place, one secretary each, and their company, which the first one founded. */
async function world() {
  const carrier = new MemoryCarrier();
  const wei = await founder('wei');
  const zhang = await founder('zhang');
  await wei.ledger.commit([meeting('m1', '标记一支部的活动')], { label: 'test' });
  await zhang.ledger.commit([meeting('m2', '标记二支部的活动')], { label: 'test' });
  const company = await foundCompanySpace(wei.ledger, COMPANY, 'wei');
  await intoCompany(wei, company, zhang, 'secretary');
  return { carrier, wei, zhang, company };
}

describe('the space of a company', () => {
  it('is entered by invitation beside a branch, under the name that one has there', async () => {
    const carrier = new MemoryCarrier();
    const wei = await founder('wei');
    const zhang = await founder('zhang');
    const branch = { name: '示例支部', company: '示例公司', form: 'single', hasCommittee: true } as const;
    await wei.ledger.commit([create('branch', { ...branch, companyId: COMPANY })], { label: 'test' });
    await zhang.ledger.commit([create('branch', { ...branch, companyId: 'old' })], { label: 'test' });
    const old = refOf({ companyId: 'old' }, 'B1', '2026');
    await answerItem(zhang.ledger, old, undefined, { design: 'notMet', effect: 'met' });
    await zhang.ledger.commit([meeting('m2', '二支部')], { label: 'test' });
    await attachEvidence(zhang.ledger, old, { id: 'm2', kind: 'meeting' }, { today: '2026-11-26' });
    const company = await foundCompanySpace(wei.ledger, COMPANY, 'wei');
    await answer(wei, { design: 'met' });
    await meet(carrier, [wei, zhang]);

    const { text, id } = await invite(wei.ledger, {
      role: 'secretary',
      member: 'zhang-as-wei-knows-him',
      name: '示例张',
      place: { sort: 'file' },
      lasts: 86_400_000,
      branch: '示例公司',
      inviter: '示例卫',
      space: company.space,
    });
    const invitation = await readInvitation(text);
    expect(invitation).toMatchObject({ company: COMPANY, space: company.space, role: 'secretary' });
    expect((await readOffer(zhang.ledger, text)).own.way).toBe('beside');
    await ask(zhang.ledger, text, { owner: await ownerFor(invitation, 'zhang', carrier), byHand: false });
    await sendRequest(zhang.ledger, carrier);
    await lookForRequests(wei.ledger, carrier);
    const { code } = await readAnswer(zhang.ledger, carrier);
    expect(code).toMatch(/^\d{6}$/);
    expect((await invitations(wei.ledger))[0]).toMatchObject({ id, state: 'asked', code });
    await admit(wei.ledger, id);
    const { owner } = (await joining(zhang.ledger))!;
    await joinCompanySpace(zhang.ledger, { ...company, company: COMPANY }, owner, invitation.role);
    await meet(carrier, [wei, zhang]);
    expect((await standing(wei.ledger, company.space))!.persons.map(({ member }) => member).sort()).toEqual([
      'wei',
      'zhang',
    ]);

    // What was answered under a number of the branch's own goes on under the company's, and what differs is shown.
    expect(await adoptCompany(zhang.ledger, COMPANY)).toBe(1);
    expect(await adoptCompany(zhang.ledger, COMPANY)).toBe(0);
    await tendExhibits(zhang.ledger);
    await meet(carrier, [zhang, wei]);
    expect(await itemOf(wei)).toMatchObject({ design: 'notMet', effect: 'met' });
    expect(await itemOf(zhang)).toEqual(await itemOf(wei));
    expect(await zhang.ledger.conflicts(item)).toMatchObject([{ f: 'design', v: 'met' }]);
    expect((await wei.ledger.get('exhibit', exhibitId(item, 'm2')))!.fields.recordKind).toBe('meeting');
    expect(await wei.ledger.get('governanceItem', itemRecordId(old))).toBeUndefined();
    expect((await zhang.ledger.get('governanceItem', itemRecordId(old)))!.fields.design).toBe('notMet');
  });

  it('makes two branches meet on one item, and brings neither branch anything else of the other', async () => {
    const { carrier, wei, zhang } = await world();
    await answer(wei, { design: 'met' });
    await answer(zhang, { effect: 'partly' });
    await attachEvidence(wei.ledger, ref, { id: 'm1', kind: 'meeting' }, { today: '2026-11-26' });
    await meet(carrier, [wei, zhang], 3);
    expect(await itemOf(wei)).toMatchObject({ design: 'met', effect: 'partly' });
    expect(await itemOf(zhang)).toEqual(await itemOf(wei));
    expect((await zhang.ledger.get('exhibit', exhibitId(item, 'm1')))!.fields.state.revision).toBe(1);
    expect(await zhang.ledger.find('m1')).toBeUndefined();
    expect(await wei.ledger.find('m2')).toBeUndefined();
    // Whoever does not hold the record writes no exhibit of it.
    expect(await tendExhibits(zhang.ledger)).toBe(0);
    for (const one of [wei, zhang]) {
      for (const space of [undefined, (await new SyncStore(one.ledger).share())!.space])
        expect((await new SyncStore(one.ledger, space).share())!.withheld).toEqual([]);
      expect(await heldBy(one.ledger)).toEqual([]);
    }
    await exchange(wei.ledger, carrier);
    const before = carrier.calls;
    await exchange(wei.ledger, carrier);
    expect(carrier.calls - before).toBe(2);
  });

  it('lies apart at the place, and its segments of each device are a chain of their own', async () => {
    const { carrier, wei, zhang, company } = await world();
    await answer(wei, { design: 'met' });
    await meet(carrier, [wei, zhang]);
    const names = carrier.files().map(({ name }) => name);
    expect(company.space).toMatch(/^c\/[a-z0-9]{16}$/);
    const segments = names.filter((name) => name.includes('/d/'));
    const ofCompany = segments.filter((name) => name.startsWith(`v1/${company.space}/`));
    expect(ofCompany).toHaveLength(1);
    expect(ofCompany[0]).toMatch(/\/d\/wei-[0-9a-z]{8}\/g\/\d{6}\/00000001-/);
    // Nothing of the checklist is in a branch's space.
    expect(segments.filter((name) => !ofCompany.includes(name)).some((name) => name.includes('/g/'))).toBe(
      false,
    );
  });

  it('takes over what the branch had of the company, whoever wrote it; the branch keeps it to read', async () => {
    const carrier = new MemoryCarrier();
    const wei = await founder('wei');
    const lin = await letIn(wei, 'lin', 'committee');
    await meet(carrier, [wei, lin]);
    await answer(lin, { design: 'partly', reason: '支委写的' });
    await meet(carrier, [lin, wei]);
    const company = await foundCompanySpace(wei.ledger, COMPANY, 'wei');
    const fan = await alone('fan');
    await intoCompany(wei, company, fan, 'reviewer');
    await meet(carrier, [wei, fan, lin]);
    expect(await itemOf(fan)).toMatchObject({ design: 'partly', reason: '支委写的' });
    expect((await fan.ledger.historyOf(item, 'reason'))[0]).toMatchObject({ by: 'lin' });
    await answer(wei, { effect: 'met' });
    await meet(carrier, [wei, fan, lin]);
    expect(await itemOf(fan)).toMatchObject({ effect: 'met' });
    expect(await itemOf(lin)).toMatchObject({ design: 'partly' });
    expect((await itemOf(lin))!.effect).toBeUndefined();
    // Let in there too, the committee member goes on from what there is.
    await intoCompany(wei, company, lin, 'committee');
    await meet(carrier, [wei, lin]);
    await answer(lin, { effect: 'notMet' });
    await meet(carrier, [lin, wei, fan]);
    for (const one of [wei, fan, lin]) expect(await itemOf(one)).toMatchObject({ effect: 'notMet' });
  });

  it('shows a reviewer who is in no branch the checklist and exhibits, and no field of any branch', async () => {
    const { carrier, wei, zhang, company } = await world();
    await meet(carrier, [wei, zhang]);
    const fan = await alone('fan');
    await intoCompany(zhang, company, fan, 'reviewer');
    await attachEvidence(wei.ledger, ref, { id: 'm1', kind: 'meeting' }, { today: '2026-11-26' });
    await wei.ledger.commit([change((await wei.ledger.get('meeting', 'm1'))!, { minutes: '标记正文' })], {
      label: 'test',
    });
    await tendExhibits(wei.ledger);
    await meet(carrier, [wei, zhang, fan]);
    expect(await kindsOf(fan.ledger)).toEqual(['exhibit', 'governanceItem']);
    expect((await fan.ledger.get('exhibit', exhibitId(item, 'm1')))!.fields.state.revision).toBe(2);
    expect(JSON.stringify(await fan.ledger.db.changes.toArray())).not.toContain('标记正文');
    expect(await standing(fan.ledger)).toBeUndefined();
    expect(await roleFor(fan.ledger, COMPANY)).toBe('reviewer');
    expect(await roleFor(wei.ledger, COMPANY)).toBe('secretary');
    expect(await standing(fan.ledger, company.space)).toMatchObject({ role: 'reviewer' });
    const people = (await standing(wei.ledger, company.space))!.persons;
    expect(people.map(({ owner, role }) => [owner, role]).sort()).toEqual([
      ['fan', 'reviewer'],
      ['wei', 'secretary'],
      ['zhang', 'secretary'],
    ]);
  });

  it('lets several companies and the branch stand side by side in one profile', async () => {
    const { carrier, wei, zhang, company } = await world();
    const other = await foundCompanySpace(zhang.ledger, 'company-2', 'zhang');
    await expect(foundCompanySpace(zhang.ledger, 'company-2', 'zhang')).rejects.toMatchObject({
      code: 'E955',
    });
    const fan = await alone('fan');
    await intoCompany(wei, company, fan, 'reviewer');
    await certify(zhang.ledger, await requestToJoin(fan.ledger, 'fan'), 'reviewer', { space: other.space });
    await joinCompanySpace(fan.ledger, { ...other, company: 'company-2' }, 'fan', 'reviewer');
    await answer(wei, { design: 'met' });
    const second = refOf({ companyId: 'company-2' }, 'B1', '2026');
    await answerItem(zhang.ledger, second, undefined, { design: 'notMet' });
    await meet(carrier, [wei, zhang, fan], 3);
    expect(await itemOf(fan)).toMatchObject({ design: 'met' });
    expect((await fan.ledger.get('governanceItem', itemRecordId(second)))!.fields.design).toBe('notMet');
    expect(await wei.ledger.get('governanceItem', itemRecordId(second))).toBeUndefined();
    expect(await itemOf(zhang)).toMatchObject({ design: 'met' });
  });

  it('takes nothing of a branch, nor of another company, from anybody who leads it', async () => {
    const { carrier, wei, zhang, company } = await world();
    await meet(carrier, [wei, zhang]);
    // Sealed by a changed program: a line on an activity, in the company's chain.
    const store = new SyncStore(zhang.ledger, company.space);
    const [share, keys, ring] = [(await store.share())!, (await store.keys())!, await store.ring()];
    const key = ring.find(({ q }) => q === 'g')!;
    const h = zhang.ledger.clock.next('');
    const bytes = await sealSegment(
      {
        v: 1,
        suite: 1,
        b: company.space,
        d: share.device,
        s: 1,
        k: key.k,
        q: 'g',
        p: '',
        ro: share.headRo!,
        n: 1,
      },
      [{ r: 'm1', t: 'meeting', h, by: 'zhang', b: {}, f: { title: '假' }, sv: 1, c: h, l: 'x' }],
      { sign: keys.sign.privateKey, epoch: key.key },
    );
    const { sha256 } = await import('../../../lib/sync/bytes');
    const { fileName } = await import('../../../lib/sync/names');
    const hash = await sha256(bytes);
    const tail = `202611/${fileName(1, hash)}`;
    const name = `v1/${company.space}/d/zhang-${share.device}/g/${tail}`;
    await zhang.ledger.db.outbox.put({ name, q: 'g', s: 1, hash, bytes, state: 'sealed' });
    await store.changeShare((now) => ({
      ...now,
      chains: { g: { s: 1, hash, month: '202611', tail: [tail] } },
    }));
    await meet(carrier, [zhang, wei], 1);
    expect((await wei.ledger.get('meeting', 'm1'))!.fields.title).toBe('标记一支部的活动');
    expect(await new SyncStore(wei.ledger, company.space).held()).toMatchObject([{ reason: 'role', q: 'g' }]);
    // It holds up nothing in the branch's own space.
    expect(await heldBy(wei.ledger)).toEqual([]);
  });

  it('goes on after a profile had to take a new device id, in every space', async () => {
    const { carrier, wei, zhang } = await world();
    await answer(wei, { design: 'met' });
    await meet(carrier, [wei, zhang]);
    await wei.ledger.renewDevice();
    await answer(wei, { design: 'notMet' });
    await wei.ledger.commit([meeting('m3', '之后的活动')], { label: 'test' });
    await meet(carrier, [wei, zhang], 3);
    expect(await itemOf(zhang)).toMatchObject({ design: 'notMet' });
    expect((await new SyncStore(wei.ledger).share())!.confirmed).toBe(
      (await wei.ledger.recentCommits(1))[0]!.n,
    );
  });

  it('holds what a removed person writes, and changes roles, without touching the branches', async () => {
    const { carrier, wei, zhang, company } = await world();
    const fan = await alone('fan');
    await intoCompany(wei, company, fan, 'committee');
    await meet(carrier, [wei, zhang, fan]);
    await changeRole(wei.ledger, 'fan', 'reviewer', company.space);
    await meet(carrier, [wei, fan, zhang]);
    expect(await standing(zhang.ledger, company.space)).toMatchObject({
      persons: expect.arrayContaining([expect.objectContaining({ owner: 'fan', role: 'reviewer' })]),
    });
    await removeFromSpace(wei.ledger, { owner: 'zhang' }, company.space);
    await meet(carrier, [wei], 1);
    await answer(zhang, { design: 'notMet' });
    await zhang.ledger.commit([meeting('m4', '本支部照常')], { label: 'test' });
    await meet(carrier, [zhang, wei, fan]);
    expect(await itemOf(wei)).toBeUndefined();
    expect((await standing(zhang.ledger))!.role).toBe('secretary');
    expect((await standing(zhang.ledger, company.space))!.role).toBeUndefined();
    const own = (await new SyncStore(zhang.ledger).share())!;
    expect(own.confirmed).toBe(own.lastSealed);
  });

  it('changes nothing for a profile that is in the space of its branch alone', async () => {
    const carrier = new MemoryCarrier();
    const wei = await founder('wei');
    const lin = await letIn(wei, 'lin', 'committee');
    await answer(wei, { design: 'met' });
    await meet(carrier, [wei, lin]);
    expect(await itemOf(lin)).toMatchObject({ design: 'met' });
    expect(await known(lin.ledger)).toEqual(await known(wei.ledger));
    expect(carrier.files().every(({ name }) => name.startsWith('v1/b/'))).toBe(true);
  });
});
