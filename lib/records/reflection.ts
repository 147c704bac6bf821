import * as z from 'zod/mini';
import { date, defineKind, entryFields, longText } from './kind';

/**
 * 学习心得 of one member about a material, an activity or neither. Private until it is shared: it is then under no key
 * of another record, so that nothing that follows references comes across it.
 */
export const reflection = defineKind({
  name: 'reflection',
  schema: z.looseObject({
    ...entryFields,
    /** Who wrote it. */
    member: z.string(),
    on: date,
    title: z.optional(z.string()),
    /** Absent once it was erased on request. */
    text: z.optional(longText),
    /** Material that it is about. */
    clip: z.optional(z.string()),
    /** Activity that it is about. */
    meeting: z.optional(z.string()),
    /** Since when others may read it. */
    sharedOn: z.optional(date),
  }),
  // Else a reflection that was taken back could be shared again by anybody.
  ownUndo: true,
  index: ({ on, member, clip, meeting, sharedOn }) => ({
    at: on,
    links: [
      member,
      `${member}@${on.slice(0, 4)}`,
      ...(sharedOn ? ['reflection:shared', clip, meeting] : []),
    ].filter((link) => link !== undefined),
  }),
  // Stands in lists that others read.
  title: ({ on, sharedOn, title }) => (sharedOn && title) || on,
});
