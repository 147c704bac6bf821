import { t } from '../../lib/i18n';
import { PLACEHOLDER, type TemplateCell, type TemplateGrid } from '../../lib/exchange/ooxml';
import { fieldWord } from './words';

/** Places that can take a value: empty ones, and those that end open or hold a placeholder. */
export const takesValue = (cell: TemplateCell): boolean =>
  !cell.formula &&
  (!cell.text.trim() || /[:：_＿]\s*$/.test(cell.text) || cell.text.search(PLACEHOLDER) >= 0);

/** One sheet or table of a form, as it stands in the file; a press on a place says what is to stand there. */
export function TemplateGridView(props: {
  grid: TemplateGrid;
  name: string;
  bindings: Readonly<Record<string, string>>;
  lists: Readonly<Record<string, string>>;
  onPick: (cell: TemplateCell) => void;
}) {
  const { grid, bindings, lists } = props;
  const rows: TemplateCell[][] = Array.from({ length: grid.rows }, () => []);
  for (const cell of grid.cells) rows[cell.row]?.push(cell);
  return (
    <div
      class="border-line rounded-card bg-card max-h-[70dvh] overflow-auto border"
      tabIndex={0}
      role="region"
      aria-label={props.name}
    >
      <table class="text-meta border-collapse">
        <tbody>
          {rows.map((cells, index) => {
            const list = lists[`${grid.id}!${index + 1}`];
            return (
              <tr key={index} class={list ? 'bg-info-wash' : ''}>
                <th scope="row" class="border-line text-ink-3 border px-1.5 text-right font-normal">
                  {index + 1}
                </th>
                {cells.map((cell) => (
                  <td
                    key={cell.place}
                    rowSpan={cell.rowSpan}
                    colSpan={cell.columnSpan}
                    class="border-line max-w-56 min-w-14 border p-0 align-middle"
                  >
                    <Place cell={cell} field={bindings[cell.place]} onPick={props.onPick} />
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
      {grid.cut && <p class="text-meta text-ink-3 px-2 py-1.5">{t('papers.template.cut')}</p>}
    </div>
  );
}

function Place(props: { cell: TemplateCell; field?: string; onPick: (cell: TemplateCell) => void }) {
  const { cell, field } = props;
  if (!takesValue(cell) && !field) {
    return <span class="block px-2 py-1.5 whitespace-pre-wrap">{cell.text}</span>;
  }
  const ref = cell.place.split('!')[1] ?? '';
  const label = field
    ? t('papers.template.placeBound', { ref, field: fieldWord(field) })
    : t('papers.template.placeFree', { ref });
  return (
    <button
      type="button"
      data-place={cell.place}
      class={`block min-h-8 w-full px-2 py-1 text-left ${field ? 'bg-red-wash text-red-ink' : 'hover:bg-sunk'}`}
      aria-label={cell.text ? `${cell.text} ${label}` : label}
      title={label}
      onClick={() => props.onPick(cell)}
    >
      {cell.text && <span class="text-ink mr-1 whitespace-pre-wrap">{cell.text}</span>}
      {field ? fieldWord(field) : !cell.text && <span class="text-ink-3">＋</span>}
    </button>
  );
}
