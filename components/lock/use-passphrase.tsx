import { useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import { asFault, type Fault } from '../../lib/records/fault';
import type { LockProgress } from '../../lib/ledger';
import { Progress } from '../ui';

/** Work that begins with a passphrase: runs once at a time, says how far it is and why it failed. */
export function useWork() {
  const [busy, setBusy] = useState(false);
  const [part, setPart] = useState(0);
  const [rows, setRows] = useState<{ done: number; total: number }>();
  const [fault, setFault] = useState<Fault>();
  const run = (work: (progress: LockProgress) => Promise<void>): void => {
    if (busy) return;
    setBusy(true);
    setFault(undefined);
    setPart(0);
    setRows(undefined);
    work({ deriving: setPart, rewriting: (done, total) => setRows({ done, total }) })
      .catch((thrown: unknown) => setFault(asFault(thrown)))
      .finally(() => setBusy(false));
  };
  const bar = busy && (
    <Progress
      label={rows ? t('lock.rewriting') : t('lock.deriving')}
      done={rows?.done ?? Math.round(part * 100)}
      total={rows?.total ?? 100}
    />
  );
  return { busy, fault, run, bar };
}
