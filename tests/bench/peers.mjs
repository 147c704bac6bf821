import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../scripts/lib/paths.mjs';
import { say, Stop } from '../../scripts/lib/say.mjs';

/** Folder of the libraries that are measured beside ours. */
export const PEERS = join(ROOT, 'tests', 'bench', 'peers');

/** Installs them as they are locked, unless they are there. */
export function installPeers() {
  const installed = join(PEERS, 'node_modules', '.package-lock.json');
  if (existsSync(installed) && readFileSync(installed, 'utf8').includes('"node_modules/pouchdb-server"'))
    return;
  say('Installing RxDB, PouchDB and pouchdb-server for comparison …');
  const result = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
    cwd: PEERS,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  if (result.status !== 0) throw new Stop(`The peers could not be installed.\n${result.stderr}`);
}
