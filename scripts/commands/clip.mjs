// `npm run -s clip -- PAGE.html… [--url URL] [--with readability]`: what the extension would keep of saved pages, in
// real Chromium, without network. One JSON line a file on stdout, everything else on stderr.
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { startClipper } from '../lib/clipper.mjs';
import { addressOf, readSavedPage } from '../lib/saved-page.mjs';
import { complain, runMain, say, Stop } from '../lib/say.mjs';

await runMain(async () => {
  const { values, positionals: files } = parseArgs({
    allowPositionals: true,
    options: { url: { type: 'string', multiple: true }, with: { type: 'string' } },
  });
  const { url: urls = [] } = values;
  if (!files.length)
    throw new Stop('Name the saved pages:  npm run -s clip -- PAGE.html… [--url URL] [--with readability]');
  if (values.with && values.with !== 'readability') throw new Stop('--with takes readability.');
  if (urls.length > 1 && urls.length !== files.length)
    throw new Stop('Give one --url for all pages, or one for each.');
  const bad = urls.find((url) => !/^https?:\/\//i.test(url) || !URL.canParse(url));
  if (bad) throw new Stop(`This is no web address: ${bad}`);
  const clipper = await startClipper();
  let failed = 0;
  try {
    for (const [at, file] of files.entries()) {
      try {
        const html = readSavedPage(file);
        const url = urls.length > 1 ? urls[at] : (urls[0] ?? addressOf(html));
        const clipping = await clipper.clip(html, { url, readability: values.with === 'readability' });
        say(JSON.stringify({ file, ...clipping }));
      } catch (error) {
        failed += 1;
        const message = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
        complain(`${basename(file)}: ${message}`);
        say(JSON.stringify({ file, error: message }));
      }
    }
  } finally {
    await clipper.close();
  }
  return failed ? 1 : 0;
});
