import { Fault } from '../records/fault';
import { hasSite } from './permissions';

export interface WebFetchOptions {
  /** Bytes that are read at most. */
  limit: number;
  /** What the answer may be, matched against its content type; an answer that names none passes. */
  accept: RegExp;
  /** Milliseconds until it is given up. */
  timeout?: number;
  signal?: AbortSignal;
  /** Refuses an answer that comes from another site than the one asked. */
  sameOrigin?: boolean;
  fetch?: typeof fetch;
}

export interface WebAnswer {
  bytes: Uint8Array<ArrayBuffer>;
  /** Content type as the server names it, in lower case. */
  type: string;
  /** Address after redirects. */
  url: string;
}

const TIMEOUT = 20_000;

/**
 * Fetches one address after a person asked for it, without cookies and without saying where from, read up to a bound.
 * Throws E330 (no answer), E331 (an answer that refuses), E332 (too large), E333 (something else than expected), E339
 * (the site was not allowed), and passes on an abort of `signal`.
 */
export async function webFetch(address: string, options: WebFetchOptions): Promise<WebAnswer> {
  const site = URL.canParse(address) ? new URL(address).host : '';
  if (!site || !/^https?:/.test(address)) throw new Fault('E333', { site: address.slice(0, 60) });
  if (!(await hasSite(address))) throw new Fault('E339', { site });
  // Ends the request as soon as its answer is refused: what is not read must not go on arriving.
  const refused = new AbortController();
  const signal = AbortSignal.any([
    AbortSignal.timeout(options.timeout ?? TIMEOUT),
    refused.signal,
    ...(options.signal ? [options.signal] : []),
  ]);
  try {
    const answer = await (options.fetch ?? fetch)(address, {
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      cache: 'no-store',
      signal,
    });
    if (!answer.ok)
      throw new Fault('E331', { site, status: answer.status }, { transient: answer.status >= 500 });
    const type = (answer.headers.get('content-type') ?? '').toLowerCase();
    const url = answer.url || address;
    const moved = options.sameOrigin && new URL(url).origin !== new URL(address).origin;
    if (moved || (type && !options.accept.test(type))) throw new Fault('E333', { site });
    return { bytes: await readUpTo(answer, options.limit, site), type, url };
  } catch (thrown) {
    refused.abort();
    options.signal?.throwIfAborted();
    if (thrown instanceof Fault) throw thrown;
    throw new Fault('E330', { site }, { cause: thrown, transient: true });
  }
}

async function readUpTo(answer: Response, limit: number, site: string): Promise<Uint8Array<ArrayBuffer>> {
  const pieces: Uint8Array[] = [];
  let size = Number(answer.headers.get('content-length') ?? 0);
  const tooLarge = (): Fault => new Fault('E332', { site, max: (limit / 1024 / 1024).toFixed(1) });
  if (size > limit) throw tooLarge();
  size = 0;
  const reader = answer.body?.getReader();
  for (;;) {
    const step = await reader?.read();
    if (!step || step.done) break;
    size += step.value.length;
    if (size > limit) throw tooLarge();
    pieces.push(step.value);
  }
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}
