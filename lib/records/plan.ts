import * as z from 'zod/mini';
import { date, defineKind, entryFields } from './kind';

/**
 * One thing that the branch means to do on a day: an activity of one or several types, or a task of the rule pack
 * (a step of an election, the yearly fixing of dues). What was held is never written here: the activities say it.
 */
export const planItem = defineKind({
  name: 'planItem',
  schema: z.looseObject({
    ...entryFields,
    /** Planned day. */
    on: date,
    /** Planned time of day, `HH:mm`. */
    start: z.optional(z.string().check(z.regex(/^([01]\d|2[0-3]):[0-5]\d$/))),
    /** Set of activity types, one field per element; empty for a task. */
    types: z.optional(z.record(z.string(), z.literal(true))),
    /** Party group, for a group meeting. */
    group: z.optional(z.string()),
    title: z.optional(z.string()),
    place: z.optional(z.string()),
    note: z.optional(z.string()),
    /** Task or step of the plan pack; absent for an activity. */
    task: z.optional(z.string()),
    /** Whom or what a step is about: the id of a member or of the branch. */
    subject: z.optional(z.string()),
    /** The date that a step leads up to: the end of the term, the end of a probation. */
    cycle: z.optional(date),
    /** Activity that was started from it. */
    meeting: z.optional(z.string()),
    /** Day on which a task was ticked off. */
    doneOn: z.optional(date),
  }),
  maps: ['types'],
  index: (fields) => ({
    at: fields.on,
    links: [
      ...(fields.meeting ? [fields.meeting] : []),
      ...(fields.subject ? [fields.subject, `step:${fields.subject}`] : []),
      ...(fields.task ? [`task:${fields.task}`] : []),
    ],
  }),
  title: (fields) => fields.title || Object.keys(fields.types ?? {}).join(' ') || (fields.task ?? ''),
});
