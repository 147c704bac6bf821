import { useState } from 'preact/hooks';
import { currentLanguage, t } from '../../lib/i18n';
import { handoversOf, isMonthIn, removeHandover, saveHandover } from '../../lib/dues/handover';
import type { DuesYear } from '../../lib/dues/year';
import { type Rec, type Seen, seenOf } from '../../lib/ledger';
import type { AttachmentLine } from '../../lib/life/draft';
import { asFault, type Fault } from '../../lib/records/fault';
import { sumCells } from '../../lib/rules/dues';
import { parseYuan, yuanText } from '../../lib/rules/money';
import { formatPeriod } from '../../lib/rules/periods';
import {
  Button,
  Card,
  DateField,
  Dialog,
  FaultNote,
  Link,
  MemberPicker,
  Note,
  Pill,
  Row,
  Section,
  TextField,
  toastFault,
  useBranch,
  useDraft,
  useLedger,
  useLive,
  useQuery,
  useScope,
  useToday,
} from '../ui';
import { useToastUndo } from './hooks';
import { filesOf, linesOf, Vouchers } from './vouchers';

/** What came in for a period, and what of it was handed up and published. */
export function HandoverSection({ view }: { view: DuesYear }) {
  const ledger = useLedger();
  const today = useToday();
  // A draft leads back here with its period in the address.
  const asked = useQuery().get('handover') ?? '';
  const [open, setOpen] = useState<string | undefined>(
    asked.startsWith(String(view.year)) ? asked : undefined,
  );
  const records = useLive(() => handoversOf(ledger, view.year), [view.year]);
  if (!records) return null;
  const quarters = [1, 2, 3, 4]
    .map((quarter) => `${view.year}Q${quarter}`)
    .filter((period) =>
      view.rows.some((row) =>
        row.cells.some((cell) => isMonthIn(cell.month, period) && startsBy(cell.month, today)),
      ),
    );
  const others = records.map((record) => record.fields.period).filter((period) => !quarters.includes(period));
  const of = (period: string) => records.find((record) => record.fields.period === period);
  const collected = (period: string) =>
    sumCells(view.rows.flatMap((row) => row.cells.filter((cell) => isMonthIn(cell.month, period)))).paid;
  const shown = [...others, ...quarters].sort().reverse();
  if (!shown.length) return null;
  return (
    <Section title={t('dues.handoverTitle')}>
      <Card>
        {shown.map((period) => {
          const record = of(period);
          const { handedOn, fen, publishedOn, receipt } = record?.fields ?? {};
          return (
            <Row
              key={period}
              title={formatPeriod(period, currentLanguage())}
              meta={
                <>
                  <span class="block">{t('dues.collected', { amount: yuanText(collected(period)) })}</span>
                  {handedOn && (
                    <span class="block">
                      {t('dues.handedLine', { date: handedOn, amount: yuanText(fen ?? 0) })}
                      {receipt && ` · ${t('dues.receiptLine', { receipt })}`}
                    </span>
                  )}
                  {publishedOn && <span class="block">{t('dues.publishedLine', { date: publishedOn })}</span>}
                </>
              }
              tail={
                <>
                  {!record && <Pill tone="unknown">{t('dues.notHanded')}</Pill>}
                  <Button
                    small
                    label={t('dues.handoverButton', {
                      action: t(record ? 'common.edit' : 'dues.handoverEnter'),
                      period: formatPeriod(period, currentLanguage()),
                    })}
                    onClick={() => setOpen(period)}
                  >
                    {t(record ? 'common.edit' : 'dues.handoverEnter')}
                  </Button>
                </>
              }
              below={
                <span class="text-meta mt-0.5 flex gap-3">
                  <Link to={`/register?view=dues&period=${view.year}&notice=${period}`}>
                    {t('dues.notice')}
                  </Link>
                  {record && record.fields.period.includes('Q') && (
                    <Link to={`/governance/E7?period=${period}`}>{t('dues.toChecklist')}</Link>
                  )}
                </span>
              }
            />
          );
        })}
      </Card>
      {open && (
        <HandoverDialog
          key={open}
          period={open}
          record={of(open)}
          collected={collected(open)}
          onClose={() => setOpen(undefined)}
        />
      )}
    </Section>
  );
}

const startsBy = (month: string, today: string): boolean => month <= today.slice(0, 7);

interface HandoverForm {
  amount: string;
  handedOn: string;
  to: string;
  receipt: string;
  handler: string;
  publishedOn: string;
  publishedAt: string;
  note: string;
  files: AttachmentLine[];
  seen: Seen | null;
}

function HandoverDialog(props: {
  period: string;
  record: Rec<'duesHandover'> | undefined;
  collected: number;
  onClose: () => void;
}) {
  const { period, record } = props;
  const ledger = useLedger();
  const today = useToday();
  const branch = useBranch();
  const { me } = useScope();
  const said = useToastUndo();
  const [fault, setFault] = useState<Fault | undefined>(undefined);
  const words = formatPeriod(period, currentLanguage());
  const draftId = `dues:handover:${period}`;
  const draft = useDraft<HandoverForm>({
    id: draftId,
    form: 'duesHandover',
    title: () => t('dues.handoverFor', { period: words }),
    route: `/dues?month=${period.slice(0, 4)}-12&handover=${period}`,
    initial: () => ({
      amount: record?.fields.fen
        ? yuanText(record.fields.fen)
        : props.collected
          ? yuanText(props.collected)
          : '',
      handedOn: record?.fields.handedOn ?? '',
      to: record?.fields.to ?? branch?.fields.superior ?? '',
      receipt: record?.fields.receipt ?? '',
      handler: record?.fields.handler ?? me,
      publishedOn: record?.fields.publishedOn ?? '',
      publishedAt: record?.fields.publishedAt ?? '',
      note: record?.fields.note ?? '',
      files: linesOf(record?.fields.attachments),
      seen: record ? seenOf(record) : null,
    }),
  });
  const form = draft.value;
  const fen = form && parseYuan(form.amount);
  const save = async (): Promise<void> => {
    if (!form || !branch) return;
    setFault(undefined);
    try {
      await draft.flush();
      const handed = Boolean(form.handedOn);
      const { n } = await saveHandover(
        ledger,
        branch.id,
        {
          period,
          fen: handed ? (fen ?? NaN) : undefined,
          handedOn: form.handedOn,
          to: handed ? form.to : undefined,
          receipt: handed ? form.receipt : undefined,
          handler: form.handler,
          publishedOn: form.publishedOn,
          publishedAt: form.publishedOn ? form.publishedAt : undefined,
          note: form.note,
          attachments: filesOf(form.files),
        },
        { today, draft: draftId, seen: form.seen ?? undefined },
      );
      draft.done();
      said(t('dues.handoverSaved', { period: words }), n);
      props.onClose();
    } catch (thrown) {
      setFault(asFault(thrown));
    }
  };
  const remove = async (): Promise<void> => {
    if (!record) return;
    try {
      const { n } = await removeHandover(ledger, record);
      await draft.discard();
      draft.done();
      said(t('dues.handoverRemoved', { period: words }), n);
      props.onClose();
    } catch (thrown) {
      toastFault(thrown);
    }
  };
  return (
    <Dialog
      open
      title={t('dues.handoverFor', { period: words })}
      onClose={props.onClose}
      foot={
        <>
          {record && (
            <span class="flex-1">
              <Button kind="quiet" icon="trash" onClick={() => void remove()}>
                {t('common.delete')}
              </Button>
              <Link to={`/reentry/duesHandover/${record.id}`} class="text-meta text-red-ink ml-2">
                {t('reentry.title')}
              </Link>
            </span>
          )}
          <Button kind="primary" action="dues-handover-save" onClick={() => void save()}>
            {t('common.save')}
          </Button>
        </>
      }
    >
      {form && (
        <>
          <div class="grid grid-cols-2 gap-3">
            <DateField
              label={t('dues.col.handedOn')}
              name="handedOn"
              value={form.handedOn}
              max={today}
              onChange={(handedOn) => draft.set({ handedOn })}
            />
            <TextField
              label={t('dues.handedAmount')}
              name="amount"
              value={form.amount}
              hint={t('dues.collected', { amount: yuanText(props.collected) })}
              error={form.amount.trim() && fen === undefined ? t('fault.E430') : undefined}
              onChange={(amount) => draft.set({ amount })}
            />
            <TextField label={t('dues.col.to')} value={form.to} onChange={(to) => draft.set({ to })} />
            <TextField
              label={t('dues.col.receipt')}
              name="receipt"
              value={form.receipt}
              onChange={(receipt) => draft.set({ receipt })}
            />
            <MemberPicker
              label={t('dues.col.handler')}
              value={form.handler || undefined}
              allowFree
              onChange={(handler) => draft.set({ handler: handler ?? '' })}
            />
            <TextField
              label={t('dues.col.remark')}
              value={form.note}
              onChange={(note) => draft.set({ note })}
            />
            <DateField
              label={t('dues.col.publishedOn')}
              name="publishedOn"
              value={form.publishedOn}
              max={today}
              onChange={(publishedOn) => draft.set({ publishedOn })}
            />
            <TextField
              label={t('dues.col.publishedAt')}
              value={form.publishedAt}
              onChange={(publishedAt) => draft.set({ publishedAt })}
            />
          </div>
          {form.handedOn && fen !== undefined && fen !== props.collected && (
            <Note tone="due">
              {t('dues.handedDiffers', { collected: yuanText(props.collected), handed: yuanText(fen) })}
            </Note>
          )}
          <Vouchers
            label={t('dues.handoverFiles')}
            date={form.handedOn || today}
            lines={form.files}
            onChange={(files) => draft.set({ files })}
          />
          {fault && <FaultNote fault={fault} />}
        </>
      )}
    </Dialog>
  );
}
