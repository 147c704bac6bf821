// `npm run gather -- --address URL --user NAME …` (or `--endpoint URL --bucket NAME --access-key KEY …`, see --help): lays the
// reports of branches at a place together. The file that it builds, `.output/keeper/gather.mjs`, runs anywhere with Node.
import { runScript } from '../lib/process.mjs';
import { buildGather, GATHER } from '../lib/keeper.mjs';
import { runMain } from '../lib/say.mjs';
import { relative } from 'node:path';
import { ROOT } from '../lib/paths.mjs';

await runMain(async () => {
  await buildGather();
  return runScript(relative(ROOT, GATHER), process.argv.slice(2));
});
