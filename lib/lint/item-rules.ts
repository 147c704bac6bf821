import { addDays } from '../rules/calendar';
import type { ItemFacts, Rule, Words } from './facts';

/** Days after which what was handed over or returned is asked about. */
const WAITED = 30;
const yes = (is: unknown, words: Words = {}): Words | false => Boolean(is) && words;
const answered = ({ fields }: ItemFacts): boolean => Boolean(fields.design && fields.effect);
const either = ({ fields }: ItemFacts, ...verdicts: string[]): boolean =>
  [fields.design, fields.effect].some((verdict) => verdict !== undefined && verdicts.includes(verdict));
const changed = (item: ItemFacts, part: string, names?: readonly string[]): boolean =>
  item.changes.some(({ path }) => path[0] === part && (!names || names.includes(path[1] ?? '')));
const VERDICT_FIELDS = ['design', 'effect'];

/** What is looked at of one item, in the order in which it is shown. */
export const ITEM_RULES: readonly Rule<ItemFacts>[] = [
  {
    id: 'metNoEvidence',
    severity: 'first',
    test: (item) => yes(either(item, 'met') && !item.evidence.length),
  },
  {
    id: 'notApplicableNoReason',
    severity: 'first',
    test: (item) => yes(either(item, 'notApplicable') && !item.fields.reason?.trim()),
  },
  {
    id: 'effectWithoutDesign',
    severity: 'first',
    test: ({ fields }) => yes(fields.effect === 'met' && fields.design === 'notMet'),
  },
  {
    id: 'halfAnswered',
    severity: 'next',
    test: ({ fields }) => yes(Boolean(fields.design) !== Boolean(fields.effect)),
  },
  { id: 'metNoOwner', severity: 'next', test: ({ fields }) => yes(fields.design === 'met' && !fields.owner) },
  {
    id: 'ownerLeft',
    severity: 'next',
    test: ({ fields }, { members, today }) => {
      const owner = members.get(fields.owner ?? '');
      return yes(owner?.leftOn && owner.leftOn < today, {
        name: owner?.name ?? '',
        date: owner?.leftOn ?? '',
      });
    },
  },
  {
    id: 'notMetNoRemedy',
    severity: 'first',
    test: (item) =>
      yes(either(item, 'notMet', 'partly') && !item.fields.rectification?.trim() && !item.findings.length),
  },
  {
    id: 'highRiskNoDue',
    severity: 'next',
    test: (item) =>
      yes(item.fields.risk === 'high' && either(item, 'notMet', 'partly') && !item.fields.dueOn),
  },
  {
    id: 'noNextReview',
    severity: 'note',
    test: (item, { today }) =>
      yes(
        answered(item) &&
          item.range &&
          item.range.to >= today &&
          !item.fields.nextReview &&
          !either(item, 'notApplicable'),
      ),
  },
  {
    id: 'nextReviewPast',
    severity: 'next',
    test: ({ fields }, { today }) =>
      yes(fields.nextReview && fields.nextReview < today && !fields.reviewedIn, {
        date: fields.nextReview ?? '',
      }),
  },
  {
    id: 'duePast',
    severity: 'first',
    test: (item, { today }) =>
      yes(!answered(item) && item.fields.dueOn && item.fields.dueOn < today, {
        date: item.fields.dueOn ?? '',
      }),
  },
  {
    id: 'answeredAhead',
    severity: 'note',
    test: (item, { today }) =>
      yes(answered(item) && item.range && item.range.from > today, { date: item.range?.from ?? '' }),
  },
  {
    id: 'postLapsed',
    severity: 'next',
    test: (item, { posts, today }) => {
      const { range } = item;
      if (!range || !/^[BC]/.test(item.fields.item) || !either(item, 'met')) return false;
      const lapsed = posts.find(
        ({ fields: { termEnd, to } }) =>
          termEnd && !to && termEnd < today && termEnd >= range.from && termEnd <= range.to,
      );
      return yes(lapsed, {
        name: lapsed?.fields.name ?? '',
        position: lapsed?.fields.position ?? '',
        date: lapsed?.fields.termEnd ?? '',
      });
    },
  },
  {
    id: 'eventNoDay',
    severity: 'next',
    test: ({ fields, range }) => yes(!range && !fields.eventOn),
  },
  {
    id: 'eventNoTitle',
    severity: 'note',
    test: ({ fields, range }) => yes(!range && !fields.eventTitle?.trim()),
  },
  {
    id: 'eventAhead',
    severity: 'note',
    test: (item, { today }) =>
      yes(answered(item) && item.fields.eventOn && item.fields.eventOn > today, {
        date: item.fields.eventOn ?? '',
      }),
  },
  { id: 'unknownCode', severity: 'note', test: ({ inForce }) => yes(!inForce) },
  { id: 'olderText', severity: 'next', test: (item) => yes(changed(item, 'asked')) },
  {
    id: 'verdictChanged',
    severity: 'first',
    test: (item) => yes(changed(item, 'answers', VERDICT_FIELDS), { name: item.review?.reviewer.name ?? '' }),
  },
  {
    id: 'answerChanged',
    severity: 'next',
    test: (item) =>
      yes(changed(item, 'answers') && !changed(item, 'answers', VERDICT_FIELDS), {
        name: item.review?.reviewer.name ?? '',
      }),
  },
  {
    id: 'evidenceTakenOff',
    severity: 'first',
    test: (item) =>
      yes(
        item.changes.some(
          ({ path, now }) => path[0] === 'evidence' && path.length === 2 && now === undefined,
        ),
      ),
  },
  {
    id: 'otherJudgement',
    severity: 'next',
    test: ({ fields, review, standing }) =>
      yes(
        review &&
          standing === 'signed' &&
          (review.design !== fields.design || review.effect !== fields.effect),
        { name: review?.reviewer.name ?? '' },
      ),
  },
  {
    id: 'signedByAnswerer',
    severity: 'first',
    test: ({ review, answerers }) =>
      yes(review?.reviewer.independent && answerers.has(review.reviewer.member), {
        name: review?.reviewer.name ?? '',
      }),
  },
  {
    id: 'uncertified',
    severity: 'first',
    test: ({ review, certified }) =>
      yes(review && certified === false, { name: review?.reviewer.name ?? '' }),
  },
  { id: 'revoked', severity: 'next', test: ({ standing }) => yes(standing === 'revoked') },
  {
    id: 'returnedNoReason',
    severity: 'next',
    test: ({ lastStep, standing }) => yes(standing === 'returned' && !lastStep?.text?.trim()),
  },
  {
    id: 'returnedWaiting',
    severity: 'next',
    test: ({ lastStep, standing }, { today }) =>
      yes(standing === 'returned' && lastStep && addDays(lastStep.on, WAITED) < today, {
        date: lastStep?.on ?? '',
      }),
  },
  {
    id: 'submittedWaiting',
    severity: 'next',
    test: ({ lastStep, standing }, { today }) =>
      yes(standing === 'submitted' && lastStep && addDays(lastStep.on, WAITED) < today, {
        date: lastStep?.on ?? '',
      }),
  },
];
