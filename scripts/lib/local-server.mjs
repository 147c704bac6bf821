import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize, sep } from 'node:path';

const TYPES = new Map([
  ['.html', 'text/html; charset=utf-8'],
  ['.js', 'text/javascript; charset=utf-8'],
  ['.mjs', 'text/javascript; charset=utf-8'],
  ['.css', 'text/css; charset=utf-8'],
  ['.json', 'application/json; charset=utf-8'],
  ['.svg', 'image/svg+xml'],
  ['.png', 'image/png'],
  ['.jpg', 'image/jpeg'],
]);

/**
 * @typedef {object} LocalServer
 * @property {string} url address without a slash at the end
 * @property {string[]} requests paths asked for so far
 * @property {() => Promise<void>} close
 */

/**
 * Serves files on the loopback address until it is closed; answers at most `limit` requests.
 * @param {string} folder
 * @param {{ headers?: Record<string, string>, limit?: number,
 *   answer?: (path: string) => string | undefined }} [options] `answer` makes HTML for a path before files are
 *   looked for
 * @returns {Promise<LocalServer>}
 */
export async function serveFolder(folder, options = {}) {
  const { headers = {}, limit = 5000, answer } = options;
  /** @type {string[]} */
  const requests = [];
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? '/', 'http://localhost').pathname);
    requests.push(path);
    if (requests.length > limit || request.method !== 'GET') return response.writeHead(503).end();
    const made = answer?.(path);
    if (made !== undefined)
      return response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', ...headers }).end(made);
    const file = normalize(join(folder, path.endsWith('/') ? `${path}index.html` : path));
    if (!file.startsWith(folder + sep) || !existsSync(file) || !statSync(file).isFile()) {
      return response.writeHead(404).end();
    }
    const type = TYPES.get(extname(file)) ?? 'application/octet-stream';
    response.writeHead(200, { 'content-type': type, 'cache-control': 'no-store', ...headers });
    return createReadStream(file).pipe(response);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  const address = server.address();
  if (!address || typeof address === 'string') throw new Error('the local server has no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
