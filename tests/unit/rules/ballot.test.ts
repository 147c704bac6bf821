import { describe, expect, it } from 'vitest';
import type { Ballot } from '../../../lib/records/ballot';
import { judgeBallot } from '../../../lib/rules/ballot';
import { lifePack } from '../../../lib/rules/packs';

const pack = lifePack();
const voters = (eligible: number, present: number, online = 0) => ({
  expected: eligible + 2,
  attended: present + online,
  eligible,
  present,
  online,
});
const judge = (ballot: Partial<Ballot>, count: ReturnType<typeof voters>, general = true) =>
  judgeBallot(pack, { order: 1, kind: 'ordinary', text: '年度计划', ...ballot }, count, { general });

describe('a vote of the membership meeting', () => {
  it('passes by more than half of those entitled to vote, absent ones included', () => {
    const votes = { yes: 13, no: 5, abstain: 3 };
    expect(judge(votes, voters(24, 21))).toMatchObject({
      passed: true,
      yesNeeded: 13,
      notices: [],
      against: false,
    });
    expect(judge({ ...votes, yes: 12, no: 6 }, voters(24, 21))).toMatchObject({
      passed: false,
      notices: ['passAtEquality'],
    });
  });

  it('says so when 通过 was announced against the numbers, and the other way round', () => {
    const failed = judge({ yes: 12, no: 9, abstain: 0, declared: 'passed' }, voters(24, 21));
    expect(failed).toMatchObject({ passed: false, against: true });
    expect(failed.notices[0]).toBe('declaredAgainst');
    expect(failed.rule).toMatchObject({ confidence: 'confirmed', basis: [{ source: 'branch' }] });
    expect(judge({ yes: 20, no: 1, abstain: 0, declared: 'failed' }, voters(24, 21)).against).toBe(true);
    expect(judge({ yes: 20, no: 1, abstain: 0, declared: 'passed' }, voters(24, 21)).against).toBe(false);
  });

  it('says so when 通过 was announced without quorum, though no votes are known', () => {
    expect(judge({ declared: 'passed' }, voters(24, 11)).against).toBe(true);
    // Nobody noted attendance: nothing is known, nothing is said.
    expect(judge({ declared: 'passed' }, voters(24, 0)).against).toBe(false);
  });

  it('leaves the result open while the votes in favour are not known', () => {
    expect(judge({ declared: 'passed' }, voters(24, 20))).toMatchObject({
      passed: undefined,
      against: false,
    });
  });

  it('compares the votes with those who could cast one', () => {
    expect(judge({ yes: 18, no: 1, abstain: 1 }, voters(24, 21)).notices).toEqual(['votesMissing']);
    expect(judge({ yes: 18, no: 1 }, voters(24, 21)).notices).toEqual([]);
    expect(judge({ yes: 18, no: 3, abstain: 1 }, voters(24, 21)).notices).toEqual(['impossible']);
  });

  it('takes entered numbers, and asks for the reason', () => {
    const entered = { yes: 11, no: 0, abstain: 9, eligible: 20, present: 20 };
    expect(judge(entered, voters(24, 21))).toMatchObject({
      eligible: 20,
      passed: true,
      notices: ['reasonMissing'],
    });
    expect(judge({ ...entered, reason: '四人组织关系当天转出' }, voters(24, 21)).notices).toEqual([]);
    expect(judge({ eligible: 24, yes: 13 }, voters(24, 21)).notices).toEqual([]);
  });

  it('keeps the people of the day against later changes of the roster', () => {
    const ballot = { yes: 13, counted: voters(24, 21) };
    expect(judge(ballot, voters(26, 21))).toMatchObject({ eligible: 24, passed: true });
  });

  it('is one of the membership meeting', () => {
    expect(judge({ yes: 13 }, voters(24, 21), false).notices).toContain('notGeneral');
  });
});

describe('admission', () => {
  it('counts written opinions and nobody online', () => {
    const vote = { kind: 'admission', yes: 14, no: 1, abstain: 0, written: 2 } as const;
    expect(judge(vote, voters(24, 13))).toMatchObject({ passed: true, present: 13, notices: [] });
    expect(judge({ ...vote, yes: 10, no: 0, written: 0 }, voters(24, 12, 5))).toMatchObject({
      quorate: false,
      passed: false,
    });
  });
});

describe('an election', () => {
  const candidates = (...votes: (number | undefined)[]) =>
    votes.map((yes, index) => ({ name: `示例${index}`, yes }));
  it('needs four fifths, and is won by more than half of those present', () => {
    const result = judge(
      { kind: 'election', seats: 2, contested: true, candidates: candidates(20, 12, 11) },
      voters(25, 22),
    );
    expect(result).toMatchObject({ quorate: true, yesNeeded: 12, passed: undefined });
    expect(result.candidates.map(({ reached }) => reached)).toEqual([true, true, false]);
    expect(result.notices).toEqual(['passAtEquality']);
    const few = judge({ kind: 'election', candidates: candidates(19) }, voters(25, 19));
    expect(few).toMatchObject({ quorate: false, candidates: [{ reached: false }] });
  });

  it('asks for a fifth more candidates than seats, with a notice at exactly a fifth', () => {
    const notices = (count: number, seats: number) =>
      judge(
        { kind: 'election', contested: true, seats, candidates: candidates(...Array(count).fill(undefined)) },
        voters(25, 22),
      ).notices;
    expect(notices(5, 5)).toEqual(['marginTooSmall']);
    expect(notices(6, 5)).toEqual(['marginAtEquality']);
    expect(notices(4, 3)).toEqual([]);
    expect(notices(3, 3)).toEqual(['marginTooSmall']);
  });

  it('says when more or fewer have the votes than are to be elected, and decides for nobody', () => {
    const at = (...votes: number[]) =>
      judge({ kind: 'election', seats: 2, candidates: candidates(...votes) }, voters(25, 22)).notices;
    expect(at(20, 19, 18)).toEqual(['moreThanSeats']);
    expect(at(20, 8, 7)).toEqual(['fewerThanSeats']);
    expect(at(23, 20)).toEqual(['impossible']);
  });

  it('leaves out whom superior and meeting left out, and asks why', () => {
    const vote = { kind: 'election', leftOut: 5, candidates: candidates(9) } as const;
    expect(judge({ ...vote, candidates: [...vote.candidates] }, voters(25, 16))).toMatchObject({
      eligible: 20,
      quorate: true,
      notices: ['quorumAtEquality', 'reasonMissing'],
    });
  });
});

describe('a vote of the committee', () => {
  it('is held with half or more of its members; the pack does not say when it passes', () => {
    expect(judge({ kind: 'committee', yes: 3, no: 0, abstain: 0 }, voters(5, 3), false)).toMatchObject({
      quorate: true,
      passed: undefined,
      notices: ['noPassRule'],
    });
    expect(judge({ kind: 'committee', declared: 'passed' }, voters(5, 2), false)).toMatchObject({
      quorate: false,
      against: true,
    });
    expect(judge({ kind: 'committee' }, voters(4, 2), false).notices).toContain('quorumAtEquality');
  });
});
