import * as z from 'zod/mini';
import { date, defineKind, entryFields, partialDate } from './kind';
import { PARTY_POSTS } from './member';

/** A duty inside the branch (党内职务) that one person held over some time, both ends counted. */
export const post = defineKind({
  name: 'post',
  schema: z.looseObject({
    ...entryFields,
    member: z.string(),
    post: z.enum(PARTY_POSTS),
    /** First day. Absent = not known; it counts as held from before anything in the ledger. */
    from: z.optional(partialDate),
    /** Last day. Absent = held still. */
    to: z.optional(partialDate),
    /** By what decision: an election, an approval, an appointment. */
    basis: z.optional(z.string().check(z.maxLength(200))),
  }),
  index: (fields) => ({ at: fields.from ?? '', links: [fields.member, `post:${fields.post}`] }),
  title: (fields) => fields.post,
});

/** The time that one person belonged to a Party group (党小组), both ends counted. */
export const groupStay = defineKind({
  name: 'groupStay',
  schema: z.looseObject({
    ...entryFields,
    member: z.string(),
    group: z.string(),
    /** First day. Absent = not known. */
    from: z.optional(date),
    /** Last day. Absent = still. */
    to: z.optional(date),
  }),
  index: (fields) => ({ at: fields.from ?? '', links: [fields.member, fields.group] }),
  title: (fields) => fields.group,
});
