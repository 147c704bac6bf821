// @vitest-environment node
// A company's own server and its policy: the packed extension is installed by the browser, and what is preset arrives.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium } from '@playwright/test';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import { installPolicy, packExtension, updateList } from '../../scripts/lib/pack.mjs';
import { buildDir, ROOT } from '../../scripts/lib/paths.mjs';
import { openSample, settle } from '../../scripts/lib/screens.mjs';
import { recoveryText } from '../../lib/records/recovery-key';
import { findProgram, POLICY_FOLDER } from '../../scripts/lib/servers/programs.mjs';
import { wherePolicyCanBeSet } from './support/installed';

/** The example of the admin guide, as the JSON text that a policy holds. */
const PACK = JSON.stringify(parse(readFileSync(join(ROOT, 'docs/examples/rule-pack.yaml'), 'utf8')));

/** What the organisation sets: values that hold and one that is out of range. */
const PRESETS = {
  branchName: '示例出行第三党支部',
  exportAllowed: false,
  rulePack: PACK,
  recoveryKey: recoveryText({ sign: '11'.repeat(32), kem: 'ab'.repeat(32) }),
  retentionYears: 500,
};

wherePolicyCanBeSet(() => {
  const file = join(POLICY_FOLDER, 'branch-sidebook-test.json');
  let work: string;
  let server: Server;
  let context: BrowserContext;
  let id: string;
  const asked: string[] = [];

  beforeAll(async () => {
    work = mkdtempSync(join(tmpdir(), 'sidebook-policy-'));
    const crx = join(work, 'extension.crx');
    ({ id } = packExtension({ folder: buildDir('chrome'), keyFile: join(work, 'key.pem'), out: crx }));
    const { version } = JSON.parse(readFileSync(join(buildDir('chrome'), 'manifest.json'), 'utf8'));
    server = createServer(({ url = '' }, response) => {
      // The browser adds what it is and what it has to the address.
      const path = url.split('?')[0] ?? '';
      asked.push(path);
      const isList = path === '/update.xml';
      response.setHeader('content-type', isList ? 'application/xml' : 'application/x-chrome-extension');
      response.end(
        isList ? updateList({ id, version, address: `${base(server)}/extension.crx` }) : readFileSync(crx),
      );
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    mkdirSync(POLICY_FOLDER, { recursive: true });
    writeFileSync(
      file,
      JSON.stringify({
        ...installPolicy({ id, list: `${base(server)}/update.xml`, presets: PRESETS }),
        // Without it the protocol may not look into an extension that a policy installed.
        DeveloperToolsAvailability: 1,
      }),
    );
    context = await chromium.launchPersistentContext(join(work, 'profile'), {
      executablePath: findProgram('chromium'),
      headless: true,
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--no-first-run',
        '--disable-component-update',
        '--disable-sync',
      ],
      ignoreDefaultArgs: ['--disable-extensions', '--disable-background-networking'],
    });
  });

  afterAll(async () => {
    await context?.close();
    if (existsSync(file)) rmSync(file);
    server?.close();
    rmSync(work, { recursive: true, force: true, maxRetries: 3 });
  });

  test('is fetched, runs, keeps what fits and reports what does not', { timeout: 90_000 }, async () => {
    const worker =
      context.serviceWorkers().find((one) => one.url().includes(id)) ??
      (await context.waitForEvent('serviceworker', {
        predicate: (one) => one.url().includes(id),
        timeout: 80_000,
      }));
    expect(asked).toEqual(expect.arrayContaining(['/update.xml', '/extension.crx']));
    const managed = () => worker.evaluate(() => chrome.storage.managed.get());
    await expect
      .poll(managed, { timeout: 20_000 })
      .toMatchObject({ branchName: PRESETS.branchName, exportAllowed: false });
    const kept = () => worker.evaluate(async () => (await chrome.storage.local.get('policy')).policy);
    await expect.poll(kept, { timeout: 20_000 }).toEqual({
      policy: {
        branchName: PRESETS.branchName,
        exportAllowed: false,
        rulePack: PACK,
        recoveryKey: PRESETS.recoveryKey,
      },
      problems: [{ key: 'retentionYears', problem: 'value' }],
    });
  });

  test("shows the superior's rule pack in force, named, and not removable", { timeout: 60_000 }, async () => {
    const page = await context.newPage();
    const address = `chrome-extension://${id}/sidepanel.html`;
    await page.goto(address);
    await openSample(page);
    await page.goto(`${address}#/settings/rules`);
    await settle(page);
    const rules = await page.locator('section').first().textContent();
    expect(rules).toContain('示例区基层党建规则包');
    expect(rules).toMatch(/由上级组织设定|Set by the superior organisation/);
    expect(await page.locator('[data-action="rules-back"]').count()).toBe(0);
  });
});

const base = (server: Server): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
