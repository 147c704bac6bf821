import { asSeen, type CommitResult, type Ledger, type Rec, replace, type Seen, seenOf } from '../ledger';
import type { Branch } from '../records';
import { Fault } from '../records/fault';

/** The facts of a branch as a form edits them; empty texts mean that they are not known. */
export type BranchFactsForm = Required<
  Pick<
    Branch,
    'name' | 'company' | 'superior' | 'form' | 'hasCommittee' | 'foundedOn' | 'termStart' | 'termEnd'
  >
> & {
  /** The branch as the form was opened on it. */
  base?: Seen;
};

/** The facts of a branch for a form. */
export const factsOf = (record: Rec<'branch'>): BranchFactsForm => ({
  ...textsOf(record.fields),
  base: seenOf(record),
});

const textsOf = (fields: Branch): BranchFactsForm => ({
  name: fields.name,
  company: fields.company,
  superior: fields.superior ?? '',
  form: fields.form,
  hasCommittee: fields.hasCommittee,
  foundedOn: fields.foundedOn ?? '',
  termStart: fields.termStart ?? '',
  termEnd: fields.termEnd ?? '',
});

/**
 * Saves the facts of the branch. The company keeps its id: what was reviewed for it stays with it under a new name.
 * Throws E201 (no name), E202 (no company), E204 (the term ends before it begins).
 */
export async function saveBranchFacts(
  ledger: Ledger,
  record: Rec<'branch'>,
  form: BranchFactsForm,
  options: { draft?: string } = {},
): Promise<CommitResult> {
  if (!form.name.trim()) throw new Fault('E201');
  if (!form.company.trim()) throw new Fault('E202');
  if (form.termStart && form.termEnd && form.termEnd < form.termStart) throw new Fault('E204');
  const seen = asSeen(record, form.base);
  const write = replace(seen, {
    ...seen.fields,
    name: form.name.trim(),
    company: form.company.trim(),
    superior: form.superior.trim() || undefined,
    form: form.form,
    hasCommittee: form.hasCommittee,
    foundedOn: form.foundedOn || undefined,
    termStart: form.termStart || undefined,
    termEnd: form.termEnd || undefined,
  });
  return ledger.commit([write], { label: 'branchSave', ...options });
}
