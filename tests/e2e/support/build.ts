import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureChineseFont } from '../../../scripts/lib/browser.mjs';
import { ensureBuilt } from '../../../scripts/lib/build.mjs';

/** Name in the environment of the folder for profiles that tests of one run share. */
export const PROFILES = 'SIDEBOOK_PROFILES';

/**
 * The tests run the production build of the present sources.
 * @returns what is to be done after the last test
 */
export default async function build(): Promise<() => void> {
  await ensureBuilt(['chrome']);
  ensureChineseFont();
  const folder = mkdtempSync(join(tmpdir(), 'sidebook-profiles-'));
  process.env[PROFILES] = folder;
  return () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}
