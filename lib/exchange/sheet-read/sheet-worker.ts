import { answer } from './read-bytes';
import type { SheetAnswer, SheetRequest } from './types';

/** The worker's side of {@link readSheet}: one request, then it is ended. */
const scope = self as unknown as {
  onmessage: ((event: MessageEvent<SheetRequest>) => void) | null;
  postMessage(message: SheetAnswer): void;
};

scope.onmessage = (event) => answer(event.data, (message) => scope.postMessage(message));
