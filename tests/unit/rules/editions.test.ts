import { describe, expect, it } from 'vitest';
import { evaluateCadence } from '../../../lib/rules/cadence';
import { editionOn, type Layer, LAST_DAY, packAt, rulebook } from '../../../lib/rules/editions';
import { parseLayer } from '../../../lib/rules/layer';
import { memberHours } from '../../../lib/rules/hours';
import { duesPack, lifePack, nationalDues, nationalPack, onRules, setRules } from '../../../lib/rules/packs';
import { district, layerJson } from '../support/rule-pack';

const national = nationalPack();
const packs = { life: national, dues: await nationalDues() };
const layer = (change: Record<string, unknown> = {}): Layer => parseLayer(layerJson(change), packs);

describe('editions of a rule', () => {
  const rule = {
    value: 3,
    from: '2026-05-18',
    basis: [],
    confidence: 'practice' as const,
    earlier: [
      { value: 2, from: '2014-05-28', basis: [], confidence: 'practice' as const },
      { value: 1, basis: [], confidence: 'practice' as const },
    ],
  };
  it.each([
    ['2026-05-18', 3],
    ['2026-05-17', 2],
    ['2014-05-28', 2],
    ['2014-05-27', 1],
    ['', 1],
  ])('on %s it is the one in force then', (day, value) => {
    expect(editionOn(rule, day)).toMatchObject({ value });
    expect(editionOn(rule, day)).not.toHaveProperty('earlier');
  });

  it('is undefined before its first day', () => {
    expect(editionOn({ ...rule, earlier: undefined }, '2026-05-17')).toBeUndefined();
  });

  it('an admission before the revision of 2026 is judged by the rules of 2014', () => {
    expect(lifePack('2026-05-17').votes.admission.basis[0]?.source).toBe('developmentFirst');
    expect(lifePack('2026-05-18').votes.admission.basis[0]?.source).toBe('development');
    expect(lifePack().votes.conversion.basis[0]?.source).toBe('development');
    expect(lifePack('2020-01-01').sources.developmentFirst?.year).toBe(2014);
  });
});

describe('a superior’s pack over the national one', () => {
  const book = rulebook(national, layer());

  it('changes and adds rules within its days, and leaves the others alone', () => {
    const before = book.on('2025-12-31');
    const during = book.on('2026-01-01');
    expect(before.cadences.find(({ id }) => id === 'lecture')).toMatchObject({ frequency: 'Q', basis: [] });
    expect(during.cadences.find(({ id }) => id === 'lecture')).toMatchObject({ frequency: 'M' });
    expect(during.cadences.map(({ id }) => id)).toEqual([
      ...before.cadences.map(({ id }) => id),
      'integrity',
    ]);
    expect(during.thresholds.creditHoursMember.value).toBe(40);
    expect(during.thresholds.creditHoursCommittee).toEqual(before.thresholds.creditHoursCommittee);
    expect(during.requiredFields.lecture).toEqual(['endsAt', 'lecturer', 'agenda', 'minutes']);
    expect(during.requiredFields.general).toEqual(before.requiredFields.general);
    expect(book.on('2027-12-31').thresholds.creditHoursMember.value).toBe(40);
    expect(book.on('2028-01-01')).toMatchObject({ thresholds: before.thresholds, cadences: before.cadences });
  });

  it('shows with every rule that it brings its own source and itself, and mixes no sources', () => {
    const pack = book.on('2026-11-23');
    const sources = (basis: readonly { source: string }[] = []) =>
      basis.map(({ source }) => pack.sources[source]?.document.zh);
    expect(sources(pack.cadences.find(({ id }) => id === 'lecture')?.basis)).toEqual([
      '《示例区 2026 年基层党建工作要点》',
      '示例区委组织部规则包',
    ]);
    // Required fields are lists: whose they are stands with the records.
    expect(sources(pack.records.basis)).toEqual(['示例区委组织部规则包']);
    // It has a source under the same key as the national pack, and cites a national one as well.
    expect(sources(pack.cadences.find(({ id }) => id === 'general')?.basis)).toEqual([
      '《中国共产党支部工作条例（试行）》',
    ]);
    expect(sources(pack.cadences.find(({ id }) => id === 'integrity')?.basis)).toEqual([
      '《中国共产党党员教育管理工作条例》',
      '示例区委组织部规则包',
    ]);
    expect(Object.values(pack.sources).find(({ edition }) => edition)).toMatchObject({
      issuer: { zh: '示例区委组织部' },
      year: 2026,
      edition: '2026-11-20',
    });
  });

  it('judges a past period by the edition in force then', () => {
    const late = rulebook(national, layer({ effective: { from: '2026-11-01' } }));
    const run = (today: string) =>
      evaluateCadence({
        pack: late.on(today),
        branch: { form: 'single', hasCommittee: false, groups: [], trackedSince: '2024-01-01' },
        activities: [],
        today,
      })
        .filter(({ rule }) => rule === 'lecture')
        .map(({ period, state }) => `${period} ${state}`);
    expect(run('2026-10-31')).toEqual(['2026Q3 missing', '2026Q4 due']);
    expect(run('2026-11-23')).toEqual(['2026Q3 missing', '2026-11 due']);
    expect(run('2026-12-01')).toEqual(['2026Q3 missing', '2026-11 missing', '2026-12 due']);
  });

  it('asks for the hours of the year by the norm with which the year ends', () => {
    const norm = (year: number, today?: string) =>
      memberHours({
        pack: book.on('2026-11-23'),
        memberId: 'me',
        member: {},
        year,
        meetings: [],
        studyLogs: [],
        today,
      }).norm.value;
    expect(norm(2025)).toBe(32);
    expect(norm(2026)).toBe(40);
    expect(norm(2028, '2028-02-01')).toBe(32);
  });

  it('a rule of the layer may begin later than the layer', () => {
    const [lecture] = district.cadences;
    const pack = rulebook(national, layer({ cadences: [{ ...lecture, from: '2026-07-01' }] }));
    const on = (day: string) => pack.on(day).cadences.find(({ id }) => id === 'lecture')?.frequency;
    expect([on('2026-06-30'), on('2026-07-01'), on('2028-01-01')]).toEqual(['Q', 'M', 'Q']);
  });

  it('knows its other days from any of them; a pack by itself has none', () => {
    expect(packAt(book.on(LAST_DAY), '2026-11-23')).toBe(book.on('2026-11-23'));
    expect(packAt(national, '2020-01-01')).toBe(national);
  });
});

it('tells whoever watches when the rules in force change, and only then', () => {
  const told: number[] = [];
  const stop = onRules(() => told.push(lifePack().thresholds.creditHoursMember.value));
  const one = layer();
  setRules({ layer: one, today: '2026-11-23' });
  setRules({ layer: one, today: '2026-11-24' });
  setRules({ today: '2028-01-01' });
  setRules({ layer: null, today: '2026-11-23' });
  stop();
  setRules({ layer: one });
  expect(told).toEqual([40, 32, 32]);
  setRules({ layer: null });
  expect(lifePack().thresholds.creditHoursMember.value).toBe(32);
});

it('lays rules on dues over their own pack, with their sources', async () => {
  const usualMaximum = {
    title: '每月党费一般不超过',
    value: 150_000,
    basis: [{ source: 'plan' }],
    confidence: 'confirmed',
  };
  setRules({ layer: layer({ dues: { usualMaximum } }), today: '2026-11-23' });
  const dues = await duesPack();
  expect(dues.usualMaximum.value).toBe(150_000);
  expect(dues.tables).toEqual(packs.dues.tables);
  expect(dues.usualMaximum.basis.map(({ source }) => dues.sources[source]?.issuer.zh)).toEqual([
    '示例区委组织部',
    '示例区委组织部',
  ]);
  expect((await duesPack('2025-12-31')).usualMaximum).toEqual(packs.dues.usualMaximum);
  setRules({ layer: null });
  expect((await duesPack()).usualMaximum).toEqual(packs.dues.usualMaximum);
});

it('refuses tables of dues that do not rise', () => {
  const monthly = structuredClone(packs.dues.tables.monthly);
  monthly.bands[1] = { id: 'm2', upTo: 200_000, rate: 100 };
  expect(() => layer({ dues: { tables: { monthly } } })).toThrow('dues.tables.monthly.bands.1.upTo');
});
