import { execFile } from 'node:child_process';
import { utimesSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { filesIn, WebDavCarrier } from '../../lib/carrier';
import { organisationPlace } from '../../lib/rollups/names';
import { buildGather, GATHER } from '../../scripts/lib/keeper.mjs';
import { startApache } from '../../scripts/lib/servers/apache.mjs';
import { whereInstalled } from './support/installed';
import { nodeWire } from './support/wire';

const at = organisationPlace('a1b2c3d4e5f6g7h8');
const PERIOD = '2026Q4';
const branches = ['0', '0', 'f'].map((digit, index) => `${digit}${String(index).padStart(19, '0')}`);
/** Runs it as whoever keeps the place does, from the one file that is built. */
const run = (args: string[], secret: string) =>
  new Promise<{ code: number; said: string; complained: string }>((resolve) => {
    const env = { ...process.env, SIDEBOOK_SECRET: secret };
    const child = execFile(process.execPath, [GATHER, ...args], { env }, (_, said, complained) =>
      resolve({ code: child.exitCode ?? 1, said, complained }),
    );
  });

whereInstalled('apache', (title) => {
  let server: Awaited<ReturnType<typeof startApache>>;
  beforeAll(async () => {
    [server] = await Promise.all([startApache(), buildGather()]);
  }, 90_000);
  afterAll(() => server?.stop());
  describe(`${title}: npm run gather`, () => {
    test('lays what lies at a real server together, and is refused without the password', async () => {
      const { address, user, password } = server;
      const place = new WebDavCarrier({ address, user, password }, nodeWire);
      // The server has no mark that it stands by for what changed in this second.
      const longAgo = new Date('2026-11-26T00:00:00Z');
      for (const b of branches) {
        await place.put(at.report(PERIOD, b), new TextEncoder().encode(`file of ${b}`));
        utimesSync(join(server.root ?? '', at.report(PERIOD, b)), longAgo, longAgo);
      }
      const where = ['--address', address, '--user', user, '--period', PERIOD];

      const wrong = await run(where, 'NOT-THE-SECRET');
      expect(wrong).toMatchObject({ code: 1, said: '' });
      expect(wrong.complained).toContain('E860');
      expect(wrong.complained).not.toContain('SECRET');
      expect(await place.list(at.bundle(PERIOD))).toEqual([]);

      const done = await run(where, password);
      expect(done).toMatchObject({ code: 0, complained: '' });
      expect(done.said).toContain('3 reports, 3 fetched');
      const got = await place.get(`${at.bundle(PERIOD)}/0`);
      const files = filesIn((got as { bytes: Uint8Array }).bytes);
      const marks = new Map(
        (await place.list(`${at.period(PERIOD)}/0`)).map(({ name, mark }) => [name, mark] as const),
      );
      expect(files.map(({ name, bytes, mark }) => [name, new TextDecoder().decode(bytes), mark])).toEqual(
        branches.slice(0, 2).map((b) => [at.report(PERIOD, b), `file of ${b}`, marks.get(b)]),
      );
      expect((await run(where, password)).said).toContain('3 reports, 0 fetched, 0 bundles');
    });

    test('says how it is called', async () => {
      expect((await run([], 'x')).complained).toContain('--secret-file');
      expect(await run(['--period', '2026Q9'], 'x')).toMatchObject({ code: 1 });
    });
  });
});
