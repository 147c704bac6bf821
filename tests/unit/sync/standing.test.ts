import { beforeEach, expect, it } from 'vitest';
import { MemoryCarrier } from '../../../lib/carrier';
import { create, noteEvents, remove } from '../../../lib/ledger';
import { exchange, standing } from '../../../lib/sync';
import { founder, letIn, meet, type Profile } from '../support/shared';

const meeting = (id: string) =>
  create('meeting', { types: { themeDay: true }, startsAt: '2026-11-25T15:00', place: '一号' }, id);

let carrier: MemoryCarrier;
let wei: Awaited<ReturnType<typeof founder>>;
let lin: Profile;
beforeEach(async () => {
  carrier = new MemoryCarrier();
  wei = await founder('wei');
  lin = await letIn(wei, 'lin', 'deputy');
});
const person = async ({ ledger }: Profile, owner: string) =>
  (await standing(ledger))!.persons.find((one) => one.owner === owner)!;

it('knows nothing without a space', async () => {
  const alone = await founder('gao');
  await alone.ledger.db.identity.clear();
  expect(await standing(alone.ledger)).toBeUndefined();
});

it('tells per person when it was last heard of, and what its own head says it has not seen', async () => {
  await wei.ledger.commit([meeting('m1')], { label: 'test' });
  await exchange(wei.ledger, carrier);
  expect(await person(wei, 'lin')).toMatchObject({
    role: 'deputy',
    last: undefined,
    missing: 1,
    isMe: false,
  });
  await meet(carrier, [lin, wei], 1);
  // Lin has taken it in and says so with the next head, for which something of its own is needed.
  lin.time.now += 60_000;
  await lin.ledger.commit([meeting('m2')], { label: 'test' });
  await meet(carrier, [lin, wei]);
  expect(await person(wei, 'lin')).toMatchObject({ last: lin.time.now, missing: 0 });
  await wei.ledger.commit([meeting('m3')], { label: 'test' });
  await exchange(wei.ledger, carrier);
  expect(await person(wei, 'lin')).toMatchObject({ last: lin.time.now, missing: 1 });
  expect((await person(wei, 'wei')).isMe).toBe(true);
});

it('counts for a person what third persons wrote, and only what that person may read', async () => {
  const he = await letIn(wei, 'he', 'member');
  await meet(carrier, [wei, lin, he]);
  await he.ledger.commit(
    [
      create(
        'studyLog',
        { member: 'he', on: '2026-11-20', form: 'self', subject: '示例', hours: 1, state: 'declared' },
        's',
      ),
    ],
    { label: 'test' },
  );
  await meet(carrier, [he, lin], 1);
  await wei.ledger.commit(
    [create('talk', { on: '2026-11-20', talker: 'wei', partner: 'lin', content: '家里的事' }, 't1')],
    { label: 'test' },
  );
  await meet(carrier, [wei, lin], 1);
  const before = await person(wei, 'he');
  expect(before.missing).toBe(0);
  await lin.ledger.commit([meeting('m9')], { label: 'test' });
  await meet(carrier, [lin, wei], 1);
  expect((await person(wei, 'he')).missing).toBe(1);
});

it('names the device and number of what a chain showed, and a stamp more than a day ahead', async () => {
  await meet(carrier, [wei, lin]);
  const head = `v1/b/${wei.address.space}/h/lin-${lin.ledger.clock.device}`;
  await lin.ledger.commit([meeting('m1')], { label: 'test' });
  await exchange(lin.ledger, carrier);
  const old = carrier.files().find(({ name }) => name === head)!.bytes;
  await exchange(wei.ledger, carrier);
  lin.time.now += 3 * 86_400_000;
  await lin.ledger.commit([meeting('m2')], { label: 'test' });
  await exchange(lin.ledger, carrier);
  await exchange(wei.ledger, carrier);
  const ahead = (await standing(wei.ledger))!.events;
  expect(ahead).toMatchObject([{ what: 'ahead', owner: 'lin', member: 'lin', q: 'r', s: 2 }]);
  expect((await wei.ledger.get('meeting', 'm2'))?.fields.place).toBe('一号');
  await carrier.put(head, old);
  await exchange(wei.ledger, carrier);
  const events = (await standing(wei.ledger))!.events;
  expect(events.map(({ what }) => what).sort()).toEqual(['ahead', 'back']);
  await noteEvents(wei.ledger, events[0]!.d);
  expect((await standing(wei.ledger))!.events.every(({ noted }) => noted)).toBe(true);
});

it('does not let a stamp of another day become ours: what is written next orders after it in its own field alone', async () => {
  lin.time.now += 3 * 86_400_000;
  await lin.ledger.commit([meeting('m1')], { label: 'test' });
  await meet(carrier, [wei, lin, wei], 1);
  await wei.ledger.commit([meeting('m2')], { label: 'test' });
  const mine = (await wei.ledger.get('meeting', 'm2'))!;
  const theirs = (await wei.ledger.get('meeting', 'm1'))!;
  expect(mine.h < theirs.h).toBe(true);
  await wei.ledger.commit([{ kind: 'meeting', id: 'm1', set: { place: '二号' } }], { label: 'test' });
  expect((await wei.ledger.get('meeting', 'm1'))!.stamps.place! > theirs.h).toBe(true);
});

it('does not say that a batch which waits for a person has not arrived', async () => {
  await wei.ledger.commit(
    Array.from({ length: 60 }, (_, n) => meeting(`m${n}`)),
    { label: 'import' },
  );
  await meet(carrier, [wei, lin]);
  const some = (await lin.ledger.list('meeting')).slice(0, 30);
  await lin.ledger.commit(
    some.map((record) => remove(record)),
    { label: 'life.delete' },
  );
  await meet(carrier, [lin, wei], 1);
  const seen = (await standing(wei.ledger))!;
  expect(seen.held).toMatchObject([{ reason: 'many', member: 'lin' }]);
  expect(seen.gaps).toEqual([]);
});
