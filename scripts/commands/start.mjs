// `npm start [-- --headless]`: with a display, the browser on the sample branch with the side panel open beside an
// article; without one, the tour.
import { join } from 'node:path';
import { ensureBuilt } from '../lib/build.mjs';
import { hasDisplay } from '../lib/display.mjs';
import { launchExtension } from '../lib/extension.mjs';
import { serveFolder } from '../lib/local-server.mjs';
import { ROOT } from '../lib/paths.mjs';
import { runScript } from '../lib/process.mjs';
import { runMain, say } from '../lib/say.mjs';
import { openSample } from '../lib/screens.mjs';
import { SidePanel } from '../lib/side-panel.mjs';

await runMain(async () => {
  if (process.argv.includes('--headless') || !hasDisplay()) {
    say('Running the whole chain without a display …');
    return runScript('scripts/tour.mjs', []);
  }
  await ensureBuilt(['chrome']);
  const server = await serveFolder(join(ROOT, 'scripts', 'tour', 'pages'));
  const running = await launchExtension({
    headless: false,
    viewport: null,
    args: ['--window-size=1360,900', '--hide-crash-restore-bubble'],
  });
  const closed = new Promise((resolve) => running.context.on('close', resolve));
  const [article] = running.context.pages();
  await article?.goto(`${server.url}/article.html`);
  const door = await running.context.newPage();
  await door.goto(running.url('sidepanel.html'));
  await openSample(door);
  await SidePanel.open(door);
  await article?.bringToFront();
  await door.close();
  say('The browser is open on the fictional sample branch; what you enter is gone when you close it.');
  say('To keep using it, load .output/chrome-mv3 as an unpacked extension in your own browser.');
  await closed;
  await running.close();
  await server.close();
  return 0;
});
