import * as z from 'zod/mini';
import { QUOTATION_LIMIT } from './extraction-limits';
import { CLIP_COVERAGE } from './study';

/** What was left out of a page that is too large to keep whole, in characters of its main text. */
export const cutNote = z.object({ kept: z.number(), total: z.number() });
export type CutNote = z.infer<typeof cutNote>;

const line = z.optional(z.string().check(z.maxLength(500)));

const aroundLines = z.array(z.string().check(z.maxLength(300))).check(z.maxLength(400));

/**
 * What the script that is injected into a page hands back, and what is parsed before anything of it is stored:
 * the page's process is not trusted. `html` was written from an allow-list in the page, is checked before it is
 * stored, and sanitised when shown.
 */
export const extractionSchema = z.object({
  /** Headline without the name of the site or column. */
  title: z.string().check(z.maxLength(500)),
  /** Address without tracking parameters and fragment. */
  url: z.string().check(z.minLength(1), z.maxLength(4000)),
  siteName: line,
  /** The source that the page credits (来源). */
  source: line,
  author: line,
  editor: line,
  /** `YYYY-MM-DD HH:mm` or `YYYY-MM-DD`, wall clock as printed. */
  published: z.optional(z.string().check(z.regex(/^\d{4}-\d\d-\d\d( \d\d:\d\d)?$/))),
  html: z.string().check(z.maxLength(4_000_000)),
  /** Main text, one paragraph a line. */
  text: z.string().check(z.maxLength(2_000_000)),
  coverage: z.enum(CLIP_COVERAGE),
  /** The user's selection. */
  quotation: z.optional(z.string().check(z.maxLength(QUOTATION_LIMIT))),
  /** Addresses of the pictures of the main text. They are kept as addresses and not fetched. */
  images: z.array(z.string().check(z.maxLength(4000))).check(z.maxLength(500)),
  /** Set when the page was too large. */
  cut: z.optional(cutNote),
  /** Lines above and below the main text, in which pages print what they know of a document. Read and not kept. */
  around: z.optional(z.object({ above: aroundLines, below: aroundLines })),
});
export type Extraction = z.infer<typeof extractionSchema>;
