import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The root of the repository. */
export const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** Everything that is built or written by a command goes here; the folder may be deleted at any time. */
export const OUTPUT = join(ROOT, '.output');

/**
 * Folder of the production build for a browser.
 * @param {'chrome' | 'edge' | 'firefox'} [browser]
 */
export const buildDir = (browser = 'chrome') => join(OUTPUT, `${browser}-mv3`);
