// `npm run dev [-- -b firefox]`: rebuilds on every change. With a display it also opens the browser.
import { findBrowser } from '../lib/browser.mjs';
import { hasDisplay } from '../lib/display.mjs';
import { runScript } from '../lib/process.mjs';
import { runMain } from '../lib/say.mjs';

await runMain(() => {
  if (hasDisplay()) process.env.CHROMIUM_PATH ??= findBrowser().path;
  return runScript('node_modules/wxt/bin/wxt.mjs', process.argv.slice(2));
});
