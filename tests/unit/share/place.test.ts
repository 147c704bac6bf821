import { beforeEach, describe, expect, it, vi } from 'vitest';
import { dumpRaw, type Ledger, SyncStore } from '../../../lib/ledger';
import { fakeBrowser } from '../support/browser';
import { openTestLedger } from '../support/ledger';

const fake = fakeBrowser();
vi.mock('wxt/browser', () => ({ browser: fake.api }));
const { keepPlace, keptPlace, openCarrier, presetOf, samePlace, sitesOf } =
  await import('../../../lib/share');
const { foundSpace } = await import('../../../lib/sync');
const { readPolicy } = await import('../../../lib/platform/policy-schema');
const { refreshPolicy, loadPolicy } = await import('../../../lib/platform/policy');

const WEBDAV = { sort: 'webdav', address: 'https://pan.example.com/dav/branch/' } as const;
const S3 = {
  sort: 's3',
  address: 'https://s3.example.com',
  bucket: 'zhibu',
  region: '',
  style: 'path',
} as const;
const WAY = { user: 'zhou', password: 'Geheim-示例-1' };

let ledger: Ledger;
beforeEach(async () => {
  ({ ledger } = await openTestLedger());
});

describe('the place that is kept', () => {
  it('comes back without its credentials, which open the carrier', async () => {
    await keepPlace(ledger, WEBDAV, WAY, { weak: true });
    expect(await keptPlace(ledger)).toEqual({ address: WEBDAV, weak: true, hasCredentials: true });
    expect(await openCarrier(ledger)).toMatchObject({ put: expect.any(Function) });
  });

  it('holds no password that could be read: not in its row, not in a copy of everything, not in a backup', async () => {
    await keepPlace(ledger, WEBDAV, WAY);
    const row = await ledger.db.identity.get('place');
    expect((row as { key: CryptoKey }).key.extractable).toBe(false);
    expect(JSON.stringify(row)).not.toContain('Geheim');
    const raw = await (await dumpRaw(ledger.db.name)).text();
    expect(raw).not.toContain('Geheim');
    expect(raw).not.toContain(btoa('Geheim').slice(0, 6));
  });

  it('keeps the way in when only its own trial is new, and forgets it at another place', async () => {
    await keepPlace(ledger, WEBDAV, WAY, { weak: true });
    await keepPlace(ledger, { ...WEBDAV, address: 'https://pan.example.com/dav/branch' });
    expect(await keptPlace(ledger)).toMatchObject({ hasCredentials: true, weak: true });
    await keepPlace(ledger, S3);
    expect(await keptPlace(ledger)).toMatchObject({ hasCredentials: false, weak: false });
  });

  it.each([
    ['E864', { sort: 'webdav', address: 'pan' }],
    ['E864', { sort: 'webdav', address: 'https://zhou:pw@pan.example.com/' }],
    ['E869', { sort: 'webdav', address: 'http://pan.example.com/' }],
    ['E869', { ...S3, address: 'http://10.1.1.1:7480' }],
  ] as const)('is refused with %s and nothing is kept: %j', async (code, address) => {
    await expect(keepPlace(ledger, address, WAY)).rejects.toMatchObject({ code });
    expect(await keptPlace(ledger)).toBeUndefined();
  });

  it('takes an address of this machine without encryption', async () => {
    await keepPlace(ledger, { sort: 'webdav', address: 'http://127.0.0.1:8080/dav/' }, WAY);
    expect((await keptPlace(ledger))?.address.sort).toBe('webdav');
  });

  it('says what is lacking: E890 no place, E891 files by hand, E892 no way in, E893 no folder', async () => {
    const opened = (): Promise<unknown> => openCarrier(ledger);
    await expect(opened()).rejects.toMatchObject({ code: 'E890' });
    await keepPlace(ledger, { sort: 'file' });
    await expect(opened()).rejects.toMatchObject({ code: 'E891' });
    await keepPlace(ledger, { sort: 'folder' });
    await expect(opened()).rejects.toMatchObject({ code: 'E893' });
    await keepPlace(ledger, WEBDAV);
    await expect(opened()).rejects.toMatchObject({ code: 'E892' });
    await keepPlace(ledger, WEBDAV, WAY);
    const row = (await ledger.db.identity.get('place')) as { sealed: { bytes: Uint8Array } };
    row.sealed.bytes[3] = (row.sealed.bytes[3] ?? 0) ^ 1;
    await ledger.db.identity.put(row as never);
    await expect(opened()).rejects.toMatchObject({ code: 'E892' });
  });

  it('sends everything again under the same names when it becomes another place', async () => {
    await keepPlace(ledger, WEBDAV, WAY);
    await foundSpace(ledger, 'zhou');
    const store = new SyncStore(ledger);
    await store.changeShare((share) => ({ ...share, confirmed: 7, headAt: 5 }));
    await store.markSent((await store.rosterFiles()).map(({ name }) => name));
    await keepPlace(ledger, WEBDAV, { ...WAY, password: 'neu' });
    expect(await store.share()).toMatchObject({ confirmed: 7 });
    await keepPlace(ledger, S3, { accessKey: 'a', secretKey: 'b' });
    expect(await store.share()).toMatchObject({ confirmed: 0 });
    expect((await store.share())?.headAt).toBeUndefined();
    expect(await store.unsent()).toHaveLength(1);
  });
});

it('the same place is known in spite of slashes, style and region', () => {
  expect(samePlace(WEBDAV, { ...WEBDAV, address: 'https://pan.example.com/dav/branch' })).toBe(true);
  expect(samePlace(S3, { ...S3, region: 'cn-1', style: 'host', address: 'https://s3.example.com/' })).toBe(
    true,
  );
  expect(samePlace(S3, { ...S3, bucket: 'other' })).toBe(false);
  expect(samePlace(WEBDAV, S3)).toBe(false);
});

it('both hosts of a bucket are asked for, whichever style it will be', () => {
  expect(sitesOf(S3).map((site) => new URL(site).host)).toEqual(['s3.example.com', 'zhibu.s3.example.com']);
  expect(sitesOf({ sort: 'file' })).toEqual([]);
});

describe('the organisation', () => {
  const preset = (raw: Record<string, unknown>) => presetOf(readPolicy(raw).policy);

  it.each([
    [{}, undefined],
    [{ storageAddress: 'https://a.example/dav' }, { sort: 'webdav', address: 'https://a.example/dav' }],
    [
      { storageAddress: 'https://a.example', storageBucket: 'b', storageRegion: 'r', storagePrefix: 'p' },
      { sort: 's3', address: 'https://a.example', bucket: 'b', region: 'r', style: 'path', prefix: 'p' },
    ],
    [{ storageSort: 'file' }, { sort: 'file' }],
    [{ storageSort: 's3', storageAddress: 'https://a.example' }, undefined],
    [
      { storageSort: 'ftp', storageAddress: 'https://a.example' },
      { sort: 'webdav', address: 'https://a.example' },
    ],
  ])('presets %j', (raw, expected) => {
    expect(preset(raw)).toEqual(expected);
  });

  it('locks the place: any other is refused with E894', async () => {
    fake.state.managed = async () => ({ storageAddress: WEBDAV.address, storageLocked: true });
    await loadPolicy();
    await refreshPolicy();
    await vi.waitFor(async () => {
      await expect(keepPlace(ledger, S3, WAY)).rejects.toMatchObject({ code: 'E894' });
    });
    await expect(keepPlace(ledger, { sort: 'file' })).rejects.toMatchObject({ code: 'E894' });
    await keepPlace(ledger, WEBDAV, WAY);
    expect((await keptPlace(ledger))?.address).toEqual(WEBDAV);
  });
});
