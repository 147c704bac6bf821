import { wholeRoster } from '../branch/terms';
import { type Language, loadMessages, setLanguage } from '../i18n';
import { currentLanguage } from '../i18n';
import { type Ledger, openSpace, SearchStore, type Space } from '../ledger';
import { asFault } from '../records/fault';
import { packText } from '../rules/pack';
import { checklistPack } from '../rules/packs';
import type { SearchFilters } from './query';
import { Searcher, type SearchPage } from './searcher';
import type { Segment } from './segment';
import { loadSpell } from './spell';

/** What a window asks for: to open the index of a space first, then to find. */
export type SearchTask =
  | { open: { space: Space; database: string; language: Language } }
  | { find: { id: number; typed: string; filters: SearchFilters; from?: number } };

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

async function open(options: { space: Space; database: string; language: Language }): Promise<Searcher> {
  await Promise.all([loadMessages(), setLanguage(options.language)]);
  const ledger = await openSpace(options.space);
  const searcher = await Searcher.open({
    ledger,
    store: new SearchStore<Segment>(options.database),
    spell: await loadSpell(),
    sources: () => sourcesOf(ledger),
    language: options.language,
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
  return searcher;
}

async function sourcesOf(ledger: Ledger) {
  const [roster, groups, pack] = await Promise.all([
    wholeRoster(ledger),
    ledger.list('partyGroup'),
    checklistPack(),
  ]);
  const names = new Map([...roster, ...groups].map(({ id, fields }) => [id, fields.name]));
  const items = new Map(pack.items.map((item) => [item.code, packText(item.text, currentLanguage())]));
  return {
    // What is no id is a free name; an id that is gone is nobody's name.
    nameOf: (id: string | undefined) =>
      id === undefined ? undefined : (names.get(id) ?? (IS_ID.test(id) ? undefined : id)),
    itemText: (code: string) => items.get(code),
  };
}

const IS_ID = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/;
