import { wholeRoster } from '../branch/terms';
import { type Language, loadMessages, setLanguage } from '../i18n';
import { type Ledger, openSpace, SearchStore, type Space, textsGot } from '../ledger';
import { toHex } from '../records/bytes-text';
import { asFault } from '../records/fault';
import { MemoryStore } from './memory-store';
import type { SearchFilters } from './query';
import { Searcher, type SearchPage } from './searcher';
import type { Segment } from './segment';
import { loadSpell } from './spell';

/** What a thread needs to know of a space. Policy and rules in force are known to windows, not to a thread. */
export interface SearchSpace {
  space: Space;
  database: string;
  language: Language;
  /** The lock key, where the space has a lock: a thread cannot ask for it by itself. */
  key?: Uint8Array;
  /** Wording of the checklist in force, by item code. */
  items: Readonly<Record<string, string>>;
}

/** What a window asks for: to open the index of a space first, then to find. */
export type SearchTask =
  { open: SearchSpace } | { find: { id: number; typed: string; filters: SearchFilters; from?: number } };

/** What the thread says: an answer, how far it is, that the index has changed, or what failed. */
export type SearchAnswer =
  | { id: number; page: SearchPage }
  | { progress: { done: number; total: number } }
  | { ready: true }
  | { fault: { code: string; params: Record<string, string | number> } };

const say = (answer: SearchAnswer): void => self.postMessage(answer);
const failed = (thrown: unknown): void => {
  const { code, params } = asFault(thrown);
  say({ fault: { code, params } });
};

let opening: Promise<Searcher> | undefined;

self.addEventListener('message', ({ data }: MessageEvent<SearchTask>) => {
  if ('open' in data) {
    opening = open(data.open);
    opening.catch(failed);
  } else {
    const { id, typed, filters, from } = data.find;
    opening
      ?.then(async (searcher) => say({ id, page: await searcher.find(typed, filters, from) }))
      .catch(failed);
  }
});

async function open(options: SearchSpace): Promise<Searcher> {
  await Promise.all([loadMessages(), setLanguage(options.language)]);
  const ledger = await openSpace(options.space, async () => options.key);
  const searcher = await Searcher.open({
    ledger,
    store: ledger.isSealed ? new MemoryStore<Segment>() : new SearchStore<Segment>(options.database),
    spell: await loadSpell(),
    sources: () => sourcesOf(ledger, options.items),
    words: `${options.language}:${await digestOf(options.items)}`,
  });
  let work = Promise.resolve();
  const follow = (): void => {
    work = work.then(async () => {
      const changed = await searcher.catchUp((done, total) => say({ progress: { done, total } }));
      if (changed || first) say({ ready: true });
      first = false;
    }, failed);
  };
  let first = true;
  if (!searcher.empty) {
    say({ ready: true });
    first = false;
  }
  // The last commit of whatever window: the index follows by itself.
  ledger.live(() => ledger.recentCommits(1), follow, failed);
  // Texts that were fetched come without a commit.
  ledger.live(() => textsGot(ledger, searcher.got), follow, failed);
  return searcher;
}

async function sourcesOf(ledger: Ledger, items: SearchSpace['items']) {
  const [roster, groups] = await Promise.all([wholeRoster(ledger), ledger.list('partyGroup')]);
  const names = new Map([...roster, ...groups].map(({ id, fields }) => [id, fields.name]));
  return {
    // What is no id is a free name; an id that is gone is nobody's name.
    nameOf: (id: string | undefined) =>
      id === undefined ? undefined : (names.get(id) ?? (IS_ID.test(id) ? undefined : id)),
    itemText: (code: string) => items[code],
  };
}

const IS_ID = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/;

/** Another checklist makes other titles, and so another index. */
async function digestOf(items: SearchSpace['items']): Promise<string> {
  const bytes = new TextEncoder().encode(JSON.stringify(items));
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return toHex(hash.subarray(0, 8));
}
