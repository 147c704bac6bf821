import { folderState } from '../platform/folder';
import { browserWire } from '../platform/wire';
import { Fault } from '../records/fault';
import { type Carrier, type Got, isPlainPart, type Listed, partsOf } from './carrier';
import { LARGEST } from './http';
import { REFUSED } from './refusals';

/**
 * File times of shared folders are coarse (two seconds on some), so a file may change again without a sign of it.
 * A mark is only given once the last change is older than this, in milliseconds.
 */
const SETTLED = 4_000;

/** What browsers leave beside a file while they write it. */
const UNFINISHED = /\.(crswap|tmp|part)$/i;

export interface FolderOptions {
  /** Milliseconds of this machine's clock. */
  now?: () => number;
}

/** A folder that the person opened: on this computer, a stick, or a share of the company. Works in windows only. */
export class FolderCarrier implements Carrier {
  readonly #root: FileSystemDirectoryHandle;
  readonly #now: () => number;

  constructor(root: FileSystemDirectoryHandle, options: FolderOptions = {}) {
    this.#root = root;
    this.#now = options.now ?? (() => browserWire.now());
  }

  /** Throws E875 (has to be allowed again), E876 (cannot be written there). A failed write leaves what stood there. */
  async put(
    name: string,
    bytes: Uint8Array,
    options: { create?: boolean; signal?: AbortSignal } = {},
  ): Promise<'stored' | 'exists'> {
    const parts = partsOf(name);
    const last = parts.pop() ?? '';
    return this.#guard(options.signal, async () => {
      let folder = this.#root;
      for (const part of parts) folder = await folder.getDirectoryHandle(part, { create: true });
      const isNew = (await fileIn(folder, last)) === undefined;
      if (options.create && !isNew) return 'exists';
      const file = await folder.getFileHandle(last, { create: true });
      let writer: FileSystemWritableFileStream | undefined;
      try {
        options.signal?.throwIfAborted();
        // Written beside it and put in its place when closed, so that nobody sees half of it.
        writer = await file.createWritable({ keepExistingData: false });
        await writer.write(bytes as Uint8Array<ArrayBuffer>);
        options.signal?.throwIfAborted();
        await writer.close();
      } catch (thrown) {
        await writer?.abort().catch(() => undefined);
        // The handle of a new file made an empty one, which is not what anybody stored.
        if (isNew) await folder.removeEntry(last).catch(() => undefined);
        throw thrown;
      }
      return 'stored';
    });
  }

  async get(name: string, options: { unless?: string; signal?: AbortSignal } = {}): Promise<Got> {
    const parts = partsOf(name);
    const last = parts.pop() ?? '';
    return this.#guard(options.signal, async () => {
      const folder = await this.#folder(parts);
      const file = folder && (await fileIn(folder, last));
      if (!file) return undefined;
      const mark = this.#mark(file);
      if (mark && mark === options.unless) return 'same';
      if (file.size > LARGEST) throw new Fault(REFUSED.answerTooLarge, { site: this.#root.name });
      return { bytes: new Uint8Array(await file.arrayBuffer()), mark };
    });
  }

  async list(folder: string, options: { signal?: AbortSignal } = {}): Promise<Listed[]> {
    const parts = partsOf(folder, true);
    return this.#guard(options.signal, async () => {
      const found: Listed[] = [];
      const handle = await this.#folder(parts);
      if (!handle) return found;
      for await (const [name, entry] of handle.entries()) {
        options.signal?.throwIfAborted();
        if (!isPlainPart(name) || UNFINISHED.test(name)) continue;
        if (entry.kind === 'directory') {
          found.push({ name, folder: true });
          continue;
        }
        const file = await fileIn(handle, name);
        if (file) found.push({ name, folder: false, size: file.size, mark: this.#mark(file) });
      }
      return found;
    });
  }

  async #folder(parts: string[]): Promise<FileSystemDirectoryHandle | undefined> {
    let folder = this.#root;
    try {
      for (const part of parts) folder = await folder.getDirectoryHandle(part);
      return folder;
    } catch (thrown) {
      if (isMissing(thrown)) {
        // A folder below that was never made, or the whole folder gone: that is told by looking at its top.
        for await (const _ of this.#root.keys()) break;
        return undefined;
      }
      throw thrown;
    }
  }

  #mark({ lastModified, size }: File): string | undefined {
    return this.#now() - lastModified > SETTLED ? `${lastModified}-${size}` : undefined;
  }

  async #guard<T>(signal: AbortSignal | undefined, does: () => Promise<T>): Promise<T> {
    signal?.throwIfAborted();
    const site = this.#root.name;
    if ((await folderState(this.#root)) !== 'granted') throw new Fault(REFUSED.folderClosed, { site });
    try {
      return await does();
    } catch (thrown) {
      signal?.throwIfAborted();
      if (thrown instanceof Fault) throw thrown;
      const name = thrown instanceof Error || thrown instanceof DOMException ? thrown.name : '';
      if (name === 'QuotaExceededError') throw new Fault(REFUSED.full, { site }, { cause: thrown });
      if (name === 'NotAllowedError') throw new Fault(REFUSED.folderClosed, { site }, { cause: thrown });
      if (name === 'NoModificationAllowedError') {
        throw new Fault(REFUSED.busy, { site, status: 0 }, { cause: thrown, transient: true });
      }
      throw new Fault(REFUSED.folderLost, { site }, { cause: thrown });
    }
  }
}

const isMissing = (thrown: unknown): boolean =>
  (thrown instanceof Error || thrown instanceof DOMException) && thrown.name === 'NotFoundError';

async function fileIn(folder: FileSystemDirectoryHandle, name: string): Promise<File | undefined> {
  try {
    return await (await folder.getFileHandle(name)).getFile();
  } catch (thrown) {
    if (isMissing(thrown)) return undefined;
    throw thrown;
  }
}
