import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { REFUSED, tryOut, verified, WebDavCarrier } from '../../../lib/carrier';
import { asFault } from '../../../lib/records/fault';
import type { WebDavServer } from '../../../scripts/lib/servers/running.mjs';
import { blobSuite } from './blobs';
import { scheduleSuite } from './rehearsed';
import { carrierSuite, type Nature } from './suite';
import { cutOff, nodeWire } from './wire';

/** Everything that is asked of a WebDAV server, with one of them started for it. */
export function webDavSuite(title: string, start: () => Promise<WebDavServer>, nature: Nature): void {
  let server: WebDavServer;
  beforeAll(async () => {
    server = await start();
  }, 90_000);
  afterAll(() => server?.stop());

  const place = (change: { address?: string; password?: string } = {}): WebDavCarrier =>
    new WebDavCarrier(
      { address: server.address, user: server.user, password: server.password, ...change },
      nodeWire,
    );

  carrierSuite(title, place, nature);
  scheduleSuite(title, () => place());
  blobSuite(title, () => place(), { weak: !nature.createOnly });

  describe(`${title}: a server`, () => {
    test('a wrong password is refused with words that do not hold it', async () => {
      const wrong = place({ password: 'not-the-password' });
      for (const ask of [
        () => wrong.get('v1/a'),
        () => wrong.list('v1'),
        () => wrong.put('v1/a', new Uint8Array(9)),
      ]) {
        const fault = asFault(
          await ask().then(
            () => undefined,
            (thrown: unknown) => thrown,
          ),
        );
        expect(fault.code).toBe(REFUSED.notAllowed);
        expect(`${fault.message} ${JSON.stringify(fault.params)}`).not.toMatch(/not-the-password|Basic/);
      }
      expect((await tryOut(wrong, { id: 'wrong' })).refused?.code).toBe(REFUSED.notAllowed);
    });

    test('an address whose folder is not there is told when it is tried out', async () => {
      const elsewhere = place({ address: `${server.address}not-there/` });
      expect((await tryOut(elsewhere, { id: 'x' })).refused?.code).toBe(REFUSED.notThere);
      await expect(elsewhere.put('v1/a', new Uint8Array(1))).rejects.toMatchObject({
        code: REFUSED.notThere,
      });
    });

    test('the address may be written with or without a slash, encoded or not', async () => {
      await place().put('v1/slash/a', new Uint8Array([1]));
      for (const address of [
        server.address.slice(0, -1),
        new URL(server.address).href,
        `${server.address}/`,
      ]) {
        expect((await place({ address }).list('v1/slash')).map(({ name }) => name)).toEqual(['a']);
      }
    });

    test('an upload that was cut off is put right by the next one', async () => {
      const body = new Uint8Array(randomBytes(400_000));
      const path = new URL('v1/torn/segment', new URL(server.address)).pathname;
      await place().put('v1/torn/other', new Uint8Array([1]));
      const login = `Basic ${btoa(`${server.user}:${server.password}`)}`;
      await cutOff(server.port, path, { Authorization: login, 'If-None-Match': '*' }, body, 0.6);
      const safe = verified(place(), nodeWire.sleep);
      const answer = await safe.put('v1/torn/segment', body, { create: true });
      // Whoever is told that it exists holds it against what it should be, and puts it again without "only when new".
      if (answer === 'exists') await safe.put('v1/torn/segment', body);
      const got = await place().get('v1/torn/segment');
      expect(Buffer.compare((got as { bytes: Uint8Array }).bytes, body)).toBe(0);
    });
  });
}
