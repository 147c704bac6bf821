// The extension as one signed file, and what a company's own server has to offer beside it.
import { spawnSync } from 'node:child_process';
import { createHash, createPublicKey } from 'node:crypto';
import { cpSync, existsSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findBrowser } from './browser.mjs';
import { Stop } from './say.mjs';

/**
 * The extension's id under a key: the first half of the hash of its public part, in the letters a to p.
 * @param {string} pem the private key, as PEM
 * @returns {string}
 */
export function idOf(pem) {
  const key = createPublicKey(pem);
  const hash = createHash('sha256')
    .update(key.export({ type: 'spki', format: 'der' }))
    .digest('hex');
  return Array.from(hash.slice(0, 32), (digit) => String.fromCharCode(97 + Number.parseInt(digit, 16))).join(
    '',
  );
}

/**
 * Packs a built folder by the browser itself. Without a key file a new key is made and kept at `keyFile`.
 * @param {{ folder: string, keyFile: string, out: string }} what
 * @returns {{ id: string, isNewKey: boolean }}
 */
export function packExtension({ folder, keyFile, out }) {
  const isNewKey = !existsSync(keyFile);
  const work = mkdtempSync(join(tmpdir(), 'sidebook-pack-'));
  try {
    const copy = join(work, 'extension');
    cpSync(folder, copy, { recursive: true });
    const root = process.platform === 'linux' && process.getuid?.() === 0;
    const result = spawnSync(
      findBrowser().path,
      [
        ...(root ? ['--no-sandbox'] : []),
        '--headless',
        `--user-data-dir=${join(work, 'profile')}`,
        `--pack-extension=${copy}`,
        ...(isNewKey ? [] : [`--pack-extension-key=${keyFile}`]),
      ],
      { encoding: 'utf8', timeout: 120_000 },
    );
    if (!existsSync(`${copy}.crx`)) {
      throw new Stop(`The browser did not pack the extension.\n${result.stderr ?? ''}`);
    }
    if (isNewKey) move(`${copy}.pem`, keyFile);
    move(`${copy}.crx`, out);
    return { id: idOf(readFileSync(keyFile, 'utf8')), isNewKey };
  } finally {
    rmSync(work, { recursive: true, force: true, maxRetries: 3 });
  }
}

/**
 * Moves a file, also to another disk.
 * @param {string} from
 * @param {string} to
 */
function move(from, to) {
  try {
    renameSync(from, to);
  } catch {
    cpSync(from, to);
    rmSync(from);
  }
}

/**
 * The list that browsers ask for new versions.
 * @param {{ id: string, version: string, address: string }} what address of the packed file
 */
export const updateList = ({ id, version, address }) =>
  `<?xml version="1.0" encoding="UTF-8"?>
<gupdate xmlns="http://www.google.com/update2/response" protocol="2.0">
  <app appid="${id}">
    <updatecheck codebase="${escapeXml(address)}" version="${version}"/>
  </app>
</gupdate>
`;

/** @param {string} text */
const escapeXml = (text) =>
  text.replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign] ?? '');

/**
 * A policy that installs the extension from that list and presets its values, for Chrome, Edge and Chromium.
 * @param {{ id: string, list: string, presets: object }} what address of the list
 */
export const installPolicy = ({ id, list, presets }) => ({
  ExtensionInstallForcelist: [`${id};${list}`],
  '3rdparty': { extensions: { [id]: presets } },
});
