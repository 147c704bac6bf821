import { afterAll, vi } from 'vitest';

// What is waited for comes within milliseconds, or on a machine that others keep busy within seconds. No test judges
// how long it took.
const { waitFor } = vi;
vi.waitFor = (callback, options = { timeout: 20_000 }) => waitFor(callback, options);

/** Milliseconds after which Preact's own timer, which waits for a frame and calls it off, has run. */
const FRAME_OVER = 40;

// That timer must not outlive the document of the file: it would find no frame to call off and end the run.
const later = globalThis.setTimeout;
afterAll(async () => {
  if ('document' in globalThis) await new Promise((done) => void later(done, FRAME_OVER));
});
