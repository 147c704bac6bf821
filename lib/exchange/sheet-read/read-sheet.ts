import { Fault } from '../../records/fault';
// By its address, because WXT rewrites `import.meta.url` before Vite could find `new URL('./sheet-worker.ts', …)`.
import workerAddress from './sheet-worker?worker&url';
import {
  SHEET_LIMITS,
  type SheetAnswer,
  type SheetFile,
  type SheetProgress,
  type SheetRequest,
} from './types';

export interface ReadSheetOptions {
  /** Ends the reading; the promise then rejects with the signal's reason (an `AbortError`). */
  signal?: AbortSignal;
  onProgress?: SheetProgress;
  /** Characters kept of one cell instead of the usual {@link SHEET_LIMITS}. */
  cellLength?: number;
}

/**
 * Reads a table file as the text its cells show: xlsx, xls, ods, Excel 2003 XML, HTML tables saved as `.xls`, csv
 * (UTF-8, UTF-16, GB18030). What the file is, its content decides. Dates are `YYYY-MM-DD`. The work is done in a
 * worker: the page stays responsive.
 *
 * Throws E211 (no table), E212 (damaged or cut short), E213 (a Word, PDF … file under another name), E214 (empty),
 * E215 (password), E216 (too large).
 */
export async function readSheet(
  file: Blob,
  name: string,
  options: ReadSheetOptions = {},
): Promise<SheetFile> {
  const { signal, onProgress } = options;
  signal?.throwIfAborted();
  const limit = Math.round(SHEET_LIMITS.fileBytes / 1024 / 1024);
  if (file.size > SHEET_LIMITS.fileBytes) throw new Fault('E216', { name, limit });
  onProgress?.('load', 0, file.size);
  let bytes: Uint8Array<ArrayBuffer>;
  try {
    bytes = new Uint8Array(await file.arrayBuffer());
  } catch (thrown) {
    // The file was moved, or a cloud folder could not fetch it.
    throw new Fault('E212', { name }, { cause: thrown, transient: true });
  }
  signal?.throwIfAborted();
  onProgress?.('load', bytes.length, bytes.length);
  return ask({ bytes, name, cellLength: options.cellLength }, options);
}

function ask(request: SheetRequest, { signal, onProgress }: ReadSheetOptions): Promise<SheetFile> {
  const worker = new Worker(workerAddress, { type: 'module' });
  return new Promise<SheetFile>((resolve, reject) => {
    signal?.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
    worker.onmessage = ({ data }: MessageEvent<SheetAnswer>) => {
      if ('progress' in data) onProgress?.(...data.progress);
      else if ('file' in data) resolve(data.file);
      else if ('fault' in data) reject(new Fault(data.fault.code, data.fault.params));
      else reject(new Fault('E212', { name: request.name }, { cause: data.error }));
    };
    // Out of memory, or the worker's script could not be loaded.
    worker.onerror = (event) => reject(new Fault('E212', { name: request.name }, { cause: event.message }));
    worker.postMessage(request, [request.bytes.buffer]);
  }).finally(() => worker.terminate());
}
