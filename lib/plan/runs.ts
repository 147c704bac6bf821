import type { Rec } from '../ledger';
import { lastContact } from '../members/floating';
import { addMonths, isCivilDate, type CivilDate } from '../rules/calendar';
import { probationEnd, stateOf, type StepFinding, type TrackRun } from '../rules/deadlines';
import { checkCase, dayOfStep, editionOn } from '../rules/development';
import type { DevelopmentCheck, DevelopmentPack } from '../rules/development-pack';
import type { PlanPack } from '../rules/plan-pack';

type Case = Rec<'developmentCase'>;

const full = (date: string | undefined): CivilDate | undefined =>
  date && isCivilDate(date) ? date : undefined;

/** 换届: the steps that lead up to the end of the term; nothing for branches that hold no election of their own. */
export function electionRuns(pack: PlanPack, branch: Rec<'branch'>): TrackRun[] {
  const track = pack.tracks.find((one) => one.id === 'election');
  if (!track || track.exceptForms?.includes(branch.fields.form)) return [];
  return [{ track: track.id, subject: branch.id, anchor: full(branch.fields.termEnd) }];
}

/**
 * What runs for one person. Probation is counted from the meeting that admitted (the case's day, else 入党日期, which
 * has to be whole) or up to the day to which it was extended. Somebody on the way without a
 * case is 缺项, and so is a mobile member without a record of being followed (`isFollowed`).
 */
export function memberRuns(member: Rec<'member'>, open: Case | undefined, isFollowed: boolean): TrackRun[] {
  const { category, joinedOn, leftOn } = member.fields;
  if (leftOn) return [];
  const subject = member.id;
  if (category === 'activist' || category === 'candidate') {
    return open ? [] : [{ track: 'development', subject }];
  }
  const contact: TrackRun[] = member.fields.mobile && !isFollowed ? [{ track: 'mobile', subject }] : [];
  if (category !== 'probationary') return category === 'full' ? contact : [];
  const has = (step: string): boolean => open !== undefined && dayOfStep(open.fields, step) !== undefined;
  const admitted = (open && dayOfStep(open.fields, 'admissionMeeting')) ?? full(joinedOn);
  return [
    ...contact,
    {
      track: 'conversion',
      subject,
      anchor: open?.fields.extendedUntil ?? (admitted && probationEnd(admitted)),
      // The case says what is done; how long the approval may take is counted from the meeting's own day there.
      done: [
        ...(has('conversionApplication') ? ['apply'] : []),
        ...(has('conversionMeeting') ? ['meeting', 'approve'] : []),
      ],
    },
  ];
}

/** The next contact with a mobile member, counted from the last one, else from the day of leaving. */
export const contactRun = (record: Rec<'floatingRecord'>): TrackRun => ({
  track: 'mobile',
  subject: record.fields.member ?? record.id,
  anchor: lastContact(record) ?? record.fields.since,
});

/**
 * What the norms of admission want by a day, from the open case of one person: steps with a last day or an earliest
 * one, and the next half-yearly review. Probation itself is counted by {@link memberRuns}.
 */
export function caseSteps(
  pack: DevelopmentPack,
  record: Case,
  today: CivilDate,
  title: StepFinding['track']['title'],
): StepFinding[] {
  const { fields } = record;
  const track = { id: 'development', title, steps: [] };
  const line = (check: DevelopmentCheck, stepId: string, due: CivilDate, earliest: boolean): StepFinding => {
    const step = {
      id: check.id,
      title: pack.steps.find((one) => one.id === stepId)?.title ?? check.title,
      wording: check.wording,
      basis: check.basis,
      confidence: check.confidence,
      ...(earliest ? { earliest: true as const } : {}),
    };
    const task = `development.${check.id}`;
    return { track, step, task, subject: fields.member, cycle: due, due, state: stateOf(step, due, today) };
  };
  const found = checkCase(fields, pack, { today }).flatMap((finding) => {
    const { check, code, params } = finding;
    const [step = ''] = finding.steps;
    const due = typeof params.date === 'string' ? params.date : '';
    if (!check || !due || step === 'conversionMeeting') return [];
    return code === 'overdue' || code === 'dueBy' || code === 'earliest'
      ? [line(check, step, due, code === 'earliest')]
      : [];
  });
  return [...found, ...reviews(pack, record, today, line)];
}

function reviews(
  pack: DevelopmentPack,
  { fields }: Case,
  today: CivilDate,
  line: (check: DevelopmentCheck, step: string, due: CivilDate, earliest: boolean) => StepFinding,
): StepFinding[] {
  return pack.checks.flatMap((check) => {
    if (check.kind !== 'every' || fields.ended || !check.editions.includes(editionOn(pack, today))) return [];
    const from = dayOfStep(fields, check.from);
    if (!from || dayOfStep(fields, check.to)) return [];
    const last = Object.values(fields.reviews ?? {})
      .map((review) => review.on)
      .filter((on) => on >= from)
      .sort()
      .at(-1);
    const due = addMonths(last ?? from, check.months);
    // A review is no step of the case: the check's own title names it.
    return [line(check, '', due, false)];
  });
}
