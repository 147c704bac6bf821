import { cpSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { launchExtension } from '../../../scripts/lib/extension.mjs';
import { openSample, pageUrl, settle } from '../../../scripts/lib/screens.mjs';
import { PROFILES } from './build';

/**
 * Profiles with the production build that tests begin with: one in which the browser was started once and the panel
 * looked at, so that code need not be compiled anew; and one in which the sample branch is open.
 */
export type Prepared = 'started' | 'sample';

/** Copies a prepared profile. It is made once in a run, by the first who asks; other processes wait for it meanwhile. */
export async function copyProfile(name: Prepared, into: string): Promise<void> {
  const folder = process.env[PROFILES];
  if (!folder) throw new Error('the run has no folder for profiles: see build.ts');
  const [made, making] = [join(folder, name), join(folder, `${name}-making`)];
  while (!existsSync(made)) {
    if (!claims(making)) {
      await setTimeout(100);
      continue;
    }
    try {
      if (existsSync(made)) break;
      await makeProfile(name, join(making, name));
      renameSync(join(making, name), made);
    } finally {
      rmSync(making, { recursive: true, force: true, maxRetries: 5 });
    }
  }
  cpSync(made, into, { recursive: true });
}

/** Whether this process is the one to make a folder that is not there yet. */
function claims(folder: string): boolean {
  try {
    mkdirSync(folder);
    return true;
  } catch {
    return false;
  }
}

async function makeProfile(name: Prepared, profile: string): Promise<void> {
  const running = await launchExtension({ profile });
  try {
    const page = await running.context.newPage();
    await page.goto(pageUrl(running, 'sidepanel'));
    await settle(page);
    if (name === 'sample') await openSample(page);
  } finally {
    await running.close();
  }
}
