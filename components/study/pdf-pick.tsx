import { useEffect, useRef, useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import { asFault, type Fault } from '../../lib/records/fault';
import { FaultNote, FilePick, navigate, Progress, toast, useLedger } from '../ui';

interface Work {
  name: string;
  done: number;
  total: number;
  stop: AbortController;
}

/** Takes in a PDF that was dropped or picked: its text by pages, and the file. */
export function PdfPick() {
  const ledger = useLedger();
  const [work, setWork] = useState<Work>();
  const [fault, setFault] = useState<Fault>();
  const here = useRef(true);
  useEffect(() => () => void (here.current = false), []);
  const take = async (file: File) => {
    const stop = new AbortController();
    const name = file.name;
    setFault(undefined);
    setWork({ name, done: 0, total: 1, stop });
    try {
      const [{ savePdf }, { readPdfFile }] = await Promise.all([
        import('../../lib/study/pdf-clips'),
        import('../../lib/study/pdf'),
      ]);
      const saved = await savePdf(ledger, { blob: file, name }, readPdfFile, {
        signal: stop.signal,
        onPage: (done, total) => setWork({ name, done, total, stop }),
      });
      const { n } = saved;
      toast(t(saved.fresh ? 'study.clipped' : 'sources.pdf.known'), {
        action:
          n === undefined
            ? undefined
            : { label: t('common.undo'), run: async () => void (await ledger.undo(n)) },
      });
      // Whoever went on to something else meanwhile stays there.
      if (here.current) navigate(`/study/clip/${saved.id}`);
    } catch (thrown) {
      if (stop.signal.aborted) toast(t('sources.pages.cancelled'));
      else setFault(asFault(thrown));
    } finally {
      setWork(undefined);
    }
  };
  return (
    <div class="space-y-2">
      {work ? (
        <Progress
          done={work.done}
          total={work.total}
          label={t('sources.pdf.reading', { name: work.name })}
          onCancel={() => work.stop.abort()}
        />
      ) : (
        <FilePick
          accept=".pdf,application/pdf"
          label={t('sources.pdf.pick')}
          hint={t('sources.pdf.hint')}
          onFiles={([file]) => void (file && take(file))}
        />
      )}
      {fault && <FaultNote fault={fault} />}
    </div>
  );
}
