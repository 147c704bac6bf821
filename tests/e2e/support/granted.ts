import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildDir } from '../../../scripts/lib/paths.mjs';
import { test } from './extension';

/**
 * A copy of the production build with sites granted by its manifest: what pressing 允许 in the browser's own question
 * does. A worker may come back to a file after another one: each time the copy is made, and taken away.
 * @param hosts match patterns of the sites
 * @returns its folder, there while tests of the file run
 */
export function grantedBuild(hosts: readonly string[]): string {
  const dir = mkdtempSync(join(tmpdir(), 'sidebook-granted-'));
  test.beforeAll(() => {
    cpSync(buildDir(), dir, { recursive: true });
    const file = join(dir, 'manifest.json');
    const manifest = JSON.parse(readFileSync(file, 'utf8'));
    writeFileSync(file, JSON.stringify({ ...manifest, host_permissions: hosts }));
  });
  test.afterAll(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}
