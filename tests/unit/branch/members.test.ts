import { describe, expect, it } from 'vitest';
import { formOf, memberOf } from '../../../lib/branch/member-form';
import { asSeen } from '../../../lib/ledger';
import { removeGroup, saveGroup } from '../../../lib/branch/member-groups';
import { leaderOf, postsOn, wholeRoster } from '../../../lib/branch/terms';
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

  it('are led by whoever of them holds that post, entered in one place or the other', async () => {
    const { ledger } = await openTestLedger({ now: '2026-11-20T02:00:00Z' });
    const today = '2026-11-20';
    await saveGroup(ledger, undefined, { name: '骑手党小组' });
    const group = async () => (await ledger.list('partyGroup'))[0]!;
    const { id: groupId } = await group();
    const add = async (name: string, posts?: ['groupLeader']) =>
      (await saveMember(ledger, undefined, { name, category: 'full', group: groupId, posts })).id;
    const first = await add('甲', ['groupLeader']);
    const second = await add('乙');
    const leader = async (day = today) => leaderOf(await group(), await wholeRoster(ledger), day);
    expect(await leader()).toBe(first);

    const { n } = await saveGroup(ledger, await group(), { name: '骑手党小组', leader: second });
    expect(await leader()).toBe(second);
    expect(await leader('2026-11-19')).toBe(first);
    const roster = await wholeRoster(ledger);
    expect(roster.map((member) => postsOn(member, today))).toEqual([[], ['groupLeader']]);
    await ledger.undo(n!);
    expect(await leader()).toBe(first);

    await saveGroup(ledger, await group(), { name: '外卖党小组', leader: first });
    expect((await ledger.list('post')).length).toBe(1);
  });
});
