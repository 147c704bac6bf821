import { useEffect, useRef, useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import { asFault, type Fault } from '../../lib/records/fault';
import { FaultNote, FilePick, navigate, Progress, toast, useLedger } from '../ui';
import { FileDrop } from './file-drop';

interface Work {
  name: string;
  done: number;
  total: number;
  /** Files that wait for this one. */
  waiting: number;
  stop: AbortController;
}

interface Failed {
  name: string;
  fault: Fault;
}

/**
 * Takes in PDFs that were picked, or dropped anywhere on the page: the text by pages, and the file. Several come one
 * after another. Without `pick` there is nothing to see before a file is dragged here.
 */
export function PdfPick({ pick = true }: { pick?: boolean }) {
  const { work, failed, take } = usePdfs();
  return (
    <>
      <FileDrop hint={t('sources.pdf.drop')} onFiles={take} />
      {(pick || work || failed.length > 0) && (
        <div class="space-y-2">
          {work ? (
            <Progress
              done={work.done}
              total={work.total}
              label={
                work.waiting
                  ? t('sources.pdf.readingOf', { name: work.name, count: work.waiting })
                  : t('sources.pdf.reading', { name: work.name })
              }
              onCancel={() => work.stop.abort()}
            />
          ) : (
            pick && (
              <FilePick
                accept=".pdf,application/pdf"
                multiple
                label={t('sources.pdf.pick')}
                hint={t('sources.pdf.hint')}
                onFiles={take}
              />
            )
          )}
          {failed.map(({ name, fault }) => (
            <div key={name}>
              <p class="text-meta text-ink-2 break-all">{name}</p>
              <FaultNote fault={fault} />
            </div>
          ))}
        </div>
      )}
    </>
  );
}

/** Takes files in one after another; what is dropped meanwhile waits. A stop leaves what has come. */
function usePdfs(): { work: Work | undefined; failed: Failed[]; take: (files: File[]) => void } {
  const ledger = useLedger();
  const [work, setWork] = useState<Work>();
  const [failed, setFailed] = useState<Failed[]>([]);
  const waiting = useRef<File[]>([]);
  const running = useRef(false);
  const here = useRef(true);
  useEffect(() => () => void (here.current = false), []);

  const run = async () => {
    running.current = true;
    setFailed([]);
    const stop = new AbortController();
    const saved: { id: string; fresh: boolean; n?: number }[] = [];
    const wrong: Failed[] = [];
    for (let file = waiting.current.shift(); file; file = waiting.current.shift()) {
      const blob = file;
      const { name } = file;
      const tell = (done: number, total: number) =>
        setWork({ name, done, total, waiting: waiting.current.length, stop });
      tell(0, 1);
      try {
        const [{ savePdf }, { readPdfFile }] = await Promise.all([
          import('../../lib/study/sources/pdf-clips'),
          import('../../lib/study/pdf'),
        ]);
        const options = { signal: stop.signal, onPage: tell };
        saved.push(await savePdf(ledger, { blob, name }, readPdfFile, options));
      } catch (thrown) {
        if (stop.signal.aborted) waiting.current = [];
        else wrong.push({ name, fault: asFault(thrown) });
      }
    }
    running.current = false;
    setWork(undefined);
    setFailed(wrong);
    const [first] = saved;
    if (!first) return stop.signal.aborted ? toast(t('sources.pages.cancelled')) : undefined;
    const commits = saved.flatMap(({ n }) => n ?? []);
    const undo = async () => {
      for (const n of commits.toReversed()) await ledger.undo(n);
    };
    const isOne = saved.length === 1;
    const words = first.fresh ? t('study.clipped') : t('sources.pdf.known');
    toast(isOne ? words : t('sources.pdf.taken', { count: saved.length }), {
      action: commits.length ? { label: t('common.undo'), run: undo } : undefined,
    });
    // Whoever went on to something else meanwhile stays there, and so does who has to see what went wrong.
    if (here.current && isOne && !wrong.length) navigate(`/study/clip/${first.id}`);
    return undefined;
  };
  const take = (files: File[]) => {
    waiting.current.push(...files);
    if (running.current) setWork((now) => now && { ...now, waiting: waiting.current.length });
    else void run();
  };
  return { work, failed, take };
}
