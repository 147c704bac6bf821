// Writes an invented dispatch export with the columns of the public waybills of TSL-Meituan 2024, to try 派单数据检查 on:
//   node scripts/dispatch-data.mjs --out FILE [--rows 654343] [--couriers N] [--seed N]
import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from 'vite';
import { OUTPUT, ROOT } from './lib/paths.mjs';
import { runMain, say, Stop } from './lib/say.mjs';

await runMain(async () => {
  const { values } = parseArgs({
    options: {
      out: { type: 'string' },
      rows: { type: 'string', default: '654343' },
      couriers: { type: 'string' },
      seed: { type: 'string' },
    },
  });
  if (!values.out) throw new Stop('--out FILE says where the data go.');
  const outDir = join(OUTPUT, 'dispatch-data');
  await build({
    configFile: false,
    logLevel: 'error',
    build: { outDir, emptyOutDir: true, ssr: join(ROOT, 'lib/sample/dispatch.ts') },
  });
  const { dispatchExport } = await import(pathToFileURL(join(outDir, 'dispatch.js')).href);
  const plan = { rows: Number(values.rows) };
  if (values.couriers) Object.assign(plan, { couriers: Number(values.couriers) });
  if (values.seed) Object.assign(plan, { seed: Number(values.seed) });
  const file = createWriteStream(resolve(values.out));
  for (const text of dispatchExport(plan)) if (!file.write(text)) await once(file, 'drain');
  file.end();
  await once(file, 'finish');
  say(`${values.rows} rows in ${resolve(values.out)}`);
});
