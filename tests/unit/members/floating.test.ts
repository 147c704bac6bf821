import { describe, expect, it } from 'vitest';
import { create, type Ledger } from '../../../lib/ledger';
import { memberSheet } from '../../../lib/members/export';
import {
  contactState,
  floatingForm,
  type FloatingForm,
  listFloating,
  markedOnly,
  noteContact,
  saveFloating,
} from '../../../lib/members/floating';
import { openTestLedger } from '../support/ledger';

async function branchOf() {
  const { ledger, time } = await openTestLedger();
  const member = create('member', { name: '示例甲', category: 'full', mobile: true, mobileTo: '外省' });
  await ledger.commit([member], { label: 'test' });
  const save = (form: Partial<FloatingForm>) =>
    saveFloating(ledger, undefined, { ...floatingForm(undefined, 'out'), member: member.id, ...form });
  return { ledger, time, id: member.id, save };
}
const only = async (ledger: Ledger) => (await listFloating(ledger))[0]!;

describe('a mobile member', () => {
  it('is refused without a person, without a day, back before leaving, and twice at a time', async () => {
    const { ledger, save } = await branchOf();
    await expect(save({ member: '', since: '2026-01-01' })).rejects.toMatchObject({ code: 'E143' });
    await expect(save({ direction: 'in', name: ' ', since: '2026-01-01' })).rejects.toMatchObject({
      code: 'E143',
    });
    await expect(save({ since: '' })).rejects.toMatchObject({ code: 'E144' });
    await expect(save({ since: '2026-01-02', returnedOn: '2026-01-01' })).rejects.toMatchObject({
      code: 'E145',
    });
    await save({ since: '2026-01-01' });
    await expect(save({ since: '2026-02-01' })).rejects.toMatchObject({ code: 'E146' });
    expect(await ledger.count('floatingRecord')).toBe(1);
  });

  it('that the roster only marks is listed until registered; the mark follows the record', async () => {
    const { ledger, id, save } = await branchOf();
    const marked = async () =>
      markedOnly(await ledger.list('member'), await listFloating(ledger)).map(({ fields }) => fields.name);
    expect(await marked()).toEqual(['示例甲']);
    await save({ since: '2026-01-01', region: '示例省示例市' });
    expect(await marked()).toEqual([]);
    expect((await ledger.get('member', id))?.fields.mobileTo).toBe('示例省示例市');
    const record = await only(ledger);
    const form = floatingForm(record, 'out');
    const { n } = await saveFloating(ledger, record, { ...form, returnedOn: '2026-11-01' });
    expect((await ledger.get('member', id))?.fields.mobile).toBeUndefined();
    await ledger.undo(n!);
    expect((await ledger.get('member', id))?.fields.mobile).toBe(true);
  });

  it('who is away again keeps the mark when an earlier journey is corrected', async () => {
    const { ledger, id, save } = await branchOf();
    await save({ since: '2025-01-01', returnedOn: '2025-09-01', region: '示例省' });
    await save({ since: '2026-03-01', region: '示例市' });
    const old = (await listFloating(ledger)).find(({ fields }) => fields.returnedOn)!;
    await saveFloating(ledger, old, { ...floatingForm(old, 'out'), note: '补一句' });
    expect((await ledger.get('member', id))?.fields).toMatchObject({ mobile: true, mobileTo: '示例市' });
  });

  it('is overdue after thirty days without contact, and one tap puts it right', async () => {
    const { ledger, save } = await branchOf();
    await save({ since: '2026-06-01' });
    expect(contactState(await only(ledger), '2026-07-01')).toMatchObject({ days: 30, overdue: false });
    expect(contactState(await only(ledger), '2026-07-02')).toMatchObject({ days: 31, overdue: true });
    await noteContact(ledger, await only(ledger), '2026-07-02');
    await noteContact(ledger, await only(ledger), '2026-06-20');
    expect(contactState(await only(ledger), '2026-07-02')).toEqual({
      last: '2026-07-02',
      days: 0,
      overdue: false,
    });
    const sheet = await memberSheet(ledger, 'floating', '2026-07-12');
    const row = Object.fromEntries(sheet.columns.map((column, at) => [column.header, sheet.rows[0]?.[at]]));
    expect(row).toMatchObject({
      姓名: '示例甲',
      方向: '流出',
      流向或来自: '缺项',
      最近联系: '2026-07-02',
      未联系天数: 10,
    });
  });
});
