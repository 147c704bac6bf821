// The one entry of every npm script: sets a fresh clone up, then runs `scripts/commands/<name>.mjs` in a new Node.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './lib/paths.mjs';
import { runScript } from './lib/process.mjs';
import { runMain, Stop } from './lib/say.mjs';
import { ensureReady } from './lib/setup.mjs';

await runMain(() => {
  const [name = '', ...args] = process.argv.slice(2);
  const script = `scripts/commands/${name}.mjs`;
  if (!/^[a-z]+$/.test(name) || !existsSync(join(ROOT, script)))
    throw new Stop(`There is no command "${name}".`);
  ensureReady();
  return runScript(script, args);
});
