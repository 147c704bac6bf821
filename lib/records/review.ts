import * as z from 'zod/mini';
import { date, defineKind, entryFields, instant, longText } from './kind';
import { evidenceEntry } from './governance';

/**
 * Steps of an item between who answers and who reviews: 提交, 受理, 退回, 撤回, and 意见, which changes no state.
 * Signing is a {@link review}.
 */
export const ITEM_STEPS = ['submitted', 'started', 'returned', 'withdrawn', 'comment'] as const;

/** What somebody did with a checklist item at one time. Written once and never changed. */
export const itemStep = defineKind({
  name: 'itemStep',
  schema: z.looseObject({
    ...entryFields,
    companyId: z.string(),
    /** Record of the checklist item. */
    item: z.string(),
    step: z.enum(ITEM_STEPS),
    /** Reason of a return, or the comment. */
    text: z.optional(z.string()),
    /** Hex SHA-256 of the item's state at that time. */
    state: z.optional(z.string()),
    at: instant,
    /** Name of who did it, as the roster had it then. */
    name: z.string(),
  }),
  immutable: true,
  index: (fields) => ({ at: fields.at, links: [fields.item] }),
  title: (fields) => fields.step,
});

/**
 * 复核签字: what one person signed. `text` are the exact characters that were signed; they are never written anew. The
 * record's id is made of `text` and `signature`, so that none can stand under another's name.
 */
export const review = defineKind({
  name: 'review',
  schema: z.looseObject({
    ...entryFields,
    companyId: z.string(),
    /** Record of the checklist item. */
    item: z.string(),
    text: z.string(),
    /** Lower-case hex, by the key of `device` over the UTF-8 bytes of `text`. */
    signature: z.string(),
    device: z.string(),
    /** The item's state that was judged: the text whose SHA-256 stands in `text`. */
    state: longText,
  }),
  immutable: true,
  index: (fields) => ({ at: '', links: [fields.item, `signedOn:${fields.device}`] }),
  title: (fields) => fields.item,
});

/** 待整改, 已整改, 回头看通过. */
export const FINDING_STATES = ['open', 'done', 'closed'] as const;
export const RISKS = ['high', 'medium', 'low'] as const;

/** 复核发现的问题: from the finding to its proof and the second look. */
export const finding = defineKind({
  name: 'finding',
  schema: z.looseObject({
    ...entryFields,
    companyId: z.string(),
    /** Record of the checklist item. */
    item: z.string(),
    problem: z.string().check(z.minLength(1)),
    risk: z.optional(z.enum(RISKS)),
    foundOn: date,
    foundBy: z.optional(z.string()),
    owner: z.optional(z.string()),
    dueOn: z.optional(date),
    measure: z.optional(z.string()),
    state: z.enum(FINDING_STATES),
    doneOn: z.optional(date),
    /** Member who said that it was put right. */
    doneBy: z.optional(z.string()),
    result: z.optional(z.string()),
    /** What proves that it was put right, by id. */
    proof: z.optional(z.record(z.string(), evidenceEntry)),
    /** 回头看. */
    reviewedOn: z.optional(date),
    review: z.optional(z.string()),
    reviewedBy: z.optional(z.string()),
    /** False when who looked again had a hand in it. */
    independent: z.optional(z.boolean()),
  }),
  maps: ['proof'],
  strict: ['state', 'owner'],
  index: (fields) => ({
    at: fields.foundOn,
    due: fields.state === 'open' ? fields.dueOn : undefined,
    links: [fields.item, `finding:${fields.state}`],
  }),
  title: (fields) => fields.problem,
});
