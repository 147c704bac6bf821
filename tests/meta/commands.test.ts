import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from '../../scripts/lib/paths.mjs';
import { missingPlatformPackages } from '../../scripts/lib/rules/lock.mjs';

test('every command of a fresh clone starts without an installed package', () => {
  const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  const { format, postinstall, ...commands } = scripts as Record<string, string>;
  expect(format).toBe('prettier --write .');
  expect(postinstall).toBe('node scripts/prepare.mjs');
  for (const [name, command] of Object.entries(commands)) {
    expect(command).toBe(`node scripts/run.mjs ${name}`);
  }
  for (const file of ['run', 'prepare', 'lib/setup', 'lib/say', 'lib/paths', 'lib/process']) {
    const text = readFileSync(join(ROOT, 'scripts', `${file}.mjs`), 'utf8');
    const imported = [...text.matchAll(/from '([^']+)'/g)].map(([, from]) => from ?? '');
    for (const from of imported) expect(from, file).toMatch(/^(node:|\.\.?\/)/);
  }
});

test('the lock file can be installed on every platform', () => {
  const { packages } = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8'));
  // Run node scripts/complete-lock.mjs after a change of dependencies.
  expect(missingPlatformPackages(packages).map(({ path }) => path)).toEqual([]);
});
