import * as z from 'zod/mini';
import { date, defineKind, entryFields, partialDate } from './kind';

/** 人员类别. Only `full` and `probationary` are members; the others are in the development process. */
export const MEMBER_CATEGORIES = ['full', 'probationary', 'candidate', 'activist', 'applicant'] as const;

/** Duties inside the branch (党内职务). Several may be held at once. */
export const PARTY_POSTS = [
  'secretary',
  'deputySecretary',
  'organization',
  'publicity',
  'discipline',
  'committeeMember',
  'groupLeader',
] as const;

/** 党籍状态 as a roster gives it. The program never sets one by arithmetic. */
export const STANDINGS = ['normal', 'outOfContact', 'suspended', 'onProbationWithinParty'] as const;

export const member = defineKind({
  name: 'member',
  schema: z.looseObject({
    ...entryFields,
    name: z.string().check(z.minLength(1), z.maxLength(40)),
    /** Other names by which this person appears in pasted lists. */
    aliases: z.optional(z.array(z.string())),
    gender: z.optional(z.enum(['male', 'female'])),
    ethnicity: z.optional(z.string()),
    birth: z.optional(partialDate),
    education: z.optional(z.string()),
    degree: z.optional(z.string()),
    category: z.enum(MEMBER_CATEGORIES),
    /** Party group id (党小组). */
    group: z.optional(z.string()),
    /** 入党日期. */
    joinedOn: z.optional(partialDate),
    /** 转正日期. */
    fullSince: z.optional(partialDate),
    standing: z.optional(z.enum(STANDINGS)),
    posts: z.optional(z.array(z.enum(PARTY_POSTS))),
    job: z.optional(z.string()),
    employer: z.optional(z.string()),
    phone: z.optional(z.string()),
    address: z.optional(z.string()),
    nativePlace: z.optional(z.string()),
    household: z.optional(z.string()),
    stratum: z.optional(z.string()),
    sponsors: z.optional(z.string()),
    /** 流动党员: away for six months or more, relation not transferred. */
    mobile: z.optional(z.boolean()),
    mobileTo: z.optional(z.string()),
    /** 公民身份号码. Absent unless the user insisted on keeping it at import. */
    idNumber: z.optional(z.string()),
    /** Old or ill: no hard requirement on activities (《党员教育管理工作条例》 Art. 23). */
    exempt: z.optional(z.boolean()),
    /** First and last day in this branch; the expected number of a meeting is the roster at its date. */
    inBranchFrom: z.optional(date),
    leftOn: z.optional(date),
    /** Where the relation was transferred to. */
    leftTo: z.optional(z.string()),
    note: z.optional(z.string()),
  }),
  index: (fields) => ({
    at: fields.leftOn ?? '',
    links: [`name:${fields.name}`, ...(fields.group ? [fields.group] : [])],
  }),
  title: (fields) => fields.name,
});
