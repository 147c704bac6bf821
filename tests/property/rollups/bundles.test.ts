import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Entry, MemoryCarrier, writeBundle } from '../../../lib/carrier';
import { RollupStore } from '../../../lib/ledger';
import { organisationPlace, parseReportName } from '../../../lib/rollups/names';
import { readReports } from '../../../lib/rollups/read';
import { branch, type Branch, committee, list, PERIOD, said, send } from '../../unit/rollups/support';

const RUNS = 150;
const BRANCHES = 3;
const VERSIONS = 3;

/** One file that a keeper lays into a bundle: whose, which version, under the mark of which, and what was done to it. */
const line = fc.record({
  of: fc.nat(BRANCHES - 1),
  version: fc.nat(VERSIONS - 1),
  mark: fc.nat(VERSIONS - 1),
  as: fc.oneof({ weight: 4, arbitrary: fc.constant(undefined) }, fc.nat(BRANCHES - 1)),
  damage: fc.constantFrom(undefined, undefined, undefined, 'flip', 'cut', 'empty'),
  at: fc.nat(5000),
});
const bundle = fc.record({
  name: fc.constantFrom('new', 'own'),
  lines: fc.array(line, { maxLength: 6 }),
  torn: fc.option(fc.nat(9000), { nil: undefined, freq: 4 }),
  flip: fc.option(fc.nat(9000), { nil: undefined, freq: 4 }),
});
const given = fc.record({
  /** Which version of each branch lies at the place, and how many versions back the committee read it; none: never. */
  now: fc.array(fc.nat(VERSIONS - 1), { minLength: BRANCHES, maxLength: BRANCHES }),
  before: fc.array(fc.option(fc.nat(VERSIONS - 1)), { minLength: BRANCHES, maxLength: BRANCHES }),
  bundles: fc.array(bundle, { minLength: 1, maxLength: 3 }),
});

/** Three branches with three versions each of their report, and the place as it stood with each of them. */
async function made() {
  const above = await committee();
  const branches: Branch[] = [];
  for (let at = 0; at < BRANCHES; at += 1) branches.push(await branch(above.card, `示例第${at}党支部`));
  await list(above.ledger, branches);
  const source = new MemoryCarrier();
  const versions: Uint8Array[][] = [];
  const texts: unknown[][] = [];
  for (let n = 0; n < VERSIONS; n += 1) {
    const more = { figures: { hours: { have: n, of: 5 } } };
    await send(source, branches, more);
    branches.forEach((one, at) => {
      (versions[at] ??= []).push(source.files().find(({ name }) => name === one.file)!.bytes);
      (texts[at] ??= []).push(said(one.name, more));
    });
  }
  above.time.now += 3_600_000;
  return { above, branches, versions, texts };
}

it('whatever lies in bundles, no report is wrong, none goes back, and honest marks give what the place has', async () => {
  const { above, branches, versions, texts } = await made();
  const store = new RollupStore(above.ledger);
  const { org } = parseReportName(branches[0]!.file)!;
  const folder = organisationPlace(org).bundle(PERIOD);
  const versionOf = async (at: number): Promise<number | undefined> => {
    const { b } = branches[at]!;
    const text = await store.text(PERIOD, b);
    if (text === undefined) return undefined;
    const found = texts[at]!.findIndex((one) => JSON.stringify(one) === JSON.stringify(JSON.parse(text)));
    expect(found, 'a text that no branch wrote').toBeGreaterThanOrEqual(0);
    return found;
  };
  await fc.assert(
    fc.asyncProperty(given, async ({ now, before, bundles }) => {
      await above.ledger.db.reports.clear();
      await above.ledger.db.reportTexts.clear();
      const place = new MemoryCarrier();
      // Marks of a place are counted, so each version is put there in turn and looked at.
      const marks: string[][] = [];
      const put = async (at: number, version: number): Promise<void> => {
        place.tamper(branches[at]!.file, versions[at]![version]!);
        const got = await place.get(branches[at]!.file);
        if (got && got !== 'same') (marks[at] ??= [])[version] = got.mark!;
      };
      const last = (at: number): number => Math.min(now[at]!, before[at] ?? now[at]!);
      for (let at = 0; at < BRANCHES; at += 1) {
        for (let version = 0; version <= last(at); version += 1) await put(at, version);
      }
      for (let at = 0; at < BRANCHES; at += 1) {
        if (before[at] === null) place.tamper(branches[at]!.file, undefined);
      }
      await readReports(above.ledger, place, PERIOD, { many: 99 });
      const had = await Promise.all(branches.map((_, at) => versionOf(at)));
      for (let at = 0; at < BRANCHES; at += 1) {
        if (before[at] === null || now[at]! > last(at)) {
          for (let version = 0; version <= now[at]!; version += 1) await put(at, version);
        }
      }
      // Whose mark was told of another file than the one that had it.
      const lied = new Set<number>();
      for (const { name, lines, torn, flip } of bundles) {
        const entries = lines.map(({ of, version, mark, as, damage, at }): Entry => {
          const whose = as ?? of;
          let bytes = versions[of]![version]!.slice();
          if (damage === 'flip') bytes[at % bytes.length]! ^= 1 + (at % 255);
          if (damage === 'cut') bytes = bytes.slice(0, at % bytes.length);
          if (damage === 'empty') bytes = new Uint8Array();
          if (whose === of && !damage && mark !== version) lied.add(of);
          return { name: branches[whose]!.file, bytes, mark: marks[whose]?.[mark] ?? 'm0' };
        });
        const bytes = new Uint8Array(await (await writeBundle(entries)).arrayBuffer());
        if (flip !== undefined) bytes[flip % bytes.length]! ^= 4;
        const x = name === 'new' ? 'new' : branches[lines[0]?.of ?? 0]!.b.slice(0, 1);
        place.tamper(`${folder}/${x}`, bytes.slice(0, torn === undefined ? undefined : torn % bytes.length));
        // A byte of the index may be a sign of a mark.
        if (flip !== undefined) for (const { of, as } of lines) lied.add(as ?? of);
      }
      const reading = await readReports(above.ledger, place, PERIOD, { many: 1 });
      expect(reading).toMatchObject({ refused: 0, waiting: 0, gone: 0 });
      for (let at = 0; at < BRANCHES; at += 1) {
        const has = await versionOf(at);
        expect(has, 'not read').toBeDefined();
        expect(has!, 'gone back').toBeGreaterThanOrEqual(had[at] ?? 0);
        if (!lied.has(at)) expect(has, 'not what the place has').toBe(now[at]);
      }
    }),
    { numRuns: RUNS, seed: Number(process.env.FC_SEED ?? 20_261_127) },
  );
});
