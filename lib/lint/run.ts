import { CHARTER_RULES, LISTED_RULES, MATTER_RULES, POST_RULES } from './company-rules';
import { EVIDENCE_RULES } from './evidence-rules';
import type { Facts, Rule, Severity, Words } from './facts';
import { FINDING_RULES } from './finding-rules';
import { ITEM_RULES } from './item-rules';

/** Where something can be put right. */
export type Place =
  | {
      at: 'item';
      id: string;
      code: string;
      period: string;
      /** The piece of evidence whose form it is put right in, or the finding. */
      evidence?: string;
      finding?: string;
    }
  | { at: 'post' | 'matter' | 'listed' | 'charter'; id?: string };

/** One thing that can be checked: the rule, what its sentence names, and where. */
export interface Remark {
  rule: string;
  severity: Severity;
  words: Words;
  place: Place;
}

/** Every rule, for lists and for the texts. */
export const RULES: readonly Pick<Rule<never>, 'id' | 'severity'>[] = [
  ...ITEM_RULES,
  ...EVIDENCE_RULES,
  ...FINDING_RULES,
  ...POST_RULES,
  ...MATTER_RULES,
  ...LISTED_RULES,
  ...CHARTER_RULES,
];

/** Rules on evidence that are put right in the form of that evidence; what the others see is looked at in its place. */
const IN_FORM: ReadonlySet<string> = new Set([
  'evidenceEmpty',
  'evidenceExpired',
  'evidenceNotYet',
  'validBackwards',
  'linkNoDay',
  'linkNoAddress',
  'seenAhead',
  'quoteNoSource',
  'originalNoPlace',
  'originalNoHash',
  'hashNoHash',
]);

/** 可以核对: what the rules see, in the order of the checklist and then of what to look at first. Pure. */
export function remarksOf(facts: Facts): Remark[] {
  const remarks: Remark[] = [];
  const look = <S>(rules: readonly Rule<S>[], subject: S, at: Place | ((rule: string) => Place)): void => {
    for (const { id, severity, test } of rules) {
      const words = test(subject, facts);
      if (words) remarks.push({ rule: id, severity, words, place: typeof at === 'function' ? at(id) : at });
    }
  };
  for (const item of facts.items) {
    const place: Place = { at: 'item', id: item.id, code: item.fields.item, period: item.fields.period };
    look(ITEM_RULES, item, place);
    for (const one of item.evidence) {
      const { id: evidence } = one;
      look(EVIDENCE_RULES, { ...one, item }, (rule) => (IN_FORM.has(rule) ? { ...place, evidence } : place));
    }
    for (const one of item.findings) look(FINDING_RULES, { ...one, item }, { ...place, finding: one.id });
  }
  for (const note of facts.notes) look(POST_RULES, note, { at: 'post', id: note.post?.id });
  for (const matter of facts.matters) look(MATTER_RULES, matter, { at: 'matter', id: matter.id });
  for (const line of facts.list) look(LISTED_RULES, line, { at: 'listed', id: line.id });
  for (const charter of facts.charters) look(CHARTER_RULES, charter, { at: 'charter', id: charter.id });
  return remarks.sort(inOrder);
}

const SEVERITIES: readonly Severity[] = ['first', 'next', 'note'];
const codeOf = ({ place }: Remark): string => (place.at === 'item' ? place.code : '~');

function inOrder(a: Remark, b: Remark): number {
  const [one, two] = [codeOf(a), codeOf(b)];
  if (one.charAt(0) !== two.charAt(0)) return one.charAt(0) < two.charAt(0) ? -1 : 1;
  return (
    (Number(one.slice(1)) || 0) - (Number(two.slice(1)) || 0) ||
    SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity)
  );
}
