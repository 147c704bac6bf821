import { describe, expect, it } from 'vitest';
import { removeGroup } from '../../../lib/branch/member-groups';
import { saveMember } from '../../../lib/branch/members';
import { suggestSince } from '../../../lib/branch/term-writes';
import { covers, groupOn, memberWithTerms, postsOn, wholeRoster } from '../../../lib/branch/terms';
import { change, create, type Ledger } from '../../../lib/ledger';
import { expectedOf } from '../../../lib/life/expected';
import { heldTwice, listTerms, removeTerm, saveTerm } from '../../../lib/members/terms';
import { memberSheet } from '../../../lib/members/export';
import { applyReimport, type CellChange, type ReimportPlan } from '../../../lib/papers/reimport';
import { lifePack } from '../../../lib/rules/packs';
import { openTestLedger } from '../support/ledger';

const pack = lifePack();
const today = '2026-11-23';

async function branchOf(...names: string[]) {
  const { ledger, time } = await openTestLedger();
  const ids: Record<string, string> = {};
  for (const name of names) {
    ids[name] = (await saveMember(ledger, undefined, { name, category: 'full' })).id;
  }
  const member = async (name: string) => (await memberWithTerms(ledger, ids[name]!))!;
  return { ledger, time, ids, member };
}

const committee = async (ledger: Ledger, day: string): Promise<string[]> => {
  const roster = await wholeRoster(ledger);
  const meeting = { types: { committee: true as const }, startsAt: `${day}T10:00` };
  return expectedOf(meeting, roster, pack)
    .map(({ fields }) => fields.name)
    .sort();
};

describe('a time', () => {
  it.each([
    [{}, '2020-01-01', true],
    [{ from: '2026-03-01' }, '2026-02-28', false],
    [{ from: '2026-03-01' }, '2026-03-01', true],
    [{ to: '2026-03-01' }, '2026-03-01', true],
    [{ to: '2026-03-01' }, '2026-03-02', false],
    [{ from: '2026-03' }, '2026-03-01', true],
    [{ to: '2026-03' }, '2026-03-31', true],
    [{ to: '2026' }, '2027-01-01', false],
  ])('%j on %s: %s', (time, day, inside) => {
    expect(covers(time, day)).toBe(inside);
  });
});

describe('who was expected', () => {
  it('at a committee meeting is whoever had a post on its day, not today', async () => {
    const { ledger, ids } = await branchOf('示例甲', '示例乙');
    const term = (member: string, from: string, to: string) =>
      saveTerm(ledger, undefined, { member, post: 'secretary', from, to, basis: '' }, today);
    await term(ids['示例甲']!, '2023-01-01', '2026-01-10');
    await term(ids['示例乙']!, '2026-01-11', '');
    expect(await committee(ledger, '2022-12-31')).toEqual([]);
    expect(await committee(ledger, '2026-01-10')).toEqual(['示例甲']);
    expect(await committee(ledger, '2026-01-11')).toEqual(['示例乙']);
    expect((await ledger.get('member', ids['示例乙']!))?.fields.posts).toEqual(['secretary']);
    expect((await ledger.get('member', ids['示例甲']!))?.fields.posts).toBeUndefined();
  });

  it('at a group meeting is whoever belonged to the group on its day', async () => {
    const { ledger, member } = await branchOf('示例甲');
    const [one, two] = [create('partyGroup', { name: '一组' }), create('partyGroup', { name: '二组' })];
    await ledger.commit([one, two], { label: 'test' });
    await saveMember(ledger, await member('示例甲'), { name: '示例甲', category: 'full', group: one.id });
    const moved = { name: '示例甲', category: 'full' as const, group: two.id };
    await saveMember(ledger, await member('示例甲'), moved, { terms: { groupSince: '2026-11-01' } });
    const expected = async (group: string, day: string) =>
      expectedOf({ types: { group: true }, group, startsAt: `${day}T10:00` }, await wholeRoster(ledger), pack)
        .length;
    expect([await expected(one.id, '2026-10-31'), await expected(two.id, '2026-10-31')]).toEqual([1, 0]);
    expect([await expected(one.id, '2026-11-01'), await expected(two.id, '2026-11-01')]).toEqual([0, 1]);
    const group = (await ledger.get('partyGroup', two.id))!;
    const { n } = await removeGroup(ledger, group);
    expect([await expected(two.id, '2026-11-10'), await expected(two.id, today)]).toEqual([1, 0]);
    await ledger.undo(n!);
    expect(await expected(two.id, today)).toBe(1);
  });
});

describe('the member form', () => {
  it('begins and ends terms with the posts that are pressed, in one commit that one undo takes back', async () => {
    const { ledger, member } = await branchOf('示例甲');
    const save = async (posts: ('secretary' | 'publicity')[], terms = {}) =>
      saveMember(ledger, await member('示例甲'), { ...(await member('示例甲')).fields, posts }, { terms });
    await save(['secretary'], { since: { secretary: '2024-05-01' } });
    expect(postsOn(await member('示例甲'), '2024-05-01')).toEqual(['secretary']);
    expect(postsOn(await member('示例甲'), '2024-04-30')).toEqual([]);
    const { n } = await save(['publicity']);
    expect(postsOn(await member('示例甲'), '2026-11-22')).toEqual(['secretary']);
    expect(postsOn(await member('示例甲'), today)).toEqual(['publicity']);
    await ledger.undo(n!);
    expect(postsOn(await member('示例甲'), today)).toEqual(['secretary']);
    expect((await member('示例甲')).fields.posts).toEqual(['secretary']);
  });

  it('a post pressed by mistake and taken back the same day leaves no term', async () => {
    const { ledger, member } = await branchOf('示例甲');
    const fields = (await member('示例甲')).fields;
    await saveMember(ledger, await member('示例甲'), { ...fields, posts: ['discipline'] });
    await saveMember(ledger, await member('示例甲'), { ...fields, posts: [] });
    expect(await ledger.list('post')).toEqual([]);
  });

  it('that was entered under the wrong post leaves nothing of it on the roster', async () => {
    const { ledger, ids, member } = await branchOf('示例甲');
    const input = { member: ids['示例甲']!, from: '2026-01-01', to: '', basis: '' };
    await saveTerm(ledger, undefined, { ...input, post: 'secretary' }, today);
    const [term] = await ledger.list('post');
    await saveTerm(ledger, term, { ...input, post: 'organization' }, today);
    expect((await member('示例甲')).fields.posts).toEqual(['organization']);
    // The same for a post of the roster that has no term yet.
    await ledger.commit([change(await member('示例甲'), { posts: ['organization', 'publicity'] })], {
      label: 'test',
    });
    const line = (await listTerms(ledger, undefined, today)).find((one) => one.post === 'publicity');
    await saveTerm(ledger, undefined, { ...input, post: 'discipline' }, today, line);
    expect(postsOn(await member('示例甲'), today).toSorted()).toEqual(['discipline', 'organization']);
  });

  it('saved late does not end a post that another window gave meanwhile', async () => {
    const { ledger, ids, member } = await branchOf('示例甲');
    const seen = (await ledger.get('member', ids['示例甲']!))!;
    await saveTerm(
      ledger,
      undefined,
      { member: seen.id, post: 'publicity', from: '2026-01-01', to: '', basis: '' },
      today,
    );
    await saveMember(ledger, seen, { ...seen.fields, job: '调度' });
    expect(postsOn(await member('示例甲'), today)).toEqual(['publicity']);
    expect((await member('示例甲')).fields.job).toBe('调度');
  });

  it('suggests the beginning of the term for the first holder and today for a successor', async () => {
    const { ledger, ids } = await branchOf('示例甲', '示例乙');
    const suggest = async (post: 'secretary' | 'committeeMember') =>
      suggestSince(post, await wholeRoster(ledger), { termStart: '2024-01-01' }, today);
    expect(await suggest('secretary')).toBe('2024-01-01');
    const hold = (post: 'secretary' | 'committeeMember') =>
      saveTerm(
        ledger,
        undefined,
        { member: ids['示例甲']!, post, from: '2024-01-01', to: '', basis: '' },
        today,
      );
    await hold('secretary');
    await hold('committeeMember');
    expect(await suggest('secretary')).toBe(today);
    expect(await suggest('committeeMember')).toBe('2024-01-01');
  });
});

it('a group that comes back in an edited register is dated like one of the form', async () => {
  const { ledger, ids, member } = await branchOf('示例甲');
  await saveMember(ledger, await member('示例甲'), { name: '示例甲', category: 'full', group: 'g1' });
  const id = ids['示例甲']!;
  const plan = { records: new Map([[id, (await ledger.get('member', id))!]]) } as unknown as ReimportPlan;
  await applyReimport(ledger, plan, [{ id, field: 'group', value: 'g2' } as CellChange]);
  expect(groupOn(await member('示例甲'), '2026-11-22')).toBe('g1');
  expect(groupOn(await member('示例甲'), today)).toBe('g2');
});

describe('a ledger of before there were terms', () => {
  it('keeps counting the posts and the group of its members for every day', async () => {
    const { ledger } = await openTestLedger();
    const old = create('member', { name: '示例甲', category: 'full', posts: ['secretary'], group: 'g1' });
    await ledger.commit([old], { label: 'test' });
    expect(await committee(ledger, '2020-01-01')).toEqual(['示例甲']);
    const member = (await memberWithTerms(ledger, old.id))!;
    expect(groupOn(member, '2020-01-01')).toBe('g1');
    await saveMember(ledger, member, { ...member.fields, posts: [], group: 'g2' });
    expect(await committee(ledger, '2020-01-01')).toEqual(['示例甲']);
    expect(await committee(ledger, today)).toEqual([]);
    expect(groupOn((await memberWithTerms(ledger, old.id))!, '2020-01-01')).toBe('g1');
  });
});

describe('the register of terms', () => {
  it('refuses nobody, an end before the beginning, and the same post twice at a time', async () => {
    const { ledger, ids } = await branchOf('示例甲');
    const save = (input: object) =>
      saveTerm(
        ledger,
        undefined,
        { member: ids['示例甲']!, post: 'secretary', from: '2026-01-01', to: '', basis: '', ...input },
        today,
      );
    await expect(save({ member: '' })).rejects.toMatchObject({ code: 'E140' });
    await expect(save({ to: '2025-12-31' })).rejects.toMatchObject({ code: 'E141' });
    await save({});
    await expect(save({ from: '2026-05-01' })).rejects.toMatchObject({ code: 'E142' });
    await save({ from: '2020-01-01', to: '2022-12-31' });
    expect(await ledger.count('post')).toBe(2);
  });

  it('tells present, ended and former, shows the same post held twice, and says 缺项 for a day not known', async () => {
    const { ledger, ids } = await branchOf('示例甲', '示例乙');
    const add = (name: string, from: string, to: string) =>
      saveTerm(
        ledger,
        undefined,
        { member: ids[name]!, post: 'secretary', from, to, basis: '大会选举' },
        today,
      );
    await add('示例甲', '2019-01-01', '2022-01-01');
    await add('示例甲', '2024-06-01', '');
    await add('示例乙', '', '');
    const lines = await listTerms(ledger, { termStart: '2024-05-01' }, today);
    expect(lines.map(({ name, when }) => `${name} ${when}`)).toEqual([
      '示例乙 now',
      '示例甲 now',
      '示例甲 former',
    ]);
    expect(heldTwice(lines)).toEqual(['secretary']);
    const sheet = await memberSheet(ledger, 'terms', today);
    expect(sheet.rows[0]?.slice(1, 6)).toEqual(['书记', '示例乙', '缺项', '', '大会选举']);
    await removeTerm(ledger, lines[0]!.record!, today);
    expect((await ledger.get('member', ids['示例乙']!))?.fields.posts).toBeUndefined();
  });
});
