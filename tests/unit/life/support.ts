import { create, type Ledger, type Rec } from '../../../lib/ledger';
import type { Meeting, Member } from '../../../lib/records';
import { emptyDraft, type MeetingDraft } from '../../../lib/life/draft';

/** A member as the rules see one, without a ledger. */
export const person = (id: string, over: Partial<Member> = {}): Rec<'member'> => ({
  id,
  kind: 'member',
  fields: { name: `示例${id}`, category: 'full', ...over },
  stamps: {},
  h: '',
  deleted: false,
});

/** An activity as the rules see one. */
export const event = (over: Partial<Meeting> = {}): Meeting => ({
  types: { themeDay: true },
  startsAt: '2026-11-18T15:00',
  ...over,
});

/** A form with date, start and type: what can be saved. */
export const form = (over: Partial<MeetingDraft> = {}): MeetingDraft => ({
  ...emptyDraft(['themeDay']),
  date: '2026-11-18',
  start: '15:00',
  ...over,
});

/** Puts members on the roster of a test ledger; the id is the name. */
export async function enrol(ledger: Ledger, ...members: [string, Partial<Member>?][]): Promise<void> {
  await ledger.commit(
    members.map(([id, over]) => create('member', { name: id, category: 'full', ...over }, id)),
    { label: 'test' },
  );
}
