import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { change, create, type Ledger } from '../../../lib/ledger';
import { lifePack } from '../../../lib/rules/packs';
import { type EntryField, loadEntry, type ReentryKind } from '../../../lib/reentry/fields';
import {
  changedSince,
  filedIn,
  filingsOf,
  markFiled,
  nextUnfiled,
  unmarkFiled,
} from '../../../lib/reentry/filings';
import { dateAs, joinNames, styleOf, timeAs } from '../../../lib/reentry/style';
import {
  addSystem,
  arranged,
  arrangeSystem,
  moved,
  removeSystem,
  renameSystem,
  reportSystems,
  withHidden,
  withOrder,
} from '../../../lib/reentry/systems';
import { enrol } from '../life/support';
import { openTestLedger } from '../support/ledger';

const style = styleOf(undefined);
const field = (key: string): EntryField => ({ key, label: key, text: key });
const keysOf = (fields: readonly { key: string }[]): string[] => fields.map(({ key }) => key);

async function entryOf(ledger: Ledger, kind: ReentryKind, id: string) {
  const roster = await ledger.list('member');
  const names = new Map(roster.map((one) => [one.id, one.fields.name]));
  return loadEntry(ledger, kind, id, {
    roster,
    nameOf: (value) => names.get(value) ?? value,
    groupName: (group) => (group === 'g1' ? '示例第一党小组' : undefined),
    pack: lifePack(),
  });
}
const textOf = (fields: readonly EntryField[], key: string) => fields.find((one) => one.key === key)?.text;

describe('formats of another system', () => {
  it('writes dates as it takes them, also those known in part', () => {
    const as = (value: string) =>
      (['dash', 'chinese', 'slash', 'digits'] as const).map((date) => dateAs(value, { ...style, date }));
    expect(as('2026-11-05')).toEqual(['2026-11-05', '2026年11月5日', '2026/11/05', '20261105']);
    expect(as('2019-07')).toEqual(['2019-07', '2019年7月', '2019/07', '201907']);
    expect(as('1998')).toEqual(['1998', '1998年', '1998', '1998']);
  });

  it('writes times and names as it takes them', () => {
    expect(timeAs('09:05', style)).toBe('09:05');
    expect(timeAs('09:05', { ...style, time: 'chinese' })).toBe('9时05分');
    const join = (joiner: typeof style.joiner) => joinNames(['示例甲', '', '示例乙'], { ...style, joiner });
    expect([join('dun'), join('comma'), join('semicolon'), join('space'), join('line')]).toEqual([
      '示例甲、示例乙',
      '示例甲,示例乙',
      '示例甲;示例乙',
      '示例甲 示例乙',
      '示例甲\n示例乙',
    ]);
  });
});

describe('a record for another system', () => {
  it('is an activity with its counts, names and texts; what is not known is empty and never nought', async () => {
    const { ledger } = await openTestLedger();
    await enrol(ledger, ['示例甲'], ['示例乙'], ['示例丙']);
    await ledger.commit(
      [
        create(
          'meeting',
          {
            types: { themeDay: true },
            startsAt: '2026-11-18T15:00',
            endsAt: '2026-11-18T16:30',
            host: '示例甲',
            agenda: { a: { order: 1, text: '学习' }, b: { order: 2, text: '讨论' } },
            attendance: {
              示例甲: { state: 'present' },
              示例乙: { state: 'leave', reason: 'sick' },
              示例丙: { state: 'online' },
            },
          },
          'm1',
        ),
        create('meeting', { types: { lecture: true }, startsAt: '2026-11-20T15:00' }, 'm2'),
        create('resolution', { meeting: 'm1', text: '巡查', owner: '示例丙', state: 'open' }),
      ],
      { label: 'test' },
    );
    const fields = (await entryOf(ledger, 'meeting', 'm1')).fields({
      ...style,
      date: 'chinese',
      joiner: 'comma',
    });
    expect(Object.fromEntries(fields.map(({ key, text }) => [key, text]))).toMatchObject({
      title: '主题党日',
      date: '2026年11月18日',
      start: '15:00',
      end: '16:30',
      duration: '90',
      expected: '3',
      attended: '2',
      present: '示例甲,示例丙',
      absent: '示例乙',
      agenda: '1. 学习\n2. 讨论',
      resolutions: '巡查',
      owners: '示例丙',
      place: '',
    });
    // The reason for leave is health: it is not handed on.
    expect(JSON.stringify(fields)).not.toMatch(/病|sick/);
    const other = (await entryOf(ledger, 'meeting', 'm2')).fields(style);
    expect(textOf(other, 'attended')).toBe('');
    expect(textOf(other, 'duration')).toBe('');
    expect(textOf(other, 'lecturer')).toBe('');
  });

  it('is a member, a study declaration, a task or the branch', async () => {
    const { ledger } = await openTestLedger();
    await enrol(ledger, [
      '示例甲',
      { joinedOn: '2019-07', posts: ['secretary', 'organization'], group: 'g1', gender: 'female' },
    ]);
    await ledger.commit(
      [
        create(
          'studyLog',
          { member: '示例甲', on: '2026-11-02', form: 'self', subject: '党章', hours: 2, state: 'confirmed' },
          's1',
        ),
        create('resolution', { meeting: 'm', text: '巡查', state: 'done', doneOn: '2026-11-09' }, 'r1'),
        create(
          'branch',
          { name: '示例支部', company: '示例公司', companyId: 'c', form: 'single', hasCommittee: true },
          'b1',
        ),
      ],
      { label: 'test' },
    );
    const member = (await entryOf(ledger, 'member', '示例甲')).fields(style);
    expect(textOf(member, 'posts')).toBe('党支部书记、组织委员');
    expect(textOf(member, 'joinedOn')).toBe('2019-07');
    expect(textOf(member, 'group')).toBe('示例第一党小组');
    expect(textOf(member, 'phone')).toBe('');
    expect(keysOf(member)).not.toContain('idNumber');
    const study = (await entryOf(ledger, 'studyLog', 's1')).fields(style);
    expect(textOf(study, 'hours')).toBe('2');
    const task = (await entryOf(ledger, 'resolution', 'r1')).fields({ ...style, date: 'digits' });
    expect(textOf(task, 'doneOn')).toBe('20261109');
    const branch = (await entryOf(ledger, 'branch', 'b1')).fields(style);
    expect(textOf(branch, 'secretary')).toBe('示例甲');
    expect(textOf(branch, 'full')).toBe('1');
    expect(textOf(branch, 'probationary')).toBe('');
    await ledger.commit(
      [
        create(
          'duesRecord',
          { member: '示例甲', month: '2026-11', paid: 1550, on: '2026-11-05', method: 'bank' },
          'd1',
        ),
        create('duesHandover', { period: '2026Q3', fen: 123400, handedOn: '2026-10-08' }, 'h1'),
      ],
      { label: 'test' },
    );
    const dues = (await entryOf(ledger, 'duesRecord', 'd1')).fields({ ...style, date: 'chinese' });
    expect(dues.slice(0, 6).map(({ text }) => text)).toEqual([
      '示例甲',
      '2026年11月',
      '15.50',
      '2026年11月5日',
      '银行转账',
      '',
    ]);
    const handed = (await entryOf(ledger, 'duesHandover', 'h1')).fields(style);
    expect(textOf(handed, 'fen')).toBe('1234.00');
    await expect(entryOf(ledger, 'meeting', 'b1')).rejects.toMatchObject({ code: 'E641' });
  });
});

describe('the order of a system', () => {
  it('is remembered per kind of record, and survives fields that only some records have', async () => {
    const { ledger } = await openTestLedger();
    const { id } = await addSystem(ledger, ' 示例纪实系统 ');
    const load = async () => (await reportSystems(ledger)).find((one) => one.id === id)!;
    const lecture = ['title', 'date', 'lecturer', 'place'].map(field);
    await arrangeSystem(
      ledger,
      await load(),
      'meeting',
      withOrder(undefined, ['date', 'lecturer', 'title', 'place']),
    );
    const layout = async () => (await load()).fields.layouts?.meeting;
    expect(keysOf(arranged(lecture, await layout()))).toEqual(['date', 'lecturer', 'title', 'place']);
    // An activity without a lecturer is arranged anew; the lecturer stays behind what it followed.
    await arrangeSystem(
      ledger,
      await load(),
      'meeting',
      withOrder(await layout(), ['place', 'date', 'title']),
    );
    expect(keysOf(arranged(lecture, await layout()))).toEqual(['place', 'date', 'lecturer', 'title']);
    await arrangeSystem(ledger, await load(), 'meeting', withHidden(await layout(), 'place', true));
    expect(
      arranged(lecture, await layout())
        .filter(({ hidden }) => hidden)
        .map(({ key }) => key),
    ).toEqual(['place']);
    expect((await load()).fields.layouts?.member).toBeUndefined();
    // A field that the system was never asked about follows.
    expect(keysOf(arranged([field('new'), ...lecture], await layout())).at(-1)).toBe('new');
  });

  it('moves one field and loses none', () => {
    const keys = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(keys, fc.nat(12), fc.integer({ min: -3, max: 15 }), (list, from, to) => {
        const key = list[from % list.length] as string;
        const after = moved(list, key, to);
        expect([...after].sort()).toEqual([...list].sort());
        expect(after.indexOf(key)).toBe(Math.max(0, Math.min(list.length - 1, to)));
        expect(after.filter((one) => one !== key)).toEqual(list.filter((one) => one !== key));
      }),
    );
  });

  it('has a name of its own', async () => {
    const { ledger } = await openTestLedger();
    await addSystem(ledger, '甲系统');
    await expect(addSystem(ledger, '  ')).rejects.toMatchObject({ code: 'E640' });
    await expect(addSystem(ledger, '甲系统')).rejects.toMatchObject({ code: 'E642' });
    const [system] = await reportSystems(ledger);
    await renameSystem(ledger, system!, '甲系统');
    await removeSystem(ledger, system!);
    expect(await reportSystems(ledger)).toEqual([]);
    await addSystem(ledger, '甲系统');
  });
});

describe('what was reported', () => {
  it('is noted once per record and system, says when it was changed since, and can be taken back', async () => {
    const { ledger } = await openTestLedger({ me: 'p9' });
    await ledger.commit(
      [create('meeting', { types: { themeDay: true }, startsAt: '2026-11-18T15:00' }, 'm1')],
      { label: 'test' },
    );
    const record = async () => (await ledger.get('meeting', 'm1'))!;
    const mark = async (system: string, on: string) =>
      markFiled(ledger, { id: 'm1', kind: 'meeting', seen: (await record()).h }, system, on);
    const { n } = await mark('s1', '2026-11-20');
    await mark('s2', '2026-11-21');
    const filing = async () => (await filingsOf(ledger, 'm1')).get('s1');
    expect((await filing())?.fields).toMatchObject({ on: '2026-11-20', by: 'p9', recordKind: 'meeting' });
    expect(changedSince((await filing())!, await record())).toBe(false);

    await ledger.commit([change(await record(), { place: '一楼' })], { label: 'test' });
    expect(changedSince((await filing())!, await record())).toBe(true);
    await mark('s1', '2026-11-22');
    expect(changedSince((await filing())!, await record())).toBe(false);
    expect(await filedIn(ledger, 's1')).toEqual(new Set(['m1']));

    await unmarkFiled(ledger, (await filing())!);
    expect(await filing()).toBeUndefined();
    expect(await filedIn(ledger, 's1')).toEqual(new Set());
    expect((await filingsOf(ledger, 'm1')).size).toBe(1);
    await mark('s1', '2026-11-23');
    expect((await filing())?.fields.on).toBe('2026-11-23');
    expect(n).toBeDefined();
  });

  it('leads to the next activity that is still open there', async () => {
    const { ledger } = await openTestLedger();
    const days = ['2026-11-02', '2026-11-09', '2026-11-16', '2026-12-24'];
    await ledger.commit(
      days.map((day, index) =>
        create('meeting', { types: { themeDay: true }, startsAt: `${day}T15:00` }, `m${index}`),
      ),
      { label: 'test' },
    );
    const next = (id: string, day: string) =>
      nextUnfiled(ledger, { id, startsAt: `${day}T15:00` }, 's1', '2026-11-23');
    expect((await next('m0', '2026-11-02'))?.id).toBe('m1');
    await markFiled(ledger, { id: 'm1', kind: 'meeting', seen: '' }, 's1', '2026-11-23');
    expect((await next('m0', '2026-11-02'))?.id).toBe('m2');
    // What is still to come cannot be reported.
    expect(await next('m2', '2026-11-16')).toBeUndefined();
  });
});
