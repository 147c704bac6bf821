import type { Language } from '../i18n';
import { DATABASES, type Space } from '../ledger';
import { lockKey } from '../platform/lock';
import { Fault } from '../records/fault';
import type { SearchFilters } from './query';
import type { SearchAnswer, SearchTask } from './search-worker';
import type { SearchPage } from './searcher';

/** What a window is told while it searches. */
export interface SearchListener {
  /** Documents taken in, of how many, while the index is made or brought up to date. */
  progress(done: number, total: number): void;
  /** The index can be asked, or holds something new: whoever shows results asks again. */
  ready(): void;
  failed(fault: Fault): void;
}

/** Asks the index of a space, in a thread that lives as long as somebody searches. */
export interface SearchClient {
  /** The records that answer what was typed, best first; undefined when a later question has overtaken this one. */
  find(typed: string, filters: SearchFilters, from?: number): Promise<SearchPage | undefined>;
  close(): void;
}

/**
 * Opens the index of a space and keeps it up to date until it is closed. `items` is the wording of the checklist in
 * force, by item code.
 */
export async function openSearch(
  space: Space,
  about: { language: Language; items: Readonly<Record<string, string>> },
  listener: SearchListener,
): Promise<SearchClient> {
  const { default: SearchWorker } = await import('./search-worker?worker');
  const worker = new SearchWorker();
  const ask = (task: SearchTask): void => worker.postMessage(task);
  let asked = 0;
  let waiting: { id: number; done: (page: SearchPage | undefined) => void } | undefined;
  worker.onmessage = ({ data }: MessageEvent<SearchAnswer>) => {
    if ('page' in data) {
      if (waiting?.id !== data.id) return;
      waiting.done(data.page);
      waiting = undefined;
    } else if ('progress' in data) listener.progress(data.progress.done, data.progress.total);
    else if ('fault' in data) listener.failed(new Fault(data.fault.code, data.fault.params));
    else listener.ready();
  };
  worker.onerror = (event) => listener.failed(new Fault('E112', { message: event.message || 'worker' }));
  const key = await lockKey();
  ask({ open: { space, database: DATABASES[space], ...about, ...(key ? { key } : {}) } });
  return {
    find: (typed, filters, from) =>
      new Promise((done) => {
        waiting?.done(undefined);
        asked += 1;
        waiting = { id: asked, done };
        ask({ find: { id: asked, typed, filters, ...(from === undefined ? {} : { from }) } });
      }),
    close: () => worker.terminate(),
  };
}
