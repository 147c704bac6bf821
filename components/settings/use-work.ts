import { useEffect, useRef, useState } from 'preact/hooks';
import { asFault, type Fault } from '../../lib/records/fault';

/** How far a piece of work has come, in percent. */
export interface WorkState {
  label: string;
  percent: number;
}

export interface Work {
  state: WorkState | undefined;
  fault: Fault | undefined;
  /** True after the person stopped it. */
  stopped: boolean;
  /** Runs one piece of work; undefined when it failed or was stopped. */
  run<T>(label: string, job: (tools: WorkTools) => Promise<T>): Promise<T | undefined>;
  stop(): void;
  clear(): void;
}

export interface WorkTools {
  signal: AbortSignal;
  report(label: string, done: number, total: number): void;
}

/** Long work with progress that can be stopped. Leaving the screen stops it. */
export function useWork(): Work {
  const [state, setState] = useState<WorkState | undefined>(undefined);
  const [fault, setFault] = useState<Fault | undefined>(undefined);
  const [stopped, setStopped] = useState(false);
  const control = useRef<AbortController | undefined>(undefined);
  useEffect(() => () => control.current?.abort(), []);
  return {
    state,
    fault,
    stopped,
    stop: () => control.current?.abort(),
    clear: () => {
      setFault(undefined);
      setStopped(false);
    },
    run: async (label, job) => {
      const own = new AbortController();
      control.current = own;
      setFault(undefined);
      setStopped(false);
      setState({ label, percent: 0 });
      try {
        return await job({
          signal: own.signal,
          report: (words, done, total) => {
            const percent = Math.min(100, Math.floor((100 * done) / Math.max(total, 1)));
            setState((last) =>
              last?.percent === percent && last.label === words ? last : { label: words, percent },
            );
          },
        });
      } catch (thrown) {
        if (own.signal.aborted) setStopped(true);
        else setFault(asFault(thrown));
        return undefined;
      } finally {
        setState(undefined);
      }
    },
  };
}
