import { useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import { changeBase, fixBases, proposeBase } from '../../lib/dues/bases';
import type { DuesRow, DuesYear } from '../../lib/dues/year';
import { type Seen, seenOf } from '../../lib/ledger';
import { asFault, type Fault } from '../../lib/records/fault';
import { stepOf } from '../../lib/rules/dues';
import { wayRule } from '../../lib/rules/dues-pack';
import { parseYuan, yuanText } from '../../lib/rules/money';
import {
  Button,
  Dialog,
  FaultNote,
  Note,
  SelectField,
  TextField,
  useDraft,
  useLedger,
  useLive,
  useToday,
} from '../ui';
import { CalculatorDialog } from './calculator';
import { useToastUndo } from './hooks';
import { RuleNote } from './rules-help';
import { monthOptions, ReliefFields, type StepForm, stepNotices, stepOfForm } from './step-fields';
import { wayOptions } from './words';

type ChangeForm = StepForm & { seen: Seen | null };

/** Fixes the amount of one member, or changes it from a month on with a reason. */
export function ChangeDialog(props: { view: DuesYear; row: DuesRow; onClose: () => void }) {
  const { row, view } = props;
  const { pack, year } = view;
  const ledger = useLedger();
  const today = useToday();
  const said = useToastUndo();
  const [fault, setFault] = useState<Fault | undefined>(undefined);
  const [calculating, setCalculating] = useState(false);
  const chosen = useLive(async () => (await ledger.meta('duesRoundingFen')) ?? 0, []);
  const name = row.member.fields.name;
  const first = !row.base;
  const draftId = `dues:change:${row.member.id}:${year}`;
  const draft = useDraft<ChangeForm>({
    id: draftId,
    form: 'duesFix',
    title: () => t('dues.changeFor', { name }),
    route: `/dues/member/${row.member.id}?year=${year}&change=1`,
    initial: () => {
      const month = today.startsWith(String(year)) ? today.slice(5, 7) : '01';
      const step = row.base && (stepOf(row.base.fields, month) ?? stepOf(row.base.fields, '12'))?.step;
      return {
        way: step?.way ?? 'monthly',
        amount: step ? yuanText(step.fen) : '',
        from: first ? proposeBase(row.member.fields, year, undefined).from : month,
        band: step?.band,
        relief: step?.relief ?? '',
        reason: '',
        approver: step?.approver ?? '',
        approvedOn: step?.approvedOn ?? '',
        seen: row.base ? seenOf(row.base) : null,
      };
    },
  });
  const form = draft.value;
  const change = (patch: Partial<StepForm>) => draft.set(patch);
  const save = async (): Promise<void> => {
    if (!form) return;
    setFault(undefined);
    try {
      await draft.flush();
      const step = stepOfForm(form) ?? { fen: NaN, way: form.way };
      const member = row.member.id;
      const { n } = first
        ? await fixBases(ledger, year, [{ member, from: form.from, step }], { draft: draftId })
        : await changeBase(ledger, row.base, form.from, step, {
            seen: form.seen ?? undefined,
            draft: draftId,
          });
      draft.done();
      said(t('dues.changed', { name }), n);
      props.onClose();
    } catch (thrown) {
      setFault(asFault(thrown));
    }
  };
  return (
    <>
      <Dialog
        open={!calculating}
        title={t(first ? 'dues.fixFor' : 'dues.changeFor', { name })}
        onClose={props.onClose}
        foot={
          <Button kind="primary" action="dues-change-save" onClick={() => void save()}>
            {t('common.save')}
          </Button>
        }
      >
        {form && (
          <>
            {!first && <RuleNote pack={pack} note={pack.notes.newWage} />}
            <div class="grid grid-cols-2 gap-3">
              <SelectField
                label={t('dues.fixCol.from')}
                name="from"
                value={form.from}
                options={monthOptions()}
                onChange={(from) => change({ from })}
              />
              <SelectField
                label={t('dues.fixCol.way')}
                value={form.way}
                options={wayOptions(pack)}
                onChange={(way) => change({ way, band: undefined, base: undefined })}
              />
              <TextField
                label={t('dues.fixCol.monthly')}
                name="amount"
                value={form.relief === 'exempt' ? '0.00' : form.amount}
                disabled={form.relief === 'exempt'}
                error={
                  form.amount.trim() && parseYuan(form.amount) === undefined ? t('fault.E430') : undefined
                }
                onChange={(amount) => change({ amount, band: undefined, base: undefined })}
              />
              <div class="self-end pb-0.5">
                {wayRule(pack, form.way)?.table && (
                  <Button onClick={() => setCalculating(true)}>{t('dues.calculateShort')}</Button>
                )}
              </div>
            </div>
            <TextField
              label={t('dues.reason')}
              name="reason"
              value={form.reason}
              hint={t(first ? 'dues.reasonFirstHint' : 'dues.reasonHint')}
              onChange={(reason) => change({ reason })}
            />
            <ReliefFields pack={pack} form={form} onChange={change} />
            {stepNotices(pack, form).map((text) => (
              <Note key={text} tone="due">
                {text}
              </Note>
            ))}
            {fault && <FaultNote fault={fault} />}
          </>
        )}
      </Dialog>
      {calculating && form && (
        <CalculatorDialog
          pack={pack}
          name={name}
          way={form.way}
          rounding={chosen || pack.rounding.value}
          onUse={({ fen, band, base }) => change({ amount: yuanText(fen), band, base })}
          onClose={() => setCalculating(false)}
        />
      )}
    </>
  );
}
