import type { FindingSubject, Rule, Words } from './facts';

const named = (is: unknown, { fields }: FindingSubject, words: Words = {}): Words | false =>
  Boolean(is) && { problem: fields.problem, ...words };

/** What is looked at of one finding of the review. */
export const FINDING_RULES: readonly Rule<FindingSubject>[] = [
  {
    id: 'findingNoOwner',
    severity: 'first',
    test: (one) => named(one.fields.state === 'open' && !one.fields.owner, one),
  },
  {
    id: 'findingOwnerLeft',
    severity: 'next',
    test: (one, { members, today }) => {
      const owner = members.get(one.fields.owner ?? '');
      return named(one.fields.state === 'open' && owner?.leftOn && owner.leftOn < today, one, {
        name: owner?.name ?? '',
      });
    },
  },
  {
    id: 'findingNoDue',
    severity: 'next',
    test: (one) => named(one.fields.state === 'open' && !one.fields.dueOn, one),
  },
  {
    id: 'findingPastDue',
    severity: 'first',
    test: (one, { today }) => {
      const { state, dueOn } = one.fields;
      return named(state === 'open' && dueOn && dueOn < today, one, { date: dueOn ?? '' });
    },
  },
  {
    id: 'findingDueFirst',
    severity: 'note',
    test: (one) => {
      const { dueOn, foundOn } = one.fields;
      return named(dueOn && dueOn < foundOn, one, { date: dueOn ?? '', found: foundOn });
    },
  },
  {
    id: 'findingNoMeasure',
    severity: 'note',
    test: (one) => named(one.fields.state === 'open' && !one.fields.measure?.trim(), one),
  },
  {
    id: 'findingNoProof',
    severity: 'first',
    test: (one) => named(one.fields.state !== 'open' && !Object.keys(one.fields.proof ?? {}).length, one),
  },
  {
    id: 'findingNoDoneDay',
    severity: 'note',
    test: (one) => named(one.fields.state !== 'open' && !one.fields.doneOn, one),
  },
  {
    id: 'findingNoSecondLook',
    severity: 'next',
    test: (one) => {
      const { state, reviewedOn } = one.fields;
      return named(state === 'done' || (state === 'closed' && !reviewedOn), one);
    },
  },
  {
    id: 'findingClosedFirst',
    severity: 'next',
    test: (one) => {
      const { state, reviewedOn, proof } = one.fields;
      const added = Object.values(proof ?? {}).map((entry) => entry.addedOn);
      const latest = [...added, ...one.item.evidence.map(({ entry }) => entry.addedOn)].sort().at(-1);
      return named(state === 'closed' && reviewedOn && latest && latest > reviewedOn, one, {
        date: reviewedOn ?? '',
        added: latest ?? '',
      });
    },
  },
];
