import { describe, expect, test } from 'vitest';
import { findStyle, S3Carrier, s3Address, type S3Settings } from '../../../lib/carrier';
import { answer, fakeServer, type Reply } from './support/fake-server';

const SETTINGS: S3Settings = {
  endpoint: 'https://s3.example.com',
  bucket: 'branch',
  accessKey: 'AK',
  secretKey: 'tiger-lily-42',
  prefix: 'p',
};

const place = (reply: Reply, change: Partial<S3Settings> = {}, wire = {}) => {
  const server = fakeServer(reply, wire);
  return { ...server, place: new S3Carrier({ ...SETTINGS, ...change }, server.wire) };
};

const error = (status: number, code: string, more = ''): Response =>
  answer(status, `<?xml version="1.0"?><Error><Code>${code}</Code><Message>m</Message>${more}</Error>`);

const bytes = new Uint8Array([1]);

describe('what an S3 server refuses is said in words', () => {
  test.each([
    [403, 'AccessDenied', 'E860'],
    [403, 'SignatureDoesNotMatch', 'E860'],
    [403, 'QuotaExceeded', 'E861'],
    [503, 'SlowDown', 'E862'],
    [400, 'RequestTimeout', 'E862'],
    [400, 'EntityTooLarge', 'E863'],
    [404, 'NoSuchBucket', 'E872'],
    [400, 'AuthorizationHeaderMalformed', 'E873'],
    [403, 'SecondLevelDomainForbidden', 'E873'],
    [400, 'SomethingNew', 'E864'],
  ])('%i %s becomes %s', async (status, code, fault) => {
    await expect(place(() => error(status, code)).place.put('v1/a', bytes)).rejects.toMatchObject({
      code: fault,
    });
  });

  test('a file that is not there is no refusal', async () => {
    expect(await place(() => error(404, 'NoSuchKey')).place.get('v1/a')).toBeUndefined();
    expect(await place(() => answer(404)).place.get('v1/a')).toBeUndefined();
  });

  test('no fault holds a key', async () => {
    const { place: one } = place(() => error(403, 'AccessDenied', '<AWSAccessKeyId>AK</AWSAccessKeyId>'));
    const fault = (await one.put('v1/a', bytes).catch((thrown: unknown) => thrown)) as Error;
    expect(`${fault.stack} ${JSON.stringify(fault)}`).not.toMatch(/tiger-lily|AWS4-HMAC/);
  });
});

describe('“only when new”', () => {
  test.each([
    ['412', () => error(412, 'PreconditionFailed')],
    ['412 without words', () => answer(412)],
    ['304', () => answer(304)],
    ['409 of OSS', () => error(409, 'FileAlreadyExists')],
  ])('answered by %s means that it exists', async (_, reply) => {
    // A 3xx that is no redirect to anywhere.
    expect(await place(reply).place.put('v1/a', bytes, { create: true })).toBe('exists');
  });

  test('that the server does not know is left out from then on', async () => {
    const { place: one, asked } = place(({ headers }) =>
      headers.has('if-none-match') ? error(501, 'NotImplemented') : answer(200),
    );
    expect(await one.put('v1/a', bytes, { create: true })).toBe('stored');
    expect(await one.put('v1/b', bytes, { create: true })).toBe('stored');
    expect(asked).toHaveLength(3);
  });

  test('while somebody else writes the same name is asked again', async () => {
    const { place: one } = place((_, nth) =>
      nth === 1 ? error(409, 'ConditionalRequestConflict') : answer(412),
    );
    expect(await one.put('v1/a', bytes, { create: true })).toBe('exists');
  });

  test.each(['oss', 'cos'] as const)('is said to %s in its own way, signed', async (vendor) => {
    const { place: one, asked } = place(() => answer(200), { vendor });
    await one.put('v1/a', bytes, { create: true });
    const { headers } = asked[0] as (typeof asked)[number];
    expect(headers.get(`x-${vendor}-forbid-overwrite`)).toBe('true');
    expect(headers.has('if-none-match')).toBe(false);
    expect(headers.get('authorization')).toContain(`x-${vendor}-forbid-overwrite`);
  });
});

describe('the clock', () => {
  const skewed = (): Response =>
    new Response('<Error><Code>RequestTimeTooSkewed</Code></Error>', {
      status: 403,
      headers: { date: 'Sun, 29 Nov 2026 08:00:00 GMT' },
    });

  test('is put right once, and stays right', async () => {
    const { place: one, asked } = place(({ headers }) =>
      headers.get('x-amz-date')?.startsWith('20261129') ? answer(200) : skewed(),
    );
    expect(await one.put('v1/a', bytes)).toBe('stored');
    expect(await one.put('v1/b', bytes)).toBe('stored');
    expect(asked.map(({ headers }) => headers.get('x-amz-date')?.slice(0, 8))).toEqual([
      '20261126',
      '20261129',
      '20261129',
    ]);
  });

  test('that is refused again is said in words', async () => {
    const { place: one, asked } = place(skewed);
    await expect(one.put('v1/a', bytes)).rejects.toMatchObject({ code: 'E868' });
    expect(asked).toHaveLength(2);
  });
});

describe('a listing', () => {
  const page = (keys: string[], more: string): Response =>
    answer(
      200,
      `<ListBucketResult>${more}${keys
        .map(
          (key) =>
            `<Contents><Key>${key}</Key><Size>2</Size><ETag>&quot;d41d8cd98f00b204&quot;</ETag></Contents>`,
        )
        .join('')}</ListBucketResult>`,
    );

  test('goes on page by page, with the token or after the last name', async () => {
    for (const [more, name, value] of [
      [
        '<IsTruncated>true</IsTruncated><NextContinuationToken>t+/=1</NextContinuationToken>',
        'continuation-token',
        't+/=1',
      ],
      ['<IsTruncated>true</IsTruncated>', 'start-after', 'p/v1/b'],
    ] as const) {
      const { place: one, asked } = place((_, nth) =>
        nth === 1 ? page(['p/v1/a', 'p/v1/b'], more) : page(['p/v1/c'], '<IsTruncated>false</IsTruncated>'),
      );
      expect((await one.list('v1')).map((line) => line.name)).toEqual(['a', 'b', 'c']);
      expect(asked[1]?.url.searchParams.get(name)).toBe(value);
    }
  });

  test('that never ends is given up', async () => {
    const { place: one, asked } = place(() =>
      page(['p/v1/a'], '<IsTruncated>true</IsTruncated><NextContinuationToken>same</NextContinuationToken>'),
    );
    await expect(one.list('v1')).rejects.toMatchObject({ code: expect.stringMatching(/E864|E870/) });
    expect(asked.length).toBeLessThanOrEqual(200);
  });

  test('leaves out what is not ours', async () => {
    const { place: one } = place(() =>
      page(
        ['p/v1/', 'p/v1/a b', 'p/v1/支部', 'other/x', 'p/v1/.x', 'p/v1/ok'],
        '<IsTruncated>false</IsTruncated>',
      ),
    );
    expect(await one.list('v1')).toEqual([{ name: 'ok', folder: false, size: 2, mark: 'd41d8cd98f00b204' }]);
  });

  test.each(['<html></html>', '', '{"a":1}', '<ListBucketResult'])(
    'that is “%s” is no S3 place',
    async (body) => {
      const { place: one } = place(() => answer(200, body));
      const listed = await one.list('v1').catch((thrown: unknown) => thrown);
      if (Array.isArray(listed)) expect(listed).toEqual([]);
      else expect(listed).toMatchObject({ code: 'E864' });
    },
  );
});

describe('the address', () => {
  test('has the bucket in its path or in front of the host', async () => {
    const inPath = place(() => answer(200));
    await inPath.place.put('v1/a', bytes);
    expect(inPath.asked[0]?.url.href).toBe('https://s3.example.com/branch/p/v1/a');
    const inHost = place(() => answer(200), { style: 'host', prefix: '' });
    await inHost.place.put('v1/a', bytes);
    expect(inHost.asked[0]?.url.href).toBe('https://branch.s3.example.com/v1/a');
    expect(s3Address({ ...SETTINGS, style: 'host' }).href).toBe('https://branch.s3.example.com/');
  });

  test.each([
    ['http://s3.example.com', 'branch', 'E869'],
    ['https://s3.example.com/branch', 'branch', 'E864'],
    ['https://s3.example.com', 'a/b', 'E864'],
    ['s3.example.com', 'branch', 'E864'],
  ])('%s with the bucket %s is refused as %s', (endpoint, bucket, code) => {
    expect(() => place(() => answer(200), { endpoint, bucket })).toThrow(expect.objectContaining({ code }));
  });

  test('and the region are found out', async () => {
    const { wire } = fakeServer(({ url, headers }) => {
      if (url.hostname === 's3.example.com') return error(403, 'SecondLevelDomainForbidden');
      if (headers.get('authorization')?.includes('/oss-cn-beijing/')) {
        return answer(200, '<ListBucketResult><IsTruncated>false</IsTruncated></ListBucketResult>');
      }
      return error(400, 'AuthorizationHeaderMalformed', '<Region>oss-cn-beijing</Region>');
    });
    expect(await findStyle(SETTINGS, { wire })).toMatchObject({ style: 'host', region: 'oss-cn-beijing' });
  });

  test('that answers under no style is refused with the first reason', async () => {
    const { wire } = fakeServer(({ url }) =>
      url.hostname === 's3.example.com' ? error(403, 'AccessDenied') : new TypeError('no such host'),
    );
    await expect(findStyle(SETTINGS, { wire })).rejects.toMatchObject({ code: 'E860' });
  });
});
