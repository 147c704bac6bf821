import { Fault } from '../records/fault';
import type { EvidenceEntry } from '../records/governance';
import { addDays, type CivilDate } from '../rules/calendar';

/** Evidence that is written by hand: 链接, 引文, 原件存放处. Records and files are attached. */
export const ENTERED = ['link', 'quote', 'original'] as const;
export type Entered = (typeof ENTERED)[number];
export type EvidenceType = Entered | 'record' | 'file';

/** What a piece of evidence is. A quotation out of a clip is a quotation, though it names a record. */
export function typeOf(entry: EvidenceEntry): EvidenceType {
  if (entry.quote) return 'quote';
  if (entry.record) return 'record';
  if (entry.file) return 'file';
  return entry.link ? 'link' : 'original';
}

/** Evidence as its form keeps it: texts as typed, empty where nothing was. */
export interface EvidenceForm {
  type: EvidenceType;
  title: string;
  link: string;
  seenOn: string;
  quote: string;
  page: string;
  /** Clip from which the words were taken. */
  clip: string;
  place: string;
  keeper: string;
  sha256: string;
  revision: string;
  validFrom: string;
  validTo: string;
  note: string;
}

const TEXTS = [
  'title',
  'link',
  'seenOn',
  'quote',
  'page',
  'place',
  'keeper',
  'sha256',
  'revision',
  'validFrom',
  'validTo',
  'note',
] as const;

/** An empty form; a link was looked at today, until somebody says otherwise. */
export const emptyForm = (type: EvidenceType, today: CivilDate): EvidenceForm => ({
  ...(Object.fromEntries(TEXTS.map((name) => [name, ''])) as Record<(typeof TEXTS)[number], string>),
  type,
  clip: '',
  seenOn: type === 'link' ? today : '',
});

/** The form of evidence that is there already. */
export const formOf = (entry: EvidenceEntry): EvidenceForm => ({
  ...(Object.fromEntries(TEXTS.map((name) => [name, entry[name] ?? ''])) as Record<
    (typeof TEXTS)[number],
    string
  >),
  type: typeOf(entry),
  clip: entry.quote && entry.record?.kind === 'clip' ? entry.record.id : '',
});

/** True for the address of a page. Anything else (a script, a file of one computer) is no link that another can open. */
export function isWebAddress(text: string): boolean {
  try {
    return ['http:', 'https:'].includes(new URL(text).protocol);
  } catch {
    return false;
  }
}

const HASH = /^[0-9a-f]{64}$/;
/** A typed hash as it is kept: in lower case, without the spaces and colons with which programs print it. */
const hashOf = (text: string): string => text.replace(/[\s:]/g, '').toLowerCase();

/**
 * The entry that a form makes; `before` is the one that is changed, of which record, file and day of entry stay.
 * Throws E410 for a link that is no address, E411 when there is nothing in it, E412 for a hash that is none.
 */
export function entryOf(
  form: EvidenceForm,
  before: EvidenceEntry | undefined,
  today: CivilDate,
): EvidenceEntry {
  const { type } = form;
  const said = Object.fromEntries(TEXTS.map((name) => [name, form[name].trim()])) as Record<
    (typeof TEXTS)[number],
    string
  >;
  said.sha256 = hashOf(said.sha256);
  if (type === 'link' && !isWebAddress(said.link)) throw new Fault('E410');
  if (type === 'quote' && !said.quote) throw new Fault('E411');
  if (type === 'original' && !said.place && !said.sha256) throw new Fault('E411');
  if (said.sha256 && !HASH.test(said.sha256)) throw new Fault('E412');
  const rest = { ...before };
  for (const name of TEXTS) delete rest[name];
  if (type === 'quote') {
    if (rest.record?.kind === 'clip') delete rest.record;
    if (form.clip) rest.record = { kind: 'clip', id: form.clip };
  }
  const given = Object.fromEntries(TEXTS.flatMap((name) => (said[name] ? [[name, said[name]]] : [])));
  return { ...rest, ...given, addedOn: before?.addedOn ?? today };
}

/** Days before its last day in which evidence is said to end soon. */
const SOON = 30;

/** Whether evidence holds on a day; undefined where nothing is said of it. */
export function validityOf(
  { validFrom, validTo }: Pick<EvidenceEntry, 'validFrom' | 'validTo'>,
  on: CivilDate,
): 'holds' | 'soon' | 'expired' | 'notYet' | undefined {
  if (!validFrom && !validTo) return undefined;
  if (validTo && validTo < on) return 'expired';
  if (validFrom && validFrom > on) return 'notYet';
  return validTo && validTo <= addDays(on, SOON) ? 'soon' : 'holds';
}

/** The hash by which an original can be held against what is entered: of a file that is kept, of one that was drawn anew, or as written down. */
export const hashesOf = ({ file, sha256 }: EvidenceEntry): string[] =>
  [file?.sha256, file?.originalSha256, sha256].flatMap((hash) => (hash ? [hash.toLowerCase()] : []));
