import { useMemo } from 'preact/hooks';
import { t } from '../../lib/i18n';
import type { RegisterRow } from '../../lib/life/register';
import { type RegisterColumn, type RegisterContext } from '../../lib/life/register-columns';
import { NAME_COLUMN } from '../../lib/life/register-view';
import { type Column, DataTable, navigate, Pill, type Sort } from '../ui';

/** The wide register: every chosen column, sorted by its head, a line opens its record. */
export function RegisterTable(props: {
  columns: readonly RegisterColumn[];
  rows: readonly RegisterRow[];
  context: RegisterContext;
  sort: Sort;
  onSort: (sort: Sort) => void;
  /** Column by which the lines stand together. */
  group?: RegisterColumn;
}) {
  const { context } = props;
  const columns = useMemo(
    () => props.columns.map((column) => tableColumn(column, context)),
    [props.columns, context],
  );
  const group = useMemo(() => {
    const by = props.group;
    return by && ((row: RegisterRow) => String(by.value(row, context) ?? '') || t('common.unknown'));
  }, [props.group, context]);
  return (
    <DataTable
      label={t('exchange.register.meetings')}
      columns={columns}
      rows={props.rows}
      rowKey={(row) => row.id}
      onOpen={(row) => navigate(`/life/meeting/${row.id}`)}
      initialSort={props.sort}
      onSort={props.onSort}
      group={group}
    />
  );
}

const NUMERIC = new Set(['integer', 'number', 'percent']);

function tableColumn(column: RegisterColumn, context: RegisterContext): Column<RegisterRow> {
  const numeric = NUMERIC.has(column.kind ?? '') || column.key === 'ordinal';
  return {
    key: column.key,
    header: t(column.header),
    align: NUMERIC.has(column.kind ?? '') ? 'center' : 'left',
    value: (row) => {
      const value = column.value(row, context);
      if (!numeric) return String(value ?? '');
      // Unknowns stand together, before every number.
      const number = Number(value === '' ? NaN : value);
      return Number.isNaN(number) ? -1 : number;
    },
    cell: (row) => {
      const text = String(column.value(row, context) ?? '');
      if (text === t('common.unknown')) return <Pill tone="unknown">{text}</Pill>;
      if (column.key === 'late' && text) return <Pill tone={row.planned ? 'info' : 'due'}>{text}</Pill>;
      if (column.kind === 'date') return <span class="whitespace-nowrap">{text}</span>;
      if (column.key === NAME_COLUMN) {
        return (
          <span class="block min-w-40">
            {text}
            {(row.planned || row.late) && (
              <span class="ml-1.5">
                <Pill tone={row.planned ? 'info' : 'due'}>
                  {t(row.planned ? 'exchange.planned' : 'exchange.late')}
                </Pill>
              </span>
            )}
          </span>
        );
      }
      if (!column.wrap) return <span class="whitespace-nowrap">{text}</span>;
      return (
        <span
          class="line-clamp-3 whitespace-pre-line"
          style={{ minWidth: `${Math.min(column.width, 22) * 0.5}em`, maxWidth: '22em' }}
          title={text.length > 40 ? text : undefined}
        >
          {text}
        </span>
      );
    },
  };
}
