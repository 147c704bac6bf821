import { useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import type { ClipOutcome } from '../../lib/platform/messages';
import { requestSite } from '../../lib/platform/permissions';
import { asFault, type Fault } from '../../lib/records/fault';
import { Button, FaultNote, Note, Progress, useLedger } from '../ui';
import { showInPanel } from './show-in-panel';

/**
 * A PDF that the browser shows cannot be read in its tab. One of the web is fetched after one press that asks for its
 * site; one of the computer is picked in the panel.
 */
export function PdfOffer({ url, onDone }: { url: string; onDone: (clip: ClipOutcome) => void }) {
  const ledger = useLedger();
  const [work, setWork] = useState<{ done: number; total: number }>();
  const [fault, setFault] = useState<Fault>();
  const [refused, setRefused] = useState(false);
  const take = async () => {
    setFault(undefined);
    setRefused(false);
    setWork({ done: 0, total: 1 });
    try {
      const [{ fetchPdf, savePdf }, { readPdfFile }] = await Promise.all([
        import('../../lib/study/sources/pdf-clips'),
        import('../../lib/study/pdf'),
      ]);
      const onPage = (done: number, total: number) => setWork({ done, total });
      onDone(await savePdf(ledger, await fetchPdf(url), readPdfFile, { onPage }));
    } catch (thrown) {
      setFault(asFault(thrown));
    } finally {
      setWork(undefined);
    }
  };
  if (!/^https?:/.test(url)) {
    return (
      <div class="space-y-1">
        <p class="text-meta text-ink-2">{t('sources.pdf.local')}</p>
        <Button small icon="upload" action="pick-pdf" onClick={() => showInPanel('/study')}>
          {t('sources.pdf.pickInPanel')}
        </Button>
      </div>
    );
  }
  return (
    <div class="space-y-1">
      {work ? (
        <Progress done={work.done} total={work.total} label={t('sources.pdf.reading', { name: '' })} />
      ) : (
        <Button
          small
          kind="primary"
          action="take-pdf"
          onClick={() => void requestSite(url).then((granted) => (granted ? take() : setRefused(true)))}
        >
          {t('sources.pdf.take')}
        </Button>
      )}
      <p class="text-meta text-ink-3">{t('sources.pdf.why', { site: new URL(url).hostname })}</p>
      {refused && <Note tone="info">{t('sources.pdf.refused')}</Note>}
      {fault && <FaultNote fault={fault} />}
    </div>
  );
}
