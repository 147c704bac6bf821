import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { ROOT } from '../../scripts/lib/paths.mjs';

const pages = join(ROOT, 'tests', 'fixtures', 'pages');

test('npm run clip says of each saved page what is kept, goes on after a bad file, and says so at the end', () => {
  const gbk = join(pages, 'old-portal-gbk.html');
  const law = join(pages, 'law.html');
  const missing = join(pages, 'no-such-page.html');
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    [join(ROOT, 'scripts', 'run.mjs'), 'clip', gbk, missing, law, '--with', 'readability'],
    { encoding: 'utf8', timeout: 60_000 },
  );
  const lines = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(lines.map(({ file }) => file)).toEqual([gbk, missing, law]);
  expect(lines[0]?.published).toMatch(/^\d{4}-\d\d-\d\d/);
  expect(lines[0]?.title).toMatch(/\p{Script=Han}{4}/u);
  expect(lines[0]?.text).toMatch(/\p{Script=Han}{20}/u);
  expect(lines[0]?.ms).toBeGreaterThan(0);
  expect(lines[0]).toHaveProperty('readability');
  for (const field of ['siteName', 'source', 'author', 'editor', 'images'])
    expect(lines[2]).toHaveProperty(field);
  expect(lines[1]).toHaveProperty('error');
  expect(stderr).toContain('no-such-page.html');
  expect(status).toBe(1);
});
