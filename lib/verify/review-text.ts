import * as z from 'zod/mini';
import { instant } from '../records/kind';
import { VERDICTS } from '../records/governance';
import { hashOfText } from './signature';

const hash = z.string().check(z.regex(/^[0-9a-f]{64}$/));
const verdict = z.enum(VERDICTS);

/**
 * What a signed review says. It is signed as the exact text in which it was first written (JSON, UTF-8) and that text is
 * kept; nobody writes it anew to check it. `prev` chains the reviews of one device for one company, `before` those of one item.
 */
export const reviewContent = z.object({
  v: z.literal(1),
  /** A revocation takes back the review named in `before`, with its reason in `note`. */
  act: z.enum(['review', 'revocation']),
  company: z.string(),
  /** Record of the item, its code in the checklist, its period. */
  item: z.string(),
  code: z.string(),
  period: z.string(),
  /** SHA-256 of the state that was shown; see `lib/review/item-state.ts`. */
  state: hash,
  design: z.optional(verdict),
  effect: z.optional(verdict),
  note: z.optional(z.string()),
  findings: z.array(
    z.object({
      id: z.string(),
      problem: z.string(),
      risk: z.optional(z.string()),
      due: z.optional(z.string()),
    }),
  ),
  reviewer: z.object({
    member: z.string(),
    name: z.string().check(z.minLength(1)),
    role: z.string(),
    /** False when the reviewer had answered the item, or nobody else could: 未独立. */
    independent: z.boolean(),
  }),
  device: z.string(),
  /** Public key of the device (hex), which tells its suite. */
  key: z.string(),
  /** Hash of the review that this device signed before for this company; null for its first. */
  prev: z.nullable(hash),
  /** Number in the chain of this device for this company, from 1. */
  n: z.number(),
  /** Hash of the review of this item that was the last one known; null for the first. */
  before: z.nullable(hash),
  /** What the device had seen of the others' chains of the checklist: chain → number and beginning of the hash. */
  heads: z.record(z.string(), z.string()),
  /** The device's own clock; claimed, not proved. */
  at: instant,
});
export type ReviewContent = z.infer<typeof reviewContent>;

/** The content of a signed text; undefined when it is not of this format. */
export function readReview(text: string): ReviewContent | undefined {
  try {
    const result = reviewContent.safeParse(JSON.parse(text));
    return result.success ? result.data : undefined;
  } catch {
    return undefined;
  }
}

/** What is hashed for `prev` and `before`, and makes the record's id: text and signature. */
export const reviewHash = (text: string, signature: string): string => hashOfText(`${text}\n${signature}`);
