// Run after every change of dependencies: `node scripts/complete-lock.mjs [--check]`. Packages with native parts name
// one optional package per platform. A registry that does not hold all of them makes npm leave the others out of
// package-lock.json, and then `npm ci` refuses on every machine. This adds the missing ones: name, version and the
// platforms that the name tells, without a checksum, so that npm skips them where they do not belong.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './lib/paths.mjs';
import { missingPlatformPackages } from './lib/rules/lock.mjs';
import { runMain, say, Stop } from './lib/say.mjs';

const FILE = join(ROOT, 'package-lock.json');

await runMain(() => {
  const lock = JSON.parse(readFileSync(FILE, 'utf8'));
  const missing = missingPlatformPackages(lock.packages);
  if (process.argv.includes('--check')) {
    if (!missing.length) return;
    throw new Stop(
      `package-lock.json lacks ${missing.length} packages of other platforms. Run: node scripts/complete-lock.mjs`,
    );
  }
  for (const { path, entry } of missing) lock.packages[path] = entry;
  const { '': root, ...rest } = lock.packages;
  const sorted = Object.entries(rest).sort(([a], [b]) => a.localeCompare(b, 'en'));
  lock.packages = { '': root, ...Object.fromEntries(sorted) };
  if (missing.length) writeFileSync(FILE, `${JSON.stringify(lock, null, 2)}\n`);
  say(`${missing.length} packages of other platforms were added to package-lock.json.`);
});
