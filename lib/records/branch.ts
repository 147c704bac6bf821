import * as z from 'zod/mini';
import { date, defineKind, entryFields } from './kind';

/** Forms of a branch (《支部工作条例（试行）》 ch. 2; 功能型 is a practice term). */
export const BRANCH_FORMS = ['single', 'joint', 'functional', 'temporary', 'mobile'] as const;

const choice = { every: z.optional(z.enum(['M', 'Q', 'H', 'Y'])), since: z.optional(date) };

export const branch = defineKind({
  name: 'branch',
  schema: z.looseObject({
    ...entryFields,
    name: z.string().check(z.minLength(1), z.maxLength(80)),
    company: z.string().check(z.minLength(1), z.maxLength(80)),
    /** Stable id of the company: checklist items of several branches of one company meet on it. */
    companyId: z.string(),
    superior: z.optional(z.string()),
    form: z.enum(BRANCH_FORMS),
    /** True when the branch has a committee (支委会); false when it has only a secretary (and deputy). */
    hasCommittee: z.boolean(),
    foundedOn: z.optional(date),
    /** First day of the present term. */
    termStart: z.optional(date),
    /** Last day of the present term; filled from the rule pack (3 years) and editable. */
    termEnd: z.optional(date),
    /**
     * How often the branch itself wants a cadence that its rules leave to it (党课), by cadence id, since when, and
     * what it wanted earlier. Without `every`: as the rules say.
     */
    frequencies: z.optional(
      z.record(z.string(), z.object({ ...choice, earlier: z.optional(z.array(z.object(choice))) })),
    ),
  }),
  maps: ['frequencies'],
  index: () => ({ at: '', links: [] }),
  title: (fields) => fields.name,
});

export const partyGroup = defineKind({
  name: 'partyGroup',
  schema: z.looseObject({
    ...entryFields,
    name: z.string().check(z.minLength(1), z.maxLength(40)),
    /** Member id of the group's leader (组长). */
    leader: z.optional(z.string()),
    order: z.optional(z.number()),
  }),
  index: (fields) => ({ at: '', links: fields.leader ? [fields.leader] : [] }),
  title: (fields) => fields.name,
});
