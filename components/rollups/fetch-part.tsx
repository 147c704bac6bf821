import { useEffect, useRef, useState } from 'preact/hooks';
import { readBundle } from '../../lib/carrier';
import { t } from '../../lib/i18n';
import { asFault, type Fault } from '../../lib/records/fault';
import { leaveDigests, type Reading, readReportFile, readReports } from '../../lib/rollups/read';
import type { PeriodKey } from '../../lib/rules/periods';
import { openCarrier } from '../../lib/share';
import { Button, FaultNote, FilePick, Progress, toast, useLedger } from '../ui';

/** Reading from the place and from files, with what came of it. `onBusy` hears when it begins and ends. */
export function FetchPart({ period, onBusy }: { period: PeriodKey; onBusy: (busy: boolean) => void }) {
  const ledger = useLedger();
  const [progress, setProgress] = useState<{ done: number; of: number }>();
  const [fault, setFault] = useState<Fault>();
  const [found, setFound] = useState<Reading>();
  const abort = useRef<AbortController | undefined>(undefined);
  useEffect(() => () => abort.current?.abort(), []);
  const run = async (work: (signal: AbortSignal) => Promise<Reading>) => {
    const controller = new AbortController();
    abort.current = controller;
    setProgress({ done: 0, of: 0 });
    onBusy(true);
    setFault(undefined);
    try {
      setFound(await work(controller.signal));
    } catch (thrown) {
      if (controller.signal.aborted) toast(t('rollups.stopped'));
      else setFault(asFault(thrown));
    } finally {
      setProgress(undefined);
      onBusy(false);
    }
  };
  const read = () =>
    run(async (signal) => {
      const carrier = await openCarrier(ledger);
      const onProgress = (done: number, of: number) => setProgress({ done, of });
      const reading = await readReports(ledger, carrier, period, { signal, onProgress });
      // For the committee's other computers; where it may not be written, they read file by file.
      void leaveDigests(ledger, carrier, period, reading, { signal }).catch(() => undefined);
      return reading;
    });
  const take = (files: readonly File[]) =>
    run(async () => {
      let sum: Reading | undefined;
      for (const file of files) {
        const one = await readReportFile(ledger, await readBundle(file));
        sum = sum
          ? (Object.fromEntries(
              Object.entries(one).map(([name, value]) => [
                name,
                (value as number) + (sum as Reading)[name as keyof Reading],
              ]),
            ) as unknown as Reading)
          : one;
      }
      if (!sum) throw new DOMException('nothing', 'AbortError');
      return sum;
    });
  return (
    <div class="space-y-2">
      <div class="flex flex-wrap items-center gap-2">
        <Button
          kind="primary"
          icon="download"
          action="rollup-read"
          busy={progress !== undefined}
          onClick={() => void read()}
        >
          {t('rollups.read')}
        </Button>
        <div class="min-w-60 flex-1">
          <FilePick
            accept=".sidebook"
            multiple
            label={t('rollups.readFiles')}
            hint={t('rollups.readFilesHint')}
            disabled={progress !== undefined}
            onFiles={(files) => void take(files)}
          />
        </div>
      </div>
      {progress && (
        <Progress
          done={progress.done}
          total={progress.of}
          label={t('rollups.reading')}
          onCancel={() => abort.current?.abort()}
        />
      )}
      {fault && <FaultNote fault={fault} />}
      {found && !progress && (
        <p class="text-meta text-ink-2" role="status" data-found>
          {t('rollups.found', { listed: found.listed, fetched: found.fetched, taken: found.taken })}
          {found.waiting > 0 && t('rollups.foundWaiting', { count: found.waiting })}
          {found.refused > 0 && t('rollups.foundRefused', { count: found.refused })}
          {found.gone > 0 && t('rollups.foundGone', { count: found.gone })}
          {found.others > 0 && t('rollups.foundOthers', { count: found.others })}
        </p>
      )}
    </div>
  );
}
