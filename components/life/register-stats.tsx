import { useState } from 'preact/hooks';
import { currentLanguage, t } from '../../lib/i18n';
import { dueText, heldText, rateText, statRemark, percent } from '../../lib/life/register-sheets';
import {
  lifeStatistics,
  type LifeStatistics,
  type StatColumn,
  type StatRow,
} from '../../lib/life/register-stats';
import type { CadenceState } from '../../lib/rules/cadence';
import { packText } from '../../lib/rules/pack';
import { formatPeriod } from '../../lib/rules/periods';
import { Card, Pill, Row, Section, type Tone, useLedger, useLive, useToday, useWide } from '../ui';
import { RegisterExportBar } from './register-export-bar';
import { type Figure, RegisterFigure } from './register-figure';

const TONES: Partial<Record<CadenceState, string>> = {
  missing: 'text-red-ink font-semibold',
  due: 'text-due font-semibold',
  unknown: 'text-unknown',
};
const PILLS: Record<CadenceState, Tone> = {
  done: 'ok',
  late: 'ok',
  due: 'due',
  missing: 'bad',
  unknown: 'unknown',
  notApplicable: 'unknown',
};

const rate = (row: StatRow): string => {
  const value = rateText(row);
  return typeof value === 'number' ? percent(value) : String(value ?? '');
};

/** 三会一课统计 of a year: what the rules ask, what was held, who came. Every figure opens its records. */
export function RegisterStats({ year, by }: { year: number; by: 'quarter' | 'month' }) {
  const ledger = useLedger();
  const today = useToday();
  const wide = useWide();
  const [figure, setFigure] = useState<Figure | undefined>(undefined);
  const table = useLive(() => lifeStatistics(ledger, year, by, { today }), [year, by, today]);
  if (!table) return <p class="text-meta text-ink-3">{t('common.loading')}</p>;
  return (
    <>
      <div class="flex flex-wrap items-center justify-between gap-2">
        <p class="text-meta text-ink-3">{t('exchange.asOf', { date: table.asOf })}</p>
        <RegisterExportBar choice={() => ({ view: 'stats', period: String(year) })} />
      </div>
      {wide ? <WideStats table={table} open={setFigure} /> : <NarrowStats table={table} open={setFigure} />}
      <div class="text-meta text-ink-3 space-y-0.5">
        <p>{t('exchange.stats.dashNote')}</p>
        <p>{t('exchange.stats.rateNote')}</p>
        <p>{t('exchange.unknownNote')}</p>
      </div>
      <RegisterFigure figure={figure} onClose={() => setFigure(undefined)} />
    </>
  );
}

interface Shown {
  table: LifeStatistics;
  open: (figure: Figure) => void;
}

function WideStats({ table, open }: Shown) {
  const language = currentLanguage();
  const head = 'border-line bg-sunk text-ink-3 border px-2 py-1.5 font-medium';
  return (
    <div
      class="border-line rounded-card bg-card overflow-x-auto border"
      role="region"
      tabIndex={0}
      aria-label={t('exchange.register.stats')}
    >
      <table class="text-meta w-full border-collapse text-center">
        <thead>
          <tr>
            <th rowSpan={2} scope="col" class={`${head} text-left`}>
              {t('exchange.col.period')}
            </th>
            {table.columns.map(({ rule }) => (
              <th key={rule.id} colSpan={2} scope="colgroup" class={head}>
                {packText(rule.title, language)}
              </th>
            ))}
            {(['expectedSum', 'attendedSum', 'rate', 'remark'] as const).map((key) => (
              <th key={key} rowSpan={2} scope="col" class={head}>
                {t(`exchange.col.${key}`)}
              </th>
            ))}
          </tr>
          <tr>
            {table.columns.flatMap(({ rule }) => [
              <th key={`${rule.id} due`} scope="col" class={head}>
                {t('exchange.col.due')}
              </th>,
              <th key={`${rule.id} held`} scope="col" class={head}>
                {t('exchange.col.held')}
              </th>,
            ])}
          </tr>
        </thead>
        <tbody>
          {[...table.rows, table.total].map((row) => (
            <WideRow
              key={row.period}
              row={row}
              columns={table.columns}
              total={row === table.total}
              open={open}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function WideRow(props: {
  row: StatRow;
  columns: readonly StatColumn[];
  total: boolean;
  open: Shown['open'];
}) {
  const { row, open } = props;
  const cell = `border-line border px-2 py-1.5 ${props.total ? 'bg-sunk font-semibold' : ''}`;
  const attendance = (text: string) =>
    text ? (
      <FigureButton text={text} label={t('exchange.figure.attendance')} onClick={() => open({ row })} />
    ) : null;
  return (
    <tr>
      <th scope="row" class={`${cell} text-left font-medium whitespace-nowrap`}>
        {formatPeriod(row.period, currentLanguage())}
      </th>
      {props.columns.flatMap((column) => {
        const figures = row.cells[column.rule.id];
        const held = String(heldText(figures, row) ?? '');
        return [
          <td key={`${column.rule.id} due`} class={`${cell} text-ink-2`}>
            {String(dueText(figures))}
          </td>,
          <td key={`${column.rule.id} held`} class={`${cell} ${TONES[figures?.state ?? 'done'] ?? ''}`}>
            {held && (
              <FigureButton
                text={held}
                label={packText(column.rule.title, currentLanguage())}
                onClick={() => open({ row, column })}
              />
            )}
          </td>,
        ];
      })}
      <td class={cell}>{attendance(textOf(row.attendance.expected, row))}</td>
      <td class={cell}>{attendance(textOf(row.attendance.attended, row))}</td>
      <td class={`${cell} whitespace-nowrap`}>{rate(row)}</td>
      <td class={`${cell} min-w-40 text-left`}>{statRemark(row)}</td>
    </tr>
  );
}

const textOf = (value: number | undefined, row: StatRow): string =>
  value === undefined ? (row.attendance.unknown.length ? t('common.unknown') : '') : String(value);

const FigureButton = (props: { text: string; label: string; onClick: () => void }) => (
  <button
    type="button"
    class="hover:text-red-ink min-w-6 rounded-s whitespace-nowrap underline decoration-dotted underline-offset-4"
    aria-label={t('exchange.figure.open', { label: props.label, value: props.text })}
    onClick={props.onClick}
  >
    {props.text}
  </button>
);

function NarrowStats({ table, open }: Shown) {
  const language = currentLanguage();
  const rows = [...table.rows].filter((row) => !row.future).reverse();
  return (
    <>
      {[table.total, ...rows].map((row) => {
        const { attendance } = row;
        const remark =
          attendance.expected === undefined
            ? statRemark(row)
            : t('exchange.stats.line', {
                attended: attendance.attended ?? '',
                expected: attendance.expected,
                rate: rate(row),
              });
        const shown = table.columns.filter(({ rule }) => {
          const cell = row.cells[rule.id];
          return cell && (cell.due !== undefined || cell.held.length > 0);
        });
        return (
          <Section key={row.period} title={formatPeriod(row.period, language)} remark={remark}>
            <Card>
              {shown.map((column) => {
                const cell = row.cells[column.rule.id];
                const held = String(heldText(cell, row));
                const due = String(dueText(cell));
                return (
                  <Row
                    key={column.rule.id}
                    title={packText(column.rule.title, language)}
                    onClick={() => open({ row, column })}
                    tail={
                      <>
                        {cell?.state && cell.state !== 'done' && (
                          <Pill tone={PILLS[cell.state]}>{t(`rules.state.${cell.state}`)}</Pill>
                        )}
                        <span class="text-meta">
                          {cell?.state !== 'done' && held === t('common.unknown')
                            ? t('exchange.stats.dueOnly', { due })
                            : t('exchange.stats.heldOfDue', { held, due })}
                        </span>
                      </>
                    }
                  />
                );
              })}
            </Card>
          </Section>
        );
      })}
    </>
  );
}
