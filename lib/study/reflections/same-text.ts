/**
 * Passages that a text has in common with others. A comparison of characters, not of meaning: what is rewritten is not
 * found, and what is found may be a name or a set phrase. Nothing is kept of it.
 */

/** A text to compare with. `S` says what it is to whoever asked. */
export interface SameSource<S> {
  source: S;
  text: string;
}

/** A passage that stands word for word elsewhere. */
export interface SamePassage<S> {
  /** Place in the text that was asked about, in UTF-16 units. */
  start: number;
  end: number;
  text: string;
  /** Where it stands as well; first the one with the longest stretch of it. */
  sources: S[];
}

/** Shortest passage that is reported, in characters without punctuation: shorter ones are names and set phrases. */
export const SHORTEST = 13;
/** Places of one stretch that are followed: a text of one character over and over must not take for ever. */
const FOLLOWED = 500;
/** Units compared between two breaths, so that the screen stays alive. */
const SLICE = 400_000;
const BASE = 0x01000193;

/** For every UTF-16 unit the one it is compared as; 0 = not compared (punctuation, spaces). */
let table: Uint16Array | undefined;

function foldTable(): Uint16Array {
  if (table) return table;
  const made = new Uint16Array(0x10000);
  for (let unit = 1; unit < 0x10000; unit += 1) {
    // Halves of characters beyond the first plane count as they are.
    if (unit >= 0xd800 && unit <= 0xdfff) {
      made[unit] = unit;
      continue;
    }
    const wide = unit >= 0xff01 && unit <= 0xff5e ? unit - 0xfee0 : unit;
    const sign = String.fromCharCode(wide);
    if (/[\p{L}\p{N}]/u.test(sign)) made[unit] = sign.toLowerCase().charCodeAt(0);
  }
  table = made;
  return made;
}

/**
 * Quotations that say where they are from: in quotation marks, with a title in 《》 or an address in brackets behind, or
 * a title in 《》 before them in the same sentence. They are not counted as the same text.
 */
export function citedRanges(text: string): [start: number, end: number][] {
  const found: [number, number][] = [];
  for (const match of text.matchAll(/[“「『]([^“”「」『』]{1,2000})[”」』]/gu)) {
    const start = match.index;
    const end = start + match[0].length;
    const before =
      text
        .slice(Math.max(0, start - 80), start)
        .split(/[。！？!?\n]/u)
        .at(-1) ?? '';
    const behind = text.slice(end, end + 240);
    if (
      /《[^》]+》/u.test(before) ||
      /^[，。；、,.;]?\s*[（(][^（）()]*(?:《[^》]+》|https?:|来源|出处|來源|出處)/u.test(behind)
    )
      found.push([start, end]);
  }
  return found;
}

/** Longest passages of `text` that stand in the sources too, in the order of the text. Works in slices. */
export async function samePassages<S>(
  text: string,
  sources: Iterable<SameSource<S>> | AsyncIterable<SameSource<S>>,
  breathe: () => Promise<void> = () => new Promise((done) => setTimeout(done)),
): Promise<SamePassage<S>[]> {
  const asked = new Asked(text);
  const runs: { start: number; end: number; source: S }[] = [];
  let units = 0;
  for await (const { source, text: other } of sources) {
    for (const [start, end] of asked.runsIn(other)) runs.push({ start, end, source });
    units += other.length;
    if (units < SLICE) continue;
    units = 0;
    await breathe();
  }
  return gathered(asked, text, runs);
}

/** The longest stretches first; a stretch within one that is there already is another source of it. */
function gathered<S>(
  asked: Asked,
  text: string,
  runs: readonly { start: number; end: number; source: S }[],
): SamePassage<S>[] {
  const kept: { start: number; end: number; sources: Set<S> }[] = [];
  for (const run of runs.toSorted((a, b) => b.end - b.start - (a.end - a.start) || a.start - b.start)) {
    const around = kept.find(({ start, end }) => start <= run.start && run.end <= end);
    if (around) around.sources.add(run.source);
    else kept.push({ start: run.start, end: run.end, sources: new Set([run.source]) });
  }
  return kept
    .sort((a, b) => a.start - b.start)
    .map(({ start, end, sources }) => {
      const [from, to] = asked.place(start, end);
      return { start: from, end: to, text: text.slice(from, to), sources: [...sources] };
    });
}

/** The text that was asked about, ready to be found in others: a fingerprint of every {@link SHORTEST} characters. */
class Asked {
  readonly #units: Uint16Array;
  readonly #places: Uint32Array;
  /** Fingerprints by their lower bits: first place of each, and the next one for every place. */
  readonly #heads: Int32Array;
  readonly #next: Int32Array;
  readonly #mask: number;
  #buffer = new Uint16Array(0);

  constructor(text: string) {
    const cited = citedRanges(text);
    const fold = foldTable();
    const units = new Uint16Array(text.length + cited.length);
    const places = new Uint32Array(text.length + cited.length);
    let count = 0;
    let quote = 0;
    for (let at = 0; at < text.length; at += 1) {
      const range = cited[quote];
      if (range && at === range[0]) {
        // A gap that nothing runs across.
        places[count] = at;
        units[count++] = 0;
        at = range[1] - 1;
        quote += 1;
        continue;
      }
      const unit = fold[text.charCodeAt(at)] as number;
      if (!unit) continue;
      places[count] = at;
      units[count++] = unit;
    }
    this.#units = units.subarray(0, count);
    this.#places = places.subarray(0, count);
    const bits = Math.min(20, Math.max(10, Math.ceil(Math.log2(count + 1)) + 3));
    this.#mask = (1 << bits) - 1;
    this.#heads = new Int32Array(1 << bits).fill(-1);
    this.#next = new Int32Array(count).fill(-1);
    eachPrint(this.#units, (print, at) => {
      if (this.#units.subarray(at, at + SHORTEST).includes(0)) return;
      const slot = print & this.#mask;
      this.#next[at] = this.#heads[slot] as number;
      this.#heads[slot] = at;
    });
  }

  /** Stretches of this text that stand in another one. */
  runsIn(other: string): [start: number, end: number][] {
    const fold = foldTable();
    if (this.#buffer.length < other.length) this.#buffer = new Uint16Array(other.length * 2);
    const buffer = this.#buffer;
    let count = 0;
    for (let at = 0; at < other.length; at += 1) {
      const unit = fold[other.charCodeAt(at)] as number;
      if (unit) buffer[count++] = unit;
    }
    const theirs = buffer.subarray(0, count);
    const own = this.#units;
    const found: [number, number][] = [];
    // How far the two texts were found to go along with each other, by the distance of their places.
    const along = new Map<number, number>();
    eachPrint(theirs, (print, at) => {
      let mine = this.#heads[print & this.#mask] as number;
      for (let step = 0; mine >= 0 && step < FOLLOWED; step += 1, mine = this.#next[mine] as number) {
        if ((along.get(mine - at) ?? 0) > at) continue;
        let length = 0;
        while (
          mine + length < own.length &&
          at + length < count &&
          own[mine + length] === theirs[at + length]
        )
          length += 1;
        if (length < SHORTEST) continue;
        found.push([mine, mine + length]);
        along.set(mine - at, at + length);
      }
    });
    return found;
  }

  /** Place of a stretch in the text as it was written. */
  place(start: number, end: number): [number, number] {
    return [this.#places[start] as number, (this.#places[end - 1] as number) + 1];
  }
}

/** Calls `use` with the rolling fingerprint of every {@link SHORTEST} units. */
function eachPrint(units: Uint16Array, use: (print: number, at: number) => void): void {
  let lead = 1;
  for (let step = 1; step < SHORTEST; step += 1) lead = Math.imul(lead, BASE);
  let print = 0;
  for (let end = 0; end < units.length; end += 1) {
    const at = end - SHORTEST + 1;
    if (at > 0) print -= Math.imul(units[at - 1] as number, lead);
    print = (Math.imul(print, BASE) + (units[end] as number)) | 0;
    // The lower bits of a product depend on few units alone; the higher ones are mixed in.
    if (at >= 0) use(print ^ (print >>> 15), at);
  }
}
