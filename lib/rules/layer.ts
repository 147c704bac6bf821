import * as z from 'zod/mini';
import { ATTENDANCE_STATES, LEAVE_REASONS, meeting, MEETING_TYPES } from '../records/meeting';
import { PARTY_POSTS } from '../records/member';
import { KIND_NAMES } from '../records';
import { STUDY_FORMS } from '../records/study';
import { Fault } from '../records/fault';
import { type DuesPack, duesPackSchema, loadDuesPack } from './dues-pack';
import { isRule, LAST_DAY, type Layer, rulebook } from './editions';
import { HEAD_KEYS, type LifePack, lifePackSchema } from './pack';
import {
  type Definition,
  errorOf,
  fits,
  forgiving,
  PackError,
  type PackPath,
  short,
  text,
  twice,
  unknownNames,
  visit,
} from './pack-read';

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

function checkHead({ effective }: Layer): void {
  if (effective.until && effective.until < effective.from)
    throw new PackError('dates', ['effective', 'until'], `${effective.from} > ${effective.until}`);
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
