import { readXlsx } from 'hucre/xlsx';
import { describe, expect, it } from 'vitest';
import { create, type Ledger } from '../../../lib/ledger';
import { formsFor } from '../../../lib/papers/template-types';
import { addTemplate, fillPaper, formOf, planFilling, saveTemplate } from '../../../lib/papers/templates';
import { blank, row, text, workbook } from '../support/office';
import { openTestLedger } from '../support/ledger';

const TODAY = '2026-11-24';
const FORM = workbook([
  {
    rows: [
      row(1, text('A1', '党支部会议记录')),
      row(2, text('A2', '时间') + blank('B2') + text('C2', '地点') + blank('D2')),
      row(3, text('A3', '应到') + blank('B3') + text('C3', '主持人') + blank('D3')),
      row(4, text('A4', '姓名') + text('B4', '到会情况') + text('C4', '原因')),
      row(5, blank('A5') + blank('B5') + blank('C5')),
      row(6, text('A6', '党支部书记') + blank('B6')),
    ].join(''),
  },
]);

async function filled(): Promise<Ledger> {
  const { ledger } = await openTestLedger({ now: `${TODAY}T02:00:00Z`, me: 'a' });
  await ledger.commit(
    [
      create('branch', {
        name: '示例支部',
        company: '示例',
        companyId: 'c',
        form: 'single',
        hasCommittee: false,
      }),
      create('member', { name: '示例甲', category: 'full', posts: ['secretary'] }, 'a'),
      create('member', { name: '=示例乙', category: 'full' }, 'b'),
      create('member', { name: '示例丙', category: 'probationary' }, 'c'),
      create(
        'meeting',
        {
          types: { general: true },
          startsAt: '2026-11-20T15:00',
          endsAt: '2026-11-20T16:30',
          host: 'a',
          attendance: { a: { state: 'present' }, b: { state: 'leave', reason: 'shift' } },
        },
        'm',
      ),
    ],
    { label: 'test' },
  );
  return ledger;
}

const keep = async (ledger: Ledger, bytes = FORM) => {
  const { id, n } = await addTemplate(ledger, {
    blob: new Blob([bytes as Uint8Array<ArrayBuffer>]),
    name: '会议记录表.xlsx',
  });
  const record = await ledger.get('paperTemplate', id);
  if (!record) throw new Error('not kept');
  return { record, n };
};

describe('a form of the superior organisation', () => {
  it('is kept with its bytes, filled for an activity, and again for another', async () => {
    const ledger = await filled();
    const { record } = await keep(ledger);
    expect(record.fields).toMatchObject({ name: '会议记录表', format: 'xlsx', subject: 'meeting' });
    const blob = await fillPaper(ledger, record, { subject: { kind: 'meeting', id: 'm' }, today: TODAY });
    const rows = (await readXlsx(new Uint8Array(await blob.arrayBuffer()))).sheets[0]?.rows ?? [];
    expect(rows[1]?.[1]).toBe('2026年11月20日 15:00–16:30');
    expect(rows[2]).toEqual(['应到', 3, '主持人', '示例甲']);
    expect(rows.slice(4, 7).map((line) => line.slice(0, 3))).toEqual([
      ['示例甲', '到会', null],
      ['=示例乙', '请假', '当班、在途'],
      ['示例丙', null, null],
    ]);
    expect(rows[7]?.slice(0, 2)).toEqual(['党支部书记', '示例甲']);
  });

  it('leaves what is not known open, names it, and writes 缺项 only when asked', async () => {
    const ledger = await filled();
    const { record } = await keep(ledger);
    const about = { subject: { kind: 'meeting', id: 'm' } as const, today: TODAY };
    const plan = await planFilling(ledger, record, about);
    expect(plan.open).toEqual(['meeting.place']);
    expect(plan.filling.values['s0!D2']).toBeUndefined();
    const marked = await planFilling(ledger, record, { ...about, markUnknown: true });
    expect(marked.filling.values['s0!D2']).toBe('缺项');
    expect(marked.filling.lists[0]?.items[2]).toMatchObject({ 's0!B5': '缺项' });
  });

  it('counts a period, and does not say nought of days that nobody kept', async () => {
    const ledger = await filled();
    const { record } = await keep(ledger);
    const fields = {
      bindings: { 's0!B2': 'period.count.general', 's0!D2': 'period.count.lecture' },
      lists: {},
    };
    const of = (period: string) =>
      planFilling(ledger, { fields }, { subject: { kind: 'period', period }, today: TODAY });
    expect(record.id).toBeTruthy();
    expect((await of('2026Q4')).filling.values).toEqual({ 's0!B2': 1 });
    expect((await of('2025')).open).toEqual(['period.count.general', 'period.count.lecture']);
    await ledger.setMeta('trackedSince', '2026-01-01');
    expect((await of('2026')).filling.values).toEqual({ 's0!B2': 1, 's0!D2': 0 });
  });

  it('takes corrected places, and what was taken out stays out', async () => {
    const ledger = await filled();
    const { record } = await keep(ledger);
    const form = formOf(record);
    const { 's0!D3': _host, ...rest } = form.bindings;
    const { n } = await saveTemplate(ledger, record, {
      ...form,
      name: '新名',
      bindings: { ...rest, 's0!B3': 'meeting.attended' },
    });
    const saved = await ledger.get('paperTemplate', record.id);
    expect(saved?.fields.name).toBe('新名');
    expect(saved?.fields.bindings?.['s0!D3']).toBeUndefined();
    expect(saved?.fields.bindings?.['s0!B3']).toBe('meeting.attended');
    await ledger.undo(n ?? 0);
    expect((await ledger.get('paperTemplate', record.id))?.fields.bindings?.['s0!D3']).toBe('meeting.host');
  });

  it('is offered on activities of its types, which its name may tell', async () => {
    const ledger = await filled();
    const add = async (name: string) =>
      (await addTemplate(ledger, { blob: new Blob([FORM as Uint8Array<ArrayBuffer>]), name })).id;
    const any = await add('三会一课记录表.xlsx');
    const theme = await add('2026主题党日活动记录.xlsx');
    const both = await add('支部党员大会、党课记录.xlsx');
    const offered = async (types: Parameters<typeof formsFor>[1]['types']) =>
      (await formsFor(ledger, { types })).map(({ id }) => id).sort();
    expect(await offered({ themeDay: true })).toEqual([any, theme].sort());
    expect(await offered({ lecture: true, themeDay: true })).toEqual([any, theme, both].sort());
    expect(await offered({ orgLife: true })).toEqual([any]);

    const record = await ledger.get('paperTemplate', theme);
    if (!record) throw new Error('not kept');
    await saveTemplate(ledger, record, { ...formOf(record), types: { orgLife: true } });
    expect(await offered({ themeDay: true })).toEqual([any]);
    expect(await offered({ orgLife: true })).toEqual([any, theme].sort());
    // A form of a period is of no single activity.
    const again = await ledger.get('paperTemplate', any);
    if (!again) throw new Error('not kept');
    await saveTemplate(ledger, again, { ...formOf(again), subject: 'period' });
    expect(await offered({ themeDay: true })).toEqual([]);
  });

  it('keeps nothing of a file that is no form', async () => {
    const ledger = await filled();
    await expect(addTemplate(ledger, { blob: new Blob(['时间']), name: 'a.xlsx' })).rejects.toMatchObject({
      code: 'E660',
    });
    expect(await ledger.count('paperTemplate')).toBe(0);
  });
});
