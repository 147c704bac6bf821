import * as z from 'zod/mini';
import { defineKind, entryFields, instant } from './kind';

/** What an exhibit shows of its record at one time. One value, so that of two revisions no mixture can arise. */
export const exhibitState = z.looseObject({
  /** From 1; one more each time the record was found changed. */
  revision: z.number(),
  /** Hex SHA-256 over everything that the record held. */
  hash: z.string(),
  /** Greatest stamp of the record then: whoever knows less of it writes no revision. */
  seen: z.string(),
  at: instant,
  /** What the person was on whose device it was made, never who; empty when that is not known. */
  by: z.string(),
  /** Shown fields by name; see the table in `lib/governance/exhibit-table.ts`. */
  shown: z.record(z.string(), z.any()),
  /** The record was thrown away; what it showed last stands in `shown`. */
  gone: z.optional(z.literal(true)),
});
export type ExhibitState = z.infer<typeof exhibitState>;

/**
 * 证据摘录: what those who may read the checklist alone are shown of a record that proves an item. Its id is made of
 * item and record, so that all devices that know both write the same one.
 */
export const exhibit = defineKind({
  name: 'exhibit',
  schema: z.looseObject({
    ...entryFields,
    companyId: z.string(),
    /** Record of the checklist item. */
    item: z.string(),
    record: z.string(),
    recordKind: z.string(),
    state: exhibitState,
  }),
  computed: true,
  index: ({ item, state }) => ({ at: state.at, links: [`exhibit:${item}`] }),
  title: ({ recordKind }) => recordKind,
});
