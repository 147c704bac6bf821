import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Ledger, Rec } from '../../../../lib/ledger';
import { hashBlob } from '../../../../lib/ledger';
import { saveClip } from '../../../../lib/study/clip/clips';
import {
  dropPictures,
  keepPictures,
  pictureAddresses,
  pictureFile,
  type PictureOptions,
  pictureState,
} from '../../../../lib/study/sources/pictures';
import { openTestLedger } from '../../support/ledger';

const granted = new Set<string>();
vi.mock('../../../../lib/platform/permissions', async (original) => ({
  ...(await original<object>()),
  hasSite: async (address: string) => granted.has(new URL(address).hostname),
}));
vi.mock('wxt/browser', () => ({ browser: {} }));

const JPEG = new Uint8Array([0xff, 0xd8, 0xff, 0xe1, 1, 2, 3]);
const A = 'https://p.example/a.jpg?x=1&y=2';
const B = 'https://q.example/b.png';
const HTML = `<p>一段话。</p><p><img data-src="${A.replace('&', '&amp;')}" alt=""></p><p><img data-src="${B}" alt="充电柜"></p><p><img data-src="${B}" alt="充电柜"></p>`;

let ledger: Ledger;
let clip: Rec<'clip'>;
const again = async (): Promise<Rec<'clip'>> => (await ledger.get('clip', clip.id)) as Rec<'clip'>;
beforeEach(async () => {
  granted.clear();
  granted.add('p.example').add('q.example');
  ({ ledger } = await openTestLedger());
  const { id } = await saveClip(ledger, {
    title: '十分钟议事',
    url: 'https://n.example/a.html',
    html: HTML,
    text: '一段话。',
    coverage: 'article',
    images: [A, B],
  });
  clip = (await ledger.get('clip', id)) as Rec<'clip'>;
});

const answers = (
  table: Record<string, () => Response>,
): { options: PictureOptions; sent: [string, RequestInit][] } => {
  const sent: [string, RequestInit][] = [];
  return {
    sent,
    options: {
      reencode: async (blob) => new Blob([`drawn ${blob.size}`], { type: 'image/jpeg' }),
      fetch: async (url, init) => {
        sent.push([String(url), init ?? {}]);
        return table[String(url)]?.() ?? new Response('', { status: 404 });
      },
    },
  };
};
const picture =
  (bytes: Uint8Array<ArrayBuffer> = JPEG, type = 'image/jpeg') =>
  (): Response =>
    new Response(bytes, { headers: { 'content-type': type } });

describe('pictures of a text', () => {
  it('are known by their addresses, each once, with the sites that would be asked', () => {
    expect(pictureAddresses(HTML)).toEqual([A, B]);
    const state = pictureState(clip, HTML);
    expect(state).toMatchObject({
      kept: 0,
      bytes: 0,
      failed: [],
      sites: ['https://p.example/*', 'https://q.example/*'],
    });
  });

  it('are kept as files that were drawn anew, with the fingerprint of the original, and asked for without cookies', async () => {
    const { options, sent } = answers({ [A]: picture(), [B]: picture() });
    const result = await keepPictures(ledger, clip, HTML, options);
    expect(result).toMatchObject({ kept: 2, failed: 0 });
    for (const [, init] of sent)
      expect(init).toMatchObject({ credentials: 'omit', referrerPolicy: 'no-referrer' });
    const after = await again();
    expect(await (await pictureFile(ledger, after, A))?.text()).toBe('drawn 7');
    const entries = Object.values(after.fields.pictures ?? {});
    expect(entries.map((entry) => entry.originalSha256)).toEqual(
      Array(2).fill(await hashBlob(new Blob([JPEG]))),
    );
    expect(pictureState(after, HTML)).toMatchObject({ kept: 2, missing: [], bytes: 14 });
    await ledger.undo(result.n ?? 0);
    expect(pictureState(await again(), HTML).kept).toBe(0);
  });

  it.each([
    ['a refusal', { [B]: () => new Response('', { status: 403 }) }, 'E331'],
    [
      'no connection',
      {
        [B]: () => {
          throw new TypeError('failed');
        },
      },
      'E330',
    ],
    ['a page instead', { [B]: picture(new TextEncoder().encode('<html>'), 'text/html') }, 'E333'],
    ['a page that calls itself a picture', { [B]: picture(new TextEncoder().encode('<html>')) }, 'E333'],
    [
      'a drawing that can hold scripts',
      { [B]: picture(new TextEncoder().encode('<svg/>'), 'image/svg+xml') },
      'E333',
    ],
    ['a giant', { [B]: () => new Response(JPEG, { headers: { 'content-length': '99999999' } }) }, 'E332'],
  ])('%s is noted with its code, and the others are kept', async (_, table, code) => {
    await keepPictures(ledger, clip, HTML, answers({ [A]: picture(), ...table }).options);
    expect(pictureState(await again(), HTML)).toMatchObject({ kept: 1, failed: [{ url: B, code }] });
    // Asked again, only what is missing is asked for.
    const retry = answers({ [B]: picture() });
    await keepPictures(ledger, await again(), HTML, retry.options);
    expect(retry.sent.map(([url]) => url)).toEqual([B]);
    expect(pictureState(await again(), HTML)).toMatchObject({ kept: 2, failed: [] });
  });

  it('of a site that was not allowed are not asked for', async () => {
    granted.delete('q.example');
    const { options, sent } = answers({ [A]: picture(), [B]: picture() });
    await keepPictures(ledger, clip, HTML, options);
    expect(sent.map(([url]) => url)).toEqual([A]);
    expect(pictureState(await again(), HTML).failed).toEqual([{ url: B, code: 'E339' }]);
  });

  it('stop at the budget of the clip, and can be taken off again', async () => {
    const big = new Blob([new Uint8Array(20 * 1024 * 1024)], { type: 'image/jpeg' });
    const { options } = answers({ [A]: picture(), [B]: picture() });
    await keepPictures(ledger, clip, HTML, { ...options, reencode: async () => big });
    expect(pictureState(await again(), HTML)).toMatchObject({ kept: 1, failed: [{ code: 'E338' }] });
    await dropPictures(ledger, await again());
    expect(pictureState(await again(), HTML)).toMatchObject({ kept: 0, failed: [] });
  });
});
