import { describe, expect, it } from 'vitest';
import { create } from '../../../lib/ledger';
import { makeUpByStudy, studyForMakeUp } from '../../../lib/life/make-up';
import { recordMeeting } from '../../../lib/life/meetings';
import { memberHours } from '../../../lib/rules/hours';
import { lifePack } from '../../../lib/rules/packs';
import { openTestLedger } from '../support/ledger';
import { enrol, form } from './support';

const TODAY = '2026-11-25';

async function missed() {
  const { ledger } = await openTestLedger();
  await enrol(ledger, ['白露'], ['石磊']);
  const { id } = await recordMeeting(
    ledger,
    form({ end: '16:30', attendance: { 白露: { state: 'leave', reason: 'shift' } } }),
  );
  return { ledger, meeting: id };
}

describe('an absence made up by study', () => {
  it('is closed by study entered with it, which counts once', async () => {
    const { ledger, meeting } = await missed();
    const at = { meeting, member: '白露', on: '2026-11-20', today: TODAY };
    const n = await makeUpByStudy(ledger, at, { hours: 2, confirmed: true });
    const record = await ledger.get('meeting', meeting);
    const entry = record?.fields.attendance?.['白露'];
    expect(entry).toMatchObject({ state: 'leave', reason: 'shift', madeUpOn: '2026-11-20' });
    const log = await ledger.get('studyLog', entry?.study ?? '');
    expect(log?.fields).toMatchObject({
      member: '白露',
      meeting,
      hours: 2,
      form: 'self',
      state: 'confirmed',
    });
    const hours = memberHours({
      pack: lifePack(),
      memberId: '白露',
      member: {},
      year: 2026,
      meetings: record ? [record] : [],
      studyLogs: log ? [log] : [],
    });
    expect(hours).toMatchObject({ counted: 2, beside: 0 });
    await ledger.undo(n ?? 0);
    expect(await ledger.linked('白露@2026', 'studyLog')).toEqual([]);
    ledger.close();
  });

  it('may be closed by study that was declared already, of this member and since then', async () => {
    const { ledger, meeting } = await missed();
    const log = (id: string, over: object) =>
      create(
        'studyLog',
        {
          member: '白露',
          on: '2026-11-21',
          form: 'self',
          subject: id,
          hours: 1,
          state: 'confirmed',
          ...over,
        },
        id,
      );
    await ledger.commit(
      [
        log('good', {}),
        log('before', { on: '2026-11-01' }),
        log('other', { member: '石磊' }),
        log('returned', { state: 'returned' }),
        log('elsewhere', { meeting: 'another' }),
      ],
      { label: 'test' },
    );
    const record = await ledger.get('meeting', meeting);
    if (!record) throw new Error('missing');
    expect((await studyForMakeUp(ledger, record, '白露', TODAY)).map(({ id }) => id)).toEqual(['good']);
    const at = { meeting, member: '白露', on: '2026-11-21', today: TODAY };
    await makeUpByStudy(ledger, at, { log: 'good' });
    expect((await ledger.get('studyLog', 'good'))?.fields.meeting).toBe(meeting);
    for (const id of ['other', 'returned', 'gone']) {
      await expect(makeUpByStudy(ledger, at, { log: id })).rejects.toMatchObject({ code: 'E230' });
    }
    ledger.close();
  });

  it.each([
    ['E703', { meeting: 'gone' }, 2],
    ['E704', { member: '石磊' }, 2],
    ['E286', { on: '2026-11-17' }, 2],
    ['E286', { on: '2026-11-26' }, 2],
    ['E231', {}, 0],
    ['E231', {}, 201],
  ])('%s', async (code, over, hours) => {
    const { ledger, meeting } = await missed();
    const at = { meeting, member: '白露', on: '2026-11-20', today: TODAY, ...over };
    await expect(makeUpByStudy(ledger, at, { hours, confirmed: true })).rejects.toMatchObject({ code });
    ledger.close();
  });
});
