import { describe, expect, it } from 'vitest';
import { evaluateSteps, monthsAbsent, probationEnd, talkLevel } from '../../../lib/rules/deadlines';
import { lifePack } from '../../../lib/rules/packs';
import { planPack } from '../../../lib/rules/plan-pack';

const plan = await planPack();
const today = '2026-11-25';
const run = (track: string, anchor: string | undefined, marks: Parameters<typeof evaluateSteps>[2] = []) =>
  evaluateSteps(plan, [{ track, subject: 's', anchor }], marks, today);
const days = (found: ReturnType<typeof run>) => found.map((one) => [one.step?.id, one.due, one.state]);

describe('steps that lead up to a date', () => {
  it('are counted back from the end of the term, and after it', () => {
    expect(days(run('election', '2027-01-03'))).toEqual([
      ['prepare', '2026-07-03', 'over'],
      ['request', '2026-10-03', 'over'],
      ['reply', '2026-11-03', 'over'],
      ['candidates', '2026-11-19', 'over'],
      ['review', '2026-12-04', 'soon'],
      ['meeting', '2027-01-03', 'later'],
      ['report', '2027-01-10', 'later'],
      ['record', '2027-01-10', 'later'],
    ]);
  });

  it('are practice unless a document says so, and the second-hand ones say that they are', () => {
    const sure = Object.fromEntries(
      plan.tracks.flatMap((track) =>
        track.steps.map((step) => [`${track.id}.${step.id}`, [step.confidence, step.basis.length > 0]]),
      ),
    );
    expect(sure['election.request']).toEqual(['practice', false]);
    expect(sure['election.meeting']).toEqual(['confirmed', true]);
    expect(sure['conversion.meeting']).toEqual(['secondHand', true]);
    for (const [confidence, hasBasis] of Object.values(sure))
      if (confidence !== 'practice') expect(hasBasis).toBe(true);
  });

  it('of a conversion begin two weeks before the year is over, and never put the meeting before its end', () => {
    expect(probationEnd('2025-12-08')).toBe('2026-12-08');
    const found = run('conversion', probationEnd('2025-12-08'));
    expect(days(found)).toEqual([
      ['apply', '2026-11-24', 'over'],
      ['meeting', '2026-12-22', 'soon'],
      ['approve', '2027-03-22', 'later'],
    ]);
    expect(probationEnd('2024-02-29')).toBe('2025-02-28');
  });

  it('are settled or moved by what a person marked, for that date only', () => {
    const mark = { id: 'i', task: 'election.reply', subject: 's', cycle: '2027-01-03', on: '2026-12-01' };
    expect(run('election', '2027-01-03', [mark])[2]).toMatchObject({ due: '2026-12-01', state: 'soon' });
    expect(run('election', '2027-01-03', [{ ...mark, doneOn: '2026-11-20' }])[2]?.state).toBe('done');
    expect(run('election', '2030-01-03', [{ ...mark, doneOn: '2026-11-20' }])[2]?.state).toBe('later');
  });

  it('are unknown as a whole without the date', () => {
    expect(run('conversion', undefined)).toMatchObject([{ state: 'unknown', subject: 's' }]);
  });
});

describe('reasons to talk to a person', () => {
  it('begin at three months and press at five; nothing is said below or when nothing is known', () => {
    const pack = lifePack();
    expect([undefined, 0, 2, 3, 4, 5, 6, 12].map((months) => talkLevel(pack, months))).toEqual([
      undefined,
      undefined,
      undefined,
      1,
      1,
      2,
      2,
      2,
    ]);
  });

  it('count finished months in a row with entries and no attendance; a month without an entry ends the row', () => {
    const months = (entries: Record<string, boolean[]>) =>
      monthsAbsent(new Map(Object.entries(entries)), today);
    expect(months({})).toBe(0);
    expect(
      months({ '2026-11': [false], '2026-10': [false, false], '2026-09': [false], '2026-08': [true] }),
    ).toBe(2);
    expect(months({ '2026-10': [false], '2026-08': [false] })).toBe(1);
    expect(months({ '2026-10': [false, true], '2026-09': [false] })).toBe(0);
  });

  it('never speak of leaving the Party', () => {
    const words = JSON.stringify(plan.talks);
    expect(words).not.toMatch(/自行脱党|除名|withdrawn/);
    expect(words).toMatch(/不作结论/);
  });
});
