import * as z from 'zod/mini';
import { date, defineKind, entryFields } from './kind';

/** 奖惩: an award or a penalty as a document says it. The words are the document's; there is no list of kinds. */
export const honour = defineKind({
  name: 'honour',
  schema: z.looseObject({
    ...entryFields,
    sort: z.enum(['award', 'penalty']),
    on: date,
    /** Whom it is about, by id. */
    members: z.optional(z.record(z.string(), z.boolean())),
    /** The branch, a group, or somebody who is not on the roster. */
    unit: z.optional(z.string()),
    what: z.string().check(z.minLength(1)),
    issuer: z.optional(z.string()),
    document: z.optional(z.string()),
    basis: z.optional(z.string()),
  }),
  maps: ['members'],
  strict: ['what'],
  index: ({ on, sort, members }) => ({ at: on, links: [...Object.keys({ ...members }), `honour:${sort}`] }),
  // Never what it is: this line stands in lists that others read.
  title: ({ on }) => on,
});
