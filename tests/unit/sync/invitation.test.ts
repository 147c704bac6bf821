import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MemoryCarrier } from '../../../lib/carrier';
import { create, SyncStore } from '../../../lib/ledger';
import { Fault } from '../../../lib/records/fault';
import {
  admit,
  ask,
  closeInvitation,
  exchange,
  hear,
  invitations,
  invite,
  joining,
  joinSpace,
  lookForRequests,
  ownerFor,
  readAnswer,
  readInvitation,
  sendRequest,
  takeRequest,
} from '../../../lib/sync';
import { utf8 } from '../../../lib/sync/bytes';
import { requestMessage, writeInvitation } from '../../../lib/sync/invitation';
import { inviteName, openMessage, sealMessage, secretOf } from '../../../lib/sync/invitation-code';
import { jsonOf } from '../../../lib/sync/signed';
import { textOf } from '../../../lib/sync/bytes';
import { place } from '../../../lib/sync/names';
import { openTestLedger } from '../support/ledger';
import { founder, heldBy, known, meet, type Profile } from '../support/shared';

const DAY = 86_400_000;
const meeting = (id: string, at: string) =>
  create('meeting', { types: { themeDay: true }, startsAt: '2026-11-25T15:00', place: at }, id);

const inviteLin = (wei: Profile, more: Partial<Parameters<typeof invite>[1]> = {}) =>
  invite(wei.ledger, {
    role: 'deputy',
    member: 'lin',
    name: '示例林',
    place: { sort: 'file' },
    lasts: 7 * DAY,
    branch: '示例支部',
    inviter: '示例卫',
    ...more,
  });

/** What the joiner's screens do once both sides confirmed. */
const enter = async (
  { ledger }: { ledger: Profile['ledger'] },
  role: 'secretary' | 'member' = 'secretary',
) => {
  const { invitation, owner } = (await joining(ledger))!;
  await ledger.setMe({ member: invitation.member, role });
  await joinSpace(ledger, { space: invitation.space, root: invitation.root }, owner, { afresh: true });
};

const codeOf = async (promise: Promise<unknown>) => {
  const thrown = await promise.then(
    () => undefined,
    (error: unknown) => error,
  );
  return thrown instanceof Fault ? thrown.code : thrown;
};

describe('an invitation over a place', () => {
  it('lets one device in after both sides saw the same six digits, and both see the other', async () => {
    const carrier = new MemoryCarrier();
    const wei = await founder('wei');
    await wei.ledger.commit([meeting('m1', '一号')], { label: 'test' });
    await exchange(wei.ledger, carrier);
    const given = await inviteLin(wei);
    expect(given.text).toMatch(/^branch-sidebook:join#1\.[\w-]{200,700}\.[0-9a-f]{6}$/);

    const lin = await openTestLedger({ me: '' });
    const invitation = await readInvitation(
      `卫书记：请加入 ${given.text.slice(0, 90)}\n${given.text.slice(90)}。`,
    );
    expect(invitation).toMatchObject({
      branch: '示例支部',
      inviter: '示例卫',
      role: 'deputy',
      name: '示例林',
    });
    await ask(lin.ledger, given.text, { byHand: false, owner: await ownerFor(invitation, 'Lin', carrier) });
    await sendRequest(lin.ledger, carrier);
    expect(await readAnswer(lin.ledger, carrier)).toEqual({ state: 'waiting' });
    // Nobody is in before the inviter confirmed.
    expect(await new SyncStore(lin.ledger).share()).toBeUndefined();

    await lookForRequests(wei.ledger, carrier);
    const [seen] = await invitations(wei.ledger);
    expect(seen).toMatchObject({ state: 'asked', asker: '示例林', twice: false });
    expect(seen!.code).toMatch(/^\d{6}$/);
    expect(await readAnswer(lin.ledger, carrier)).toEqual({ state: 'told', code: seen!.code });

    await admit(wei.ledger, given.id);
    await exchange(wei.ledger, carrier);
    await lookForRequests(wei.ledger, carrier);
    expect(await readAnswer(lin.ledger, carrier)).toEqual({ state: 'admitted', code: seen!.code });
    await enter(lin);
    expect((await new SyncStore(lin.ledger).share())?.owner).toBe('lin');
    await lin.ledger.commit([meeting('m2', '二号')], { label: 'test' });
    await meet(carrier, [{ ...wei }, { ...lin, owner: 'lin', role: 'deputy' }]);
    expect(await known(lin.ledger)).toEqual(await known(wei.ledger));
    expect((await wei.ledger.list('meeting')).map(({ id }) => id).sort()).toEqual(['m1', 'm2']);
    expect(await heldBy(wei.ledger)).toEqual([]);
    // At the place stands nothing that tells of the secret or the names.
    const all = carrier.files().filter(({ name }) => name.includes('/join/'));
    expect(all).toHaveLength(2);
    for (const { bytes } of all) expect(Buffer.from(bytes).toString()).not.toContain('示例');
  });

  it('is for one device: the second is told, and the inviter is', async () => {
    const carrier = new MemoryCarrier();
    const wei = await founder('wei');
    const given = await inviteLin(wei);
    const [lin, other] = [await openTestLedger({ me: '' }), await openTestLedger({ me: '' })];
    for (const { ledger } of [lin, other]) await ask(ledger, given.text, { byHand: false, owner: 'lin' });
    await sendRequest(lin.ledger, carrier);
    await sendRequest(lin.ledger, carrier);
    expect(await codeOf(sendRequest(other.ledger, carrier))).toBe('E914');
    await lookForRequests(wei.ledger, carrier);
    expect(await codeOf(readAnswer(other.ledger, carrier))).toBe('E914');
    // By hand as well.
    expect(await codeOf(takeRequest(wei.ledger, (await joining(other.ledger))!.request))).toBe('E914');
    expect((await invitations(wei.ledger))[0]).toMatchObject({ state: 'asked', twice: true });
  });

  it('shows other digits when somebody with the link puts other keys in, whatever keys these are', async () => {
    const carrier = new MemoryCarrier();
    const wei = await founder('wei');
    const given = await inviteLin(wei);
    const [lin, thief] = [await openTestLedger({ me: '' }), await openTestLedger({ me: '' })];
    for (const { ledger } of [lin, thief]) await ask(ledger, given.text, { byHand: false, owner: 'lin' });
    await sendRequest(lin.ledger, carrier);
    // Whoever owns the place and has the link puts a request of his own in the place of hers …
    const { secret, space } = await readInvitation(given.text);
    const name = place(space).join(await inviteName(secretOf(secret)!));
    const hers = Uint8Array.from(carrier.files().find((file) => file.name === name)!.bytes);
    const { ledger } = thief;
    const row = (await ledger.db.identity.get('joining')) as unknown as { request: Uint8Array };
    await carrier.put(name, row.request);
    await lookForRequests(wei.ledger, carrier);
    const [seen] = await invitations(wei.ledger);
    // … and hands both the same opening. She sees that another device was answered, not a code.
    await carrier.put(name, hers);
    expect(await codeOf(readAnswer(lin.ledger, carrier))).toBe('E914');
    expect((await readAnswer(thief.ledger, carrier)).code).toBe(seen!.code);
    // Were the answer made to fit her request, the digits would differ: they hang on keys and numbers of both.
    const plain = jsonOf(textOf((await openMessage(secretOf(secret)!, 'request', hers))!));
    expect(requestMessage.safeParse(plain).success).toBe(true);
    const codes = new Set<string>();
    for (let index = 0; index < 40; index += 1) {
      const next = await openTestLedger({ me: '' });
      const text = (await inviteLin(wei)).text;
      await ask(next.ledger, text, { byHand: true, owner: 'lin' });
      codes.add(await hear(next.ledger, '123456'));
    }
    expect(codes.size).toBeGreaterThan(37);
  });

  it('does not take an opening that differs from what the inviter was bound to', async () => {
    const carrier = new MemoryCarrier();
    const wei = await founder('wei');
    const given = await inviteLin(wei);
    const lin = await openTestLedger({ me: '' });
    await ask(lin.ledger, given.text, { byHand: false, owner: 'lin' });
    await sendRequest(lin.ledger, carrier);
    await wei.ledger.db.identity.update(given.id, { nonce: new Uint8Array(16) } as never);
    await lookForRequests(wei.ledger, carrier);
    expect(carrier.files().some(({ name }) => name.endsWith('-a'))).toBe(true);
    expect(await readAnswer(lin.ledger, carrier)).toEqual({ state: 'waiting' });
  });

  it('says when it is past its day, withdrawn, or was refused', async () => {
    const carrier = new MemoryCarrier();
    const wei = await founder('wei');
    const lin = await openTestLedger({ me: '' });
    const old = await inviteLin(wei);
    wei.time.now += 8 * DAY;
    lin.time.now += 8 * DAY;
    expect((await invitations(wei.ledger))[0]!.state).toBe('expired');
    expect(await codeOf(ask(lin.ledger, old.text, { byHand: false, owner: 'lin' }))).toBe('E913');

    const withdrawn = await inviteLin(wei);
    await ask(lin.ledger, withdrawn.text, { byHand: false, owner: 'lin' });
    await closeInvitation(wei.ledger, withdrawn.id, 'revoked');
    await sendRequest(lin.ledger, carrier);
    await lookForRequests(wei.ledger, carrier);
    expect(await codeOf(readAnswer(lin.ledger, carrier))).toBe('E915');
    expect(await codeOf(takeRequest(wei.ledger, (await joining(lin.ledger))!.request))).toBe('E915');
    expect(await codeOf(admit(wei.ledger, withdrawn.id))).toBe('E918');

    const refused = await inviteLin(wei);
    await ask(lin.ledger, refused.text, { byHand: false, owner: 'lin' });
    await sendRequest(lin.ledger, carrier);
    await lookForRequests(wei.ledger, carrier);
    await closeInvitation(wei.ledger, refused.id, 'refused');
    await lookForRequests(wei.ledger, carrier);
    expect(await codeOf(readAnswer(lin.ledger, carrier))).toBe('E916');
    expect(await codeOf(admit(wei.ledger, refused.id))).toBe('E918');

    const late = await inviteLin(wei, { lasts: DAY });
    await ask(lin.ledger, late.text, { byHand: false, owner: 'lin' });
    lin.time.now += 2 * DAY;
    expect(await codeOf(readAnswer(lin.ledger, carrier))).toBe('E913');
  });

  it('is not given by a member, except for further devices of the same person; a place without the space is named', async () => {
    const carrier = new MemoryCarrier();
    const wei = await founder('wei');
    expect(await codeOf(ownerFor(await readInvitation((await inviteLin(wei)).text), 'lin', carrier))).toBe(
      'E917',
    );
    await exchange(wei.ledger, carrier);
    const first = await through(carrier, wei, 'he', 'member');
    await meet(carrier, [wei, { ...first, owner: 'he', role: 'member' }]);
    expect(await codeOf(inviteLin({ ...wei, ledger: first.ledger }))).toBe('E885');
    await first.ledger.commit(
      [create('reflection', { member: 'he', on: '2026-11-20', text: '只给自己' }, 'mine')],
      { label: 'test' },
    );
    await meet(carrier, [{ ...first, owner: 'he', role: 'member' }], 1);
    // Her second device, invited from her first one: what is hers alone goes along, and what members read.
    const second = await through(carrier, { ...wei, ledger: first.ledger }, 'he', 'member');
    await wei.ledger.commit([meeting('m9', '九号')], { label: 'test' });
    await meet(carrier, [
      { ...first, owner: 'he', role: 'member' },
      wei,
      { ...second, owner: 'he', role: 'member' },
    ]);
    expect((await second.ledger.get('reflection', 'mine'))?.fields.text).toBe('只给自己');
    expect((await second.ledger.get('meeting', 'm9'))?.fields.place).toBe('九号');
    expect(await wei.ledger.find('mine')).toBeUndefined();
    expect((await new SyncStore(second.ledger).share())!.owner).toBe('he');
  });
});

/** One whole invitation of `member` over a place. */
async function through(carrier: MemoryCarrier, by: Profile, member: string, role: 'member' | 'deputy') {
  const given = await inviteLin(by, { member, role, name: member });
  const next = await openTestLedger({ me: '' });
  const owner = await ownerFor(await readInvitation(given.text), member, carrier);
  await ask(next.ledger, given.text, { byHand: false, owner });
  await sendRequest(next.ledger, carrier);
  await lookForRequests(by.ledger, carrier);
  await admit(by.ledger, given.id);
  await exchange(by.ledger, carrier);
  await enter(next, 'member');
  return next;
}

describe('by hand', () => {
  it('six digits that are read out stand for the opening', async () => {
    const wei = await founder('wei');
    const given = await inviteLin(wei);
    const lin = await openTestLedger({ me: '' });
    await ask(lin.ledger, given.text, { byHand: true, owner: 'lin' });
    const text = (await joining(lin.ledger))!.request;
    expect(await takeRequest(wei.ledger, `好的\n${text}\n`)).toBe(given.id);
    // Taken in twice, it is the same request with the same digits.
    const before = (await invitations(wei.ledger))[0]!;
    await takeRequest(wei.ledger, text);
    const [seen] = await invitations(wei.ledger);
    expect(seen).toEqual(before);
    expect(seen!.spoken).toMatch(/^\d{6}$/);
    expect(await codeOf(hear(lin.ledger, '12a456'))).toBe('E918');
    expect(await hear(lin.ledger, `${seen!.spoken!.slice(0, 3)} ${seen!.spoken!.slice(3)}`)).toBe(seen!.code);
    expect((await joining(lin.ledger))!.code).toBe(seen!.code);
  });

  it('a request for another branch, an invitation in its place and a foreign text are told apart', async () => {
    const [wei, zhao] = [await founder('wei'), await founder('zhao')];
    const given = await inviteLin(wei);
    const lin = await openTestLedger({ me: '' });
    await ask(lin.ledger, given.text, { byHand: true, owner: 'lin' });
    const { request } = (await joining(lin.ledger))!;
    expect(await codeOf(takeRequest(zhao.ledger, request))).toBe('E918');
    expect(await codeOf(takeRequest(wei.ledger, given.text))).toBe('E918');
    expect(await codeOf(readInvitation(request))).toBe('E918');
    expect(await codeOf(readInvitation('https://example.com/#join'))).toBe('E910');
    expect(await codeOf(readInvitation('x'.repeat(70_000)))).toBe('E910');
    expect(await codeOf(readInvitation(given.text.slice(0, -20)))).toBe('E911');
    expect(await codeOf(readInvitation('branch-sidebook:'))).toBe('E911');
    expect(await codeOf(readInvitation(given.text.replace('#1.', '#2.')))).toBe('E912');
    const wrong = { ...(await readInvitation(given.text)), secret: 'kurz' };
    expect(await codeOf(readInvitation(await writeInvitation(wrong)))).toBe('E911');
  });
});

describe('texts that somebody made up', () => {
  it('are never taken for an invitation: 10,000 changed and cut ones; 10,000 changed requests open nothing', async () => {
    const wei = await founder('wei');
    const { text } = await inviteLin(wei);
    const { secret } = await readInvitation(text);
    const sealed = await sealMessage(secretOf(secret)!, 'request', utf8('{"what":"ask"}'));
    await fc.assert(
      fc.asyncProperty(
        fc.nat(1_000_000),
        fc.integer({ min: 33, max: 126 }),
        fc.boolean(),
        async (at, char, cut) => {
          const spot = at % text.length;
          const other = cut
            ? text.slice(0, spot)
            : text.slice(0, spot) + String.fromCharCode(char) + text.slice(spot + 1);
          if (other !== text) expect(await codeOf(readInvitation(other))).toMatch(/^E91[0128]$/);
          const bytes = cut ? sealed.slice(0, at % sealed.length) : Uint8Array.from(sealed);
          if (!cut) bytes[at % sealed.length]! ^= 1 + (char % 255);
          expect(await openMessage(secretOf(secret)!, 'request', bytes)).toBeUndefined();
        },
      ),
      { numRuns: 10_000 },
    );
  }, 60_000);
});
