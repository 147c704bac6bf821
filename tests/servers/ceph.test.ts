import { AwsV4Signer } from 'aws4fetch';
import { describe, expect, test } from 'vitest';
import { findStyle, S3Carrier } from '../../lib/carrier';
import { startCeph } from '../../scripts/lib/servers/ceph.mjs';
import { whereInstalled } from './support/installed';
import { s3Suite } from './support/s3';
import { paper, PEOPLE, rulesSuite } from './support/sharing-rules';
import { loopbackWire, nodeWire } from './support/wire';

whereInstalled('ceph', (title) =>
  s3Suite(
    title,
    () => startCeph({ people: PEOPLE }),
    { createOnly: true, holdsRaces: true, mayErase: true, fresh: 0 },
    (place, server) => {
      describe(`${title}: many files`, () => {
        test('1,050 files of one folder are listed over several pages', async () => {
          const one = place();
          const names = Array.from({ length: 1_050 }, (_, at) => String(at).padStart(8, '0'));
          const queue = [...names];
          const worker = async (): Promise<void> => {
            for (let name = queue.shift(); name; name = queue.shift())
              await one.put(`v1/many/${name}`, new Uint8Array(1));
          };
          await Promise.all(Array.from({ length: 16 }, worker));
          await one.put('v1/many/zz/deep', new Uint8Array(1));
          const before = one.asked;
          const listed = await one.list('v1/many');
          expect(listed.map(({ name }) => name)).toEqual([...names, 'zz']);
          expect(one.asked - before).toBe(2);
        });
      });

      rulesSuite(title, async ({ branch, company }) => {
        const { endpoint, accessKey, secretKey } = server();
        const bucket = 'rules';
        const send = async (url: string, body?: string) => {
          const signer = new AwsV4Signer({
            method: 'PUT',
            url,
            body,
            accessKeyId: accessKey,
            secretAccessKey: secretKey,
            service: 's3',
            region: 'us-east-1',
          });
          const { method, headers } = await signer.sign();
          const answer = await fetch(url, { method, headers, body });
          expect(answer.ok, await answer.text()).toBe(true);
        };
        await send(`${endpoint}/${bucket}`);
        const policy = paper('sharing-bucket-policy.json')
          .replaceAll('USER:', 'arn:aws:iam:::user/')
          .replaceAll('BUCKET', bucket)
          .replaceAll('SPACE', branch)
          .replaceAll('COMPANY', company);
        await send(`${endpoint}/${bucket}?policy`, policy);
        const keysOf = (user: string) => ({
          accessKey: `AK${user.toUpperCase()}`,
          secretKey: `SK${user.toUpperCase()}`,
        });
        return {
          as: (user) => new S3Carrier({ endpoint, bucket, ...keysOf(user) }, nodeWire),
          stop: () => Promise.resolve(),
        };
      });

      describe(`${title}: the bucket in front of the host name`, () => {
        const settings = (style: 'path' | 'host') => {
          const { port, bucket, accessKey, secretKey } = server();
          return { endpoint: `http://localhost:${port}`, bucket, accessKey, secretKey, style };
        };

        test('is the same place as the bucket in the path', async () => {
          const inPath = new S3Carrier(settings('path'), loopbackWire);
          const inHost = new S3Carrier(settings('host'), loopbackWire);
          await inHost.put('v1/style/a', new TextEncoder().encode('one'));
          expect(await inPath.list('v1/style')).toMatchObject([{ name: 'a', size: 3 }]);
        });

        test('is found out when the other style was entered', async () => {
          // A server that takes the bucket only in front of its name.
          const onlyHost = {
            ...loopbackWire,
            fetch: (input: Parameters<typeof fetch>[0], init?: RequestInit) =>
              new URL(String(input)).hostname === 'localhost'
                ? Promise.resolve(
                    new Response('<Error><Code>SecondLevelDomainForbidden</Code></Error>', { status: 403 }),
                  )
                : loopbackWire.fetch(input, init),
          };
          expect((await findStyle(settings('path'), { wire: onlyHost })).style).toBe('host');
        });
      });
    },
  ),
);
