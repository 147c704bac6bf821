// `npm run build [chrome|edge|firefox …]`: production builds, by default for Chrome and Firefox.
import { relative } from 'node:path';
import { ensureBuilt } from '../lib/build.mjs';
import { buildDir, ROOT } from '../lib/paths.mjs';
import { runMain, say, Stop } from '../lib/say.mjs';

const BROWSERS = /** @type {const} */ (['chrome', 'edge', 'firefox']);

await runMain(async () => {
  const asked = process.argv.slice(2);
  const unknown = asked.find((name) => !BROWSERS.some((browser) => browser === name));
  if (unknown) throw new Stop(`There is no build for "${unknown}"; there is one for ${BROWSERS.join(', ')}.`);
  const wanted = BROWSERS.filter((browser) => (asked.length ? asked.includes(browser) : browser !== 'edge'));
  await ensureBuilt(wanted, { force: true });
  for (const browser of wanted) say(`  ${relative(ROOT, buildDir(browser))}`);
});
