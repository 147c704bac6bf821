import { gramsOf } from '../study/analysis/key-sentences';
import type { Sendable } from './allowed';
import { numbered, type Passage, passagesOf } from './passages';

/** How material is looked for: by the index of the search, and by reading what may be sent of a record. */
export interface Sources {
  /** Ids of the records that hold a term, best first, of the kinds that may be sent. */
  find: (term: string) => Promise<{ ids: string[]; total: number }>;
  read: (id: string) => Promise<Sendable | undefined>;
}

/** Words of a question that say nothing of what it is about. */
const ASKING = new Set(
  (
    '什么 怎么 怎样 如何 为什么 为何 哪些 哪个 哪里 哪儿 谁 多少 几 几次 多久 何时 什么时候 是否 有没有 能否 可否 可以 应该 应当 需要 请 请问 告诉 介绍 说明 关于 我们 我 你 咱们 支部 我们支部 规定 要求 内容 情况 问题 方面 ' +
    '有 是 在 的 了 和 与 及 或 对 从 到 把 被 将 要 会 能 吗 呢 啊 吧 么 这 那 这个 那个 这些 那些 一下 一个 进行 开展 做 说 讲 提 提到 写 里 中 上 下 不 没 没有 过 着 就 都 也 还 最近 今年 去年 材料 文章'
  ).split(' '),
);

/** Terms asked for at most, records read, passages handed over. */
const TERMS = 6;
const RECORDS = 14;
const PASSAGES = 8;

/** The terms of a question, by the browser's dictionary; neighbours that belong together stay together too. */
export function questionTerms(question: string): string[] {
  const terms: string[] = [];
  const add = (term: string): void => {
    if (term.length >= 2 && !terms.includes(term)) terms.push(term);
  };
  for (const [, title, quoted] of question.matchAll(/《([^》]+)》|[“"「]([^”"」]+)[”"」]/g))
    add(title ?? quoted ?? '');
  let run: string[] = [];
  const flush = (): void => {
    if (run.length > 1) add(run.join(''));
    for (const word of run) add(word);
    run = [];
  };
  for (const { segment, isWordLike } of new Intl.Segmenter('zh-CN', { granularity: 'word' }).segment(
    question,
  )) {
    if (!isWordLike || ASKING.has(segment)) flush();
    else run.push(segment);
  }
  flush();
  return terms.slice(0, TERMS * 2);
}

/** What was found for a question, and what was not handed over of it. */
export interface Retrieved {
  passages: Passage[];
  /** Passages that speak of the question too and did not find room. */
  left: number;
  /** Records that hold a term of the question and were not read, because others hold more. */
  unread: number;
}

/** Share of the question that a passage has to speak of before anybody is asked. */
const ENOUGH = 0.34;

/**
 * The passages of one's own material that speak of a question, best first. Empty when none does: then nothing is sent
 * to anybody. The rarer a term, the more it weighs.
 */
export async function retrieve(question: string, sources: Sources): Promise<Retrieved> {
  const terms = questionTerms(question);
  const weights = new Map<string, number>();
  const scores = new Map<string, number>();
  for (const term of terms) {
    const { ids, total } = await sources.find(term);
    if (!total) continue;
    const weight = term.length / Math.log2(2 + total);
    weights.set(term, weight);
    ids.forEach((id, place) => scores.set(id, (scores.get(id) ?? 0) + weight / (1 + place * 0.1)));
  }
  const best = [...scores].sort(([, a], [, b]) => b - a).slice(0, RECORDS);
  const sendables = await Promise.all(best.map(([id]) => sources.read(id)));
  const asked = [...gramsOf(terms.join(' ')).keys()];
  const pieces = sendables.flatMap((sendable) => (sendable ? passagesOf(sendable) : []));
  const ranked = pieces
    .map((passage) => ({ passage, ...scoreOf(passage, asked, weights) }))
    .filter(({ share, named }) => named && share >= ENOUGH)
    .sort((a, b) => b.score - a.score || (a.passage.day < b.passage.day ? 1 : -1));
  const { passages } = numbered(ranked.slice(0, PASSAGES).map(({ passage }) => passage));
  return { passages, left: ranked.length - passages.length, unread: scores.size - best.length };
}

function scoreOf(
  passage: Omit<Passage, 'number'>,
  asked: readonly string[],
  weights: ReadonlyMap<string, number>,
): { score: number; share: number; named: boolean } {
  const text = `${passage.title} ${passage.text}`.toLowerCase();
  const grams = gramsOf(text);
  const share = asked.length ? asked.filter((gram) => grams.has(gram)).length / asked.length : 0;
  let weight = 0;
  for (const [term, value] of weights) {
    if (passage.text.includes(term)) weight += value;
    else if (passage.title.includes(term)) weight += value * 0.4;
  }
  return { score: weight + share, share, named: weight > 0 };
}
