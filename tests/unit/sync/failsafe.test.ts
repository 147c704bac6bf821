import { beforeEach, describe, expect, it } from 'vitest';
import { MemoryCarrier } from '../../../lib/carrier';
import { change, create, decideHeld, remove, SyncStore } from '../../../lib/ledger';
import { exchange } from '../../../lib/sync';
import { founder, heldBy, known, letIn, meet, type Profile } from '../support/shared';

const meetings = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) =>
    create(
      'meeting',
      { types: { themeDay: true }, startsAt: '2026-11-25T15:00', place: '一号' },
      `m${from + index}`,
    ),
  );

let carrier: MemoryCarrier;
let wei: Awaited<ReturnType<typeof founder>>;
let lin: Profile;
beforeEach(async () => {
  carrier = new MemoryCarrier();
  wei = await founder('wei');
  lin = await letIn(wei, 'lin', 'deputy');
});

const share = async (count: number): Promise<void> => {
  await wei.ledger.commit(meetings(0, count), { label: 'import' });
  await meet(carrier, [wei, lin]);
  expect(await lin.ledger.count('meeting')).toBe(count);
};
const removeSome = async ({ ledger }: Profile, count: number): Promise<void> => {
  const records = (await ledger.list('meeting')).slice(0, count);
  await ledger.commit(
    records.map((record) => remove(record)),
    { label: 'life.delete' },
  );
};

describe('a batch that would delete or overwrite very much', () => {
  it('stops before it is merged, says what it would do, and is taken in when a person accepts it', async () => {
    await share(60);
    await removeSome(wei, 21);
    await wei.ledger.commit([create('resolution', { meeting: 'm59', text: '还会到', state: 'open' }, 'x1')], {
      label: 'test',
    });
    await meet(carrier, [wei, lin], 1);
    expect(await lin.ledger.count('meeting')).toBe(60);
    const store = new SyncStore(lin.ledger);
    const [held] = await store.held();
    expect(held).toMatchObject({ reason: 'many', d: `wei-${wei.ledger.clock.device}` });
    expect(held?.would?.deleted).toHaveLength(21);
    expect(held?.would?.overwritten).toEqual([]);
    // What comes later and does little is not held up.
    await wei.ledger.commit([create('resolution', { meeting: 'm58', text: '后来的', state: 'open' }, 'x2')], {
      label: 'test',
    });
    await meet(carrier, [wei, lin], 1);
    expect((await lin.ledger.get('resolution', 'x2'))?.fields.text).toBe('后来的');
    expect(await heldBy(lin.ledger)).toMatchObject([{ reason: 'many' }]);

    await decideHeld(lin.ledger, [held!.name], 'accept');
    await meet(carrier, [wei, lin]);
    expect(await lin.ledger.count('meeting')).toBe(39);
    expect(await heldBy(lin.ledger)).toEqual([]);
    expect(await known(lin.ledger)).toEqual(await known(wei.ledger));
  });

  it('stays held when a person refuses it, and comes in when the person thinks better of it', async () => {
    await share(60);
    await removeSome(wei, 30);
    await meet(carrier, [wei, lin], 1);
    const store = new SyncStore(lin.ledger);
    const names = (await store.held()).map(({ name }) => name);
    await decideHeld(lin.ledger, names, 'refuse');
    await meet(carrier, [wei, lin]);
    expect(await heldBy(lin.ledger)).toMatchObject([{ reason: 'refused' }]);
    expect(await lin.ledger.count('meeting')).toBe(60);
    await decideHeld(lin.ledger, names, 'accept');
    await meet(carrier, [wei, lin]);
    expect(await lin.ledger.count('meeting')).toBe(30);
  });

  it('counts what is overwritten as well, over all segments of one fetching', async () => {
    await share(60);
    const records = await wei.ledger.list('meeting');
    for (let start = 0; start < 24; start += 12) {
      wei.time.now += 1000;
      await wei.ledger.commit(
        records.slice(start, start + 12).map((record) => change(record, { place: '二号' })),
        { label: 'life.change' },
      );
      await exchange(wei.ledger, carrier);
    }
    await exchange(lin.ledger, carrier);
    expect(await heldBy(lin.ledger)).toMatchObject([{ reason: 'many' }, { reason: 'many' }]);
    expect((await lin.ledger.list('meeting')).every(({ fields }) => fields.place === '一号')).toBe(true);
  });

  it.each([
    ['fewer than twenty', 30, 19],
    ['no more than a fifth', 120, 24],
  ])('passes when it is %s', async (_, count, gone) => {
    await share(count);
    await removeSome(wei, gone);
    await meet(carrier, [wei, lin]);
    expect(await lin.ledger.count('meeting')).toBe(count - gone);
    expect(await heldBy(lin.ledger)).toEqual([]);
  });

  it('passes when it adds, or fills what was empty, and for a newcomer', async () => {
    await share(40);
    await wei.ledger.commit(meetings(40, 400), { label: 'import' });
    const records = (await wei.ledger.list('meeting')).slice(0, 40);
    await wei.ledger.commit(
      records.map((record) => change(record, { title: '有了题目' })),
      { label: 'life.change' },
    );
    await removeSome(wei, 300);
    const he = await letIn(wei, 'he', 'committee');
    await meet(carrier, [wei, he]);
    expect(await heldBy(he.ledger)).toEqual([]);
    expect(await he.ledger.count('meeting')).toBe(100);
  });
});
