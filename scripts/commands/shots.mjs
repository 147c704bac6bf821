// `npm run shots`: the pictures of the README, in `docs/images/`, from the sample branch at a fixed size.
import { mkdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { ensureChineseFont } from '../lib/browser.mjs';
import { ensureBuilt } from '../lib/build.mjs';
import { launchExtension } from '../lib/extension.mjs';
import { ROOT } from '../lib/paths.mjs';
import { runMain, say } from '../lib/say.mjs';
import { openSample, pageUrl, settle } from '../lib/screens.mjs';

const FOLDER = join(ROOT, 'docs', 'images');

/**
 * @typedef {object} Scene
 * @property {string} name of the file
 * @property {string} page
 * @property {string} route
 * @property {number} width
 * @property {number} height
 * @property {boolean} [dark]
 * @property {string} [follow] selector of a link to press first, to reach a record whose id is not known
 */

/** @type {Scene[]} */
const SCENES = [
  { name: 'today', page: 'sidepanel', route: '/today', width: 380, height: 800 },
  { name: 'record', page: 'sidepanel', route: '/life/new?types=themeDay', width: 380, height: 800 },
  {
    name: 'clip-dark',
    page: 'sidepanel',
    route: '/study',
    width: 380,
    height: 800,
    dark: true,
    follow: 'main a[href*="/study/clip/"]',
  },
  { name: 'governance', page: 'sidepanel', route: '/governance', width: 380, height: 800 },
  { name: 'register-wide', page: 'workbench', route: '/register?view=meetings', width: 1280, height: 800 },
  { name: 'governance-wide', page: 'workbench', route: '/governance', width: 1280, height: 800 },
];

await runMain(async () => {
  ensureBuilt('chrome');
  ensureChineseFont();
  mkdirSync(FOLDER, { recursive: true });
  for (const dark of [false, true]) {
    const running = await launchExtension({ dark });
    try {
      const page = await running.context.newPage();
      await page.goto(running.url('sidepanel.html'));
      await openSample(page);
      for (const scene of SCENES.filter((one) => Boolean(one.dark) === dark)) {
        await page.setViewportSize({ width: scene.width, height: scene.height });
        await page.goto(pageUrl(running, scene.page, scene.route));
        await settle(page);
        if (scene.follow) {
          await page.locator(scene.follow).first().click();
          await settle(page);
        }
        const file = join(FOLDER, `${scene.name}.png`);
        await page.screenshot({ path: file });
        say(`  ${relative(ROOT, file)}`);
      }
    } finally {
      await running.close();
    }
  }
});
