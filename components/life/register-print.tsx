import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { currentLanguage, t } from '../../lib/i18n';
import { printStyles } from '../../lib/exchange/print';
import { meetingPaper } from '../../lib/life/register-document';
import { sheetsFor } from '../../lib/life/register-export';
import { asFault, Fault } from '../../lib/records/fault';
import { dateParts } from '../../lib/rules/calendar';
import { lifePack } from '../../lib/rules/packs';
import { formatPeriod, parsePeriod, periodKey, periodRange } from '../../lib/rules/periods';
import { Button, FaultNote, goBack, useBranch, useLedger, useLive, useQuery, useToday } from '../ui';
import { useExportAllowed } from './register-export-bar';
import { PaperRecord, PaperTable } from './register-paper';

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

/** A register on A4 landscape, for the printer. */
export function PrintRegisterPage() {
  const ledger = useLedger();
  const today = useToday();
  const query = useQuery();
  const branch = useBranch();
  const view = query.get('view') === 'stats' ? 'stats' : 'meetings';
  const asked = query.get('period') ?? '';
  const period = parsePeriod(asked) ? asked : periodKey('Q', today);
  const year = parsePeriod(period)?.year ?? dateParts(today).year;
  const found = useLive(() => {
    const range = periodRange(period) ?? { from: today, to: today };
    const words = formatPeriod(view === 'stats' ? String(year) : period, currentLanguage());
    const head = { branch: branch?.fields.name ?? '', period: words, asOf: today };
    return caught(sheetsFor(ledger, { view, ...range, year, today, pack: lifePack(), head }));
  }, [view, period, today, branch]);
  return (
    <PrintPage orientation="landscape" back={`/register?view=${view}&period=${period}`} found={found}>
      {(sheets) => sheets[0] && <PaperTable sheet={sheets[0]} />}
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
        <p class="no-print text-meta text-ink-3 p-4">{t('common.loading')}</p>
      )}
    </div>
  );
}
