import * as z from 'zod/mini';
import { attachment, date, defineKind, entryFields } from './kind';

/** 符合, 部分符合, 不符合, 不适用. An item without a verdict is open (未填), never "not met". */
export const VERDICTS = ['met', 'partly', 'notMet', 'notApplicable'] as const;
export type Verdict = (typeof VERDICTS)[number];

/**
 * Evidence is a record already kept, a file, a link, a quotation, or an original that stays where it lies. `note` says
 * what it shows.
 */
export const evidenceEntry = z.object({
  record: z.optional(z.object({ kind: z.string(), id: z.string() })),
  file: z.optional(attachment),
  /** Title of the page, of the document that is quoted, or of the original. */
  title: z.optional(z.string()),
  /** Address of a page, and the day on which it was looked at. */
  link: z.optional(z.string()),
  seenOn: z.optional(z.string()),
  /** Words of a document, and where in it they stand; with `record` when they were taken from a clip. */
  quote: z.optional(z.string()),
  page: z.optional(z.string()),
  /** Where a sensitive original lies and who keeps it; `sha256` of its file where there is one. */
  place: z.optional(z.string()),
  keeper: z.optional(z.string()),
  sha256: z.optional(z.string()),
  note: z.optional(z.string()),
  /** Edition or revision, as the document names it. */
  revision: z.optional(z.string()),
  addedOn: z.string(),
  /** First and last day on which it holds; past the last it is expired. */
  validFrom: z.optional(z.string()),
  validTo: z.optional(z.string()),
});
export type EvidenceEntry = z.infer<typeof evidenceEntry>;

/**
 * The state of one checklist item for one company and one period of the item's own frequency. Its id is
 * deterministic (company + pack item + period), so that two people who answer it meet on one record.
 */
export const governanceItem = defineKind({
  name: 'governanceItem',
  schema: z.looseObject({
    ...entryFields,
    companyId: z.string(),
    /** Item code of the pack, such as `B1`. */
    item: z.string(),
    /** Period key: `2026`, `2026H1`, `2026Q4`, `2026-11`, `2024/3` (three-year terms), or an event's id. */
    period: z.string(),
    /** For an event: what happened, and the day; a calendar period has neither. */
    eventTitle: z.optional(z.string()),
    eventOn: z.optional(date),
    /** Is it arranged (有形): rules, decisions, people in place. */
    design: z.optional(z.enum(VERDICTS)),
    /** Does it work (有效): it happened and had effect. */
    effect: z.optional(z.enum(VERDICTS)),
    /** Required when a verdict is `notApplicable`; welcome otherwise. */
    reason: z.optional(z.string()),
    /** Member id or free name. */
    owner: z.optional(z.string()),
    nextReview: z.optional(date),
    /** Day by which it has to be answered. */
    dueOn: z.optional(date),
    /** How grave a failing here would be, by the company's own judgement. */
    risk: z.optional(z.enum(['high', 'medium', 'low'])),
    /** Period whose answer was the review that was due here; what was planned stays readable and asks for nothing more. */
    reviewedIn: z.optional(z.string()),
    rectification: z.optional(z.string()),
    /** Keyed by evidence id: the record's id, or a new one for what is no record. Items that share one have the same. */
    evidence: z.optional(z.record(z.string(), evidenceEntry)),
  }),
  maps: ['evidence'],
  strict: ['design', 'effect', 'rectification', 'owner', 'evidence'],
  index: (fields) => ({
    at: fields.eventOn ?? fields.period,
    due: fields.reviewedIn ? undefined : fields.nextReview,
    links: [
      ...new Set([
        `item:${fields.item}`,
        ...Object.entries(fields.evidence ?? {}).flatMap(([id, { record }]) => [id, record?.id ?? id]),
        ...(fields.owner ? [fields.owner] : []),
      ]),
    ],
  }),
  title: (fields) => fields.item,
});
