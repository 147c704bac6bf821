import { createHash } from 'node:crypto';
import { AwsV4Signer } from 'aws4fetch';

/**
 * Makes the bucket of a server. Buckets are made by administrators; on servers that we started that is us.
 * @param {import('./running.mjs').S3Server} server
 */
export async function makeBucket({ endpoint, bucket, accessKey, secretKey }) {
  const signer = new AwsV4Signer({
    method: 'PUT',
    url: `${endpoint}/${bucket}`,
    headers: { 'X-Amz-Content-Sha256': createHash('sha256').digest('hex') },
    accessKeyId: accessKey,
    secretAccessKey: secretKey,
    service: 's3',
    region: 'us-east-1',
  });
  const { method, url, headers } = await signer.sign();
  await (await fetch(url, { method, headers })).text();
}
