import { useEffect, useRef, useState } from 'preact/hooks';
import type { Matrix, PersonRow, Unit } from '../../lib/company/matrix';
import { sideOf } from '../../lib/company/matrix';
import type { Layer } from '../../lib/company/layers';
import { byLayer } from '../../lib/company/narrow';
import { bodyWord, bothWord, cellWord, layerWord } from '../../lib/company/words';
import { t } from '../../lib/i18n';
import type { Body } from '../../lib/records/company';
import { Card, Pill } from '../ui';

interface Props {
  matrix: Matrix;
  people: readonly PersonRow[];
  units: readonly Unit[];
  /** The layer asked for. */
  layer?: Layer;
  onOpen: (row: PersonRow, body: Body | undefined) => void;
}

const textOf = (row: PersonRow, body: Body, { matrix, units }: Props): string =>
  (row.cells.get(body) ?? [])
    .map(({ post }) => cellWord(post, units, matrix.on))
    .join(t('settings.listJoin'));

/** Moves by the arrow keys and their kin within a grid of some rows and columns; undefined for any other key. */
function moved(key: string, [row, column]: readonly [number, number], rows: number, columns: number) {
  const last = { row: rows - 1, column: columns - 1 };
  const to: Record<string, [number, number]> = {
    ArrowUp: [Math.max(0, row - 1), column],
    ArrowDown: [Math.min(last.row, row + 1), column],
    ArrowLeft: [row, Math.max(0, column - 1)],
    ArrowRight: [row, Math.min(last.column, column + 1)],
    Home: [row, 0],
    End: [row, last.column],
    PageUp: [0, column],
    PageDown: [last.row, column],
  };
  return to[key];
}

const CELL = 'border-line border-b px-2.5 py-2 text-left align-top';
/** Between the sides of the Party and of governance runs a line. */
const border = (body: Body, bodies: readonly Body[]): string =>
  sideOf(body) === 'governing' && bodies.find((one) => sideOf(one) === 'governing') === body
    ? 'border-l border-l-line-strong'
    : '';

/** People by layer, and how many stand above each group. */
function grouped({ people, units, layer }: Props) {
  let first = 0;
  return byLayer(people, units, layer).map((group) => {
    const here = { ...group, first };
    first += group.people.length;
    return here;
  });
}

/** Persons × bodies with heads that stay. Arrow keys go from cell to cell, Enter opens the records of one. */
export function MatrixTable(props: Props) {
  const { matrix, onOpen } = props;
  const { bodies } = matrix;
  const groups = grouped(props);
  const people = groups.flatMap((group) => group.people);
  const [at, setAt] = useState<readonly [number, number]>([0, 0]);
  const table = useRef<HTMLTableElement>(null);
  const [moving, setMoving] = useState(false);
  useEffect(() => {
    if (!moving) return;
    setMoving(false);
    table.current?.querySelector<HTMLElement>('[data-cell][tabindex="0"]')?.focus();
  }, [moving]);
  // Another day may have fewer people.
  const here = [Math.min(at[0], people.length - 1), Math.min(at[1], bodies.length - 1)] as const;
  return (
    <div class="border-line rounded-card bg-card max-h-[70dvh] overflow-auto border">
      <table
        ref={table}
        role="grid"
        aria-label={t('posts.title')}
        class="text-meta w-full border-separate border-spacing-0"
      >
        <thead>
          <tr>
            <th scope="col" class={`${CELL} bg-sunk text-ink-2 sticky top-0 left-0 z-20 font-medium`}>
              {t('record.appointment.name')}
            </th>
            {bodies.map((body) => (
              <th
                key={body}
                scope="col"
                class={`${CELL} ${border(body, bodies)} bg-sunk text-ink-2 sticky top-0 z-10 font-medium whitespace-nowrap`}
              >
                {bodyWord(body)}
              </th>
            ))}
            <th scope="col" class={`${CELL} bg-sunk text-ink-2 sticky top-0 z-10 font-medium`}>
              {t('posts.both')}
            </th>
          </tr>
        </thead>
        {groups.map(({ layer, people: own, first }) => (
          <tbody key={layer}>
            {groups.length > 1 && (
              <tr>
                <th
                  scope="rowgroup"
                  colSpan={bodies.length + 2}
                  data-layer={layer}
                  class={`${CELL} bg-sunk text-ink-2 font-semibold`}
                >
                  <span class="sticky left-2.5">
                    {t('posts.layerOf', { layer: layerWord(layer), count: own.length })}
                  </span>
                </th>
              </tr>
            )}
            {own.map((row, place) => {
              const index = first + place;
              return (
                <tr key={row.person} class={row.both ? 'bg-ok-wash' : ''}>
                  <th
                    scope="row"
                    class={`${CELL} ${row.both ? 'bg-ok-wash' : 'bg-card'} sticky left-0 z-10 font-semibold whitespace-nowrap`}
                  >
                    {row.name}
                  </th>
                  {bodies.map((body, column) => {
                    const text = textOf(row, body, props);
                    const mine = here[0] === index && here[1] === column;
                    return (
                      <td
                        key={body}
                        data-cell={`${row.name} ${body}`}
                        tabIndex={mine ? 0 : -1}
                        aria-label={t('posts.cell', {
                          name: row.name,
                          body: bodyWord(body),
                          text: text || t('posts.none'),
                        })}
                        class={`${CELL} ${border(body, bodies)} hover:bg-sunk focus-visible:outline-red cursor-pointer focus-visible:outline-2 focus-visible:-outline-offset-2`}
                        onFocus={() => setAt([index, column])}
                        onClick={() => onOpen(row, body)}
                        onKeyDown={(event) => {
                          if (event.key === 'Enter' || event.key === ' ') {
                            event.preventDefault();
                            onOpen(row, body);
                            return;
                          }
                          const to = moved(event.key, [index, column], people.length, bodies.length);
                          if (!to) return;
                          event.preventDefault();
                          setAt(to);
                          setMoving(true);
                        }}
                      >
                        {text || (
                          <span aria-hidden="true" class="text-ink-3">
                            ·
                          </span>
                        )}
                      </td>
                    );
                  })}
                  <td class={CELL}>{bothWord(row)}</td>
                </tr>
              );
            })}
          </tbody>
        ))}
      </table>
    </div>
  );
}

/** The same in a narrow window: a card for each person. */
export function MatrixCards(props: Props) {
  const { matrix, onOpen } = props;
  const groups = grouped(props);
  return groups.map(({ layer, people }) => (
    <section key={layer} class="space-y-2">
      {groups.length > 1 && (
        <h3 class="text-meta text-ink-2 font-semibold" data-layer={layer}>
          {t('posts.layerOf', { layer: layerWord(layer), count: people.length })}
        </h3>
      )}
      <ul class="space-y-2" aria-label={groups.length > 1 ? layerWord(layer) : t('posts.title')}>
        {people.map((row) => (
          <li key={row.person}>
            <Card pad>
              <div class="flex flex-wrap items-center gap-2">
                <button
                  type="button"
                  class="hover:text-red-ink min-h-6 rounded-s font-semibold"
                  onClick={() => onOpen(row, undefined)}
                >
                  {row.name}
                </button>
                {(row.both || row.maybeBoth) && (
                  <Pill tone={row.both ? 'ok' : 'unknown'}>{bothWord(row)}</Pill>
                )}
              </div>
              <dl class="text-meta grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-1">
                {matrix.bodies
                  .filter((body) => row.cells.has(body))
                  .map((body) => [
                    <dt key={`${body} head`} class="text-ink-3">
                      {bodyWord(body)}
                    </dt>,
                    <dd key={body} class="break-words">
                      {textOf(row, body, props)}
                    </dd>,
                  ])}
              </dl>
            </Card>
          </li>
        ))}
      </ul>
    </section>
  ));
}
