import { browserWire, type Wire } from '../platform/wire';
import { readAddress } from './address';
import { type Got, isPlainName, isPlainPart, type Listed, partsOf } from './carrier';
import { sha256 } from './hash';
import { type Answer, type Ask, Http } from './http';
import { REFUSED } from './refusals';
import type { Remote } from './remote';
import { EMPTY_HASH, signS3 } from './sign-s3';
import { child, children, readXml, textOf } from './xml';

/** Where an S3-compatible place is, and who we are there. */
export interface S3Settings {
  /** The server without bucket and path: `https://s3.example.com`. */
  endpoint: string;
  bucket: string;
  accessKey: string;
  secretKey: string;
  /** `us-east-1` where a server has no regions of its own. */
  region?: string;
  /** Folder inside the bucket that holds everything of ours; the whole bucket when empty. */
  prefix?: string;
  /** `path`: `https://server/bucket/…` (Ceph, most own servers). `host`: `https://bucket.server/…` (OSS, COS). */
  style?: 'path' | 'host';
  /** Alibaba OSS and Tencent COS know a header of their own for "do not overwrite". */
  vendor?: 'oss' | 'cos';
}

/** Pages of a listing that are read at most, of 1,000 files each, and bytes of one. */
const PAGES = 200;
const LARGEST_PAGE = 4 * 1024 * 1024;

/** Answers under which the same request may succeed in a moment, beside the statuses that say so. */
const BUSY_CODES = new Set([
  'SlowDown',
  'ServiceUnavailable',
  'InternalError',
  'RequestTimeout',
  'OperationAborted',
  'ConditionalRequestConflict',
]);
const FULL_CODES = new Set(['QuotaExceeded', 'UserQuotaExceeded', 'InsufficientStorage']);
const EXISTS_CODES = new Set(['PreconditionFailed', 'FileAlreadyExists', 'ObjectAlreadyExists']);
const STYLE_CODES = new Set([
  'PermanentRedirect',
  'TemporaryRedirect',
  'AuthorizationHeaderMalformed',
  'SecondLevelDomainForbidden',
  'InvalidLocationConstraint',
]);

/** The address under which requests for a bucket go out, for asking the browser to allow it. */
export function s3Address({ endpoint, bucket, style = 'path' }: S3Settings): URL {
  const url = readAddress(endpoint, 'S3');
  if (style === 'host') url.hostname = `${bucket}.${url.hostname}`;
  return url;
}

/** A bucket of an S3-compatible server, or a folder in one. */
export class S3Carrier implements Remote {
  readonly kind = 's3';
  readonly #settings: S3Settings;
  readonly #address: URL;
  readonly #start: string[];
  readonly #wire: Wire;
  readonly #http: Http;
  readonly #derived = new Map<string, Uint8Array>();
  /** Milliseconds by which our clock is put right for this server. */
  #skew = 0;
  /** Whether the server turned "only when new" down as something that it does not know. */
  #cannotCreate = false;

  /** Throws E864 or E869 when the address cannot be used. */
  constructor(settings: S3Settings, wire: Wire = browserWire) {
    this.#address = s3Address(settings);
    const path = this.#address.pathname.replace(/\/+$/, '');
    const { host } = this.#address;
    this.#http = new Http({
      wire,
      site: host,
      authorise: (ask, headers) => this.#sign(ask, headers),
      isBusy: (answer) => answer.status >= 400 && BUSY_CODES.has(codeOf(answer)),
    });
    if (path || !/^[a-z0-9][a-z0-9.-]{1,62}$/i.test(settings.bucket)) {
      this.#http.refuse(REFUSED.otherPlace, { kind: 'S3' });
    }
    this.#settings = settings;
    this.#wire = wire;
    this.#start = (settings.prefix ?? '').split('/').filter(Boolean);
  }

  get offset(): number | undefined {
    return this.#http.offset;
  }

  get asked(): number {
    return this.#http.asked;
  }

  async put(
    name: string,
    bytes: Uint8Array,
    options: { create?: boolean; signal?: AbortSignal } = {},
  ): Promise<'stored' | 'exists'> {
    const create = options.create && !this.#cannotCreate;
    const answer = await this.#send({
      method: 'PUT',
      url: this.#url(partsOf(name)),
      headers: { 'Content-Type': 'application/octet-stream', ...(create ? this.#createHeaders() : {}) },
      body: bytes,
      signal: options.signal,
    });
    if (answer.status >= 200 && answer.status < 300) return 'stored';
    const code = codeOf(answer);
    if (create && (answer.status === 412 || answer.status === 304 || EXISTS_CODES.has(code))) return 'exists';
    if (create && (answer.status === 501 || code === 'NotImplemented')) {
      this.#cannotCreate = true;
      return this.put(name, bytes, options);
    }
    return this.#refuse(answer, bytes.length);
  }

  async get(name: string, options: { unless?: string; signal?: AbortSignal } = {}): Promise<Got> {
    const answer = await this.#send({
      method: 'GET',
      url: this.#url(partsOf(name)),
      headers: options.unless ? { 'If-None-Match': `"${options.unless}"` } : {},
      signal: options.signal,
    });
    if (answer.status === 304 && options.unless) return 'same';
    if (answer.status === 404 && codeOf(answer) !== 'NoSuchBucket') return undefined;
    if (answer.status !== 200) return this.#refuse(answer);
    const mark = markOf(answer.headers.get('etag') ?? '');
    if (mark && mark === options.unless) return 'same';
    return { bytes: answer.bytes, mark };
  }

  async list(folder: string, options: { signal?: AbortSignal } = {}): Promise<Listed[]> {
    return this.#all(folder, { delimiter: '/' }, options.signal);
  }

  async listDeep(folder: string, options: { signal?: AbortSignal } = {}): Promise<Listed[]> {
    return this.#all(folder, {}, options.signal);
  }

  async #all(folder: string, how: Record<string, string>, signal?: AbortSignal): Promise<Listed[]> {
    const found = new Map<string, Listed>();
    let next: Record<string, string> | undefined = {};
    for (let page = 0; next; page += 1) {
      if (page >= PAGES) this.#http.refuse(REFUSED.answerTooLarge);
      next = await this.#page(partsOf(folder, true), { ...how, ...next }, found, signal);
    }
    return [...found.values()];
  }

  async look(options: { signal?: AbortSignal } = {}): Promise<void> {
    await this.#page([], { delimiter: '/', 'max-keys': '1' }, new Map(), options.signal);
  }

  async erase(name: string, options: { signal?: AbortSignal } = {}): Promise<'erased' | 'refused'> {
    const url = this.#url(partsOf(name));
    const { status } = await this.#send({ method: 'DELETE', url, signal: options.signal });
    return (status >= 200 && status < 300) || status === 404 ? 'erased' : 'refused';
  }

  /** Reads one page of a listing into `found`; what the next page has to be asked with, undefined after the last. */
  async #page(
    folder: string[],
    from: Record<string, string>,
    found: Map<string, Listed>,
    signal?: AbortSignal,
  ): Promise<Record<string, string> | undefined> {
    const prefix = [...this.#start, ...folder].map((part) => `${part}/`).join('');
    const url = this.#url([], { 'list-type': '2', prefix, ...from });
    const answer = await this.#send({ method: 'GET', url, limit: LARGEST_PAGE, signal });
    if (answer.status !== 200) return this.#refuse(answer);
    const result = child(readXml(answer.text()), 'ListBucketResult');
    if (result === undefined) return this.#http.refuse(REFUSED.otherPlace, { kind: 'S3' });
    let last = '';
    const fits = from.delimiter ? isPlainPart : isPlainName;
    const add = (key: string, line: Omit<Listed, 'name'>): void => {
      if (key > last) last = key;
      const name = key.slice(prefix.length).replace(/\/$/, '');
      if (key.startsWith(prefix) && fits(name)) found.set(name, { name, ...line });
    };
    for (const one of children(result, 'Contents')) {
      const key = textOf(one, 'Key');
      const size = textOf(one, 'Size');
      // A key that ends with a slash is what some programs leave to show an empty folder.
      if (key.endsWith('/')) continue;
      add(key, {
        folder: false,
        size: /^\d+$/.test(size) ? Number(size) : undefined,
        mark: markOf(textOf(one, 'ETag')),
      });
    }
    for (const one of children(result, 'CommonPrefixes')) add(textOf(one, 'Prefix'), { folder: true });
    if (textOf(result, 'IsTruncated') !== 'true') return undefined;
    const token = textOf(result, 'NextContinuationToken');
    if (token && token !== from['continuation-token']) return { 'continuation-token': token };
    if (!last || last === from['start-after']) return this.#http.refuse(REFUSED.otherPlace, { kind: 'S3' });
    return { 'start-after': last };
  }

  /** Sends; once more with the server's time when it finds ours wrong. */
  async #send(ask: Ask): Promise<Answer> {
    const answer = await this.#http.send(ask);
    if (codeOf(answer) !== 'RequestTimeTooSkewed') return answer;
    if (this.#http.offset === undefined) this.#http.refuse(REFUSED.clock);
    this.#skew = this.#http.offset;
    const again = await this.#http.send(ask);
    if (codeOf(again) === 'RequestTimeTooSkewed') this.#http.refuse(REFUSED.clock);
    return again;
  }

  async #sign(ask: Ask, headers: Record<string, string>): Promise<void> {
    const { accessKey, secretKey, region } = this.#settings;
    const { method, url, body } = ask;
    const bodyHash = body ? await sha256(body) : EMPTY_HASH;
    const signer = { accessKey, secretKey, region: region || 'us-east-1', derived: this.#derived };
    const now = this.#wire.now() + this.#skew;
    Object.assign(headers, signS3(signer, { method, url, headers, bodyHash }, now));
  }

  #createHeaders(): Record<string, string> {
    const { vendor } = this.#settings;
    return vendor ? { [`x-${vendor}-forbid-overwrite`]: 'true' } : { 'If-None-Match': '*' };
  }

  #url(parts: string[], query?: Record<string, string>): URL {
    const { bucket, style = 'path' } = this.#settings;
    const key = query ? [] : [...this.#start, ...parts];
    const path = [...(style === 'path' ? [bucket] : []), ...key].map(encodeURIComponent).join('/');
    const url = new URL(`/${path}`, this.#address);
    // URLSearchParams would write a space as +, which is signed differently from what is sent.
    const pairs = Object.entries(query ?? {}).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
    url.search = pairs.sort().join('&');
    return url;
  }

  #refuse(answer: Answer, size = 0): never {
    const { status } = answer;
    const code = codeOf(answer);
    if (STYLE_CODES.has(code)) {
      const region = textOf(child(readXml(answer.text()), 'Error'), 'Region');
      this.#http.refuse(REFUSED.otherStyle, { region: /^[\w-]{1,40}$/.test(region) ? region : '?' });
    }
    if (FULL_CODES.has(code) || status === 507) this.#http.refuse(REFUSED.full);
    if (code === 'EntityTooLarge' || status === 413) {
      this.#http.refuse(REFUSED.tooLarge, { size: (size / 1024 / 1024).toFixed(1) });
    }
    if (code === 'NoSuchBucket') this.#http.refuse(REFUSED.notThere);
    if (status === 401 || status === 403) this.#http.refuse(REFUSED.notAllowed, { status });
    return this.#http.refuse(REFUSED.otherPlace, { kind: 'S3', status });
  }
}

/** The code of a refusal; '' for an answer that is none or says nothing. */
function codeOf(answer: Answer): string {
  return answer.status >= 300 ? textOf(child(readXml(answer.text()), 'Error'), 'Code') : '';
}

/** ETags of S3 are made of the content. Some servers quote them and some do not. */
const markOf = (etag: string): string | undefined => /^"?([\w-]{8,128})"?$/.exec(etag)?.[1];
