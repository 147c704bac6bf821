import * as z from 'zod/mini';
import { attachment, defineKind, entryFields } from './kind';

/** What one filling is of: one activity, or the records of a period. */
export const TEMPLATE_SUBJECTS = ['meeting', 'period'] as const;

/** A form of the superior organisation, with what is to stand in its places. The file itself is an attachment. */
export const paperTemplate = defineKind({
  name: 'paperTemplate',
  schema: z.looseObject({
    ...entryFields,
    name: z.string().check(z.minLength(1), z.maxLength(80)),
    format: z.enum(['xlsx', 'docx']),
    file: attachment,
    subject: z.enum(TEMPLATE_SUBJECTS),
    /** Field by place: a cell (`s0!B3`), an open line (`p4.0`), a placeholder (`{name}`). */
    bindings: z.optional(z.record(z.string(), z.string())),
    /** List by repeated row (`s0!5`): what each copy of the row is of. */
    lists: z.optional(z.record(z.string(), z.string())),
    /** Activity types that a form of one activity is for; none = all of them. */
    types: z.optional(z.record(z.string(), z.literal(true))),
  }),
  maps: ['bindings', 'lists', 'types'],
  index: (fields) => ({ at: fields.enteredAt ?? '', links: [] }),
  title: (fields) => fields.name,
});
