import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { toHex } from '../records/bytes-text';

/** SHA-256 of nothing: what most requests carry. */
export const EMPTY_HASH = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

/** What signs, and for which part of the world. */
export interface S3Signer {
  accessKey: string;
  secretKey: string;
  region: string;
  /** Keys derived for a day and region; whoever signs keeps them, and with them they go. */
  derived: Map<string, Uint8Array>;
}

/** Headers that the browser or a proxy may change on the way. */
const LEFT_OUT = new Set(['content-type', 'content-length', 'authorization', 'user-agent', 'range']);

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const mac = (key: Uint8Array, text: string): Uint8Array => hmac(sha256, key, utf8(text));

function keyOf({ secretKey, region, derived }: S3Signer, day: string): Uint8Array {
  const name = `${day} ${region}`;
  let key = derived.get(name);
  if (!key) {
    key = [day, region, 's3', 'aws4_request'].reduce(mac, utf8(`AWS4${secretKey}`));
    derived.set(name, key);
  }
  return key;
}

/** Percent signs as AWS wants them: encodeURIComponent leaves five more as they are. */
const encoded = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);

/**
 * The headers of a request to an S3 server, signed (AWS Signature Version 4). Everything is counted in place: of a
 * listing and ten thousand files each is signed, and the browser's own hashes take four steps through its threads for
 * some hundreds of bytes. `bodyHash`: hex SHA-256 of the body. `now`: milliseconds of the server's clock.
 */
export function signS3(
  signer: S3Signer,
  ask: { method: string; url: URL; headers: Readonly<Record<string, string>>; bodyHash: string },
  now: number,
): Record<string, string> {
  const { method, url, bodyHash } = ask;
  const time = new Date(now).toISOString().replace(/[:-]|\.\d{3}/g, '');
  const day = time.slice(0, 8);
  const headers: Record<string, string> = {
    ...ask.headers,
    'X-Amz-Content-Sha256': bodyHash,
    'X-Amz-Date': time,
  };
  const lines = [['host', url.host], ...Object.entries(headers)]
    .map(([name = '', value = '']) => [name.toLowerCase(), value.trim().replace(/\s+/g, ' ')] as const)
    .filter(([name]) => !LEFT_OUT.has(name))
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const names = lines.map(([name]) => name).join(';');
  const query = [...url.searchParams]
    .map(([name, value]) => `${encoded(name)}=${encoded(value)}`)
    .sort()
    .join('&');
  const path = url.pathname
    .split('/')
    .map((part) => encoded(decodeURIComponent(part)))
    .join('/');
  const canonical = [
    method,
    path,
    query,
    ...lines.map(([name, value]) => `${name}:${value}`),
    '',
    names,
    bodyHash,
  ].join('\n');
  const scope = `${day}/${signer.region}/s3/aws4_request`;
  const toSign = ['AWS4-HMAC-SHA256', time, scope, toHex(sha256(utf8(canonical)))].join('\n');
  const signature = toHex(mac(keyOf(signer, day), toSign));
  const credential = `Credential=${signer.accessKey}/${scope}`;
  headers.Authorization = `AWS4-HMAC-SHA256 ${credential}, SignedHeaders=${names}, Signature=${signature}`;
  return headers;
}
