import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { WebDavCarrier } from '../../../lib/carrier';
import { answer, fakeServer, type Reply } from './support/fake-server';

const place = (reply: Reply, address = 'https://files.example.com/dav/') => {
  const server = fakeServer(reply);
  return { ...server, place: new WebDavCarrier({ address, user: 'a', password: 'b' }, server.wire) };
};

/** A listing as servers write it; `ns` is how they call the one namespace. */
const listing = (
  ns: string,
  lines: { href: string; folder?: boolean; size?: number; etag?: string }[],
): string => {
  const p = ns ? `${ns}:` : '';
  const responses = lines.map(
    ({ href, folder, size, etag }) => `<${p}response><${p}href>${href}</${p}href>
      <${p}propstat><${p}prop>
        <${p}resourcetype>${folder ? `<${p}collection/>` : ''}</${p}resourcetype>
        ${size === undefined ? '' : `<${p}getcontentlength>${size}</${p}getcontentlength>`}
        ${etag === undefined ? '' : `<${p}getetag>${etag}</${p}getetag>`}
      </${p}prop><${p}status>HTTP/1.1 200 OK</${p}status></${p}propstat>
      <${p}propstat><${p}prop><${p}quota/></${p}prop><${p}status>HTTP/1.1 404 Not Found</${p}status></${p}propstat>
    </${p}response>`,
  );
  const xmlns = ns ? `xmlns:${ns}="DAV:"` : 'xmlns="DAV:"';
  return `<?xml version="1.0" encoding="utf-8"?>\n<${p}multistatus ${xmlns}>${responses.join('')}</${p}multistatus>`;
};

describe('a listing of a WebDAV folder', () => {
  test.each(['D', 'd', 'lp1', 'ns0', ''])('with the prefix “%s”', async (ns) => {
    const xml = listing(ns, [
      { href: '/dav/v1/', folder: true },
      { href: '/dav/v1/a-1', size: 7, etag: '"x1"' },
      { href: '/dav/v1/b/', folder: true },
    ]);
    const { place: one } = place(() => answer(207, xml));
    expect(await one.list('v1')).toEqual([
      { name: 'a-1', folder: false, size: 7, mark: '"x1"' },
      { name: 'b', folder: true },
    ]);
  });

  test.each([
    ['whole addresses', 'https://files.example.com/dav/v1/'],
    ['whole addresses of a server behind the proxy', 'http://10.0.0.7:8080/dav/v1/'],
    ['another path behind the proxy', '/internal/webdav/v1/'],
    ['paths with doubled slashes', '/dav//v1/'],
  ])('that names %s', async (_, start) => {
    const xml = listing('d', [
      { href: start, folder: true },
      { href: `${start}a`, size: 1 },
    ]);
    const { place: one } = place(() => answer(207, xml));
    expect((await one.list('v1')).map(({ name }) => name)).toEqual(['a']);
  });

  test('of a Nextcloud address with a space and Chinese, however it is encoded', async () => {
    const address = 'https://cloud.example.com/remote.php/dav/files/王芳/支部 共享';
    const encoded = '/remote.php/dav/files/%e7%8e%8b%e8%8a%b3/%E6%94%AF%E9%83%A8%20%E5%85%B1%E4%BA%AB/v1/';
    const xml = listing('d', [
      { href: encoded, folder: true },
      { href: `${encoded}h/`, folder: true },
      { href: `${encoded}a`, size: 3, etag: '&quot;6634&quot;' },
    ]);
    const { place: one, asked } = place(() => answer(207, xml), address);
    expect(await one.list('v1')).toEqual([
      { name: 'h', folder: true },
      { name: 'a', folder: false, size: 3, mark: '"6634"' },
    ]);
    expect(asked[0]?.url.pathname).toBe(
      '/remote.php/dav/files/%E7%8E%8B%E8%8A%B3/%E6%94%AF%E9%83%A8%20%E5%85%B1%E4%BA%AB/v1/',
    );
    expect(asked[0]?.headers.get('depth')).toBe('1');
  });

  test('of an address with a lone percent sign', async () => {
    const { place: one, asked } = place(() => answer(404), 'https://files.example.com/100%/x');
    expect(await one.list('v1')).toEqual([]);
    expect(asked[0]?.url.pathname).toBe('/100%25/x/v1/');
  });

  test('leaves out what is not ours: other depths, other names', async () => {
    const xml = listing('d', [
      { href: '/dav/v1/', folder: true },
      { href: '/dav/v1/deep/er', size: 1 },
      { href: '/dav/v1/.DAV/', folder: true },
      { href: '/dav/v1/%E6%96%87%E4%BB%B6.txt', size: 1 },
      { href: '/dav/v1/..%2F..%2Fetc', size: 1 },
      { href: '/elsewhere/a', size: 1 },
      { href: '/dav/v1/fine', size: 1 },
    ]);
    const { place: one } = place(() => answer(207, xml));
    expect((await one.list('v1')).map(({ name }) => name)).toEqual(['fine']);
  });

  test('gives no mark for an ETag that is weak', async () => {
    const xml = listing('d', [
      { href: '/dav/', folder: true },
      { href: '/dav/a', size: 1, etag: 'W/"x1"' },
      { href: '/dav/b', size: 1, etag: 'unquoted' },
    ]);
    const { place: one } = place(() => answer(207, xml));
    expect((await one.list('')).map(({ mark }) => mark)).toEqual([undefined, undefined]);
  });

  test('of an empty folder and of one that is not there', async () => {
    const empty = place(() => answer(207, listing('d', [{ href: '/dav/v1/', folder: true }])));
    expect(await empty.place.list('v1')).toEqual([]);
    expect(await place(() => answer(404)).place.list('v1')).toEqual([]);
  });

  test.each([
    ['a web page', '<!DOCTYPE html><html><body>Welcome</body></html>'],
    ['half of an answer', '<d:multistatus xmlns:d="DAV:"><d:response><d:href>/dav/</d:hr'],
    [
      'an answer without its end',
      listing('d', [{ href: '/dav/v1/', folder: true }]).replace('</d:multistatus>', ''),
    ],
    [
      'entities that grow',
      '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><d:multistatus>&b;</d:multistatus>',
    ],
    ['nothing', ''],
  ])('that is %s says that this is no WebDAV place', async (_, body) => {
    const { place: one } = place(() => answer(207, body));
    await expect(one.list('v1')).rejects.toMatchObject({ code: 'E864' });
  });

  test('a login page with status 200 is no WebDAV place', async () => {
    const { place: one } = place(() => answer(200, '<html>login</html>'));
    await expect(one.list('v1')).rejects.toMatchObject({ code: 'E864', params: { kind: 'WebDAV' } });
  });

  test('never breaks, whatever the server says', async () => {
    const parts = [
      '<d:multistatus>',
      '<d:response>',
      '<d:href>',
      '/dav/v1/',
      '&#x0;',
      '&amp;',
      '%',
      '</d:href>',
      ']]>',
    ];
    const piece = fc.oneof(
      fc.constantFrom(...parts, '<!--', '<__proto__>', 'constructor'),
      fc.string({ maxLength: 9 }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 30 }), async (pieces) => {
        const { place: one } = place(() => answer(207, pieces.join('')));
        const listed = await one.list('v1').catch((thrown: unknown) => thrown);
        if (Array.isArray(listed)) for (const { name } of listed) expect(name).toMatch(/^[\w-][\w.-]*$/);
        else expect(listed).toMatchObject({ code: 'E864' });
      }),
      { numRuns: 500 },
    );
  });
});

describe('a file of a WebDAV place', () => {
  /** A place that has these folders, and makes others as a server does. */
  const withFolders = (...folders: string[]) => {
    const there = new Set(['/dav', ...folders]);
    const above = (path: string): string => path.replace(/\/[^/]*$/, '');
    const made = place(({ method, url }) => {
      const path = url.pathname.replace(/\/$/, '');
      if (method === 'PUT') return answer(there.has(above(path)) ? 201 : 409);
      if (method === 'PROPFIND')
        return there.has(path)
          ? answer(207, listing('D', [{ href: url.pathname, folder: true }]))
          : answer(404);
      if (there.has(path)) return answer(405);
      if (!there.has(above(path))) return answer(409);
      there.add(path);
      return answer(201);
    });
    /** The folders that were asked for, in order. */
    const wanted = () => made.asked.filter(({ method }) => method === 'MKCOL').map(({ url }) => url.pathname);
    return { ...made, there, wanted };
  };

  test('makes the folders above it, and only those that are missing', async () => {
    const { place: one, there, asked } = withFolders('/dav/v1');
    expect(await one.put('v1/b/x/d/file', new Uint8Array(1), { create: true })).toBe('stored');
    expect(there).toEqual(new Set(['/dav', '/dav/v1', '/dav/v1/b', '/dav/v1/b/x', '/dav/v1/b/x/d']));
    const after = asked.length;
    expect(await one.put('v1/b/x/d/other', new Uint8Array(1))).toBe('stored');
    expect(asked.length - after).toBe(1);
  });

  test('begins a new place with one request for each folder, also when many files come at once', async () => {
    const { place: one, wanted } = withFolders();
    await Promise.all(
      ['r/1', 'r/2', 'k/1', 'd/x-1/000001/1', 'd/x-1/000002/1'].map((name) =>
        one.put(`v1/b/x/${name}`, new Uint8Array(1)),
      ),
    );
    const folders = ['/dav/v1/', '/dav/v1/b/', '/dav/v1/b/x/', '/dav/v1/b/x/r/'];
    expect(wanted().slice(0, 4)).toEqual(folders);
    expect(new Set(wanted())).toEqual(
      new Set([
        ...folders,
        ...['k/', 'd/', 'd/x-1/', 'd/x-1/000001/', 'd/x-1/000002/'].map((name) => `/dav/v1/b/x/${name}`),
      ]),
    );
    // Of the chain three folders are missing: the first two of them are asked for once more on the way down.
    expect(wanted().length).toBe(9 + 2);
  });

  test('asks for one folder more where the others were seen', async () => {
    const { place: one, wanted } = withFolders('/dav/v1', '/dav/v1/b', '/dav/v1/b/x', '/dav/v1/b/x/d');
    await one.list('v1/b/x/d');
    await one.put('v1/b/x/d/000001/1', new Uint8Array(1));
    expect(wanted()).toEqual(['/dav/v1/b/x/d/000001/']);
  });

  test('is stored although somebody took the folders away meanwhile', async () => {
    const { place: one, there } = withFolders('/dav/v1', '/dav/v1/b', '/dav/v1/b/x');
    await one.put('v1/b/x/1', new Uint8Array(1));
    for (const path of ['/dav/v1', '/dav/v1/b', '/dav/v1/b/x']) there.delete(path);
    expect(await one.put('v1/b/x/2', new Uint8Array(1))).toBe('stored');
    expect(await one.put('v1/b/y/z/1', new Uint8Array(1))).toBe('stored');
  });

  test('is stored although somebody else makes its folder in the same moment', async () => {
    let puts = 0;
    const { place: one } = place(({ method }) => {
      if (method === 'MKCOL') return answer(403);
      puts += 1;
      return answer(puts === 1 ? 409 : 201);
    });
    expect(await one.put('v1/a', new Uint8Array(1))).toBe('stored');
  });

  test('whose folder may not be made is refused with the reason', async () => {
    const { place: one } = place(({ method }) => answer(method === 'MKCOL' ? 403 : 409));
    await expect(one.put('v1/a', new Uint8Array(1))).rejects.toMatchObject({ code: 'E860' });
  });

  test('whose whole place is gone says so', async () => {
    const { place: one } = place(() => answer(409));
    await expect(one.put('v1/a', new Uint8Array(1))).rejects.toMatchObject({ code: 'E872' });
  });

  test('is not downloaded again when its mark is the same, whether or not the server looks at it', async () => {
    const looks = place(({ headers }) =>
      answer(headers.get('if-none-match') === '"m"' ? 304 : 200, 'x', { etag: '"m"' }),
    );
    expect(await looks.place.get('v1/a', { unless: '"m"' })).toBe('same');
    const ignores = place(() => answer(200, 'x', { etag: '"m"' }));
    expect(await ignores.place.get('v1/a', { unless: '"m"' })).toBe('same');
    expect(await ignores.place.get('v1/a')).toMatchObject({ mark: '"m"' });
    const weak = place(() => answer(200, 'x', { etag: 'W/"m"' }));
    expect(await weak.place.get('v1/a')).toEqual({ bytes: new Uint8Array([120]), mark: undefined });
  });
});
