import * as z from 'zod/mini';
import { date, defineKind, entryFields, longText } from './kind';

/**
 * The superior's rule pack that a branch has put in force. There is one record at most, under {@link RULE_PACK}: the
 * next pack takes its place, and in the trash it means that the national rules hold again.
 */
export const rulePack = defineKind({
  name: 'rulePack',
  schema: z.looseObject({
    ...entryFields,
    /** For lists and the history; what counts stands in `body`. */
    title: z.string().check(z.minLength(1)),
    /** The whole pack as JSON, in the shape of `lib/rules/layer.ts`: one value, so that two packs never mix. */
    body: longText,
    /** Day on which it was put in force here. */
    putOn: z.optional(date),
  }),
  index: () => ({ at: '', links: [] }),
  title: (fields) => fields.title,
});

/** Id of the one record of its kind. */
export const RULE_PACK = '6f3c0a52-4a3e-5d0e-9f0b-7c1d2e8a4b60';
