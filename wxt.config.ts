import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import tailwindcss from '@tailwindcss/vite';
import { defineConfig } from 'wxt';
import { MODULES } from './scripts/lib/modules.mjs';
import { verifierPage } from './scripts/lib/verifier.mjs';

/**
 * The whole of what the extension asks for at install. Nothing here shows a warning and no host is among them;
 * hosts are optional and requested one origin at a time in the click that needs them (docs/decisions.md).
 */
const INSTALL_PERMISSIONS = [
  'storage',
  'unlimitedStorage',
  'sidePanel',
  'activeTab',
  'scripting',
  'contextMenus',
  'alarms',
];

const CSP = "script-src 'self'; object-src 'none'";

const CMAPS = join(import.meta.dirname, 'node_modules/pdfjs-dist/cmaps');
const CHINESE_CMAP = /^(?:Adobe-(?:GB1|CNS1)-|GB|UniGB|UniCNS|CNS|B5|ET|HK)/;

/**
 * Of our own files only these do something when they are merely loaded. Any other is fetched where something of it is
 * used, and not with everybody who imports another thing from the same folder's index.
 */
const ACTS_WHEN_LOADED = /\/strict-csp\.ts$|-worker\.ts$|\.css$/;
const OWN = /^(?:lib|components)\//;
const actsWhenLoaded = (id: string): boolean =>
  !OWN.test(relative(import.meta.dirname, id)) || ACTS_WHEN_LOADED.test(id);

export default defineConfig({
  manifestVersion: 3,
  targetBrowsers: ['chrome', 'edge', 'firefox'],
  imports: false,
  outDir: '.output',
  manifest: ({ browser }) => {
    const firefox = browser === 'firefox';
    return {
      name: '__MSG_appName__',
      description: '__MSG_appDescription__',
      default_locale: 'zh_CN',
      permissions: firefox
        ? INSTALL_PERMISSIONS.filter((permission) => permission !== 'sidePanel')
        : INSTALL_PERMISSIONS,
      optional_permissions: ['notifications'],
      optional_host_permissions: ['https://*/*', 'http://*/*'],
      content_security_policy: { extension_pages: CSP },
      action: { default_title: '__MSG_appName__' },
      storage: { managed_schema: 'managed_schema.json' },
      omnibox: { keyword: 'zb' },
      commands: {
        'open-panel': {
          suggested_key: { default: 'Alt+Shift+L' },
          description: '__MSG_commandOpenPanel__',
        },
        'clip-page': {
          suggested_key: { default: 'Alt+Shift+S' },
          description: '__MSG_commandClip__',
        },
        'lock-now': {
          suggested_key: { default: 'Alt+Shift+K' },
          description: '__MSG_commandLock__',
        },
      },
      ...(firefox
        ? {
            browser_specific_settings: {
              gecko: {
                id: 'branch-sidebook@example.org',
                strict_min_version: '128.0',
                data_collection_permissions: { required: ['none'] },
              },
            },
          }
        : { minimum_chrome_version: '120' }),
    };
  },
  hooks: {
    // Text of Chinese PDFs whose fonts are not embedded is read with these tables; those of other scripts stay away.
    'build:publicAssets': async (_, files) => {
      for (const name of readdirSync(CMAPS).filter((file) => CHINESE_CMAP.test(file))) {
        files.push({ absoluteSrc: join(CMAPS, name), relativeDest: `cmaps/${name}` });
      }
      // Put into every review pack that is handed over; never opened as a page of ours.
      files.push({ contents: await verifierPage(), relativeDest: 'verifier.html' });
    },
    // A WXT Firefox build keeps `sidePanel` among the permissions, which Firefox does not know.
    'build:manifestGenerated': (wxt, manifest) => {
      if (wxt.config.browser === 'firefox') {
        manifest.permissions = manifest.permissions?.filter((permission) => permission !== 'sidePanel');
        delete manifest.storage;
      }
    },
  },
  vite: () => ({
    plugins: [tailwindcss()],
    resolve: { alias: MODULES },
    esbuild: { jsx: 'automatic', jsxImportSource: 'preact' },
    build: {
      target: ['chrome120', 'firefox128'],
      modulePreload: {
        // Every browser that we run in preloads modules by itself.
        polyfill: false,
        // Only what a page begins with. Lists of what each lazy part will ask for made a twentieth of the panel's
        // first load; the parts lie beside it on the disk, where they are found as quickly by their own imports.
        resolveDependencies: (_file, needed, { hostType }) => (hostType === 'html' ? needed : []),
      },
      rollupOptions: { treeshake: { moduleSideEffects: actsWhenLoaded } },
    },
    // The thread that searches fetches languages and pinyin when it needs them.
    worker: { format: 'es' },
  }),
});
