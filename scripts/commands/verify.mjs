// `npm run verify -- PACK.zip [--zh]`: checks a handed-over review pack. Ends with 0 only when everything in it holds.
import { statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { bytesOf } from '../lib/file-bytes.mjs';
import { complain, runMain, say, Stop } from '../lib/say.mjs';
import { verifierForNode } from '../lib/verifier.mjs';

await runMain(async () => {
  const { values, positionals } = parseArgs({
    options: { zh: { type: 'boolean' } },
    allowPositionals: true,
  });
  const [path, more] = positionals;
  if (!path || more) throw new Stop('Say which pack: npm run verify -- PACK.zip (--zh for Chinese)');
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat) throw new Stop(`There is no file ${path}.`);
  if (!stat.isFile())
    throw new Stop(`${path} is a folder; name the pack's ZIP file, not its unpacked content.`);
  const { reportOn } = await verifierForNode();
  const file = await open(path);
  const report = await reportOn(bytesOf(file, stat.size), values.zh ? 'zh' : 'en');
  await file.close();
  for (const line of report.lines) (report.holds ? say : complain)(line);
  return report.holds ? 0 : 1;
});
