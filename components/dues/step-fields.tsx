import { monthWord } from '../../lib/dues/words';
import { currentLanguage, t } from '../../lib/i18n';
import { DUES_RELIEFS, type DuesStep, type DuesWay } from '../../lib/records/dues';
import { amountNotices, type Month } from '../../lib/rules/dues';
import type { DuesPack } from '../../lib/rules/dues-pack';
import { packText } from '../../lib/rules/pack';
import { parseYuan } from '../../lib/rules/money';
import { DateField, SelectField, TextField } from '../ui';

/** An amount as it is typed. */
export interface StepForm {
  way: DuesWay;
  /** Yuan. */
  amount: string;
  /** `01` to `12`. */
  from: string;
  band?: string;
  base?: number;
  relief: '' | 'reduced' | 'exempt';
  reason: string;
  approver: string;
  approvedOn: string;
}

/** The step of a form; its amount is NaN while the text is no amount. Undefined while nothing was typed. */
export function stepOfForm(form: StepForm): DuesStep | undefined {
  const exempt = form.relief === 'exempt';
  if (!exempt && !form.amount.trim()) return undefined;
  return {
    fen: exempt ? 0 : (parseYuan(form.amount) ?? NaN),
    way: form.way,
    band: form.relief ? undefined : form.band,
    base: form.base,
    reason: form.reason || undefined,
    relief: form.relief || undefined,
    approver: form.approver || undefined,
    approvedOn: form.approvedOn || undefined,
  };
}

export const monthOptions = () =>
  Array.from({ length: 12 }, (_, index) => ({
    value: String(index + 1).padStart(2, '0'),
    label: monthWord(`2000-${String(index + 1).padStart(2, '0')}` as Month),
  }));

/** 少交、免交: which, why, who approved it and when. */
export function ReliefFields(props: {
  pack: DuesPack;
  form: StepForm;
  /** The reason has its own field elsewhere in the form. */
  withReason?: boolean;
  onChange: (patch: Partial<StepForm>) => void;
}) {
  const { form, onChange } = props;
  return (
    <div class="grid grid-cols-2 gap-3">
      <SelectField
        label={t('dues.relief')}
        value={form.relief}
        empty={t('dues.relief.none')}
        options={DUES_RELIEFS.map((value) => ({ value, label: t(`dues.relief.${value}`) }))}
        onChange={(relief) => onChange({ relief })}
      />
      {form.relief && (
        <>
          {props.withReason && (
            <TextField
              label={t('dues.reason')}
              value={form.reason}
              hint={t('dues.reliefReasonHint')}
              onChange={(reason) => onChange({ reason })}
            />
          )}
          <TextField
            label={t('dues.approver')}
            value={form.approver}
            hint={packText(props.pack.notes.hardship.wording, currentLanguage())}
            onChange={(approver) => onChange({ approver })}
          />
          <DateField
            label={t('dues.approvedOn')}
            value={form.approvedOn}
            onChange={(approvedOn) => onChange({ approvedOn })}
          />
        </>
      )}
    </div>
  );
}

/** Remarks on an amount, in words. */
export function stepNotices(pack: DuesPack, form: StepForm): string[] {
  const step = stepOfForm(form);
  if (!step || !Number.isSafeInteger(step.fen)) return [];
  return amountNotices(pack, step).map((notice) => t(`dues.notice.${notice}`));
}
