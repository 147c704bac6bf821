import * as z from 'zod/mini';
import { QUOTATION_LIMIT } from './extraction-limits';
import { CLIP_COVERAGE } from './study';

/** What was left out of a page that is too large to keep whole, in characters of its main text. */
export const cutNote = z.object({ kept: z.number(), total: z.number() });
export type CutNote = z.infer<typeof cutNote>;

/** An article that is spread over several pages, as one of them names the others. */
export const pager = z.object({
  /** Number of this page, counted from 1, and how many there are as far as it says. */
  at: z.number().check(z.positive()),
  total: z.number().check(z.positive()),
  /** Pages by number, this one among them. */
  pages: z
    .array(z.object({ n: z.number().check(z.positive()), url: z.string().check(z.maxLength(4000)) }))
    .check(z.maxLength(60)),
  /** Address under which the whole text stands on one page. */
  whole: z.optional(z.string().check(z.maxLength(4000))),
});
export type Pager = z.infer<typeof pager>;

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
  pager: z.optional(pager),
  /** Name, day and page (版次) of a newspaper's digital edition. */
  edition: line,
  /** Articles that a page of a newspaper lists, with their addresses. */
  items: z.optional(
    z
      .array(
        z.object({ title: z.string().check(z.maxLength(300)), url: z.string().check(z.maxLength(4000)) }),
      )
      .check(z.maxLength(200)),
  ),
  /** Set for a page that shows a video. */
  video: z.optional(z.object({ seconds: z.optional(z.number().check(z.nonnegative())) })),
});
export type Extraction = z.infer<typeof extractionSchema>;
