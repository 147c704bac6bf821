import { mkdirSync } from 'node:fs';
import { freePort, Running } from './running.mjs';

/**
 * `rclone serve webdav`: overwrites in spite of "only when new" and shows files that were cut off, as small boxes do.
 * @returns {Promise<import('./running.mjs').WebDavServer>}
 */
export async function startRclone() {
  const running = new Running('rclone');
  const port = await freePort();
  mkdirSync(running.path('files', 'base'), { recursive: true });
  const serve = ['serve', 'webdav', running.path('files'), '--addr', `127.0.0.1:${port}`];
  const login = ['--user', 'alice', '--pass', 'pw-alice', '--config', running.path('none.conf')];
  // Otherwise what is listed is up to five minutes old.
  const fresh = ['--dir-cache-time', '0s', '--poll-interval', '0s'];
  running.start('rclone', [...serve, ...login, ...fresh]);
  await running.answers(`http://127.0.0.1:${port}/`);
  return {
    kind: 'webdav',
    port,
    address: `http://127.0.0.1:${port}/base/`,
    user: 'alice',
    password: 'pw-alice',
    stop: () => running.stop(),
  };
}
