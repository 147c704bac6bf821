import { Fault } from '../records/fault';
import type { CheckProgress, CheckRequest } from './check';
// By its address, because WXT rewrites `import.meta.url` before Vite could find `new URL('./check-worker.ts', …)`.
import workerAddress from './check-worker?worker&url';
import type { CheckResult } from './result';

export type CheckJob = { check: CheckRequest } | { hash: Blob };
export type CheckAnswer =
  | { progress: Parameters<CheckProgress> }
  | { result: CheckResult }
  | { hash: string }
  | { fault: { code: string; params: Record<string, string | number> } }
  | { error: string };

/**
 * Counts a dispatch export in a worker; the page stays responsive. Ends at once when `signal` is aborted: the promise
 * then rejects with its reason, and nothing is left. Faults: see `checkFile`; E988 when the worker fails.
 */
export async function askCheck(
  request: CheckRequest,
  options: { signal?: AbortSignal; onProgress?: CheckProgress } = {},
): Promise<CheckResult> {
  options.signal?.throwIfAborted();
  const resultOf = (answer: CheckAnswer) => ('result' in answer ? answer.result : undefined);
  return ask({ check: request }, resultOf, request.name, options);
}

/** The hex SHA-256 of a file, made in a worker while its figures are read. Throws E988 when the file has moved since. */
export const askHash = (file: Blob, name: string): Promise<string> =>
  ask({ hash: file }, (answer) => ('hash' in answer ? answer.hash : undefined), name, {});

function ask<T>(
  job: CheckJob,
  answerOf: (answer: CheckAnswer) => T | undefined,
  name: string,
  { signal, onProgress }: { signal?: AbortSignal; onProgress?: CheckProgress },
): Promise<T> {
  const worker = new Worker(workerAddress, { type: 'module' });
  return new Promise<T>((resolve, reject) => {
    signal?.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
    worker.onmessage = ({ data }: MessageEvent<CheckAnswer>) => {
      const found = answerOf(data);
      if ('progress' in data) onProgress?.(...data.progress);
      else if (found !== undefined) resolve(found);
      else if ('fault' in data) reject(new Fault(data.fault.code, data.fault.params));
      else reject(new Fault('E988', { name }, { cause: data }));
    };
    // Out of memory, or the worker's script could not be loaded.
    worker.onerror = (event) => reject(new Fault('E988', { name }, { cause: event.message }));
    worker.postMessage(job);
  }).finally(() => worker.terminate());
}
