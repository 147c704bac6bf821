import * as z from 'zod/mini';
import { date, defineKind, entryFields, longText } from './kind';

/** 年度总结; its id is computed from the year, so that two people who write one meet on it. */
export const summary = defineKind({
  name: 'summary',
  schema: z.looseObject({
    ...entryFields,
    year: z.string(),
    text: longText,
    /** By whom it was adopted, on which day, and at which activity. */
    adoptedBy: z.optional(z.string()),
    adoptedOn: z.optional(date),
    meeting: z.optional(z.string()),
  }),
  strict: ['text'],
  index: ({ year, meeting }) => ({ at: year, links: meeting ? [meeting] : [] }),
  title: ({ year }) => year,
});
