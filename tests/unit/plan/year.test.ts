import { beforeEach, describe, expect, it } from 'vitest';
import { create, type Ledger } from '../../../lib/ledger';
import { draftOf } from '../../../lib/life/draft';
import { prefillFromPlan } from '../../../lib/life/from-plan';
import { recordMeeting, removeMeeting } from '../../../lib/life/meetings';
import { emptyPlanForm, planFormOf, removePlanItem, savePlanItem } from '../../../lib/plan/item';
import { addPlan, previewPlan, usualThemeDay, yearView } from '../../../lib/plan/year';
import { enrol, form } from '../life/support';
import { openTestLedger } from '../support/ledger';

const today = '2026-11-25';
const choices = { themeDay: { nth: 3, weekday: 3 }, lectureOnThemeDay: true, appraisalWithOrgLife: true };
let ledger: Ledger;
const preview = (year = 2026) => previewPlan(ledger, { year, today, choices });
const items = (year = '2026') => ledger.list('planItem', { from: year, to: year });

beforeEach(async () => {
  ({ ledger } = await openTestLedger());
  await ledger.commit(
    [
      create(
        'branch',
        { name: '示例支部', company: '示例公司', companyId: 'c', form: 'single', hasCommittee: true },
        'b',
      ),
      create('partyGroup', { name: '示例一组', order: 0, leader: 'm1' }, 'g1'),
    ],
    { label: 'test' },
  );
  await ledger.setMeta('trackedSince', '2026-01-01');
  await enrol(ledger, ['m1'], ['m2']);
});

describe('filling up a year', () => {
  it('plans what is left of this year, and twelve months of the next', async () => {
    await addPlan(ledger, await preview());
    expect((await items()).every((item) => item.fields.on >= today)).toBe(true);
    await addPlan(ledger, await preview(2027));
    const next = await items('2027');
    expect(next.filter((item) => item.fields.types?.themeDay)).toHaveLength(12);
    expect(next.filter((item) => item.fields.group === 'g1')).toHaveLength(12);
  });

  it('never touches what was edited, and does not bring back what was deleted', async () => {
    await addPlan(ledger, await preview(2027));
    const [first, second] = (await items('2027')).filter((item) => item.fields.types?.themeDay);
    await savePlanItem(ledger, { ...planFormOf(first!), on: '2027-01-28', title: '示例主题' });
    await removePlanItem(ledger, second!.id);
    const again = await preview(2027);
    expect(again).toMatchObject({ add: [], removed: 1 });
    expect(await addPlan(ledger, again)).toBeUndefined();
    const kept = await ledger.get('planItem', first!.id);
    expect(kept?.fields).toMatchObject({ on: '2027-01-28', title: '示例主题' });
    expect(await ledger.get('planItem', second!.id)).toBeUndefined();
  });

  it('plans it all again after the filling up was undone', async () => {
    const proposed = (await preview(2027)).add.length;
    const n = await addPlan(ledger, await preview(2027));
    await ledger.undo(n!);
    const again = await preview(2027);
    expect(again).toMatchObject({ kept: 0, removed: 0 });
    expect(again.add).toHaveLength(proposed);
    await addPlan(ledger, again);
    expect(await items('2027')).toHaveLength(proposed);
  });

  it('makes the same items on two devices', async () => {
    const other = (await openTestLedger()).ledger;
    const branch = await ledger.get('branch', 'b');
    await other.commit(
      [create('branch', branch!.fields, 'b'), create('partyGroup', { name: '示例一组', order: 0 }, 'g1')],
      {
        label: 'test',
      },
    );
    await addPlan(ledger, await preview(2027));
    await addPlan(other, await previewPlan(other, { year: 2027, today, choices }));
    const ids = async (of: Ledger) => (await of.list('planItem')).map((item) => item.id).sort();
    expect(await ids(other)).toEqual(await ids(ledger));
  });

  it('is undone as a whole', async () => {
    const n = await addPlan(ledger, await preview());
    await ledger.undo(n!);
    expect(await items()).toEqual([]);
  });

  it('reads the habit of the themed day from the last six', async () => {
    expect(await usualThemeDay(ledger, today)).toEqual({ nth: 3, weekday: 3 });
    for (const day of ['2026-08-13', '2026-09-10', '2026-10-08', '2026-11-12'])
      await recordMeeting(ledger, form({ date: day }));
    expect(await usualThemeDay(ledger, today)).toEqual({ nth: 2, weekday: 4 });
  });
});

describe('an item and its activity', () => {
  const planned = async () => {
    const item = {
      ...emptyPlanForm('2026-11-26', ['themeDay', 'lecture']),
      start: '15:30',
      title: '示例主题',
      place: '示例室',
    };
    await savePlanItem(ledger, item);
    return (await ledger.get('planItem', item.id))!;
  };

  it('starts prefilled, is linked in the same commit, and undone with it', async () => {
    const item = await planned();
    const { draft } = await prefillFromPlan(ledger, item, { today, me: 'm1' });
    expect(draft).toMatchObject({
      types: ['lecture', 'themeDay'],
      date: '2026-11-26',
      start: '15:30',
      title: '示例主题',
      place: '示例室',
    });
    const { id, n } = await recordMeeting(ledger, draft);
    expect((await ledger.get('planItem', item.id))?.fields.meeting).toBe(id);
    await ledger.undo(n!);
    expect((await ledger.get('planItem', item.id))?.fields.meeting).toBeUndefined();
  });

  it('is satisfied by an activity that nobody linked, and open again when that one is deleted', async () => {
    const item = await planned();
    const { id } = await recordMeeting(ledger, {
      ...form({ date: '2026-11-20', types: ['themeDay', 'lecture'] }),
    });
    const state = async () =>
      (await yearView(ledger, 2026, '2026-11-30'))?.lines.find((line) => line.record.id === item.id);
    expect(await state()).toMatchObject({ state: 'done', by: [id] });
    await removeMeeting(ledger, id);
    expect(await state()).toMatchObject({ state: 'late', by: [] });
  });

  it('is not linked to a second activity while the first stands, nor by editing one', async () => {
    const item = await planned();
    const first = await prefillFromPlan(ledger, item, { today });
    const { id } = await recordMeeting(ledger, first.draft);
    const second = await prefillFromPlan(ledger, item, { today });
    await recordMeeting(ledger, second.draft);
    await recordMeeting(ledger, await draftOf(ledger, (await ledger.get('meeting', id))!));
    expect((await ledger.get('planItem', item.id))?.fields.meeting).toBe(id);
  });

  it('shows an activity entered ahead as planned, told apart by the day without reading it', async () => {
    await recordMeeting(ledger, form({ date: '2026-11-24', types: ['committee'] }));
    await recordMeeting(ledger, form({ date: '2026-11-26', types: ['themeDay'] }));
    const view = await yearView(ledger, 2026, today);
    const cell = (rule: string) => view?.rows.find((row) => row.rule.id === rule)?.cells[10];
    expect(cell('committee')?.state).toBe('done');
    expect(cell('themeDay')?.state).toBe('planned');
    expect(cell('group')?.state).toBe('due');
  });
});

describe('bad input', () => {
  it('is refused with its code and nothing is stored', async () => {
    await expect(savePlanItem(ledger, emptyPlanForm('2026-02-30', ['themeDay']))).rejects.toMatchObject({
      code: 'E570',
    });
    await expect(savePlanItem(ledger, emptyPlanForm('2026-12-01'))).rejects.toMatchObject({ code: 'E571' });
    await expect(removePlanItem(ledger, 'nowhere')).rejects.toMatchObject({ code: 'E572' });
    expect(await ledger.count('planItem')).toBe(0);
    const empty = (await openTestLedger()).ledger;
    await expect(previewPlan(empty, { year: 2026, today, choices })).rejects.toMatchObject({ code: 'E573' });
  });

  it('takes a holiday when the person wants it', async () => {
    await savePlanItem(ledger, emptyPlanForm('2026-10-01', ['themeDay']));
    expect(await ledger.count('planItem')).toBe(1);
  });
});
