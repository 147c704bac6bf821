import { useMemo, useRef } from 'preact/hooks';
import { t, tDynamic } from '../../lib/i18n';
import type { Figure, Share } from '../../lib/rollups/body';
import { type OverviewRow, totalOf } from '../../lib/rollups/overview';
import { LISTED_FIGURES } from '../../lib/rollups/sheets';
import { figureName, isSilent, shareText } from '../../lib/rollups/words';
import { Pill, type Tone, useWide } from '../ui';
import { useWindow } from '../ui/use-window';
import { collatorHere } from './shown';

/** How lines are ordered when a heading was pressed. Never by how good a branch would be: by one figure, as it stands. */
export interface Sort {
  key: string;
  descending: boolean;
  compare: (a: OverviewRow, b: OverviewRow) => number;
}

interface Props {
  rows: readonly OverviewRow[];
  group: 'none' | 'superior' | 'region';
  compare?: string;
  sort?: Sort;
  onSort: (sort: Sort | undefined) => void;
  onOpen: (key: string, figure?: Figure) => void;
}

const TONES: Record<string, Tone> = {
  compare: 'due',
  refused: 'bad',
  never: 'unknown',
  old: 'due',
  missing: 'bad',
  unknown: 'unknown',
  fine: 'ok',
};

/** Lines of neighbours that are drawn together; as the window counts them. */
const CELL = 'border-line border-b px-2 py-1.5 align-top';
const HEAD = 'border-line bg-sunk text-ink-3 border-b px-2 py-1.5 text-left font-medium';

/** All branches: head, first column and sums stay, only the lines in view are drawn. */
export function ReportsTable(props: Props) {
  const { rows, group } = props;
  const wide = useWide();
  const figures = wide ? LISTED_FIGURES : LISTED_FIGURES.slice(0, 4);
  const scroller = useRef<HTMLDivElement>(null);
  const win = useWindow(scroller, rows.length);
  const totals = useMemo(() => figures.map((figure) => totalOf(rows, figure)), [rows, figures.length]);
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
  const columns = figures.length + 3;
  return (
    <div
      ref={scroller}
      class="border-line rounded-card bg-card max-h-[70vh] overflow-auto border"
      tabIndex={0}
      role="region"
      aria-label={t('rollups.overview')}
      onScroll={win.onScroll}
    >
      <table
        class="text-meta w-full border-separate border-spacing-0"
        style={{ minWidth: `${(wide ? 384 : 340) + figures.length * 92}px` }}
        aria-rowcount={rows.length + 1}
        onKeyDown={onKey}
      >
        <thead class="sticky top-0 z-20">
          <tr>
            <Head {...props} name="name" label={t('rollups.col.name')} first order={byName} />
            <Head {...props} name="state" label={t('rollups.col.state')} order={undefined} />
            <Head {...props} name="asOf" label={t('rollups.col.asOf')} order={byAsOf} />
            {figures.map((figure) => (
              <Head
                key={figure}
                {...props}
                name={figure}
                label={figureName(figure)}
                order={byFigure(figure)}
              />
            ))}
          </tr>
        </thead>
        {win.before > 0 && <Space height={win.before} />}
        {win.blocks.map(({ block, from, to }) => (
          <tbody key={block} data-block={block}>
            {rows.slice(from, to).map((row, index) => {
              const at = from + index;
              const name = group === 'none' ? undefined : (row[group] ?? t(`rollups.noGroup.${group}`));
              const above = rows[at - 1];
              const isFirst = !above || (group !== 'none' && above[group] !== row[group]);
              return [
                name !== undefined && isFirst && (
                  <tr key={`group ${name}`}>
                    <th
                      scope="rowgroup"
                      colSpan={columns}
                      class="border-line bg-sunk text-ink-2 border-b px-2 py-1.5 text-left font-medium"
                    >
                      <span class="sticky left-2">{name}</span>
                    </th>
                  </tr>
                ),
                <Line key={row.key} row={row} at={at} figures={figures} props={props} />,
              ];
            })}
          </tbody>
        ))}
        {win.after > 0 && <Space height={win.after} />}
        <tfoot class="sticky bottom-0 z-20">
          <tr>
            <th scope="row" class={`${HEAD} sticky left-0 z-30`} colSpan={3}>
              {t('rollups.total', { count: rows.length })}
            </th>
            {totals.map((total, at) => (
              <td key={figures[at]} class={`${HEAD} text-ink`}>
                {shareText(figures[at] as Figure, total)}
                {total.silent > 0 && (
                  <span class="text-ink-3 block whitespace-nowrap">
                    {t('rollups.silent', { count: total.silent })}
                  </span>
                )}
              </td>
            ))}
          </tr>
        </tfoot>
      </table>
    </div>
  );
}

const Space = ({ height }: { height: number }) => (
  <tbody aria-hidden="true">
    <tr style={{ height: `${height}px` }} />
  </tbody>
);

function Line(line: { row: OverviewRow; at: number; figures: readonly Figure[]; props: Props }) {
  const { row, at, figures, props } = line;
  return (
    <tr class="group hover:bg-sunk" aria-rowindex={at + 2}>
      <th
        scope="row"
        class={`${CELL} bg-card group-hover:bg-sunk sticky left-0 z-10 max-w-56 min-w-36 text-left wide:max-w-72 wide:min-w-52`}
      >
        <button
          type="button"
          data-open
          class="hover:text-red-ink min-h-6 rounded-s text-left font-semibold break-words"
          onClick={() => props.onOpen(row.key)}
        >
          {row.name}
        </button>
        {props.group === 'none' && row.superior && (
          <span class="text-ink-3 block font-normal break-words">{row.superior}</span>
        )}
      </th>
      <td class={CELL}>
        <span class="flex flex-wrap gap-1">
          {row.attention.map((one) => (
            <Pill key={one} tone={TONES[one] ?? 'info'}>
              {tDynamic(`rollups.attention.${one}`)}
            </Pill>
          ))}
        </span>
      </td>
      <td class={`${CELL} whitespace-nowrap`}>{row.glance?.asOf ?? ''}</td>
      {figures.map((figure) => (
        <td key={figure} class={CELL}>
          {row.glance && (
            <FigureCell
              figure={figure}
              share={row.glance.figures[figure]}
              before={props.compare ? (row.before?.figures[figure] ?? null) : undefined}
              onClick={() => props.onOpen(row.key, figure)}
            />
          )}
        </td>
      ))}
    </tr>
  );
}

function FigureCell(props: {
  figure: Figure;
  share: Share | undefined;
  /** Of the period compared with; null = not reported there. */
  before: Share | null | undefined;
  onClick: () => void;
}) {
  const { figure, share, before } = props;
  const text = shareText(figure, share);
  const earlier = before === undefined ? undefined : shareText(figure, before ?? undefined);
  return (
    <button
      type="button"
      class="hover:text-red-ink min-h-6 min-w-6 rounded-s text-left underline decoration-dotted underline-offset-4"
      aria-label={t('exchange.figure.open', { label: figureName(figure), value: text })}
      onClick={props.onClick}
    >
      {isSilent(share) ? <Pill tone="unknown">{text}</Pill> : text}
      {earlier !== undefined && (
        <span class="text-ink-3 block no-underline">{t('rollups.was', { value: earlier })}</span>
      )}
    </button>
  );
}

type Order = (a: OverviewRow, b: OverviewRow) => number;

function Head(props: Props & { name: string; label: string; first?: boolean; order: Order | undefined }) {
  const { sort, name, order } = props;
  const active = sort?.key === name || (!sort && name === 'state');
  const choose = () => {
    // By state is how lines stand unless something else is asked for.
    if (!order) return props.onSort(undefined);
    const descending = sort?.key === name && !sort.descending;
    const compare: Order = descending ? (a, b) => order(b, a) : order;
    props.onSort({ key: name, descending, compare });
  };
  return (
    <th
      scope="col"
      class={`${HEAD} ${props.first ? 'sticky left-0 z-30' : ''}`}
      aria-sort={active ? (sort?.descending ? 'descending' : 'ascending') : undefined}
    >
      <button type="button" class="hover:text-ink min-h-6 min-w-8 rounded-s text-left" onClick={choose}>
        {props.label}
        <span aria-hidden="true">{active ? (sort?.descending ? ' ↓' : ' ↑') : ''}</span>
      </button>
    </th>
  );
}

const byName: Order = (a, b) => collatorHere().compare(a.name, b.name);
const byAsOf: Order = (a, b) => {
  const [one, other] = [a.glance?.asOf ?? '', b.glance?.asOf ?? ''];
  return one < other ? -1 : one > other ? 1 : 0;
};
/** By how many are there; what nobody said stands first, to be asked for. */
const byFigure =
  (figure: Figure): Order =>
  (a, b) =>
    (a.glance?.figures[figure]?.have ?? -1) - (b.glance?.figures[figure]?.have ?? -1);
