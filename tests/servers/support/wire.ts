import { request } from 'node:http';
import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import type { Wire } from '../../../lib/platform/wire';

/** The wire of this test process: real requests, and every site allowed. */
export const nodeWire: Wire = {
  fetch: (input, init) => fetch(input, init),
  now: () => Date.now(),
  random: () => Math.random(),
  sleep: (milliseconds, signal) => pause(milliseconds, undefined, { signal }),
  mayReach: () => Promise.resolve(true),
};

/**
 * Like {@link nodeWire}, for names that only this machine's browser would resolve (`bucket.localhost`): every request
 * goes to 127.0.0.1, and names the host that was asked for.
 */
export const loopbackWire: Wire = {
  ...nodeWire,
  fetch: (input, init = {}) =>
    new Promise((resolve, reject) => {
      const url = new URL(String(input));
      const headers = { ...(init.headers as Record<string, string>), host: url.host };
      const path = `${url.pathname}${url.search}`;
      const sent = request(
        { host: '127.0.0.1', port: url.port, method: init.method, path, headers },
        (answer) => {
          const pieces: Buffer[] = [];
          answer.on('data', (piece: Buffer) => pieces.push(piece));
          answer.on('error', reject);
          answer.on('end', () => {
            const status = answer.statusCode ?? 500;
            const body = status === 204 || status === 304 ? null : Buffer.concat(pieces);
            resolve(new Response(body, { status, headers: answer.headers as Record<string, string> }));
          });
        },
      );
      sent.on('error', reject);
      sent.end(init.body);
    }),
};

/**
 * Sends a request whose body breaks off: `share` of it, then the line is cut, as when a computer is closed during an
 * upload.
 */
export async function cutOff(
  port: number,
  path: string,
  headers: Record<string, string>,
  body: Uint8Array,
  share: number,
): Promise<void> {
  await new Promise<void>((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      const lines = Object.entries({ Host: `127.0.0.1:${port}`, ...headers, 'Content-Length': body.length });
      socket.write(
        `PUT ${path} HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`,
      );
      socket.write(body.slice(0, Math.floor(body.length * share)), () => {
        // What was written has to be on its way before the line is cut.
        setTimeout(() => socket.destroy(), 50);
      });
    });
    socket.on('error', () => undefined);
    socket.on('close', () => resolve());
  });
  // The server notices in its own time.
  await pause(150);
}
