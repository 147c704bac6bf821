import type { BlobRow } from '../ledger';
import type { Json } from '../records/kind';
import { hashText } from '../ledger';
import { mapRefs, refsIn } from '../records/refs';
import {
  type About,
  newFileKey,
  PIECE,
  pieceName,
  piecesOf,
  sealPiece,
  takeWay,
  withWay,
} from './blob-format';
import { asBytes, type Bytes, NAME_HASH, toHex } from './bytes';
import type { Context } from './context';
import type { WireLine } from './shapes';

/** Files above this size go after the head: they hold up nobody's records. */
export const SMALL = 1 << 20;

const idOf = (q: string, sha256: string, key: Bytes, chunks: readonly string[]): string =>
  `${q} ${sha256} ${hashText(`${toHex(key)} ${chunks.join(' ')}`).slice(0, NAME_HASH)}`;

/**
 * Finds the ways of the files that lines of this device refer to: one for each file and compartment, so that whoever
 * reads one compartment can open nothing of another. While lines are made, `describe` puts in the ways that are known
 * and notes the others; `seal` then makes those, and the lines are made once more.
 */
export class Ways {
  readonly #context: Context;
  readonly #known = new Map<string, BlobRow | undefined>();
  readonly #lacking = new Map<string, { q: string; sha256: string; size: number; type: string }>();

  constructor(context: Context) {
    this.#context = context;
  }

  /** A value on its way to a compartment. */
  readonly describe = (q: string, value: Json): Json =>
    mapRefs(value, (ref) => {
      const { sha256, size, type } = ref;
      const key = `${q} ${sha256}`;
      if (!this.#known.has(key)) this.#lacking.set(key, { q, sha256, size, type });
      const row = this.#known.get(key);
      return row?.size === size ? withWay(ref, { key: asBytes(row.key), chunks: row.chunks }) : ref;
    });

  /** Makes what was lacking. False when nothing was. */
  async seal(): Promise<boolean> {
    if (!this.#lacking.size) return false;
    const { blobs } = this.#context.store;
    const wanted = [...this.#lacking.values()];
    this.#lacking.clear();
    const rows = await blobs.of([...new Set(wanted.map(({ sha256 }) => sha256))]);
    for (const one of wanted) {
      const here = rows.filter(
        (row) => row.q === one.q && row.sha256 === one.sha256 && row.state !== 'erased',
      );
      // A way that another device named is passed on once the bytes were had by it, or while nobody here has them.
      const own = here.find((row) => row.state !== 'known') ?? here.find((row) => row.got !== undefined);
      const row = own ?? (await this.#make(one)) ?? here[0];
      this.#known.set(`${one.q} ${one.sha256}`, row);
    }
    return true;
  }

  async #make(one: { q: string; sha256: string; size: number; type: string }): Promise<BlobRow | undefined> {
    const { store, share } = this.#context;
    const data = await store.blobs.bytes(one.sha256);
    if (!data || data.size !== one.size) return undefined;
    const key = newFileKey();
    const about = { space: share.space, ...one };
    const chunks: string[] = [];
    for (let index = 0; index < piecesOf(one.size); index += 1) {
      chunks.push(await pieceName(await pieceOf(key, about, index, data)));
    }
    return { ...one, id: idOf(one.q, one.sha256, key, chunks), key, chunks, r: [], state: 'sealed' };
  }

  /**
   * What is kept with a segment of this device: every file that its lines name, with the number of the segment and of
   * the last commit that is in it.
   */
  rowsFor(q: string, s: number, lines: readonly { line: WireLine }[], n: number): BlobRow[] {
    const rows = new Map<string, BlobRow>();
    if (!this.#known.size) return [];
    for (const { line } of lines) {
      for (const { sha256 } of refsIn(line.f)) {
        const row = this.#known.get(`${q} ${sha256}`);
        if (!row) continue;
        const before = rows.get(row.id);
        rows.set(row.id, { ...row, r: [...new Set([...(before ?? row).r, line.r])], n, s });
      }
    }
    return [...rows.values()];
  }
}

/** Piece number `index` of a file, sealed. */
export async function pieceOf(key: Bytes, about: About, index: number, data: Blob): Promise<Bytes> {
  const part = data.slice(index * PIECE, (index + 1) * PIECE);
  return sealPiece(key, about, index, new Uint8Array(await part.arrayBuffer()));
}

/**
 * Lines as records take them, and the ways that stood in them. A way that cannot be right is passed over: the file is
 * then as one that has not come yet, and the record is whole.
 */
export function takeWays(q: string, lines: readonly WireLine[]): { lines: WireLine[]; blobs: BlobRow[] } {
  const blobs = new Map<string, BlobRow>();
  const bare = lines.map((line) => {
    // Nothing but texts and numbers refers to no file.
    if (Object.values(line.f).every((value) => typeof value !== 'object')) return line;
    const fields = Object.entries(line.f).map(([name, value]) => {
      const kept = mapRefs(value as Json, (wired) => {
        const { ref, way } = takeWay(wired);
        if (way) {
          const { sha256, size, type } = wired;
          const id = idOf(q, sha256, way.key, way.chunks);
          const r = [...new Set([...(blobs.get(id)?.r ?? []), line.r])];
          blobs.set(id, { id, q, sha256, size, type, ...way, r, state: 'known' });
        }
        return ref;
      });
      return [name, kept] as const;
    });
    return { ...line, f: Object.fromEntries(fields) };
  });
  return { lines: bare, blobs: [...blobs.values()] };
}
