import type { Member } from '../records';
import { earliest, latest } from './roster-dates';

/** Facts of a person that do not go together. None of them keeps a form from being saved. */
export interface FactProblem {
  code:
    | 'birthInFuture'
    | 'dateInFuture'
    | 'joinedBeforeBirth'
    | 'joinedBefore18'
    | 'fullBeforeJoining'
    | 'probationaryWithFullSince';
  field: 'birth' | 'joinedOn' | 'fullSince' | 'inBranchFrom';
  /** It cannot be; otherwise it is only unlikely. */
  impossible: boolean;
}

/**
 * Compares the dates of a person with one another and with today. Dates known in part are given the benefit of the
 * doubt. The age of 18 is that of applicants (《中国共产党发展党员工作细则》 Art. 5).
 */
export function checkFacts(
  facts: Pick<Partial<Member>, 'birth' | 'joinedOn' | 'fullSince' | 'inBranchFrom' | 'category'>,
  today: string,
): FactProblem[] {
  const { birth, joinedOn, fullSince, inBranchFrom } = facts;
  const problems: FactProblem[] = [];
  const add = (code: FactProblem['code'], field: FactProblem['field'], impossible: boolean): void => {
    problems.push({ code, field, impossible });
  };
  if (birth && earliest(birth) > today) add('birthInFuture', 'birth', true);
  if (joinedOn && earliest(joinedOn) > today) add('dateInFuture', 'joinedOn', true);
  if (fullSince && earliest(fullSince) > today) add('dateInFuture', 'fullSince', true);
  if (inBranchFrom && inBranchFrom > today) add('dateInFuture', 'inBranchFrom', false);
  if (joinedOn && fullSince && latest(fullSince) < earliest(joinedOn))
    add('fullBeforeJoining', 'fullSince', true);
  if (birth && joinedOn) {
    if (latest(joinedOn) < earliest(birth)) add('joinedBeforeBirth', 'joinedOn', true);
    else if (latest(joinedOn) < eighteen(birth)) add('joinedBefore18', 'joinedOn', false);
  }
  if (facts.category === 'probationary' && fullSince && latest(fullSince) <= today) {
    add('probationaryWithFullSince', 'fullSince', false);
  }
  return problems;
}

/** The earliest day of an 18th birthday. */
const eighteen = (birth: string): string => {
  const first = earliest(birth);
  return `${Number(first.slice(0, 4)) + 18}${first.slice(4)}`;
};
