import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { loadMessages } from '../../lib/i18n';
import type { DuesFinding } from '../../lib/dues/today';
import { Card, toastFault, useLedger, useLive, useToday } from '../ui';

/** Arrears and amounts never fixed; fetched after the first screen is drawn. Shows nothing when there is nothing. */
export function DuesRows() {
  const ledger = useLedger();
  const today = useToday();
  const [Rows, setRows] = useState<ComponentType<{ findings: readonly DuesFinding[] }> | undefined>(
    undefined,
  );
  useEffect(() => {
    let alive = true;
    Promise.all([import('../dues/today-rows'), loadMessages()]).then(
      ([module]) => alive && setRows(() => module.DuesTodayRows),
      toastFault,
    );
    return () => {
      alive = false;
    };
  }, []);
  const findings = useLive(async () => {
    // Not before the first screen is drawn.
    if (!Rows) return [];
    const { duesFindings } = await import('../../lib/dues/today');
    return duesFindings(ledger, today);
  }, [today, Rows]);
  if (!Rows || !findings?.length) return null;
  return (
    <Card>
      <Rows findings={findings} />
    </Card>
  );
}
