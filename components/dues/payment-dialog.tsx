import { useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import { recordPayments, removePayment } from '../../lib/dues/payments';
import { monthWord } from '../../lib/dues/words';
import type { DuesRow } from '../../lib/dues/year';
import { type Seen, seenOf } from '../../lib/ledger';
import type { AttachmentLine } from '../../lib/life/draft';
import type { DuesMethod } from '../../lib/records/dues';
import { asFault, type Fault } from '../../lib/records/fault';
import type { Month } from '../../lib/rules/dues';
import { parseYuan, yuanText } from '../../lib/rules/money';
import {
  Button,
  DateField,
  Dialog,
  FaultNote,
  Link,
  MemberPicker,
  Note,
  SelectField,
  TextField,
  toastFault,
  useDraft,
  useLedger,
  useScope,
  useToday,
} from '../ui';
import { ConflictNote } from '../ui/conflict-note';
import { useToastUndo } from './hooks';
import { filesOf, linesOf, Vouchers } from './vouchers';
import { methodOptions } from './words';

interface PaidForm {
  amount: string;
  on: string;
  method: DuesMethod | '';
  handler: string;
  proxy: string;
  note: string;
  files: AttachmentLine[];
  /** The record as it was when the form was opened. */
  seen: Seen | null;
}

/** One month of one member: amount, day, method, who took it, who paid it, vouchers. */
export function PaymentDialog(props: { row: DuesRow; month: Month; onClose: () => void }) {
  const { row, month } = props;
  const ledger = useLedger();
  const today = useToday();
  const { me } = useScope();
  const said = useToastUndo();
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<Fault | undefined>(undefined);
  const cell = row.cells.find((one) => one.month === month);
  const record = row.records.get(month);
  const name = row.member.fields.name;
  const draftId = `dues:paid:${row.member.id}:${month}`;
  const draft = useDraft<PaidForm>({
    id: draftId,
    form: 'dues',
    title: () => t('dues.paidTitle', { name, month: monthWord(month) }),
    route: `/dues/member/${row.member.id}?month=${month}`,
    initial: () => ({
      amount: cell?.paid ? yuanText(cell.paid) : cell?.due ? yuanText(cell.due) : '',
      on: record ? (record.fields.on ?? '') : today,
      method: record?.fields.method ?? '',
      handler: record ? (record.fields.handler ?? '') : me,
      proxy: record?.fields.proxy ?? '',
      note: record?.fields.note ?? '',
      files: linesOf(record?.fields.attachments),
      seen: record ? seenOf(record) : null,
    }),
  });
  const form = draft.value;
  const paid = form && parseYuan(form.amount);
  const due = cell?.due;

  const save = async (): Promise<void> => {
    if (!form) return;
    setBusy(true);
    setFault(undefined);
    try {
      await draft.flush();
      const { n } = await recordPayments(
        ledger,
        [
          {
            member: row.member.id,
            month,
            paid: paid ?? NaN,
            on: form.on || undefined,
            method: form.method || undefined,
            handler: form.handler,
            proxy: form.proxy,
            note: form.note,
            attachments: filesOf(form.files),
            seen: form.seen ?? undefined,
          },
        ],
        { today, draft: draftId },
      );
      draft.done();
      said(t('dues.saved', { name, month: monthWord(month) }), n);
      props.onClose();
    } catch (thrown) {
      setFault(asFault(thrown));
    } finally {
      setBusy(false);
    }
  };
  const remove = async (): Promise<void> => {
    if (!record) return;
    try {
      const { n } = await removePayment(ledger, record);
      await draft.discard();
      draft.done();
      said(t('dues.removed', { name, month: monthWord(month) }), n);
      props.onClose();
    } catch (thrown) {
      toastFault(thrown);
    }
  };

  return (
    <Dialog
      open
      title={t('dues.paidTitle', { name, month: monthWord(month) })}
      onClose={props.onClose}
      foot={
        <>
          {record && (
            <span class="flex-1">
              <Button kind="quiet" icon="trash" onClick={() => void remove()}>
                {t('dues.removePayment')}
              </Button>
              <Link to={`/reentry/duesRecord/${record.id}`} class="text-meta text-red-ink ml-2">
                {t('reentry.title')}
              </Link>
            </span>
          )}
          <Button kind="primary" busy={busy} action="dues-save" onClick={() => void save()}>
            {t('common.save')}
          </Button>
        </>
      }
    >
      {form && (
        <>
          {record && <ConflictNote id={record.id} />}
          <div class="grid grid-cols-2 gap-3">
            <TextField
              label={t('dues.amount')}
              name="amount"
              value={form.amount}
              hint={due === undefined ? t('dues.dueUnknown') : t('dues.dueAmount', { amount: yuanText(due) })}
              error={form.amount.trim() && paid === undefined ? t('fault.E430') : undefined}
              onChange={(amount) => draft.set({ amount })}
              onEnter={() => void save()}
            />
            <DateField
              label={t('dues.col.on')}
              name="on"
              value={form.on}
              max={today}
              onChange={(on) => draft.set({ on })}
            />
            <SelectField
              label={t('dues.col.method')}
              name="method"
              value={form.method}
              empty={t('dues.methodUnknown')}
              options={methodOptions()}
              onChange={(method) => draft.set({ method })}
            />
            <MemberPicker
              label={t('dues.col.handler')}
              value={form.handler || undefined}
              allowFree
              onChange={(handler) => draft.set({ handler: handler ?? '' })}
            />
            <MemberPicker
              label={t('dues.proxy')}
              value={form.proxy || undefined}
              allowFree
              onChange={(proxy) => draft.set({ proxy: proxy ?? '' })}
            />
            <TextField
              label={t('dues.col.remark')}
              value={form.note}
              onChange={(note) => draft.set({ note })}
            />
          </div>
          {paid !== undefined && due !== undefined && paid > due && (
            <Note tone="info">{t('dues.moreThanDue', { amount: yuanText(paid - due) })}</Note>
          )}
          <Vouchers
            label={t('dues.col.voucher')}
            date={form.on || today}
            lines={form.files}
            onChange={(files) => draft.set({ files })}
          />
          {fault && <FaultNote fault={fault} />}
        </>
      )}
    </Dialog>
  );
}
