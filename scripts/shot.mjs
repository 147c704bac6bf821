// Takes a picture of one screen of the built extension:
//   node scripts/shot.mjs <route> [--page sidepanel|popup|workbench] [--width 360] [--height 800] [--dark]
//                         [--lang zh-CN] [--seed sample|shared|folder|company|reviewer|member] [--click SELECTOR]… [--full] [--build]
//                         --out FILE
// <route> is what follows the # of the address (`/today`); `--seed sample` opens the sample branch first, `--seed shared`
// fills the profile with a branch that several people share and where everything has come up that can (`folder`: with a
// folder as its place), `reviewer` and `member` with what somebody has whom the secretary let in; `--seed many` opens the
// sample whose committee has ten thousand branches (`/share/rollups`).
import { mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureChineseFont } from './lib/browser.mjs';
import { ensureBuilt } from './lib/build.mjs';
import { launchExtension } from './lib/extension.mjs';
import { openMany, openSample, openShared, pageUrl, settle, SHARED } from './lib/screens.mjs';
import { complain, runMain, say, Stop } from './lib/say.mjs';

await runMain(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      page: { type: 'string', default: 'sidepanel' },
      width: { type: 'string', default: '360' },
      height: { type: 'string', default: '800' },
      dark: { type: 'boolean', default: false },
      lang: { type: 'string', default: 'zh-CN' },
      seed: { type: 'string' },
      click: { type: 'string', multiple: true, default: [] },
      full: { type: 'boolean', default: false },
      build: { type: 'boolean', default: false },
      out: { type: 'string' },
    },
  });
  if (!values.out) throw new Stop('--out FILE says where the picture goes.');
  ensureChineseFont();
  if (values.build) await ensureBuilt(['chrome']);
  const running = await launchExtension({
    viewport: { width: Number(values.width), height: Number(values.height) },
    dark: values.dark,
    locale: values.lang,
  });
  try {
    const page = await running.context.newPage();
    page.on('pageerror', (error) => complain(`page error: ${error.message}`));
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning')
        complain(`${message.type()}: ${message.text()}`);
    });
    if (values.seed) {
      await page.goto(running.url('sidepanel.html'));
      if (values.seed === 'sample') await openSample(page);
      else if (values.seed === 'many') await openMany(page);
      else if (Object.hasOwn(SHARED, values.seed))
        await openShared(page, /** @type {keyof typeof SHARED} */ (values.seed));
      else throw new Stop(`The seeds there are: sample, many, ${Object.keys(SHARED).join(', ')}.`);
    }
    await page.goto(pageUrl(running, values.page, positionals[0]));
    await settle(page);
    for (const selector of values.click) {
      await page.locator(selector).first().click();
      await settle(page);
    }
    const out = resolve(values.out);
    mkdirSync(dirname(out), { recursive: true });
    await page.screenshot({ path: out, fullPage: values.full });
    say(out);
  } finally {
    await running.close();
  }
});
