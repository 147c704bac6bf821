import type { Ledger, Rec } from '../ledger';
import { asFault, Fault } from '../records/fault';
import { type SavedClip, saveClip } from './clips';
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
  saved: SavedClip[];
  failed: { title: string; fault: Fault }[];
}

/**
 * Fetches chosen articles of a newspaper page, of its own site alone, and keeps each as a clip of its own with the page
 * (版次) in its source. What could not be had is told by its title; E334 where the address shows no article. A stop
 * leaves what has come so far. The site has to be allowed before.
 */
export async function takeItems(
  ledger: Ledger,
  clip: Rec<'clip'>,
  urls: readonly string[],
  options: TakeOptions,
): Promise<TakenItems> {
  const { origin } = new URL(clip.fields.url);
  const taken: TakenItems = { saved: [], failed: [] };
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
      taken.saved.push(
        await saveClip(ledger, { ...extraction, title: extraction.title || title, edition, source }),
      );
    } catch (thrown) {
      if (options.signal?.aborted) break;
      taken.failed.push({ title, fault: asFault(thrown) });
    }
  }
  return taken;
}
