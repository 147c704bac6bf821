import type { Ledger, Rec } from '../ledger';
import type { LEAVE_REASONS } from '../records/meeting';

/** What the branch has entered about one person, as far as it is here: in shared branches what the member may read. */
export interface MyRecord {
  member: Rec<'member'> | undefined;
  /** 谈心谈话 in which the person was the partner, newest first. */
  talks: Rec<'talk'>[];
  /** Admission, newest first. */
  cases: Rec<'developmentCase'>[];
  /** Activities of this year and the last from which the person was on leave, with the reason, newest first. */
  leaves: { meeting: Rec<'meeting'>; reason: (typeof LEAVE_REASONS)[number] | undefined }[];
  consents: Rec<'consent'>[];
  floating: Rec<'floatingRecord'>[];
}

/** Reads {@link MyRecord} of a member. */
export async function myRecord(ledger: Ledger, id: string, today: string): Promise<MyRecord> {
  const year = Number(today.slice(0, 4));
  const [member, talks, cases, consents, floating, ...meetings] = await Promise.all([
    ledger.get('member', id),
    ledger.linked(id, 'talk'),
    ledger.linked(id, 'developmentCase'),
    ledger.linked(id, 'consent'),
    ledger.linked(id, 'floatingRecord'),
    ledger.linked(`${id}@${year}`, 'meeting'),
    ledger.linked(`${id}@${year - 1}`, 'meeting'),
  ]);
  const newest = <T>(records: T[], day: (record: T) => string | undefined): T[] =>
    records.sort((a, b) => ((day(a) ?? '') < (day(b) ?? '') ? 1 : -1));
  const leaves = meetings.flat().flatMap((meeting) => {
    const entry = meeting.fields.attendance?.[id];
    return entry?.state === 'leave' ? [{ meeting, reason: entry.reason }] : [];
  });
  return {
    member,
    talks: newest(
      talks.filter(({ fields }) => fields.partner === id),
      ({ fields }) => fields.on,
    ),
    cases: newest(
      cases.filter(({ fields }) => fields.member === id),
      ({ fields }) => fields.enteredAt,
    ),
    leaves: newest(leaves, ({ meeting }) => meeting.fields.startsAt),
    consents: newest(consents, ({ fields }) => fields.givenOn),
    floating: newest(
      floating.filter(({ fields }) => fields.member === id),
      ({ fields }) => fields.since,
    ),
  };
}
