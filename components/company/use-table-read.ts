import { useState } from 'preact/hooks';
import type { SheetFile } from '../../lib/exchange/sheet-read';
import { asFault, type Fault } from '../../lib/records/fault';

/**
 * Reads a table that somebody gives, as a file or pasted: of its sheets the first that `readRows` can read. What the
 * first one was refused for is shown when none can be read.
 */
export function useTableRead<Line>(readRows: (rows: readonly (readonly string[])[]) => Line[]) {
  const [lines, setLines] = useState<Line[] | undefined>(undefined);
  const [fault, setFault] = useState<Fault | undefined>(undefined);
  const [busy, setBusy] = useState(false);
  /** Does something that may fail: the fault is shown, and nothing else is pressed meanwhile. */
  const during = async (work: () => Promise<void>): Promise<void> => {
    setBusy(true);
    try {
      await work();
    } catch (thrown) {
      setFault(asFault(thrown));
    } finally {
      setBusy(false);
    }
  };
  const read = (open: () => Promise<SheetFile>): Promise<void> =>
    during(async () => {
      setFault(undefined);
      setLines(undefined);
      const { sheets } = await open();
      let refused: unknown;
      for (const { rows } of sheets) {
        try {
          setLines(readRows(rows));
          return;
        } catch (thrown) {
          refused ??= thrown;
        }
      }
      throw refused;
    });
  return { lines, fault, busy, read, during };
}
