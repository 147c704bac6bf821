import { Fault } from '../records/fault';
import { type Carrier, type Got, type Listed, listNames, partsOf } from './carrier';
import { PASSING, REFUSED, type Refusal } from './refusals';

/** One call, as a test sees it before it is carried out. */
export interface Act {
  verb: 'put' | 'get' | 'list';
  name: string;
  /** Counts the calls of this place from 1. */
  nth: number;
}

/**
 * What goes wrong with one call.
 * - `refuse`: nothing happens, and the place says why.
 * - `torn`: a put is cut off, and this share (0 to 1) of the file stays visible under its name.
 * - `lost`: a put is carried out, but its answer does not arrive.
 * - `stale`: a listing does not show the files made last, so many of them; a get of them finds nothing.
 * - `old`: a get answers what stood there before the last put.
 */
export interface Mishap {
  refuse?: Refusal;
  torn?: number;
  lost?: boolean;
  stale?: number;
  old?: boolean;
}

export interface MemoryOptions {
  /** False for a place that overwrites in spite of `create`. */
  createOnly?: boolean;
  /** False for a place without marks. */
  marks?: boolean;
  /**
   * Called before each call is carried out. What it answers goes wrong with this call; while it keeps its promise the
   * call waits, so that a test decides in which order calls that run side by side take effect.
   */
  before?: (act: Act) => Mishap | undefined | void | Promise<Mishap | undefined | void>;
  /** Like `before`, after the call took effect and before its answer arrives. */
  after?: (act: Act) => void | Promise<void>;
}

interface Stored {
  bytes: Uint8Array;
  mark: string;
  old?: Uint8Array;
}

/** A place in memory, on which everything can be made to go wrong that goes wrong on real ones. */
export class MemoryCarrier implements Carrier {
  readonly #options: MemoryOptions;
  /** In the order in which they were made. */
  readonly #files = new Map<string, Stored>();
  #calls = 0;
  #marks = 0;

  constructor(options: MemoryOptions = {}) {
    this.#options = options;
  }

  /** How many calls were made so far. */
  get calls(): number {
    return this.#calls;
  }

  /** Everything that is stored, in the order in which it was made. */
  files(): { name: string; bytes: Uint8Array }[] {
    return [...this.#files].map(([name, { bytes }]) => ({ name, bytes: bytes.slice() }));
  }

  /** The same without copies: nobody may write into these bytes. */
  held(): ReadonlyMap<string, Uint8Array> {
    return new Map([...this.#files].map(([name, { bytes }]) => [name, bytes]));
  }

  /** Stands as another one does: its files, with their marks. */
  standAs(other: MemoryCarrier): void {
    this.#files.clear();
    for (const [name, stored] of other.#files) this.#files.set(name, stored);
    this.#marks = other.#marks;
  }

  /** Puts a file there behind everybody's back; undefined takes it away. */
  tamper(name: string, bytes: Uint8Array | undefined): void {
    if (bytes) this.#store(name, bytes);
    else this.#files.delete(name);
  }

  put(
    name: string,
    bytes: Uint8Array,
    options: { create?: boolean; signal?: AbortSignal } = {},
  ): Promise<'stored' | 'exists'> {
    partsOf(name);
    // What the caller does with its bytes afterwards is not stored.
    const sent = bytes.slice();
    return this.#act('put', name, options.signal, (mishap) => {
      const honours = options.create && this.#options.createOnly !== false;
      if (honours && this.#files.has(name)) return 'exists';
      if (mishap.torn !== undefined) {
        this.#store(name, sent.slice(0, Math.floor(sent.length * mishap.torn)));
        throw refuse(REFUSED.offline);
      }
      this.#store(name, sent);
      if (mishap.lost) throw refuse(REFUSED.timeout);
      return 'stored';
    });
  }

  get(name: string, options: { unless?: string; signal?: AbortSignal } = {}): Promise<Got> {
    partsOf(name);
    return this.#act('get', name, options.signal, (mishap) => {
      const found = this.#files.get(name);
      if (!found || this.#hidden(mishap).has(name)) return undefined;
      if (mishap.old) return found.old && { bytes: found.old.slice() };
      if (this.#options.marks === false) return { bytes: found.bytes.slice() };
      if (options.unless === found.mark) return 'same';
      return { bytes: found.bytes.slice(), mark: found.mark };
    });
  }

  list(folder: string, options: { signal?: AbortSignal } = {}): Promise<Listed[]> {
    partsOf(folder, true);
    return this.#act('list', folder, options.signal, (mishap) => {
      const hidden = this.#hidden(mishap);
      const marks = this.#options.marks !== false;
      const files = [...this.#files].flatMap(([name, { bytes, mark }]) =>
        hidden.has(name) ? [] : { name, size: bytes.length, ...(marks && { mark }) },
      );
      return listNames(files, folder).sort((a, b) => (a.name < b.name ? -1 : 1));
    });
  }

  async #act<T>(
    verb: Act['verb'],
    name: string,
    signal: AbortSignal | undefined,
    does: (mishap: Mishap) => T,
  ): Promise<T> {
    signal?.throwIfAborted();
    const act = { verb, name, nth: (this.#calls += 1) };
    const mishap = (await this.#options.before?.(act)) ?? {};
    signal?.throwIfAborted();
    if (mishap.refuse) throw refuse(mishap.refuse);
    const answer = does(mishap);
    await this.#options.after?.(act);
    // A cancelled call may have taken effect: that is how it is on a network too.
    signal?.throwIfAborted();
    return answer;
  }

  #store(name: string, bytes: Uint8Array): void {
    this.#files.set(name, { bytes, mark: `m${(this.#marks += 1)}`, old: this.#files.get(name)?.bytes });
  }

  #hidden({ stale }: Mishap): Set<string> {
    return new Set(stale ? [...this.#files.keys()].slice(-stale) : []);
  }
}

const refuse = (code: Refusal): Fault =>
  new Fault(code, { site: 'memory', status: 0 }, { transient: PASSING.includes(code) });
