import * as z from 'zod/mini';
import { date } from '../records/kind';
import type { Verdict } from '../records/governance';

/** Whole numbers from 0; money is in fen. */
const isAmount = (value: unknown): value is number =>
  Number.isSafeInteger(value) && (value as number) >= 0 && (value as number) <= 1e12;
const amount = z.custom<number>(isAmount);
const isShort = (value: unknown, most: number): value is string =>
  typeof value === 'string' && value.length > 0 && value.length <= most;
const short = (most: number) => z.string().check(z.minLength(1), z.maxLength(most));

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * A figure: so many of so many, and of how many it is not known. `have` absent = 缺项. `of` absent = a count alone.
 * Money is in fen.
 */
export interface Share {
  have?: number | undefined;
  of?: number | undefined;
  unknown?: number | undefined;
}
const isShare = (value: unknown): value is Share =>
  isObject(value) && [value.have, value.of, value.unknown].every((one) => one === undefined || isAmount(one));

/** Verdicts as one letter: 符合, 部分符合, 不符合, 不适用; '' = 未填. */
const LETTERS = { met: 'm', partly: 'p', notMet: 'n', notApplicable: 'a' } as const;
type Letter = '' | (typeof LETTERS)[keyof typeof LETTERS];
const ALL_LETTERS: readonly unknown[] = ['', ...Object.values(LETTERS)];
const isLetter = (value: unknown): value is Letter => ALL_LETTERS.includes(value);

/** One verdict as a letter. */
export const letterOf = (verdict: Verdict | undefined): Letter => (verdict ? LETTERS[verdict] : '');

/** The verdict of a letter; undefined = 未填. */
export const verdictOf = (of: Letter): Verdict | undefined =>
  (Object.keys(LETTERS) as Verdict[]).find((verdict) => LETTERS[verdict] === of);

/** Code, design (有形), effect (有效), pieces of evidence, mark of its present state ('' = nobody touched it). */
export type ItemLine = [code: string, design: Letter, effect: Letter, pieces: number, mark: string];

/**
 * Lines are checked by hand: they are most of a report, a committee checks ten thousand of them in a row, and a schema
 * takes ten times as long for each.
 */
const isItem = (value: unknown): value is ItemLine =>
  Array.isArray(value) &&
  value.length === 5 &&
  isShort(value[0], 12) &&
  isLetter(value[1]) &&
  isLetter(value[2]) &&
  isAmount(value[3]) &&
  typeof value[4] === 'string' &&
  /^[0-9a-f]{0,12}$/.test(value[4]);
const itemLines = z.custom<ItemLine[]>(
  (value) => Array.isArray(value) && value.length <= 300 && value.every(isItem),
);

const STATES = ['done', 'late', 'due', 'missing', 'unknown', 'notApplicable'] as const;

/** One rule of organisation life: how often it fell due in the period, and how often it was held. */
const activity = z.looseObject({
  rule: short(60),
  due: z.optional(amount),
  held: z.optional(amount),
  state: z.optional(z.enum(STATES)),
});
export type ActivityLine = z.infer<typeof activity>;

/** Values by name, so many at most. */
const bounded = <T>(is: (value: unknown) => value is T, most: number) =>
  z.custom<Record<string, T>>((value) => {
    if (!isObject(value)) return false;
    const all = Object.entries(value);
    return all.length <= most && all.every(([name, one]) => isShort(name, 60) && is(one));
  });

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
  items: itemLines,
  activities: z.array(activity).check(z.maxLength(60)),
  /** By {@link FIGURES}. */
  figures: bounded(isShare, 60),
  /** How far the records of each device of the branch had come: segments by device. */
  seen: z.optional(bounded(isAmount, 120)),
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

/** A {@link Glance} as rows keep it. */
export const storedGlance = (of: Body): string => JSON.stringify(glanceOf(of));

/** The glance of a row; undefined when it has none. */
export const readGlance = (stored: unknown): Glance | undefined =>
  (typeof stored === 'string' ? JSON.parse(stored) : stored) as Glance | undefined;

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
