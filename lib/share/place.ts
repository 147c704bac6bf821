import * as z from 'zod/mini';
import {
  type Carrier,
  FolderCarrier,
  type Remote,
  S3Carrier,
  type S3Settings,
  verified,
  WebDavCarrier,
} from '../carrier';
import {
  dropPlaceRow,
  isCompanySpace,
  keepFolder,
  keptFolder,
  type Ledger,
  type PlaceRow,
  placeRowId,
  putPlaceRow,
  readPlaceRow,
  sendAllAgain,
  sharedSpaces,
} from '../ledger';
import { loadPolicy, policySnapshot } from '../platform/policy';
import { Fault } from '../records/fault';
import { lockedBy, nameOf } from './preset';

const line = (most: number) => z.string().check(z.minLength(1), z.maxLength(most));

/** Where the files of sharing lie. Holds no credential: it travels in invitations. */
export const placeAddress = z.discriminatedUnion('sort', [
  z.object({ sort: z.literal('file') }),
  z.object({ sort: z.literal('folder') }),
  z.object({ sort: z.literal('webdav'), address: line(2000) }),
  z.object({
    sort: z.literal('s3'),
    address: line(2000),
    bucket: line(63),
    region: z.string().check(z.maxLength(60)),
    style: z.enum(['path', 'host']),
    prefix: z.optional(z.string().check(z.maxLength(200))),
  }),
]);
export type PlaceAddress = z.infer<typeof placeAddress>;

const secret = z.string().check(z.maxLength(4000));
const credentials = z.union([
  z.object({ user: secret, password: secret }),
  z.object({ accessKey: secret, secretKey: secret }),
]);
/** Name and password of a WebDAV account, or the two keys of an S3 account. */
export type Credentials = z.infer<typeof credentials>;

/** The address as somebody chose it, and whether the trial found the place weak. */
export interface KeptPlace {
  address: PlaceAddress;
  weak: boolean;
  /** Whether the way in was entered on this device. */
  hasCredentials: boolean;
  /** True where the space of a company has none of its own and lies where the branch's does. */
  isBranchs?: true;
}

/**
 * Keeps where the files lie, and the way in if it is given; otherwise the one that was kept stays, as long as the
 * address does. At another place than before, everything is sent again under the same names. The space of a company may
 * have a place of its own; without one it goes with the branch's. Throws E864, E869 (no address, or not encrypted), E894
 * (the organisation has set another), E110–E112.
 */
export async function keepPlace(
  ledger: Ledger,
  address: PlaceAddress,
  given?: Credentials,
  found: { weak?: boolean } = {},
  space = '',
): Promise<void> {
  const next = await allowed(address);
  // Refuses what cannot be used before anything is kept.
  if (next.sort === 'webdav' || next.sort === 's3') remoteCarrier(next, given ?? { user: '', password: '' });
  const before = await readPlaceRow(ledger, 'place', space);
  const left = before ?? (isCompanySpace(space) ? await readPlaceRow(ledger, 'place') : undefined);
  const isAt = (row: PlaceRow | undefined): boolean =>
    row !== undefined && samePlace(row.address as PlaceAddress, next);
  const isSame = isAt(before);
  const row: PlaceRow = {
    ...(isSame ? before : {}),
    id: placeRowId('place', space),
    address: next,
    found: { weak: found.weak ?? (before && isSame ? before.found.weak : false) },
  };
  if (given) Object.assign(row, await seal(credentials.parse(given)));
  await putPlaceRow(ledger, row);
  if (left && !isAt(left)) await sendAllAgain(ledger, await movedWith(ledger, space));
}

/** An address as it may be kept. Throws E894 (the organisation has set another). */
export async function allowed(address: PlaceAddress): Promise<PlaceAddress> {
  const next = placeAddress.parse(address);
  await loadPolicy();
  if (lockedBy(policySnapshot().policy, next)) throw new Fault('E894');
  return next;
}

/** The spaces whose files move when the place of one does: with the branch's go those of companies without their own. */
async function movedWith(ledger: Ledger, space: string): Promise<string[]> {
  if (isCompanySpace(space)) return [space];
  const moved: string[] = [];
  for (const share of await sharedSpaces(ledger)) {
    const isOwn = isCompanySpace(share.space) && (await readPlaceRow(ledger, 'place', share.space));
    if (!isOwn) moved.push(share.space);
  }
  return moved;
}

/** The space of a company goes with the branch's place again. Throws E890 (the branch has none), E110–E112. */
export async function useBranchPlace(ledger: Ledger, space: string): Promise<void> {
  const [own, branchs] = [await readPlaceRow(ledger, 'place', space), await readPlaceRow(ledger, 'place')];
  if (!branchs) throw new Fault('E890');
  if (!own) return;
  await dropPlaceRow(ledger, 'place', space);
  await keepFolder(ledger, undefined, space);
  if (!samePlace(own.address as PlaceAddress, branchs.address as PlaceAddress))
    await sendAllAgain(ledger, [space]);
}

/** Where the files of the branch's space, or of a company's, lie; undefined before anything was chosen. */
export async function keptPlace(ledger: Ledger, space = ''): Promise<KeptPlace | undefined> {
  const row = await readPlaceRow(ledger, 'place', space);
  if (!row && isCompanySpace(space)) {
    const branchs = await keptPlace(ledger);
    return branchs && { ...branchs, isBranchs: true };
  }
  const address = placeAddress.safeParse(row?.address);
  if (!row || !address.success) return undefined;
  return { address: address.data, weak: row.found.weak, hasCredentials: row.sealed !== undefined };
}

/**
 * The place, ready to be used. Throws E890 (none was chosen), E891 (files go by hand), E892 (the way in has to be
 * entered again), E893 (the folder has to be chosen again), and what the carrier finds wrong with the address.
 */
export const openCarrier = async (ledger: Ledger, space?: string): Promise<Carrier> =>
  (await openPlace(ledger, space)).carrier;

/** {@link openCarrier}, with the server behind it where there is one. */
export async function openPlace(ledger: Ledger, space = ''): Promise<{ carrier: Carrier; remote?: Remote }> {
  const place = await keptPlace(ledger, space);
  const rows = place?.isBranchs ? '' : space;
  if (!place) throw new Fault('E890');
  const { address } = place;
  if (address.sort === 'file') throw new Fault('E891');
  if (address.sort === 'folder') {
    const handle = await keptFolder(ledger, rows);
    if (!handle) throw new Fault('E893');
    return { carrier: verified(new FolderCarrier(handle)) };
  }
  const remote = remoteCarrier(address, await openCredentials(ledger, rows));
  return { carrier: place.weak ? verified(remote) : remote, remote };
}

/** The carrier of an address on a server. Throws E864, E869. */
export function remoteCarrier(
  address: Extract<PlaceAddress, { sort: 'webdav' | 's3' }>,
  given: Credentials,
): Remote {
  if (address.sort === 's3') return new S3Carrier(s3Settings(address, given));
  const { user = '', password = '' } = given as { user?: string; password?: string };
  return new WebDavCarrier({ address: address.address, user, password });
}

/** An address on an S3-compatible server, and the keys, as the carrier takes them. */
export function s3Settings(address: Extract<PlaceAddress, { sort: 's3' }>, given: Credentials): S3Settings {
  const { accessKey = '', secretKey = '' } = given as { accessKey?: string; secretKey?: string };
  const { bucket, style, prefix } = address;
  const region = address.region || undefined;
  const vendor = vendorOf(address.address);
  return { endpoint: address.address, bucket, region, style, prefix, accessKey, secretKey, vendor };
}

/** Two clouds have a header of their own for "do not overwrite"; they are told by their addresses. */
function vendorOf(address: string): 'oss' | 'cos' | undefined {
  const host = URL.canParse(address) ? new URL(address).hostname : '';
  if (/\.aliyuncs\.com$/.test(host)) return 'oss';
  return /\.myqcloud\.com$/.test(host) ? 'cos' : undefined;
}

/** True when two addresses name one place. */
export const samePlace = (a: PlaceAddress, b: PlaceAddress): boolean => nameOf(a) === nameOf(b);

async function seal(value: Credentials): Promise<Pick<PlaceRow, 'key' | 'sealed'>> {
  const key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, [
    'encrypt',
    'decrypt',
  ]);
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const text = new TextEncoder().encode(JSON.stringify(value));
  const bytes = new Uint8Array(await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, text));
  return { key, sealed: { iv, bytes } };
}

async function openCredentials(ledger: Ledger, space: string): Promise<Credentials> {
  const row = await readPlaceRow(ledger, 'place', space);
  try {
    if (!row?.key || !row.sealed) throw new Fault('E892');
    const { iv, bytes } = row.sealed;
    const text = await crypto.subtle.decrypt({ name: 'AES-GCM', iv: own(iv) }, row.key, own(bytes));
    return credentials.parse(JSON.parse(new TextDecoder().decode(text)));
  } catch (thrown) {
    if (thrown instanceof Fault && thrown.code !== 'E892') throw thrown;
    throw new Fault('E892');
  }
}

/** Bytes over a buffer of their own, as WebCrypto takes them. */
const own = (bytes: Uint8Array): Uint8Array<ArrayBuffer> => new Uint8Array(bytes);
