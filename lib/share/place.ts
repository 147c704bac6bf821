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
import { keptFolder, type Ledger, type PlaceRow, putPlaceRow, readPlaceRow, sendAllAgain } from '../ledger';
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
}

/**
 * Keeps where the files lie, and the way in if it is given; otherwise the one that was kept stays, as long as the
 * address does. At another place than before, everything is sent again under the same names. Throws E864, E869 (no
 * address, or not encrypted), E894 (the organisation has set another), E110–E112.
 */
export async function keepPlace(
  ledger: Ledger,
  address: PlaceAddress,
  given?: Credentials,
  found: { weak?: boolean } = {},
): Promise<void> {
  const next = placeAddress.parse(address);
  await loadPolicy();
  if (lockedBy(policySnapshot().policy, next)) throw new Fault('E894');
  // Refuses what cannot be used before anything is kept.
  if (next.sort === 'webdav' || next.sort === 's3') remoteCarrier(next, given ?? { user: '', password: '' });
  const before = await readPlaceRow(ledger, 'place');
  const isSame = before !== undefined && samePlace(before.address as PlaceAddress, next);
  const row: PlaceRow = {
    ...(isSame ? before : {}),
    id: 'place',
    address: next,
    found: { weak: found.weak ?? (isSame ? before.found.weak : false) },
  };
  if (given) Object.assign(row, await seal(credentials.parse(given)));
  await putPlaceRow(ledger, row);
  if (before && !isSame) await sendAllAgain(ledger);
}

/** Where the files lie; undefined before anything was chosen. */
export async function keptPlace(ledger: Ledger): Promise<KeptPlace | undefined> {
  const row = await readPlaceRow(ledger, 'place');
  const address = placeAddress.safeParse(row?.address);
  if (!row || !address.success) return undefined;
  return { address: address.data, weak: row.found.weak, hasCredentials: row.sealed !== undefined };
}

/**
 * The place, ready to be used. Throws E890 (none was chosen), E891 (files go by hand), E892 (the way in has to be
 * entered again), E893 (the folder has to be chosen again), and what the carrier finds wrong with the address.
 */
export const openCarrier = async (ledger: Ledger): Promise<Carrier> => (await openPlace(ledger)).carrier;

/** {@link openCarrier}, with the server behind it where there is one. */
export async function openPlace(ledger: Ledger): Promise<{ carrier: Carrier; remote?: Remote }> {
  const place = await keptPlace(ledger);
  if (!place) throw new Fault('E890');
  const { address } = place;
  if (address.sort === 'file') throw new Fault('E891');
  if (address.sort === 'folder') {
    const handle = await keptFolder(ledger);
    if (!handle) throw new Fault('E893');
    return { carrier: verified(new FolderCarrier(handle)) };
  }
  const remote = remoteCarrier(address, await openCredentials(ledger));
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

async function openCredentials(ledger: Ledger): Promise<Credentials> {
  const row = await readPlaceRow(ledger, 'place');
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
