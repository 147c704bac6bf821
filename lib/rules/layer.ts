import * as z from 'zod/mini';
import { ATTENDANCE_STATES, LEAVE_REASONS, meeting, MEETING_TYPES } from '../records/meeting';
import { PARTY_POSTS } from '../records/member';
import { KIND_NAMES } from '../records';
import { STUDY_FORMS } from '../records/study';
import { Fault } from '../records/fault';
import { type DuesPack, duesPackSchema, loadDuesPack } from './dues-pack';
import { isRule, LAST_DAY, type Layer, rulebook } from './editions';
import { HEAD_KEYS, type LifePack, lifePackSchema, packTextSchema } from './pack';

/**
 * What is wrong with a pack; each has a fault of its own. `syntax` no JSON or YAML, `kind` no pack of branch life,
 * `missing` a field that must be there, `type` and `value` a value that does not fit, `unknown` a name that the
 * program does not know, `twice` an id used twice, `source` a citation of a source that is not there, `dates` an end
 * before its beginning.
 */
export type PackProblem =
  'syntax' | 'kind' | 'missing' | 'type' | 'value' | 'unknown' | 'twice' | 'source' | 'dates';

export type PackPath = readonly (string | number)[];

/** The first error of a pack. Whoever knows the text that it was read from turns the path into a line. */
export class PackError extends Error {
  readonly problem: PackProblem;
  readonly path: PackPath;
  /** What was found, or what may stand there. */
  readonly detail: string;

  constructor(problem: PackProblem, path: PackPath, detail = '') {
    super(`${problem} ${path.join('.')} ${detail}`);
    this.problem = problem;
    this.path = path;
    this.detail = detail;
  }
}

/** In a superior's pack a text may be written in Chinese alone. */
const text = z.pipe(
  z.union([
    z.string().check(z.minLength(1)),
    z.object({
      zh: z.string().check(z.minLength(1)),
      en: z.optional(z.string().check(z.minLength(1))),
      zhTW: z.optional(z.string().check(z.minLength(1))),
    }),
  ]),
  z.transform((value) => {
    const { zh, en = zh, zhTW } = typeof value === 'string' ? { zh: value } : value;
    return zhTW === undefined ? { zh, en } : { zh, en, zhTW };
  }),
);

type Definition = z.core.$ZodTypeDef & {
  shape?: Record<string, z.ZodMiniType>;
  element?: z.ZodMiniType;
  innerType?: z.ZodMiniType;
  valueType?: z.ZodMiniType;
};

/** The same shape with the texts of {@link text}. */
function forgiving(schema: z.ZodMiniType): z.ZodMiniType {
  if ((schema as unknown) === packTextSchema) return text as unknown as z.ZodMiniType;
  const definition = schema._zod.def as Definition;
  const changed: Partial<Definition> = {};
  if (definition.type === 'object' && definition.shape) {
    const fields = Object.entries(definition.shape).map(([key, field]) => [key, forgiving(field)] as const);
    changed.shape = Object.fromEntries(fields);
  }
  if (definition.element) changed.element = forgiving(definition.element);
  if (definition.innerType) changed.innerType = forgiving(definition.innerType);
  if (definition.valueType) changed.valueType = forgiving(definition.valueType);
  return Object.keys(changed).length ? z.clone(schema, { ...definition, ...changed } as never) : schema;
}

/** Of a section with rules by name, any number may be there; a rule is always whole. */
function partly(section: z.ZodMiniType): z.ZodMiniType {
  const { shape } = section._zod.def as Definition;
  return shape && !('basis' in shape) ? z.partial(section as z.ZodMiniObject) : section;
}

const { shape } = lifePackSchema;
const sectionsOf = (of: object): Record<string, z.ZodMiniType> =>
  Object.fromEntries(
    Object.entries(of as Record<string, z.ZodMiniType>)
      .filter(([key]) => !HEAD_KEYS.has(key))
      .map(([key, section]) => [key, z.optional(partly(forgiving(section)))] as const),
  );

const layerSchema = z.object({
  kind: shape.kind,
  id: shape.id,
  title: text,
  issuer: text,
  version: shape.version,
  edition: z.string().check(z.regex(/^\d{4}-\d\d-\d\d$/)),
  effective: shape.effective._zod.def.innerType,
  sources: z._default(forgiving(shape.sources as z.ZodMiniType), {}),
  ...sectionsOf(shape),
  dues: z.optional(z.object(sectionsOf(duesPackSchema.shape))),
});

/** Fields of an activity, which a pack may ask for. */
const MEETING_FIELDS = Object.keys((meeting.schema._zod.def as unknown as Definition).shape ?? {});
const FIELDS = 'requiredFields.*.*';

/** Where words of the product stand in a pack. A misspelt one would be a rule that nobody can meet. */
const WORDS: readonly (readonly [pattern: string, words: readonly string[]])[] = [
  ['cadences.*.types.*', MEETING_TYPES],
  ['study.countingTypes.*', MEETING_TYPES],
  ['study.countingForms.*', STUDY_FORMS],
  ['study.countingAttendance.*', ATTENDANCE_STATES],
  ['study.committeePosts.*', PARTY_POSTS],
  ['retention.*.kinds.*', KIND_NAMES],
];
/** The same for keys. */
const NAMES: readonly (readonly [pattern: string, words: readonly string[]])[] = [
  ['requiredFields', ['any', ...MEETING_TYPES]],
  ['study.hoursByType', MEETING_TYPES],
];

/**
 * Reads a superior's pack. With any error it is refused whole.
 * @param national the packs that it lies over, whose sources may be cited too
 * @throws PackError with the first error
 */
export function parseLayer(json: unknown, national: { life: LifePack; dues: DuesPack }): Layer {
  const kind = typeof json === 'object' && json !== null ? (json as { kind?: unknown }).kind : undefined;
  if (kind !== 'life') throw new PackError('kind', 'kind' in Object(json) ? ['kind'] : [], String(kind));
  const result = z.safeParse(layerSchema, json);
  if (!result.success) throw errorOf(result.error.issues[0], json);
  unknownNames(json, result.data, []);
  const layer = result.data as unknown as Layer;
  checkHead(layer);
  const sourcesWith = (pack: Pick<LifePack, 'sources'>): Set<string> =>
    new Set([...Object.keys(pack.sources), ...Object.keys(layer.sources)]);
  const known: Known = {
    sources: sourcesWith(national.life),
    duesSources: sourcesWith(national.dues),
    fields: [...new Set([...MEETING_FIELDS, ...Object.values(national.life.requiredFields).flat()])],
  };
  visit(layer, [], (value, path) => check(value, path, known));
  checkDues(layer, national.dues);
  return layer;
}

function errorOf(issue: z.core.$ZodIssue | undefined, json: unknown): PackError {
  const path = (issue?.path ?? []) as PackPath;
  const there = path.reduce<unknown>((value, key) => (value as Record<string, unknown>)?.[key], json);
  if (there === undefined) return new PackError('missing', path, String(path.at(-1) ?? ''));
  if (issue?.code === 'invalid_type') return new PackError('type', path, issue.expected);
  if (issue?.code === 'invalid_union') {
    // Of the two ways to write a text, the one that was meant says what is wrong.
    const inner = issue.errors[typeof there === 'object' ? 1 : 0]?.[0];
    if (inner?.path.length) return errorOf({ ...inner, path: [...path, ...inner.path] } as never, json);
    return typeof there === 'string'
      ? new PackError('value', path, '""')
      : new PackError('type', path, 'string');
  }
  if (issue?.code === 'invalid_value')
    return new PackError('value', path, issue.values.map(String).join(', '));
  return new PackError('value', path, short(there));
}

const short = (value: unknown): string => (JSON.stringify(value) ?? '').slice(0, 60);

/** A name that the schema passed over would be a rule that silently does nothing. */
function unknownNames(given: unknown, read: unknown, path: PackPath): void {
  if (typeof given !== 'object' || given === null || typeof read !== 'object' || read === null) return;
  for (const [key, value] of Object.entries(given)) {
    const here = [...path, Array.isArray(given) ? Number(key) : key];
    if (!(key in read)) throw new PackError('unknown', here, key);
    unknownNames(value, (read as Record<string, unknown>)[key], here);
  }
}

function checkHead({ effective }: Layer): void {
  if (effective.until && effective.until < effective.from)
    throw new PackError('dates', ['effective', 'until'], `${effective.from} > ${effective.until}`);
}

function visit(value: unknown, path: PackPath, look: (value: unknown, path: PackPath) => void): void {
  look(value, path);
  if (typeof value !== 'object' || value === null) return;
  for (const [key, child] of Object.entries(value))
    visit(child, [...path, Array.isArray(value) ? Number(key) : key], look);
}

/** Tables, ways and parts of dues hang together: they are tried over the national ones. */
function checkDues(layer: Layer, national: DuesPack): void {
  if (!layer.dues) return;
  const always = { ...layer, effective: { from: '0001-01-01' } };
  try {
    loadDuesPack(rulebook(national, always, layer.dues).on(LAST_DAY));
  } catch (thrown) {
    if (!(thrown instanceof Fault)) throw thrown;
    const path = String(thrown.params.path).split('.');
    throw new PackError('value', ['dues', ...path], String(thrown.params.problem));
  }
}

interface Known {
  sources: ReadonlySet<string>;
  duesSources: ReadonlySet<string>;
  /** Fields that a pack may ask for. */
  fields: readonly string[];
}

function check(value: unknown, path: PackPath, { duesSources, fields, ...known }: Known): void {
  const sources = path[0] === 'dues' ? duesSources : known.sources;
  if (isRule(value)) {
    value.basis.forEach((citation, index) => {
      if (!sources.has(citation.source))
        throw new PackError('source', [...path, 'basis', index, 'source'], citation.source);
    });
  }
  const words = fits(FIELDS, path) ? fields : WORDS.find(([pattern]) => fits(pattern, path))?.[1];
  if (words && !words.includes(value as string)) throw new PackError('value', path, words.join(', '));
  const names = NAMES.find(([pattern]) => fits(pattern, path))?.[1];
  const odd = names && Object.keys(value as object).find((key) => !names.includes(key));
  if (odd) throw new PackError('unknown', [...path, odd], odd);
  const [section, index] = path;
  // 换届 has its own section; the other ids are the pack's to choose.
  if (section === 'cadences' && path.length === 3 && path[2] === 'id' && value === 'term')
    throw new PackError('twice', path, 'term');
  if (
    section === 'leaveReasons' &&
    path[2] === 'id' &&
    !(LEAVE_REASONS as readonly unknown[]).includes(value)
  )
    throw new PackError('value', path, LEAVE_REASONS.join(', '));
  if (path.at(-1) === 'of' && Array.isArray(value) && Number(value[0]) > Number(value[1]))
    throw new PackError('value', path, short(value));
  if (DIVISORS.has(String(index)) && path.at(-1) === 'value' && value === 0)
    throw new PackError('value', path, '0');
  if (Array.isArray(value)) twice(value, path);
}

/** Thresholds that are divided by. */
const DIVISORS: ReadonlySet<string> = new Set(['minutesPerCreditHour', 'creditHourStep']);

function twice(items: readonly unknown[], path: PackPath): void {
  const seen = new Set<unknown>();
  items.forEach((item, index) => {
    const id = (item as { id?: unknown } | null)?.id;
    if (id === undefined) return;
    if (seen.has(id)) throw new PackError('twice', [...path, index, 'id'], String(id));
    seen.add(id);
  });
}

function fits(pattern: string, path: PackPath): boolean {
  const parts = pattern.split('.');
  return (
    parts.length === path.length && parts.every((part, index) => part === '*' || part === String(path[index]))
  );
}
