import { addDays, type CivilDate } from './calendar';
import type { Citation, Confidence, LifePack, Source } from './pack';
import { HEAD_KEYS } from './pack-text';

/** What all rules have in common, whatever section they stand in. */
export interface AnyRule {
  basis: readonly Citation[];
  confidence: Confidence;
  from?: CivilDate;
  earlier?: readonly AnyRule[];
}

/** A superior organisation's pack: some rules of a {@link LifePack}, who answers for them, and since when. */
export type Layer = Partial<Omit<LifePack, LayerHead>> &
  Required<Pick<LifePack, LayerHead>> & {
    /** Some rules on dues, in the sections of their own pack. */
    dues?: Sections;
  };
/** Parts of a pack by name. */
export type Sections = Record<string, unknown>;
/** What any pack has beside its sections. */
type Pack = Pick<LifePack, 'sources' | 'effective'>;
type LayerHead = 'kind' | 'id' | 'title' | 'version' | 'edition' | 'issuer' | 'effective' | 'sources';

/** Later than any day that is judged: the rules as they stand last. */
export const LAST_DAY = '9999-12-31';

/** The rules of every day. Asking for the same days again gives the same object. */
export interface Rulebook<Rules extends Pack = LifePack> {
  /** Set when a superior's pack lies over the national one. */
  layer: Layer | undefined;
  /** The rules that count on a day. */
  on(day: CivilDate): Rules;
}

/** True for a part of a pack that is a rule by itself: it has its own basis. */
export const isRule = (value: unknown): value is AnyRule =>
  typeof value === 'object' && value !== null && 'basis' in value && 'confidence' in value;

/** The edition of a rule in force on a day, without the others; undefined before the first. */
export function editionOn<Rule extends AnyRule>(rule: Rule, day: CivilDate): Rule | undefined {
  const { earlier = [], ...latest } = rule;
  const found = [latest as Rule, ...(earlier as Rule[])]
    .filter((edition) => (edition.from ?? '') <= day)
    .reduce<Rule | undefined>(
      (best, edition) => (best && (best.from ?? '') >= (edition.from ?? '') ? best : edition),
      undefined,
    );
  return found;
}

const oldest = <Rule extends AnyRule>(rule: Rule): Rule => {
  const { earlier = [], ...latest } = rule;
  return [latest as Rule, ...(earlier as Rule[])].reduce((best, edition) =>
    (edition.from ?? '') < (best.from ?? '') ? edition : best,
  );
};

/**
 * A pack with each rule in its edition of one day. In lists, what is not in force yet is left out. A rule that has
 * a fixed place is then taken in its oldest edition, unless `mayLack`, as in a pack that another one completes.
 */
function sectionsOn(pack: Sections, day: CivilDate, mayLack: boolean): Sections {
  const pick = (rule: AnyRule): AnyRule | undefined =>
    editionOn(rule, day) ?? (mayLack ? undefined : oldest(rule));
  const section = (value: unknown): unknown => {
    if (Array.isArray(value)) {
      return value.map((item: unknown) => (isRule(item) ? editionOn(item, day) : item)).filter(Boolean);
    }
    if (isRule(value)) return pick(value);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value)
        .map(([key, item]: [string, unknown]) => [key, isRule(item) ? pick(item) : item])
        .filter(([, item]) => item !== undefined),
    );
  };
  return Object.fromEntries(
    Object.entries(pack)
      .map(([key, value]) => [key, HEAD_KEYS.has(key) ? value : section(value)])
      .filter(([, value]) => value !== undefined),
  );
}

/** Key under which the layer itself stands among the sources. */
const ownSource = (layer: Layer): string => `${layer.id}/`;

/** The layer's rules cite its own sources under its id, so that they never meet another pack's, and the layer itself. */
function cited(value: unknown, layer: Layer): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => cited(item, layer));
  if (typeof value !== 'object' || value === null) return value;
  const copy = Object.fromEntries(
    Object.entries(value).map(([key, item]: [string, unknown]) => [key, cited(item, layer)]),
  );
  if (!isRule(value)) return copy;
  const basis = value.basis.map((citation) =>
    citation.source in layer.sources ? { ...citation, source: ownSource(layer) + citation.source } : citation,
  );
  return { ...copy, basis: [...basis, { source: ownSource(layer) }] };
}

function sourcesOf(base: Pack, layer: Layer): Record<string, Source> {
  const own = Object.entries(layer.sources).map(([key, source]) => [ownSource(layer) + key, source]);
  const itself: Source = {
    document: layer.title,
    issuer: layer.issuer,
    year: Number(layer.edition.slice(0, 4)),
    edition: layer.edition,
  };
  return { ...base.sources, ...Object.fromEntries(own), [ownSource(layer)]: itself };
}

const idOf = (item: unknown): unknown => (item as { id?: unknown }).id;

/** One section of the layer over the same of the national pack: lists by id, groups by name, a rule as a whole. */
function over(below: unknown, above: unknown): unknown {
  if (Array.isArray(below) && Array.isArray(above)) {
    const byId = new Map(above.map((item: unknown) => [idOf(item), item]));
    const known = new Set(below.map(idOf));
    return [
      ...below.map((item: unknown) => byId.get(idOf(item)) ?? item),
      ...above.filter((item: unknown) => !known.has(idOf(item))),
    ];
  }
  if (isRule(above) || typeof below !== 'object' || below === null) return above;
  return { ...below, ...(above as object) };
}

/** The national pack of one day with a superior's rules of that day over it. */
function withLayer<Rules extends Pack>(base: Rules, layer: Layer, brought: Sections, day: CivilDate): Rules {
  const { from, until = LAST_DAY } = layer.effective;
  const merged: Sections = { ...base, sources: sourcesOf(base, layer) };
  if (day < from || day > until) return merged as Rules;
  for (const [key, section] of Object.entries(sectionsOn(brought, day, true)))
    merged[key] = over(merged[key], cited(section, layer));
  // Fields that a record should have are mere lists: their basis is that of the records, to which the layer is added.
  const { records } = merged;
  if (brought.requiredFields && !brought.records && isRule(records))
    merged.records = { ...records, basis: [...records.basis, { source: ownSource(layer) }] };
  return merged as Rules;
}

/** Every day on which something begins or ceases to count. */
function turns(pack: Pack): CivilDate[] {
  const days: CivilDate[] = [];
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    if (isRule(value) && value.from) days.push(value.from);
    for (const child of Object.values(value)) visit(child);
  };
  visit(pack);
  if (pack.effective) days.push(pack.effective.from);
  if (pack.effective?.until) days.push(addDays(pack.effective.until, 1));
  return days;
}

const books = new WeakMap<object, { on(day: CivilDate): unknown }>();

/** The sections of a layer that lie over the pack of branch life: all but those with a pack of their own. */
function lifeSections(layer: Layer): Sections {
  return Object.fromEntries(Object.entries(layer).filter(([key]) => key !== 'dues' && !HEAD_KEYS.has(key)));
}

/**
 * The rules of every day, from the national pack and the superior's pack over it. `brought` are the sections of the
 * layer that belong to this pack; for the pack of branch life they are found by themselves.
 */
export function rulebook<Rules extends Pack>(
  national: Rules,
  layer?: Layer,
  brought: Sections = layer ? lifeSections(layer) : {},
): Rulebook<Rules> {
  const starts = ['', ...[...new Set([...turns(national), ...(layer ? turns(layer) : [])])].sort()];
  const resolved = new Map<string, Rules>();
  const book: Rulebook<Rules> = {
    layer,
    on(day) {
      const start = starts.findLast((first) => first <= day) ?? '';
      let pack = resolved.get(start);
      if (!pack) {
        const base = sectionsOn(national as Sections, start, false) as unknown as Rules;
        pack = layer ? withLayer(base, layer, brought, start) : base;
        resolved.set(start, pack);
        books.set(pack, book);
      }
      return pack;
    },
  };
  return book;
}

/**
 * The rules of another day from the same rulebook: what lies in the past is judged by the edition in force then. A
 * pack that stands by itself has no other days and is returned as it is.
 */
export const packAt = (pack: LifePack, day: CivilDate): LifePack =>
  (books.get(pack)?.on(day) as LifePack | undefined) ?? pack;
