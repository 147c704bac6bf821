import type { ReviewContent } from '../verify';
import type { Finding } from './findings';

type Signed = ReviewContent['findings'][number];

/**
 * What became of a finding since somebody signed. `problem`, `risk`, `due`: it reads otherwise than it was signed;
 * `done`, `closed`: it was put right; `gone`: thrown away; `new`: open now and not among what was signed.
 */
export interface FindingChange {
  id: string;
  what: 'problem' | 'risk' | 'due' | 'done' | 'closed' | 'gone' | 'new';
  problem: string;
  before?: string;
  now?: string;
}

/** Holds the findings that a review was signed with against those that there are now. */
export function findingChanges(signed: readonly Signed[], now: readonly Finding[]): FindingChange[] {
  const here = new Map(now.map((one) => [one.id, one]));
  const known = new Set(signed.map(({ id }) => id));
  const changes = signed.flatMap((one): FindingChange[] => {
    const { id, problem } = one;
    const found = here.get(id);
    if (!found) return [{ id, what: 'gone', problem }];
    const { fields } = found;
    const differs = (what: 'problem' | 'risk' | 'due', before?: string, then?: string): FindingChange[] =>
      before === then ? [] : [{ id, what, problem, before, now: then }];
    return [
      ...differs('problem', problem, fields.problem),
      ...differs('risk', one.risk, fields.risk),
      ...differs('due', one.due, fields.dueOn),
      ...(fields.state === 'done' ? [{ id, what: 'done' as const, problem, now: fields.doneOn }] : []),
      ...(fields.state === 'closed'
        ? [{ id, what: 'closed' as const, problem, now: fields.reviewedOn }]
        : []),
    ];
  });
  const since = now
    .filter(({ id, fields }) => fields.state === 'open' && !known.has(id))
    .map(({ id, fields }): FindingChange => ({ id, what: 'new', problem: fields.problem }));
  return [...changes, ...since];
}
