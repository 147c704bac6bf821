import MiniSearch from 'minisearch';
import { loadMessages } from '../../../lib/i18n';
import { create, DATABASES, openSpace, SearchStore, type Write } from '../../../lib/ledger';
import { Searcher } from '../../../lib/search/searcher';
import type { Segment } from '../../../lib/search/segment';
import { loadSpell } from '../../../lib/search/spell';

const LENGTH = 1500;
const TITLE = 14;
const QUERIES = 300;
/** Common characters, of which invented words and texts are made. */
const UNITS =
  '支部党员学习会议讨论骑手站点夜间休息恶劣天气配送时限算法取中说明办法分工责任人员工作意见建议整改落实服务群众平台企业关爱健康安全培训记录活动主题研究决定通过汇报联系走访帮助解决问题回复公开监督制度材料原文体会发言结合实际措施期限完成';
const MARKS = '，。；：';

/** Mulberry32: the same texts in every run. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** Texts of words as uneven as those of a language: a few stand everywhere, most nearly nowhere. */
function writer(seed: number): (length: number) => string {
  const next = random(seed);
  const unit = () => UNITS.charAt(Math.floor(next() * UNITS.length));
  const rare = () => String.fromCharCode(0x4e00 + Math.floor(next() * 5000));
  const words = Array.from({ length: 30_000 }, (_, index) => {
    const of = index < 3000 ? unit : () => (next() < 0.5 ? unit() : rare());
    return Array.from({ length: 1 + Math.floor(next() * 3.2) }, of).join('');
  });
  return (length) => {
    let text = '';
    while (text.length < length) {
      text += words[Math.floor(next() ** 3 * words.length)];
      if (next() < 0.09) text += MARKS.charAt(Math.floor(next() * MARKS.length));
    }
    return text.slice(0, length);
  };
}

/** Fills the ledger with activities whose minutes are 1,500 characters, and makes the index. */
async function fill(documents: number): Promise<{ building: number }> {
  await loadMessages();
  const ledger = await openSpace('own');
  const write = writer(20);
  for (let start = 0; start < documents; start += 2000) {
    const writes: Write[] = Array.from({ length: Math.min(2000, documents - start) }, (_, at) =>
      create('meeting', {
        types: { themeDay: true },
        title: write(TITLE),
        startsAt: `${new Date(Date.UTC(2016, 0, 1 + ((start + at) % 3900))).toISOString().slice(0, 10)}T15:00`,
        minutes: write(LENGTH),
      }),
    );
    await ledger.commit(writes, { label: 'bench' });
  }
  const searcher = await open(ledger);
  const began = performance.now();
  await searcher.catchUp();
  return { building: performance.now() - began };
}

const open = async (ledger: Awaited<ReturnType<typeof openSpace>>) =>
  Searcher.open({
    ledger,
    store: new SearchStore<Segment>(DATABASES.own),
    spell: await loadSpell(),
    sources: async () => ({ nameOf: (id) => id, itemText: () => undefined }),
    words: 'zh-CN',
  });

let kept: Searcher | undefined;

/** Opens the index that is kept, and asks it keystroke by keystroke for pieces of texts. Milliseconds. */
async function ask(documents: number): Promise<{ opening: number; times: number[]; size: number }> {
  await loadMessages();
  const ledger = await openSpace('own');
  const began = performance.now();
  kept = await open(ledger);
  const opening = performance.now() - began;
  const times: number[] = [];
  for (const query of queries()) {
    const start = performance.now();
    await kept.find(query, {});
    times.push(performance.now() - start);
  }
  if (kept.size !== documents) throw new Error(`${kept.size} documents in the index`);
  return { opening, times, size: kept.size };
}

/** What a person types: a phrase of two to eight characters that stands somewhere, growing by one each time. */
function queries(): string[] {
  const next = random(7);
  const write = writer(20);
  const typed: string[] = [];
  while (typed.length < QUERIES) {
    // The texts of the ledger in their order, each behind its title.
    write(TITLE);
    const text = write(LENGTH);
    const at = Math.floor(next() * (LENGTH - 10));
    const length = 2 + Math.floor(next() * 7);
    for (let end = 1; end <= length; end += 1) typed.push(text.slice(at, at + end));
  }
  return typed;
}

/** The same texts and questions with MiniSearch over the words that the browser finds. */
function peer(documents: number): { building: number; times: number[] } {
  const words = new Intl.Segmenter('zh', { granularity: 'word' });
  const tokenize = (text: string) => [...words.segment(text)].map(({ segment }) => segment);
  const index = new MiniSearch<{ id: number; title: string; text: string }>({
    fields: ['title', 'text'],
    tokenize,
    searchOptions: { combineWith: 'AND', prefix: true },
  });
  const write = writer(20);
  const began = performance.now();
  for (let id = 0; id < documents; id += 1) index.add({ id, title: write(TITLE), text: write(LENGTH) });
  const building = performance.now() - began;
  // Held, so that its memory counts.
  Object.assign(globalThis, { other: index });
  const times = queries().map((query) => {
    const start = performance.now();
    index.search(query);
    return performance.now() - start;
  });
  return { building, times };
}

Object.assign(globalThis, { fill, ask, peer });
