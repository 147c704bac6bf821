import type { FieldsOf } from '../../records';
import type { CivilDate } from '../../rules/calendar';

export type Matter = FieldsOf<'matter'>;
type Listed = Pick<FieldsOf<'listedMatter'>, 'from' | 'to'>;

/** What is known of the records that a matter refers to. Undefined = not known here. */
export interface Around {
  listed?: Listed;
  /** Day of the meeting that it names. */
  meetingOn?: CivilDate;
  /** Meeting of the resolution that it names. */
  resolutionMeeting?: string;
}

/** Something in the order of a matter that somebody should look at. A finding of fact, no verdict. */
export type OrderProblem =
  /** 意见晚于决策. */
  | 'opinionAfter'
  /** On the list and decided, and no opinion is on record. */
  | 'notHeard'
  /** An opinion without a meeting at which it was made. */
  | 'noMeeting'
  | 'meetingOtherDay'
  | 'resolutionElsewhere'
  /** Put forward after the opinion or the decision. */
  | 'raisedAfter'
  /** An opinion or a decision without its day: which came first is not known. */
  | 'dayUnknown'
  /** Not or partly adopted, and no reason. */
  | 'noReason'
  /** Heard and decided, and whether it was adopted is not known. */
  | 'adoptionUnknown'
  | 'answeredBefore'
  | 'followedBefore'
  /** Came to the list after the decision, or had left it. */
  | 'notYetListed';

export const ORDER_PROBLEMS: readonly OrderProblem[] = [
  'notHeard',
  'opinionAfter',
  'noMeeting',
  'meetingOtherDay',
  'resolutionElsewhere',
  'raisedAfter',
  'dayUnknown',
  'adoptionUnknown',
  'noReason',
  'answeredBefore',
  'followedBefore',
  'notYetListed',
];

const filled = (text: string | undefined): boolean => Boolean(text?.trim());

/** Whether the body is known to have decided. */
export const isDecided = ({ decidedOn, decision, document }: Matter): boolean =>
  Boolean(decidedOn) || filled(decision) || filled(document);

/** Whether the Party organisation is known to have said something. */
export const hasOpinion = ({ opinion, opinionOn, meeting, resolution }: Matter): boolean =>
  filled(opinion) || Boolean(opinionOn ?? meeting ?? resolution);

/**
 * Whether the Party organisation was heard before the body decided:
 *
 * - `before`: on the day of the decision at the latest
 * - `late`: after it
 * - `none`: decided, and no opinion is on record
 * - `unknown`: a day is missing
 * - `open`: nothing was decided yet
 */
export type Heard = 'before' | 'late' | 'none' | 'unknown' | 'open';

export function heardOf(matter: Matter, meetingOn?: CivilDate): Heard {
  if (!isDecided(matter)) return 'open';
  if (!hasOpinion(matter)) return 'none';
  const on = matter.opinionOn ?? meetingOn;
  if (!on || !matter.decidedOn) return 'unknown';
  return on <= matter.decidedOn ? 'before' : 'late';
}

/** What to look at in the order of one matter, the gravest first. Pure. */
export function orderProblems(matter: Matter, around: Around = {}): OrderProblem[] {
  const { raisedOn, decidedOn, opinionOn, adopted, answeredOn, followedOn } = matter;
  const { meetingOn, resolutionMeeting, listed } = around;
  const [decided, heard] = [isDecided(matter), hasOpinion(matter)];
  const order = heardOf(matter, meetingOn);
  const said = opinionOn ?? meetingOn;
  const is: Partial<Record<OrderProblem, unknown>> = {
    notHeard: matter.listed && order === 'none',
    opinionAfter: order === 'late',
    noMeeting: heard && !matter.meeting,
    meetingOtherDay: opinionOn && meetingOn && opinionOn !== meetingOn,
    resolutionElsewhere: matter.meeting && resolutionMeeting && resolutionMeeting !== matter.meeting,
    raisedAfter: raisedOn && ((said && raisedOn > said) || (decidedOn && raisedOn > decidedOn)),
    dayUnknown: (heard && !said) || (decided && !decidedOn),
    adoptionUnknown: heard && decided && !adopted,
    noReason: (adopted === 'no' || adopted === 'partly') && !filled(matter.answer),
    answeredBefore: answeredOn && said && answeredOn < said,
    followedBefore: followedOn && decidedOn && followedOn < decidedOn,
    notYetListed:
      listed &&
      decidedOn &&
      ((listed.from && listed.from > decidedOn) || (listed.to && listed.to < decidedOn)),
  };
  return ORDER_PROBLEMS.filter((problem) => is[problem]);
}
