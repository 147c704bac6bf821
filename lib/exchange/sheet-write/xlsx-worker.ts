import { writeXlsx, type WriteOptions } from 'hucre/xlsx';

/** Runs in a thread of its own, so that a register of thousands of rows does not hold the page up. */
self.addEventListener('message', (event: MessageEvent<WriteOptions>) => {
  writeXlsx(event.data).then(
    (bytes) => self.postMessage({ bytes }, { transfer: [bytes.buffer as ArrayBuffer] }),
    (thrown: unknown) => self.postMessage({ message: String(thrown) }),
  );
});
