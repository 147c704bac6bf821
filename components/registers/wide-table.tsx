import type { ComponentChildren } from 'preact';
import { useMemo, useRef } from 'preact/hooks';
import { t } from '../../lib/i18n';
import { behindTotal } from '../../lib/registers/behind';
import { cellText, headerText, isUnknown, totalOf } from '../../lib/registers/cell';
import type { Behind, RegisterColumn } from '../../lib/registers/register';
import { exportColumns } from '../../lib/registers/sheets';
import { shownColumns } from '../../lib/registers/view';
import { navigate, Pill } from '../ui';
import type { OpenRegister } from './use-register';
import { useWindow } from '../ui/use-window';

type Column = RegisterColumn<unknown, unknown>;
interface Props {
  open: OpenRegister;
  onBehind: (behind: Behind) => void;
}

const CELL = 'border-line border-b px-2 py-2 align-top';
const HEAD = 'border-line bg-sunk text-ink-3 border-b px-2 py-2 font-medium';
/** Amounts stand under one another by their last figure, small counts in the middle. */
const alignOf = ({ kind }: Column): string =>
  kind === 'money' || kind === 'number' || kind === 'percent'
    ? 'text-right'
    : kind === 'integer'
      ? 'text-center'
      : 'text-left';

/** Width in pixels: columns keep it while the lines in view change. */
const widthOf = (column: Column, context: unknown): number => {
  const header = [...headerText(column, context)].reduce((sum, sign) => sum + (sign > '\u2e80' ? 2 : 1), 2);
  const least = column.kind === 'integer' ? Math.min(column.width, 6) : column.width;
  return Math.min(Math.max(least, header), 40) * 7.2 + (column.kind === 'integer' ? 14 : 20);
};

/** The register in a wide window: head and first column stay, only the lines in view are drawn. */
export function WideTable({ open, onBehind }: Props) {
  const { register, rows, context, view } = open;
  const columns = useMemo(() => shownColumns(open.columns, view), [open.columns, view]);
  const scroller = useRef<HTMLDivElement>(null);
  const win = useWindow(scroller, rows.length);
  const widths = columns.map((column, at) => Math.max(widthOf(column, context), at === 0 ? 120 : 0));
  const grouped = columns.some((column) => column.group);
  const onKey = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const from = (event.target as HTMLElement).closest('[data-open]');
    if (!step || !from) return;
    event.preventDefault();
    const all = [...(scroller.current?.querySelectorAll<HTMLElement>('[data-open]') ?? [])];
    const next = all[all.indexOf(from as HTMLElement) + step];
    next?.focus();
    next?.scrollIntoView({ block: 'nearest' });
  };
  return (
    <div
      ref={scroller}
      class="border-line rounded-card bg-card max-h-[78vh] overflow-auto border"
      tabIndex={0}
      role="region"
      aria-label={t(register.title)}
      onScroll={win.onScroll}
    >
      <table
        class="text-meta w-full table-fixed border-separate border-spacing-0"
        style={{ minWidth: `${widths.reduce((sum, width) => sum + width, 0)}px` }}
        aria-rowcount={rows.length + 1}
        onKeyDown={onKey}
      >
        <colgroup>
          {columns.map((column, at) => (
            <col key={column.key} style={{ width: `${widths[at]}px` }} />
          ))}
        </colgroup>
        <thead class="sticky top-0 z-20">
          {grouped && <tr>{groupHeads(columns, open)}</tr>}
          <tr>
            {columns.map(
              (column, at) =>
                (!grouped || column.group) && <Head key={column.key} column={column} at={at} open={open} />,
            )}
          </tr>
        </thead>
        {win.before > 0 && <Space height={win.before} />}
        {win.blocks.map(({ block, from, to }) => (
          <Block
            key={block}
            block={block}
            from={from}
            to={to}
            open={open}
            columns={columns}
            onBehind={onBehind}
          />
        ))}
        {win.after > 0 && <Space height={win.after} />}
        <Closing open={open} columns={columns} onBehind={onBehind} />
      </table>
    </div>
  );
}

/** Some neighbouring lines. Drawn anew only when they, or what is shown of them, change: not at every scroll. */
function Block(props: Props & { block: number; from: number; to: number; columns: readonly Column[] }) {
  const { open, from, to, columns, onBehind } = props;
  const { register, rows, context, groupOf } = open;
  // What a press does is of the present filter, whenever the line was drawn.
  const present = useRef(open);
  present.current = open;
  return useMemo(
    () => (
      <tbody data-block={props.block}>
        {rows.slice(from, to).map((row, index) => {
          const at = from + index;
          const group = groupOf?.(row);
          return [
            group !== undefined && (at === 0 || groupOf?.(rows[at - 1]) !== group) && (
              <tr key={`group ${group}`}>
                <th
                  scope="rowgroup"
                  colSpan={columns.length}
                  class="border-line bg-sunk text-ink-2 border-b px-2 py-1.5 text-left font-medium"
                >
                  <span class="sticky left-2">{group}</span>
                </th>
              </tr>
            ),
            <tr key={register.id(row)} class="group hover:bg-sunk" aria-rowindex={at + 2}>
              {columns.map((column, place) => (
                <td
                  key={column.key}
                  class={`${CELL} ${place === 0 ? 'bg-card group-hover:bg-sunk sticky left-0 z-10' : ''} ${alignOf(column)}`}
                >
                  {place === 0 ? (
                    <Opener
                      row={row}
                      column={column}
                      open={open}
                      columns={columns}
                      onLeave={() => present.current.route()}
                    />
                  ) : (
                    <Cell row={row} column={column} context={context} onBehind={onBehind} />
                  )}
                </td>
              ))}
            </tr>,
          ];
        })}
      </tbody>
    ),
    [rows, from, to, columns, context, groupOf, register, onBehind],
  );
}

const Space = ({ height }: { height: number }) => (
  <tbody aria-hidden="true">
    <tr style={{ height: `${height}px` }} />
  </tbody>
);

function Head({ column, at, open }: { column: Column; at: number; open: OpenRegister }) {
  const { sort } = open.view;
  const active = sort?.key === column.key;
  const choose = () =>
    open.remember(({ sort: before }) => ({
      sort: { key: column.key, descending: before?.key === column.key && !before.descending },
    }));
  const grouped = open.columns.some(({ group }) => group);
  return (
    <th
      scope="col"
      rowSpan={grouped && !column.group ? 2 : undefined}
      class={`${HEAD} ${alignOf(column)} ${at === 0 ? 'sticky left-0 z-30' : ''}`}
      aria-sort={active ? (sort.descending ? 'descending' : 'ascending') : undefined}
    >
      <button type="button" class="hover:text-ink rounded-s" onClick={choose}>
        {headerText(column, open.context)}
        <span aria-hidden="true">{active ? (sort.descending ? ' ↓' : ' ↑') : ''}</span>
      </button>
    </th>
  );
}

/** Headings over several columns; a column without one takes both lines. */
function groupHeads(columns: readonly Column[], open: OpenRegister): ComponentChildren {
  const heads = [];
  for (let from = 0; from < columns.length; from += 1) {
    const column = columns[from] as Column;
    const name = column.group?.(open.context);
    let to = from;
    if (name) while (columns[to + 1]?.group?.(open.context) === name) to += 1;
    heads.push(
      name ? (
        <th key={column.key} scope="colgroup" colSpan={to - from + 1} class={`${HEAD} text-center`}>
          {name}
        </th>
      ) : (
        <Head key={column.key} column={column} at={from} open={open} />
      ),
    );
    from = to;
  }
  return heads;
}

/** The first cell: what the line is, and the way to its record; states that have no column of their own beside it. */
function Opener(props: {
  row: unknown;
  column: Column;
  open: OpenRegister;
  columns: readonly Column[];
  /** Before the page is left: the address takes the filter along. */
  onLeave: () => void;
}) {
  const { row, open, columns } = props;
  const { register, context } = open;
  const text = cellText(props.column.value(row, context), props.column.kind);
  const to = register.to?.(row, context);
  const marks = open.columns.filter((column) => column.tone && !columns.includes(column) && !column.group);
  return (
    <>
      {to ? (
        <button
          type="button"
          data-open
          class="hover:text-red-ink rounded-s text-left font-semibold break-words"
          onClick={() => {
            props.onLeave();
            navigate(to);
          }}
        >
          {text}
        </button>
      ) : (
        <span class="font-semibold break-words">{text}</span>
      )}
      {marks.map((column) => {
        const tone = column.tone?.(row, context);
        const mark = tone && cellText(column.value(row, context), column.kind);
        return (
          mark && (
            <span key={column.key} class="ml-1.5">
              <Pill tone={tone}>{mark}</Pill>
            </span>
          )
        );
      })}
    </>
  );
}

function Cell(props: { row: unknown; column: Column; context: unknown; onBehind: (behind: Behind) => void }) {
  const { row, column, context } = props;
  const value = column.value(row, context);
  const text = cellText(value, column.kind);
  if (!text) return null;
  const tone = column.tone?.(row, context) ?? (isUnknown(value) ? 'unknown' : undefined);
  const shown = tone ? <Pill tone={tone}>{text}</Pill> : text;
  if (column.behind) {
    return (
      <FigureButton
        label={column.group?.(context) ?? headerText(column, context)}
        text={text}
        onClick={() => {
          const behind = column.behind?.(row, context);
          if (behind) props.onBehind(behind);
        }}
      >
        {shown}
      </FigureButton>
    );
  }
  if (tone) return shown;
  if (!column.wrap)
    return (
      <span class="block truncate" title={text}>
        {text}
      </span>
    );
  return (
    <span class="line-clamp-3 break-words whitespace-pre-line" title={text.length > 40 ? text : undefined}>
      {text}
    </span>
  );
}

const FigureButton = (props: {
  label: string;
  text: string;
  onClick: () => void;
  children: ComponentChildren;
}) => (
  <button
    type="button"
    class="hover:text-red-ink -my-1 min-w-6 rounded-s py-1 whitespace-nowrap underline decoration-dotted underline-offset-4"
    aria-label={t('exchange.figure.open', { label: props.label, value: props.text })}
    onClick={props.onClick}
  >
    {props.children}
  </button>
);

/** 合计: every number of it opens what it is made of. */
function Closing({ open, columns, onBehind }: Props & { columns: readonly Column[] }) {
  const { register, rows, context } = open;
  const totals = useMemo(
    () => columns.map((column) => totalOf(column, rows, context)),
    [columns, rows, context],
  );
  if (!rows.length || !exportColumns(register, open).some(({ total }) => total !== undefined)) return null;
  return (
    <tfoot class="sticky bottom-0 z-20">
      <tr>
        {columns.map((column, at) => {
          const text = cellText(totals[at], column.kind);
          const opens = text && at > 0 && (column.behind || column.total === 'sum');
          const style = `border-line bg-sunk border-t px-2 py-2 font-semibold ${alignOf(column)}`;
          if (at === 0) {
            return (
              <th key={column.key} scope="row" class={`${style} sticky left-0 z-30`}>
                {text || t('registers.total')}
              </th>
            );
          }
          return (
            <td key={column.key} class={style}>
              {opens ? (
                <FigureButton
                  label={column.group?.(context) ?? headerText(column, context)}
                  text={text}
                  onClick={() => {
                    const behind = behindTotal(register, column, rows, context);
                    if (behind) onBehind(behind);
                  }}
                >
                  {text}
                </FigureButton>
              ) : (
                text
              )}
            </td>
          );
        })}
      </tr>
    </tfoot>
  );
}
