import * as z from 'zod/mini';
import { date, defineKind, entryFields, longText } from './kind';

/**
 * A superior's pack that a branch has put in force. There is one record of each kind of pack at most, under
 * {@link PACK_RECORDS}: the next pack takes its place, and in the trash it means that the national one holds again.
 */
export const rulePack = defineKind({
  name: 'rulePack',
  schema: z.looseObject({
    ...entryFields,
    /** For lists and the history; what counts stands in `body`. */
    title: z.string().check(z.minLength(1)),
    /** The whole pack as JSON, as `lib/rules/layer.ts` or `whole.ts` reads it: one value, so that two never mix. */
    body: longText,
    /** Day on which it was put in force here. */
    putOn: z.optional(date),
  }),
  index: () => ({ at: '', links: [] }),
  title: (fields) => fields.title,
});

/** Id of the pack of branch life. */
export const RULE_PACK = '6f3c0a52-4a3e-5d0e-9f0b-7c1d2e8a4b60';

/** Id of the one record of each kind of pack. */
export const PACK_RECORDS = {
  life: RULE_PACK,
  checklist: '0b9d5c1e-73a8-5f42-8e60-2d4f9a7c3b15',
  company: '94f1b6d8-2e57-5c0a-b3d4-6a8e1f7c2905',
  development: 'd27a6e04-91c5-5b38-a7f2-5e0c8b1d4f93',
} as const;
