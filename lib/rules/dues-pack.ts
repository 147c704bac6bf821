import * as z from 'zod/mini';
import { DUES_WAYS } from '../records/dues';
import { checkSources, grounded, head, packTextSchema, parse, refuse, threshold } from './pack';

/** Share of the whole base that is paid while the base is at most `upTo`. */
const band = z.object({
  id: z.string(),
  /** Greatest base of the band, in fen, itself included; absent in the last band. */
  upTo: z.optional(z.int()),
  /** In ten-thousandths: 50 is 0.5 %. */
  rate: z.int(),
});
export type DuesBand = z.infer<typeof band>;

const table = z.object({
  title: packTextSchema,
  bands: z.array(band).check(z.minLength(1)),
  wording: packTextSchema,
  ...grounded,
});

const TABLES = ['monthly', 'retired'] as const;

const way = z.object({
  id: z.enum(DUES_WAYS),
  title: packTextSchema,
  help: packTextSchema,
  /** For whom the rule is used by analogy, and how sure that is. */
  scope: z.optional(packTextSchema),
  /** Table that gives the rate; absent where the amount is fixed by `range`. */
  table: z.optional(z.enum(TABLES)),
  /** Least and greatest monthly amount in fen, where no base is needed. */
  range: z.optional(z.tuple([z.int(), z.int()])),
  /** How often the amount is worked out anew. */
  renew: z.enum(['year', 'quarter', 'month']),
  ...grounded,
});
export type DuesWayRule = z.infer<typeof way>;

const part = z.object({ id: z.string(), counted: z.boolean(), title: packTextSchema, ...grounded });
const note = z.object({ title: packTextSchema, wording: packTextSchema, ...grounded });
export type DuesNote = z.infer<typeof note>;

/** Rules on Party dues. All money is in fen. */
export const duesPackSchema = z.object({
  kind: z.literal('dues'),
  ...head,
  tables: z.object({ monthly: table, retired: table }),
  ways: z.array(way).check(z.minLength(1)),
  usualMaximum: threshold,
  /** Amounts are rounded, half up, to a multiple of so many fen. A branch may choose another. */
  rounding: threshold,
  /** What belongs to the base, and what does not. */
  parts: z.array(part),
  notes: z.object({
    annual: note,
    usual: note,
    newWage: note,
    hardship: note,
    probationary: note,
    host: note,
    pay: note,
    noAdvance: note,
    voluntary: note,
    sixMonths: note,
    talk: note,
    publish: note,
  }),
});
export type DuesPack = z.infer<typeof duesPackSchema>;

/**
 * Parses a pack of rules on dues. A pack with any error is refused whole, also when the bands of a table do not
 * rise, its last band has an end, or a way of being paid has neither table nor range.
 * @throws Fault E810 with the path of the first error.
 */
export function loadDuesPack(json: unknown): DuesPack {
  const pack = parse(duesPackSchema, json);
  for (const name of TABLES) {
    const { bands } = pack.tables[name];
    bands.forEach((one, index) => {
      const before = bands[index - 1];
      const last = index === bands.length - 1;
      const place = `tables.${name}.bands.${index}`;
      if (last !== (one.upTo === undefined)) refuse(`${place}.upTo`, 'only the last band is open');
      if (before && (one.upTo ?? Infinity) <= (before.upTo ?? 0)) refuse(`${place}.upTo`, 'does not rise');
      if (before && one.rate < before.rate) refuse(`${place}.rate`, 'falls');
    });
  }
  pack.ways.forEach((one, index) => {
    if (Boolean(one.table) === Boolean(one.range)) refuse(`ways.${index}`, 'needs a table or a range');
  });
  checkSources(pack);
  return pack;
}

/** The rule for a way of being paid; undefined when the pack does not know it. */
export const wayRule = (pack: DuesPack, id: string): DuesWayRule | undefined =>
  pack.ways.find((one) => one.id === id);
