import { browserWire, type Wire } from '../platform/wire';
import { toBase64 } from '../records/bytes-text';
import { pathParts, readAddress } from './address';
import { type Got, isPlainPart, type Listed, partsOf } from './carrier';
import { type Answer, Http } from './http';
import { REFUSED } from './refusals';
import type { Remote } from './remote';
import { isMissing, WebDavFolders } from './webdav-folders';
import { child, children, readXml, textOf } from './xml';

/** Where a WebDAV place is, and who we are there. */
export interface WebDavSettings {
  /** The folder that holds everything of ours, as the administrator or the server's own page gives it. */
  address: string;
  user: string;
  password: string;
}

/** Entries of one folder that are read at most, in bytes of the server's answer: about 60,000 files. */
const LARGEST_LISTING = 24 * 1024 * 1024;

const WANTED =
  '<?xml version="1.0" encoding="utf-8"?><D:propfind xmlns:D="DAV:"><D:prop>' +
  '<D:resourcetype/><D:getcontentlength/><D:getetag/></D:prop></D:propfind>';

/** A folder of a WebDAV server (Apache, Nextcloud, a NAS). */
export class WebDavCarrier implements Remote {
  readonly kind = 'webdav';
  readonly #base: URL;
  readonly #http: Http;
  /** By folder, the first put into it: until that has made the folder, the others would only be refused. */
  readonly #first = new Map<string, Promise<unknown>>();
  readonly #folders = new WebDavFolders((parts, signal) =>
    this.#http.send({ method: 'MKCOL', url: this.#url(parts, true), signal }),
  );

  /** Throws E864 or E869 when the address cannot be used. */
  constructor(settings: WebDavSettings, wire: Wire = browserWire) {
    const address = readAddress(settings.address, 'WebDAV');
    this.#base = address;
    const { host } = address;
    const basic = `Basic ${toBase64(new TextEncoder().encode(`${settings.user}:${settings.password}`))}`;
    this.#http = new Http({
      wire,
      site: host,
      authorise: (_, headers) => {
        headers.Authorization = basic;
      },
    });
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
    const parts = partsOf(name);
    const folder = parts.slice(0, -1).join('/');
    const first = this.#first.get(folder);
    if (first) await first.catch(() => this.#first.delete(folder));
    const sent = this.#put(parts, bytes, options);
    if (!this.#first.has(folder)) this.#first.set(folder, sent);
    return sent;
  }

  async #put(
    parts: string[],
    bytes: Uint8Array,
    options: { create?: boolean; signal?: AbortSignal },
  ): Promise<'stored' | 'exists'> {
    const headers: Record<string, string> = { 'Content-Type': 'application/octet-stream' };
    if (options.create) headers['If-None-Match'] = '*';
    const { signal } = options;
    const ask = { method: 'PUT', url: this.#url(parts), headers, body: bytes, signal };
    let answer = await this.#http.send(ask);
    // Twice, because others make the same folders at the same time.
    for (let round = 0; isMissing(answer) && round < 2; round += 1) {
      const refusal = await this.#folders.make(parts.slice(0, -1), signal);
      answer = await this.#http.send(ask);
      if (isMissing(answer) && refusal) answer = refusal;
    }
    const exists = answer.status === 412 && options.create;
    if (exists || (answer.status >= 200 && answer.status < 300)) {
      this.#folders.note(parts.slice(0, -1));
      return exists ? 'exists' : 'stored';
    }
    return this.#refuse(answer, bytes.length);
  }

  async get(name: string, options: { unless?: string; signal?: AbortSignal } = {}): Promise<Got> {
    const headers: Record<string, string> = options.unless ? { 'If-None-Match': options.unless } : {};
    const url = this.#url(partsOf(name));
    const answer = await this.#http.send({ method: 'GET', url, headers, signal: options.signal });
    if (answer.status === 404 || answer.status === 410) return undefined;
    if (answer.status === 304 || answer.status === 200) this.#folders.note(partsOf(name).slice(0, -1));
    if (answer.status === 304 && options.unless) return 'same';
    if (answer.status !== 200) return this.#refuse(answer);
    const mark = strongMark(answer.headers.get('etag') ?? '');
    // Not every server looks at what we know already.
    if (mark && mark === options.unless) return 'same';
    return { bytes: answer.bytes, mark };
  }

  async list(folder: string, options: { signal?: AbortSignal } = {}): Promise<Listed[]> {
    const answer = await this.#propfind(partsOf(folder, true), options.signal);
    if (answer.status === 404 || answer.status === 410) return [];
    const entries = this.#entries(answer, this.#url(partsOf(folder, true), true));
    this.#folders.note(partsOf(folder, true));
    return entries;
  }

  /** Whether the folder of the address is there and speaks WebDAV. Throws what keeps us from it. */
  async look(options: { signal?: AbortSignal } = {}): Promise<void> {
    const answer = await this.#propfind([], options.signal);
    if (answer.status === 404 || answer.status === 410) this.#http.refuse(REFUSED.notThere);
    this.#entries(answer, this.#base);
  }

  async erase(name: string, options: { signal?: AbortSignal } = {}): Promise<'erased' | 'refused'> {
    const url = this.#url(partsOf(name));
    const { status } = await this.#http.send({ method: 'DELETE', url, signal: options.signal });
    return (status >= 200 && status < 300) || status === 404 ? 'erased' : 'refused';
  }

  #propfind(parts: string[], signal?: AbortSignal): Promise<Answer> {
    return this.#http.send({
      method: 'PROPFIND',
      url: this.#url(parts, true),
      headers: { Depth: '1', 'Content-Type': 'application/xml; charset=utf-8' },
      body: new TextEncoder().encode(WANTED),
      limit: LARGEST_LISTING,
      signal,
    });
  }

  #entries(answer: Answer, asked: URL): Listed[] {
    if (answer.status !== 207) return this.#refuse(answer);
    const status = child(readXml(answer.text()), 'multistatus');
    if (status === undefined) return this.#http.refuse(REFUSED.otherPlace, { kind: 'WebDAV' });
    const entries = children(status, 'response').flatMap((response) => {
      const href = textOf(response, 'href');
      const path = pathOf(href, asked);
      if (path === undefined) return [];
      const parts = pathParts(path);
      const props = children(response, 'propstat').filter((one) => / 200( |$)/.test(textOf(one, 'status')));
      const found = (name: string): string =>
        props.map((one) => textOf(child(one, 'prop'), name)).find(Boolean) ?? '';
      const folder = props.some(
        (one) => child(child(child(one, 'prop'), 'resourcetype'), 'collection') !== undefined,
      );
      return [{ parts, folder, size: found('getcontentlength'), mark: found('getetag') }];
    });
    // A proxy may show other paths than the server: without an entry for the folder itself, the one above all is it.
    const own = pathParts(asked.pathname);
    const self =
      entries.find(({ parts }) => samePath(parts, own)) ??
      entries.find(
        ({ parts: top, folder }) =>
          folder && entries.every((one) => one.parts === top || isIn(one.parts, top)),
      );
    const top = self?.parts ?? own;
    return entries.flatMap(({ parts, folder, size, mark }): Listed[] => {
      const name = parts.at(-1) ?? '';
      if (!isIn(parts, top) || !isPlainPart(name)) return [];
      if (folder) return [{ name, folder }];
      return [{ name, folder, size: /^\d+$/.test(size) ? Number(size) : undefined, mark: strongMark(mark) }];
    });
  }

  #url(parts: string[], folder = false): URL {
    const all = [...pathParts(this.#base.pathname), ...parts].map(encodeURIComponent).join('/');
    return new URL(`/${all}${folder && all ? '/' : ''}`, this.#base);
  }

  #refuse({ status }: Answer, size = 0): never {
    if (status === 401 || status === 403 || status === 407) this.#http.refuse(REFUSED.notAllowed, { status });
    if (status === 507) this.#http.refuse(REFUSED.full);
    if (status === 413) this.#http.refuse(REFUSED.tooLarge, { size: (size / 1024 / 1024).toFixed(1) });
    if (status === 404 || status === 409 || status === 410) this.#http.refuse(REFUSED.notThere);
    return this.#http.refuse(REFUSED.otherPlace, { kind: 'WebDAV', status });
  }
}

/** The path of a line of a listing. Nearly all of them are plain paths, and there may be thousands. */
function pathOf(href: string, asked: URL): string | undefined {
  if (/^\/(?!\/)[\w%/-]+$/.test(href)) return href;
  return URL.canParse(href, asked) ? new URL(href, asked).pathname : undefined;
}

const samePath = (a: string[], b: string[]): boolean =>
  a.length === b.length && a.every((part, at) => part === b[at]);

/** Whether a path lies directly in another. */
const isIn = (parts: string[], top: string[]): boolean =>
  parts.length === top.length + 1 && top.every((part, at) => part === parts[at]);

/** An ETag that stands for these bytes alone; undefined for a weak one, under which a file may have changed. */
const strongMark = (etag: string): string | undefined => (/^"[^"]+"$/.test(etag) ? etag : undefined);
