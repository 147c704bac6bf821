import { expect, it } from 'vitest';
import { civilDateAt } from '../../../lib/rules/calendar';
import { lifePack } from '../../../lib/rules/packs';
import { checkMeeting } from '../../../lib/life/warnings';
import { fillSample } from '../../../lib/sample';
import { openTestLedger } from '../support/ledger';

// The first and the last day of a month and of a year, a leap day, and a day in the middle.
it.each(['2026-11-24', '2026-12-01', '2026-12-31', '2027-01-01', '2028-02-29'])(
  'the sample branch as of %s reads like a branch: nobody attends before joining, nothing was entered in the future',
  async (today) => {
    const now = Date.parse(`${today}T02:00:00Z`);
    const { ledger } = await openTestLedger({ now: new Date(now).toISOString() });
    await fillSample(ledger, today);
    const roster = await ledger.list('member');
    expect(roster).toHaveLength(30);
    const meetings = await ledger.list('meeting', { to: today });
    expect(meetings.length).toBeGreaterThan(60);
    for (const meeting of meetings) {
      const codes = checkMeeting(meeting.fields, { roster, pack: lifePack(), now, offsetMinutes: 480 }).map(
        ({ code }) => code,
      );
      expect(codes).not.toContain('presentNotExpected');
      expect(codes).not.toContain('endBeforeStart');
    }
    const all = [...meetings, ...(await ledger.list('clip')), ...(await ledger.list('studyLog'))];
    for (const record of all) expect(record.fields.enteredAt! <= new Date(now).toISOString()).toBe(true);
    for (const clip of await ledger.list('clip')) {
      expect(clip.fields.published! < civilDateAt(now, 480)).toBe(true);
    }
  },
  60_000,
);
