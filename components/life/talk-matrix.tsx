import { useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import type { Rec } from '../../lib/ledger';
import { pairKey } from '../../lib/rules/talks';
import { Button, Card, Dialog, navigate, Row, useMemberName } from '../ui';

/** Where a talk of two people is begun. */
export const newTalkRoute = (talker: string, partner: string): string =>
  `/life/talk/new?talker=${encodeURIComponent(talker)}&partner=${encodeURIComponent(partner)}`;

/**
 * Who talked with whom in a year: how often, and at a press the talks themselves or the form of a first one. One stop
 * for the keyboard; arrows go from cell to cell.
 */
export function TalkMatrix(props: {
  label: string;
  rows: readonly string[];
  columns: readonly string[];
  talks: ReadonlyMap<string, readonly Rec<'talk'>[]>;
}) {
  const nameOf = useMemberName();
  const [shown, setShown] = useState<readonly [string, string] | undefined>(undefined);
  const [focus, setFocus] = useState('');
  const first = props.rows.flatMap((row) =>
    props.columns.filter((column) => column !== row).map((column) => `${row} ${column}`),
  )[0];
  const stop = focus || first;
  const press = (row: string, column: string) => {
    if (props.talks.has(pairKey(row, column))) setShown([column, row]);
    else navigate(newTalkRoute(column, row));
  };
  const move = (event: KeyboardEvent, at: [number, number]) => {
    const step = { ArrowRight: [0, 1], ArrowLeft: [0, -1], ArrowDown: [1, 0], ArrowUp: [-1, 0] }[event.key];
    if (!step) return;
    event.preventDefault();
    let [row, column] = at;
    for (;;) {
      row += step[0] ?? 0;
      column += step[1] ?? 0;
      const [a, b] = [props.rows[row], props.columns[column]];
      if (a === undefined || b === undefined) return;
      if (a === b) continue;
      const table = (event.currentTarget as HTMLElement).closest('table');
      setFocus(`${a} ${b}`);
      table?.querySelector<HTMLElement>(`[data-cell="${CSS.escape(`${a} ${b}`)}"]`)?.focus();
      return;
    }
  };
  const listed = shown ? (props.talks.get(pairKey(...shown)) ?? []) : [];
  return (
    <div class="border-line rounded-card bg-card w-fit max-w-full overflow-x-auto border">
      <table class="text-meta border-collapse" aria-label={props.label}>
        <thead>
          <tr>
            <td class="bg-card sticky left-0" />
            {props.columns.map((column) => (
              <th key={column} scope="col" class="text-ink-2 h-16 px-1 pb-1 align-bottom font-normal">
                <span class="[writing-mode:vertical-rl]">{nameOf(column)}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {props.rows.map((row, y) => (
            <tr key={row} class="border-line border-t">
              <th
                scope="row"
                class="bg-card sticky left-0 max-w-28 truncate px-2 text-left font-normal whitespace-nowrap"
              >
                {nameOf(row)}
              </th>
              {props.columns.map((column, x) => {
                const count = props.talks.get(pairKey(row, column))?.length ?? 0;
                const key = `${row} ${column}`;
                return (
                  <td key={column} class="p-0.5 text-center">
                    {row === column ? (
                      <span class="text-ink-3" aria-hidden="true">
                        ·
                      </span>
                    ) : (
                      <button
                        type="button"
                        data-cell={key}
                        tabIndex={key === stop ? 0 : -1}
                        class={`h-8 w-8 rounded-lg border ${
                          count ? 'border-ok bg-ok-wash text-ok font-semibold' : 'border-line text-ink-3'
                        }`}
                        aria-label={
                          count
                            ? t('talk.cell', { a: nameOf(column), b: nameOf(row), count })
                            : t('talk.cellNone', { a: nameOf(column), b: nameOf(row) })
                        }
                        onFocus={() => setFocus(key)}
                        onKeyDown={(event) => move(event, [y, x])}
                        onClick={() => press(row, column)}
                      >
                        {count || '+'}
                      </button>
                    )}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
      <Dialog
        open={shown !== undefined}
        title={shown ? `${nameOf(shown[0])}—${nameOf(shown[1])}` : ''}
        onClose={() => setShown(undefined)}
        foot={
          shown && (
            <Button kind="primary" onClick={() => navigate(newTalkRoute(...shown))}>
              {t('talk.again')}
            </Button>
          )
        }
      >
        <Card>
          {listed.map((talk) => (
            <Row
              key={talk.id}
              title={talk.fields.on}
              meta={`${nameOf(talk.fields.talker)}—${nameOf(talk.fields.partner)}`}
              to={`/life/talk/${talk.id}`}
            />
          ))}
        </Card>
      </Dialog>
    </div>
  );
}
