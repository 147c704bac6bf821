import { create, type Ledger, type Write } from '../ledger';
import { filingId } from '../reentry/filings';
import { addDays, dateOf } from '../rules/calendar';

/** Activities that the sample has entered into its other system; the latest ones are still open there. */
const FILED = 24;
const OPEN = 3;
const SYSTEM = '0192f3c0-0000-7000-8000-000000000001';

/** A fictional other system with its own order, what was reported to it, and the notices that were sent. */
export async function outwardWrites(ledger: Ledger, by: string, today: string): Promise<Write[]> {
  const held = await ledger.list('meeting', { to: addDays(today, -1), reverse: true, limit: FILED });
  const ahead = await ledger.list('meeting', { from: today, limit: 1 });
  const filed = held.filter((meeting) => dateOf(meeting.fields.startsAt) < today).slice(OPEN);
  return [
    create(
      'reportSystem',
      {
        name: '示例纪实系统',
        dateStyle: 'chinese',
        layouts: {
          meeting: {
            order: ['types', 'date', 'start', 'place', 'title', 'host', 'recorder', 'expected', 'attended'],
            hidden: ['duration'],
          },
        },
      },
      SYSTEM,
    ),
    ...filed.map((meeting) =>
      create(
        'filing',
        {
          record: meeting.id,
          recordKind: 'meeting',
          system: SYSTEM,
          on: addDays(dateOf(meeting.fields.startsAt), 1),
          by,
          seen: meeting.h,
        },
        filingId(meeting.id, SYSTEM),
      ),
    ),
    ...ahead.map((meeting) =>
      create('sentNotice', {
        meeting: meeting.id,
        kind: 'upcoming',
        channel: 'dingtalk',
        how: 'pasted',
        sentAt: `${addDays(today, -1)}T09:20`,
      }),
    ),
  ];
}
