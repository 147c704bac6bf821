// The whole chain in one run, without a display: a page is clipped, becomes the agenda of an activity, the activity
// goes into the register and stands as evidence. Pictures and files are left in `.output/tour/`.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { ensureChineseFont } from './lib/browser.mjs';
import { ensureBuilt } from './lib/build.mjs';
import { launchExtension } from './lib/extension.mjs';
import { serveFolder } from './lib/local-server.mjs';
import { OUTPUT, ROOT } from './lib/paths.mjs';
import { runMain, say } from './lib/say.mjs';
import { openSample, settle } from './lib/screens.mjs';
import { SidePanel } from './lib/side-panel.mjs';
import { pressToolbarButton, TOOLBAR_SWITCH } from './lib/toolbar.mjs';

const FOLDER = join(OUTPUT, 'tour');

/** Item of the checklist that a themed activity proves. */
const ITEM = 'E6';

await runMain(async () => {
  await ensureBuilt(['chrome']);
  ensureChineseFont();
  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(FOLDER, { recursive: true });
  const server = await serveFolder(join(ROOT, 'scripts', 'tour', 'pages'), { limit: 100 });
  const running = await launchExtension({ args: [TOOLBAR_SWITCH] });
  try {
    await tour(running, `${server.url}/article.html`);
  } finally {
    await running.close();
    await server.close();
  }
  say(`Pictures and files: ${relative(ROOT, FOLDER)}`);
});

/**
 * @param {import('./lib/extension.mjs').Running} running
 * @param {string} address of the article
 */
async function tour(running, address) {
  const page = await running.context.newPage();
  await page.goto(running.url('sidepanel.html'));
  await openSample(page);
  await picture(page, '1-today', 'Opened the sample branch: what is due and what is missing');
  await clipArticle(running, page, address);
  await openPanel(running, page);
  await recordActivity(running, page);
  await writeFiles(running, page);
  await proveItem(running, page);
  await show(running, page, '/me');
  await picture(page, '7-my-items', 'The activity counts for everybody who attended');
}

/**
 * @param {import('./lib/extension.mjs').Running} running
 * @param {import('@playwright/test').Page} page
 * @param {string} address
 */
async function clipArticle(running, page, address) {
  const article = await running.context.newPage();
  await article.setViewportSize({ width: 1000, height: 800 });
  await article.goto(address);
  const popup = await pressToolbarButton(running, article, page);
  await popup.click('[data-action="clip"]');
  await popup.until(`Boolean(document.querySelector('[data-action="open-clip"]'))`, 20_000);
  keep('2-popup.png', await popup.screenshot());
  say('  Clipped the page that was being read, from the toolbar: 2-popup.png');
  await article.close();
  await page.bringToFront();
  await show(running, page, '/study');
  await page.locator('main a[href*="/study/clip/"]').first().click();
  await settle(page);
  await picture(page, '3-clip', 'The clip with its source, and where it can be used');
}

/**
 * @param {import('./lib/extension.mjs').Running} running
 * @param {import('@playwright/test').Page} page
 */
async function openPanel(running, page) {
  const door = await running.context.newPage();
  await door.goto(running.url('workbench.html'));
  const panel = await SidePanel.open(door);
  await panel.until('document.querySelector("main")?.textContent');
  say('  Opened the real side panel beside a tab');
  await door.close();
  await page.bringToFront();
}

/**
 * @param {import('./lib/extension.mjs').Running} running
 * @param {import('@playwright/test').Page} page a page that shows the clip
 */
async function recordActivity(running, page) {
  await press(page, 'new-meeting-with-clip');
  await page.locator('[data-action="all-present"]').waitFor();
  await press(page, 'all-present');
  await page
    .getByLabel('会议记录')
    .fill('学习了文章，讨论站点休息点怎么办。\n决议：12月15日前各站点报一件小事，由支部书记汇总');
  await settle(page);
  await picture(
    page,
    '4-record',
    'One click made it the agenda of an activity; the roster and the place were known',
  );
  await press(page, 'save-meeting');
  await page.waitForURL(/#\/life\/meeting\//);
  await settle(page);
  await picture(page, '5-activity', 'Saved, with both times, the counts and the rules that apply');
}

/**
 * @param {import('./lib/extension.mjs').Running} running
 * @param {import('@playwright/test').Page} page a page that shows the activity
 */
async function writeFiles(running, page) {
  await download(page, 'export-docx', 'The record in Word');
  await show(running, page, '/register?view=meetings');
  await download(page, 'export-register', 'The register in Excel');
}

/**
 * @param {import('./lib/extension.mjs').Running} running
 * @param {import('@playwright/test').Page} page
 */
async function proveItem(running, page) {
  await show(running, page, `/governance/${ITEM}`);
  await press(page, 'attach-evidence');
  await settle(page);
  await picture(page, '6-evidence', `The same activity stands as evidence of item ${ITEM}`);
}

/**
 * @param {import('./lib/extension.mjs').Running} running
 * @param {import('@playwright/test').Page} page
 * @param {string} route
 */
async function show(running, page, route) {
  await page.goto(running.url(`sidepanel.html#${route}`));
  await settle(page);
}

/**
 * @param {import('@playwright/test').Page} page
 * @param {string} action
 */
async function press(page, action) {
  await page.locator(`[data-action="${action}"]`).first().click();
}

/**
 * @param {import('@playwright/test').Page} page
 * @param {string} name
 * @param {string} remark
 */
async function picture(page, name, remark) {
  keep(`${name}.png`, await page.screenshot());
  say(`  ${remark}: ${name}.png`);
}

/**
 * @param {import('@playwright/test').Page} page
 * @param {string} action
 * @param {string} remark
 */
async function download(page, action, remark) {
  const [file] = await Promise.all([page.waitForEvent('download'), press(page, action)]);
  await file.saveAs(join(FOLDER, file.suggestedFilename()));
  say(`  ${remark}: ${file.suggestedFilename()}`);
}

/**
 * @param {string} name
 * @param {Uint8Array} bytes
 */
function keep(name, bytes) {
  writeFileSync(join(FOLDER, name), bytes);
}
