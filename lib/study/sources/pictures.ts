import { change, type CommitResult, hashBlob, type Ledger, type Rec } from '../../ledger';
import { type FileKind, fileKindOf, type Reencode, reencodePhoto } from '../../exchange/photo';
import { originPattern } from '../../platform/permissions';
import { webFetch, type WebFetchOptions } from '../../platform/web-fetch';
import { asFault, Fault } from '../../records/fault';
import type { ClipPicture } from '../../records/study';
import { v5 } from 'uuid';

/** Bytes of one picture as it arrives, and of all pictures of one clip as they are kept. */
export const PICTURE_BYTES = 8 * 1024 * 1024;
export const CLIP_PICTURE_BYTES = 30 * 1024 * 1024;
/** Pictures of one clip that are kept as files. */
export const PICTURE_COUNT = 80;
/** Pictures that are fetched at the same time, and milliseconds that each may take. */
const AT_ONCE = 4;
const TIMEOUT = 15_000;

/** Where ids of pictures come from: two people who keep the same picture meet on it. Fixed for ever. */
const NAMESPACE = '6c1f0d52-8a57-5d0c-9a43-2f7c1b0e8d11';
const SHOWN: readonly FileKind[] = ['jpeg', 'png', 'webp', 'gif', 'heic'];

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"' };

/** Key of a picture's entry in its clip. */
export const pictureId = (url: string): string => v5(url, NAMESPACE);

/** Addresses of the pictures in a body, in order and each once. */
export const pictureAddresses = (html: string): string[] => [
  ...new Set(
    [...html.matchAll(/<img[^>]*\sdata-src="([^"]*)"/g)].map(([, url = '']) =>
      url.replace(/&(amp|lt|gt|quot);/g, (_, name: string) => ENTITIES[name] ?? ''),
    ),
  ),
];

export interface PictureState {
  addresses: string[];
  /** Addresses that are not kept as files. */
  missing: string[];
  /** Those of them that were asked for and could not be had, with the code of the reason. */
  failed: { url: string; code: string }[];
  kept: number;
  /** Bytes of what is kept. */
  bytes: number;
  /** Sites of the missing ones, as match patterns. */
  sites: string[];
}

/** What is kept of the pictures of a clip, and what is not. */
export function pictureState(clip: Rec<'clip'>, html: string): PictureState {
  const known = clip.fields.pictures ?? {};
  const addresses = pictureAddresses(html).slice(0, PICTURE_COUNT);
  const missing = addresses.filter((url) => !known[pictureId(url)]?.sha256);
  const files = addresses.flatMap((url) => known[pictureId(url)] ?? []).filter((picture) => picture.sha256);
  return {
    addresses,
    missing,
    failed: missing.flatMap((url) => {
      const code = known[pictureId(url)]?.failed;
      return code ? [{ url, code }] : [];
    }),
    kept: files.length,
    bytes: files.reduce((sum, { size = 0 }) => sum + size, 0),
    sites: [...new Set(missing.flatMap((url) => originPattern(url) ?? []))].sort(),
  };
}

export interface PictureOptions {
  signal?: AbortSignal;
  /** Called after each picture. */
  onPicture?: (done: number, total: number) => void;
  fetch?: WebFetchOptions['fetch'];
  reencode?: Reencode;
}

export interface KeptPictures extends CommitResult {
  kept: number;
  failed: number;
}

/**
 * Fetches the pictures of a clip that are not kept yet and keeps them as files, drawn anew as photos are, so that no
 * EXIF and no position stays in them, with the fingerprint of the original beside each. Without cookies and referrer,
 * within the bounds above; what could not be had is noted with its reason (E330–E333, E338 when the clip's budget is
 * used up, E339). One commit at the end; a stop keeps what has come so far. The sites have to be allowed before.
 */
export async function keepPictures(
  ledger: Ledger,
  clip: Rec<'clip'>,
  html: string,
  options: PictureOptions = {},
): Promise<KeptPictures> {
  const state = pictureState(clip, html);
  const entries: Record<string, ClipPicture> = {};
  let bytes = state.bytes;
  let done = 0;
  let kept = 0;
  const queue = [...state.missing];
  const work = async (): Promise<void> => {
    for (let url = queue.shift(); url && !options.signal?.aborted; url = queue.shift()) {
      try {
        if (bytes >= CLIP_PICTURE_BYTES) throw overBudget();
        const { drawn, original } = await fetchPicture(url, options);
        if (bytes + drawn.size > CLIP_PICTURE_BYTES) throw overBudget();
        bytes += drawn.size;
        entries[pictureId(url)] = { url, ...(await ledger.putBlob(drawn)), originalSha256: original };
        kept += 1;
      } catch (thrown) {
        if (options.signal?.aborted) return;
        entries[pictureId(url)] = { url, failed: asFault(thrown).code };
      }
      done += 1;
      options.onPicture?.(done, state.missing.length);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  const result = await ledger.commit([change(clip, { pictures: entries })], { label: 'clipPictures' });
  return { ...result, kept, failed: Object.keys(entries).length - kept };
}

const overBudget = (): Fault => new Fault('E338', { max: CLIP_PICTURE_BYTES / 1024 / 1024 });

async function fetchPicture(
  url: string,
  options: PictureOptions,
): Promise<{ drawn: Blob; original: string }> {
  const { bytes, type } = await webFetch(url, {
    limit: PICTURE_BYTES,
    accept: /^image\/(?!svg)|octet-stream/,
    timeout: TIMEOUT,
    signal: options.signal,
    fetch: options.fetch,
  });
  const blob = new Blob([bytes], { type });
  const kind = await fileKindOf(blob);
  const drawn = SHOWN.includes(kind) ? await (options.reencode ?? reencodePhoto)(blob, kind) : undefined;
  if (!drawn) throw new Fault('E333', { site: new URL(url).host });
  return { drawn, original: await hashBlob(blob) };
}

/** Takes the kept pictures off a clip; their addresses stay. Undone like any change. */
export const dropPictures = (ledger: Ledger, clip: Rec<'clip'>): Promise<CommitResult> =>
  ledger.commit(
    [
      change(clip, {
        pictures: Object.fromEntries(Object.keys(clip.fields.pictures ?? {}).map((id) => [id, null])),
      }),
    ],
    { label: 'clipPictures' },
  );

/** The file of a picture, if it is kept and its bytes are here. */
export async function pictureFile(ledger: Ledger, clip: Rec<'clip'>, url: string): Promise<Blob | undefined> {
  const picture = clip.fields.pictures?.[pictureId(url)];
  if (!picture?.sha256) return undefined;
  const { sha256, size = 0, type = '' } = picture;
  return ledger.getBlob({ sha256, size, type }).catch(() => undefined);
}
