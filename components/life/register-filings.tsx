import type { ComponentChildren } from 'preact';
import { useCallback, useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import { filedIn } from '../../lib/reentry/filings';
import { reportSystems } from '../../lib/reentry/systems';
import { SelectField, useLedger, useLive } from '../ui';

/** A filter by 已报 and 未报 in each system. Nothing is shown while the branch has entered no system. */
export function useFilingFilter(): {
  field: ComponentChildren;
  keeps: (row: { id: string }) => boolean;
  /** The filter in words; empty when there is none. */
  words: string;
  clear: () => void;
} {
  const ledger = useLedger();
  const [choice, setChoice] = useState('');
  const systems = useLive(() => reportSystems(ledger), []);
  const [wanted, id = ''] = choice.split(':');
  const system = systems?.find((one) => one.id === id);
  const filed = useLive(async () => (system ? filedIn(ledger, system.id) : new Set<string>()), [system?.id]);
  const keeps = useCallback(
    (row: { id: string }): boolean => !system || !filed || filed.has(row.id) === (wanted === 'filed'),
    [system?.id, filed, wanted],
  );
  const options = (systems ?? []).flatMap(({ id: value, fields: { name } }) => [
    { value: `notFiled:${value}`, label: t('reentry.filter.notFiled', { name }) },
    { value: `filed:${value}`, label: t('reentry.filter.filed', { name }) },
  ]);
  return {
    field: options.length > 0 && (
      <div class="max-w-72">
        <SelectField
          label={t('reentry.filter')}
          name="filings"
          value={system ? choice : ''}
          empty={t('reentry.filter.all')}
          options={options}
          onChange={setChoice}
        />
      </div>
    ),
    keeps,
    words: options.find((option) => system && option.value === choice)?.label ?? '',
    clear: () => setChoice(''),
  };
}
