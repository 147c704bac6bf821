import * as z from 'zod/mini';
import { date, defineKind, entryFields } from './kind';

/** 整改中, 已完成, and no longer pursued (the reason stands in the result). */
export const RECTIFICATION_STATES = ['open', 'done', 'dropped'] as const;

/** One line of a 整改清单: a problem found at a meeting or a check, what is done about it, by whom and until when. */
export const rectification = defineKind({
  name: 'rectification',
  schema: z.looseObject({
    ...entryFields,
    /** The 组织生活会 (or 民主评议) at which it was found; else the check, by name and day. */
    meeting: z.optional(z.string()),
    source: z.optional(z.string()),
    foundOn: z.optional(date),
    /** Whose problem it is: member id or free name; absent = of the branch (or its committee). */
    subject: z.optional(z.string()),
    problem: z.string().check(z.minLength(1)),
    measure: z.optional(z.string()),
    /** Member id or free name. Absent = 待明确. */
    owner: z.optional(z.string()),
    dueOn: z.optional(date),
    state: z.enum(RECTIFICATION_STATES),
    doneOn: z.optional(date),
    /** What came of it. */
    result: z.optional(z.string()),
    /** What proves it, and where that lies. */
    proof: z.optional(z.string()),
    /** 回头看: the day on which it was looked at again, and what was found. */
    reviewedOn: z.optional(date),
    review: z.optional(z.string()),
    order: z.optional(z.number()),
  }),
  strict: ['owner', 'state'],
  index: (fields) => ({
    at: fields.dueOn ?? '',
    due: fields.state === 'open' ? fields.dueOn : undefined,
    links: [
      ...new Set([
        ...(fields.meeting ? [fields.meeting] : []),
        ...(fields.subject ? [fields.subject] : []),
        ...(fields.owner ? [fields.owner] : []),
        `rectification:${fields.state}`,
      ]),
    ],
  }),
  title: (fields) => fields.problem,
});
