// Many screens of the built extension on few pictures, to look at side by side:
//   node scripts/gallery.mjs --out DIR [--page sidepanel|workbench] [--width 360] [--height 1200] [--dark]
//                            [--lang zh-CN] [--across 4] ROUTE…
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureChineseFont } from './lib/browser.mjs';
import { launchExtension } from './lib/extension.mjs';
import { openSample, pageUrl, settle } from './lib/screens.mjs';
import { complain, runMain, say } from './lib/say.mjs';

await runMain(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      page: { type: 'string', default: 'sidepanel' },
      width: { type: 'string', default: '360' },
      height: { type: 'string', default: '1200' },
      dark: { type: 'boolean', default: false },
      lang: { type: 'string', default: 'zh-CN' },
      across: { type: 'string', default: '4' },
      out: { type: 'string', default: 'gallery' },
    },
  });
  ensureChineseFont();
  const out = resolve(values.out);
  mkdirSync(out, { recursive: true });
  const width = Number(values.width);
  const height = Number(values.height);
  const across = Number(values.across);
  const running = await launchExtension({
    viewport: { width, height },
    dark: values.dark,
    locale: values.lang,
  });
  try {
    const page = await running.context.newPage();
    page.on('pageerror', (error) => complain(`page error: ${error.message}`));
    await page.goto(running.url('sidepanel.html'));
    await openSample(page);
    const shots = [];
    for (const route of positionals) {
      await page.goto(pageUrl(running, values.page, route));
      await settle(page);
      const name = `${route.replace(/[^\w]+/g, '_').replace(/^_/, '')}.png`;
      await page.screenshot({ path: join(out, name) });
      shots.push({ route, name });
    }
    const sheet = await running.context.newPage();
    await sheet.setViewportSize({ width: across * (width + 12), height: height + 40 });
    for (let at = 0; at < shots.length; at += across) {
      const html = shots
        .slice(at, at + across)
        .map(({ route, name }) => {
          const data = readFileSync(join(out, name)).toString('base64');
          return `<figure style="margin:0"><figcaption style="font:14px sans-serif">${route}</figcaption><img style="outline:1px solid #888" src="data:image/png;base64,${data}"></figure>`;
        })
        .join('');
      await sheet.setContent(`<div style="display:flex;gap:12px">${html}</div>`);
      const file = join(out, `sheet-${values.lang}-${at / across + 1}.png`);
      writeFileSync(file, await sheet.screenshot());
      say(file);
    }
  } finally {
    await running.close();
  }
});
