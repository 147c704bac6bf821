import { createHash, randomBytes } from 'node:crypto';
import { AwsV4Signer } from 'aws4fetch';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { REFUSED, S3Carrier, type S3Settings, tryOut, verified } from '../../../lib/carrier';
import { asFault } from '../../../lib/records/fault';
import type { S3Server } from '../../../scripts/lib/servers/running.mjs';
import { blobSuite } from './blobs';
import { scheduleSuite } from './rehearsed';
import { carrierSuite, type Nature } from './suite';
import { cutOff, nodeWire } from './wire';

/** Everything that is asked of an S3 server, with one of them started for it. */
export function s3Suite(
  title: string,
  start: () => Promise<S3Server>,
  nature: Nature & {
    /** False for a server that lets everybody read. */
    checksKeys?: boolean;
  },
  more?: (place: (change?: Partial<S3Settings>) => S3Carrier, server: () => S3Server) => void,
): void {
  let server: S3Server;
  beforeAll(async () => {
    server = await start();
    // Buckets are made by administrators; here that is us.
    const url = `${server.endpoint}/${server.bucket}`;
    const { headers } = await signed(server, 'PUT', url, '');
    await (await fetch(url, { method: 'PUT', headers })).text();
  }, 90_000);
  afterAll(() => server?.stop());

  const settings = (change: Partial<S3Settings> = {}): S3Settings => {
    const { endpoint, bucket, accessKey, secretKey } = server;
    return { endpoint, bucket, accessKey, secretKey, prefix: 'branches/一支部 a', ...change };
  };
  const place = (change?: Partial<S3Settings>, wire = nodeWire): S3Carrier =>
    new S3Carrier(settings(change), wire);

  carrierSuite(title, place, nature);
  scheduleSuite(title, (seed) => place({ prefix: `schedules/${seed}` }));
  blobSuite(title, () => place({ prefix: 'files' }), { weak: !nature.createOnly });

  describe(`${title}: a server`, () => {
    test('wrong keys are refused with words that do not hold them', async () => {
      if (nature.checksKeys === false) return;
      for (const wrong of [place({ secretKey: 'NOT-THE-SECRET' }), place({ accessKey: 'NOBODY' })]) {
        const fault = asFault(
          await wrong.get('v1/a').then(
            () => undefined,
            (thrown: unknown) => thrown,
          ),
        );
        expect(fault.code).toBe(REFUSED.notAllowed);
        expect(`${fault.message} ${JSON.stringify(fault.params)}`).not.toMatch(/SECRET|NOBODY/);
        expect((await tryOut(wrong, { id: 'wrong' })).refused?.code).toBe(REFUSED.notAllowed);
      }
    });

    test('a bucket that is not there is told', async () => {
      const elsewhere = place({ bucket: 'no-such-bucket' });
      expect((await tryOut(elsewhere, { id: 'x' })).refused?.code).toBe(REFUSED.notThere);
      await expect(elsewhere.get('v1/a')).rejects.toMatchObject({ code: REFUSED.notThere });
    });

    test('a clock that is three days off is put right by the server’s', async () => {
      const late = place({}, { ...nodeWire, now: () => Date.now() - 3 * 86_400_000 });
      expect(await late.put('v1/clock/a', new Uint8Array([1]))).toBe('stored');
      expect(await late.list('v1/clock')).toMatchObject([{ name: 'a', size: 1 }]);
      expect(Math.abs((late.offset ?? 0) - 3 * 86_400_000)).toBeLessThan(5_000);
    });

    test('an upload that was cut off is put right by the next one', async () => {
      const body = new Uint8Array(randomBytes(400_000));
      const url = `${server.endpoint}/${server.bucket}/torn/segment`;
      const { headers } = await signed(server, 'PUT', url, createHash('sha256').update(body).digest('hex'));
      await cutOff(server.port, new URL(url).pathname, headers, body, 0.6);
      const safe = verified(place({ prefix: 'torn' }), nodeWire.sleep);
      const answer = await safe.put('segment', body, { create: true });
      if (answer === 'exists') await safe.put('segment', body);
      const got = await place({ prefix: 'torn' }).get('segment');
      expect(Buffer.compare((got as { bytes: Uint8Array }).bytes, body)).toBe(0);
    });
  });

  more?.(place, () => server);
}

async function signed(
  { accessKey, secretKey }: S3Server,
  method: string,
  url: string,
  hash: string,
): Promise<{ headers: Record<string, string> }> {
  const of = hash || createHash('sha256').digest('hex');
  const signer = new AwsV4Signer({
    method,
    url,
    headers: { 'X-Amz-Content-Sha256': of, 'If-None-Match': '*' },
    accessKeyId: accessKey,
    secretAccessKey: secretKey,
    service: 's3',
    region: 'us-east-1',
  });
  const { headers } = await signer.sign();
  return { headers: Object.fromEntries(headers) };
}
