// Writes public/managed_schema.json from the zod schema of lib/platform/policy-schema.ts:
//   node scripts/managed-schema.mjs [--check]
// `--check` writes nothing and fails when the file is not what the schema says.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { runnerImport } from 'vite';
import { ROOT } from './lib/paths.mjs';
import { runMain, say, Stop } from './lib/say.mjs';

await runMain(async () => {
  const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } });
  const { module } = await runnerImport(join(ROOT, 'lib/platform/policy-schema.ts'), {
    configFile: false,
    logLevel: 'error',
    root: ROOT,
  });
  const { managedSchema } = /** @type {typeof import('../lib/platform/policy-schema')} */ (module);
  const text = `${JSON.stringify(managedSchema(), null, 2)}\n`;
  const file = join(ROOT, 'public/managed_schema.json');
  if (!values.check) {
    writeFileSync(file, text);
    say('public/managed_schema.json is written.');
  } else if (readFileSync(file, 'utf8') !== text) {
    throw new Stop('public/managed_schema.json is out of date. Run: node scripts/managed-schema.mjs');
  }
});
