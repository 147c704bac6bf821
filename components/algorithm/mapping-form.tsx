import { t, tDynamic } from '../../lib/i18n';
import { flagAt, NOTHING, numberAt, timeAt } from '../../lib/algorithm/bytes';
import {
  COLUMNS,
  type Column,
  coverage,
  DEGREES,
  FLAGS,
  IDS,
  type Mapping,
  TIMES,
} from '../../lib/algorithm/columns';
import type { Head } from '../../lib/algorithm/head';
import { Button, Card, Note, NumberField, Section, SelectField } from '../ui';

/** Which column is what, with sample rows as they are understood. Ids are never shown. */
export function MappingForm(props: {
  name: string;
  head: Head;
  mapping: Mapping;
  onMapping: (mapping: Mapping) => void;
  floor: number | undefined;
  onFloor: (yuan: number | undefined) => void;
  busy: boolean;
  onRun: () => void;
  onOther: () => void;
}) {
  const { head, mapping } = props;
  const options = head.header.map((name, index) => ({
    value: String(index),
    label: t('algorithm.columnAt', { name: name || '—', count: index + 1 }),
  }));
  const set = (column: Column, value: string): void => {
    const next = { ...mapping };
    if (value === '') delete next[column];
    else next[column] = Number(value);
    props.onMapping(next);
  };
  const { time, rest } = coverage(mapping);
  return (
    <div class="space-y-4">
      <p class="text-meta text-ink-2 break-words">
        {t('algorithm.head', { name: props.name, columns: head.header.length })}
        {head.publicSchema && <span class="block">{t('algorithm.public')}</span>}
      </p>
      <Section title={t('algorithm.mapping')}>
        <p class="text-meta text-ink-2">{t('algorithm.mappingHint')}</p>
        <div class="grid grid-cols-[repeat(auto-fill,minmax(min(100%,220px),1fr))] gap-x-3 gap-y-2">
          {COLUMNS.map((column) => (
            <SelectField
              key={column}
              name={column}
              label={tDynamic(`algorithm.column.${column}`)}
              value={mapping[column] === undefined ? '' : String(mapping[column])}
              options={options}
              empty={t('algorithm.noColumn')}
              onChange={(value) => set(column, value)}
            />
          ))}
          {mapping.pay !== undefined && (
            <NumberField
              label={t('algorithm.floorField')}
              hint={t('algorithm.floorHint')}
              value={props.floor}
              min={0}
              onChange={props.onFloor}
            />
          )}
        </div>
      </Section>
      <Preview head={head} mapping={mapping} />
      {!time && !rest && <Note tone="due">{t('algorithm.needMore')}</Note>}
      <div class="flex flex-wrap gap-2">
        <Button
          kind="primary"
          action="algorithm-run"
          busy={props.busy}
          disabled={!time && !rest}
          onClick={props.onRun}
        >
          {t('algorithm.run')}
        </Button>
        <Button onClick={props.onOther}>{t('algorithm.other')}</Button>
      </div>
    </div>
  );
}

function Preview({ head, mapping }: { head: Head; mapping: Mapping }) {
  const columns = COLUMNS.filter((column) => mapping[column] !== undefined);
  if (!columns.length) return null;
  return (
    <Section title={t('algorithm.preview')} remark={t('algorithm.previewMasked')}>
      <Card>
        <div class="overflow-x-auto" tabIndex={0} role="region" aria-label={t('algorithm.preview')}>
          <table class="text-meta w-full border-collapse" data-preview="rows">
            <thead>
              <tr>
                {columns.map((column) => (
                  <th
                    key={column}
                    scope="col"
                    class="border-line bg-sunk text-ink-3 border-b px-2 py-1.5 text-left font-medium whitespace-nowrap"
                  >
                    {tDynamic(`algorithm.column.${column}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {head.rows.map((row, at) => (
                <tr key={at}>
                  {columns.map((column) => (
                    <td key={column} class="border-line border-b px-2 py-1.5 whitespace-nowrap tabular-nums">
                      {understood(column, row[mapping[column] as number] ?? '')}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </Card>
    </Section>
  );
}

/** A value as it will be counted. */
function understood(column: Column, text: string): string {
  if (IDS.includes(column)) return text.trim() ? t('algorithm.masked') : '—';
  const bytes = new TextEncoder().encode(text);
  if (TIMES.includes(column)) {
    const time = timeAt(bytes, 0, bytes.length);
    if (time <= 0) return time === 0 ? '—' : t('algorithm.unread');
    return new Date((time + 28_800) * 1000).toISOString().slice(0, 19).replace('T', ' ');
  }
  if (FLAGS.includes(column)) {
    const flag = flagAt(bytes, 0, bytes.length);
    return flag === -1
      ? '—'
      : flag === NOTHING
        ? t('algorithm.unread')
        : t(flag ? 'common.yes' : 'common.no');
  }
  const number = numberAt(bytes, 0, bytes.length);
  if (number === NOTHING) return '—';
  if (Number.isNaN(number)) return t('algorithm.unread');
  if (!DEGREES.includes(column)) return String(number);
  // Where exactly somebody was is nobody's business: two decimals are about a kilometre.
  return number === 0 ? '—' : `${(Math.abs(number) > 180 ? number / 1e6 : number).toFixed(2)}°`;
}
