import { inRange } from '../rules/periods';
import { type EvidenceSubject, type Rule, sameThing, soleKey, type Words } from './facts';

/** So many items of one section that stand on one piece of evidence alone are asked about. */
const MANY = 3;

const named = (is: unknown, { label }: EvidenceSubject, words: Words = {}): Words | false =>
  Boolean(is) && { evidence: label, ...words };
const changeOf = (one: EvidenceSubject, test: (path: string[], before: unknown) => boolean): boolean =>
  one.item.changes.some(
    ({ path, before }) => path[0] === 'evidence' && path[1] === one.id && test(path, before),
  );

/** What is looked at of one piece of evidence of an item. */
export const EVIDENCE_RULES: readonly Rule<EvidenceSubject>[] = [
  {
    id: 'evidenceEmpty',
    severity: 'first',
    test: (one) => {
      const { record, file, link, quote, place, sha256 } = one.entry;
      return named(!record && !file && !link && !quote && !place && !sha256, one);
    },
  },
  {
    id: 'evidenceExpired',
    severity: 'first',
    test: (one) => {
      const { validTo } = one.entry;
      return named(validTo && validTo < one.item.asOf, one, { date: validTo ?? '' });
    },
  },
  {
    id: 'evidenceNotYet',
    severity: 'first',
    test: (one) => {
      const { validFrom } = one.entry;
      return named(validFrom && validFrom > one.item.asOf, one, { date: validFrom ?? '' });
    },
  },
  {
    id: 'validBackwards',
    severity: 'next',
    test: (one) => {
      const { validFrom, validTo } = one.entry;
      return named(validFrom && validTo && validFrom > validTo, one, {
        from: validFrom ?? '',
        to: validTo ?? '',
      });
    },
  },
  {
    id: 'afterSigning',
    severity: 'first',
    test: (one) =>
      named(
        changeOf(one, (path, before) => path.length === 2 && before === undefined),
        one,
      ),
  },
  {
    id: 'afterVerdict',
    severity: 'note',
    test: (one) => {
      const { verdictOn, review } = one.item;
      return named(!review && verdictOn && one.entry.addedOn > verdictOn, one, {
        added: one.entry.addedOn,
        date: verdictOn ?? '',
      });
    },
  },
  {
    id: 'exhibitChanged',
    severity: 'first',
    test: (one) => named(one.record !== 'deleted' && changeOf(one, (path) => path[2] === 'seen'), one),
  },
  {
    id: 'entryChanged',
    severity: 'next',
    test: (one) =>
      named(
        changeOf(one, (path) => path.length > 2 && path[2] !== 'seen'),
        one,
      ),
  },
  { id: 'recordDeleted', severity: 'first', test: (one) => named(one.record === 'deleted', one) },
  { id: 'recordMissing', severity: 'next', test: (one) => named(one.record === 'missing', one) },
  { id: 'fileNotHere', severity: 'next', test: (one) => named(one.bytesHere === false, one) },
  { id: 'linkNoDay', severity: 'next', test: (one) => named(one.entry.link && !one.entry.seenOn, one) },
  {
    id: 'linkNoAddress',
    severity: 'note',
    test: (one) => named(one.entry.link && !/^https?:\/\/\S+$/i.test(one.entry.link), one),
  },
  {
    id: 'seenAhead',
    severity: 'note',
    test: (one, { today }) => {
      const { seenOn } = one.entry;
      return named(seenOn && seenOn > today, one, { date: seenOn ?? '' });
    },
  },
  {
    id: 'quoteNoSource',
    severity: 'next',
    test: (one) => {
      const { quote, record, file, link, place, note, title } = one.entry;
      return named(quote && !record && !file && !link && !place && !title && !note?.trim(), one);
    },
  },
  {
    id: 'originalNoPlace',
    severity: 'next',
    test: (one) => named(one.entry.sha256 && !one.entry.place?.trim(), one),
  },
  {
    id: 'originalNoHash',
    severity: 'note',
    test: (one) => named(one.entry.place?.trim() && !one.entry.sha256, one),
  },
  {
    id: 'hashNoHash',
    severity: 'next',
    test: (one) => named(one.entry.sha256 && !/^[0-9a-f]{64}$/i.test(one.entry.sha256), one),
  },
  {
    id: 'otherPeriod',
    severity: 'next',
    test: (one) => {
      const { range } = one.item;
      return named(range && one.on && !inRange(one.on, range), one, { date: one.on ?? '' });
    },
  },
  {
    id: 'lateEntry',
    severity: 'next',
    test: (one) => {
      const { startedAt } = one.item;
      return named(one.on && startedAt && one.enteredAt && one.enteredAt > startedAt, one, {
        date: one.on ?? '',
      });
    },
  },
  {
    id: 'sameTwice',
    severity: 'note',
    test: (one) => {
      const same = one.item.evidence.filter((other) => sameThing(other) === sameThing(one));
      return named(same.length > 1 && same[0]?.id === one.id, one, { count: same.length });
    },
  },
  {
    id: 'soleForMany',
    severity: 'note',
    test: (one, { soleUses }) => {
      const count = soleUses.get(soleKey(one.item.fields.item, one)) ?? 0;
      return named(one.item.evidence.length === 1 && count >= MANY, one, { count });
    },
  },
];
