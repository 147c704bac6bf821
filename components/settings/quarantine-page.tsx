import { useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import { type QuarantineRow, retryQuarantined } from '../../lib/ledger';
import {
  Button,
  Card,
  confirmDialog,
  downloadBlob,
  EmptyState,
  Note,
  Page,
  Row,
  toast,
  toastFault,
  useLedger,
  useLive,
  useToday,
} from '../ui';
import { kindWord } from '../ui/record-words';
import { when } from './words';

const sourceOf = (row: QuarantineRow): string => {
  const [source = ''] = row.id.split(':');
  if (source === 'record') return t('settings.quarantine.fromRecord');
  if (source === 'draft') return t('settings.quarantine.fromDraft');
  if (source === 'merge') return t('settings.quarantine.fromMerge');
  return t('settings.quarantine.fromFile');
};

/** The content as it is, for a file. */
const rawText = (row: QuarantineRow): string =>
  typeof row.raw === 'string' ? row.raw : JSON.stringify(row.raw, null, 2);

/** 读不出的内容: what did not parse, with its reason; nothing of it was thrown away. */
export function QuarantinePage() {
  const ledger = useLedger();
  const today = useToday();
  const rows = useLive(() => ledger.quarantine.list(), []);
  const [busy, setBusy] = useState('');

  const save = (row: QuarantineRow) => {
    const name = row.id.replace(/[^\w.-]+/g, '-').slice(0, 60);
    downloadBlob(new Blob([rawText(row)], { type: 'application/json' }), `${today}-${name}.json`);
  };

  const retry = async (row: QuarantineRow) => {
    setBusy(row.id);
    try {
      toast(
        t((await retryQuarantined(ledger, row)) ? 'settings.quarantine.read' : 'settings.quarantine.still'),
      );
    } catch (thrown) {
      toastFault(thrown);
    } finally {
      setBusy('');
    }
  };

  const clear = async (row: QuarantineRow) => {
    const isRecord = row.id.startsWith('record:');
    const sure = await confirmDialog({
      title: t('settings.quarantine.clearTitle'),
      body: <p>{t(isRecord ? 'settings.quarantine.clearRecord' : 'settings.quarantine.clearLine')}</p>,
      confirm: t('settings.quarantine.clear'),
      danger: !isRecord,
    });
    if (sure) await ledger.quarantine.clear(row.id).catch(toastFault);
  };

  return (
    <Page
      title={t('settings.quarantine')}
      remark={rows && t('settings.quarantine.count', { count: rows.length })}
      back="/settings"
    >
      <Note tone="info">{t('settings.quarantine.intro')}</Note>
      {rows?.length === 0 && <EmptyState title={t('settings.quarantine.empty')} />}
      {rows && rows.length > 0 && (
        <Card>
          {rows.map((row) => (
            <Row
              key={row.id}
              title={t('settings.quarantine.what', { kind: kindWord(row.kind), source: sourceOf(row) })}
              meta={
                <>
                  <span class="block">{t('settings.quarantine.reason', { reason: row.reason })}</span>
                  <span class="block">{when(row.at)}</span>
                  <details class="mt-1">
                    <summary class="text-red-ink inline-block cursor-pointer rounded-s">
                      {t('settings.quarantine.content')}
                    </summary>
                    <pre class="bg-sunk mt-1 max-h-48 overflow-auto rounded-s p-2 break-all whitespace-pre-wrap">
                      {rawText(row).slice(0, 4000)}
                    </pre>
                  </details>
                  <span class="mt-1.5 flex flex-wrap gap-1.5">
                    <Button small icon="download" onClick={() => save(row)}>
                      {t('settings.quarantine.save')}
                    </Button>
                    {!/^(draft|merge):/.test(row.id) && (
                      <Button small busy={busy === row.id} onClick={() => void retry(row)}>
                        {t('settings.quarantine.retry')}
                      </Button>
                    )}
                    <Button small kind="quiet" onClick={() => void clear(row)}>
                      {t('settings.quarantine.clear')}
                    </Button>
                  </span>
                </>
              }
            />
          ))}
        </Card>
      )}
    </Page>
  );
}
