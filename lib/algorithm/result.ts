import * as z from 'zod/mini';

/**
 * Why a figure is not there: the columns are not in the file, nothing could be counted, too few couriers stand behind
 * it, or nobody said what the lowest pay of the place is.
 */
export const REASONS = ['noColumn', 'nothing', 'few', 'noFloor'] as const;

const figure = z.object({
  /** Of how many. */
  of: z.number(),
  /** How many of them; absent for figures that are no count. */
  n: z.optional(z.number()),
  /** How many could not be counted, because something of them is missing or makes no sense. */
  missing: z.number(),
  /** Further numbers, by name. */
  more: z.optional(z.record(z.string(), z.number())),
  /** Why nothing is shown; `of` is 0 then. */
  why: z.optional(z.enum(REASONS)),
});
export type Figure = z.infer<typeof figure>;

const band = z.object({
  /** Lower end: kilometres, hour of the day; 0 or 1 for no and yes. */
  from: z.number(),
  /** Fewer than ten couriers: nothing of it is shown. */
  few: z.optional(z.boolean()),
  of: z.optional(z.number()),
  /** Medians in minutes. */
  promised: z.optional(z.number()),
  actual: z.optional(z.number()),
  /** Delivered after the promised time. */
  late: z.optional(z.number()),
  /** Promises that even the fastest tenth missed, of those that could be compared. */
  tight: z.optional(z.number()),
  compared: z.optional(z.number()),
});
export type Band = z.infer<typeof band>;

const part = z.object({
  figures: z.record(z.string(), figure),
  bands: z.optional(z.record(z.string(), z.array(band))),
});
export type Part = z.infer<typeof part>;

/** Figures in the order in which they are shown, by part. The parts are evidence of F3, F5, F6 and G2. */
export const FIGURES = {
  time: ['promise', 'tight', 'speed', 'speedLeft', 'concurrent', 'refused', 'again', 'gap'],
  rest: ['spells', 'pushed', 'days', 'daysWaiting'],
  exempt: ['adverse'],
  pay: ['hourly', 'floor'],
} as const;
export type PartName = keyof typeof FIGURES;
export const PARTS = Object.keys(FIGURES) as PartName[];
export type FigureName = (typeof FIGURES)[PartName][number];

/** Ways in which promises are divided, each with the lower ends of its bands. */
export const DIVISIONS = {
  distance: [0, 1, 2, 3, 4, 5],
  hour: Array.from({ length: 24 }, (_, hour) => hour),
  weekend: [0, 1],
  adverse: [0, 1],
} as const;
export type Division = keyof typeof DIVISIONS;

export const resultSchema = z.object({
  /** Rows that were counted, and rows with too few or too many fields, which were not. */
  rows: z.number(),
  wrongLength: z.number(),
  /** Different couriers and orders; absent without the column. */
  couriers: z.optional(z.number()),
  orders: z.optional(z.number()),
  /** First and last day (UTC+8) on which something was offered, taken or delivered. */
  from: z.optional(z.string()),
  to: z.optional(z.string()),
  /** By column, values that could not be read. */
  unreadable: z.record(z.string(), z.number()),
  time: z.optional(part),
  rest: z.optional(part),
  exempt: z.optional(part),
  pay: z.optional(part),
});
export type CheckResult = z.infer<typeof resultSchema>;

/** A figure that is not there. */
export const absent = (why: (typeof REASONS)[number], missing = 0): Figure => ({ of: 0, missing, why });

/** A figure, or that nothing could be counted, or that too few couriers stand behind it. */
export function figureOf(enough: boolean, made: Figure): Figure {
  if (made.of === 0) return absent('nothing', made.missing);
  return enough ? made : absent('few', made.missing);
}

/** Numbers that are there. */
export const known = (numbers: Record<string, number | undefined>): Record<string, number> =>
  Object.fromEntries(
    Object.entries(numbers).filter((entry): entry is [string, number] => entry[1] !== undefined),
  );
