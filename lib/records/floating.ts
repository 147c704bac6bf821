import * as z from 'zod/mini';
import { date, defineKind, entryFields } from './kind';

/** One time somebody of the branch was in touch with a mobile member. */
export const contact = z.object({
  on: date,
  /** Member id of whoever was in touch. */
  by: z.optional(z.string()),
  note: z.optional(z.string()),
});
export type Contact = z.infer<typeof contact>;

/**
 * A mobile member (流动党员). `out`: a member of this branch who is away. `in`: a member of another branch who lives
 * here and takes part here; such a person belongs to the other branch and is not on this roster.
 */
export const floatingRecord = defineKind({
  name: 'floatingRecord',
  schema: z.looseObject({
    ...entryFields,
    direction: z.enum(['out', 'in']),
    /** Member of the roster, for `out`. */
    member: z.optional(z.string()),
    /** Name of the person, for `in`. */
    name: z.optional(z.string().check(z.maxLength(40))),
    phone: z.optional(z.string()),
    /** 流向（省市）, or where the person came from. */
    region: z.optional(z.string()),
    /** 流出时间 or 流入时间. */
    since: date,
    reason: z.optional(z.string()),
    /** 《流动党员活动证》 number. */
    certificate: z.optional(z.string()),
    /** 联系人: member id or free name. */
    liaison: z.optional(z.string()),
    /** 流入党组织, for `out`; 隶属党组织, for `in`. */
    organization: z.optional(z.string()),
    /** 报到日期. */
    reportedOn: z.optional(date),
    /** Keyed by id; the last of them counts. */
    contacts: z.optional(z.record(z.string(), contact)),
    returnedOn: z.optional(date),
    note: z.optional(z.string()),
    /** Id of the hand-over slip that it was made from. */
    slip: z.optional(z.string()),
  }),
  maps: ['contacts'],
  index: (fields) => ({
    at: fields.since,
    links: [
      ...(fields.member ? [fields.member] : []),
      ...(fields.slip ? [`slip:${fields.slip}`] : []),
      `floatingRecord:${fields.returnedOn ? 'ended' : 'open'}`,
    ],
  }),
  title: (fields) => fields.name ?? fields.member ?? '',
});
