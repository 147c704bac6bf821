import { AwsV4Signer } from 'aws4fetch';
import { describe, expect, test } from 'vitest';
import { EMPTY_HASH, signS3 } from '../../../lib/carrier/sign-s3';

const NOW = Date.parse('2026-11-26T02:03:04.567Z');
const SIGNER = {
  accessKey: 'AKALICE',
  secretKey: 'SK/alice+42',
  region: 'cn-north-1',
  derived: new Map<string, Uint8Array>(),
};

/** What a library of others signs the same request with. */
async function theirs(method: string, address: string, headers: Record<string, string>, bodyHash: string) {
  const { accessKey, secretKey, region } = SIGNER;
  const signer = new AwsV4Signer({
    method,
    url: address,
    headers: { ...headers, 'X-Amz-Content-Sha256': bodyHash },
    accessKeyId: accessKey,
    secretAccessKey: secretKey,
    service: 's3',
    region,
    datetime: '20261126T020304Z',
  });
  return (await signer.sign()).headers;
}

describe('a request to S3', () => {
  test.each<[string, string, string, Record<string, string>, string]>([
    ['of a file', 'GET', 'https://s3.example.com/branch/p/v1/a-1', {}, EMPTY_HASH],
    ['at a port', 'GET', 'http://127.0.0.1:7480/branch/v1/a', { 'If-None-Match': '"x y"' }, EMPTY_HASH],
    [
      'with Chinese and signs in its path',
      'DELETE',
      "https://s3.example.com/b/支部 (1)!/it's*.x",
      {},
      EMPTY_HASH,
    ],
    [
      'of a listing',
      'GET',
      'https://s3.example.com/branch?continuation-token=a%2Fb%2B%3D&list-type=2&prefix=p%2F%E6%94%AF%20x%2F',
      {},
      EMPTY_HASH,
    ],
    [
      'with a body and what the vendor wants',
      'PUT',
      'https://branch.oss-cn-beijing.aliyuncs.com/v1/a',
      { 'Content-Type': 'application/octet-stream', 'x-oss-forbid-overwrite': 'true' },
      'ab'.repeat(32),
    ],
  ])('%s is signed as others sign it', async (_, method, address, headers, bodyHash) => {
    const ours = signS3(SIGNER, { method, url: new URL(address), headers, bodyHash }, NOW);
    const other = await theirs(method, address, headers, bodyHash);
    expect(
      Object.fromEntries(Object.entries(ours).map(([name, value]) => [name.toLowerCase(), value])),
    ).toEqual(Object.fromEntries(other));
  });

  test('of another day or region is signed with another key', () => {
    const ask = {
      method: 'GET',
      url: new URL('https://s3.example.com/b/a'),
      headers: {},
      bodyHash: EMPTY_HASH,
    };
    const all = [
      signS3(SIGNER, ask, NOW),
      signS3(SIGNER, ask, NOW + 24 * 3_600_000),
      signS3({ ...SIGNER, region: 'eu' }, ask, NOW),
      signS3(SIGNER, ask, NOW),
    ].map(({ Authorization }) => Authorization);
    expect(new Set(all).size).toBe(3);
    expect(all[3]).toBe(all[0]);
  });
});
