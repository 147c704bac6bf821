import type { MetaValue } from '../ledger';
import type { GridRegister } from './grid';

/** How a person left a register. */
export interface GridView {
  columns: string[];
  sort: { key: string; descending: boolean } | undefined;
  /** Column that the lines are grouped by; '' = none. */
  group: string;
}

/** The remembered view of a register; its usual columns where nothing (or nothing valid) is remembered. */
export function readGridView(
  views: MetaValue<'registerViews'> | undefined,
  register: Pick<GridRegister, 'key' | 'columns'>,
): GridView {
  const stored = views?.[register.key];
  const known = new Set(register.columns.map(({ key }) => key));
  const columns = Array.isArray(stored?.columns)
    ? stored.columns.filter((key: unknown): key is string => typeof key === 'string' && known.has(key))
    : [];
  const sort = stored?.sort as { key?: unknown; descending?: unknown } | undefined;
  return {
    columns: columns.length ? columns : register.columns.filter(({ usual }) => usual).map(({ key }) => key),
    sort:
      typeof sort?.key === 'string' && known.has(sort.key)
        ? { key: sort.key, descending: sort.descending === true }
        : undefined,
    group: typeof stored?.group === 'string' && known.has(stored.group) ? stored.group : '',
  };
}

/** Puts a view back among the remembered ones. */
export const withGridView = (
  views: MetaValue<'registerViews'>,
  register: Pick<GridRegister, 'key'>,
  view: GridView,
): MetaValue<'registerViews'> => ({
  ...views,
  [register.key]: { columns: view.columns, group: view.group, ...(view.sort ? { sort: view.sort } : {}) },
});
