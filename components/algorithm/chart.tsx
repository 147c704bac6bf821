import { useEffect, useRef } from 'preact/hooks';
import { t } from '../../lib/i18n';
import type { ChartModel } from './chart-draw';

/** A chart, with the table that says the same on demand. What draws it is fetched where there is one. */
export function Chart(props: {
  model: ChartModel;
  heads: readonly string[];
  rows: readonly (readonly string[])[];
}) {
  const { model, heads, rows } = props;
  return (
    <figure class="border-line bg-card rounded-card min-w-0 space-y-2 border p-3">
      <figcaption class="font-semibold">{model.title}</figcaption>
      <Drawing model={model} />
      <details class="text-meta">
        <summary class="text-red-ink inline-block cursor-pointer rounded-s">{t('algorithm.table')}</summary>
        <div class="mt-1.5 overflow-x-auto" tabIndex={0} role="region" aria-label={model.title}>
          <table class="w-full border-collapse">
            <thead>
              <tr>
                {heads.map((head) => (
                  <th
                    key={head}
                    scope="col"
                    class="border-line text-ink-3 border-b px-1.5 py-1 text-left font-medium"
                  >
                    {head}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row[0]}>
                  {row.map((cell, at) =>
                    at ? (
                      <td key={at} class="border-line border-b px-1.5 py-1 tabular-nums">
                        {cell}
                      </td>
                    ) : (
                      <th
                        key={at}
                        scope="row"
                        class="border-line border-b px-1.5 py-1 text-left font-normal whitespace-nowrap"
                      >
                        {cell}
                      </th>
                    ),
                  )}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </figure>
  );
}

/** The drawing alone; on paper of a fixed size. */
export function Drawing({ model, paper = false }: { model: ChartModel; paper?: boolean }) {
  const place = useRef<HTMLDivElement>(null);
  const said = JSON.stringify(model);
  useEffect(() => {
    let remove = (): void => {};
    let gone = false;
    void import('./chart-draw').then(({ drawChart }) => {
      if (place.current && !gone) remove = drawChart(place.current, model, paper);
    });
    return () => {
      gone = true;
      remove();
    };
  }, [said, paper]);
  return (
    <div
      ref={place}
      role="img"
      aria-label={model.title}
      class={paper ? 'w-[620px] max-w-full' : 'h-56 w-full'}
      data-chart={paper ? 'paper' : 'screen'}
    />
  );
}
