import { searchNames } from '../branch/name-search';
import { t } from '../i18n';
import { cellText, collator, isUnknown } from './cell';
import { columnsOf, type Register, type RegisterColumn, type RegisterFilter } from './register';
import type { RegisterView } from './view';

/** What of a register is wanted: words, and the chosen values of its filters by key. */
export interface Wanted {
  text: string;
  choices: Readonly<Record<string, readonly string[]>>;
}

/** Every filter of a register: its own first, then those of its columns. */
export function filtersOf<R, C>(register: Register<R, C>, context: C): RegisterFilter<R, C>[] {
  const own = register.filters ?? [];
  const ofColumns = columnsOf(register, context)
    .filter((column) => column.filter && !own.some(({ key }) => key === column.key))
    .map((column): RegisterFilter<R, C> => {
      const word = (row: R): string =>
        cellText(column.value(row, context), column.kind) || t('registers.noValue');
      return {
        key: column.key,
        // Only keys of messages are used as headings of such columns.
        label: typeof column.header === 'function' ? 'common.filter' : column.header,
        options: (rows) => {
          const words = [...new Set(rows.map(word))].sort(collator().compare);
          return words.map((value) => ({ value, label: value }));
        },
        of: (row) => [word(row)],
      };
    });
  return [...own, ...ofColumns];
}

/** The choices that stand until somebody chooses. */
export const initialChoices = <R, C>({
  filters,
}: Pick<Register<R, C>, 'filters'>): Record<string, string[]> =>
  Object.fromEntries((filters ?? []).flatMap(({ key, initial }) => (initial ? [[key, [initial]]] : [])));

/** True when a search may mean a name by its pinyin or initials: then the tables are worth fetching. */
export const mayBePinyin = (text: string): boolean => /(^|\s)[a-z]{2,}/i.test(text);

/** The text of a line that is searched in, in lower case, worked out once a line. */
export function searchTexts<R extends object, C>(register: Register<R, C>, context: C): (row: R) => string {
  const known = new WeakMap<R, string>();
  const columns = columnsOf(register, context);
  const make = (row: R): string =>
    register.text?.(row, context) ??
    columns.map((column) => cellText(column.value(row, context), column.kind)).join('\n');
  return (row) => {
    const found = known.get(row) ?? make(row).toLowerCase();
    known.set(row, found);
    return found;
  };
}

/** Lines with every word (a name also by pinyin once the tables are there) and one of the values of each filter. */
export function filterRows<R extends object, C>(
  register: Register<R, C>,
  { rows, context }: { rows: readonly R[]; context: C },
  wanted: Wanted,
  textOf: (row: R) => string,
): readonly R[] {
  const filters = filtersOf(register, context).filter(({ key }) => wanted.choices[key]?.length);
  const words = wanted.text.toLowerCase().split(/\s+/).filter(Boolean);
  if (!filters.length && !words.length) return rows;
  const named = words.map((word) => namesLike(register, rows, context, word));
  const kept = filters.map((filter) => ({ filter, values: new Set(wanted.choices[filter.key]) }));
  return rows.filter(
    (row) =>
      kept.every(({ filter, values }) => filter.of(row, context).some((value) => values.has(value))) &&
      words.every(
        (word, at) =>
          textOf(row).includes(word) ||
          (named[at]?.size && register.names?.(row, context).some((name) => named[at]?.has(name))),
      ),
  );
}

/** The names of a register that a typed word may mean. */
function namesLike<R, C>(
  register: Register<R, C>,
  rows: readonly R[],
  context: C,
  word: string,
): ReadonlySet<string> {
  if (!register.names || !mayBePinyin(word)) return new Set();
  const all = [...new Set(rows.flatMap((row) => register.names?.(row, context) ?? []))];
  return new Set(
    searchNames(
      all.map((name) => ({ fields: { name } })),
      word,
    ).map(({ fields }) => fields.name),
  );
}

/** Lines in the order of a view: sorted by its column, then standing together by its group. */
export function arrangeRows<R, C>(
  register: Register<R, C>,
  rows: readonly R[],
  context: C,
  view: Pick<RegisterView, 'sort' | 'group'>,
): { rows: readonly R[]; groupOf: ((row: R) => string) | undefined } {
  const columns = columnsOf(register, context);
  const { sort } = view;
  const by = columns.find(({ key }) => key === sort?.key);
  let ordered = by ? ranked(rows, (row) => sortKey(by, row, context), sort?.descending === true) : rows;
  const grouping = columns.find(({ key }) => key === view.group);
  if (!grouping) return { rows: ordered, groupOf: undefined };
  const groupOf = (row: R): string =>
    cellText(grouping.value(row, context), grouping.kind) || t('common.unknown');
  // Lines of which the group is not known stand at the end.
  const known = (row: R): number => (isUnknown(groupOf(row)) ? 1 : 0);
  ordered = ranked(ranked(ordered, groupOf, false), known, false);
  return { rows: ordered, groupOf };
}

function sortKey<R, C>(column: RegisterColumn<R, C>, row: R, context: C): string | number | undefined {
  if (column.sort) return column.sort(row, context);
  const value = column.value(row, context);
  if (isUnknown(value)) return undefined;
  return typeof value === 'number' ? value : cellText(value, column.kind);
}

/**
 * Sorts by a key worked out once a line. Words are compared once each and not once a pair of lines: fifty thousand
 * lines have few different words. Unknowns come first, then numbers, then words; equal lines keep their order.
 */
function ranked<R>(
  rows: readonly R[],
  keyOf: (row: R) => string | number | undefined,
  descending: boolean,
): readonly R[] {
  const keys = rows.map(keyOf);
  const words = [...new Set(keys.filter((key): key is string => typeof key === 'string'))];
  const { compare } = collator();
  // Days and ids need no collator.
  const plain = words.every((word) => /^[\d\s:.-]*$/.test(word) && !/^\d+$/.test(word));
  words.sort(plain ? (a, b) => (a < b ? -1 : a > b ? 1 : 0) : compare);
  const ranks = new Map(words.map((word, rank) => [word, rank]));
  const order = keys.map((key, at) => ({
    at,
    level: key === undefined ? 0 : typeof key === 'number' ? 1 : 2,
    rank: typeof key === 'number' ? key : typeof key === 'string' ? (ranks.get(key) ?? 0) : 0,
  }));
  const direction = descending ? -1 : 1;
  order.sort((a, b) => direction * (a.level - b.level || a.rank - b.rank) || a.at - b.at);
  return order.map(({ at }) => rows[at] as R);
}

/** The filter in words, for the line under a title; '' when there is none. */
export function filterWords<R, C>(
  register: Register<R, C>,
  { rows, context }: { rows: readonly R[]; context: C },
  wanted: Wanted,
): string {
  const words = filtersOf(register, context).flatMap((filter) => {
    const chosen = wanted.choices[filter.key] ?? [];
    if (!chosen.length) return [];
    const options = filter.options(rows, context);
    return [chosen.map((value) => options.find((one) => one.value === value)?.label ?? value).join('/')];
  });
  return [...words, wanted.text.trim()].filter(Boolean).join(t('exchange.listJoin'));
}
