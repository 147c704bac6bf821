/** Builds what whoever keeps a place runs: one file that needs Node alone. */
import { join } from 'node:path';
import { build } from 'vite';
import { OUTPUT, ROOT } from './paths.mjs';

/** Where the file lies that lays reports together. */
export const GATHER = join(OUTPUT, 'keeper', 'gather.mjs');

/** Builds {@link GATHER}. */
export async function buildGather() {
  await build({
    configFile: false,
    root: ROOT,
    logLevel: 'error',
    resolve: {
      alias: [{ find: 'wxt/browser', replacement: join(ROOT, 'scripts/keeper/no-browser.ts') }],
    },
    ssr: { noExternal: true },
    build: {
      outDir: join(OUTPUT, 'keeper'),
      emptyOutDir: true,
      target: 'node20',
      minify: false,
      copyPublicDir: false,
      ssr: join(ROOT, 'scripts/keeper/gather.ts'),
      rollupOptions: { output: { entryFileNames: 'gather.mjs', inlineDynamicImports: true } },
    },
  });
}
