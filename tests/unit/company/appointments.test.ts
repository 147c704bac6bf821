import { beforeEach, describe, expect, it } from 'vitest';
import {
  type AppointmentInput,
  companyPosts,
  endAppointment,
  knownPeople,
  removeAppointment,
  saveAppointment,
} from '../../../lib/company/appointments';
import { takeOver, takeOvers } from '../../../lib/company/take-over';
import { removeUnit, saveUnit } from '../../../lib/company/units';
import { matrixOn } from '../../../lib/company/matrix';
import { change, create, type Ledger, seenOf } from '../../../lib/ledger';
import { openTestLedger } from '../support/ledger';

const TODAY = '2026-11-26';
const input = (over: Partial<AppointmentInput> = {}): AppointmentInput => ({
  unit: '',
  body: 'board',
  position: '董事',
  person: '',
  name: '示例甲',
  party: '',
  from: '',
  to: '',
  termEnd: '',
  how: '',
  basis: '',
  basisOn: '',
  conflict: '',
  conflictOn: '',
  note: '',
  ...over,
});
const branch = { companyId: 'c1', hasCommittee: true, termStart: '2025-03-19', termEnd: '2028-03-18' };

let ledger: Ledger;
beforeEach(async () => {
  ({ ledger } = await openTestLedger());
});
const get = async (id: string) => (await ledger.get('appointment', id))!;

describe('an appointment', () => {
  it('is entered with days as people write them, and what was not said stays unsaid', async () => {
    const { id } = await saveAppointment(
      ledger,
      'c1',
      input({ from: '2024年3月', basis: ' ', termEnd: '2027.3.1' }),
    );
    expect((await get(id)).fields).toMatchObject({ from: '2024-03', termEnd: '2027-03-01', name: '示例甲' });
    expect((await get(id)).fields).not.toHaveProperty('basis');
    expect((await get(id)).fields).not.toHaveProperty('party');
  });

  it.each([
    ['E990', { name: ' ' }],
    ['E990', { position: '' }],
    ['E991', { from: '2024-03-02', to: '2024-03-01' }],
    ['E991', { from: '2025', to: '2024-12' }],
    ['E992', { from: '去年' }],
    ['E992', { to: '2026-02-30' }],
    ['E992', { termEnd: '2026-02' }],
  ])('is refused with %s for %j, and nothing is written', async (code, over) => {
    await expect(saveAppointment(ledger, 'c1', input(over))).rejects.toMatchObject({ code });
    expect(await ledger.list('appointment')).toEqual([]);
  });

  it('may begin and end within a time that is known in part only', async () => {
    const { id } = await saveAppointment(ledger, 'c1', input({ from: '2024-03-15', to: '2024' }));
    expect((await get(id)).fields.to).toBe('2024');
  });

  it('tells of what a colleague changed since the form was opened, and keeps both', async () => {
    const { id } = await saveAppointment(ledger, 'c1', input({ basis: '示例一号' }));
    const seen = seenOf(await get(id));
    await ledger.commit([change(await get(id), { basis: '示例二号' })], { label: 'test' });
    const result = await saveAppointment(ledger, 'c1', input({ basis: '示例三号' }), { id, seen });
    expect(result.concurrent).toHaveLength(1);
    expect((await get(id)).fields.basis).toBe('示例三号');
    expect(await ledger.conflicts(id)).toHaveLength(1);
  });

  it('loses what was emptied, ends with a day, and each step is undone', async () => {
    const { id } = await saveAppointment(ledger, 'c1', input({ from: '2024-03-01', basis: '示例' }));
    await saveAppointment(ledger, 'c1', input({ from: '2024-03-01' }), { id, seen: seenOf(await get(id)) });
    expect((await get(id)).fields.basis).toBeUndefined();
    await expect(endAppointment(ledger, await get(id), '2024-02-29')).rejects.toMatchObject({ code: 'E991' });
    const { n } = await endAppointment(ledger, await get(id), '2026-10-31');
    expect((await get(id)).fields.to).toBe('2026-10-31');
    await ledger.undo(n!);
    expect((await get(id)).fields.to).toBeUndefined();
    await removeAppointment(ledger, await get(id));
    await expect(saveAppointment(ledger, 'c1', input(), { id })).rejects.toMatchObject({ code: 'E994' });
  });

  it('suggests everybody of the roster and of earlier appointments once', async () => {
    await ledger.commit([create('member', { name: '示例乙', category: 'full' }, 'm1')], { label: 'test' });
    await saveAppointment(ledger, 'c1', input({ person: 'm1', name: '示例乙' }));
    await saveAppointment(ledger, 'c1', input({ person: 'm1', name: '示例乙', position: '总经理' }));
    await saveAppointment(ledger, 'c1', input());
    const { posts } = await companyPosts(ledger, 'c1');
    const known = knownPeople(await ledger.list('member'), posts);
    expect(known.map(({ name, member }) => [name, member])).toEqual([
      ['示例甲', false],
      ['示例乙', true],
    ]);
    expect(known[1]).toMatchObject({ person: 'm1' });
    expect([...known[1]!.positions].sort()).toEqual(['总经理', '董事']);
  });
});

describe('what the roster holds', () => {
  const member = create('member', { name: '示例书记', category: 'full', posts: ['secretary'] }, 'm1');
  const term = create(
    'post',
    { member: 'm1', post: 'secretary', from: '2025-03-19', basis: '示例选举' },
    'p1',
  );

  it('is offered once, and taken over by two people it is one record', async () => {
    await ledger.commit([member, term], { label: 'test' });
    const offers = await takeOvers(ledger, branch, TODAY);
    expect(offers.map(({ fields }) => fields)).toMatchObject([
      {
        name: '示例书记',
        body: 'branchCommittee',
        position: '书记',
        from: '2025-03-19',
        person: 'm1',
        source: 'p1',
      },
    ]);
    await takeOver(ledger, offers);
    await takeOver(ledger, offers);
    expect(await ledger.list('appointment')).toHaveLength(1);
    expect(await takeOvers(ledger, branch, TODAY)).toEqual([]);
  });

  it('shows what changed there since, and takes that alone', async () => {
    await ledger.commit([member, term], { label: 'test' });
    await takeOver(ledger, await takeOvers(ledger, branch, TODAY));
    const [made] = await ledger.list('appointment');
    await ledger.commit([change(made!, { conflictOn: '2025-04-01' })], { label: 'test' });
    await ledger.commit([change((await ledger.get('post', 'p1'))!, { to: '2026-06-30' })], { label: 'test' });
    const offers = await takeOvers(ledger, branch, TODAY);
    expect(offers.map(({ changed }) => changed)).toEqual([['to']]);
    await takeOver(ledger, offers);
    expect((await get(made!.id)).fields).toMatchObject({ to: '2026-06-30', conflictOn: '2025-04-01' });
  });

  it('comes back when its taking over was undone', async () => {
    await ledger.commit([member, term], { label: 'test' });
    const { n } = await takeOver(ledger, await takeOvers(ledger, branch, TODAY));
    await ledger.undo(n!);
    expect(await ledger.list('appointment')).toEqual([]);
    await takeOver(ledger, await takeOvers(ledger, branch, TODAY));
    expect(await ledger.list('appointment')).toHaveLength(1);
  });

  it('offers a post that no term tells since when, with the first day left open', async () => {
    await ledger.commit([member], { label: 'test' });
    const [offer] = await takeOvers(ledger, { ...branch, hasCommittee: false }, TODAY);
    expect(offer?.fields).toMatchObject({ body: 'branch', position: '书记' });
    expect(offer?.fields.from).toBeUndefined();
  });
});

describe('a unit', () => {
  const unit = { name: '示例出行', layer: 'group' as const, parent: '' };
  const none = { exists: '' as const, termEnd: '' };

  it('keeps what is known of its bodies and nothing else', async () => {
    const bodies = { board: { exists: 'yes' as const, seats: 3, termEnd: '' }, union: none };
    await saveUnit(ledger, 'c1', { ...unit, bodies });
    const [made] = await ledger.list('unit');
    expect(made?.fields.bodies).toEqual({ board: { exists: true, seats: 3 } });
    await saveUnit(
      ledger,
      'c1',
      { ...unit, bodies: { supervisors: { exists: 'no', termEnd: '' } } },
      { id: made!.id, seen: seenOf(made!) },
    );
    expect((await ledger.get('unit', made!.id))?.fields.bodies).toEqual({ supervisors: { exists: false } });
  });

  it.each([
    ['E990', { name: '' }],
    ['E992', { bodies: { board: { exists: 'yes' as const, termEnd: '2026-02-30' } } }],
    ['E993', { bodies: { board: { exists: 'yes' as const, seats: 2.5, termEnd: '' } } }],
    ['E993', { bodies: { board: { exists: 'yes' as const, seats: 0, termEnd: '' } } }],
  ])('is refused with %s', async (code, over) => {
    await expect(saveUnit(ledger, 'c1', { ...unit, bodies: {}, ...over })).rejects.toMatchObject({ code });
  });

  it('is never put under itself, and its appointments outlive it', async () => {
    await saveUnit(ledger, 'c1', { ...unit, bodies: {} });
    const [above] = await ledger.list('unit');
    await saveUnit(ledger, 'c1', { ...unit, name: '示例下级', parent: above!.id, bodies: {} });
    const below = (await ledger.list('unit')).find(({ fields }) => fields.parent)!;
    await saveUnit(ledger, 'c1', { ...unit, parent: below.id, bodies: {} }, { id: above!.id });
    expect((await ledger.get('unit', above!.id))?.fields.parent).toBeUndefined();
    await saveAppointment(ledger, 'c1', input({ unit: below.id, from: '2024-01-01' }));
    await removeUnit(ledger, below);
    const { posts, units } = await companyPosts(ledger, 'c1');
    expect(matrixOn(posts, units, TODAY).rows.map(({ unit: at, people }) => [at, people.length])).toEqual([
      [undefined, 1],
    ]);
  });
});
