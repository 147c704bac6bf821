import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from '../../scripts/lib/paths.mjs';

/** Everything that may go wrong in sharing, and that a test has to show. */
const FAILURES = [
  'Offline for days',
  'Ended before sealing, while sending, before the head',
  'Storage gives way inside a merge',
  'Half a file is visible, and then “exists”',
  'Head torn or lost',
  'Head rolled back',
  'Segment taken away',
  'Restored backup of a profile',
  'Profile copied',
  'Two edit one field',
  'Delete beside edit',
  'Clock three days fast, a year slow, put back',
  'S3 finds our clock wrong',
  'Byte changed',
  'Key or epoch not here',
  'Account refused, no room, busy',
  'Host permission missing',
  'Listing late or in part',
  'Browser threw the database away',
  'Newer version of a record',
  'Newer version of a file',
  'Zip bomb',
  'Server restored from an old backup',
];

const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

test('every failure of sharing has a test that is there', () => {
  const rows = read('docs/sharing-failures.md')
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .slice(2)
    .map((line) => line.split('|').map((cell) => cell.trim()));
  const named = rows.map(([, failure]) => failure);
  for (const failure of FAILURES) expect(named).toContain(failure);
  for (const [, failure, , tests = ''] of rows) {
    const found = [...tests.matchAll(/`([^`]+)`: ([^;]+)/g)];
    expect(found.length, failure).toBeGreaterThan(0);
    for (const [, file = '', title = ''] of found) {
      const lines = read(file)
        .split('\n')
        .filter((line) => /^\s*(it|test)\(/.test(line) || /^\s*['`]/.test(line));
      expect(
        lines.some((line) => line.includes(title.trim())),
        `${failure}: ${file} has no test “${title}”`,
      ).toBe(true);
    }
  }
});
