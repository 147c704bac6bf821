import { useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import type { CommitResult, Rec } from '../../lib/ledger';
import { DATE_STYLES, JOINERS, TIME_STYLES } from '../../lib/records/outward';
import { dateAs, styleOf, timeAs } from '../../lib/reentry/style';
import { removeSystem, renameSystem, styleSystem } from '../../lib/reentry/systems';
import { Button, SelectField, TextField, toast, toastFault, useLedger, useToday } from '../ui';

/** How a system wants dates, times and names; its name; and the way to remove it. */
export function SystemSettings(props: { system: Rec<'reportSystem'>; onRemoved: () => void }) {
  const ledger = useLedger();
  const today = useToday();
  const { system } = props;
  const style = styleOf(system.fields);
  const [name, setName] = useState(system.fields.name);
  const run = async (work: () => Promise<CommitResult>, message?: string) => {
    try {
      const { n } = await work();
      const undo = async () => {
        if (n !== undefined) await ledger.undo(n);
      };
      if (message) toast(message, { action: { label: t('common.undo'), run: undo } });
      return true;
    } catch (thrown) {
      toastFault(thrown);
      return false;
    }
  };
  const set = (patch: Parameters<typeof styleSystem>[2]) =>
    void run(() => styleSystem(ledger, system, patch));
  return (
    <details>
      <summary class="text-meta text-red-ink inline-block cursor-pointer rounded-s">
        {t('reentry.format')}
      </summary>
      <div class="mt-2 grid gap-2 min-[420px]:grid-cols-3">
        <SelectField
          label={t('reentry.date')}
          name="date-style"
          value={style.date}
          options={DATE_STYLES.map((date) => ({ value: date, label: dateAs(today, { ...style, date }) }))}
          onChange={(dateStyle) => set({ dateStyle })}
        />
        <SelectField
          label={t('reentry.time')}
          value={style.time}
          options={TIME_STYLES.map((time) => ({ value: time, label: timeAs('15:00', { ...style, time }) }))}
          onChange={(timeStyle) => set({ timeStyle })}
        />
        <SelectField
          label={t('reentry.joiner')}
          name="joiner"
          value={style.joiner}
          options={JOINERS.map((value) => ({ value, label: t(`reentry.joiner.${value}`) }))}
          onChange={(joiner) => set({ joiner })}
        />
      </div>
      <div class="mt-2 flex flex-wrap items-end gap-2">
        <div class="min-w-40 flex-1">
          <TextField label={t('reentry.systemName')} value={name} onChange={setName} />
        </div>
        <Button
          disabled={name.trim() === system.fields.name || !name.trim()}
          onClick={() => void run(() => renameSystem(ledger, system, name), t('reentry.renamed'))}
        >
          {t('common.save')}
        </Button>
        <Button
          kind="quiet"
          icon="trash"
          onClick={() =>
            void run(
              () => removeSystem(ledger, system),
              t('reentry.removed', { name: system.fields.name }),
            ).then((done) => {
              if (done) props.onRemoved();
            })
          }
        >
          {t('reentry.remove')}
        </Button>
      </div>
    </details>
  );
}
