import type { WriteOptions as HucreOptions } from 'hucre/xlsx';
import { asFault, Fault } from '../../records/fault';
import type { SheetModel, WriteOptions } from './model';
// By its address: the build rewrites `import.meta.url` before `new URL('./xlsx-worker.ts', …)` could be found.
import workerAddress from './xlsx-worker?worker&url';

export const XLSX_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** Excel's limit, less title, header and closing lines. */
const ROW_LIMIT = 1_048_576 - 64;
/** From here on the writing goes to a thread of its own: below it starting one takes longer than the work. */
const WORKER_CELLS = 1500;

/**
 * Writes tables into one `.xlsx` file: title, header with borders, frozen and repeated on every page, A4 fitted to
 * the width, Chinese faces named. Every text is stored as a text and never as a formula. The writer is fetched at
 * the first use. Throws E421 for more rows than Excel holds, E420 when writing fails, `AbortError` when cancelled.
 */
export async function writeWorkbook(sheets: readonly SheetModel[], options: WriteOptions): Promise<Blob> {
  const { signal, onProgress } = options;
  const total = sheets.reduce((sum, sheet) => sum + sheet.rows.length, 0);
  for (const sheet of sheets) {
    if (sheet.rows.length > ROW_LIMIT) throw new Fault('E421', { rows: sheet.rows.length, limit: ROW_LIMIT });
  }
  signal?.throwIfAborted();
  const { layoutWorkbook } = await import('./layout');
  const input = layoutWorkbook(sheets, options.now);
  onProgress?.(0, total);
  const cells = sheets.reduce((sum, sheet) => sum + sheet.rows.length * sheet.columns.length, 0);
  let bytes: Uint8Array;
  try {
    bytes =
      cells > WORKER_CELLS && typeof Worker !== 'undefined'
        ? await inWorker(input, signal)
        : await (await import('./xlsx-writer')).writeXlsx(input);
  } catch (thrown) {
    signal?.throwIfAborted();
    throw new Fault('E420', { message: asFault(thrown).message.slice(0, 160) }, { cause: thrown });
  }
  signal?.throwIfAborted();
  onProgress?.(total, total);
  return new Blob([bytes as Uint8Array<ArrayBuffer>], { type: XLSX_TYPE });
}

function inWorker(input: HucreOptions, signal: AbortSignal | undefined): Promise<Uint8Array> {
  const worker = new Worker(workerAddress, { type: 'module' });
  return new Promise<Uint8Array>((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<{ bytes?: Uint8Array; message?: string }>) =>
      data.bytes ? resolve(data.bytes) : reject(new Error(data.message));
    worker.onerror = (event) => reject(new Error(event.message || 'worker'));
    signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
    worker.postMessage(input);
  }).finally(() => worker.terminate());
}
