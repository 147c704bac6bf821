import { describe, expect, it } from 'vitest';
import { lifePack } from '../../../lib/rules/packs';
import { eligibleVoters, judgeVote } from '../../../lib/rules/quorum';

const pack = lifePack();

describe('who may vote', () => {
  const person = (
    id: string,
    fields: Partial<Parameters<typeof eligibleVoters>[0][number]['fields']> = {},
  ) => ({
    id,
    fields: { category: 'full' as const, ...fields },
  });
  it('full members, less 留党察看 and suspended', () => {
    const result = eligibleVoters(
      [
        person('a'),
        person('b', { category: 'probationary' }),
        person('c', { standing: 'onProbationWithinParty' }),
        person('d', { standing: 'suspended' }),
        person('e', { standing: 'outOfContact' }),
        person('f', { category: 'activist' }),
      ],
      '2026-11-25',
    );
    expect(result.eligible).toEqual(['a', 'e']);
    expect(result.others).toEqual([
      { id: 'b', why: 'notFull' },
      { id: 'c', why: 'onProbationWithinParty' },
      { id: 'd', why: 'suspended' },
      { id: 'f', why: 'notFull' },
    ]);
  });

  it('nobody before joining the Party, also where the day of full membership is not known', () => {
    const roster = [person('a', { joinedOn: '2026-06' }), person('b', { joinedOn: '2024' })];
    expect(eligibleVoters(roster, '2026-05-31').eligible).toEqual(['b']);
    expect(eligibleVoters(roster, '2026-06-01').eligible).toEqual(['a', 'b']);
  });

  it('by the roster of the day of the meeting', () => {
    const roster = [
      person('left', { leftOn: '2026-11-24' }),
      person('leaving', { leftOn: '2026-11-25' }),
      person('coming', { inBranchFrom: '2026-11-26' }),
      person('laterFull', { fullSince: '2026-12' }),
      person('fullThisYear', { fullSince: '2026' }),
    ];
    expect(eligibleVoters(roster, '2026-11-25').eligible).toEqual(['leaving', 'fullThisYear']);
  });
});

describe('ordinary vote', () => {
  it('is held with half or more and says so at exactly half', () => {
    expect(judgeVote(pack, 'ordinary', { eligible: 24, present: 11 })).toMatchObject({
      quorate: false,
      presentNeeded: 12,
    });
    const half = judgeVote(pack, 'ordinary', { eligible: 24, present: 12 });
    expect(half.quorate).toBe(true);
    expect(half.notices).toEqual(['quorumAtEquality']);
    expect(judgeVote(pack, 'ordinary', { eligible: 25, present: 13 }).notices).toEqual([]);
  });

  it('passes by more than half of all who may vote, not of those present', () => {
    const vote = (yes: number) => judgeVote(pack, 'ordinary', { eligible: 24, present: 21, yes });
    expect(vote(13)).toMatchObject({ passed: true, yesNeeded: 13, notices: [] });
    expect(vote(12)).toMatchObject({ passed: false, notices: ['passAtEquality'] });
    expect(vote(11).passed).toBe(false);
  });

  it('counts members online as the pack says', () => {
    expect(judgeVote(pack, 'ordinary', { eligible: 24, present: 10, online: 3 })).toMatchObject({
      present: 13,
      quorate: true,
    });
  });
});

describe('admission and conversion', () => {
  it.each(['admission', 'conversion'] as const)('%s needs more than half present', (kind) => {
    expect(judgeVote(pack, kind, { eligible: 24, present: 12 })).toMatchObject({
      quorate: false,
      presentNeeded: 13,
      notices: ['quorumAtEquality'],
    });
    expect(judgeVote(pack, kind, { eligible: 24, present: 13 }).quorate).toBe(true);
  });

  it('counts written opinions as votes, so that yes may exceed present', () => {
    const result = judgeVote(pack, 'admission', { eligible: 24, present: 13, written: 2, yes: 15 });
    expect(result).toMatchObject({ passed: true, notices: [] });
    expect(judgeVote(pack, 'admission', { eligible: 24, present: 13, written: 2, yes: 16 }).notices).toEqual([
      'impossible',
    ]);
  });

  it('does not count members online', () => {
    expect(judgeVote(pack, 'admission', { eligible: 10, present: 5, online: 3 })).toMatchObject({
      quorate: false,
      present: 5,
      notices: ['onlineNotCounted', 'quorumAtEquality'],
    });
  });
});

describe('election', () => {
  it('needs four fifths present, with a notice at exactly four fifths', () => {
    expect(judgeVote(pack, 'election', { eligible: 25, present: 19 }).quorate).toBe(false);
    expect(judgeVote(pack, 'election', { eligible: 25, present: 20 })).toMatchObject({
      quorate: true,
      notices: ['quorumAtEquality'],
    });
    expect(judgeVote(pack, 'election', { eligible: 26, present: 21 })).toMatchObject({
      quorate: true,
      presentNeeded: 21,
      notices: [],
    });
  });

  it('is won by more than half of those present', () => {
    const vote = (yes: number) => judgeVote(pack, 'election', { eligible: 25, present: 22, yes });
    expect(vote(12)).toMatchObject({ passed: true, yesNeeded: 12 });
    expect(vote(11)).toMatchObject({ passed: false, notices: ['passAtEquality'] });
  });

  it('leaves out of the expected number those that superior and meeting left out', () => {
    expect(judgeVote(pack, 'election', { eligible: 25, leftOut: 5, present: 16 })).toMatchObject({
      eligible: 20,
      quorate: true,
    });
  });
});

it('says when numbers cannot be, and passes nothing without voters', () => {
  expect(judgeVote(pack, 'ordinary', { eligible: 10, present: 11 }).notices).toContain('impossible');
  expect(judgeVote(pack, 'ordinary', { eligible: 10, present: 8, yes: 9 }).notices).toContain('impossible');
  expect(judgeVote(pack, 'ordinary', { eligible: 0, present: 0, yes: 0 })).toMatchObject({
    quorate: false,
    passed: false,
  });
});

it('carries its source', () => {
  expect(judgeVote(pack, 'ordinary', { eligible: 3, present: 3 }).rule).toMatchObject({
    confidence: 'confirmed',
    basis: [{ source: 'branch' }],
  });
});
