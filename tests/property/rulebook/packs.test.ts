import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { MEETING_TYPES } from '../../../lib/records/meeting';
import { Fault } from '../../../lib/records/fault';
import { readPackText } from '../../../lib/rulebook/read-pack';
import { templateOf, writePack } from '../../../lib/rulebook/write-pack';
import { addDays } from '../../../lib/rules/calendar';
import { type Layer, rulebook } from '../../../lib/rules/editions';
import { packChanges } from '../../../lib/rules/pack-changes';
import { lifePack, nationalDues, nationalPack } from '../../../lib/rules/packs';

// Every run reads the text of a whole pack.
vi.setConfig({ testTimeout: 60_000 });

const national = nationalPack();
const dues = await nationalDues();
const day = fc.integer({ min: -800, max: 800 }).map((days) => addDays('2026-11-23', days));
// Texts that YAML has to be careful with: colons, quotes, dashes, words that look like other things, line ends.
const words = fc.oneof(
  fc.constantFrom(
    '党课：每月 1 次',
    '- 一',
    '# 注',
    'yes',
    'null',
    '2026-11-20',
    "it's “so”",
    '{a}',
    '一\n二',
    ' 前后 ',
  ),
  fc.string({ minLength: 1, maxLength: 20 }),
);
const text = words.chain((zh) =>
  fc.record({ zh: fc.constant(zh), en: words, zhTW: words }, { requiredKeys: ['zh', 'en'] }),
);
const grounds = {
  basis: fc.array(
    fc.record({ source: fc.constantFrom('plan', 'branch'), article: text }, { requiredKeys: ['source'] }),
    { maxLength: 2 },
  ),
  confidence: fc.constantFrom('confirmed' as const, 'secondHand' as const, 'practice' as const),
};
const types = fc.subarray([...MEETING_TYPES]);
const cadence = fc.record(
  {
    id: fc.constantFrom('lecture', 'general', 'themeDay', 'own', 'own2'),
    title: text,
    types,
    frequency: fc.constantFrom('M' as const, 'Q' as const, 'H' as const, 'Y' as const),
    count: fc.integer({ min: 1, max: 9 }),
    applies: fc.constantFrom('always' as const, 'committee' as const, 'eachGroup' as const),
    graceDays: fc.integer({ min: 0, max: 60 }),
    adjustable: fc.constant(true as const),
    wording: text,
    from: day,
    ...grounds,
  },
  {
    requiredKeys: ['id', 'title', 'types', 'frequency', 'count', 'applies', 'wording', 'basis', 'confidence'],
  },
);
const threshold = fc.record({ title: text, value: fc.integer({ min: 1, max: 99 }), ...grounds });
const layer: fc.Arbitrary<Layer> = fc
  .record(
    {
      kind: fc.constant('life' as const),
      id: fc.constantFrom('example.a', 'example-b.1'),
      title: text,
      issuer: text,
      version: fc.integer({ min: 1, max: 9 }),
      edition: day,
      effective: fc.record({ from: day }),
      sources: fc.record({
        plan: fc.record({ document: text, issuer: text, year: fc.integer({ min: 1990, max: 2030 }) }),
      }),
      cadences: fc.uniqueArray(cadence, { selector: ({ id }) => id, maxLength: 4 }),
      thresholds: fc.record(
        { creditHoursMember: threshold, termYears: threshold, lateEntryDays: threshold },
        { requiredKeys: [] },
      ),
      requiredFields: fc.record({ any: fc.subarray(['startsAt', 'place', 'host']) }, { requiredKeys: [] }),
    },
    { requiredKeys: ['kind', 'id', 'title', 'issuer', 'version', 'edition', 'effective', 'sources'] },
  )
  .map((pack) => pack as unknown as Layer);

it('a pack that was written reads back equal, in both formats', () => {
  return fc.assert(
    fc.asyncProperty(layer, fc.constantFrom('yaml' as const, 'json' as const), async (pack, format) => {
      expect(await readPackText(writePack(pack, format))).toEqual(pack);
    }),
    { numRuns: 60 },
  );
});

it('the export of the rules in force reads back equal, and changes no rule when it is put in force', () => {
  return fc.assert(
    fc.asyncProperty(layer, day, async (pack, today) => {
      const inForce = rulebook(national, pack).on(today);
      const template = templateOf(inForce, dues, today);
      const again = await readPackText(writePack(template, 'json'));
      expect(again).toEqual(JSON.parse(JSON.stringify(template)));
      const after = rulebook(national, again).on(today);
      expect(packChanges(inForce, after).filter(({ change }) => change !== 'source')).toEqual([]);
    }),
    { numRuns: 15 },
  );
});

it('a day has the national rules, or the layer’s over them, and every citation has its source', () => {
  fc.assert(
    fc.property(layer, day, (pack, today) => {
      const merged = rulebook(national, pack).on(today);
      const base = rulebook(national).on(today);
      for (const { id, change, section } of packChanges(base, merged)) {
        expect(today >= pack.effective.from).toBe(true);
        expect(change).not.toBe('removed');
        if (section === 'records') continue;
        expect(Object.keys(pack)).toContain(section);
        expect(id).toBeTruthy();
      }
      JSON.stringify(merged, (key, value: unknown) => {
        if (key === 'basis')
          for (const { source } of value as { source: string }[])
            expect(merged.sources).toHaveProperty([source]);
        return value;
      });
    }),
    { numRuns: 60 },
  );
});

type Node = Record<string | number, unknown>;

/** Ways to break exactly one thing at a place of a pack. */
const BREAKS: ((value: unknown) => unknown)[] = [
  () => null,
  (value) => (typeof value === 'object' ? 'x' : { no: 1 }),
  (value) => (Array.isArray(value) || typeof value === 'object' ? 7 : []),
];

function places(value: unknown, path: (string | number)[] = []): (string | number)[][] {
  if (typeof value !== 'object' || value === null) return [path];
  return Object.entries(value).flatMap(([key, child]) =>
    places(child, [...path, Array.isArray(value) ? Number(key) : key]),
  );
}

describe('a pack of which one thing is broken', () => {
  const whole = JSON.parse(
    writePack(templateOf(lifePack('2026-11-23'), dues, '2026-11-23'), 'json'),
  ) as object;
  const every = places(whole);

  it('is refused whole with a line, at the place or on the way to it', () => {
    return fc.assert(
      fc.asyncProperty(fc.constantFrom(...every), fc.constantFrom(...BREAKS), async (path, breakIt) => {
        const copy = structuredClone(whole);
        const parent = path.slice(0, -1).reduce<Node>((value, key) => value[key] as Node, copy as Node);
        const last = path.at(-1)!;
        parent[last] = breakIt(parent[last]);
        const broken = JSON.stringify(copy, null, 2);
        let fault: unknown;
        try {
          await readPackText(broken);
        } catch (thrown) {
          fault = thrown;
        }
        expect(fault, path.join('.')).toBeInstanceOf(Fault);
        const { params, code } = fault as Fault;
        expect(code).toMatch(/^E55\d$/);
        expect(params.line).toBeGreaterThan(0);
        expect(params.line).toBeLessThanOrEqual(broken.split('\n').length);
      }),
      { numRuns: 40 },
    );
  });
});
