import * as z from 'zod/mini';
import { attachment, date, defineKind, entryFields } from './kind';

/** How a member is paid, which decides the rule for the base: 月工资, 年薪制, 不按月取酬, 离退休, 0.2 元, 农民. */
export const DUES_WAYS = ['monthly', 'annualSalary', 'irregular', 'retired', 'token', 'farmer'] as const;
export type DuesWay = (typeof DUES_WAYS)[number];

/** 少交, 免交. */
export const DUES_RELIEFS = ['reduced', 'exempt'] as const;

/** 现金, 银行转账, 移动支付, 党费系统, 其他. */
export const DUES_METHODS = ['cash', 'bank', 'mobile', 'system', 'other'] as const;
export type DuesMethod = (typeof DUES_METHODS)[number];

/** Money in whole fen. */
const fen = z.int().check(z.nonnegative());
const month = z.string().check(z.regex(/^\d{4}-(0[1-9]|1[0-2])$/));

/** The monthly amount from a month on, until a later step of the year. */
export const duesStep = z.object({
  /** Monthly amount in fen; 0 only when exempt. */
  fen,
  /** How the member was paid when it was fixed. */
  way: z.enum(DUES_WAYS),
  /** Band of the pack's table from which the amount was taken; absent when it was typed. */
  band: z.optional(z.string()),
  /** The base in fen. Absent unless a person insisted on keeping it. */
  base: z.optional(fen),
  /** Why the amount changed during the year, or why less is paid. */
  reason: z.optional(z.string()),
  relief: z.optional(z.enum(DUES_RELIEFS)),
  /** Who approved the relief. */
  approver: z.optional(z.string()),
  approvedOn: z.optional(date),
});
export type DuesStep = z.infer<typeof duesStep>;

/** What one member has to pay in one year (年初核定, with later changes). Its id is made from member and year. */
export const duesBase = defineKind({
  name: 'duesBase',
  schema: z.looseObject({
    ...entryFields,
    member: z.string(),
    year: z.int(),
    /** Keyed by the month from which the step holds, `01` to `12`. Before the first nothing is due. */
    steps: z.record(z.string().check(z.regex(/^(0[1-9]|1[0-2])$/)), duesStep),
    note: z.optional(z.string()),
  }),
  maps: ['steps'],
  index: (fields) => ({ at: String(fields.year), links: [`${fields.member}@${fields.year}`] }),
  title: (fields) => String(fields.year),
});

/** What one member has paid for one month. Its id is made from member and month. */
export const duesRecord = defineKind({
  name: 'duesRecord',
  schema: z.looseObject({
    ...entryFields,
    member: z.string(),
    month,
    /** 实缴 in fen. */
    paid: fen.check(z.positive()),
    /** 缴纳日期. */
    on: z.optional(date),
    method: z.optional(z.enum(DUES_METHODS)),
    /** 经手人: member id or free name. */
    handler: z.optional(z.string()),
    /** Who paid in the member's place (代交): member id or free name. */
    proxy: z.optional(z.string()),
    note: z.optional(z.string()),
    /** 凭证. */
    attachments: z.optional(z.record(z.string(), attachment)),
  }),
  maps: ['attachments'],
  strict: ['paid'],
  index: (fields) => ({
    at: fields.month,
    links: [`${fields.member}@${fields.month.slice(0, 4)}`, `dues:${fields.month}`],
  }),
  title: (fields) => fields.month,
});

/** Dues of a period handed up to the superior organization (上交) and published (公示). One for branch and period. */
export const duesHandover = defineKind({
  name: 'duesHandover',
  schema: z.looseObject({
    ...entryFields,
    /** `2026`, `2026Q4` or `2026-11`. */
    period: z.string().check(z.regex(/^\d{4}(Q[1-4]|-(0[1-9]|1[0-2]))?$/)),
    /** Handed up, in fen. */
    fen: z.optional(fen),
    handedOn: z.optional(date),
    /** Organization that received it. */
    to: z.optional(z.string()),
    /** Number of the receipt. */
    receipt: z.optional(z.string()),
    /** Member id or free name. */
    handler: z.optional(z.string()),
    publishedOn: z.optional(date),
    /** Where it was published: notice board, group. */
    publishedAt: z.optional(z.string()),
    note: z.optional(z.string()),
    attachments: z.optional(z.record(z.string(), attachment)),
  }),
  maps: ['attachments'],
  index: (fields) => ({ at: fields.period, links: [] }),
  title: (fields) => fields.period,
});
