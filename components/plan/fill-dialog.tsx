import { useEffect, useState } from 'preact/hooks';
import { t, tDynamic } from '../../lib/i18n';
import { addPlan, countByType, type PlanPreview, previewPlan, usualThemeDay } from '../../lib/plan/year';
import { asFault, type Fault } from '../../lib/records/fault';
import type { PlanChoices } from '../../lib/rules/plan';
import {
  Button,
  CheckField,
  Dialog,
  FaultNote,
  Note,
  NumberField,
  Segments,
  SelectField,
  useLedger,
} from '../ui';
import { dayWords, toastUndo } from './words';

const WEEKDAYS = ['1', '2', '3', '4', '5', '6', '7'] as const;
const NTH = ['1', '2', '3', '4', '5'] as const;

/** What to decide before a year is laid out, and what would be added; nothing that exists is touched. */
export function FillDialog(props: { open: boolean; year: number; today: string; onClose: () => void }) {
  const ledger = useLedger();
  const { year, today } = props;
  const [choices, setChoices] = useState<PlanChoices | undefined>(undefined);
  const [preview, setPreview] = useState<PlanPreview | undefined>(undefined);
  const [fault, setFault] = useState<Fault | undefined>(undefined);
  const [busy, setBusy] = useState(false);

  useEffect(() => {
    if (!props.open || choices) return;
    usualThemeDay(ledger, today).then(
      (themeDay) => setChoices({ themeDay, lectureOnThemeDay: true, appraisalWithOrgLife: true }),
      (thrown: unknown) => setFault(asFault(thrown)),
    );
  }, [props.open]);
  useEffect(() => {
    if (!props.open || !choices) return undefined;
    let alive = true;
    previewPlan(ledger, { year, today, choices }).then(
      (found) => alive && setPreview(found),
      (thrown: unknown) => alive && setFault(asFault(thrown)),
    );
    return () => {
      alive = false;
    };
  }, [props.open, choices, year, today]);

  const add = async () => {
    if (!preview) return;
    setBusy(true);
    try {
      const n = await addPlan(ledger, preview);
      toastUndo(ledger, t('plan.filled', { count: preview.add.length }), n);
      props.onClose();
    } catch (thrown) {
      setFault(asFault(thrown));
    } finally {
      setBusy(false);
    }
  };
  const count = preview?.add.length ?? 0;
  return (
    <Dialog
      open={props.open}
      title={t('plan.fillTitle', { year })}
      onClose={props.onClose}
      foot={
        <>
          <Button onClick={props.onClose}>{t('common.cancel')}</Button>
          <Button
            kind="primary"
            busy={busy}
            disabled={!count}
            action="plan-fill-do"
            onClick={() => void add()}
          >
            {t('plan.fillDo', { count })}
          </Button>
        </>
      }
    >
      {choices && <Choices value={choices} onChange={setChoices} />}
      {preview && <Preview preview={preview} />}
      {fault && <FaultNote fault={fault} />}
    </Dialog>
  );
}

function Choices(props: { value: PlanChoices; onChange: (value: PlanChoices) => void }) {
  const { value } = props;
  const { themeDay } = value;
  const set = (patch: Partial<PlanChoices>) => props.onChange({ ...value, ...patch });
  const byDate = 'day' in themeDay;
  return (
    <>
      <Segments
        label={t('plan.themeDay')}
        showLabel
        options={[
          { value: 'weekday', label: t('plan.byWeekday') },
          { value: 'date', label: t('plan.byDate') },
        ]}
        value={byDate ? 'date' : 'weekday'}
        onChange={(kind) => set({ themeDay: kind === 'date' ? { day: 15 } : { nth: 3, weekday: 3 } })}
      />
      {byDate ? (
        <NumberField
          label={t('plan.dayOfMonth')}
          value={themeDay.day}
          min={1}
          max={31}
          step={1}
          onChange={(day) => day && day >= 1 && day <= 31 && set({ themeDay: { day: Math.floor(day) } })}
        />
      ) : (
        <div class="grid grid-cols-2 gap-3">
          <SelectField
            label={t('plan.nth')}
            value={String(themeDay.nth) as (typeof NTH)[number]}
            options={NTH.map((nth) => ({ value: nth, label: t(`plan.nth.${nth}`) }))}
            onChange={(nth) => set({ themeDay: { ...themeDay, nth: Number(nth) } })}
          />
          <SelectField
            label={t('plan.weekday')}
            value={String(themeDay.weekday) as (typeof WEEKDAYS)[number]}
            options={WEEKDAYS.map((day) => ({ value: day, label: t(`plan.weekday.${day}`) }))}
            onChange={(day) => set({ themeDay: { ...themeDay, weekday: Number(day) } })}
          />
        </div>
      )}
      <CheckField
        label={t('plan.lectureOnThemeDay')}
        checked={value.lectureOnThemeDay}
        onChange={(lectureOnThemeDay) => set({ lectureOnThemeDay })}
      />
      <CheckField
        label={t('plan.appraisalWithOrgLife')}
        checked={value.appraisalWithOrgLife}
        onChange={(appraisalWithOrgLife) => set({ appraisalWithOrgLife })}
      />
    </>
  );
}

function Preview({ preview }: { preview: PlanPreview }) {
  const days = (type: string): string => {
    const own = preview.add.filter((item) =>
      type === 'task' ? !item.types.length : (item.types as string[]).includes(type),
    );
    // Several Party groups meet on one day; it is named once.
    return [...new Set(own.map((item) => dayWords(item.on, preview.year)))].join(t('today.listMark'));
  };
  return (
    <div class="space-y-2">
      {!preview.announced && <Note tone="due">{t('plan.notAnnounced', { year: preview.year })}</Note>}
      <p class="text-meta text-ink-2" role="status">
        {preview.add.length ? t('plan.willAdd', { count: preview.add.length }) : t('plan.nothingLacks')}
        {preview.kept > 0 && ` ${t('plan.keeps', { count: preview.kept })}`}
        {preview.removed > 0 && ` ${t('plan.leavesOut', { count: preview.removed })}`}
      </p>
      <ul class="text-meta space-y-1">
        {countByType(preview.add).map(([type, count]) => (
          <li key={type}>
            <strong>{type === 'task' ? t('plan.tasks') : tDynamic(`life.type.${type}`)}</strong>{' '}
            {t('plan.times', { count })}
            <span class="text-ink-3 block">{days(type)}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
