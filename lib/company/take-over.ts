import { v5 } from 'uuid';
import { change, type CommitResult, type Ledger, type Rec, renew, type Write } from '../ledger';
import { listTerms, type TermLine } from '../members/terms';
import type { Body } from '../records/company';
import type { CivilDate } from '../rules/calendar';
import type { Appointment } from './held';
import { ROSTER_POSITIONS } from './positions';

/** Where ids of appointments taken over come from. Fixed for ever: a change would offer every one of them anew. */
const NAMESPACE = '7d0c6f0a-2f0b-5f0e-8f53-6e1d53f1c9a4';

/** Id of the appointment that is taken over from a term of the branch: the same on every device. */
export const takenOverId = (companyId: string, source: string): string =>
  v5(`${companyId}|${source}`, NAMESPACE);

const COMPARED = ['name', 'body', 'position', 'from', 'to', 'basis'] as const;
export type TakenField = (typeof COMPARED)[number];

/** A term of the branch's own roster that is no appointment yet, or says something else by now. */
export interface TakeOver {
  id: string;
  fields: Appointment;
  /** Absent for one that is not there. */
  record?: Rec<'appointment'>;
  /** What the roster says differently since; empty for a new one. */
  changed: TakenField[];
}

type BranchFields = Pick<Rec<'branch'>['fields'], 'companyId' | 'hasCommittee' | 'termStart' | 'termEnd'>;

/**
 * The terms of the branch's own roster that can be taken over as appointments: those that are not there, and those of
 * which the roster says something else since. What the roster does not say (a basis, a first day) is never taken away.
 */
export async function takeOvers(ledger: Ledger, branch: BranchFields, today: CivilDate): Promise<TakeOver[]> {
  const lines = await listTerms(ledger, branch, today);
  const offers = await Promise.all(
    lines.map(async (line): Promise<TakeOver | undefined> => {
      const fields = asAppointment(line, branch);
      const id = takenOverId(branch.companyId, fields.source as string);
      const record = await ledger.get('appointment', id);
      if (!record) return { id, fields, changed: [] };
      const changed = COMPARED.filter(
        (name) => fields[name] !== undefined && fields[name] !== record.fields[name],
      );
      return changed.length ? { id, fields, record, changed } : undefined;
    }),
  );
  return offers.filter((offer) => offer !== undefined);
}

function asAppointment(line: TermLine, branch: BranchFields): Appointment {
  const body: Body =
    line.post === 'groupLeader' ? 'partyGroup' : branch.hasCommittee ? 'branchCommittee' : 'branch';
  return {
    companyId: branch.companyId,
    body,
    position: ROSTER_POSITIONS[line.post],
    person: line.member,
    name: line.name,
    from: line.from,
    to: line.to,
    // The term of the committee is that of whoever is in it; a group's leader has none.
    termEnd: line.when === 'now' && body !== 'partyGroup' ? branch.termEnd : undefined,
    basis: line.basis,
    source: line.record?.id ?? `${line.member} ${line.post}`,
  };
}

/** Takes terms over in one commit. Doing it on two computers makes one appointment, not two. */
export async function takeOver(ledger: Ledger, offers: readonly TakeOver[]): Promise<CommitResult> {
  const writes = await Promise.all(
    offers.map(async ({ id, fields, record, changed }): Promise<Write> => {
      if (record) return change(record, Object.fromEntries(changed.map((name) => [name, fields[name]])));
      const thrownAway = (await ledger.find(id)) as Rec<'appointment'> | undefined;
      return renew(thrownAway, 'appointment', fields, id);
    }),
  );
  return ledger.commit(writes, { label: 'appointmentTakeOver' });
}
