import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { t } from '../../lib/i18n';
import { printStyles } from '../../lib/exchange/print';
import { meetingPaper } from '../../lib/life/register-document';
import { asFault, Fault } from '../../lib/records/fault';
import { Button, FaultNote, goBack, useLedger, useLive, useQuery, useToday } from '../ui';
import { useExportAllowed } from './export-allowed';
import { PaperRecord } from './register-paper';

export type Found<T> = { paper: T } | { fault: Fault };

/** A result or the fault in its place: a page for the printer shows why it is empty instead of staying so. */
export const caught = async <T,>(work: Promise<T>): Promise<Found<T>> => {
  try {
    return { paper: await work };
  } catch (thrown) {
    return { fault: asFault(thrown) };
  }
};

/** One record on A4 with lines to sign on, for the printer; with `?now=1` the printer's dialog opens by itself. */
export function PrintMeetingPage({ params }: { params: Record<string, string> }) {
  const ledger = useLedger();
  const today = useToday();
  const id = params.id ?? '';
  const found = useLive(() => caught(meetingPaper(ledger, id, { today })), [id, today]);
  return (
    <PrintPage orientation="portrait" back={`/life/meeting/${id}`} found={found}>
      {(paper) => <PaperRecord paper={paper} />}
    </PrintPage>
  );
}

/** A page for the printer: a bar that is not printed, and the paper once it is there. */
export function PrintPage<T>(props: {
  orientation: 'portrait' | 'landscape';
  back: string;
  found: Found<T> | undefined;
  children: (paper: T) => ComponentChildren;
}) {
  const { found } = props;
  const allowed = useExportAllowed();
  const asked = useQuery().get('now') === '1';
  const printed = useRef(false);
  const ready = found !== undefined && 'paper' in found && allowed;
  useEffect(() => {
    if (!ready || !asked || printed.current) return;
    printed.current = true;
    // Fonts and layout first: what is printed is what stands on the page at this moment.
    void document.fonts.ready.then(() => requestAnimationFrame(() => window.print()));
  }, [ready, asked]);
  const fault = !allowed ? new Fault('E423') : found && 'fault' in found ? found.fault : undefined;
  return (
    <div>
      <style>{printStyles(props.orientation)}</style>
      <div class="no-print border-line bg-paper sticky top-0 z-10 flex flex-wrap items-center gap-2 border-b px-3 py-2">
        <Button icon="back" onClick={() => goBack(props.back)}>
          {t('common.back')}
        </Button>
        <span class="text-meta text-ink-3 flex-1">{t('exchange.printHint')}</span>
        <Button kind="primary" icon="print" disabled={!ready} onClick={() => window.print()}>
          {t('exchange.print')}
        </Button>
      </div>
      {fault ? (
        <div class="p-4">
          <FaultNote fault={fault} />
        </div>
      ) : found && 'paper' in found ? (
        props.children(found.paper)
      ) : (
        <p aria-busy="true" class="no-print text-meta text-ink-3 p-4">
          {t('common.loading')}
        </p>
      )}
    </div>
  );
}
