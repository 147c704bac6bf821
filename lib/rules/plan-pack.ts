import * as z from 'zod/mini';
import { BRANCH_FORMS } from '../records/branch';
import { checkSources, grounded, head, packTextSchema, parse } from './pack';

const month = z.int().check(z.minimum(1), z.maximum(12));
const day = z.int().check(z.minimum(1), z.maximum(31));

/** Where in its period an activity of a cadence is put when nothing else says so. */
const placement = z.object({
  cadence: z.string(),
  /** Month of the period, counted from 1: the third month of a quarter is 3. */
  month,
  day,
});

const task = z.object({
  id: z.string(),
  title: packTextSchema,
  month,
  day,
  wording: packTextSchema,
  ...grounded,
});
export type PlanTask = z.infer<typeof task>;

const step = z.object({
  id: z.string(),
  title: packTextSchema,
  wording: packTextSchema,
  /** What is said once its day has passed; `{days}` = days since the date that the track hangs on. */
  overdue: z.optional(packTextSchema),
  /** From the date that the track hangs on; negative = before it. Months count first, then days. */
  months: z.optional(z.int()),
  days: z.optional(z.int()),
  /** Nothing is overdue: from this day on it is possible. */
  earliest: z.optional(z.literal(true)),
  /** Screen on which it is done. */
  to: z.optional(z.string()),
  ...grounded,
});
export type TrackStep = z.infer<typeof step>;

const track = z.object({
  id: z.string(),
  title: packTextSchema,
  exceptForms: z.optional(z.array(z.enum(BRANCH_FORMS))),
  steps: z.array(step),
});
export type Track = z.infer<typeof track>;

/** What a year holds and what leads up to a date: the activities come from the rules of branch life. */
const planPackSchema = z.object({
  kind: z.literal('plan'),
  ...head,
  placement: z.array(placement),
  tasks: z.array(task),
  tracks: z.array(track),
  /** Reasons to talk to a person. */
  talks: z.array(z.object({ id: z.string(), title: packTextSchema, wording: packTextSchema, ...grounded })),
});
export type PlanPack = z.infer<typeof planPackSchema>;

let pack: Promise<PlanPack> | undefined;

/** The built-in rules of the year plan and of deadlines, fetched when first needed. @throws Fault E810. */
export const planPack = (): Promise<PlanPack> =>
  (pack ??= import('./packs/plan.json').then((module) => {
    const parsed = parse(planPackSchema, module.default);
    checkSources(parsed);
    return parsed;
  }));
