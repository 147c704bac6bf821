import * as z from 'zod/mini';
import { MEMBER_CATEGORIES } from '../records/member';
import { checkSources, CONFIDENCE, grounded, head, packTextSchema, parse, refuse, unique } from './pack';

const step = z.object({
  id: z.string().check(z.regex(/^[a-zA-Z]+$/)),
  stage: z.string(),
  title: packTextSchema,
  documents: z.array(z.object({ id: z.string(), title: packTextSchema })),
  /** Name of the span (公示, 培训) that the step has beside its day. */
  span: z.optional(packTextSchema),
  /** True when credit hours are kept. */
  hours: z.optional(z.boolean()),
  /** True when an activity of the branch decides it. */
  meeting: z.optional(z.boolean()),
  /** What may be changed on the roster once the step is done; offered to a person, never done by itself. */
  offers: z.optional(
    z.object({
      category: z.enum(MEMBER_CATEGORIES),
      /** Date of the member that goes with it, and the step whose day is suggested for it. */
      dateField: z.optional(z.enum(['joinedOn', 'fullSince'])),
      dateFrom: z.optional(z.string()),
    }),
  ),
  ...grounded,
});
export type DevelopmentStep = z.infer<typeof step>;

const common = {
  id: z.string(),
  title: packTextSchema,
  /** The norm in words. */
  wording: packTextSchema,
  /** Editions of the rules under which it holds. */
  editions: z.array(z.string()),
  ...grounded,
};
const check = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('age'), step: z.string(), years: z.number(), ...common }),
  z.object({
    kind: z.literal('within'),
    from: z.string(),
    to: z.string(),
    months: z.number(),
    /** The longest time in special cases. */
    longest: z.optional(z.number()),
    ...common,
  }),
  z.object({
    kind: z.literal('atLeast'),
    from: z.string(),
    to: z.string(),
    months: z.number(),
    ...common,
  }),
  z.object({ kind: z.literal('every'), from: z.string(), to: z.string(), months: z.number(), ...common }),
  z.object({ kind: z.literal('workdays'), step: z.string(), days: z.number(), ...common }),
  z.object({ kind: z.literal('hours'), step: z.string(), hours: z.number(), ...common }),
  z.object({
    kind: z.literal('count'),
    of: z.enum(['mentors', 'sponsors']),
    step: z.string(),
    min: z.number(),
    max: z.number(),
    ...common,
  }),
  z.object({ kind: z.literal('extension'), min: z.number(), max: z.number(), ...common }),
]);
export type DevelopmentCheck = z.infer<typeof check>;

const day = z.string().check(z.regex(/^\d{4}-\d\d-\d\d$/));

/** The steps of admitting a Party member, their documents and intervals, by edition of the rules. */
export const developmentPackSchema = z.object({
  kind: z.literal('development'),
  ...head,
  /** In order; the first has no beginning. A step is judged by the edition of its day. */
  editions: z.array(
    z.object({
      id: z.string(),
      title: packTextSchema,
      source: z.string(),
      from: z.optional(day),
      superseded: z.optional(z.boolean()),
      confidence: z.enum(CONFIDENCE),
    }),
  ),
  stages: z.array(z.object({ id: z.string(), title: packTextSchema })),
  steps: z.array(step),
  checks: z.array(check),
});
export type DevelopmentPack = z.infer<typeof developmentPackSchema>;

/** Parses a pack of the admission steps. Refused whole when one entry is wrong: Fault E810 with its path. */
export function loadDevelopmentPack(json: unknown): DevelopmentPack {
  const pack = parse(developmentPackSchema, json);
  unique(pack.steps, 'steps', (one) => one.id);
  unique(pack.checks, 'checks', (one) => one.id);
  const steps = new Set(pack.steps.map((one) => one.id));
  const stages = new Set(pack.stages.map((one) => one.id));
  const editions = new Set(pack.editions.map((one) => one.id));
  pack.steps.forEach((one, index) => {
    if (!stages.has(one.stage)) refuse(`steps.${index}.stage`, `${one.stage}: no such stage`);
  });
  pack.checks.forEach((one, index) => {
    const named = 'from' in one ? [one.from, one.to] : 'step' in one ? [one.step] : [];
    for (const id of named) if (!steps.has(id)) refuse(`checks.${index}`, `${id}: no such step`);
    for (const id of one.editions)
      if (!editions.has(id)) refuse(`checks.${index}.editions`, `${id}: no such edition`);
  });
  checkSources(pack);
  return pack;
}

let built: Promise<DevelopmentPack> | undefined;

/** The built-in steps of admission, fetched when first needed. */
export const developmentPack = (): Promise<DevelopmentPack> =>
  (built ??= import('./packs/development.json').then((module) => loadDevelopmentPack(module.default)));
