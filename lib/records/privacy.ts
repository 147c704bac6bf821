import * as z from 'zod/mini';
import { date, defineKind, entryFields } from './kind';

/** What a consent is for: keeping the person's data, sensitive data, handing data to others, publishing them. */
export const CONSENT_SCOPES = ['general', 'sensitive', 'handover', 'publication'] as const;
/** In which form it was given. */
export const CONSENT_FORMS = ['written', 'electronic', 'oral'] as const;

/** That a member was informed and agreed (告知同意), and whether it was withdrawn. */
export const consent = defineKind({
  name: 'consent',
  schema: z.looseObject({
    ...entryFields,
    member: z.string(),
    scope: z.enum(CONSENT_SCOPES),
    form: z.enum(CONSENT_FORMS),
    givenOn: date,
    withdrawnOn: z.optional(date),
    note: z.optional(z.string()),
  }),
  strict: ['withdrawnOn'],
  index: (fields) => ({
    at: fields.givenOn,
    links: [fields.member, `consent:${fields.withdrawnOn ? 'withdrawn' : 'given'}`],
  }),
  title: (fields) => fields.givenOn,
});

/**
 * That data of a person were erased on request: which fields of which records, when, why, for whom, and what was
 * kept with its reason. Holds no erased value. The ledger purges history by these records, also after a restore.
 */
export const erasure = defineKind({
  name: 'erasure',
  schema: z.looseObject({
    ...entryFields,
    member: z.string(),
    on: date,
    /** On whose request; a name or a role in words. */
    requestedBy: z.string(),
    requestedOn: z.optional(date),
    reason: z.optional(z.string()),
    /** Flat field names that were erased, by record id. */
    targets: z.record(z.string(), z.array(z.string())),
    /** What was kept, why, and on what basis. */
    kept: z.string(),
  }),
  index: (fields) => ({ at: fields.on, links: [fields.member, ...Object.keys(fields.targets)] }),
  title: (fields) => fields.on,
});
