import { useRef, useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import { monthWord, presentStep, standardText, stateWord } from '../../lib/dues/words';
import type { DuesRow, DuesYear } from '../../lib/dues/year';
import type { DuesMethod } from '../../lib/records/dues';
import { type DuesCell, type Month, monthsOf } from '../../lib/rules/dues';
import { yuanText } from '../../lib/rules/money';
import { Kbd, Link, Pill, useToday } from '../ui';
import { openOf, usePayFull } from './hooks';
import { PaymentDialog } from './payment-dialog';
import { STATE_TONES } from './words';

const TONES: Record<string, string> = {
  ok: 'bg-ok-wash text-ok',
  due: 'bg-due-wash text-due',
  bad: 'bg-red-wash text-red-ink',
  info: 'text-ink-3',
  unknown: 'bg-unknown-wash text-unknown',
};
const HEAD =
  'border-line bg-sunk text-ink-3 sticky top-0 z-10 border-b px-1 py-2 font-medium whitespace-nowrap';
const FIRST = 'sticky left-0 border-line border-r';

/**
 * The year: a line for each member, twelve months. Arrow keys move, Enter records a month in full or opens what is
 * recorded. One cell is in the tab order.
 */
export function YearTable({ view, method }: { view: DuesYear; method?: DuesMethod }) {
  const today = useToday();
  const months = monthsOf(view.year);
  const [at, setAt] = useState({ row: 0, column: Number(today.slice(5, 7)) - 1 });
  const [open, setOpen] = useState<{ row: DuesRow; month: Month } | undefined>(undefined);
  const table = useRef<HTMLTableElement>(null);
  const payFull = usePayFull();
  const move = (row: number, column: number) => {
    const next = {
      row: Math.max(0, Math.min(view.rows.length - 1, row)),
      column: Math.max(0, Math.min(11, column)),
    };
    setAt(next);
    table.current?.querySelector<HTMLElement>(`[data-cell="${next.row}-${next.column}"]`)?.focus();
  };
  const onKey = (event: KeyboardEvent) => {
    const steps: Record<string, [number, number]> = {
      ArrowUp: [-1, 0],
      ArrowDown: [1, 0],
      ArrowLeft: [0, -1],
      ArrowRight: [0, 1],
      Home: [0, -12],
      End: [0, 12],
      PageUp: [-10, 0],
      PageDown: [10, 0],
    };
    const [rows, columns] = steps[event.key] ?? [0, 0];
    const row = view.rows[at.row];
    const month = months[at.column];
    if (rows || columns) {
      event.preventDefault();
      move(at.row + rows, at.column + columns);
    } else if (event.key.toLowerCase() === 'e' && row && month) {
      event.preventDefault();
      setOpen({ row, month });
    }
  };
  const press = (row: DuesRow, cell: DuesCell) => {
    if (openOf(cell) > 0 && !cell.paid) void payFull(row, [cell], method);
    else setOpen({ row, month: cell.month });
  };
  const sums = months.map((_, index) =>
    view.rows.reduce((sum, row) => sum + (row.cells[index]?.paid ?? 0), 0),
  );

  return (
    <div class="space-y-1">
      <p class="text-meta text-ink-3">
        <Kbd>←</Kbd> <Kbd>↑</Kbd> <Kbd>→</Kbd> <Kbd>↓</Kbd> {t('dues.keys.move')} · <Kbd>Enter</Kbd>{' '}
        {t('dues.keys.enter')} · <Kbd>E</Kbd> {t('dues.keys.edit')}
      </p>
      <div
        class="border-line rounded-card bg-card max-h-[70vh] overflow-auto border"
        role="region"
        aria-label={t('dues.yearTable')}
        tabIndex={0}
      >
        <table ref={table} class="text-meta w-full border-separate border-spacing-0" onKeyDown={onKey}>
          <thead>
            <tr>
              <th scope="col" class={`${HEAD} ${FIRST} z-20 text-left`}>
                {t('dues.col.name')}
              </th>
              <th scope="col" class={`${HEAD} text-left`}>
                {t('dues.col.standard')}
              </th>
              <th scope="col" class={`${HEAD} text-right`}>
                {t('dues.col.monthly')}
              </th>
              {months.map((month) => (
                <th key={month} scope="col" class={`${HEAD} text-right`}>
                  {monthWord(month)}
                </th>
              ))}
              <th scope="col" class={`${HEAD} text-right`}>
                {t('dues.col.yearDue')}
              </th>
              <th scope="col" class={`${HEAD} text-right`}>
                {t('dues.col.yearPaid')}
              </th>
            </tr>
          </thead>
          <tbody>
            {view.rows.map((row, index) => (
              <YearLine
                key={row.member.id}
                view={view}
                row={row}
                index={index}
                active={at.row === index ? at.column : undefined}
                present={today.slice(0, 7)}
                onFocus={(column) => setAt({ row: index, column })}
                onPress={(cell) => press(row, cell)}
              />
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row" class={`bg-sunk sticky bottom-0 z-10 px-2 py-1.5 text-left ${FIRST}`}>
                {t('dues.total')}
              </th>
              <td class="bg-sunk sticky bottom-0" colSpan={2} />
              {sums.map((sum, index) => (
                <td key={index} class="bg-sunk sticky bottom-0 px-1 py-1.5 text-right">
                  {sum ? yuanText(sum) : ''}
                </td>
              ))}
              <td class="bg-sunk sticky bottom-0 px-1 py-1.5 text-right">
                {yuanText(view.rows.reduce((sum, row) => sum + row.sum.due, 0))}
              </td>
              <td class="bg-sunk sticky bottom-0 px-1 py-1.5 text-right">
                {yuanText(sums.reduce((sum, one) => sum + one, 0))}
              </td>
            </tr>
          </tfoot>
        </table>
      </div>
      {open && <PaymentDialog row={open.row} month={open.month} onClose={() => setOpen(undefined)} />}
    </div>
  );
}

function YearLine(props: {
  view: DuesYear;
  row: DuesRow;
  index: number;
  active: number | undefined;
  present: Month;
  onFocus: (column: number) => void;
  onPress: (cell: DuesCell) => void;
}) {
  const { row, view } = props;
  const name = row.member.fields.name;
  const step = presentStep(row, props.present);
  const known = row.cells.some((cell) => cell.due !== undefined);
  return (
    <tr class="hover:bg-sunk">
      <th scope="row" class={`bg-card px-2 py-1 text-left font-semibold whitespace-nowrap ${FIRST}`}>
        <Link to={`/dues/member/${row.member.id}`} class="hover:text-red-ink">
          {name}
        </Link>
      </th>
      <td class="max-w-20 px-1.5 py-1">
        {step ? standardText(view.pack, step) : <Pill tone="unknown">{t('common.unknown')}</Pill>}
      </td>
      <td class="px-1 py-1 text-right">{step ? yuanText(step.fen) : ''}</td>
      {row.cells.map((cell, column) => (
        <td key={cell.month} class="px-px py-0.5">
          <button
            type="button"
            data-cell={`${props.index}-${column}`}
            tabIndex={props.active === column ? 0 : -1}
            class={`block min-h-7 w-full min-w-11 rounded px-0.5 text-right ${TONES[STATE_TONES[cell.state]] ?? ''}`}
            aria-label={t('dues.openMonth', {
              name,
              month: monthWord(cell.month),
              state: cell.paid ? `${stateWord(cell)} ${yuanText(cell.paid)}` : stateWord(cell),
            })}
            onFocus={() => props.onFocus(column)}
            onClick={() => props.onPress(cell)}
          >
            {cell.paid ? yuanText(cell.paid) : cellMark(cell)}
          </button>
        </td>
      ))}
      <td class="px-1 py-1 text-right">{known ? yuanText(row.sum.due) : t('common.unknown')}</td>
      <td class="px-1 py-1 text-right">{yuanText(row.sum.paid)}</td>
    </tr>
  );
}

/** A cell without a payment: words for what has to be looked at, a dash where nothing is due, nothing to come. */
function cellMark(cell: DuesCell): string {
  if (cell.state === 'none') return '—';
  return cell.state === 'ahead' ? '' : stateWord(cell);
}
