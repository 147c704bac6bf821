import { describe, expect, it } from 'vitest';
import { MemoryCarrier } from '../../../lib/carrier';
import { type Ledger, RollupStore } from '../../../lib/ledger';
import { leaveDigests, readReports } from '../../../lib/rollups/read';
import { openTestLedger } from '../support/ledger';
import { type Branch, branch, committee, list, NOW, PERIOD, said, send } from './support';

const MANY = { many: 2 };
const HOUR = 3_600_000;

/** Reads, and leaves what was read, as the screen does. */
async function readAndLeave(ledger: Ledger, place: MemoryCarrier) {
  const reading = await readReports(ledger, place, PERIOD, MANY);
  await leaveDigests(ledger, place, PERIOD, reading, MANY);
  return reading;
}

/** A committee of three branches that one of its devices has read, and another device that has its keys. */
async function met() {
  const above = await committee();
  const branches: Branch[] = [];
  for (let at = 1; at <= 3; at += 1) branches.push(await branch(above.card, `示例第${at}党支部`));
  await list(above.ledger, branches);
  const asked: string[] = [];
  const place = new MemoryCarrier({
    before: ({ verb, name }) => {
      if (verb === 'get') asked.push(name);
    },
  });
  await send(place, branches);
  above.time.now += HOUR;
  expect(await readAndLeave(above.ledger, place)).toMatchObject({ fetched: 3, taken: 3 });
  const second = await openTestLedger({ now: NOW });
  second.time.now = above.time.now;
  await second.ledger.db.organisation.bulkPut(await above.ledger.db.organisation.toArray());
  const reports = (): string[] => asked.filter((name) => name.includes('/sum/'));
  const read = () => {
    // Branches look at the place as well.
    asked.length = 0;
    return readReports(second.ledger, place, PERIOD, MANY);
  };
  return { above, second, branches, place, reports, read };
}
const digestsAt = (place: MemoryCarrier) => place.files().filter(({ name }) => name.includes('/digest/'));
const textOf = async (ledger: Ledger, { b }: Branch) =>
  JSON.parse((await new RollupStore(ledger).text(PERIOD, b))!) as unknown;

describe('another device of the committee', () => {
  it('reads what the first one read, and asks for no report by itself', async () => {
    const { second, branches, reports, read } = await met();
    expect(await read()).toMatchObject({ listed: 3, fetched: 0, taken: 3, refused: 0 });
    expect(reports()).toEqual([]);
    for (const one of branches) expect(await textOf(second.ledger, one)).toEqual(said(one.name));
    // And nothing of it again the next time.
    expect(await read()).toMatchObject({ listed: 3, fetched: 0, taken: 0 });
  });

  it('fetches what is newer than the digest, and nothing else', async () => {
    const { second, branches, place, reports, read } = await met();
    await send(place, branches.slice(0, 1), { figures: { hours: { have: 5, of: 5 } } });
    expect(await read()).toMatchObject({ fetched: 1, taken: 3 });
    expect(reports()).toHaveLength(1);
    expect(await textOf(second.ledger, branches[0]!)).toMatchObject({ figures: { hours: { have: 5 } } });
  });

  it('takes no digest that was changed, put under another name, or signed by nobody of the committee', async () => {
    const { place, reports, read } = await met();
    const [first, ...others] = digestsAt(place);
    for (const { name, bytes } of digestsAt(place)) {
      const changed = bytes.slice();
      changed[changed.length - 1]! ^= 1;
      place.tamper(name, changed);
    }
    if (others[0]) place.tamper(others[0].name, first!.bytes);
    const own = await committee();
    const stranger = await branch(own.card);
    await list(own.ledger, [stranger]);
    const elsewhere = new MemoryCarrier();
    await send(elsewhere, [stranger]);
    own.time.now += HOUR;
    const reading = await readReports(own.ledger, elsewhere, PERIOD);
    expect(await leaveDigests(own.ledger, elsewhere, PERIOD, reading, { many: 1 })).toBe(true);
    place.tamper(`${first!.name.slice(0, -10)}00000000-0`, digestsAt(elsewhere)[0]!.bytes);
    expect(await read()).toMatchObject({ fetched: 3, taken: 3, refused: 0 });
    expect(reports()).toHaveLength(3);
  });

  it('does not go back to an older report by a digest that was put back', async () => {
    const { above, second, branches, place, read } = await met();
    const old = digestsAt(place);
    await send(place, branches, { figures: { hours: { have: 5, of: 5 } } });
    above.time.now += HOUR;
    second.time.now = above.time.now;
    await readAndLeave(above.ledger, place);
    for (const { name, bytes } of old) place.tamper(name, bytes);
    expect(await read()).toMatchObject({ fetched: 3, taken: 3 });
    expect(await textOf(second.ledger, branches[0]!)).toMatchObject({ figures: { hours: { have: 5 } } });
  });

  it('reads one by one where the committee may not write digests', async () => {
    const above = await committee();
    const branches = [await branch(above.card), await branch(above.card, '示例第二党支部')];
    await list(above.ledger, branches);
    const place = new MemoryCarrier({
      before: ({ verb, name }) =>
        verb === 'put' && name.includes('/digest/') ? { refuse: 'E860' } : undefined,
    });
    await send(place, branches);
    above.time.now += HOUR;
    const reading = await readReports(above.ledger, place, PERIOD, MANY);
    expect(reading).toMatchObject({ fetched: 2, taken: 2 });
    await expect(leaveDigests(above.ledger, place, PERIOD, reading, MANY)).rejects.toMatchObject({
      code: 'E860',
    });
    expect(digestsAt(place)).toEqual([]);
  });

  it('leaves a digest to those who read few: nothing is written and none is looked for', async () => {
    const { above, branches, place } = await met();
    const before = digestsAt(place).map(({ bytes }) => bytes);
    await send(place, branches.slice(0, 1), { figures: { hours: { have: 4, of: 5 } } });
    above.time.now += HOUR;
    const calls = place.calls;
    expect(await readAndLeave(above.ledger, place)).toMatchObject({ fetched: 1, taken: 1 });
    const folders = new Set(branches.map(({ b }) => b.slice(0, 1)));
    expect(place.calls - calls).toBe(2 + folders.size + 1);
    expect(digestsAt(place).map(({ bytes }) => bytes)).toEqual(before);
  });
});

describe('a digest', () => {
  it('tells the storage no name and no figure, and is written by its device alone', async () => {
    const { above, place } = await met();
    const digests = digestsAt(place);
    expect(digests.length).toBeGreaterThan(0);
    for (const { name, bytes } of digests) {
      expect(name).toContain(`/digest/${PERIOD}/${above.ledger.clock.device}-`);
      expect(new TextDecoder().decode(bytes)).not.toMatch(/支部|hours|asOf/);
    }
  });
});
