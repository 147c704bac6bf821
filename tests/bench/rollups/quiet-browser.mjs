import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { findBrowser } from '../../../scripts/lib/browser.mjs';

const FLAGS = [
  '--headless=new',
  '--remote-debugging-pipe',
  '--no-first-run',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-background-timer-throttling',
  '--disable-renderer-backgrounding',
  '--disable-backgrounding-occluded-windows',
];

/** Milliseconds between two looks at whether a page is ready. */
const LOOK = 50;

/**
 * A browser that is told what to do and asked for nothing else. The drivers of tests listen to every request of a page,
 * for which the browser notes a trace of calls at each: with ten thousand requests that takes longer than they do.
 * @param {string[]} [flags] more of them
 */
export async function launchQuietly(flags = []) {
  const profile = mkdtempSync(join(tmpdir(), 'sidebook-bench-'));
  const child = spawn(findBrowser().path, [...FLAGS, `--user-data-dir=${profile}`, ...flags], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
  });
  const gone = new Promise((resolve) => child.once('exit', resolve));
  const [to, from] = /** @type {[import('node:stream').Writable, import('node:stream').Readable]} */ (
    /** @type {unknown} */ (child.stdio.slice(3))
  );
  /** @type {Map<number, { resolve: (value: any) => void, reject: (reason: Error) => void }>} */
  const waiting = new Map();
  let rest = '';
  from.setEncoding('utf8').on('data', (/** @type {string} */ text) => {
    const parts = (rest + text).split('\0');
    rest = parts.pop() ?? '';
    for (const part of parts) {
      const { id, result, error } = JSON.parse(part);
      const one = waiting.get(id);
      waiting.delete(id);
      if (error) one?.reject(new Error(error.message));
      else one?.resolve(result);
    }
  });
  void gone.then(() => {
    for (const { reject } of waiting.values()) reject(new Error('the browser has ended'));
  });
  let last = 0;
  /**
   * One command of the DevTools protocol.
   * @param {string} method @param {object} [params] @param {string} [sessionId]
   * @returns {Promise<any>}
   */
  const send = (method, params = {}, sessionId = undefined) =>
    new Promise((resolve, reject) => {
      const id = (last += 1);
      waiting.set(id, { resolve, reject });
      to.write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
    });
  return {
    send,
    /**
     * Opens a page, and waits until an expression in it is true.
     * @param {string} url @param {string} ready
     */
    async open(url, ready) {
      const { targetId } = await send('Target.createTarget', { url });
      const { sessionId } = await send('Target.attachToTarget', { targetId, flatten: true });
      /** @param {string} expression @returns {Promise<any>} */
      const evaluate = async (expression) => {
        const { result, exceptionDetails: failed } = await send(
          'Runtime.evaluate',
          { expression, awaitPromise: true, returnByValue: true },
          sessionId,
        );
        if (failed) throw new Error(failed.exception?.description ?? failed.text);
        return result.value;
      };
      while (!(await evaluate(ready).catch(() => false))) await pause(LOOK);
      return {
        sessionId,
        evaluate,
        /** Bytes that the page holds: its objects, and what they hold outside of the heap. */
        async held() {
          const { usedSize, backingStorageSize = 0 } = await send('Runtime.getHeapUsage', {}, sessionId);
          return usedSize + backingStorageSize;
        },
        close: () => send('Target.closeTarget', { targetId }),
      };
    },
    async close() {
      await send('Browser.close').catch(() => undefined);
      await gone;
      rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    },
  };
}
