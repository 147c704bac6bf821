import * as z from 'zod/mini';
import { KIND_NAMES } from '../records';
import { Fault } from '../records/fault';
import { MEETING_TYPES } from '../records/meeting';
import { type CompanyPack, companyPackSchema, loadCompanyPack } from './company-pack';
import { type DevelopmentPack, developmentPackSchema, loadDevelopmentPack } from './development-pack';
import { type ChecklistPack, checklistPackSchema, loadChecklistPack } from './pack';
import { errorOf, fits, forgiving, PackError, type PackPath, text, unknownNames, visit } from './pack-read';

/** Packs that take the place of the built-in one as a whole: the governance checklist, the steps of admission, what is expected of a charter with the list of matters. */
export interface WholePacks {
  checklist: ChecklistPack;
  development: DevelopmentPack;
  company: CompanyPack;
}
export type WholeKind = keyof WholePacks;

/** A superior's pack says who answers for it and of which day it is. */
const head = {
  issuer: text,
  edition: z.string().check(z.regex(/^\d{4}-\d\d-\d\d$/)),
};
const READERS = {
  checklist: {
    schema: z.extend(forgiving(checklistPackSchema) as z.ZodMiniObject, head),
    load: loadChecklistPack,
  },
  development: {
    schema: z.extend(forgiving(developmentPackSchema) as z.ZodMiniObject, head),
    load: loadDevelopmentPack,
  },
  company: {
    schema: z.extend(forgiving(companyPackSchema) as z.ZodMiniObject, head),
    load: loadCompanyPack,
  },
};

/** Steps that the program itself counts from: plan, deadlines and what is offered on the roster. */
const NEEDED_STEPS = [
  'application',
  'admissionMeeting',
  'conversionApplication',
  'conversionMeeting',
  'conversionApproval',
] as const;

/**
 * Reads a superior's pack of a kind. With any error it is refused whole.
 * @throws PackError with the first error
 */
export function parseWhole<K extends WholeKind>(kind: K, json: unknown): WholePacks[K] {
  const given = typeof json === 'object' && json !== null ? (json as { kind?: unknown }).kind : undefined;
  if (given !== kind) throw new PackError('kind', given === undefined ? [] : ['kind'], String(given));
  const { schema, load } = READERS[kind];
  const result = z.safeParse(schema, json);
  if (!result.success) throw errorOf(result.error.issues[0], json);
  unknownNames(json, result.data, []);
  const pack = checked(() => load(result.data));
  const { from, until } = pack.effective ?? {};
  if (from && until && until < from)
    throw new PackError('dates', ['effective', 'until'], `${from} > ${until}`);
  if (pack.kind === 'checklist') visit(pack, [], words);
  else if (pack.kind === 'development') checkSteps(pack);
  return pack as WholePacks[K];
}

/** What the built-in packs are checked for too, with the path as it was found. */
function checked<Pack>(load: () => Pack): Pack {
  try {
    return load();
  } catch (thrown) {
    if (!(thrown instanceof Fault)) throw thrown;
    const path = String(thrown.params.path).split('.');
    const problem = String(thrown.params.problem);
    const [named = ''] = problem.split(': ');
    if (problem.endsWith(': twice')) throw new PackError('twice', path, named);
    if (problem.endsWith(': no such source')) throw new PackError('source', path, named);
    throw new PackError('value', path, problem);
  }
}

/** Kinds of record and of activity that the table of evidence may name. */
function words(value: unknown, path: PackPath): void {
  const known: readonly string[] | undefined = fits('recordEvidence.*.record', path)
    ? KIND_NAMES
    : fits('recordEvidence.*.types.*', path)
      ? MEETING_TYPES
      : undefined;
  if (known && !known.includes(String(value))) throw new PackError('value', path, known.join(', '));
}

function checkSteps(pack: DevelopmentPack): void {
  const ids = new Set(pack.steps.map(({ id }) => id));
  const lacking = NEEDED_STEPS.find((id) => !ids.has(id));
  if (lacking) throw new PackError('missing', ['steps'], lacking);
  pack.steps.forEach(({ offers }, index) => {
    if (offers?.dateFrom && !ids.has(offers.dateFrom))
      throw new PackError('value', ['steps', index, 'offers', 'dateFrom'], offers.dateFrom);
  });
  pack.editions.forEach(({ source }, index) => {
    if (!(source in pack.sources)) throw new PackError('source', ['editions', index, 'source'], source);
  });
}
