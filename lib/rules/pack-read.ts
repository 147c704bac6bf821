import * as z from 'zod/mini';
import { packTextSchema } from './pack';

/**
 * What is wrong with a pack; each has a fault of its own. `syntax` no JSON or YAML, `kind` no pack of the kind that
 * was asked for, `missing` a field that must be there, `type` and `value` a value that does not fit, `unknown` a name that the
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
export const text = z.pipe(
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

/** What of a schema's own definition is looked into. */
export type Definition = z.core.$ZodTypeDef & {
  shape?: Record<string, z.ZodMiniType>;
  element?: z.ZodMiniType;
  innerType?: z.ZodMiniType;
  valueType?: z.ZodMiniType;
  options?: readonly z.ZodMiniType[];
};

/** The same shape with the texts of {@link text}. */
export function forgiving(schema: z.ZodMiniType): z.ZodMiniType {
  if ((schema as unknown) === packTextSchema) return text as unknown as z.ZodMiniType;
  const definition = schema._zod.def as Definition;
  const changed: Partial<Definition> = {};
  if (definition.type === 'object' && definition.shape) {
    const fields = Object.entries(definition.shape).map(([key, field]) => [key, forgiving(field)] as const);
    changed.shape = Object.fromEntries(fields);
  }
  if (definition.options) changed.options = definition.options.map(forgiving);
  if (definition.element) changed.element = forgiving(definition.element);
  if (definition.innerType) changed.innerType = forgiving(definition.innerType);
  if (definition.valueType) changed.valueType = forgiving(definition.valueType);
  return Object.keys(changed).length ? z.clone(schema, { ...definition, ...changed } as never) : schema;
}

/** The first issue that zod found, with what stands in the pack there. */
export function errorOf(issue: z.core.$ZodIssue | undefined, json: unknown): PackError {
  const path = (issue?.path ?? []) as PackPath;
  const there = path.reduce<unknown>((value, key) => (value as Record<string, unknown>)?.[key], json);
  if (there === undefined) return new PackError('missing', path, String(path.at(-1) ?? ''));
  // Of several shapes the name that tells them apart is none of those known.
  if (issue?.code === 'invalid_union' && issue.discriminator)
    return new PackError('value', path, short(there));
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

/** A value as an error shows it. */
export const short = (value: unknown): string => (JSON.stringify(value) ?? '').slice(0, 60);

/** A name that the schema passed over would be a rule that silently does nothing. */
export function unknownNames(given: unknown, read: unknown, path: PackPath): void {
  if (typeof given !== 'object' || given === null || typeof read !== 'object' || read === null) return;
  for (const [key, value] of Object.entries(given)) {
    const here = [...path, Array.isArray(given) ? Number(key) : key];
    if (!(key in read)) throw new PackError('unknown', here, key);
    unknownNames(value, (read as Record<string, unknown>)[key], here);
  }
}

/** Looks at every value of a pack with its path. */
export function visit(value: unknown, path: PackPath, look: (value: unknown, path: PackPath) => void): void {
  look(value, path);
  if (typeof value !== 'object' || value === null) return;
  for (const [key, child] of Object.entries(value))
    visit(child, [...path, Array.isArray(value) ? Number(key) : key], look);
}

/** Refuses a list in which two entries have the same id. */
export function twice(items: readonly unknown[], path: PackPath): void {
  const seen = new Set<unknown>();
  items.forEach((item, index) => {
    const id = (item as { id?: unknown } | null)?.id;
    if (id === undefined) return;
    if (seen.has(id)) throw new PackError('twice', [...path, index, 'id'], String(id));
    seen.add(id);
  });
}

/** True when a path is of the form of a pattern, in which `*` stands for any step. */
export function fits(pattern: string, path: PackPath): boolean {
  const parts = pattern.split('.');
  return (
    parts.length === path.length && parts.every((part, index) => part === '*' || part === String(path[index]))
  );
}
