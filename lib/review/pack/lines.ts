import { evidenceSentence } from '../../governance/evidence-words';
import type { Rec } from '../../ledger';
import type { Collected } from './collect';

type Names = Pick<Collected, 'nameOf' | 'plain' | 'scope'>;

/** A step of an item as a line of `data/steps.jsonl`. */
export const stepLine = ({ id, fields }: Rec<'itemStep'>, { scope, plain }: Names): object => {
  const { item, step, text, state, at, name } = fields;
  return {
    record: id,
    item,
    step,
    at,
    state,
    ...(text ? { text: plain(text) } : {}),
    ...(scope.reduced ? {} : { name }),
  };
};

/** A finding as a line of `data/findings.jsonl`. */
export const findingLine = ({ id, fields }: Rec<'finding'>, { nameOf, plain }: Names): object => {
  const { item, problem, risk, foundOn, dueOn, measure, state, doneOn, result, reviewedOn, review } = fields;
  const proof = Object.entries(fields.proof ?? {}).map(([key, entry]) => ({
    id: key,
    what: evidenceSentence(entry, plain),
    sha256: entry.file?.sha256 ?? entry.sha256,
  }));
  const person = (value: string | undefined): string | undefined => value && nameOf(value);
  const words = (value: string | undefined): string | undefined => value && plain(value);
  return {
    record: id,
    item,
    problem: plain(problem),
    risk,
    foundOn,
    foundBy: person(fields.foundBy),
    owner: person(fields.owner),
    dueOn,
    measure: words(measure),
    state,
    doneOn,
    doneBy: person(fields.doneBy),
    result: words(result),
    reviewedOn,
    review: words(review),
    reviewedBy: person(fields.reviewedBy),
    independent: fields.independent,
    ...(proof.length ? { proof } : {}),
  };
};

/** An exhibit as a line of `data/exhibits.jsonl`; it names nobody in any pack. */
export const exhibitLine = ({ id, fields }: Rec<'exhibit'>): object => {
  const { item, record, recordKind, state } = fields;
  return { exhibit: id, item, record, recordKind, state };
};
