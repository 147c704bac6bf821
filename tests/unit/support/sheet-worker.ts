import { answer } from '../../../lib/exchange/sheet-read/read-bytes';
import type { SheetAnswer, SheetRequest } from '../../../lib/exchange/sheet-read/types';

/** Stands in for the browser's worker: the same answers, given in this thread. */
export class SheetWorker {
  onmessage: ((event: { data: SheetAnswer }) => void) | null = null;
  onerror: ((event: { message: string }) => void) | null = null;
  ended = false;

  postMessage(request: SheetRequest): void {
    setTimeout(() => {
      answer(structuredClone(request), (message) => {
        if (!this.ended) this.onmessage?.({ data: structuredClone(message) });
      });
    }, 0);
  }

  terminate(): void {
    this.ended = true;
  }
}
