import { mkdirSync } from 'node:fs';
import { createServer } from 'node:http';
import FileSystemAdapter from '@nephele/adapter-file-system';
import nephele, { UnauthorizedError } from 'nephele';
import { Running } from './running.mjs';

const USER = 'alice';
const PASSWORD = 'pw-alice';
const BASIC = `Basic ${Buffer.from(`${USER}:${PASSWORD}`).toString('base64')}`;

/**
 * Nephele, a WebDAV server in this process: shows files that were cut off, and lets two win a race to create one.
 * @returns {Promise<import('./running.mjs').WebDavServer>}
 */
export async function startNephele() {
  const running = new Running('nephele');
  mkdirSync(running.path('files', 'base'), { recursive: true });
  const authenticator = {
    /**
     * @param {import('node:http').IncomingMessage} request
     * @param {any} response
     */
    async authenticate(request, response) {
      if (request.headers.authorization !== BASIC) {
        response.set('WWW-Authenticate', 'Basic realm="files"');
        throw new UnauthorizedError('Who are you?');
      }
      return { username: USER };
    },
    async cleanAuthentication() {},
  };
  const app = nephele({ adapter: new FileSystemAdapter({ root: running.path('files') }), authenticator });
  const server = createServer(app);
  const port = await new Promise((/** @type {(port: number) => void} */ resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : 0);
    });
  });
  return {
    kind: 'webdav',
    port,
    address: `http://127.0.0.1:${port}/base/`,
    user: USER,
    password: PASSWORD,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await running.stop();
    },
  };
}
