import type { ComponentChildren } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import { currentLanguage, t } from '../../lib/i18n';
import { Button } from './button';

export interface Column<R> {
  key: string;
  header: string;
  /** What is shown. */
  cell: (row: R) => ComponentChildren;
  /** What is sorted by and searched in; absent = the column does not sort. */
  value?: (row: R) => string | number;
  align?: 'left' | 'right' | 'center';
  /** CSS width. */
  width?: string;
}

export interface Sort {
  key: string;
  descending: boolean;
}

/** Rows shown at first and added by each press of "more": keeps thousands of records responsive. */
const PAGE = 100;

/** A wide table: sorts by its headers, opens a row by its button, shows long lists in pages. */
export function DataTable<R>(props: {
  label: string;
  columns: readonly Column<R>[];
  rows: readonly R[];
  rowKey: (row: R) => string;
  /** Opens a row; its first cell becomes the control. */
  onOpen?: (row: R) => void;
  initialSort?: Sort;
  onSort?: (sort: Sort) => void;
  /** Text that a row has to contain in one of its values. */
  filterText?: string;
  empty?: ComponentChildren;
  /** Lines of one group stand together under its name. */
  group?: (row: R) => string;
}) {
  const [sort, setSort] = useState<Sort | undefined>(props.initialSort);
  const [shown, setShown] = useState(PAGE);
  const rows = useMemo(() => {
    const words = (props.filterText ?? '').toLowerCase().split(/\s+/).filter(Boolean);
    const kept = words.length
      ? props.rows.filter((row) => {
          const text = props.columns
            .map((column) => column.value?.(row) ?? '')
            .join(' ')
            .toLowerCase();
          return words.every((word) => text.includes(word));
        })
      : [...props.rows];
    const by = props.columns.find((column) => column.key === sort?.key)?.value;
    const collator = new Intl.Collator(currentLanguage(), { numeric: true });
    const { group } = props;
    // Sorting is stable: what is grouped last keeps the order within.
    const grouped = (list: R[]): R[] =>
      group ? list.sort((a, b) => collator.compare(group(a), group(b))) : list;
    if (!by || !sort) return grouped(kept);
    const direction = sort.descending ? -1 : 1;
    return grouped(
      kept.sort((a, b) => {
        const [left, right] = [by(a), by(b)];
        return (
          direction *
          (typeof left === 'number' && typeof right === 'number'
            ? left - right
            : collator.compare(String(left), String(right)))
        );
      }),
    );
  }, [props.rows, props.columns, props.filterText, props.group, sort]);

  const choose = (key: string) => {
    const next = { key, descending: sort?.key === key ? !sort.descending : false };
    setSort(next);
    props.onSort?.(next);
  };

  if (!rows.length && props.empty) return <>{props.empty}</>;
  return (
    <div
      class="border-line rounded-card bg-card overflow-x-auto border"
      tabIndex={0}
      role="region"
      aria-label={props.label}
    >
      <table class="text-meta w-full border-collapse">
        <thead>
          <tr>
            {props.columns.map((column) => {
              const active = sort?.key === column.key;
              return (
                <th
                  key={column.key}
                  scope="col"
                  style={{ width: column.width }}
                  class="border-line bg-sunk text-ink-3 border-b px-2.5 py-2 text-left font-medium whitespace-nowrap"
                  aria-sort={active ? (sort.descending ? 'descending' : 'ascending') : undefined}
                >
                  {column.value ? (
                    <button type="button" class="hover:text-ink rounded-s" onClick={() => choose(column.key)}>
                      {column.header}
                      <span aria-hidden="true">{active ? (sort.descending ? ' ↓' : ' ↑') : ''}</span>
                    </button>
                  ) : (
                    column.header
                  )}
                </th>
              );
            })}
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, shown).map((row, index) => [
            props.group && (index === 0 || props.group(rows[index - 1] as R) !== props.group(row)) && (
              <tr key={`group ${props.group(row)}`}>
                <th
                  scope="rowgroup"
                  colSpan={props.columns.length}
                  class="border-line bg-sunk text-ink-2 border-b px-2.5 py-1.5 text-left font-medium"
                >
                  {props.group(row)}
                </th>
              </tr>
            ),
            <tr key={props.rowKey(row)} class="hover:bg-sunk">
              {props.columns.map((column, at) => (
                <td
                  key={column.key}
                  class="border-line border-b px-2.5 py-2 align-top"
                  style={{ textAlign: column.align }}
                >
                  {at === 0 && props.onOpen ? (
                    <button
                      type="button"
                      class="hover:text-red-ink rounded-s text-left font-semibold"
                      onClick={() => props.onOpen?.(row)}
                    >
                      {column.cell(row)}
                    </button>
                  ) : (
                    column.cell(row)
                  )}
                </td>
              ))}
            </tr>,
          ])}
        </tbody>
      </table>
      {rows.length > shown && (
        <div class="flex items-center justify-between gap-2 px-2.5 py-2">
          <span class="text-meta text-ink-3">{t('common.shownOf', { shown, count: rows.length })}</span>
          <Button small onClick={() => setShown(shown + PAGE)}>
            {t('common.showMore')}
          </Button>
        </div>
      )}
    </div>
  );
}
