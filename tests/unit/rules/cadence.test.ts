import { describe, expect, it } from 'vitest';
import type { MeetingType } from '../../../lib/records/meeting';
import {
  bucketOf,
  evaluateCadence,
  type ActivityFact,
  type BranchFacts,
  type CadenceFinding,
  type CadenceInput,
} from '../../../lib/rules/cadence';
import { lifePack } from '../../../lib/rules/packs';

const pack = lifePack();
const branch: BranchFacts = {
  form: 'single',
  hasCommittee: true,
  groups: [
    { id: 'g1', name: '示例第一党小组' },
    { id: 'g2', name: '示例第二党小组' },
  ],
  foundedOn: '2020-05-01',
  trackedSince: '2024-01-01',
  termEnd: '2028-03-18',
};
let serial = 0;
const held = (on: string, type: MeetingType | MeetingType[], group?: string): ActivityFact => ({
  id: `m${(serial += 1)}`,
  types: Array.isArray(type) ? type : [type],
  on,
  group,
});
const run = (rest: Partial<CadenceInput> = {}): CadenceFinding[] =>
  evaluateCadence({ pack, branch, activities: [], today: '2026-11-23', ...rest });
const of = (findings: CadenceFinding[], rule: string, period: string): CadenceFinding | undefined =>
  findings.find((finding) => finding.rule === rule && finding.period === period);

describe('state of a cadence', () => {
  it('is 待办 while its period runs and 缺 only after its last day', () => {
    const last = run({ today: '2026-12-31' });
    expect(of(last, 'general', '2026Q4')).toMatchObject({ state: 'due', deadline: '2026-12-31' });
    expect(of(last, 'general', '2026Q3')).toMatchObject({ state: 'missing', deadline: '2026-09-30' });
    const after = run({ today: '2027-01-01' });
    expect(of(after, 'general', '2026Q4')).toMatchObject({ state: 'missing' });
    expect(of(after, 'general', '2027Q1')).toMatchObject({ state: 'due' });
  });

  it('is done by an activity that has been held, not by one that is planned', () => {
    const planned = held('2026-11-25', 'themeDay');
    const before = run({ activities: [planned] });
    expect(of(before, 'themeDay', '2026-11')).toMatchObject({
      state: 'due',
      planned: [{ id: planned.id, on: '2026-11-25' }],
    });
    const after = run({ activities: [planned], today: '2026-11-25' });
    expect(of(after, 'themeDay', '2026-11')).toMatchObject({ state: 'done', held: [planned.id] });
  });

  it('lets one event of several types serve each of them', () => {
    const event = held('2026-11-10', ['themeDay', 'lecture', 'general']);
    const findings = run({ activities: [event] });
    expect(of(findings, 'themeDay', '2026-11')?.state).toBe('done');
    expect(of(findings, 'lecture', '2026Q4')?.state).toBe('done');
    expect(of(findings, 'general', '2026Q4')?.state).toBe('done');
    expect(of(findings, 'orgLife', '2026')?.state).toBe('due');
  });

  it('asks each Party group for its own meeting', () => {
    const findings = run({ activities: [held('2026-10-09', 'group', 'g1')] });
    const october = findings.filter((finding) => finding.rule === 'group' && finding.period === '2026-10');
    expect(october.map((finding) => [finding.group?.id, finding.state])).toEqual([
      ['g1', 'done'],
      ['g2', 'missing'],
    ]);
  });

  it('carries its source and how sure it is', () => {
    expect(of(run(), 'general', '2026Q4')).toMatchObject({
      confidence: 'confirmed',
      basis: [{ source: 'branch' }],
    });
    expect(of(run(), 'lecture', '2026Q4')).toMatchObject({ confidence: 'practice', basis: [] });
  });

  it('counts lectures by the frequency that the branch has set', () => {
    const findings = run({
      branch: { ...branch, frequencies: { lecture: { every: 'Y' }, themeDay: { every: 'Y' } } },
    });
    expect(of(findings, 'lecture', '2026')?.state).toBe('due');
    // The monthly themed day is prescribed and not adjustable.
    expect(of(findings, 'themeDay', '2026-11')?.state).toBe('due');
  });

  it('counts by the branch’s own frequency from the day on which it was set, not for what was over by then', () => {
    const frequencies = { lecture: { every: 'M' as const, since: '2026-11-20' } };
    const findings = run({ branch: { ...branch, frequencies } }).filter(({ rule }) => rule === 'lecture');
    expect(findings.map(({ period, state }) => [period, state])).toEqual([
      ['2026Q3', 'missing'],
      ['2026-11', 'due'],
    ]);
  });
});

describe('every own frequency that the branch had', () => {
  it('judges the time in which it was in force', () => {
    const lecture = {
      since: '2026-11-20',
      earlier: [
        { every: 'M' as const, since: '2026-08-01' },
        { every: 'Y' as const, since: '2026-01-10' },
      ],
    };
    const findings = run({
      branch: { ...branch, frequencies: { lecture } },
      back: { M: 3, Q: 2, Y: 1 },
    }).filter(({ rule }) => rule === 'lecture');
    // As the pack says from 20 November on, monthly from August to October, by the year in the second quarter.
    expect(findings.map(({ period }) => period).sort()).toEqual(['2026-08', '2026-09', '2026-10', '2026Q4']);
  });
});

describe('unknown is not missing', () => {
  it('before the ledger began', () => {
    const findings = run({ branch: { ...branch, trackedSince: '2026-08-15' } });
    expect(of(findings, 'general', '2026Q3')).toMatchObject({ state: 'unknown', why: 'beforeTracking' });
    expect(of(findings, 'themeDay', '2026-10')).toMatchObject({ state: 'missing' });
    expect(of(findings, 'orgLife', '2025')).toMatchObject({ state: 'unknown' });
  });

  it('before the branch was founded', () => {
    const findings = run({ branch: { ...branch, foundedOn: '2026-10-20', trackedSince: '2024-01-01' } });
    expect(of(findings, 'themeDay', '2026-10')).toMatchObject({ state: 'unknown', why: 'beforeFounding' });
    expect(of(findings, 'general', '2026Q3')).toMatchObject({ state: 'unknown' });
    expect(of(findings, 'themeDay', '2026-11')).toMatchObject({ state: 'due' });
  });

  it('in a ledger without any record nothing is missing', () => {
    const findings = run({ branch: { ...branch, trackedSince: undefined } });
    expect(findings.filter((finding) => finding.state === 'missing')).toEqual([]);
  });

  it('where no record is kept', () => {
    expect(of(run(), 'talk', '2026')).toMatchObject({ state: 'unknown', why: 'notKept' });
  });

  it('what was held before the ledger began still counts', () => {
    const findings = run({
      branch: { ...branch, trackedSince: '2026-08-15' },
      activities: [held('2026-07-08', 'general')],
    });
    expect(of(findings, 'general', '2026Q3')?.state).toBe('done');
  });
});

describe('rules that do not apply', () => {
  it('without committee or groups', () => {
    const findings = run({ branch: { ...branch, hasCommittee: false, groups: [] } });
    expect(findings.filter((finding) => finding.state === 'notApplicable')).toMatchObject([
      { rule: 'committee', why: 'noCommittee' },
      { rule: 'group', why: 'noGroups' },
    ]);
  });

  it('a temporary branch holds no election; a functional one no evaluation of its own', () => {
    const temporary = run({ branch: { ...branch, form: 'temporary', termEnd: '2026-01-01' } });
    expect(temporary.find((finding) => finding.rule === 'term')?.state).toBe('notApplicable');
    const functional = run({ branch: { ...branch, form: 'functional' } });
    expect(functional.find((finding) => finding.rule === 'appraisal')?.state).toBe('notApplicable');
    expect(of(functional, 'themeDay', '2026-11')?.state).toBe('due');
  });
});

describe('民主评议 held in January', () => {
  it('serves the year before, and no year twice', () => {
    const january = held('2026-01-15', 'appraisal');
    const findings = run({ activities: [held('2024-12-20', 'appraisal'), january] });
    expect(of(findings, 'appraisal', '2025')).toMatchObject({ state: 'late', held: [january.id] });
    expect(of(findings, 'appraisal', '2026')).toMatchObject({ state: 'due', held: [] });
  });

  it('is still in time until the end of January', () => {
    const options = { activities: [held('2024-12-20', 'appraisal')] };
    expect(of(run({ ...options, today: '2026-01-31' }), 'appraisal', '2025')?.state).toBe('due');
    expect(of(run({ ...options, today: '2026-02-01' }), 'appraisal', '2025')?.state).toBe('missing');
  });

  it('stays with its own year when the year before had one', () => {
    const findings = run({ activities: [held('2025-12-20', 'appraisal'), held('2026-01-15', 'appraisal')] });
    expect(of(findings, 'appraisal', '2025')?.state).toBe('done');
    expect(of(findings, 'appraisal', '2026')?.state).toBe('done');
  });
});

describe('换届', () => {
  const state = (termEnd: string | undefined): CadenceFinding | undefined =>
    run({ branch: { ...branch, termEnd } }).find((finding) => finding.rule === 'term');
  it('is announced half a year ahead, missing after the last day, unknown without a date', () => {
    expect(state('2027-05-23')).toMatchObject({ state: 'done' });
    expect(state('2027-05-22')).toMatchObject({ state: 'due', deadline: '2027-05-22' });
    expect(state('2026-11-23')).toMatchObject({ state: 'due' });
    expect(state('2026-11-22')).toMatchObject({ state: 'missing' });
    expect(state(undefined)).toMatchObject({ state: 'unknown', why: 'noTermDate' });
  });
});

it('sorts by when to look at it', () => {
  const today = '2026-11-25';
  expect(bucketOf('2026-11-24', today)).toBe('past');
  expect(bucketOf('2026-11-25', today)).toBe('week');
  expect(bucketOf('2026-11-29', today)).toBe('week');
  expect(bucketOf('2026-11-30', today)).toBe('month');
  expect(bucketOf('2026-12-31', today)).toBe('later');
});
