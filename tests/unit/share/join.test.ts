import { describe, expect, it, vi } from 'vitest';
import { readBundle, writeBundle } from '../../../lib/carrier';
import { change, create, type Ledger } from '../../../lib/ledger';
import { Fault } from '../../../lib/records/fault';
import {
  admissionFile,
  askByHand,
  confirmDigits,
  enterByFile,
  enterSpace,
  ownRecordsOf,
  readOffer,
  shareLine,
} from '../../../lib/share';
import { goOnJoining } from '../../../lib/share/join';
import {
  admit,
  ask,
  hear,
  invitations,
  invite,
  isIn,
  joining,
  handOver,
  takeOver,
  takeRequest,
} from '../../../lib/sync';
import { openTestLedger } from '../support/ledger';
import { founder, heldBy, type Profile } from '../support/shared';

vi.mock('wxt/browser', async () => ({ browser: (await import('../support/browser')).fakeBrowser().api }));

const ALL = { clips: true, study: true, reflections: true };
const DAY = 86_400_000;

/** A branch of two with one activity, shared by hand. */
async function branch() {
  const wei = await founder('wei');
  await wei.ledger.commit(
    [
      create(
        'branch',
        { name: '示例支部', company: '示例公司', companyId: 'c', form: 'single', hasCommittee: true },
        'b1',
      ),
      create('member', { name: '示例卫', category: 'full' }, 'wei'),
      create('member', { name: '示例林', category: 'full' }, 'lin'),
      create('meeting', { types: { themeDay: true }, startsAt: '2026-11-20T15:00', place: '一号' }, 'm1'),
    ],
    { label: 'test' },
  );
  return wei;
}

/** Somebody who worked alone for months, with a branch and a roster of her own. */
async function alone() {
  const lin = await openTestLedger({ me: 'old' });
  await lin.ledger.commit(
    [
      create(
        'branch',
        { name: '我的支部', company: '示例公司', companyId: 'd', form: 'single', hasCommittee: false },
        'b0',
      ),
      create('member', { name: '示例林', category: 'full' }, 'old'),
      create('member', { name: '示例余', category: 'full' }, 'other'),
      create('meeting', { types: { lecture: true }, startsAt: '2026-10-20T15:00' }, 'm0'),
      create(
        'clip',
        {
          title: '示例材料',
          url: 'https://example.com/a',
          coverage: 'article',
          lists: { '2026-10': { order: 1 } },
        } as never,
        'c0',
      ),
      create('lesson', { clip: 'c0', passage: '一段' }, 'l0'),
      create(
        'studyLog',
        {
          member: 'old',
          on: '2026-10-08',
          form: 'self',
          clip: 'c0',
          hours: 2,
          state: 'confirmed',
          decidedBy: 'old',
          decidedOn: '2026-10-09',
        } as never,
        's0',
      ),
      create(
        'studyLog',
        { member: 'other', on: '2026-10-08', form: 'self', clip: 'c0', hours: 2, state: 'declared' } as never,
        's1',
      ),
      create('reflection', { member: 'old', on: '2026-10-10', text: '只给自己', clip: 'c0' }, 'r0'),
      create('reflection', { member: 'old', on: '2026-10-11', text: '给大家', sharedOn: '2026-10-12' }, 'r1'),
    ],
    { label: 'test' },
  );
  return lin;
}

/** Invitation, request and digits by hand; answers the file that lets her in. */
async function compared(wei: Profile, ledger: Ledger, more: Partial<Parameters<typeof invite>[1]> = {}) {
  const given = await invite(wei.ledger, {
    role: 'member',
    member: 'lin',
    name: '示例林',
    place: { sort: 'file' } as never,
    lasts: 7 * DAY,
    branch: '示例支部',
    inviter: '示例卫',
    ...more,
  });
  const offer = await readOffer(ledger, given.text);
  const id = await takeRequest(wei.ledger, await askByHand(ledger, offer));
  const seen = (await invitations(wei.ledger)).find((one) => one.id === id)!;
  expect(await hear(ledger, seen.spoken!)).toBe(seen.code);
  await admit(wei.ledger, id);
  return { offer, file: await admissionFile(wei.ledger, id) };
}

/** What `from` has for `to`, by hand. */
const hand = async (from: Ledger, to: Ledger) =>
  takeOver(to, await readBundle(await writeBundle((await handOver(from)).files)));

const names = async (ledger: Ledger, kind: 'branch' | 'member') =>
  (await ledger.list(kind)).map(({ fields }) => fields.name).sort();

describe('joining by hand', () => {
  it('takes three messages; a new profile then has the branch, and the branch has what she writes', async () => {
    const wei = await branch();
    const lin = await openTestLedger({ me: '' });
    const { offer, file } = await compared(wei, lin.ledger);
    expect(offer.own.way).toBe('empty');
    expect(lin.ledger.me?.member).toBe('');
    await enterByFile(lin.ledger, file, ALL);
    expect(lin.ledger.me).toEqual({ member: 'lin', role: 'member' });
    // Without a server there is no place to choose: files go on by hand.
    expect(await shareLine(lin.ledger)).toMatchObject({ state: 'byHand' });
    expect(await names(lin.ledger, 'branch')).toEqual(['示例支部']);
    expect(await names(lin.ledger, 'member')).toEqual(['示例卫', '示例林']);
    expect(await joining(lin.ledger)).toBeUndefined();
    await lin.ledger.commit(
      [create('reflection', { member: 'lin', on: '2026-11-21', text: '心得', sharedOn: '2026-11-21' }, 'r9')],
      {
        label: 'test',
      },
    );
    await hand(lin.ledger, wei.ledger);
    expect((await wei.ledger.get('reflection', 'r9'))?.fields.text).toBe('心得');
    expect(await heldBy(wei.ledger)).toEqual([]);
  });

  it('keeps out a file that answers somebody else, and one that answers nobody', async () => {
    const wei = await branch();
    const [lin, yu] = [await openTestLedger({ me: '' }), await openTestLedger({ me: '' })];
    const { file } = await compared(wei, lin.ledger);
    await askByHand(yu.ledger, await readOffer(yu.ledger, (await invitations(wei.ledger))[0]!.text));
    const failed = await enterByFile(yu.ledger, file, ALL).catch((thrown: unknown) => thrown);
    expect((failed as Fault).code).toBe('E914');
    const empty = await writeBundle((await handOver(wei.ledger)).files);
    const other = await enterByFile(lin.ledger, empty, ALL).catch((thrown: unknown) => thrown);
    expect((other as Fault).code).toBe('E918');
    expect(await isIn(yu.ledger)).toBe(false);
  });
});

describe('somebody who worked alone for months', () => {
  it('brings clips, study and reflections as the member she is; the rest is in her trash, and there is one branch', async () => {
    const wei = await branch();
    const lin = await alone();
    const { offer, file } = await compared(wei, lin.ledger);
    expect(offer.own).toEqual({ way: 'apart', clips: 2, study: 1, reflections: 1, shared: 1, others: 4 });
    await enterByFile(lin.ledger, file, ALL);
    await hand(lin.ledger, wei.ledger);

    expect(await names(lin.ledger, 'branch')).toEqual(['示例支部']);
    expect(await names(lin.ledger, 'member')).toEqual(['示例卫', '示例林']);
    expect((await lin.ledger.list('meeting')).map(({ id }) => id)).toEqual(['m1']);
    const [clip] = await wei.ledger.list('clip');
    expect(clip?.fields).toMatchObject({ title: '示例材料', enteredBy: 'lin' });
    expect(clip?.fields.lists).toBeUndefined();
    const [study] = await wei.ledger.list('studyLog');
    expect(study?.fields).toMatchObject({ member: 'lin', hours: 2, state: 'declared', clip: clip!.id });
    expect(study?.fields.decidedBy).toBeUndefined();
    expect((await wei.ledger.list('lesson'))[0]?.fields.clip).toBe(clip!.id);
    expect((await wei.ledger.list('reflection')).map(({ fields }) => fields.text)).toEqual(['给大家']);
    expect((await lin.ledger.list('reflection')).map(({ fields }) => [fields.member, fields.text])).toEqual([
      ['lin', '只给自己'],
      ['lin', '给大家'],
    ]);
    expect(await heldBy(wei.ledger)).toEqual([]);
    // Everything that she had is in the trash with its history, on her device and nowhere else.
    const trash = (await lin.ledger.trash()).map(({ id }) => id).sort();
    expect(trash).toEqual(['b0', 'c0', 'l0', 'm0', 'old', 'other', 'r0', 'r1', 's0', 's1']);
    expect(await names(wei.ledger, 'branch')).toEqual(['示例支部']);
    const all = JSON.stringify(await wei.ledger.db.changes.toArray());
    for (const word of ['我的支部', '示例余', '只给自己', '"old"']) expect(all).not.toContain(word);
    // Taken out of the trash again, it stays hers.
    await lin.ledger.commit([{ kind: 'meeting', id: 'm0', set: { _del: null, place: '家' } }], {
      label: 'test',
    });
    await hand(lin.ledger, wei.ledger);
    expect(await wei.ledger.find('m0')).toBeUndefined();
    expect(await heldBy(wei.ledger)).toEqual([]);
  });

  it('leaves on her device what she does not want to bring, and no later edit of it goes out', async () => {
    const wei = await branch();
    const lin = await alone();
    const { file } = await compared(wei, lin.ledger);
    await enterByFile(lin.ledger, file, { clips: false, study: true, reflections: false });
    const clip = (await lin.ledger.get('clip', 'c0'))!;
    await lin.ledger.commit([change(clip, { title: '改过' })], { label: 'test' });
    await hand(lin.ledger, wei.ledger);
    expect(await wei.ledger.list('clip')).toEqual([]);
    expect(await wei.ledger.list('reflection')).toEqual([]);
    // The study says by itself what was studied.
    expect((await wei.ledger.list('studyLog'))[0]?.fields).toMatchObject({
      subject: '示例材料',
      member: 'lin',
    });
    expect((await lin.ledger.list('reflection')).map(({ fields }) => fields.member)).toEqual(['lin', 'lin']);
    expect((await lin.ledger.get('clip', 'c0'))?.fields.title).toBe('改过');
  });

  it('who breaks off anywhere on the way in goes on there, and nothing stands twice', async () => {
    for (const step of ['commit', 'setMe', 'commit2'] as const) {
      const wei = await branch();
      const lin = await alone();
      const { file } = await compared(wei, lin.ledger);
      const name = step === 'setMe' ? 'setMe' : 'commit';
      let calls = 0;
      const real = lin.ledger[name].bind(lin.ledger) as (...args: unknown[]) => unknown;
      const broken = vi.spyOn(lin.ledger, name).mockImplementation((...args: unknown[]) => {
        calls += 1;
        return calls === (step === 'commit2' ? 2 : 1)
          ? Promise.reject(new Fault('E110'))
          : (real(...args) as never);
      });
      expect(
        await enterByFile(lin.ledger, file, ALL).catch((thrown: unknown) => (thrown as Fault).code),
      ).toBe('E110');
      expect(await joining(lin.ledger)).toMatchObject({ stage: 'entering' });
      broken.mockRestore();
      await enterByFile(lin.ledger, file, ALL);
      await hand(lin.ledger, wei.ledger);
      expect(await names(lin.ledger, 'branch')).toEqual(['示例支部']);
      expect(await wei.ledger.count('clip')).toBe(1);
      expect(await wei.ledger.count('studyLog')).toBe(1);
      expect(await lin.ledger.count('reflection')).toBe(2);
      expect((await wei.ledger.list('studyLog'))[0]?.fields.member).toBe('lin');
    }
  });

  it('a reviewer keeps them all and sends none', async () => {
    const wei = await branch();
    const lin = await alone();
    const { file } = await compared(wei, lin.ledger, { role: 'reviewer', member: 'rev' });
    await enterByFile(lin.ledger, file, ALL);
    expect(lin.ledger.me).toEqual({ member: 'rev', role: 'compliance' });
    expect(await lin.ledger.count('clip')).toBe(1);
    expect(await names(lin.ledger, 'branch')).toEqual(['示例支部']);
    expect(await names(lin.ledger, 'member')).toEqual([]);
    await hand(lin.ledger, wei.ledger);
    expect(await wei.ledger.list('clip')).toEqual([]);
  });
});

it('a restored backup of this very branch is united and stands once', async () => {
  const wei = await branch();
  const lin = await openTestLedger({ me: 'lin' });
  const rows = await wei.ledger.db.changes.toArray();
  await lin.ledger.commit(
    [
      create(
        'branch',
        { name: '示例支部', company: '示例公司', companyId: 'c', form: 'single', hasCommittee: true },
        'b1',
      ),
    ],
    { label: 'test' },
  );
  expect(rows.length).toBeGreaterThan(0);
  const { offer, file } = await compared(wei, lin.ledger, { role: 'deputy' });
  expect(offer.own.way).toBe('same');
  await enterByFile(lin.ledger, file, ALL);
  await hand(lin.ledger, wei.ledger);
  for (const { ledger } of [wei, lin])
    expect((await ledger.list('branch')).map(({ id }) => id)).toEqual(['b1']);
  expect(await lin.ledger.trash()).toEqual([]);
  expect((await ownRecordsOf(lin.ledger, 'lin')).way).toBe('same');
});

it('an invitation whose place is none is refused', async () => {
  const wei = await branch();
  const lin = await openTestLedger({ me: '' });
  const given = await invite(wei.ledger, {
    role: 'member',
    member: 'lin',
    name: '示例林',
    place: { sort: 'ftp' } as never,
    lasts: DAY,
    branch: '示例支部',
    inviter: '示例卫',
  });
  expect(((await readOffer(lin.ledger, given.text).catch((thrown: unknown) => thrown)) as Fault).code).toBe(
    'E911',
  );
  await enterSpace(lin.ledger, ALL);
  expect(await isIn(lin.ledger)).toBe(false);
});

it('the worker enters for somebody who found the digits equal and closed the window, and for nobody else', async () => {
  const wei = await branch();
  const lin = await alone();
  const { text } = await invite(wei.ledger, {
    role: 'member',
    member: 'lin',
    name: '示例林',
    place: { sort: 'webdav', address: 'https://example.org/' },
    lasts: DAY,
    branch: '示例支部',
    inviter: '示例卫',
  });
  await ask(lin.ledger, text, { owner: 'lin', byHand: false });
  const answered = vi.fn(async () => ({ state: 'admitted' as const, code: '123 456' }));
  expect(await goOnJoining(lin.ledger, answered)).toBe(false);
  expect(answered).not.toHaveBeenCalled();
  await confirmDigits(lin.ledger, { ...ALL, study: false });
  expect(await goOnJoining(lin.ledger, async () => ({ state: 'told' }))).toBe(false);
  expect(await isIn(lin.ledger)).toBe(false);
  expect((await joining(lin.ledger))?.confirmed).toBe(true);
  expect(await goOnJoining(lin.ledger, answered)).toBe(true);
  expect(await isIn(lin.ledger)).toBe(true);
  expect(await joining(lin.ledger)).toBeUndefined();
  // What was chosen in the window goes along under an id of its own; the rest stays what it was.
  expect(await lin.ledger.get('clip', 'c0')).toBeUndefined();
  expect(await lin.ledger.count('clip')).toBe(1);
  expect(await lin.ledger.get('studyLog', 's0')).toBeDefined();
  expect(await goOnJoining(lin.ledger, answered)).toBe(false);
});
