import * as z from 'zod/mini';
import { date, defineKind, entryFields } from './kind';

const figures = z.record(z.string(), z.any());
const count = z.int().check(z.nonnegative());

/**
 * 算法检查: what was counted of one dispatch export of the company, without the file and without anybody in it. The parts
 * have the shape of `lib/algorithm/result.ts`.
 */
export const algorithmCheck = defineKind({
  name: 'algorithmCheck',
  schema: z.looseObject({
    ...entryFields,
    companyId: z.string(),
    /** The day on which it was counted. */
    on: date,
    fileName: z.string(),
    /** SHA-256 of the file, and its size in bytes. */
    fileHash: z.string(),
    bytes: count,
    /** Which column of the file was taken for what, by its name there. */
    mapping: z.record(z.string(), z.string()),
    /** Rows, couriers, orders, first and last day, and what could not be read. */
    counts: figures,
    time: z.optional(figures),
    rest: z.optional(figures),
    exempt: z.optional(figures),
    pay: z.optional(figures),
  }),
  index: ({ on }) => ({ at: on, links: [] }),
  title: ({ fileName }) => fileName,
});
