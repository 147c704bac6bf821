import { type OrderProblem, orderProblems } from '../company/heard/order';
import { t } from '../i18n';
import { addDays } from '../rules/calendar';
import type { Facts, Rule, Words } from './facts';

type Note = Facts['notes'][number];
type Matter = Facts['matters'][number];
type Listed = Facts['list'][number];
type Charter = Facts['charters'][number];

/** Days after its adoption by which the registration of a charter is asked about. */
const REGISTERED_IN = 60;

const noted =
  (what: string) =>
  (note: Note): Words | false =>
    note.what === what && {
      name: note.post?.fields.name ?? note.name ?? '',
      position: note.post?.fields.position ?? '',
      date: note.post?.fields.termEnd ?? '',
    };

/** What is looked at of one appointment, as the matrix notes it. */
export const POST_RULES: readonly Rule<Note>[] = [
  { id: 'postNoBasis', severity: 'next', test: noted('noBasis') },
  { id: 'postNoDeclaration', severity: 'next', test: noted('noDeclaration') },
  { id: 'postNoStart', severity: 'note', test: noted('noStart') },
  { id: 'postTermOver', severity: 'next', test: noted('lapsed') },
  { id: 'postTwice', severity: 'note', test: noted('overlap') },
  { id: 'postDouble', severity: 'next', test: noted('double') },
];

const titled = (is: unknown, { fields }: Matter, words: Words = {}): Words | false =>
  Boolean(is) && { title: fields.title, ...words };

const ordered =
  (problem: OrderProblem) =>
  (one: Matter): Words | false =>
    titled(orderProblems(one.fields, one.around).includes(problem), one);

/** What is looked at of one matter on which the Party organisation is heard. */
export const MATTER_RULES: readonly Rule<Matter>[] = [
  {
    id: 'matterNoOpinion',
    severity: 'first',
    test: (one) => titled(one.fields.decidedOn && !one.fields.opinion?.trim(), one),
  },
  {
    id: 'matterOpinionLate',
    severity: 'next',
    test: (one) => {
      const { opinionOn, decidedOn } = one.fields;
      return titled(opinionOn && decidedOn && opinionOn > decidedOn, one, {
        opinion: opinionOn ?? '',
        date: decidedOn ?? '',
      });
    },
  },
  {
    id: 'matterNoAnswer',
    severity: 'next',
    test: (one) => {
      const { opinion, decidedOn, adopted, answer, answeredOn } = one.fields;
      return titled(opinion && decidedOn && !adopted && !answer?.trim() && !answeredOn, one);
    },
  },
  {
    id: 'matterNoReason',
    severity: 'next',
    test: (one) => {
      const { adopted, answer } = one.fields;
      return titled((adopted === 'no' || adopted === 'partly') && !answer?.trim(), one);
    },
  },
  {
    id: 'matterFollowPast',
    severity: 'next',
    test: (one, { today }) => {
      const { dueOn, followedOn } = one.fields;
      return titled(dueOn && dueOn < today && !followedOn, one, { date: dueOn ?? '' });
    },
  },
  { id: 'matterNoMeeting', severity: 'next', test: ordered('noMeeting') },
  { id: 'matterMeetingOtherDay', severity: 'next', test: ordered('meetingOtherDay') },
  { id: 'matterRaisedAfter', severity: 'next', test: ordered('raisedAfter') },
  { id: 'matterDayUnknown', severity: 'next', test: ordered('dayUnknown') },
  { id: 'matterAnsweredBefore', severity: 'note', test: ordered('answeredBefore') },
  { id: 'matterFollowedBefore', severity: 'note', test: ordered('followedBefore') },
  { id: 'matterNotYetListed', severity: 'note', test: ordered('notYetListed') },
];

/** What is looked at of one line of the 议事清单. */
export const LISTED_RULES: readonly Rule<Listed>[] = [
  {
    id: 'listedNoBasis',
    severity: 'note',
    test: ({ fields: { title, basis } }) => !basis?.trim() && { title },
  },
  {
    id: 'listedBackwards',
    severity: 'next',
    test: ({ fields: { title, from, to } }) => Boolean(from && to && to < from) && { title },
  },
];

/** What is looked at of one version of the articles of association. */
export const CHARTER_RULES: readonly Rule<Charter>[] = [
  {
    id: 'charterEarly',
    severity: 'first',
    test: ({ fields: { version, adoptedOn, registeredOn } }) =>
      Boolean(adoptedOn && registeredOn && registeredOn < adoptedOn) && {
        title: version,
        date: registeredOn ?? '',
        adopted: adoptedOn ?? '',
      },
  },
  {
    id: 'charterNoAdoption',
    severity: 'next',
    test: ({ fields: { version, adoptedOn, registeredOn } }) =>
      Boolean(registeredOn && !adoptedOn) && { title: version },
  },
  {
    id: 'charterNoRegistration',
    severity: 'next',
    test: ({ fields: { version, adoptedOn, registeredOn } }, { today }) =>
      Boolean(adoptedOn && !registeredOn && addDays(adoptedOn, REGISTERED_IN) < today) && {
        title: version,
        adopted: adoptedOn ?? '',
      },
  },
  {
    id: 'charterNoOriginal',
    severity: 'next',
    test: ({ fields: { version, file, place } }) => !file && !place?.trim() && { title: version },
  },
  {
    id: 'charterPlaceNoHash',
    severity: 'note',
    test: ({ fields: { version, file, place, sha256 } }) =>
      Boolean(place?.trim() && !file && !sha256) && { title: version },
  },
  {
    id: 'charterNoClauses',
    severity: 'next',
    test: ({ fields: { version, clauses } }) => !Object.keys(clauses ?? {}).length && { title: version },
  },
  {
    id: 'charterLacks',
    severity: 'note',
    test: ({ fields: { version, clauses }, lacks }) =>
      Boolean(lacks?.length && Object.keys(clauses ?? {}).length) && {
        title: version,
        count: lacks?.length ?? 0,
        list: lacks?.join(t('settings.listJoin')) ?? '',
      },
  },
  {
    id: 'charterStateOwned',
    severity: 'note',
    test: ({ fields: { version }, stateOwned }) =>
      stateOwned !== undefined && { title: version, clause: stateOwned },
  },
];
