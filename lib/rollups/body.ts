import * as z from 'zod/mini';
import { date } from '../records/kind';
import type { Verdict } from '../records/governance';

const amount = z.int().check(z.gte(0), z.maximum(1e12));
const short = (most: number) => z.string().check(z.minLength(1), z.maxLength(most));

/**
 * A figure: so many of so many, and of how many it is not known. `have` absent = 缺项. `of` absent = a count alone.
 * Money is in fen.
 */
const share = z.looseObject({
  have: z.optional(amount),
  of: z.optional(amount),
  unknown: z.optional(amount),
});
export type Share = z.infer<typeof share>;

/** Verdicts as one letter: 符合, 部分符合, 不符合, 不适用; '' = 未填. */
const LETTERS = { met: 'm', partly: 'p', notMet: 'n', notApplicable: 'a' } as const;
const letter = z.enum(['', 'm', 'p', 'n', 'a']);
type Letter = z.infer<typeof letter>;

/** One verdict as a letter. */
export const letterOf = (verdict: Verdict | undefined): Letter => (verdict ? LETTERS[verdict] : '');

/** The verdict of a letter; undefined = 未填. */
export const verdictOf = (of: Letter): Verdict | undefined =>
  (Object.keys(LETTERS) as Verdict[]).find((verdict) => LETTERS[verdict] === of);

/** Code, design (有形), effect (有效), pieces of evidence, mark of its present state ('' = nobody touched it). */
const item = z.tuple([short(12), letter, letter, amount, z.string().check(z.regex(/^[0-9a-f]{0,12}$/))]);
export type ItemLine = z.infer<typeof item>;

const STATES = ['done', 'late', 'due', 'missing', 'unknown', 'notApplicable'] as const;

/** One rule of organisation life: how often it fell due in the period, and how often it was held. */
const activity = z.looseObject({
  rule: short(60),
  due: z.optional(amount),
  held: z.optional(amount),
  state: z.optional(z.enum(STATES)),
});
export type ActivityLine = z.infer<typeof activity>;

const bounded = <T extends z.ZodMiniType>(value: T, most: number) =>
  z
    .record(short(60), value)
    .check(z.refine((of) => Object.keys(of as Record<string, unknown>).length <= most));

/**
 * What a branch reports of one period. Counts and marks; no name of a person, no text that somebody wrote. `name`,
 * `company` and `superior` are those of the organisations.
 */
export const body = z.looseObject({
  v: z.literal(1),
  name: short(80),
  company: z.optional(short(80)),
  superior: z.optional(short(200)),
  form: z.optional(short(20)),
  /** Day as of which it was counted. */
  asOf: date,
  /** Last day of the present term. */
  termEnd: z.optional(date),
  /** The checklist that was answered. */
  checklist: short(160),
  items: z.array(item).check(z.maxLength(300)),
  activities: z.array(activity).check(z.maxLength(60)),
  /** By {@link FIGURES}. */
  figures: bounded(share, 60),
  /** How far the records of each device of the branch had come: segments by device. */
  seen: z.optional(bounded(amount, 120)),
});
export type Body = z.infer<typeof body>;

/**
 * The figures of a report, in the order in which they are shown. `form` 有形: what is set up and on file; `fact` 有效:
 * what was done; `quality`: how whole the records are. `design`, `effect`, `evidence` and `activities` are summed from
 * the lines, so that they cannot differ from them.
 */
export const FIGURES = {
  form: ['design', 'evidence', 'members', 'secretary', 'committee', 'groupLeaders'],
  fact: [
    'effect',
    'events',
    'activities',
    'attendance',
    'hours',
    'duesMonths',
    'duesFen',
    'talks',
    'resolutions',
    'rectified',
    'requests',
  ],
  quality: ['complete', 'late', 'unmarked'],
} as const;
export type FigureGroup = keyof typeof FIGURES;
export type Figure = (typeof FIGURES)[FigureGroup][number];

/** Every figure. */
export const ALL_FIGURES: readonly Figure[] = [...FIGURES.form, ...FIGURES.fact, ...FIGURES.quality];

/** What lists show of a report, small enough for thousands of rows. */
export interface Glance {
  name: string;
  company?: string;
  superior?: string;
  asOf: string;
  termEnd?: string;
  checklist: string;
  figures: Partial<Record<Figure, Share>>;
  /** Rules of organisation life by what they say of the period. */
  states: Partial<Record<(typeof STATES)[number], number>>;
}

/** Shortens a report for lists. Figures that this version does not know are left to the whole report. */
export function glanceOf(of: Body): Glance {
  const given = of.figures as Partial<Record<Figure, Share>>;
  const states: Glance['states'] = {};
  for (const { state } of of.activities) if (state) states[state] = (states[state] ?? 0) + 1;
  const figures: Glance['figures'] = {};
  const summed = sums(of);
  for (const name of ALL_FIGURES) {
    const value = summed[name] ?? given[name];
    if (value) figures[name] = value;
  }
  const { name, company, superior, asOf, termEnd, checklist } = of;
  return { name, company, superior, asOf, termEnd, checklist, figures, states };
}

/** The figures that follow from the lines of a report. */
function sums({ items, activities }: Body): Partial<Record<Figure, Share>> {
  const asked = items.filter(([, design, effect]) => design !== 'a' || effect !== 'a');
  const side = (at: 1 | 2): Share => {
    const counted = items.filter((line) => line[at] !== 'a');
    return {
      have: counted.filter((line) => line[at] === 'm').length,
      of: counted.length,
      unknown: counted.filter((line) => line[at] === '').length,
    };
  };
  const rules = activities.filter(({ due, state }) => due !== undefined && state !== 'notApplicable');
  const total = (of: (line: ActivityLine) => number): number =>
    rules.reduce((sum, line) => sum + of(line), 0);
  return {
    ...(items.length && {
      design: side(1),
      effect: side(2),
      evidence: { have: asked.filter((line) => line[3] > 0).length, of: asked.length },
    }),
    ...(rules.length && {
      activities: {
        // More than was asked for makes nothing else good.
        have: total(({ due = 0, held = 0 }) => Math.min(due, held)),
        of: total(({ due = 0 }) => due),
        unknown: total(({ due = 0, held }) => (held === undefined ? due : 0)),
      },
    }),
  };
}
