import { useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import { DATABASES, dumpRaw } from '../../lib/ledger';
import { asFault, type Fault } from '../../lib/records/fault';
import { Button, downloadBlob, FaultNote, localDate, Note, nowMilliseconds } from '../ui';

/**
 * Shown instead of the product when the database cannot be opened: what happened, that nothing was changed, and a
 * way to carry every row out as it is.
 */
export function OpenFailedPage({ params }: { params: { fault: Fault; databaseName?: string } }) {
  const [busy, setBusy] = useState(false);
  const [saved, setSaved] = useState('');
  const [failed, setFailed] = useState<Fault | undefined>(undefined);
  const save = async () => {
    setBusy(true);
    setFailed(undefined);
    try {
      const blob = await dumpRaw(params.databaseName ?? DATABASES.own);
      const name = t('settings.openFailed.file', { date: localDate(nowMilliseconds()) });
      downloadBlob(blob, name);
      setSaved(name);
    } catch (thrown) {
      setFailed(asFault(thrown));
    } finally {
      setBusy(false);
    }
  };
  return (
    <div class="mx-auto max-w-xl space-y-4">
      <h1 class="text-title font-semibold">{t('settings.openFailed.title')}</h1>
      <FaultNote fault={params.fault} />
      <p>{t('settings.openFailed.kept')}</p>
      <ol class="list-decimal space-y-1 pl-5">
        <li>{t('settings.openFailed.closeOthers')}</li>
        <li>
          {t(params.fault.code === 'E121' ? 'settings.openFailed.update' : 'settings.openFailed.restart')}
        </li>
        <li>{t('settings.openFailed.carryOut')}</li>
      </ol>
      {saved && <Note tone="ok">{t('settings.openFailed.saved', { name: saved })}</Note>}
      {failed && <FaultNote fault={failed} />}
      <div class="flex flex-wrap justify-end gap-2">
        <Button onClick={() => location.reload()}>{t('settings.openFailed.again')}</Button>
        <Button kind="primary" icon="download" busy={busy} action="dump-raw" onClick={() => void save()}>
          {t('settings.openFailed.dump')}
        </Button>
      </div>
    </div>
  );
}
