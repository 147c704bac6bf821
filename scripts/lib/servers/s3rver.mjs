// @ts-expect-error -- the package has no types
import S3rver from 's3rver';
import { freePort, Running } from './running.mjs';

/**
 * s3rver, an S3 server in this process: overwrites in spite of "only when new" and shows files that were cut off.
 * @returns {Promise<import('./running.mjs').S3Server>}
 */
export async function startS3rver() {
  const running = new Running('s3rver');
  const port = await freePort();
  const server = new S3rver({
    address: '127.0.0.1',
    port,
    silent: true,
    directory: running.folder,
    configureBuckets: [{ name: 'branch' }],
  });
  await server.run();
  return {
    kind: 's3',
    port,
    endpoint: `http://127.0.0.1:${port}`,
    bucket: 'branch',
    accessKey: 'S3RVER',
    secretKey: 'S3RVER',
    stop: async () => {
      await server.close();
      await running.stop();
    },
  };
}
