import { describe, expect, it } from 'vitest';
import { MemoryCarrier, readBundle } from '../../../lib/carrier';
import { RollupStore } from '../../../lib/ledger';
import { readGlance } from '../../../lib/rollups/body';
import { makeOrganisation, ownOrganisation, sayOfBranches } from '../../../lib/rollups/organisation';
import { readReportFile, readReports, settleWaiting } from '../../../lib/rollups/read';
import { reportFile, sendReport } from '../../../lib/rollups/send';
import { openTestLedger } from '../support/ledger';
import { branch, committee, list, NOW, PERIOD, said, send, TODAY } from './support';

const rowOf = async (ledger: Parameters<typeof readReports>[0], b: string) => {
  const row = (await new RollupStore(ledger).reports(PERIOD)).find((one) => one.b === b);
  return row && { ...row, glance: readGlance(row.glance) };
};
const glanceIn = async (ledger: Parameters<typeof readReports>[0], b: string) =>
  (await rowOf(ledger, b))?.glance;
const bytesOf = (place: MemoryCarrier, name: string) =>
  place.files().find((file) => file.name === name)!.bytes;

async function met() {
  const above = await committee();
  const one = await branch(above.card);
  const two = await branch(above.card, '示例第二党支部');
  await list(above.ledger, [one, two]);
  const place = new MemoryCarrier();
  await send(place, [one, two]);
  above.time.now += 3_600_000;
  return { above, one, two, place };
}

describe('the committee reads', () => {
  it('what every branch sent, as figures with what they are of and what is unknown', async () => {
    const { above, one, place } = await met();
    expect(await readReports(above.ledger, place, PERIOD)).toMatchObject({ listed: 2, fetched: 2, taken: 2 });
    const row = await rowOf(above.ledger, one.b);
    const glance = row!.glance!;
    expect(glance).toMatchObject({ name: '示例第一党支部', asOf: TODAY });
    expect(glance.figures.design).toEqual({ have: 2, of: 3, unknown: 1 });
    expect(glance.figures.effect).toEqual({ have: 1, of: 3, unknown: 1 });
    expect(glance.figures.activities).toEqual({ have: 1, of: 2, unknown: 1 });
    expect(glance.figures.hours).toEqual({ have: 3, of: 5, unknown: 1 });
    // Dues were not reported: there is no figure, and not a nought.
    expect(glance.figures.duesFen).toBeUndefined();
    expect(JSON.parse((await new RollupStore(above.ledger).text(PERIOD, one.b))!)).toEqual(
      said('示例第一党支部'),
    );
  });

  it('only what changed since the last time', async () => {
    const { above, one, two, place } = await met();
    await readReports(above.ledger, place, PERIOD);
    // Nothing new: the list of branches, the period, and one folder for each first digit of the branches.
    const folders = new Set([one, two].map(({ b }) => b.slice(0, 1)));
    const before = place.calls;
    expect(await readReports(above.ledger, place, PERIOD)).toMatchObject({ listed: 2, fetched: 0, taken: 0 });
    expect(place.calls - before).toBe(2 + folders.size);
    await send(place, [one], { figures: { hours: { have: 5, of: 5 } } });
    expect(await readReports(above.ledger, place, PERIOD)).toMatchObject({ fetched: 1, taken: 1 });
    expect((await glanceIn(above.ledger, one.b))?.figures.hours).toEqual({ have: 5, of: 5 });
  });

  it('and the storage sees no name, no figure and no text of what is reported', async () => {
    const { place } = await met();
    for (const { name, bytes } of place.files()) {
      const text = new TextDecoder().decode(bytes);
      for (const word of ['支部', 'hours', 'A1', TODAY]) {
        if (name.includes('/sum/')) expect(text).not.toContain(word);
      }
    }
  });

  it('a file that came by chat, in any order, twice, and beside others', async () => {
    const { above, one } = await met();
    const file = await reportFile(one.ledger, PERIOD, said(one.name));
    const bundle = await readBundle(file);
    expect(await readReportFile(above.ledger, bundle)).toMatchObject({ taken: 1, others: 0 });
    expect(await readReportFile(above.ledger, bundle)).toMatchObject({ taken: 0, refused: 0 });
    expect((await rowOf(above.ledger, one.b))?.got).toBeDefined();
    const other = await committee();
    expect(await readReportFile(other.ledger, bundle)).toMatchObject({ listed: 0, others: 1 });
  });
});

describe('a reading that broke off', () => {
  it('keeps what had come, asks for nothing more, and is gone on with the next time', async () => {
    const above = await committee();
    const branches = [];
    for (let at = 1; at <= 3; at += 1) branches.push(await branch(above.card, `示例第${at}党支部`));
    await list(above.ledger, branches);
    let left = Infinity;
    const place = new MemoryCarrier({
      before: ({ verb, name }) => {
        if (verb !== 'get' || !name.includes('/sum/')) return undefined;
        left -= 1;
        return left < 0 ? { refuse: 'E866' } : undefined;
      },
    });
    await send(place, branches);
    above.time.now += 3_600_000;
    left = 2;
    await expect(readReports(above.ledger, place, PERIOD)).rejects.toMatchObject({ code: 'E866' });
    const kept = (await new RollupStore(above.ledger).reports(PERIOD)).filter(({ got }) => got);
    expect(kept).toHaveLength(2);
    left = Infinity;
    expect(await readReports(above.ledger, place, PERIOD)).toMatchObject({ listed: 3, fetched: 1, taken: 1 });
  });
});

describe('what is not right', () => {
  it('is named for each branch, and the rest of many is read', async () => {
    const above = await committee();
    const branches = [];
    for (let at = 1; at <= 6; at += 1) branches.push(await branch(above.card, `示例第${at}党支部`));
    await list(above.ledger, branches);
    const place = new MemoryCarrier();
    await send(place, branches);
    const first = branches.map(({ file }) => bytesOf(place, file));
    await send(place, branches, { figures: { hours: { have: 4, of: 5 } } });
    above.time.now += 3_600_000;
    await readReports(above.ledger, place, PERIOD);
    const [forged, cut, replayed, moved, ...fine] = branches.map(({ file }) => file);
    const signature = bytesOf(place, forged!).slice();
    signature[0]! ^= 1;
    const past = branches[3]!.file.replace(PERIOD, '2026Q3');
    await sendReport(branches[3]!.ledger, place, '2026Q3', said('示例第4党支部'));
    place.tamper(moved!, bytesOf(place, past));
    place.tamper(forged!, signature);
    place.tamper(cut!, bytesOf(place, cut!).slice(0, -1));
    place.tamper(replayed!, first[2]!);
    await send(place, branches.slice(4), { figures: { hours: { have: 5, of: 5 } } });
    expect(await readReports(above.ledger, place, PERIOD)).toMatchObject({
      fetched: 6,
      taken: 2,
      refused: 4,
    });
    const why = await Promise.all(
      branches.map(async ({ b }) => (await rowOf(above.ledger, b))?.refused?.why),
    );
    expect(why).toEqual(['torn', 'torn', 'older', 'foreign', undefined, undefined]);
    // What they had said before still stands, and the others say what is new.
    const have = await Promise.all(
      branches.map(async ({ b }) => (await glanceIn(above.ledger, b))?.figures.hours?.have),
    );
    expect(have).toEqual([4, 4, 4, 4, 5, 5]);
    expect(fine).toHaveLength(2);
  });

  it('is noted when a file is cut off or changed, and read when it is whole again', async () => {
    const { above, one, two, place } = await met();
    const whole = bytesOf(place, one.file);
    place.tamper(one.file, whole.slice(0, 700));
    expect(await readReports(above.ledger, place, PERIOD)).toMatchObject({ taken: 1, refused: 1 });
    expect((await rowOf(above.ledger, one.b))?.refused?.why).toBe('torn');
    expect((await rowOf(above.ledger, two.b))?.got).toBeDefined();
    const changed = whole.slice();
    changed[changed.length - 1]! ^= 1;
    place.tamper(one.file, changed);
    await readReports(above.ledger, place, PERIOD);
    expect((await rowOf(above.ledger, one.b))?.refused?.why).toBe('torn');
    place.tamper(one.file, whole);
    expect(await readReports(above.ledger, place, PERIOD)).toMatchObject({ taken: 1 });
    expect((await rowOf(above.ledger, one.b))?.refused).toBeUndefined();
  });

  it('is refused when it is another branch’s report under this one’s name, or of another period', async () => {
    const { above, one, two, place } = await met();
    place.tamper(one.file, bytesOf(place, two.file));
    const past = one.file.replace(PERIOD, '2026Q3');
    place.tamper(past, bytesOf(place, two.file));
    await readReports(above.ledger, place, PERIOD);
    expect(await rowOf(above.ledger, one.b)).toMatchObject({ refused: { why: 'foreign' } });
    expect((await rowOf(above.ledger, one.b))?.got).toBeUndefined();
    expect(await readReports(above.ledger, place, '2026Q3')).toMatchObject({ taken: 0, refused: 1 });
  });

  it('is shown as older when an earlier report is put back, and the newer one stays', async () => {
    const { above, one, place } = await met();
    const old = bytesOf(place, one.file);
    await readReports(above.ledger, place, PERIOD);
    await send(place, [one], { figures: { hours: { have: 4, of: 5 } } });
    await readReports(above.ledger, place, PERIOD);
    place.tamper(one.file, old);
    expect(await readReports(above.ledger, place, PERIOD)).toMatchObject({ taken: 0, refused: 1 });
    const row = await rowOf(above.ledger, one.b);
    expect(row?.refused?.why).toBe('older');
    expect(row?.glance?.figures.hours).toEqual({ have: 4, of: 5 });
  });

  it('is kept and marked when a report disappears from the place', async () => {
    const { above, one, place } = await met();
    await readReports(above.ledger, place, PERIOD);
    place.tamper(one.file, undefined);
    expect(await readReports(above.ledger, place, PERIOD)).toMatchObject({ gone: 1 });
    expect(await rowOf(above.ledger, one.b)).toMatchObject({ there: false, glance: { name: one.name } });
    await send(place, [one]);
    await readReports(above.ledger, place, PERIOD);
    expect(await rowOf(above.ledger, one.b)).toMatchObject({ there: true });
  });

  it('is not opened by another organisation, even at the same place', async () => {
    const { one, place } = await met();
    const other = await openTestLedger({ now: NOW });
    await makeOrganisation(other.ledger, '示例其他党委');
    const { card } = (await ownOrganisation(other.ledger))!;
    const name = one.file.replace(/v1\/o\/[a-z0-9]+/, `v1/o/${card.org}`);
    place.tamper(name, bytesOf(place, one.file));
    expect(await readReports(other.ledger, place, PERIOD)).toMatchObject({ taken: 0, refused: 1 });
  });

  it('from a clock days ahead does not count, because nothing could outbid it', async () => {
    const { above, one, place } = await met();
    one.time.now += 40 * 24 * 3_600_000;
    await send(place, [one]);
    await readReports(above.ledger, place, PERIOD);
    expect((await rowOf(above.ledger, one.b))?.refused?.why).toBe('early');
  });
});

describe('whose key it is', () => {
  it('nobody said yet: the report waits with what it calls itself, and counts once the codes were compared', async () => {
    const above = await committee();
    const one = await branch(above.card);
    const place = new MemoryCarrier();
    await send(place, [one]);
    above.time.now += 3_600_000;
    expect(await readReports(above.ledger, place, PERIOD)).toMatchObject({ taken: 0, waiting: 1 });
    const row = await rowOf(above.ledger, one.b);
    expect(row).toMatchObject({ waiting: { name: one.name } });
    expect(row?.glance).toBeUndefined();
    await sayOfBranches(above.ledger, [
      { id: 'branch0000001', name: one.name, b: one.b, key: row!.waiting!.key },
    ]);
    expect(await settleWaiting(above.ledger)).toBe(1);
    expect(await rowOf(above.ledger, one.b)).toMatchObject({ glance: { name: one.name } });
    expect((await rowOf(above.ledger, one.b))?.waiting).toBeUndefined();
  });

  it('a stranger who may write at the place cannot report for a branch, and does not hide what it reported', async () => {
    const { above, one, place } = await met();
    await readReports(above.ledger, place, PERIOD);
    // The stranger knows the card and the name under which the branch reports: its record has the same id.
    const [record] = await one.ledger.list('branch');
    const stranger = await branch(above.card, '示例冒名支部');
    const [own] = await stranger.ledger.list('branch');
    await stranger.ledger.db.records.delete(own!.id);
    const row = (await one.ledger.db.records.get(record!.id))!;
    await stranger.ledger.db.records.put(row);
    stranger.time.now = above.time.now;
    await sendReport(stranger.ledger, place, PERIOD, said('示例冒名支部'));
    expect(await readReports(above.ledger, place, PERIOD)).toMatchObject({ taken: 0, waiting: 1 });
    const kept = await rowOf(above.ledger, one.b);
    expect(kept).toMatchObject({ glance: { name: one.name }, waiting: { name: '示例冒名支部' } });
    // The branch reports again: it goes above the number of the stranger's file.
    one.time.now = above.time.now;
    await send(place, [one], { figures: { hours: { have: 5, of: 5 } } });
    expect(await readReports(above.ledger, place, PERIOD)).toMatchObject({ taken: 1 });
    expect((await rowOf(above.ledger, one.b))?.waiting).toBeUndefined();
  });

  it('is taken back: what the key signs from then on does not count', async () => {
    const { above, one, place } = await met();
    await readReports(above.ledger, place, PERIOD);
    const { key } = (await rowOf(above.ledger, one.b))!.got!;
    await sayOfBranches(above.ledger, [{ id: 'branch00000000', not: key }]);
    await send(place, [one]);
    expect(await readReports(above.ledger, place, PERIOD)).toMatchObject({ taken: 0, waiting: 1 });
  });
});
