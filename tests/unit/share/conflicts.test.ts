import { beforeEach, describe, expect, it } from 'vitest';
import { MemoryCarrier } from '../../../lib/carrier';
import { change, create, type Rec, remove } from '../../../lib/ledger';
import { openConflicts, settle } from '../../../lib/share/conflicts';
import { exchange } from '../../../lib/sync';
import { founder, heldBy, known, letIn, meet, type Profile } from '../support/shared';

let carrier: MemoryCarrier;
let wei: Awaited<ReturnType<typeof founder>>;
let lin: Profile;
let he: Profile;
beforeEach(async () => {
  carrier = new MemoryCarrier();
  wei = await founder('wei');
  lin = await letIn(wei, 'lin', 'deputy');
  he = await letIn(wei, 'he', 'committee');
});

/** Lin and He change the same field without knowing of each other; afterwards everybody has met. */
async function collide(record: 'meeting' | 'governanceItem', first: object, second: object): Promise<void> {
  for (const [profile, fields] of [
    [lin, first],
    [he, second],
  ] as const) {
    const found = (await profile.ledger.get(record, 'x')) as Rec<'meeting'>;
    profile.time.now += profile === he ? 2000 : 1000;
    await profile.ledger.commit([change(found, fields as never)], { label: 'test' });
  }
  await meet(carrier, [lin, he, wei]);
}
const everybody = (): Profile[] => [wei, lin, he];

describe('two values of an ordinary field', () => {
  beforeEach(async () => {
    await wei.ledger.commit(
      [create('meeting', { types: { themeDay: true }, startsAt: '2026-11-25T15:00', place: '一号' }, 'x')],
      { label: 'test' },
    );
    await meet(carrier, everybody());
    await collide('meeting', { place: '二号' }, { place: '三号' });
  });

  it('are shown to everybody with authors and times', async () => {
    for (const { ledger } of everybody()) {
      expect(await openConflicts(ledger)).toMatchObject([
        {
          strict: false,
          now: { value: '三号', by: 'he' },
          other: { value: '二号', by: 'lin' },
          record: { kind: 'meeting', id: 'x' },
        },
      ]);
    }
  });

  it.each([
    ['the other one is brought back', true, '二号'],
    ['the present one is kept', false, '三号'],
  ])('are settled for everybody once %s', async (_, restore, place) => {
    const [conflict] = await openConflicts(wei.ledger, ['x']);
    wei.time.now += 5000;
    await settle(wei.ledger, conflict!, restore);
    expect(await openConflicts(wei.ledger)).toEqual([]);
    await meet(carrier, everybody());
    for (const { ledger } of everybody()) {
      expect(await openConflicts(ledger)).toEqual([]);
      expect((await ledger.get('meeting', 'x'))?.fields.place).toBe(place);
      expect((await ledger.historyOf('x', 'place')).map(({ value }) => value)).toContain('二号');
    }
    expect(await known(lin.ledger)).toEqual(await known(wei.ledger));
  });

  it('stay settled for somebody who gets the choice before the values', async () => {
    const [conflict] = await openConflicts(wei.ledger, ['x']);
    wei.time.now += 5000;
    await settle(wei.ledger, conflict!, false);
    await exchange(wei.ledger, carrier);
    // A newcomer reads the chains in the order of their names: the choice may come first.
    const gao = await letIn(wei, 'gao', 'committee');
    await meet(carrier, [wei, gao]);
    expect(await openConflicts(gao.ledger)).toEqual([]);
    expect(await known(gao.ledger)).toEqual(await known(wei.ledger));
  });

  it('are no longer shown when the window was closed between the choice and its mark', async () => {
    const [conflict] = await openConflicts(wei.ledger, ['x']);
    const { db } = wei.ledger;
    await settle(wei.ledger, conflict!, false);
    await db.history.update([conflict!.row.r, conflict!.row.f, conflict!.row.h], { conflict: 1 });
    expect(await openConflicts(wei.ledger)).toEqual([]);
  });

  it('do not hide that the value which was kept gave way later to somebody who had not seen it', async () => {
    const before = (await lin.ledger.get('meeting', 'x')) as Rec<'meeting'>;
    const stale = { ...before, stamps: { ...before.stamps, place: (await lin.ledger.conflicts('x'))[0]!.h } };
    const [conflict] = await openConflicts(wei.ledger, ['x']);
    wei.time.now += 5000;
    await settle(wei.ledger, conflict!, false);
    await meet(carrier, [wei, he]);
    lin.time.now += 9000;
    await lin.ledger.commit([change(stale, { place: '四号' })], { label: 'test' });
    await meet(carrier, everybody());
    expect((await openConflicts(lin.ledger)).map(({ other }) => other.value)).toContain('三号');
  });

  it('are asked about again when somebody who has not seen the choice changes the field', async () => {
    const before = (await lin.ledger.get('meeting', 'x')) as Rec<'meeting'>;
    const [conflict] = await openConflicts(wei.ledger, ['x']);
    wei.time.now += 5000;
    await settle(wei.ledger, conflict!, true);
    lin.time.now += 9000;
    await lin.ledger.commit([change(before, { place: '四号' })], { label: 'test' });
    await meet(carrier, everybody());
    expect(await openConflicts(he.ledger)).toMatchObject([
      { now: { value: '四号' }, other: { value: '二号' } },
    ]);
  });
});

describe('two values of a strict field', () => {
  beforeEach(async () => {
    await wei.ledger.commit([create('governanceItem', { companyId: 'c', item: 'B1', period: '2026' }, 'x')], {
      label: 'test',
    });
    await meet(carrier, everybody());
    await collide('governanceItem', { design: 'met' }, { design: 'notMet' });
  });

  it('wait for the secretary or the deputy; nobody else may choose (E898)', async () => {
    const [forHe] = await openConflicts(he.ledger);
    expect(forHe).toMatchObject({ strict: true, now: { value: 'notMet' }, other: { value: 'met' } });
    await expect(settle(he.ledger, forHe!, true)).rejects.toMatchObject({ code: 'E898' });
    expect((await he.ledger.get('governanceItem', 'x'))?.fields.design).toBe('notMet');
    const [forLin] = await openConflicts(lin.ledger);
    lin.time.now += 5000;
    await settle(lin.ledger, forLin!, true);
    await meet(carrier, everybody());
    for (const { ledger } of everybody()) {
      expect(await openConflicts(ledger)).toEqual([]);
      expect((await ledger.get('governanceItem', 'x'))?.fields.design).toBe('met');
    }
  });

  it('are not settled by a device that may not, whatever it sends', async () => {
    const [conflict] = await openConflicts(he.ledger);
    const write = {
      kind: 'governanceItem' as const,
      id: 'x',
      set: { '_settled/design': { done: [conflict!.row.h], now: conflict!.now.h } },
    };
    await he.ledger.commit([write], { label: 'test' });
    await meet(carrier, everybody());
    expect(await openConflicts(wei.ledger)).toHaveLength(1);
    expect(await heldBy(wei.ledger)).toMatchObject([{ reason: 'role' }]);
  });
});

it('a record that one deletes and another edits lies in the trash with the edit', async () => {
  await wei.ledger.commit(
    [create('meeting', { types: { themeDay: true }, startsAt: '2026-11-25T15:00', place: '一号' }, 'x')],
    { label: 'test' },
  );
  await meet(carrier, everybody());
  const [a, b] = await Promise.all([lin, he].map(({ ledger }) => ledger.get('meeting', 'x')));
  await lin.ledger.commit([remove(a!)], { label: 'life.delete' });
  he.time.now += 1000;
  await he.ledger.commit([change(b!, { place: '三号' })], { label: 'life.change' });
  await meet(carrier, everybody());
  for (const { ledger } of everybody()) {
    const [gone] = await ledger.trash();
    expect(gone).toMatchObject({ id: 'x', deleted: true, fields: { place: '三号' } });
  }
});
