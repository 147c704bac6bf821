import { describe, expect, it } from 'vitest';
import { MemoryCarrier, readBundle } from '../../../lib/carrier';
import { type Ledger, RollupStore } from '../../../lib/ledger';
import { gatherReports, openPeriods } from '../../../lib/rollups/gather';
import { parseReportName } from '../../../lib/rollups/names';
import { readReportFile, readReports, settleWaiting } from '../../../lib/rollups/read';
import { type Branch, branch, committee, list, PERIOD, said, send, TODAY } from './support';

const MANY = { many: 2 };
const MORE = { figures: { hours: { have: 5, of: 5 } } };

/** A committee of six branches that reported, and a keeper of the place who laid their reports together. */
async function met({ listed = true } = {}) {
  const above = await committee();
  const branches: Branch[] = [];
  for (let at = 1; at <= 6; at += 1) branches.push(await branch(above.card, `示例第${at}党支部`));
  if (listed) await list(above.ledger, branches);
  const asked: string[] = [];
  const state: { refused?: boolean; during?: (name: string) => unknown } = {};
  const place: MemoryCarrier = new MemoryCarrier({
    before: async ({ verb, name }) => {
      if (verb === 'get') asked.push(name);
      if (state.refused && name.includes('/bundle/')) return { refuse: 'E860' };
      if (verb === 'get') await state.during?.(name);
      return undefined;
    },
  });
  await send(place, branches);
  const org = parseReportName(branches[0]!.file)!.org;
  const gather = () => gatherReports(place, org, PERIOD);
  const read = async (options = MANY) => {
    asked.length = 0;
    return readReports(above.ledger, place, PERIOD, options);
  };
  const reports = (): string[] => asked.filter((name) => name.includes('/sum/'));
  const bundles = (): string[] =>
    place
      .files()
      .map(({ name }) => name)
      .filter((name) => name.includes('/bundle/'));
  return { above, branches, place, org, gather, read, reports, bundles, state };
}
const textOf = async (ledger: Ledger, { b }: Branch) =>
  JSON.parse((await new RollupStore(ledger).text(PERIOD, b))!) as unknown;

describe('reports that the keeper of the place laid together', () => {
  it('are read without asking for any of them by itself, and say the same', async () => {
    const { above, branches, gather, read, reports } = await met();
    expect(await gather()).toMatchObject({ listed: 6, fetched: 6 });
    expect(await read()).toMatchObject({ listed: 6, fetched: 0, taken: 6, refused: 0 });
    expect(reports()).toEqual([]);
    for (const one of branches) expect(await textOf(above.ledger, one)).toEqual(said(one.name));
    expect(await read()).toMatchObject({ listed: 6, fetched: 0, taken: 0 });
  });

  it('are laid together anew where they changed alone; few changes are one file', async () => {
    const { above, branches, place, gather, read, reports, bundles } = await met();
    await gather();
    await read();
    const before = bundles();
    await send(place, branches.slice(0, 1), MORE);
    expect(await gather()).toEqual({ listed: 6, fetched: 1, written: 1 });
    expect(bundles().filter((name) => !before.includes(name))).toEqual([
      expect.stringMatching(/\/bundle\/2026Q4\/new$/),
    ]);
    // Nothing is written when nothing changed.
    expect(await gather()).toEqual({ listed: 6, fetched: 0, written: 0 });
    expect(await read({ many: 1 })).toMatchObject({
      taken: 1,
      fetched: 0,
    });
    expect(reports()).toEqual([]);
    expect(await textOf(above.ledger, branches[0]!)).toMatchObject(MORE);
    // Many changes are laid in with the others, and the file of changes is empty again.
    await send(place, branches, { figures: { hours: { have: 4, of: 5 } } });
    await gather();
    const rest = place.files().find(({ name }) => name.endsWith('/new'))!;
    expect((await readBundle(new Blob([rest.bytes as Uint8Array<ArrayBuffer>]))).names).toEqual([]);
    expect(await read()).toMatchObject({ taken: 6, fetched: 0 });
  });

  it('are fetched by themselves where they are newer than the bundles, which never stand for them', async () => {
    const { above, branches, place, gather, read, reports } = await met();
    await gather();
    await send(place, branches.slice(0, 2), MORE);
    expect(await read()).toMatchObject({ taken: 6, fetched: 2, refused: 0 });
    expect(new Set(reports())).toEqual(new Set(branches.slice(0, 2).map(({ file }) => file)));
    expect(await textOf(above.ledger, branches[1]!)).toMatchObject(MORE);
  });

  it('are left out when they changed while they were fetched', async () => {
    const { branches, place, gather, read, reports, state } = await met();
    const { file } = branches[3]!;
    const older = place.files().find(({ name }) => name === file);
    state.during = async (name) => {
      if (name !== file) return;
      state.during = undefined;
      await send(place, branches.slice(3, 4), MORE);
      // What the keeper gets is the new file, under the mark of the one before.
      expect(place.files().find((one) => one.name === file)?.bytes).not.toEqual(older?.bytes);
    };
    await gather();
    expect(await read()).toMatchObject({ taken: 6, fetched: 1 });
    expect(reports()).toEqual([file]);
  });

  it('wait for their keys like others, and count once these were compared', async () => {
    const { above, branches, gather, read, reports } = await met({ listed: false });
    await gather();
    expect(await read()).toMatchObject({ waiting: 6, fetched: 0, taken: 0 });
    expect(reports()).toEqual([]);
    await list(above.ledger, branches);
    expect(await settleWaiting(above.ledger)).toBe(6);
  });

  it('are read one by one where the committee may not read bundles', async () => {
    const { gather, read, state } = await met();
    await gather();
    state.refused = true;
    expect(await read()).toMatchObject({ taken: 6, fetched: 6 });
  });

  it('can be handed over as a file', async () => {
    const { above, place, gather } = await met();
    await gather();
    let taken = 0;
    for (const { name, bytes } of place.files()) {
      if (!name.includes('/bundle/')) continue;
      taken += (
        await readReportFile(above.ledger, await readBundle(new Blob([bytes as Uint8Array<ArrayBuffer>])))
      ).taken;
    }
    expect(taken).toBe(6);
  });
});

describe('what is gathered', () => {
  it('is what may still change: neither a period of long ago nor one that has not begun', async () => {
    const { place, org } = await met();
    const at = (period: string) => `v1/o/${org}/sum/${period}/a/${'a'.repeat(20)}`;
    for (const period of ['2025Q4', '2026Q3', '2027Q1', 'other']) place.tamper(at(period), new Uint8Array(3));
    const periods = (found: { period: string }[]) => found.map(({ period }) => period).sort();
    expect(periods(await openPeriods(place, TODAY))).toEqual(['2026Q3', '2026Q4']);
    expect(periods(await openPeriods(place, TODAY, ['2025Q4']))).toEqual(['2025Q4']);
  });
});
