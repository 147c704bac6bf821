import { asFault, Fault } from '../../records/fault';
import type { BookHead, BookNode } from './book-model';
import type { BookAnswer, BookTask } from './book-worker';

/**
 * Writes a book as one Word file with contents, in a thread of its own. Pieces are asked for one after the other, so
 * that a book of thousands of records never stands in memory twice. Nothing is handed out before all of it is there.
 * Throws E670 when writing fails, `AbortError` when stopped, and whatever the pieces throw.
 */
export async function writeBook(
  head: BookHead,
  pieces: AsyncIterable<readonly BookNode[]>,
  signal?: AbortSignal,
): Promise<Blob> {
  const thread = await openThread(signal);
  try {
    await thread.ask({ head });
    for await (const nodes of pieces) {
      signal?.throwIfAborted();
      await thread.ask({ nodes });
    }
    const { blob } = await thread.ask({ end: true });
    signal?.throwIfAborted();
    if (!blob) throw new Fault('E670', { message: 'empty' });
    return blob;
  } finally {
    thread.close();
  }
}

interface Thread {
  ask(task: BookTask): Promise<BookAnswer>;
  close(): void;
}

async function openThread(signal: AbortSignal | undefined): Promise<Thread> {
  if (typeof Worker === 'undefined') return inPlace();
  const { default: BookWorker } = await import('./book-worker?worker');
  const worker = new BookWorker();
  return {
    ask: (task) =>
      new Promise((resolve, reject) => {
        const failed = (message: string) => reject(new Fault('E670', { message: message.slice(0, 160) }));
        worker.onmessage = ({ data }: MessageEvent<BookAnswer>) =>
          data.message === undefined ? resolve(data) : failed(data.message);
        worker.onerror = (event) => failed(event.message || 'worker');
        signal?.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
        worker.postMessage(task);
      }),
    close: () => worker.terminate(),
  };
}

/** The same work where there are no threads. */
async function inPlace(): Promise<Thread> {
  const { startBook } = await import('./book-zip');
  let book: ReturnType<typeof startBook> | undefined;
  return {
    ask: async (task) => {
      try {
        if ('head' in task) book = startBook(task.head);
        else if ('nodes' in task) book?.add(task.nodes);
        else return { blob: book?.finish() };
        return {};
      } catch (thrown) {
        throw new Fault('E670', { message: asFault(thrown).message.slice(0, 160) }, { cause: thrown });
      }
    },
    close: () => undefined,
  };
}
