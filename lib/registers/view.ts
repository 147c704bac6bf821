import type { MetaValue } from '../ledger';
import type { Register, RegisterColumn } from './register';

/** How a person left a register. */
export interface RegisterView {
  /** Shown columns in their order; the first of the register is always there, and first. */
  columns: string[];
  sort: { key: string; descending: boolean } | undefined;
  /** Column that the lines are grouped by; '' = none. */
  group: string;
  variant: string;
}

type Views = MetaValue<'registerViews'>;
type Viewed = Pick<Register<never, never>, 'key' | 'sort' | 'variants'>;
type Known = readonly Pick<RegisterColumn<never, never>, 'key' | 'usual' | 'groups'>[];

/** The usual columns of a register. */
export const usualColumns = (columns: Known): string[] =>
  columns.filter(({ usual }, at) => usual || at === 0).map(({ key }) => key);

/** The remembered variant alone: it decides what is read, before there are columns. */
export function readVariant(views: Views | undefined, { key, variants }: Viewed): string {
  const stored: unknown = views?.[key]?.by;
  return (variants?.find(({ value }) => value === stored) ?? variants?.[0])?.value ?? '';
}

/** The remembered view; the usual one where nothing (or nothing valid) is remembered. */
export function readView(views: Views | undefined, register: Viewed, columns: Known): RegisterView {
  const stored = views?.[register.key];
  const known = new Set(columns.map(({ key }) => key));
  const first = columns[0]?.key ?? '';
  const kept: string[] = Array.isArray(stored?.columns)
    ? stored.columns.filter((key: unknown): key is string => typeof key === 'string' && known.has(key))
    : [];
  const sort = stored?.sort as { key?: unknown; descending?: unknown } | undefined;
  const group: unknown = stored?.group;
  return {
    columns: kept.length ? [first, ...new Set(kept.filter((key) => key !== first))] : usualColumns(columns),
    sort:
      typeof sort?.key === 'string' && known.has(sort.key)
        ? { key: sort.key, descending: sort.descending === true }
        : register.sort,
    group: columns.find(({ key, groups }) => groups && key === group)?.key ?? '',
    variant: readVariant(views, register),
  };
}

/** Puts a view back among the remembered ones. */
export const withView = (views: Views | undefined, { key }: Viewed, view: RegisterView): Views => ({
  ...views,
  [key]: {
    columns: view.columns,
    group: view.group,
    ...(view.sort ? { sort: view.sort } : {}),
    ...(view.variant ? { by: view.variant } : {}),
  },
});

/** The shown columns in their order. */
export const shownColumns = <C extends { key: string }>(
  columns: readonly C[],
  view: Pick<RegisterView, 'columns'>,
): C[] => view.columns.flatMap((key) => columns.find((column) => column.key === key) ?? []);
