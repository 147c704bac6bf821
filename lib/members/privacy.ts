import {
  change,
  type CommitResult,
  create,
  lastStampOf,
  type Ledger,
  type Rec,
  remove,
  type Write,
} from '../ledger';
import type { Member } from '../records';
import { Fault } from '../records/fault';
import type { Json } from '../records/kind';
import type { CONSENT_FORMS, CONSENT_SCOPES } from '../records/privacy';

export interface ConsentInput {
  member: string;
  scope: (typeof CONSENT_SCOPES)[number];
  form: (typeof CONSENT_FORMS)[number];
  givenOn: string;
  withdrawnOn: string;
  note: string;
}

/** Notes a consent, or changes one. Throws E160 (no day), E161 (withdrawn before it was given). */
export async function saveConsent(
  ledger: Ledger,
  record: Rec<'consent'> | undefined,
  input: ConsentInput,
): Promise<CommitResult> {
  if (!/^\d{4}-\d\d-\d\d$/.test(input.givenOn)) throw new Fault('E160');
  if (input.withdrawnOn && input.withdrawnOn < input.givenOn) throw new Fault('E161');
  const fields = {
    member: input.member,
    scope: input.scope,
    form: input.form,
    givenOn: input.givenOn,
    withdrawnOn: input.withdrawnOn || undefined,
    note: input.note.trim() || undefined,
  };
  const write = record
    ? change(record, { ...fields, withdrawnOn: fields.withdrawnOn ?? null, note: fields.note ?? null })
    : create('consent', fields);
  return ledger.commit([write], { label: record ? 'consentSave' : 'consentAdd' });
}

/** Puts a consent that was noted by mistake in the trash. */
export const removeConsent = (ledger: Ledger, record: Rec<'consent'>): Promise<CommitResult> =>
  ledger.commit([remove(record)], { label: 'consentRemove' });

/** Fields of a member that may be erased one by one. Category, standing and the days of membership are not among them. */
export const ERASABLE_FIELDS = [
  'phone',
  'address',
  'idNumber',
  'birth',
  'gender',
  'ethnicity',
  'education',
  'degree',
  'nativePlace',
  'household',
  'stratum',
  'employer',
  'job',
  'sponsors',
  'mobileTo',
  'aliases',
  'note',
] as const satisfies readonly (keyof Member)[];

/** Something that can be erased: one field of the member, or what another record says about the person. */
export interface Erasable {
  /** `member:<field>`, or the kind of the other records. */
  key: string;
  kind: 'member' | 'developmentCase' | 'floatingRecord' | 'consent' | 'reflection';
  /** Field of the member; absent for other kinds. */
  field?: (typeof ERASABLE_FIELDS)[number];
  /** Flat fields that hold or once held a value, by record. */
  targets: Record<string, string[]>;
}

const CASE_FIELDS = /^(note|attachments\/.+|reviews\/.+)$/;
/** A step keeps its days, which are the branch's record; its note goes. */
const STEP_FIELD = /^steps\/.+$/;
const FLOATING_FIELDS = /^(phone|region|reason|certificate|note|organization|contacts\/.+)$/;

/**
 * What of a person can be erased. A field counts when it has a value now or ever had one: history remembers too.
 */
export async function erasableOf(ledger: Ledger, member: Rec<'member'>): Promise<Erasable[]> {
  const found: Erasable[] = [];
  // What lies in the trash is kept as well, and comes back when it is restored.
  const trash = await ledger.trash();
  for (const field of ERASABLE_FIELDS) {
    if (member.stamps[field] === undefined) continue;
    found.push({ key: `member:${field}`, kind: 'member', field, targets: { [member.id]: [field] } });
  }
  const others = async (kind: Exclude<Erasable['kind'], 'member'>, names: RegExp) => {
    const targets: Record<string, string[]> = {};
    const thrownAway = trash.filter((record): record is Rec<typeof kind> => record.kind === kind);
    for (const record of [...(await ledger.linked(member.id, kind)), ...thrownAway]) {
      if (record.fields.member !== member.id) continue;
      const fields = Object.keys(record.stamps).filter((name) => names.test(name));
      if (kind === 'developmentCase') fields.push(...(await stepsWithNote(ledger, record)));
      if (fields.length) targets[record.id] = fields;
    }
    if (Object.keys(targets).length) found.push({ key: kind, kind, targets });
  };
  await others('developmentCase', CASE_FIELDS);
  await others('floatingRecord', FLOATING_FIELDS);
  await others('consent', /^note$/);
  await others('reflection', /^(title|text)$/);
  return found;
}

/** Steps of a case that have a note, or had one. */
async function stepsWithNote(ledger: Ledger, record: Rec): Promise<string[]> {
  const found: string[] = [];
  for (const name of Object.keys(record.stamps).filter((field) => STEP_FIELD.test(field))) {
    const steps = await ledger.historyOf(record.id, name);
    if (steps.some(({ value }) => value !== null && typeof value === 'object' && 'note' in value))
      found.push(name);
  }
  return found;
}

/** What stands in the place of an erased value: the new name, a step without its note, nothing. */
function insteadOf(record: Rec, field: string, name: string | undefined): Json {
  if (field === 'name' && name) return name;
  if (record.kind !== 'developmentCase' || !STEP_FIELD.test(field)) return null;
  const step = (record as Rec<'developmentCase'>).fields.steps?.[field.slice('steps/'.length)];
  if (!step) return null;
  const { note: _note, ...rest } = step;
  return Object.keys(rest).length ? (rest as Json) : null;
}

export interface ErasureInput {
  /** Keys of {@link erasableOf}. */
  keys: readonly string[];
  /** Name that takes the place of the person's; '' = the name stays. */
  newName: string;
  requestedBy: string;
  requestedOn: string;
  reason: string;
  /** What is kept, why, and on what basis. */
  kept: string;
  on: string;
}

/**
 * Erases data of a person on request. One commit writes the erasure record and blanks the fields; then the values are
 * purged from history, commits and drafts, and files that nothing refers to any more are removed. This cannot be
 * undone, here or from the history. Throws E162 (nothing chosen), E163 (nobody named as asking), E164 (not said what
 * is kept and why).
 */
export async function erase(
  ledger: Ledger,
  member: Rec<'member'>,
  input: ErasureInput,
): Promise<{ values: number }> {
  const name = input.newName.trim();
  const chosen = (await erasableOf(ledger, member)).filter(({ key }) => input.keys.includes(key));
  if (!chosen.length && !name) throw new Fault('E162');
  if (!input.requestedBy.trim()) throw new Fault('E163');
  if (!input.kept.trim()) throw new Fault('E164');
  const targets: Record<string, string[]> = {};
  for (const entry of chosen) {
    for (const [id, fields] of Object.entries(entry.targets))
      targets[id] = [...(targets[id] ?? []), ...fields];
  }
  if (name) targets[member.id] = [...(targets[member.id] ?? []), 'name'];
  const writes: Write[] = [
    // First: values up to its stamp are purged, and the new name must not be among them.
    create('erasure', {
      member: member.id,
      on: input.on,
      requestedBy: input.requestedBy.trim(),
      requestedOn: input.requestedOn || undefined,
      reason: input.reason.trim() || undefined,
      targets,
      kept: input.kept.trim(),
    }),
  ];
  for (const [id, fields] of Object.entries(targets)) {
    const record = await ledger.find(id);
    if (!record) continue;
    const set = Object.fromEntries(
      fields.map((field) => [field, insteadOf(record, field, id === member.id ? name : undefined)]),
    );
    writes.push({ kind: record.kind, id, set, base: record.stamps });
  }
  const after = await lastStampOf(ledger, member.id, targets);
  await ledger.commit(writes, { label: 'memberErase', after });
  const { values } = await ledger.purgeErased();
  await ledger.sweepOrphans();
  return { values };
}

/** Erasures of a person, latest first. */
export async function erasuresOf(ledger: Ledger, member: string): Promise<Rec<'erasure'>[]> {
  const records = await ledger.linked(member, 'erasure');
  return records.filter(({ fields }) => fields.member === member).sort((a, b) => (a.h < b.h ? 1 : -1));
}
