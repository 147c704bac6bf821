// Runs after an installation. A failure here must not undo the installation: every command prepares again.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './lib/paths.mjs';
import { complain, Stop } from './lib/say.mjs';
import { prepare } from './lib/setup.mjs';

if (existsSync(join(ROOT, 'node_modules', 'wxt'))) {
  try {
    prepare();
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    complain(error.message);
  }
}
