import { type Ledger, type Rec, type SearchStore, textsGot } from '../ledger';
import type { KindName } from '../records';
import type { SearchDocument, Spell } from './document';
import { documentOf, type Sources } from './documents';
import { SEARCHED } from './kinds';
import { marksOf, type SearchFilters, snippetOf, termsOf } from './query';
import { type Candidate, candidates, holdsAll, type Part } from './search-index';
import { buildSegment, mergeSegments, type Segment, SEGMENT_LIMIT } from './segment';

/** Raised when documents or segments are made differently, so that every index is made anew. */
const FORM = 3;
/** The newest part takes in single changes until it holds this many documents. */
const TAIL = 256;
/** So many small parts become one. */
const FAN = 8;

/** One record found. */
export interface Found {
  id: string;
  kind: KindName;
  title: string;
  /** `YYYY-MM-DD` or ''. */
  day: string;
  /** Where the terms stand in the title. */
  titleMarks: [number, number][];
  /** A piece of the text with the terms; undefined when there is nothing to show beside the title. */
  snippet?: { text: string; marks: [number, number][] };
}

export interface SearchPage {
  found: Found[];
  /** Where to go on; undefined at the end. */
  next?: number;
  /** Records that may hold the terms; exact when `exact`. */
  total: number;
  exact: boolean;
}

type OwnPart = Part & { key: number };

/** Where the index is kept: on the disk, or in memory alone. */
type IndexStore = Pick<SearchStore<Segment>, 'name' | 'now' | 'read' | 'textsOf' | 'step' | 'reset'>;

/** The index of one space: opened from what was kept, brought up to date with the ledger's commits, and asked. */
export class Searcher {
  readonly #ledger: Ledger;
  readonly #store: IndexStore;
  readonly #spell: Spell;
  readonly #sources: () => Promise<Omit<Sources, 'ledger'>>;
  readonly #words: string;
  #parts: OwnPart[] = [];
  #where = new Map<string, { part: OwnPart; number: number }>();
  #n = -1;
  /** Moment of the last fetched text that was taken in. */
  #got = 0;

  private constructor(options: SearcherOptions) {
    this.#ledger = options.ledger;
    this.#store = options.store;
    this.#spell = options.spell;
    this.#sources = options.sources;
    this.#words = options.words;
  }

  /** Opens the index as it was left. It may be behind the ledger: {@link catchUp}. */
  static async open(options: SearcherOptions): Promise<Searcher> {
    const searcher = new Searcher(options);
    await searcher.#load();
    return searcher;
  }

  async #load(): Promise<void> {
    const { state, parts } = await this.#store.read();
    this.#where.clear();
    this.#parts = [];
    this.#n = -1;
    this.#got = 0;
    if (state?.made !== this.#made()) return;
    this.#n = state.n;
    this.#got = state.got ?? 0;
    this.#parts = parts.map(({ key, segment, gone }) => ({
      key,
      segment,
      gone: gone ?? new Uint8Array(segment.ids.length),
    }));
    for (const part of this.#parts) this.#place(part);
  }

  /** Moment of the last fetched text that is in the index. */
  get got(): number {
    return this.#got;
  }

  /** Number of records in the index. */
  get size(): number {
    return this.#where.size;
  }

  /** True when the index has never been filled. */
  get empty(): boolean {
    return this.#n < 0;
  }

  #made(): string {
    return `${FORM}:${this.#words}`;
  }

  #place(part: OwnPart): void {
    for (const [number, id] of part.segment.ids.entries()) {
      if (!part.gone[number]) this.#where.set(id, { part, number });
    }
  }

  /**
   * Takes in what was changed since the last time, in steps that are each stored whole; a cut in between loses
   * nothing. `progress` is called with documents done and to do. Returns true when anything changed. One window of
   * the profile at a time: the next one goes on from what the first has stored.
   */
  catchUp(progress?: (done: number, total: number) => void): Promise<boolean> {
    const { locks } = (globalThis.navigator ?? {}) as { locks?: LockManager };
    const work = () => this.#catchUp(progress);
    return locks ? locks.request(this.#store.name, work) : work();
  }

  async #catchUp(progress?: (done: number, total: number) => void): Promise<boolean> {
    const stored = await this.#store.now();
    const foreign = stored !== undefined && stored.made !== this.#made();
    // Another window went on, or an erasure threw the index away.
    const moved = !foreign && ((stored?.n ?? -1) !== this.#n || (stored?.got ?? 0) !== this.#got);
    if (foreign) await this.#store.reset();
    if (foreign || moved) await this.#load();
    const commits = await this.#ledger.commitsSince(Math.max(0, this.#n));
    const last = commits.at(-1)?.n ?? Math.max(0, this.#n);
    // A text that was fetched is part of its record from now on, though no commit says so.
    const texts = await textsGot(this.#ledger, this.#got);
    if (!commits.length && !texts.length && !this.empty) return moved;
    const ids = this.empty
      ? await this.#everything()
      : [...new Set([...(await this.#touched(commits)), ...texts.flatMap(({ r }) => r)])];
    const got = texts.at(-1)?.got ?? this.#got;
    const sources: Sources = { ledger: this.#ledger, ...(await this.#sources()) };
    for (let at = 0; at < ids.length || at === 0; at += SEGMENT_LIMIT) {
      const batch = ids.slice(at, at + SEGMENT_LIMIT);
      const done = at + SEGMENT_LIMIT >= ids.length;
      await this.#take(batch, sources, done ? { n: last, got } : { n: this.#n, got: this.#got });
      progress?.(Math.min(ids.length, at + batch.length), ids.length);
    }
    return true;
  }

  async #everything(): Promise<string[]> {
    const ids: string[] = [];
    for (const kind of SEARCHED) ids.push(...(await this.#ledger.ids(kind)));
    return ids;
  }

  /** Records of the commits, and those that carry the name of a member or group that was changed. */
  async #touched(commits: Awaited<ReturnType<Ledger['commitsSince']>>): Promise<string[]> {
    const ids = new Set<string>();
    for (const { lines } of commits) {
      for (const { r, t, f } of lines) {
        ids.add(r);
        if ((t === 'member' || t === 'partyGroup') && 'name' in f) {
          for (const { id } of await this.#ledger.linked(r)) ids.add(id);
        }
      }
    }
    return [...ids];
  }

  async #take(
    ids: readonly string[],
    sources: Sources,
    { n, got }: { n: number; got: number },
  ): Promise<void> {
    const documents: SearchDocument[] = [];
    for (const id of ids) {
      const record: Rec | undefined = await this.#ledger.find(id);
      const document = record && (await documentOf(record, sources));
      if (document) documents.push(document);
    }
    const kept = new Set(documents.map(({ id }) => id));
    const dirty = new Set<OwnPart>();
    for (const id of ids) {
      const place = this.#where.get(id);
      if (!place) continue;
      place.part.gone[place.number] = 1;
      dirty.add(place.part);
      this.#where.delete(id);
    }
    const { add, removed } = this.#arranged(documents);
    const keys = await this.#store.step({
      state: { n: Math.max(0, n), got, made: this.#made() },
      add: add.map(({ segment }) => segment),
      remove: removed.map(({ key }) => key),
      gone: [...dirty]
        .filter((part) => !removed.includes(part))
        .map(({ key, gone }) => ({ key, flags: gone })),
      texts: documents.map(({ id, title, text }) => ({ id, text: `${title}\n${text}` })),
      forget: ids.filter((id) => !kept.has(id)),
    });
    for (const [index, part] of add.entries()) part.key = keys[index] as number;
    this.#parts = [...this.#parts.filter((part) => !removed.includes(part)), ...add];
    for (const part of add) this.#place(part);
    this.#n = n;
    this.#got = got;
  }

  /**
   * The parts that new documents make, together with the small ones before them and with those of which little is
   * left, so that a year of single changes does not become a thousand parts.
   */
  #arranged(documents: readonly SearchDocument[]): { add: OwnPart[]; removed: OwnPart[] } {
    const small = this.#parts.filter((part) => live(part) < SEGMENT_LIMIT / 2);
    const joined = this.#parts.filter(
      (part) =>
        2 * live(part) < part.segment.ids.length ||
        (small.length >= FAN ? small.includes(part) : live(part) < TAIL),
    );
    const made: Part[] = [...joined];
    if (documents.length) made.push(fresh(buildSegment(documents, this.#spell)));
    const groups: Part[][] = [];
    for (const part of made) {
      const group = groups.at(-1);
      if (group && group.reduce((sum, one) => sum + live(one), live(part)) <= SEGMENT_LIMIT) group.push(part);
      else groups.push([part]);
    }
    const stays = groups.flatMap((group) =>
      group.length === 1 && this.#parts.includes(group[0] as OwnPart) && !worn(group[0] as Part) ? group : [],
    );
    const add = groups
      .filter((group) => !stays.includes(group[0] as Part))
      .map((group) =>
        group.length === 1 && !worn(group[0] as Part) ? (group[0] as Part) : fresh(mergeSegments(group)),
      )
      .filter(({ segment }) => segment.ids.length)
      .map((part) => ({ ...part, key: 0 }));
    return { add, removed: joined.filter((part) => !stays.includes(part)) };
  }

  /**
   * The records that hold every term, best first, `count` of them from place `from` on. Candidates whose pairs alone
   * speak for them are read before they count.
   */
  async find(typed: string, filters: SearchFilters, from = 0, wanted = 20): Promise<SearchPage> {
    const terms = termsOf(typed);
    const all = candidates(this.#parts, typed, filters);
    const found: Found[] = [];
    let at = from;
    let wrong = 0;
    while (found.length < wanted && at < all.length) {
      const batch: Candidate[] = [];
      for (let place = at; place < Math.min(all.length, at + wanted - found.length); place += 1) {
        batch.push(all.at(place));
      }
      const texts = await this.#store.textsOf(batch.map(({ id }) => id));
      for (const [index, candidate] of batch.entries()) {
        const text = texts[index] as string;
        if (holdsAll(text, candidate.check)) found.push(this.#shown(candidate, text, terms));
        else wrong += 1;
      }
      at += batch.length;
    }
    const next = at < all.length ? at : undefined;
    return {
      found,
      ...(next === undefined ? {} : { next }),
      total: all.length - wrong,
      exact: all.exact || (next === undefined && from === 0),
    };
  }

  #shown({ part, number, id }: Candidate, whole: string, terms: readonly string[]): Found {
    const { segment } = this.#parts[part] as OwnPart;
    const end = whole.indexOf('\n');
    const title = whole.slice(0, end);
    const snippet = snippetOf(whole.slice(end + 1), terms);
    const day = String(segment.days[number] || '');
    return {
      id,
      kind: segment.kinds[number] as KindName,
      title,
      day:
        day && [day.slice(0, 4), day.slice(4, 6), day.slice(6)].filter((piece) => piece !== '00').join('-'),
      titleMarks: marksOf(title, terms),
      ...(snippet.text ? { snippet } : {}),
    };
  }
}

export interface SearcherOptions {
  ledger: Ledger;
  store: IndexStore;
  spell: Spell;
  /** Names and wordings to make documents with; asked at each catching up. */
  sources: () => Promise<Omit<Sources, 'ledger'>>;
  /** What the words of documents depend on: language and checklist. Others make the index anew. */
  words: string;
}

const fresh = (segment: Segment): Part => ({ segment, gone: new Uint8Array(segment.ids.length) });
const lost = ({ gone }: Part): number => gone.reduce((sum, flag) => sum + flag, 0);
const live = (part: Part): number => part.segment.ids.length - lost(part);
const worn = (part: Part): boolean => lost(part) > 0;
