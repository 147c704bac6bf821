// Proves managed policy in a real browser, on a machine where we may write /etc (Debian's Chromium, as root):
//   node scripts/policy-check.mjs
// Packs the Chrome build, has a policy install it from this machine, and looks at what arrives. Removes the policy
// and everything else that it made.
import { spawnSync } from 'node:child_process';
import { createHash, createPublicKey } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { parse } from 'yaml';
import { findBrowser } from './lib/browser.mjs';
import { ensureBuilt } from './lib/build.mjs';
import { buildDir, ROOT } from './lib/paths.mjs';
import { runMain, say, Stop } from './lib/say.mjs';
import { openSample, settle } from './lib/screens.mjs';

const POLICIES = '/etc/chromium/policies/managed';
const FILE = join(POLICIES, 'branch-sidebook-check.json');

/** The example of the admin guide, as the JSON text that a policy holds. */
const PACK = JSON.stringify(parse(readFileSync(join(ROOT, 'docs/examples/rule-pack.yaml'), 'utf8')));

/** What the organisation sets: three values that hold and one that is out of range. */
const GIVEN = {
  branchName: '示例出行第三党支部',
  exportAllowed: false,
  rulePack: PACK,
  retentionYears: 500,
};

await runMain(async () => {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) {
    throw new Stop('This check writes a policy under /etc and needs to be root on Linux.');
  }
  const browser = findBrowser();
  if (browser.branded) throw new Stop('This check knows where Chromium reads policies, and needs Chromium.');
  ensureBuilt('chrome');
  const work = mkdtempSync(join(tmpdir(), 'sidebook-policy-'));
  const madeFolder = !existsSync(POLICIES);
  const { crx, id } = pack(browser.path, work);
  const server = createServer((request, response) => {
    // The browser adds what it is and what it has to the address.
    if (!request.url?.startsWith('/update.xml')) {
      response.setHeader('content-type', 'application/x-chrome-extension');
      response.end(readFileSync(crx));
      return;
    }
    response.setHeader('content-type', 'application/xml');
    response.end(
      `<?xml version="1.0"?><gupdate xmlns="http://www.google.com/update2/response" protocol="2.0"><app appid="${id}">` +
        `<updatecheck codebase="http://127.0.0.1:${portOf(server)}/extension.crx" version="${versionOf()}"/></app></gupdate>`,
    );
  });
  try {
    await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
    mkdirSync(POLICIES, { recursive: true });
    writeFileSync(
      FILE,
      JSON.stringify({
        ExtensionInstallForcelist: [`${id};http://127.0.0.1:${portOf(server)}/update.xml`],
        // Without it the protocol may not look into an extension that a policy installed.
        DeveloperToolsAvailability: 1,
        '3rdparty': { extensions: { [id]: GIVEN } },
      }),
    );
    const seen = await look(browser.path, join(work, 'profile'), id);
    say(`managed storage: ${JSON.stringify(seen.managed)}`);
    say(`kept by the worker: ${JSON.stringify(seen.kept)}`);
    const wanted = {
      policy: { branchName: GIVEN.branchName, exportAllowed: false, rulePack: PACK },
      problems: [{ key: 'retentionYears', problem: 'value' }],
    };
    if (JSON.stringify(sorted(seen.kept)) !== JSON.stringify(sorted(wanted))) {
      throw new Stop(`The worker should have kept ${JSON.stringify(wanted)}.`);
    }
    say('The policy arrives: what fits is kept, what does not is reported.');
    say(`rules page: ${seen.rules}`);
    if (
      !/由上级组织设定|Set by the superior organisation/.test(seen.rules) ||
      !seen.rules.includes('示例区基层党建规则包') ||
      seen.back > 0
    ) {
      throw new Stop('The rule pack of the policy should be in force, named, and not removable.');
    }
    say('The rule pack of the policy is in force and cannot be removed.');
  } finally {
    rmSync(FILE, { force: true });
    if (madeFolder) rmSync(POLICIES, { recursive: true, force: true });
    server.close();
    rmSync(work, { recursive: true, force: true, maxRetries: 3 });
  }
});

/**
 * Packs the build with a key of its own.
 * @param {string} program
 * @param {string} work
 */
function pack(program, work) {
  const folder = join(work, 'extension');
  cpSync(buildDir('chrome'), folder, { recursive: true });
  const result = spawnSync(program, ['--no-sandbox', '--headless', `--pack-extension=${folder}`], {
    encoding: 'utf8',
    timeout: 60_000,
  });
  const crx = `${folder}.crx`;
  if (!existsSync(crx)) throw new Stop(`Chromium did not pack the extension.\n${result.stderr}`);
  const key = createPublicKey(readFileSync(`${folder}.pem`));
  const hash = createHash('sha256')
    .update(key.export({ type: 'spki', format: 'der' }))
    .digest('hex');
  // An extension's id is the first half of the hash of its key, in the letters a to p.
  const id = Array.from(hash.slice(0, 32), (digit) =>
    String.fromCharCode(97 + Number.parseInt(digit, 16)),
  ).join('');
  return { crx, id };
}

/**
 * Starts the browser under the policy and reads what the worker sees, once it has kept something, and what the
 * screen of the rule pack says.
 * @param {string} program
 * @param {string} profile
 * @param {string} id
 * @returns {Promise<{ managed: unknown, kept: { policy: object, problems: object[] }, rules: string, back: number }>}
 */
async function look(program, profile, id) {
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: program,
    headless: true,
    args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-component-update', '--disable-sync'],
    ignoreDefaultArgs: ['--disable-extensions', '--disable-background-networking'],
  });
  try {
    const here = () => context.serviceWorkers().find((worker) => worker.url().includes(id));
    const worker =
      here() ??
      (await context.waitForEvent('serviceworker', {
        predicate: (one) => one.url().includes(id),
        timeout: 60_000,
      }));
    const seen = await worker.evaluate(async () => {
      for (;;) {
        const { policy } = await chrome.storage.local.get('policy');
        const kept = /** @type {{ policy: object, problems: object[] } | undefined} */ (policy);
        if (kept && Object.keys(kept.policy).length > 0)
          return { managed: await chrome.storage.managed.get(), kept };
        await new Promise((resolve) => setTimeout(resolve, 200));
      }
    });
    const page = await context.newPage();
    const address = `chrome-extension://${id}/sidepanel.html`;
    await page.goto(address);
    await openSample(page);
    await page.goto(`${address}#/settings/rules`);
    await settle(page);
    const rules = (await page.locator('section').first().textContent()) ?? '';
    return { ...seen, rules, back: await page.locator('[data-action="rules-back"]').count() };
  } finally {
    await context.close();
  }
}

/** @param {{ policy: object, problems: object[] }} kept */
function sorted({ policy, problems }) {
  return [Object.entries(policy).toSorted(), problems];
}

/** @param {import('node:http').Server} server */
function portOf(server) {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Stop('The local server has no port.');
  return address.port;
}

/** @returns {string} */
function versionOf() {
  return JSON.parse(readFileSync(join(buildDir('chrome'), 'manifest.json'), 'utf8')).version;
}
