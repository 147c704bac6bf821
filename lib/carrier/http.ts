import type { Wire } from '../platform/wire';
import { Fault } from '../records/fault';
import { PASSING, REFUSED, type Refusal } from './refusals';

/** One request. `body` is sent again unchanged when it has to be repeated. */
export interface Ask {
  method: string;
  url: URL;
  headers?: Record<string, string>;
  body?: Uint8Array;
  signal?: AbortSignal;
  /** Bytes of the answer that are read at most. */
  limit?: number;
}

export interface Answer {
  status: number;
  headers: Headers;
  bytes: Uint8Array;
  text(): string;
}

export interface HttpOptions {
  wire: Wire;
  /** Host that the messages name. */
  site: string;
  /** Puts into the headers what proves who we are; called anew for every attempt. */
  authorise(ask: Ask, headers: Record<string, string>): void | Promise<void>;
  /** Statuses and texts beyond the usual ones that mean "try again". */
  isBusy?(answer: Answer): boolean;
  /** Milliseconds without a sign of life before an attempt is given up. */
  timeout?: number;
}

/** The largest file that a place hands out to us. */
export const LARGEST = 16 * 1024 * 1024;

/** Bytes of a refusal that are read; the rest is left. */
const REFUSAL_TEXT = 64 * 1024;

/** Attempts for one request, and what the waiting between them grows from and to, in milliseconds. */
const ATTEMPTS = 4;
const FIRST_WAIT = 400;
const LONGEST_WAIT = 6_000;

/** A wait that a server asks for is kept up to here; the caller comes back later for longer ones. */
const LONGEST_ASKED_WAIT = 8_000;

/** Milliseconds without a sign of life before an attempt is given up, and for the whole of it. */
const STALLED = 30_000;
const WHOLE = 300_000;

/** What a slow line may take for each byte that we send, in milliseconds: 32 KiB in a second. */
const PER_BYTE = 1 / 32;

const BUSY = new Set([408, 423, 425, 429, 500, 502, 503, 504]);

/** Requests to one server: bounded in time and size, repeated where that may help, never sent elsewhere. */
export class Http {
  readonly #options: HttpOptions;
  #offset: number | undefined;
  #asked = 0;
  #allowed = false;

  constructor(options: HttpOptions) {
    this.#options = options;
  }

  /** Milliseconds that the server's clock is ahead of ours, from its last answer; undefined before, or without one. */
  get offset(): number | undefined {
    return this.#offset;
  }

  /** How many requests went out, repeated ones counted. */
  get asked(): number {
    return this.#asked;
  }

  /** Throws the fault of a refusal. */
  refuse(code: Refusal, params: Record<string, string | number> = {}, cause?: unknown): never {
    const all = { site: this.#options.site, ...params };
    throw new Fault(code, all, { cause, transient: PASSING.includes(code) });
  }

  /**
   * Sends one request and reads its answer whole. Busy servers and a line that broke are tried again, after growing
   * waits with a random part. Throws E862 (busy), E865 (not allowed to go there), E866 (no answer), E867 (too slow),
   * E870 (answer too large), E871 (sent elsewhere); passes on an abort. Other refusals are the caller's to name.
   */
  async send(ask: Ask): Promise<Answer> {
    const { wire } = this.#options;
    for (let attempt = 1; ; attempt += 1) {
      let answer: Answer | undefined;
      let broke: unknown;
      try {
        answer = await this.#once(ask);
      } catch (thrown) {
        ask.signal?.throwIfAborted();
        if (thrown instanceof Fault) throw thrown;
        broke = thrown;
      }
      if (answer && !this.#isBusy(answer)) return answer;
      const wait = waitFor(attempt, wire.random(), answer?.headers.get('retry-after'));
      // A line that broke gets one more chance: the network may just have changed.
      if (attempt >= (answer ? ATTEMPTS : 2) || wait === undefined) {
        if (answer) this.refuse(REFUSED.busy, { status: answer.status });
        this.refuse(REFUSED.offline, {}, broke);
      }
      await wire.sleep(wait, ask.signal);
    }
  }

  async #once(ask: Ask): Promise<Answer> {
    const { wire, authorise } = this.#options;
    ask.signal?.throwIfAborted();
    // Asked again after every broken line, and not for each of many requests side by side: that is how a withdrawn
    // permission shows.
    if (!this.#allowed && !(await wire.mayReach(ask.url.href))) this.refuse(REFUSED.noPermission);
    const headers = { ...ask.headers };
    await authorise(ask, headers);
    const limit = ask.limit ?? LARGEST;
    const patience = new Patience(this.#options.timeout ?? STALLED, (ask.body?.length ?? 0) * PER_BYTE);
    const signal = ask.signal ? AbortSignal.any([patience.signal, ask.signal]) : patience.signal;
    this.#asked += 1;
    const started = wire.now();
    try {
      const response = await wire.fetch(ask.url.href, {
        method: ask.method,
        headers,
        body: ask.body as Uint8Array<ArrayBuffer> | undefined,
        // Nothing of the browser's own goes along, and nothing of ours goes elsewhere.
        credentials: 'omit',
        redirect: 'manual',
        referrerPolicy: 'no-referrer',
        cache: 'no-store',
        signal,
      });
      this.#takeTime(response, started, wire.now());
      const { status } = response;
      if (response.type === 'opaqueredirect' || (status >= 300 && status < 400 && status !== 304)) {
        void response.body?.cancel();
        this.refuse(REFUSED.moved);
      }
      const bytes = await this.#read(response, limit, () => patience.renew());
      this.#allowed = true;
      return { status, headers: response.headers, bytes, text: () => new TextDecoder().decode(bytes) };
    } catch (thrown) {
      this.#allowed = false;
      ask.signal?.throwIfAborted();
      if (patience.signal.aborted) this.refuse(REFUSED.timeout, {}, thrown);
      throw thrown;
    } finally {
      patience.end();
    }
  }

  /** The body up to a limit. What a refusal says beyond the first page is left unread. */
  async #read(response: Response, limit: number, alive: () => void): Promise<Uint8Array> {
    const refused = response.status >= 400;
    const most = refused ? REFUSAL_TEXT : limit;
    if (!refused && Number(response.headers.get('content-length') ?? 0) > limit) {
      void response.body?.cancel();
      this.refuse(REFUSED.answerTooLarge);
    }
    if (isSmall(response.headers, most)) return new Uint8Array(await response.arrayBuffer());
    const pieces: Uint8Array[] = [];
    let size = 0;
    const reader = response.body?.getReader();
    for (;;) {
      const step = await reader?.read();
      if (!step || step.done) break;
      alive();
      size += step.value.length;
      pieces.push(step.value);
      if (size <= most) continue;
      void reader?.cancel();
      if (!refused) this.refuse(REFUSED.answerTooLarge);
      break;
    }
    const bytes = new Uint8Array(size);
    let at = 0;
    for (const piece of pieces) {
      bytes.set(piece, at);
      at += piece.length;
    }
    return bytes;
  }

  #isBusy(answer: Answer): boolean {
    return BUSY.has(answer.status) || (this.#options.isBusy?.(answer) ?? false);
  }

  #takeTime(response: Response, started: number, ended: number): void {
    const date = Date.parse(response.headers.get('date') ?? '');
    // The header counts whole seconds; the answer was made about half way.
    if (!Number.isNaN(date)) this.#offset = Math.round(date + 500 - (started + ended) / 2);
  }
}

/** Answers up to here are taken in one go: thousands of them come in a row, and a stream for each costs more than it. */
const SMALL = 64 * 1024;

/** Whether a body is as long as the server says and no longer: a packed one may be any size. */
function isSmall(headers: Headers, most: number): boolean {
  const said = headers.get('content-length');
  if (said === null || headers.get('content-encoding') !== null) return false;
  return Number(said) <= Math.min(SMALL, most);
}

/** Gives an attempt up when nothing moves any more, or when it has taken too long as a whole. */
class Patience {
  readonly #control = new AbortController();
  readonly #stalled: number;
  readonly #end: ReturnType<typeof setTimeout>;
  #stall: ReturnType<typeof setTimeout>;

  constructor(stalled: number, forBody: number) {
    this.#stalled = stalled;
    this.#end = setTimeout(() => this.#control.abort(), WHOLE + forBody);
    this.#stall = setTimeout(() => this.#control.abort(), stalled + forBody);
  }

  get signal(): AbortSignal {
    return this.#control.signal;
  }

  renew(): void {
    clearTimeout(this.#stall);
    this.#stall = setTimeout(() => this.#control.abort(), this.#stalled);
  }

  end(): void {
    clearTimeout(this.#end);
    clearTimeout(this.#stall);
  }
}

/** Milliseconds before the next attempt; undefined when the server asks for longer than we stay. */
function waitFor(attempt: number, random: number, asked: string | null | undefined): number | undefined {
  const wanted = /^\d+$/.test(asked ?? '') ? Number(asked) * 1000 : 0;
  if (wanted > LONGEST_ASKED_WAIT) return undefined;
  const grown = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** (attempt - 1));
  return Math.max(wanted, Math.round(grown * (0.5 + random / 2)));
}
