import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from '../../scripts/lib/paths.mjs';

/** Everything that may go wrong in sharing, and that a test has to show: the 21 sorts, each with its rows. */
const FAILURES: readonly (readonly string[])[] = [
  ['Offline for days'],
  ['Ended before sealing, while sending, before the head', 'Ended while files are put'],
  ['Storage gives way inside a merge'],
  ['Half a file is visible, and then “exists”'],
  ['Head torn or lost'],
  ['Head rolled back', 'Segment taken away', 'File lost at the place'],
  ['Restored backup of a profile'],
  ['Profile copied'],
  ['Two edit one field', 'Two edit one field that is for whoever leads'],
  ['Delete beside edit'],
  ['Clock three days fast, a year slow, put back'],
  ['S3 finds our clock wrong'],
  ['Byte changed', 'Key or epoch not here', 'File torn, cut, swapped or taken away at the place'],
  ['Removed member sends or fetches'],
  ['Two secretaries begin new keys at once'],
  ['Account refused, no room, busy', 'File too large for the place'],
  ['Host permission missing'],
  ['Listing late or in part'],
  ['Browser threw the database away'],
  ['Newer version of a record', 'Newer version of a file', 'Zip bomb'],
  ['Server restored from an old backup'],
];

const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

test('every failure of sharing has a test that is there', () => {
  const rows = read('docs/sharing-failures.md')
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .slice(2)
    .map((line) => line.split('|').map((cell) => cell.trim()));
  const named = rows.map(([, failure]) => failure);
  expect(FAILURES).toHaveLength(21);
  for (const failure of FAILURES.flat())
    expect(
      named.filter((name) => name === failure),
      failure,
    ).toHaveLength(1);
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
