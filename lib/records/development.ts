import * as z from 'zod/mini';
import { attachment, date, defineKind, entryFields } from './kind';

/** What is known of one step of a case. Days are entered by people; none is computed. */
export const caseStep = z.object({
  /** Day of the step. */
  on: z.optional(date),
  /** First and last day, where the step has a span (公示, 培训). */
  from: z.optional(date),
  until: z.optional(date),
  /** Credit hours of the training. */
  hours: z.optional(z.number().check(z.nonnegative(), z.maximum(2000))),
  /** The activity in which it was decided. */
  meeting: z.optional(z.string()),
  note: z.optional(z.string()),
});
export type CaseStep = z.infer<typeof caseStep>;

/** A mentor (培养联系人) or sponsor (入党介绍人): a member of the roster or a free name, with the days of the duty. */
export const caseHelper = z.object({
  /** Member id or free name. */
  person: z.string(),
  from: z.optional(date),
  until: z.optional(date),
  order: z.optional(z.number()),
});
export type CaseHelper = z.infer<typeof caseHelper>;

/** A half-yearly review of an activist, or a review of a probationary member. */
export const caseReview = z.object({
  on: date,
  text: z.optional(z.string()),
  /** Member id or free name of whoever reviewed. */
  by: z.optional(z.string()),
});
export type CaseReview = z.infer<typeof caseReview>;

/** A file of a case, with the document of the pack that it is (`<step>:<document>`). */
export const caseFile = z.object({ ...attachment.shape, document: z.optional(z.string()) });
export type CaseFile = z.infer<typeof caseFile>;

/** Admitting one person (发展党员): the steps with their days, documents, mentors, sponsors and reviews. */
export const developmentCase = defineKind({
  name: 'developmentCase',
  schema: z.looseObject({
    ...entryFields,
    member: z.string(),
    /** Stage as a person set it; the program offers the next one and never moves it. */
    stage: z.string(),
    /** Keyed by step of the pack. */
    steps: z.optional(z.record(z.string(), caseStep)),
    /** Documents that are there on paper or as a file, keyed `<step>:<document>`. */
    documents: z.optional(z.record(z.string(), z.object({ on: z.optional(date) }))),
    mentors: z.optional(z.record(z.string(), caseHelper)),
    sponsors: z.optional(z.record(z.string(), caseHelper)),
    reviews: z.optional(z.record(z.string(), caseReview)),
    attachments: z.optional(z.record(z.string(), caseFile)),
    /** 延长预备期: the day of the decision and the day until which. */
    extendedOn: z.optional(date),
    extendedUntil: z.optional(date),
    /** Set when the case ended: converted, stopped by decision, withdrawn, or gone on at another branch. */
    ended: z.optional(z.enum(['converted', 'stopped', 'withdrawn', 'transferred'])),
    endedOn: z.optional(date),
    note: z.optional(z.string()),
  }),
  maps: ['steps', 'documents', 'mentors', 'sponsors', 'reviews', 'attachments'],
  strict: ['stage'],
  index: (fields) => ({
    at: fields.steps?.application?.on ?? fields.enteredAt?.slice(0, 10) ?? '',
    links: [fields.member, `developmentCase:${fields.ended ? 'ended' : 'open'}`],
  }),
  title: (fields) => fields.member,
});
