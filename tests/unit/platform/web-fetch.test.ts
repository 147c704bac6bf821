import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { webFetch } from '../../../lib/platform/web-fetch';

vi.mock('../../../lib/platform/permissions', () => ({ hasSite: async () => true }));

/** A server that goes on sending until the other side hangs up. */
let server: Server;
let site = '';
let hungUp: Promise<void>;

beforeEach(async () => {
  let end: () => void = () => undefined;
  hungUp = new Promise((resolve) => (end = resolve));
  server = createServer((request, response) => {
    const query = new URL(request.url ?? '/', 'http://x').searchParams;
    const headers: Record<string, string> = { 'content-type': query.get('type') ?? 'text/html' };
    if (query.has('size')) headers['content-length'] = query.get('size') ?? '';
    response.writeHead(Number(query.get('status') ?? 200), headers);
    const more = setInterval(() => response.write('x'.repeat(1000)), 5);
    response.on('close', () => {
      clearInterval(more);
      end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  site = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

const options = { limit: 20_000, accept: /text\/html/ };

it.each([
  ['a status', '?status=503', 'E331'],
  ['a type', '?type=video/mp4', 'E333'],
  ['a size that is announced', '?size=9999999', 'E332'],
  ['a size that turns out', '', 'E332'],
])('an answer refused for %s is not read on', async (_, query, code) => {
  await expect(webFetch(site + query, options)).rejects.toMatchObject({ code });
  await hungUp;
});

it('a person who gives up ends the request too', async () => {
  const stop = new AbortController();
  const asked = webFetch(site, { ...options, limit: 1e9, signal: stop.signal });
  setTimeout(() => stop.abort(), 30);
  await expect(asked).rejects.toMatchObject({ name: 'AbortError' });
  await hungUp;
});
