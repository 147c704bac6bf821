import { useEffect, useRef, useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import { asFault, type Fault } from '../../lib/records/fault';
import { FaultNote, Note, Progress, toast } from '../ui';

/** Long work with progress that can be stopped; leaving the screen stops it. */
export interface LongWork {
  state: { done: number; total: number } | undefined;
  fault: Fault | undefined;
  stopped: boolean;
  run: (
    job: (tools: { signal: AbortSignal; onProgress: (done: number, total: number) => void }) => Promise<void>,
  ) => Promise<void>;
  stop: () => void;
}

export function useLongWork(): LongWork {
  const [state, setState] = useState<LongWork['state']>(undefined);
  const [fault, setFault] = useState<Fault | undefined>(undefined);
  const [stopped, setStopped] = useState(false);
  const control = useRef<AbortController | undefined>(undefined);
  useEffect(() => () => control.current?.abort(), []);
  return {
    state,
    fault,
    stopped,
    stop: () => control.current?.abort(),
    run: async (job) => {
      const own = new AbortController();
      control.current = own;
      setFault(undefined);
      setStopped(false);
      setState({ done: 0, total: 0 });
      try {
        await job({ signal: own.signal, onProgress: (done, total) => setState({ done, total }) });
        toast(t('exchange.exported'));
      } catch (thrown) {
        if (own.signal.aborted) setStopped(true);
        else setFault(asFault(thrown));
      } finally {
        setState(undefined);
      }
    },
  };
}

/** How the work goes: progress with a way to stop it, what went wrong, or that it was stopped. */
export function WorkNote({ work, label }: { work: LongWork; label: string }) {
  return (
    <>
      {work.state && <Progress {...work.state} label={label} onCancel={work.stop} />}
      {work.fault && <FaultNote fault={work.fault} />}
      {work.stopped && <Note tone="info">{t('exchange.cancelled')}</Note>}
    </>
  );
}
