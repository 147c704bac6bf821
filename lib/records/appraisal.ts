import * as z from 'zod/mini';
import { date, defineKind, entryFields } from './kind';

/** 优秀, 合格, 基本合格, 不合格. */
export const GRADES = ['excellent', 'qualified', 'basic', 'unqualified'] as const;
export type Grade = (typeof GRADES)[number];

const votes = z.optional(z.number().check(z.gte(0), z.maximum(10_000)));

/**
 * 民主评议 of one member in one year. Its id is computed from member and year, so that two people who enter it meet on
 * one record. Ballots are numbers only: who gave which is never entered.
 */
export const appraisal = defineKind({
  name: 'appraisal',
  schema: z.looseObject({
    ...entryFields,
    member: z.string(),
    year: z.string().check(z.regex(/^\d{4}$/)),
    /** The meeting at which it was held. */
    meeting: z.optional(z.string()),
    /** 个人自评. */
    self: z.optional(z.enum(GRADES)),
    /** 互评票, by grade: how many papers said so. */
    excellent: votes,
    qualified: votes,
    basic: votes,
    unqualified: votes,
    /** 组织评定: decided by the committee or the membership meeting, entered by a person, never computed. */
    grade: z.optional(z.enum(GRADES)),
    /** Day on which the member was told. */
    feedbackOn: z.optional(date),
  }),
  strict: ['grade'],
  index: (fields) => ({
    at: fields.year,
    links: [
      `${fields.member}@${fields.year}`,
      `appraisal:${fields.year}`,
      ...(fields.meeting ? [fields.meeting] : []),
    ],
  }),
  title: (fields) => fields.year,
});
