import { useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import { provedItems, removeCheck, resultOf } from '../../lib/algorithm/save';
import { itemsWith } from '../../lib/governance';
import { asFault, type Fault } from '../../lib/records/fault';
import { checklistInForce } from '../../lib/rulebook/whole-packs';
import { openPrint } from '../life/register-actions';
import {
  Button,
  confirmDialog,
  EmptyState,
  FaultNote,
  IconButton,
  Link,
  navigate,
  Note,
  Page,
  useLedger,
  useLive,
  useToday,
} from '../ui';
import { toastUndo } from '../ui/toast-undo';
import { attachAll } from './actions';
import { exportCheck } from './export-word';
import { Figures } from './figures';
import { useCompany, useReviews } from './hooks';

/** A kept check: its figures, print and Word, and the items of which it is evidence. */
export function AlgorithmCheckPage({ params }: { params: Record<string, string> }) {
  const id = params.id ?? '';
  const ledger = useLedger();
  const today = useToday();
  const company = useCompany();
  const reviews = useReviews(company?.companyId);
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<Fault | undefined>(undefined);
  const found = useLive(async () => {
    const [record, pack, items] = await Promise.all([
      ledger.get('algorithmCheck', id),
      checklistInForce(ledger),
      itemsWith(ledger, id),
    ]);
    return { record, pack, items };
  }, [id]);
  if (!found)
    return (
      <Page title={t('algorithm.title')} back="/algorithm">
        {null}
      </Page>
    );
  const { record, pack, items } = found;
  if (!record || record.deleted) {
    return (
      <Page title={t('algorithm.title')} back="/algorithm">
        <EmptyState title={t('algorithm.notFound')} />
      </Page>
    );
  }
  const result = resultOf(record);
  const attached = new Set(items.map(({ fields }) => fields.item));
  const open = provedItems(pack, record, today).filter((code) => !attached.has(code));
  const run = async (work: () => Promise<void>): Promise<void> => {
    setBusy(true);
    setFault(undefined);
    try {
      await work();
    } catch (thrown) {
      setFault(asFault(thrown));
    } finally {
      setBusy(false);
    }
  };
  const erase = async (): Promise<void> => {
    const yes = await confirmDialog({
      title: t('algorithm.removeTitle'),
      body: t('algorithm.removeBody'),
      confirm: t('common.delete'),
      danger: true,
    });
    if (!yes) return;
    await run(async () => {
      toastUndo(ledger, t('algorithm.removed'), await removeCheck(ledger, record));
      navigate('/algorithm', { replace: true });
    });
  };
  return (
    <Page
      title={record.fields.fileName}
      remark={record.fields.on}
      back="/algorithm"
      actions={
        reviews === false && (
          <IconButton icon="trash" label={t('common.delete')} onClick={() => void erase()} />
        )
      }
    >
      <div class="flex flex-wrap items-center gap-2">
        {reviews === false && company && open.length > 0 && (
          <Button
            kind="primary"
            action="algorithm-attach"
            busy={busy}
            onClick={() => void run(() => attachAll(ledger, pack, record, company, today))}
          >
            {t('algorithm.attachTo', { items: open.join(' · ') })}
          </Button>
        )}
        <Button
          icon="print"
          action="algorithm-print"
          disabled={!result}
          onClick={() => void run(async () => openPrint(`/print/algorithm/${id}?now=1`))}
        >
          {t('algorithm.print')}
        </Button>
        <Button
          icon="download"
          action="algorithm-word"
          busy={busy}
          disabled={!result}
          onClick={() => void run(() => exportCheck(ledger, record, pack))}
        >
          {t('algorithm.word')}
        </Button>
      </div>
      {items.length > 0 && (
        <p class="text-meta text-ink-2 flex flex-wrap gap-x-2" data-attached={[...attached].join(' ')}>
          {t('algorithm.attachedTo')}
          {items.map(({ id: item, fields }) => (
            <Link
              key={item}
              to={`/governance/${fields.item}?period=${encodeURIComponent(fields.period)}`}
              class="text-red-ink hover:underline"
            >
              {fields.item}
            </Link>
          ))}
        </p>
      )}
      {fault && <FaultNote fault={fault} />}
      {result ? <Figures result={result} pack={pack} /> : <Note tone="due">{t('algorithm.unshown')}</Note>}
      <p class="text-meta text-ink-3 break-all">
        {t('algorithm.hash')}：{record.fields.fileHash}
      </p>
    </Page>
  );
}
