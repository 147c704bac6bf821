import * as z from 'zod/mini';
import { date, defineKind, entryFields, longText } from './kind';

/** 待办, 已转办, 已答复, and 已办结: closed by the word of whoever asked. */
export const REQUEST_STATES = ['open', 'routed', 'answered', 'closed'] as const;

/** 诉求: what was asked for, where it went, what was answered, and what it led to. */
export const request = defineKind({
  name: 'request',
  schema: z.looseObject({
    ...entryFields,
    on: date,
    /** Members who ask, by id. */
    askers: z.optional(z.record(z.string(), z.boolean())),
    /** Whoever else asks, or the place, in words that name nobody. */
    from: z.optional(z.string()),
    channel: z.optional(z.string()),
    subject: z.string().check(z.minLength(1)),
    ask: z.optional(longText),
    /** Member id or free name. */
    owner: z.optional(z.string()),
    /** The day on which somebody wants to be reminded. */
    remindOn: z.optional(date),
    routedTo: z.optional(z.string()),
    routedName: z.optional(z.string()),
    routedOn: z.optional(date),
    answer: z.optional(longText),
    answeredOn: z.optional(date),
    closedOn: z.optional(date),
    /** What whoever asked said at the end. */
    closing: z.optional(z.string()),
    state: z.enum(REQUEST_STATES),
    /** What it led to: kinds of records, by id. */
    led: z.optional(z.record(z.string(), z.string())),
  }),
  maps: ['askers', 'led'],
  strict: ['owner', 'state'],
  index: ({ on, remindOn, state, owner, askers, led }) => ({
    at: on,
    due: state === 'closed' ? undefined : remindOn,
    links: [
      ...new Set([...Object.keys({ ...askers, ...led }), ...(owner ? [owner] : []), `request:${state}`]),
    ],
  }),
  title: ({ subject }) => subject,
});
