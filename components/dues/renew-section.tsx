import { useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import { type BaseEntry, renewBases } from '../../lib/dues/bases';
import type { DuesRow, DuesYear } from '../../lib/dues/year';
import { asFault, type Fault } from '../../lib/records/fault';
import { stepOf } from '../../lib/rules/dues';
import { wayRule } from '../../lib/rules/dues-pack';
import { yuanText } from '../../lib/rules/money';
import { Button, FaultNote, Section, useDraft, useLedger, useToday, useWide } from '../ui';
import { CalculatorDialog } from './calculator';
import { FixList, FixTable } from './fix-rows';
import { useToastUndo } from './hooks';
import { type StepForm, stepOfForm } from './step-fields';

interface RenewForm {
  rows: Record<string, StepForm>;
}

/** Amounts that the rule wants worked out anew this quarter or month, for everybody whom it concerns in one commit. */
export function RenewSection({ view, rounding }: { view: DuesYear; rounding: number }) {
  const { pack, year } = view;
  const ledger = useLedger();
  const today = useToday();
  const wide = useWide();
  const said = useToastUndo();
  const [fault, setFault] = useState<Fault | undefined>(undefined);
  const [calculating, setCalculating] = useState<DuesRow | undefined>(undefined);
  const month = today.slice(5, 7);
  const draftId = `dues:renew:${today.slice(0, 7)}`;
  const draft = useDraft<RenewForm>({
    id: draftId,
    form: 'duesFix',
    title: () => t('dues.fixTitle', { year }),
    route: `/dues/fix?year=${year}`,
    initial: () => ({ rows: {} }),
  });
  const form = draft.value;
  const due = view.rows.filter((row) => row.cells[Number(month) - 1]?.carried);
  if (!form || !due.length) return null;
  const stepNow = (row: DuesRow) => row.base && stepOf(row.base.fields, month)?.step;
  const fromOf = (row: DuesRow): string => {
    const renew = wayRule(pack, stepNow(row)?.way ?? '')?.renew;
    const first = Math.floor((Number(month) - 1) / 3) * 3 + 1;
    return renew === 'quarter' ? String(first).padStart(2, '0') : month;
  };
  const formOf = (row: DuesRow): StepForm =>
    form.rows[row.member.id] ?? {
      way: stepNow(row)?.way ?? 'irregular',
      amount: '',
      from: fromOf(row),
      relief: '',
      reason: '',
      approver: '',
      approvedOn: '',
    };
  const change = (row: DuesRow, patch: Partial<StepForm>) =>
    draft.set((now) => ({ rows: { ...now.rows, [row.member.id]: { ...formOf(row), ...patch } } }));
  const lines = due.map((row) => ({
    row,
    form: formOf(row),
    remark: t('dues.wasBefore', { amount: yuanText(stepNow(row)?.fen ?? 0) }),
  }));
  const entries = lines.flatMap(({ row, form: line }): BaseEntry[] => {
    const step = stepOfForm(line);
    return step ? [{ member: row.member.id, from: line.from, step }] : [];
  });
  const save = async (): Promise<void> => {
    setFault(undefined);
    try {
      await draft.flush();
      const { n } = await renewBases(ledger, year, entries, {
        reason: t('dues.renewReason'),
        draft: draftId,
      });
      await draft.discard();
      said(t('dues.renewed', { count: entries.length }), n);
    } catch (thrown) {
      setFault(asFault(thrown));
    }
  };
  const rows = { pack, lines, onChange: change, onCalculate: setCalculating };
  return (
    <Section title={t('dues.renew', { count: due.length })} remark={t('dues.renewRemark')}>
      {wide ? <FixTable {...rows} /> : <FixList {...rows} />}
      {fault && <FaultNote fault={fault} />}
      <Button disabled={!entries.length} action="dues-renew-save" onClick={() => void save()}>
        {t('dues.renewSave', { count: entries.length })}
      </Button>
      {calculating && (
        <CalculatorDialog
          pack={pack}
          name={calculating.member.fields.name}
          way={formOf(calculating).way}
          rounding={rounding}
          onUse={({ fen, band, base }) => change(calculating, { amount: yuanText(fen), band, base })}
          onClose={() => setCalculating(undefined)}
        />
      )}
    </Section>
  );
}
