import * as z from 'zod/mini';
import { defineKind, entryFields } from './kind';

/** 微课: five minutes on one passage of a material, with one question and one prompt for discussion. */
export const lesson = defineKind({
  name: 'lesson',
  schema: z.looseObject({
    ...entryFields,
    /** Material that the passage is from. */
    clip: z.string(),
    passage: z.string(),
    /** The one question; absent while nobody has thought of it. */
    question: z.optional(z.string()),
    /** What is talked over after the answers. */
    prompt: z.optional(z.string()),
  }),
  index: ({ clip, enteredAt }) => ({ at: enteredAt ?? '', links: [clip] }),
  title: ({ question, passage }) => question || passage.slice(0, 30),
});
