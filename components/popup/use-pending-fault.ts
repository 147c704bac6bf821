import { useEffect, useState } from 'preact/hooks';
import { fromWire } from '../../lib/platform/fault-wire';
import { takePendingFault } from '../../lib/platform/pending-fault';
import type { Fault } from '../../lib/records/fault';

/** A failure that nobody has seen yet, such as a clip by shortcut that was refused; it is shown once. */
export function usePendingFault(): Fault | undefined {
  const [fault, setFault] = useState<Fault>();
  useEffect(() => {
    void takePendingFault().then((waiting) => waiting && setFault(fromWire(waiting)));
  }, []);
  return fault;
}
