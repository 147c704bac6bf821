import { describe, expect, it } from 'vitest';
import { addHelper, offersOf, saveStep, startCase, stepForm, takeCategory } from '../../../lib/members/cases';
import { memberSheet } from '../../../lib/members/export';
import { paperParts } from '../../../lib/registers/sheets';
import { developmentPack } from '../../../lib/rules/development-pack';
import { openTestLedger } from '../support/ledger';

const pack = await developmentPack();
const step = (id: string) => pack.steps.find((one) => one.id === id)!;

async function started() {
  const { ledger } = await openTestLedger();
  const { id } = await startCase(ledger, pack, { name: '示例 甲', appliedOn: '2026-06-01' });
  const read = async () => (await ledger.get('developmentCase', id))!;
  const fill = async (name: string, form: Partial<ReturnType<typeof stepForm>>) => {
    const record = await read();
    return saveStep(ledger, record, step(name), { ...stepForm(record, step(name)), ...form });
  };
  const member = async () => (await ledger.get('member', (await read()).fields.member))!;
  return { ledger, id, read, fill, member };
}

describe('a case', () => {
  it('of a new name puts the applicant on the roster in the same commit, and one undo takes both back', async () => {
    const { ledger, member } = await started();
    expect((await member()).fields).toMatchObject({ name: '示例甲', category: 'applicant' });
    const [commit] = await ledger.recentCommits(1);
    await ledger.undo(commit!.n!);
    expect(await ledger.list('member')).toEqual([]);
    expect(await ledger.list('developmentCase')).toEqual([]);
  });

  it('is refused for nobody, without a date, and a second time', async () => {
    const { ledger, member } = await started();
    const start = (input: Parameters<typeof startCase>[2]) => startCase(ledger, pack, input);
    await expect(start({ appliedOn: '2026-01-01' })).rejects.toMatchObject({ code: 'E130' });
    await expect(start({ name: '示例乙', appliedOn: '' })).rejects.toMatchObject({ code: 'E132' });
    await expect(start({ member: (await member()).id, appliedOn: '2026-01-01' })).rejects.toMatchObject({
      code: 'E131',
    });
    expect(await ledger.count('developmentCase')).toBe(1);
    expect(await ledger.count('member')).toBe(1);
  });

  it('offers stage and category and sets neither', async () => {
    const { ledger, read, fill, member } = await started();
    await fill('activist', { on: '2026-08-01' });
    expect((await read()).fields.stage).toBe('apply');
    expect((await member()).fields.category).toBe('applicant');
    const offers = offersOf(await read(), await member(), pack);
    expect(offers).toMatchObject([
      { kind: 'stage', stage: 'activist' },
      { kind: 'category', category: 'activist' },
    ]);
    const offer = offers[1]!;
    if (offer.kind === 'category') await takeCategory(ledger, await member(), offer, '');
    expect((await member()).fields.category).toBe('activist');
    expect(offersOf(await read(), await member(), pack).map(({ kind }) => kind)).toEqual(['stage']);
  });

  it('suggests the day of the meeting as the day of joining', async () => {
    const { read, fill, member } = await started();
    await fill('admissionMeeting', { on: '2026-09-01' });
    await fill('approval', { on: '2026-10-01' });
    const offer = offersOf(await read(), await member(), pack).find(({ kind }) => kind === 'category');
    expect(offer).toMatchObject({ category: 'probationary', dateField: 'joinedOn', date: '2026-09-01' });
  });

  it('ends on the day of the approval, whenever it is entered, and asks for the day of becoming a full member', async () => {
    const { read, fill, member } = await started();
    await fill('admissionMeeting', { on: '2024-09-01' });
    await fill('conversionApproval', { on: '2025-10-08' });
    const offers = offersOf(await read(), await member(), pack);
    expect(offers.find(({ kind }) => kind === 'end')).toEqual({ kind: 'end', on: '2025-10-08' });
    expect(offers.find(({ kind }) => kind === 'category')).toMatchObject({
      category: 'full',
      dateField: 'fullSince',
      date: undefined,
    });
  });

  it('refuses a span that ends before it begins and keeps the form', async () => {
    const { fill, read } = await started();
    await expect(fill('candidate', { from: '2026-06-05', until: '2026-06-01' })).rejects.toMatchObject({
      code: 'E133',
    });
    expect((await read()).fields.steps?.candidate).toBeUndefined();
  });

  it('a step emptied again is gone, its documents too', async () => {
    const { fill, read } = await started();
    await fill('talk', { on: '2026-06-10', documents: ['talk:talk'] });
    expect((await read()).fields.documents).toEqual({ 'talk:talk': {} });
    await fill('talk', { on: '', documents: [] });
    expect((await read()).fields.steps?.talk).toBeUndefined();
    expect((await read()).fields.documents?.['talk:talk']).toBeUndefined();
  });

  it('two windows that fill two steps do not collide', async () => {
    const { ledger, read } = await started();
    const first = await read();
    const one = { ...stepForm(first, step('talk')), on: '2026-06-10' };
    const two = { ...stepForm(first, step('activist')), on: '2026-08-10' };
    await saveStep(ledger, await read(), step('talk'), one);
    const result = await saveStep(ledger, await read(), step('activist'), two);
    expect(result.concurrent).toEqual([]);
    expect((await read()).fields.steps).toMatchObject({
      talk: { on: '2026-06-10' },
      activist: { on: '2026-08-10' },
    });
  });

  it('names a mentor once', async () => {
    const { ledger, read } = await started();
    await addHelper(ledger, await read(), 'mentors', { person: '示例丙' });
    await expect(addHelper(ledger, await read(), 'mentors', { person: '示例丙' })).rejects.toMatchObject({
      code: 'E134',
    });
  });
});

describe('the register', () => {
  it('has a line for every case, says 缺项 for a step passed over, and goes on paper in two parts', async () => {
    const { ledger, fill } = await started();
    await fill('activist', { on: '2026-08-01' });
    const sheet = await memberSheet(ledger, 'development', '2026-11-25');
    const cell = (header: string) => sheet.rows[0]?.[sheet.columns.findIndex((one) => one.header === header)];
    expect(cell('姓名')).toBe('示例甲');
    expect(cell('申请入党日期')).toBe('2026-06-01');
    expect(cell('谈话日期')).toBe('缺项');
    expect(cell('宣誓')).toBe('');
    expect(cell('缺材料')).toContain('入党申请书');
    const papers = paperParts(sheet);
    const printed = new Set(papers.flatMap((paper) => paper.columns.map(({ header }) => header)));
    expect(printed.size).toBe(sheet.columns.length);
    expect(papers.map((paper) => paper.rows[0]?.[1])).toEqual(['示例甲', '示例甲']);
  });
});
