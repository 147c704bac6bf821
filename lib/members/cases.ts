import {
  asSeen,
  change,
  type CommitResult,
  create,
  type Ledger,
  newId,
  type Partially,
  type Rec,
  remove,
  type Seen,
  seenOf,
  type Write,
} from '../ledger';
import { normalizeName } from '../branch/member-name';
import type { AttachmentLine } from '../life/draft';
import type { Member } from '../records';
import type { CaseFile, CaseStep } from '../records/development';
import { Fault } from '../records/fault';
import { dayOfStep, lastStep } from '../rules/development';
import type { DevelopmentPack, DevelopmentStep } from '../rules/development-pack';

export type Case = Rec<'developmentCase'>;

/** A file in the form of a step; with the document that it is, when it is one. */
export type CaseFileLine = AttachmentLine & { document?: string };

/** What the form of one step holds. Empty texts mean that it is not known. */
export interface StepForm {
  on: string;
  from: string;
  until: string;
  /** Credit hours; null while empty. */
  hours: number | null;
  meeting: string;
  note: string;
  /** Keys of the documents that are ticked. */
  documents: string[];
  files: CaseFileLine[];
  /** The case as the form was opened on it. */
  base?: Seen;
}

/** The form of a step. */
export function stepForm(record: Case, step: DevelopmentStep): StepForm {
  const entry = record.fields.steps?.[step.id] ?? {};
  return {
    on: entry.on ?? '',
    from: entry.from ?? '',
    until: entry.until ?? '',
    hours: entry.hours ?? null,
    meeting: entry.meeting ?? '',
    note: entry.note ?? '',
    documents: Object.keys(record.fields.documents ?? {}).filter((key) => key.startsWith(`${step.id}:`)),
    files: filesOfStep(record, step.id),
    base: seenOf(record),
  };
}

/** Files of a step, in their order. A file of no document belongs to the step that its key names. */
export function filesOfStep(record: Case, step: string): CaseFileLine[] {
  return Object.entries(record.fields.attachments ?? {})
    .filter(([, file]) => file.document?.split(':')[0] === step)
    .map(([id, file]) => ({ ...file, id, order: file.order ?? 0 }))
    .sort((a, b) => a.order - b.order);
}

/**
 * Begins a case for a person of the roster, or for a new applicant who is put on it in the same commit. Throws E130
 * (nobody), E131 (a case of that person is open), E132 (no date of application).
 */
export async function startCase(
  ledger: Ledger,
  pack: DevelopmentPack,
  input: { member?: string; name?: string; appliedOn: string },
  options: { draft?: string } = {},
): Promise<CommitResult & { id: string }> {
  const name = normalizeName(input.name ?? '');
  if (!input.member && !name) throw new Fault('E130');
  if (!/^\d{4}-\d\d-\d\d$/.test(input.appliedOn)) throw new Fault('E132');
  const writes: Write[] = [];
  let member = input.member;
  if (member) {
    const open = await ledger.linked(member, 'developmentCase');
    if (open.some((one) => one.fields.member === member && !one.fields.ended)) throw new Fault('E131');
  } else {
    member = newId();
    writes.push(create('member', { name, category: 'applicant' }, member));
  }
  const id = newId();
  writes.push(
    create(
      'developmentCase',
      {
        member,
        stage: pack.stages[0]?.id ?? '',
        steps: { application: { on: input.appliedOn } },
      },
      id,
    ),
  );
  const result = await ledger.commit(writes, { label: 'caseStart', ...options });
  return { ...result, id };
}

/** Saves one step with its documents and files. Throws E133 when a span ends before it begins. */
export async function saveStep(
  ledger: Ledger,
  record: Case,
  step: DevelopmentStep,
  form: StepForm,
  options: { draft?: string } = {},
): Promise<CommitResult> {
  if (form.from && form.until && form.until < form.from) throw new Fault('E133');
  const seen = asSeen(record, form.base);
  const entry: CaseStep = {
    on: form.on || undefined,
    from: form.from || undefined,
    until: form.until || undefined,
    hours: form.hours ?? undefined,
    meeting: form.meeting || undefined,
    note: form.note.trim() || undefined,
  };
  const isEmpty = Object.values(entry).every((value) => value === undefined);
  const before = Object.keys(seen.fields.documents ?? {}).filter((key) => key.startsWith(`${step.id}:`));
  const documents: Record<string, { on?: string } | null> = {};
  for (const key of before) if (!form.documents.includes(key)) documents[key] = null;
  for (const key of form.documents) documents[key] = seen.fields.documents?.[key] ?? {};
  const attachments: Record<string, CaseFile | null> = {};
  for (const { id } of filesOfStep(seen, step.id)) attachments[id] = null;
  for (const { id, ...file } of form.files) {
    attachments[id] = { ...file, document: file.document ?? `${step.id}:` };
  }
  const steps = { [step.id]: isEmpty ? null : entry };
  return ledger.commit([change(seen, { steps, documents, attachments })], { label: 'caseStep', ...options });
}

/** Changes of a case outside of its steps: stage, extension, end, remark. */
export const saveCase = (
  ledger: Ledger,
  record: Case,
  fields: Partially<'developmentCase'>,
  label: 'caseSave' | 'caseStage' | 'caseEnd' = 'caseSave',
): Promise<CommitResult> => ledger.commit([change(record, fields)], { label });

/** Adds a mentor or sponsor. Throws E134 when nobody is named or the person is one already. */
export async function addHelper(
  ledger: Ledger,
  record: Case,
  as: 'mentors' | 'sponsors',
  helper: { person: string; from?: string },
): Promise<CommitResult> {
  const person = helper.person.trim();
  const there = Object.values(record.fields[as] ?? {});
  if (!person || there.some((one) => one.person === person && !one.until)) throw new Fault('E134');
  const entry = { person, from: helper.from || undefined, order: there.length };
  return ledger.commit([change(record, { [as]: { [newId()]: entry } })], { label: 'caseHelper' });
}

/** Notes the last day of a mentor's or sponsor's duty; the person stays in the record. */
export const endHelper = (
  ledger: Ledger,
  record: Case,
  as: 'mentors' | 'sponsors',
  id: string,
  until: string,
): Promise<CommitResult> => {
  const entry = record.fields[as]?.[id];
  const next = entry ? { ...entry, until } : null;
  return ledger.commit([change(record, { [as]: { [id]: next } })], { label: 'caseHelper' });
};

/** Takes out a mentor or sponsor who was entered by mistake. */
export const removeHelper = (
  ledger: Ledger,
  record: Case,
  as: 'mentors' | 'sponsors',
  id: string,
): Promise<CommitResult> =>
  ledger.commit([change(record, { [as]: { [id]: null } })], { label: 'caseHelper' });

/** Adds or changes a review. Throws E135 without a day. */
export async function saveReview(
  ledger: Ledger,
  record: Case,
  review: { id?: string; on: string; text: string; by?: string },
  options: { draft?: string } = {},
): Promise<CommitResult> {
  if (!/^\d{4}-\d\d-\d\d$/.test(review.on)) throw new Fault('E135');
  const entry = { on: review.on, text: review.text.trim() || undefined, by: review.by };
  const reviews = { [review.id ?? newId()]: entry };
  return ledger.commit([change(record, { reviews })], { label: 'caseReview', ...options });
}

/** Takes out a review that was entered by mistake. */
export const removeReview = (ledger: Ledger, record: Case, id: string): Promise<CommitResult> =>
  ledger.commit([change(record, { reviews: { [id]: null } })], { label: 'caseReview' });

/** Puts a case that was begun by mistake in the trash. */
export const removeCase = (ledger: Ledger, record: Case): Promise<CommitResult> =>
  ledger.commit([remove(record)], { label: 'caseRemove' });

/** An edit that the days of a case suggest. A person makes it or leaves it. */
export type CaseOffer =
  | { kind: 'stage'; stage: string }
  | {
      kind: 'category';
      category: Member['category'];
      step: string;
      dateField?: 'joinedOn' | 'fullSince';
      /** Suggested for {@link dateField}; absent = the person has to say. */
      date?: string;
    }
  | {
      kind: 'end';
      /** Day of the approval, which ends the case. */
      on: string;
    };

const RANK: readonly Member['category'][] = ['applicant', 'activist', 'candidate', 'probationary', 'full'];

/** What the case suggests to change: its stage, the category on the roster, and its end. */
export function offersOf(
  record: Case,
  member: Rec<'member'> | undefined,
  pack: DevelopmentPack,
): CaseOffer[] {
  const { fields } = record;
  if (fields.ended) return [];
  const offers: CaseOffer[] = [];
  const last = lastStep(fields, pack);
  const place = (stage: string): number => pack.stages.findIndex((one) => one.id === stage);
  if (last && place(last.step.stage) > place(fields.stage))
    offers.push({ kind: 'stage', stage: last.step.stage });
  const step = pack.steps.findLast((one) => one.offers && dayOfStep(fields, one.id) !== undefined);
  if (member && step?.offers) {
    const { category, dateField, dateFrom } = step.offers;
    if (RANK.indexOf(category) > RANK.indexOf(member.fields.category)) {
      offers.push({
        kind: 'category',
        category,
        step: step.id,
        dateField,
        date: dateFrom ? dayOfStep(fields, dateFrom) : undefined,
      });
    }
  }
  const approved = dayOfStep(fields, 'conversionApproval');
  if (approved) offers.push({ kind: 'end', on: approved });
  return offers;
}

/** Makes the offered edit of the roster, with the date that the person confirmed. */
export const takeCategory = (
  ledger: Ledger,
  member: Rec<'member'>,
  offer: CaseOffer & { kind: 'category' },
  date: string,
): Promise<CommitResult> => {
  const dates = offer.dateField && date ? { [offer.dateField]: date } : {};
  return ledger.commit([change(member, { category: offer.category, ...dates })], { label: 'caseCategory' });
};

/** Cases, the open ones first, each by its day of application, latest first. */
export async function listCases(ledger: Ledger): Promise<Case[]> {
  const cases = await ledger.list('developmentCase', { reverse: true });
  return cases.sort((a, b) => Number(Boolean(a.fields.ended)) - Number(Boolean(b.fields.ended)));
}
