import { describe, expect, it } from 'vitest';
import { saveMember } from '../../../lib/branch/members';
import { applyRestore, dumpRaw, exportLedger, planRestore } from '../../../lib/ledger';
import { Ledger } from '../../../lib/ledger/ledger';
import { personFile, personSheets, exportPerson } from '../../../lib/members/person-export';
import { saveStep, startCase, stepForm } from '../../../lib/members/cases';
import { floatingForm, removeFloating, saveFloating } from '../../../lib/members/floating';
import { developmentPack } from '../../../lib/rules/development-pack';
import { erasableOf, erase, erasuresOf, saveConsent } from '../../../lib/members/privacy';
import { create, type Rec } from '../../../lib/ledger';
import { openTestLedger } from '../support/ledger';
import { MemoryBackup } from '../support/memory-backup';

const today = '2026-11-25';
let serial = 0;

async function personOf() {
  serial += 1;
  const name = `privacy-${process.pid}-${serial}`;
  const { ledger, time } = await openTestLedger({ name });
  const { id } = await saveMember(ledger, undefined, {
    name: '示例甲',
    category: 'full',
    phone: '13900000001',
  });
  const member = async () => (await ledger.get('member', id))!;
  await saveMember(ledger, await member(), {
    ...(await member()).fields,
    phone: '13900000002',
    address: '示例路一号',
  });
  const ask = async (over: Partial<Parameters<typeof erase>[2]> = {}) =>
    erase(ledger, await member(), {
      keys: ['member:phone', 'member:address'],
      newName: '',
      requestedBy: '本人',
      requestedOn: '2026-11-24',
      reason: '',
      kept: '姓名、到会记录（示例依据）',
      on: today,
      ...over,
    });
  /** Everything in the database as text. */
  const dump = async () => (await dumpRaw(name)).text();
  return { ledger, time, id, member, ask, dump, name };
}

describe('erasing on request', () => {
  it('leaves the value nowhere in the database, and says what was erased, when, for whom and what is kept', async () => {
    const { ledger, id, member, ask, dump } = await personOf();
    await ledger.drafts.put({
      id: `member:${id}`,
      form: 'member',
      title: '',
      route: '',
      data: { phone: '13900000002' },
    });
    // What 今日 keeps ready to show names people too.
    const row = { key: 'k', day: today, title: '示例路一号', to: '/deadlines', step: true };
    await ledger.setMeta('digest', { day: today, language: 'zh-CN', watch: [row], more: 0, dues: [] });
    expect(await dump()).toContain('13900000001');
    const { values } = await ask();
    expect(values).toBeGreaterThan(2);
    const after = await dump();
    for (const gone of ['13900000001', '13900000002', '示例路一号']) expect(after).not.toContain(gone);
    expect((await member()).fields).toMatchObject({ name: '示例甲', category: 'full' });
    const [record] = await erasuresOf(ledger, id);
    expect(record?.fields).toMatchObject({
      on: today,
      requestedBy: '本人',
      kept: '姓名、到会记录（示例依据）',
      targets: { [id]: expect.arrayContaining(['phone', 'address']) },
    });
    // That there was a number, and who entered it, is still known.
    const steps = await ledger.historyOf(id, 'phone');
    expect(steps.map(({ value, by }) => [value, by])).toEqual([
      [null, 'me'],
      [null, 'me'],
      [null, 'me'],
    ]);
  });

  it('cannot be undone: undoing its commit, or the commit before, brings no value back', async () => {
    const { ledger, ask, dump } = await personOf();
    await ask();
    for (const commit of await ledger.recentCommits(4)) await ledger.undo(commit.n!);
    expect(await dump()).not.toContain('1390000000');
    await ledger.purgeErased();
    expect(await dump()).not.toContain('1390000000');
  });

  it('a value entered later, with a new consent, stays', async () => {
    const { ledger, ask, member } = await personOf();
    await ask();
    await saveMember(ledger, await member(), { ...(await member()).fields, phone: '13911111111' });
    await ledger.purgeErased();
    expect((await member()).fields.phone).toBe('13911111111');
  });

  it('puts another name in place of the name, in history too, and keeps the new one', async () => {
    const { ask, member, dump } = await personOf();
    await ask({ keys: [], newName: '已删除的人' });
    expect((await member()).fields.name).toBe('已删除的人');
    expect(await dump()).not.toContain('示例甲');
  });

  it('is refused without a choice, without a person who asks, and without a word on what is kept', async () => {
    const { ask, dump } = await personOf();
    await expect(ask({ keys: [] })).rejects.toMatchObject({ code: 'E162' });
    await expect(ask({ requestedBy: ' ' })).rejects.toMatchObject({ code: 'E163' });
    await expect(ask({ kept: '' })).rejects.toMatchObject({ code: 'E164' });
    expect(await dump()).toContain('13900000002');
  });

  it('holds against a backup of before: restored, the values are gone again', async () => {
    const { ledger, ask, dump, member } = await personOf();
    const backup = new MemoryBackup();
    await exportLedger(ledger, backup, { appVersion: '0' });
    await ask();
    await applyRestore(ledger, await planRestore(ledger, backup.source));
    expect((await member()).fields.phone).toBeUndefined();
    expect(await dump()).not.toContain('1390000000');
  });

  it('of a case takes reviews, remarks and files; the files leave the disk', async () => {
    const { ledger, id, member, ask, dump } = await personOf();
    const ref = await ledger.putBlob(new Blob(['示例材料内容'], { type: 'application/pdf' }));
    await ledger.commit(
      [
        create('developmentCase', {
          member: id,
          stage: 'activist',
          steps: { application: { on: '2026-01-01' } },
          note: '只有我们知道的话',
          reviews: { r1: { on: '2026-06-01', text: '考察的话' } },
          attachments: { f1: { ...ref, name: '材料.pdf', role: 'file', document: 'talk:talk' } },
        }),
      ],
      { label: 'test' },
    );
    expect((await erasableOf(ledger, await member())).map(({ key }) => key)).toContain('developmentCase');
    await ask({ keys: ['developmentCase'] });
    const after = await dump();
    for (const gone of ['只有我们知道的话', '考察的话', '材料.pdf']) expect(after).not.toContain(gone);
    const [record] = await ledger.linked(id, 'developmentCase');
    expect(record?.fields.steps?.application?.on).toBe('2026-01-01');
    await expect(ledger.getBlob(ref)).rejects.toMatchObject({ code: 'E113' });
  });
});

describe('a copy of everything', () => {
  it('holds the person’s records with history and files, of activities only the own attendance', async () => {
    const { ledger, id } = await personOf();
    const other = create('member', { name: '示例乙', category: 'full', phone: '13700000000' });
    const meeting = create('meeting', {
      types: { themeDay: true },
      startsAt: '2026-10-01T10:00',
      minutes: '别人的发言',
      attendance: { [id]: { state: 'present' }, [other.id]: { state: 'leave', reason: 'sick' } },
    });
    const talk = create('talk', {
      on: '2026-09-01',
      talker: other.id,
      partner: id,
      content: '私下的话',
      enteredBy: other.id,
    });
    const task = create('rectification', {
      meeting: meeting.id,
      subject: other.id,
      problem: '别人的问题',
      owner: id,
      state: 'open',
    });
    const grade = create('appraisal', {
      member: id,
      year: '2026',
      self: 'qualified',
      grade: 'basic',
      excellent: 3,
    });
    await ledger.commit([other, meeting, talk, task, grade], { label: 'test', by: other.id });
    await saveConsent(ledger, undefined, {
      member: id,
      scope: 'general',
      form: 'written',
      givenOn: '2026-01-05',
      withdrawnOn: '',
      note: '',
    });
    const file = await personFile(ledger, id);
    expect(file.records.map(({ kind }) => kind).sort()).toEqual([
      'appraisal',
      'consent',
      'meeting',
      'member',
      'rectification',
      'talk',
    ]);
    const text = JSON.stringify(file);
    expect(text).toContain('13900000001');
    for (const others of ['13700000000', '别人的发言', 'sick', '私下的话', '别人的问题', 'basic'])
      expect(text).not.toContain(others);
    const [held, changes] = personSheets(file);
    expect(held!.rows.flat()).toContain('13900000002');
    expect(changes!.rows.some((row) => row.includes('13900000001') && row.includes('13900000002'))).toBe(
      true,
    );
    const zip = await exportPerson(ledger, id);
    const { unzipSync } = await import('fflate');
    const names = Object.keys(unzipSync(new Uint8Array(await zip.blob.arrayBuffer())));
    expect(names.sort()).toEqual(['README.txt', 'person.json', 'person.xlsx']);
    await expect(personFile(ledger, 'nobody')).rejects.toMatchObject({ code: 'E165' });
  });
});

it('erases the note of a step with its history, keeps its day, and reaches what lies in the trash', async () => {
  const { ledger, id, ask, dump } = await personOf();
  const pack = await developmentPack();
  const step = pack.steps.find((one) => one.id === 'politicalReview')!;
  const { id: caseId } = await startCase(ledger, pack, { member: id, appliedOn: '2026-01-05' });
  const read = async () => (await ledger.find(caseId)) as Rec<'developmentCase'>;
  for (const note of ['亲属情况甲', '亲属情况乙']) {
    const record = await read();
    await saveStep(ledger, record, step, { ...stepForm(record, step), on: '2026-06-01', note });
  }
  await saveFloating(ledger, undefined, {
    ...floatingForm(undefined, 'out'),
    member: id,
    since: '2026-02-01',
    phone: '13600000000',
  });
  const [away] = await ledger.list('floatingRecord');
  await removeFloating(ledger, away!);
  await ask({ keys: ['developmentCase', 'floatingRecord'] });
  const after = await dump();
  for (const gone of ['亲属情况甲', '亲属情况乙', '13600000000']) expect(after).not.toContain(gone);
  expect((await read()).fields.steps?.politicalReview).toEqual({ on: '2026-06-01' });
});

describe('a consent', () => {
  it('has a day, and is not withdrawn before it was given', async () => {
    const { ledger, id } = await personOf();
    const input = { member: id, scope: 'sensitive', form: 'oral', note: '' } as const;
    await expect(
      saveConsent(ledger, undefined, { ...input, givenOn: '', withdrawnOn: '' }),
    ).rejects.toMatchObject({ code: 'E160' });
    await expect(
      saveConsent(ledger, undefined, { ...input, givenOn: '2026-02-01', withdrawnOn: '2026-01-01' }),
    ).rejects.toMatchObject({ code: 'E161' });
    await saveConsent(ledger, undefined, { ...input, givenOn: '2026-01-01', withdrawnOn: '2026-02-01' });
    expect(await ledger.countLinked('consent:withdrawn')).toBe(1);
  });
});

it('an erasure that was cut off before its purge is finished by the next one', async () => {
  const { ledger, id, dump, name } = await personOf();
  await ledger.commit(
    [
      create('erasure', {
        member: id,
        on: today,
        requestedBy: '本人',
        targets: { [id]: ['phone'] },
        kept: '其余',
      }),
    ],
    { label: 'memberErase' },
  );
  ledger.close();
  const again = await Ledger.open({ name });
  await again.purgeErased();
  expect(await dump()).not.toContain('1390000000');
  again.close();
});
