import type { FieldsOf } from '../records';
import { addDays, addMonths, type CivilDate, dateParts, daysBetween } from './calendar';
import type { DevelopmentCheck, DevelopmentPack, DevelopmentStep } from './development-pack';
import type { WorkCalendar } from './workdays';

type Case = FieldsOf<'developmentCase'>;

/** One step of a case as it stands. */
export interface StepState {
  step: DevelopmentStep;
  /** Place among all steps, from 1. */
  number: number;
  /** Day of the step, or the last day of its span. */
  on?: CivilDate;
  /** A later step has a day and this one has none: 缺项. */
  skipped: boolean;
  /** Documents that are neither ticked nor there as a file, once the step is done or passed over. */
  missing: { key: string; document: DevelopmentStep['documents'][number] }[];
}

/** The day of a step: its own, or the end (else the beginning) of its span. */
export function dayOfStep(fields: Pick<Case, 'steps'>, id: string): CivilDate | undefined {
  const entry = fields.steps?.[id];
  return entry?.on ?? entry?.until ?? entry?.from;
}

/** Steps with a day that the steps in force do not have (不在现行步骤), by day. */
export function formerSteps(
  fields: Pick<Case, 'steps'>,
  pack: Pick<DevelopmentPack, 'steps'>,
): { id: string; on: CivilDate }[] {
  const here = new Set(pack.steps.map(({ id }) => id));
  return Object.keys(fields.steps ?? {})
    .flatMap((id) => {
      const on = dayOfStep(fields, id);
      return on && !here.has(id) ? [{ id, on }] : [];
    })
    .sort((a, b) => (a.on < b.on ? -1 : 1));
}

/** Key of a document of a step, as cases keep it. */
export const documentKey = (step: string, document: string): string => `${step}:${document}`;

/** Keys of the documents that a case has, on paper or as a file. */
export function documentsOf(fields: Case): Set<string> {
  const files = Object.values(fields.attachments ?? {}).flatMap((file) =>
    file.document ? [file.document] : [],
  );
  return new Set([...Object.keys(fields.documents ?? {}), ...files]);
}

/** All steps in order, with what is missing. */
export function stepStates(fields: Case, pack: DevelopmentPack): StepState[] {
  const have = documentsOf(fields);
  const last = pack.steps.findLastIndex((step) => dayOfStep(fields, step.id) !== undefined);
  return pack.steps.map((step, index) => {
    const on = dayOfStep(fields, step.id);
    const reached = index <= last;
    return {
      step,
      number: index + 1,
      ...(on ? { on } : {}),
      skipped: reached && on === undefined,
      missing: reached
        ? step.documents
            .map((document) => ({ key: documentKey(step.id, document.id), document }))
            .filter(({ key }) => !have.has(key))
        : [],
    };
  });
}

/** The last step with a day; undefined for a case without any. */
export const lastStep = (fields: Case, pack: DevelopmentPack): StepState | undefined =>
  stepStates(fields, pack).findLast((state) => state.on !== undefined);

/**
 * Something worth a look. `warn`: days that do not go together with the norm. `due`: a day by which something is to
 * be done. `info`: the earliest day, or what the program does not judge. None of them keeps anything from being
 * saved, and none says anything about a person.
 */
export interface CaseFinding {
  code:
    | 'outOfOrder'
    | 'tooEarly'
    | 'tooLate'
    | 'beyondUsual'
    | 'fewWorkdays'
    | 'workdaysOpen'
    | 'fewHours'
    | 'count'
    | 'reviewGap'
    | 'under18'
    | 'extension'
    | 'earliest'
    | 'dueBy'
    | 'overdue'
    | 'otherEdition';
  level: 'warn' | 'due' | 'info';
  /** The norm behind it; absent for the order of steps. */
  check?: DevelopmentCheck;
  /** Steps it is about. */
  steps: string[];
  params: Record<string, string | number>;
}

/** The edition of the rules in force on a day. */
export const editionOn = (pack: DevelopmentPack, on: CivilDate): string =>
  pack.editions.findLast((edition) => !edition.from || edition.from <= on)?.id ?? '';

/**
 * Working days from `from` to `until`, both counted. `unannounced` is the first year of them whose arrangement of
 * holidays is not published yet: days off in lieu and makeup days are then not known.
 */
export function workdaysBetween(
  calendar: WorkCalendar,
  from: CivilDate,
  until: CivilDate,
): { days: number; unannounced?: number } {
  let days = 0;
  let unannounced: number | undefined;
  // A notice of more than a few months is a slip of the year; counting it would freeze the screen.
  const end = daysBetween(from, until) > 400 ? addDays(from, 400) : until;
  for (let day = from; day <= end; day = addDays(day, 1)) {
    if (calendar.isWorkday(day)) days += 1;
    const { year } = dateParts(day);
    if (!calendar.isAnnounced(year)) unannounced ??= year;
  }
  return { days, ...(unannounced ? { unannounced } : {}) };
}

/** Days off in lieu that an arrangement not published yet may put into a notice: so close a count is said to be open. */
const IN_LIEU = 3;

/** What a case is judged with. Without the calendar, norms in working days are left out. */
export interface CaseContext {
  today: CivilDate;
  birth?: string;
  calendar?: WorkCalendar;
}

/** Everything in a case that does not go together with its norms, and what comes next. */
export function checkCase(fields: Case, pack: DevelopmentPack, about: CaseContext): CaseFinding[] {
  const findings: CaseFinding[] = [...outOfOrder(fields, pack)];
  let unjudged: CaseFinding | undefined;
  for (const check of pack.checks) {
    const day = judgedOn(check, fields) ?? (fields.ended ? undefined : about.today);
    if (!day) continue;
    if (check.editions.includes(editionOn(pack, day))) findings.push(...judge(check, fields, pack, about));
    else if (judge(check, fields, pack, about).length) {
      const until = pack.editions.find((edition) => check.editions.includes(edition.id))?.from ?? '';
      unjudged ??= { code: 'otherEdition', level: 'info', steps: [], params: { date: until } };
    }
  }
  return unjudged ? [...findings, unjudged] : findings;
}

/** The day whose edition decides: that of the later step. */
function judgedOn(check: DevelopmentCheck, fields: Case): CivilDate | undefined {
  if ('to' in check) return dayOfStep(fields, check.to);
  if ('step' in check) return dayOfStep(fields, check.step);
  return fields.extendedOn ?? fields.extendedUntil;
}

function outOfOrder(fields: Case, pack: DevelopmentPack): CaseFinding[] {
  const findings: CaseFinding[] = [];
  let latest: { id: string; on: CivilDate } | undefined;
  for (const step of pack.steps) {
    const on = dayOfStep(fields, step.id);
    if (!on) continue;
    if (latest && on < latest.on) {
      findings.push({
        code: 'outOfOrder',
        level: 'warn',
        steps: [step.id, latest.id],
        params: { date: on, before: latest.on },
      });
    } else latest = { id: step.id, on };
  }
  return findings;
}

function judge(
  check: DevelopmentCheck,
  fields: Case,
  pack: DevelopmentPack,
  { today, birth, calendar }: CaseContext,
): CaseFinding[] {
  // A step that was passed over is 缺项; what it should have waited for is history.
  const passed = (step: string): boolean => {
    const at = pack.steps.findIndex((one) => one.id === step);
    return pack.steps.some((one, index) => index > at && dayOfStep(fields, one.id) !== undefined);
  };
  const open = !fields.ended;
  const found = (
    code: CaseFinding['code'],
    level: CaseFinding['level'],
    steps: string[],
    params: CaseFinding['params'] = {},
  ): CaseFinding[] => [{ code, level, check, steps, params }];
  switch (check.kind) {
    case 'age': {
      const on = dayOfStep(fields, check.step);
      if (!on || !birth) return [];
      // A birthday known only to the month or year gets the benefit of the doubt.
      const eighteen = `${Number(birth.slice(0, 4)) + check.years}${birth.slice(4)}`;
      return on.slice(0, eighteen.length) < eighteen
        ? found('under18', 'warn', [check.step], { years: check.years })
        : [];
    }
    case 'within': {
      const from = dayOfStep(fields, check.from);
      const to = dayOfStep(fields, check.to);
      if (!from) return [];
      const limit = addMonths(from, check.months);
      if (!to) {
        if (!open || passed(check.to)) return [];
        const code = today > limit ? 'overdue' : 'dueBy';
        return found(code, code === 'overdue' ? 'warn' : 'due', [check.to], { date: limit });
      }
      if (to <= limit) return [];
      const isSpecial = check.longest !== undefined && to <= addMonths(from, check.longest);
      return found(isSpecial ? 'beyondUsual' : 'tooLate', 'warn', [check.to, check.from], {
        days: daysBetween(from, to),
        date: limit,
      });
    }
    case 'atLeast': {
      const from = dayOfStep(fields, check.from);
      const to = dayOfStep(fields, check.to);
      if (!from) return [];
      const earliest = addMonths(from, check.months);
      if (!to) {
        const waits = open && today < earliest && !passed(check.to);
        return waits ? found('earliest', 'info', [check.to], { date: earliest }) : [];
      }
      return to < earliest
        ? found('tooEarly', 'warn', [check.to, check.from], {
            days: daysBetween(from, to),
            date: earliest,
          })
        : [];
    }
    case 'every':
      return reviewGaps(check, fields, open ? today : undefined);
    case 'workdays': {
      const span = fields.steps?.[check.step];
      if (!span?.from || !span.until || !calendar) return [];
      const { days, unannounced } = workdaysBetween(calendar, span.from, span.until);
      const params = { days, min: check.days, ...(unannounced ? { unannounced } : {}) };
      if (days < check.days) return found('fewWorkdays', 'warn', [check.step], params);
      return unannounced && days < check.days + IN_LIEU
        ? found('workdaysOpen', 'info', [check.step], params)
        : [];
    }
    case 'hours': {
      const hours = fields.steps?.[check.step]?.hours;
      return hours !== undefined && hours < check.hours
        ? found('fewHours', 'warn', [check.step], { hours, min: check.hours })
        : [];
    }
    case 'count': {
      const on = dayOfStep(fields, check.step);
      if (!on) return [];
      const { min, max } = check;
      const helpers = Object.values(fields[check.of] ?? {});
      // Those who had the duty on the day, also if they gave it up since; later ones may have taken over from them.
      const then = helpers.filter((one) => (one.from ?? on) <= on && (one.until ?? on) >= on).length;
      if (then < min || then > max) return found('count', 'warn', [check.step], { count: then, date: on });
      const now = helpers.filter((one) => !one.until).length;
      return open && now > max ? found('count', 'warn', [check.step], { count: now, date: today }) : [];
    }
    case 'extension': {
      const meeting = dayOfStep(fields, 'admissionMeeting');
      if (!fields.extendedUntil || !meeting) return [];
      const probation = addMonths(meeting, 12);
      const inside =
        addMonths(probation, check.min) <= fields.extendedUntil &&
        fields.extendedUntil <= addMonths(probation, check.max);
      return inside ? [] : found('extension', 'warn', ['conversionMeeting'], { date: fields.extendedUntil });
    }
  }
}

/** Stretches of the time of education without a review in them that are longer than the norm. */
function reviewGaps(
  check: DevelopmentCheck & { kind: 'every' },
  fields: Case,
  today: CivilDate | undefined,
): CaseFinding[] {
  const from = dayOfStep(fields, check.from);
  const until = dayOfStep(fields, check.to) ?? today;
  if (!from || !until) return [];
  const reviews = Object.values(fields.reviews ?? {})
    .map((review) => review.on)
    .filter((on) => on >= from && on <= until)
    .sort();
  const findings: CaseFinding[] = [];
  let last = from;
  for (const on of [...reviews, until]) {
    if (addMonths(last, check.months) < on) {
      findings.push({
        code: 'reviewGap',
        level: 'warn',
        check,
        steps: [check.from],
        params: { from: last, to: on },
      });
    }
    last = on;
  }
  return findings;
}
