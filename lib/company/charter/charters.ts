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
} from '../../ledger';
import type { FieldsOf } from '../../records';
import { Fault } from '../../records/fault';
import type { Attachment } from '../../records/kind';
import { isCivilDate } from '../../rules/calendar';

/** A clause of the form. Its id is that of the stored clause, or a new one. */
export interface ClauseInput {
  id: string;
  no: string;
  text: string;
  part: string;
  elements: string[];
}

/** What the form of a version holds; '' = not said. */
export interface CharterInput {
  /** Record of the unit; '' = the company itself. */
  unit: string;
  version: string;
  adoptedOn: string;
  resolution: string;
  registeredOn: string;
  registration: string;
  clauses: ClauseInput[];
  /** The original; its bytes are in the ledger already. */
  file?: Attachment;
  place: string;
  sha256: string;
  note: string;
}

/** The versions of a company's charters: by unit, the newest first. */
export async function companyCharters(ledger: Ledger, companyId: string): Promise<Rec<'charter'>[]> {
  return (await ledger.list('charter'))
    .filter(({ fields }) => fields.companyId === companyId)
    .sort((a, b) => byAge(a, b));
}

/** Newest first, by the day of the resolution, else of the registration; a version without a day stands last. */
export const byAge = (a: Rec<'charter'>, b: Rec<'charter'>): number =>
  dayOf(b).localeCompare(dayOf(a)) || (a.id < b.id ? 1 : -1);
const dayOf = ({ fields }: Rec<'charter'>): string => fields.adoptedOn ?? fields.registeredOn ?? '';

const said = (text: string): string | undefined => text.trim() || undefined;

function day(text: string): string | undefined {
  const value = said(text);
  if (value !== undefined && !isCivilDate(value)) throw new Fault('E405', { text: value });
  return value;
}

function fieldsOf(input: CharterInput): Omit<FieldsOf<'charter'>, 'companyId' | 'clauses'> {
  const version = input.version.trim();
  if (!version) throw new Fault('E400');
  const sha256 = said(input.sha256)?.toLowerCase();
  if (sha256 && !/^[0-9a-f]{64}$/.test(sha256)) throw new Fault('E406', { text: sha256.slice(0, 20) });
  return {
    unit: said(input.unit),
    version: version.slice(0, 80),
    adoptedOn: day(input.adoptedOn),
    resolution: said(input.resolution),
    registeredOn: day(input.registeredOn),
    registration: said(input.registration),
    file: input.file,
    place: said(input.place),
    sha256,
    note: said(input.note),
  };
}

type Stored = NonNullable<FieldsOf<'charter'>['clauses']>;

function storedClauses(clauses: readonly ClauseInput[]): Stored {
  const kept = clauses.filter(({ no, text }) => no.trim() || text.trim());
  return Object.fromEntries(
    kept.map(({ id, no, text, part, elements }, order) => [
      id,
      {
        no: no.trim(),
        text: text.trim(),
        ...(part.trim() ? { part: part.trim() } : {}),
        ...(elements.length
          ? { elements: Object.fromEntries(elements.map((element) => [element, true as const])) }
          : {}),
        order,
      },
    ]),
  );
}

/**
 * Enters a version of a charter or changes one. `seen` is the record as the person saw it, so that what a colleague
 * changed meanwhile is kept and reported. Throws E400 (no name of the version), E405 (a day that is none), E406 (no
 * SHA-256), E408 (the record is gone).
 */
export async function saveCharter(
  ledger: Ledger,
  companyId: string,
  input: CharterInput,
  options: { id?: string; seen?: Seen; draft?: string } = {},
): Promise<CommitResult & { id: string }> {
  const fields = fieldsOf(input);
  const clauses = storedClauses(input.clauses);
  const { draft } = options;
  if (options.id === undefined) {
    const made = create('charter', { ...fields, companyId, clauses });
    return { ...(await ledger.commit([made], { label: 'charterAdd', draft })), id: made.id };
  }
  const record = await ledger.get('charter', options.id);
  if (!record) throw new Fault('E408');
  const gone = Object.keys(record.fields.clauses ?? {}).filter((id) => !(id in clauses));
  const next = {
    ...Object.fromEntries(Object.entries(fields).map(([key, value]) => [key, value ?? null])),
    clauses: { ...clauses, ...Object.fromEntries(gone.map((id) => [id, null])) },
  } as Partially<'charter'>;
  const result = await ledger.commit([change(asSeen(record, options.seen), next)], {
    label: 'charterEdit',
    draft,
  });
  return { ...result, id: record.id };
}

/** Puts a version in the trash. */
export const removeCharter = (ledger: Ledger, record: Rec<'charter'>): Promise<CommitResult> =>
  ledger.commit([remove(record)], { label: 'charterRemove' });

/** A clause of the form that was typed or read. */
export const newClause = (clause: Partial<Omit<ClauseInput, 'id'>> = {}): ClauseInput => ({
  id: newId(),
  no: '',
  text: '',
  part: '',
  elements: [],
  ...clause,
});
