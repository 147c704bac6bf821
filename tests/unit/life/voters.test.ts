import { describe, expect, it } from 'vitest';
import { change } from '../../../lib/ledger';
import { ballotRows } from '../../../lib/life/ballot-text';
import { draftOf } from '../../../lib/life/draft';
import { recordMeeting } from '../../../lib/life/meetings';
import { meetingPaper } from '../../../lib/life/register-document';
import { judgeOf, votersOf } from '../../../lib/life/voters';
import { lifePack } from '../../../lib/rules/packs';
import { openTestLedger } from '../support/ledger';
import { enrol, event, form, person } from './support';

const pack = lifePack();

describe('the people of a vote', () => {
  const roster = [
    person('a', { posts: ['secretary'] }),
    person('b', { posts: ['organization'] }),
    person('c', { group: 'g' }),
    person('old', { exempt: true, group: 'g' }),
    person('new', { category: 'probationary' }),
    person('punished', { standing: 'onProbationWithinParty' }),
    person('left', { leftOn: '2026-01-01' }),
  ];
  const attendance = {
    a: { state: 'present' as const },
    b: { state: 'online' as const },
    c: { state: 'leave' as const },
    new: { state: 'present' as const },
  };

  it('keeps 应到 of all and 应到 of those with a vote apart', () => {
    const general = event({ types: { general: true }, attendance });
    expect(votersOf('ordinary', general, roster, pack)).toEqual({
      expected: 5,
      attended: 3,
      eligible: 4,
      present: 1,
      online: 1,
    });
  });

  it('are the committee in the committee, and the group in its group', () => {
    const committee = event({ types: { committee: true }, attendance });
    expect(votersOf('committee', committee, roster, pack)).toMatchObject({
      eligible: 2,
      present: 1,
      online: 1,
    });
    const group = event({ types: { group: true }, group: 'g', attendance });
    expect(votersOf('ordinary', group, roster, pack)).toMatchObject({ eligible: 2, present: 0 });
  });
});

describe('a vote on the record', () => {
  const vote = { id: 'v', order: 1, kind: 'ordinary' as const, text: '年度计划', yes: 2, no: 0, abstain: 0 };
  async function held() {
    const { ledger } = await openTestLedger();
    await enrol(ledger, ['a'], ['b'], ['c'], ['d']);
    const present = { state: 'present' as const };
    const value = form({
      types: ['general'],
      attendance: { a: present, b: present },
      ballots: [{ ...vote, declared: 'passed' }],
    });
    const { id } = await recordMeeting(ledger, value);
    return { ledger, id };
  }

  it('keeps the people of the day: a later change of somebody’s standing counts nothing anew', async () => {
    const { ledger, id } = await held();
    const meeting = await ledger.get('meeting', id);
    expect(meeting?.fields.ballots?.v?.counted).toEqual({
      expected: 4,
      attended: 2,
      eligible: 4,
      present: 2,
      online: 0,
    });
    const member = await ledger.get('member', 'd');
    if (!member || !meeting) throw new Error('missing');
    await ledger.commit([change(member, { standing: 'suspended' })], { label: 'test' });
    const roster = await ledger.list('member');
    const judged = judgeOf(
      { ...vote, counted: meeting.fields.ballots?.v?.counted },
      meeting.fields,
      roster,
      pack,
    );
    expect(judged).toMatchObject({ result: { eligible: 4, passed: false }, moved: { eligible: 3 } });
    // Saving the form for another reason leaves it so; touching attendance counts again.
    const draft = await draftOf(ledger, meeting);
    await recordMeeting(ledger, { ...draft, place: '天台' });
    const after = await ledger.get('meeting', id);
    expect(after?.fields.ballots?.v?.counted?.eligible).toBe(4);
    if (!after) throw new Error('missing');
    const more = await draftOf(ledger, after);
    await recordMeeting(ledger, { ...more, attendance: { ...more.attendance, c: { state: 'present' } } });
    expect((await ledger.get('meeting', id))?.fields.ballots?.v?.counted).toMatchObject({
      eligible: 3,
      present: 3,
    });
    ledger.close();
  });

  it('stands in words on paper, with what was announced against the numbers', async () => {
    const { ledger, id } = await held();
    const meeting = await ledger.get('meeting', id);
    if (!meeting) throw new Error('missing');
    expect(ballotRows(meeting.fields, await ledger.list('member'), pack)).toEqual([
      {
        subject: '年度计划',
        how: '党员大会一般表决',
        voters: '应到 4，到会 2，线上 0',
        votes: '赞成 2 · 反对 0 · 弃权 0',
        result: '通过\n宣布的结果与票数或到会人数不符',
      },
    ]);
    const paper = await meetingPaper(ledger, id, { today: '2026-11-25' });
    const section = paper.sections.find(({ heading }) => heading === '表决');
    expect(section?.kind === 'table' && section.rows[0]?.slice(0, 2)).toEqual([
      '年度计划',
      '党员大会一般表决',
    ]);
    ledger.close();
  });

  it('is left out when nothing of it was filled in', async () => {
    const { ledger } = await openTestLedger();
    const { id } = await recordMeeting(
      ledger,
      form({ ballots: [{ id: 'v', order: 1, kind: 'ordinary', text: ' ' }] }),
    );
    expect((await ledger.get('meeting', id))?.fields.ballots).toBeUndefined();
    ledger.close();
  });
});
