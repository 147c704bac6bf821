import * as z from 'zod/mini';
import { date, defineKind, entryFields, longText } from './kind';

/** What a talk was held for: 日常谈心, 组织生活会前谈心, or something else that is named in words. */
export const TALK_OCCASIONS = ['usual', 'orgLife', 'other'] as const;
export type TalkOccasion = (typeof TALK_OCCASIONS)[number];

/**
 * 谈心谈话 of two people. Whether it was 支委之间, 支委与党员 or 党员之间 follows from their posts and is not stored. What was
 * said is shown to the two of them and to whoever entered it, unless `open` says otherwise.
 */
export const talk = defineKind({
  name: 'talk',
  schema: z.looseObject({
    ...entryFields,
    on: date,
    /** Who led the talk (谈话人): member id, or a free name. */
    talker: z.string().check(z.minLength(1)),
    /** With whom (谈话对象): member id, or a free name. */
    partner: z.string().check(z.minLength(1)),
    occasion: z.optional(z.enum(TALK_OCCASIONS)),
    /** Name of the occasion when it is `other`. */
    otherOccasion: z.optional(z.string()),
    /** 组织生活会 that the talk prepared. */
    meeting: z.optional(z.string()),
    content: z.optional(longText),
    problems: z.optional(longText),
    measures: z.optional(longText),
    /** True when everybody who opens this ledger may read what was said. */
    open: z.optional(z.boolean()),
  }),
  index: (fields) => {
    const year = fields.on.slice(0, 4);
    const pair = [fields.talker, fields.partner].sort();
    return {
      at: fields.on,
      links: [
        ...new Set([
          fields.talker,
          fields.partner,
          // The pairs of a year are counted from these keys alone, without reading a talk.
          `talk:${year}:${pair.join(':')}`,
          ...(fields.meeting ? [fields.meeting] : []),
        ]),
      ],
    };
  },
  title: (fields) => fields.on,
});
