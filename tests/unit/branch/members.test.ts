import { describe, expect, it } from 'vitest';
import { formOf, memberOf } from '../../../lib/branch/member-form';
import { asSeen } from '../../../lib/ledger';
import { removeGroup, saveGroup } from '../../../lib/branch/member-groups';
import {
  bringBack,
  countCategories,
  isPartyMember,
  removeMember,
  restoreMember,
  rosterAt,
  saveMember,
  transferOut,
} from '../../../lib/branch/members';
import { openTestLedger } from '../support/ledger';

describe('members', () => {
  it('adds, edits and empties fields, and throws the draft away with the save', async () => {
    const { ledger } = await openTestLedger();
    await ledger.drafts.put({ id: 'member:new', form: 'member', title: '', route: '/', data: {} });
    const { id } = await saveMember(
      ledger,
      undefined,
      { name: ' 李　四 ', category: 'full', phone: '1', mobile: false, posts: [], note: '' },
      { draft: 'member:new' },
    );
    expect(await ledger.drafts.list()).toEqual([]);
    const record = (await ledger.get('member', id))!;
    expect(record.fields).toMatchObject({ name: '李四', category: 'full', phone: '1' });
    expect(Object.keys(record.fields)).not.toContain('mobile');
    await saveMember(ledger, record, { ...record.fields, phone: '' });
    expect((await ledger.get('member', id))?.fields.phone).toBeUndefined();
    expect((await ledger.historyOf(id, 'phone'))[0]).toMatchObject({
      value: null,
      before: '1',
      label: 'memberSave',
    });
  });

  it('writes only what was typed since the form was opened, whatever another window saved meanwhile', async () => {
    const { ledger } = await openTestLedger();
    const { id } = await saveMember(ledger, undefined, {
      name: '甲',
      category: 'full',
      phone: '1',
      job: '调度',
    });
    const opened = formOf((await ledger.get('member', id))!);
    const first = (await ledger.get('member', id))!;
    await saveMember(ledger, first, { ...first.fields, phone: '2', job: '站长' });
    // The page shows the newest record; the form was opened on the one before.
    const seen = asSeen((await ledger.get('member', id))!, opened.base);
    const typed = memberOf({ ...opened, job: '主管' }, seen.fields);
    const { concurrent } = await saveMember(ledger, seen, typed);
    expect((await ledger.get('member', id))?.fields).toMatchObject({ phone: '2', job: '主管' });
    expect(concurrent.map(({ field, lost }) => [field, lost])).toEqual([['job', '站长']]);
  });

  it('refuses no name and a stay that ends before it begins', async () => {
    const { ledger } = await openTestLedger();
    await expect(saveMember(ledger, undefined, { name: ' ', category: 'full' })).rejects.toMatchObject({
      code: 'E220',
    });
    await expect(
      saveMember(ledger, undefined, {
        name: '甲',
        category: 'full',
        inBranchFrom: '2026-02-01',
        leftOn: '2026-01-01',
      }),
    ).rejects.toMatchObject({ code: 'E222' });
  });

  it('gives the roster of a day, both ends included', async () => {
    const { ledger } = await openTestLedger();
    await saveMember(ledger, undefined, { name: '甲', category: 'full' });
    const { id } = await saveMember(ledger, undefined, {
      name: '乙',
      category: 'activist',
      inBranchFrom: '2026-03-01',
    });
    await transferOut(ledger, (await ledger.get('member', id))!, { on: '2026-06-30', to: '示例街道党支部' });
    const members = await ledger.list('member');
    const names = (date: string) =>
      rosterAt(members, date)
        .map((member) => member.fields.name)
        .sort();
    expect(names('2026-02-28')).toEqual(['甲']);
    expect(names('2026-03-01')).toEqual(['乙', '甲']);
    expect(names('2026-06-30')).toEqual(['乙', '甲']);
    expect(names('2026-07-01')).toEqual(['甲']);
    expect(countCategories(members, '2026-06-30')).toMatchObject({ full: 1, activist: 1, probationary: 0 });
    expect(members.filter(isPartyMember)).toHaveLength(1);
    await bringBack(ledger, (await ledger.get('member', id))!);
    expect((await ledger.get('member', id))?.fields).not.toHaveProperty('leftTo');
  });

  it('puts a member in the trash and takes it out again', async () => {
    const { ledger } = await openTestLedger();
    const { id } = await saveMember(ledger, undefined, { name: '甲', category: 'full' });
    await removeMember(ledger, (await ledger.get('member', id))!);
    expect(await ledger.get('member', id)).toBeUndefined();
    await restoreMember(ledger, (await ledger.trash())[0]!);
    expect((await ledger.get('member', id))?.fields.name).toBe('甲');
  });
});

describe('party groups', () => {
  it('are named once, and their members stay when they are dissolved', async () => {
    const { ledger } = await openTestLedger();
    await saveGroup(ledger, undefined, { name: '1' });
    const [group] = await ledger.list('partyGroup');
    expect(group?.fields.name).toBe('第一党小组');
    await expect(saveGroup(ledger, undefined, { name: '第一小组' })).rejects.toMatchObject({ code: 'E224' });
    await expect(saveGroup(ledger, undefined, { name: ' ' })).rejects.toMatchObject({ code: 'E223' });
    const { id } = await saveMember(ledger, undefined, { name: '甲', category: 'full', group: group!.id });
    await saveGroup(ledger, group, { name: '骑手党小组', leader: id });
    const renamed = (await ledger.get('partyGroup', group!.id))!;
    expect(renamed.fields).toMatchObject({ name: '骑手党小组', leader: id });
    const { n } = await removeGroup(ledger, renamed);
    expect((await ledger.get('member', id))?.fields.group).toBeUndefined();
    await ledger.undo(n!);
    expect((await ledger.get('member', id))?.fields.group).toBe(group!.id);
    expect(await ledger.list('partyGroup')).toHaveLength(1);
  });
});
