import { hasSite } from './permissions';

/** What is needed of the browser to talk to a server over longer times; tests pass their own. */
export interface Wire {
  fetch: typeof fetch;
  /** Milliseconds of this machine's clock. */
  now(): number;
  /** A number from 0 to 1, for the spread of waiting times. */
  random(): number;
  /** Waits; ends early, with the reason, when `signal` is cancelled. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
  /** Whether the user lets us reach the site of an address. */
  mayReach(address: string): Promise<boolean>;
}

/** The wire of this browser. */
export const browserWire: Wire = {
  fetch: (input, init) => fetch(input, init),
  now: () => Date.now(),
  random: () => Math.random(),
  sleep,
  mayReach: hasSite,
};

function sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    const stop = (): void => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop);
      resolve();
    }, milliseconds);
    signal?.addEventListener('abort', stop, { once: true });
  });
}
