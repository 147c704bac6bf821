import { useRef, useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import type { StripCell, StripRow } from '../../lib/rules/plan-strip';
import { Pill } from '../ui';
import { CELL_STYLE, cellText, LEGEND, monthNumber, monthShort, rowName } from './words';

/** A cell with the row it stands in. */
export interface ChosenCell {
  row: StripRow;
  cell: StripCell;
}

const STEPS: Record<string, [number, number]> = {
  ArrowRight: [0, 1],
  ArrowLeft: [0, -1],
  ArrowDown: [1, 0],
  ArrowUp: [-1, 0],
};

/**
 * Twelve months of every kind of activity. In the panel each kind has its twelve cells under its name; in the
 * workbench the months stand above. One stop for the keyboard: arrows move, Enter opens a cell.
 */
export function Strip(props: {
  rows: readonly StripRow[];
  today: string;
  onOpen: (chosen: ChosenCell) => void;
}) {
  const [at, setAt] = useState<[number, number]>([0, Math.max(0, monthNumber(props.today) - 1)]);
  const grid = useRef<HTMLDivElement>(null);
  const rows = props.rows.filter((row) => !row.why);
  const others = props.rows.filter((row) => row.why);
  const go = (row: number, column: number) => {
    const next: [number, number] = [
      Math.min(Math.max(row, 0), rows.length - 1),
      Math.min(Math.max(column, 0), 11),
    ];
    setAt(next);
    grid.current?.querySelector<HTMLElement>(`[data-at="${next[0]}-${next[1]}"]`)?.focus();
  };
  const onKey = (event: KeyboardEvent) => {
    const step = STEPS[event.key];
    if (step) go(at[0] + step[0], at[1] + step[1]);
    else if (event.key === 'Home') go(at[0], 0);
    else if (event.key === 'End') go(at[0], 11);
    else return;
    event.preventDefault();
  };
  const present = props.today.slice(0, 7);
  return (
    <div class="space-y-2">
      <div
        ref={grid}
        role="grid"
        aria-label={t('plan.strip')}
        class="border-line bg-card rounded-card border px-2 py-1.5 wide:p-3"
        onKeyDown={onKey}
      >
        {rows.map((row, r) => {
          const name = rowName(row);
          const missing = row.cells.filter((cell) => cell.state === 'missing').length;
          return (
            <div
              key={`${row.rule.id}${row.group?.id ?? ''}`}
              role="row"
              class="grid grid-cols-12 gap-x-px gap-y-1 py-1.5 wide:grid-cols-[minmax(150px,1.6fr)_repeat(12,minmax(0,1fr))] wide:gap-x-1"
            >
              <div
                role="rowheader"
                class="col-span-12 flex min-w-0 items-center gap-1.5 wide:col-span-1 wide:flex-wrap wide:content-center"
              >
                <span class="min-w-0 font-semibold break-words">{name}</span>
                {missing > 0 && <Pill tone="bad">{t('plan.missingTimes', { count: missing })}</Pill>}
              </div>
              {row.cells.map((cell, c) => (
                <div key={cell.month} role="gridcell" class="min-w-0">
                  <button
                    type="button"
                    data-at={`${r}-${c}`}
                    data-state={cell.state}
                    tabIndex={at[0] === r && at[1] === c ? 0 : -1}
                    class={`text-meta flex w-full min-w-0 flex-col items-center rounded border py-0.5 leading-tight ${CELL_STYLE[cell.state]}`}
                    title={cellText(cell)}
                    onFocus={() => setAt([r, c])}
                    onClick={() => props.onOpen({ row, cell })}
                  >
                    <span class="sr-only">
                      {t('plan.cell.name', { name, month: monthNumber(cell.month), state: cellText(cell) })}
                    </span>
                    <span
                      aria-hidden="true"
                      class={cell.month === present ? 'font-bold underline underline-offset-2' : ''}
                    >
                      <span class="wide:hidden">{monthNumber(cell.month)}</span>
                      <span class="hidden wide:inline">{monthShort(cell.month)}</span>
                    </span>
                    <span aria-hidden="true" class="font-semibold wide:hidden">
                      {t(`plan.cell.short.${cell.state}`)}
                    </span>
                    <span aria-hidden="true" class="hidden text-center font-semibold break-words wide:inline">
                      {cell.state === 'none' ? t('plan.cell.short.none') : wideText(cell)}
                    </span>
                  </button>
                </div>
              ))}
            </div>
          );
        })}
      </div>
      <Legend />
      {others.length > 0 && (
        <p class="text-meta text-ink-3">
          {t('plan.notApplicable')}
          {others
            .map((row) =>
              t('plan.notApplicableOf', {
                name: rowName(row),
                why: row.why ? t(`rules.why.${row.why}`) : '',
              }),
            )
            .join(t('today.listMark'))}
        </p>
      )}
    </div>
  );
}

/** The word of a cell where there is room for one. */
const wideText = (cell: StripCell): string =>
  cell.on && (cell.state === 'planned' || cell.state === 'late')
    ? cellText(cell)
    : t(`plan.cell.${cell.state}`);

/** What the one-letter words and their colours mean. */
function Legend() {
  return (
    <ul class="text-meta text-ink-2 flex flex-wrap gap-x-3 gap-y-1" aria-label={t('plan.legend')}>
      {LEGEND.map((state) => (
        <li key={state} class="flex items-center gap-1">
          <span
            class={`grid h-6 min-w-6 place-items-center rounded border px-0.5 font-semibold ${CELL_STYLE[state]}`}
          >
            {t(`plan.cell.short.${state}`)}
          </span>
          {t(`plan.cell.${state}`)}
        </li>
      ))}
    </ul>
  );
}
