import { hashText, type Ledger, type Rec, type Write } from '../../ledger';
import type { Extraction } from '../../records/extraction';
import { asFault, Fault } from '../../records/fault';
import { clipId, type SavedClip, saveWrites } from '../clip/clips';
import { readWebPage, type TakeOptions } from './take-pages';

/** An article that a newspaper page lists, and the clip that holds it, if there is one. */
export interface ListedItem {
  title: string;
  url: string;
  clip?: string;
}

/** The articles that a clip of a newspaper page lists, each with its clip. */
export const listedItems = (ledger: Ledger, clip: Rec<'clip'>): Promise<ListedItem[]> =>
  Promise.all(
    (clip.fields.items ?? []).map(async (item) => ({
      ...item,
      clip: (await ledger.linked(`url:${item.url}`, 'clip'))[0]?.id,
    })),
  );

export interface TakenItems {
  saved: Omit<SavedClip, 'n'>[];
  failed: { title: string; fault: Fault }[];
  /** Numbers of the commits, in their order. One, unless articles of the page belong together. */
  commits: number[];
}

/**
 * Fetches chosen articles of a newspaper page, of its own site alone, and keeps each as a clip of its own with the page
 * (版次) in its source, all of them in one commit. What could not be had is told by its title; E334 where the address
 * shows no article. A stop keeps what has come so far. The site has to be allowed before.
 */
export async function takeItems(
  ledger: Ledger,
  clip: Rec<'clip'>,
  urls: readonly string[],
  options: TakeOptions,
): Promise<TakenItems> {
  const { origin } = new URL(clip.fields.url);
  const taken: TakenItems = { saved: [], failed: [], commits: [] };
  const batch = new Batch(ledger, taken);
  const chosen = (clip.fields.items ?? []).filter(({ url }) => urls.includes(url));
  for (const [at, { title, url }] of chosen.entries()) {
    options.onPage?.(at, chosen.length);
    if (options.signal?.aborted) break;
    try {
      if (new URL(url).origin !== origin) throw new Fault('E333', { site: new URL(url).host });
      const extraction = await readWebPage(url, options);
      if (extraction.coverage !== 'article') throw new Fault('E334', { n: 1 });
      const edition = extraction.edition ?? clip.fields.edition;
      const source = extraction.source ?? clip.fields.source;
      await batch.add({ ...extraction, title: extraction.title || title, edition, source });
    } catch (thrown) {
      if (options.signal?.aborted) break;
      taken.failed.push({ title, fault: asFault(thrown) });
    }
  }
  await batch.commit();
  return taken;
}

/**
 * Clips that are written together. The same text under two addresses is one of them; a page of an article that is among
 * them has to find it in the ledger, so it waits for it.
 */
class Batch {
  #writes: Write[] = [];
  #saved: Omit<SavedClip, 'n'>[] = [];
  /** The last write of a clip, by its id, its addresses and the fingerprint of its text. */
  #known = new Map<string, Write>();

  constructor(
    private readonly ledger: Ledger,
    private readonly taken: TakenItems,
  ) {}

  async add(extraction: Extraction): Promise<void> {
    const { url, text, pager } = extraction;
    const hash = hashText(text.replace(/\s+/gu, ''));
    const reprinted = this.#known.get(hash);
    if (reprinted && !pager) {
      const at = new Date(this.ledger.clock.wall()).toISOString();
      reprinted.set[`addresses/${clipId(url)}`] = { url, at };
      return;
    }
    const keys = [url, hash, ...(pager?.pages ?? []).map((page) => page.url)];
    if (keys.some((key) => this.#known.has(key))) await this.commit();
    let made = await saveWrites(this.ledger, extraction);
    if (this.#known.has(made.id)) {
      await this.commit();
      made = await saveWrites(this.ledger, extraction);
    }
    const { writes, label: _, ...saved } = made;
    this.#writes.push(...writes);
    this.#saved.push(saved);
    const write = writes.at(-1);
    if (write) for (const key of [...keys, saved.id]) this.#known.set(key, write);
  }

  async commit(): Promise<void> {
    const { n } = await this.ledger.commit(
      this.#writes.filter(({ set }) => Object.keys(set).length),
      { label: 'clipItems' },
    );
    if (n !== undefined) this.taken.commits.push(n);
    this.taken.saved.push(...this.#saved);
    this.#writes = [];
    this.#saved = [];
    this.#known.clear();
  }
}
