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
 * @property {(page: import('@playwright/test').Page) => Promise<void>} [act] what is done first
 */

const PANEL = { page: 'sidepanel', width: 380, height: 800 };
const WIDE = { page: 'workbench', width: 1280, height: 800 };

/** A sign-up list as it comes from a chat: numbered, with states, and one name that nobody can be sure of. */
const LIST = `#接龙 本月主题党日
1. 陈立夏
2. 周一鸣（线上）
3. 何小满 👍
4. 林知秋
5. 马骁 请假 出差
6. 白露
7. 老石
8. 唐果 线上
9. 江一苇`;

/** @type {Scene[]} */
const SCENES = [
  { name: 'today', ...PANEL, route: '/today' },
  { name: 'attendance', ...PANEL, route: '/life/new?types=themeDay', act: pasteList },
  { name: 'dues', ...PANEL, route: '/dues' },
  { name: 'registers', ...PANEL, route: '/register' },
  { name: 'governance-dark', ...PANEL, route: '/governance', dark: true },
  { name: 'handbook', ...PANEL, route: '/papers/handbook' },
  { name: 'plan-wide', ...WIDE, route: '/plan' },
  { name: 'dues-wide', ...WIDE, route: '/dues' },
];

/** @param {import('@playwright/test').Page} page */
async function pasteList(page) {
  await page.getByRole('button', { name: '粘贴接龙' }).click();
  await page.locator('dialog[open] textarea').fill(LIST);
  await page.locator('[data-action="read-list"]').click();
}

await runMain(async () => {
  await ensureBuilt(['chrome']);
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
        if (scene.act) {
          await scene.act(page);
          await settle(page);
        }
        const file = join(FOLDER, `${scene.name}.png`);
        // What the pointer happens to lie on is no part of the picture.
        await page.mouse.move(0, 0);
        await page.screenshot({ path: file });
        say(`  ${relative(ROOT, file)}`);
      }
    } finally {
      await running.close();
    }
  }
});
