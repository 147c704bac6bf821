import type { TextParts } from './document';

/** A term that the text keeps coming back to. */
export interface KeyTerm {
  term: string;
  /** Times it stands in the text. */
  count: number;
  /** Characters before its first place, white space not counted. */
  start: number;
}

const MOST = 8;
const LONGEST = 12;
/** Candidates that are compared with each other, the most frequent first. */
const COMPARED = 300;

/** Words that begin or end no term, and words that are none alone. */
const STOP = new Set(
  (
    '的 了 着 过 和 与 及 或 而 也 就 都 又 还 很 更 最 被 把 让 给 对 从 向 为 以 之 其 这 那 个 在 是 有 无 不 没 没有 并 并且 等 中 上 下 里 内 外 前 后 时 到 将 要 会 能 可 可以 能够 应 应当 必须 需要 ' +
    '会议 是否 晚上 早上 小时 分钟 季度 万人 亿元 万元 同比 增长 下降 重点 查看 时间 道理 屋子 手心 心里 一位 本报 三个月 全市 全省 全国 ' +
    '一 二 三 四 五 六 七 八 九 十 两 一个 一是 二是 三是 四是 一些 一种 一次 每 每个 各 各个 该 本 此 他 她 它 他们 她们 我 我们 你 你们 自己 大家 人 人们 名 位 次 项 条 款 年 月 日 天 点 分 时候 ' +
    '进行 开展 推动 推进 加强 坚持 做好 做 说 表示 指出 强调 认为 介绍 提出 要求 通过 根据 按照 围绕 结合 关于 由于 因为 所以 如果 以及 同时 此外 其中 目前 今年 去年 明年 近年来 以来 之后 之前 以后 以前 以上 以下 之间 方面 问题 工作 情况 进一步 不断 切实 认真 积极 深入 全面 有效 有关 相关 主要 重要 重大 大 小 多 少 高 好 来 去 起 成 成为 作为 作出 用 让 使 使得 看 看到 得到 达到 实现 提高 提升 增强 落实 贯彻 据 称 已 已经 正 正在 仍 再 才 只 只有 便 却 但 但是 不仅 不能 不是 不得 也是 就是 还是 这样 这种 这些 那些 什么 怎么 如何 为什么 多少 哪里 可能 之一 第一 第二 第三 情形 下列 规定 部分 内容 方式 活动 记者 同志 负责 负责人 参加 组织 ' +
    'the a an of and or to in on for with is are was were be by as at it this that from we our has have not will can more which their its they he she you i but'
  ).split(' '),
);
/** Words that are no term alone and may be part of one: 组织生活, 主题活动. */
const WEAK = new Set('组织 活动 工作 规定 情况 负责 内容 参加 问题 方式 同志'.split(' '));
const EDGE = new Set([...STOP].filter((word) => !WEAK.has(word)));

type Token = { text: string; start: number; kind: 'word' | 'stop' | 'break' };

/** Words by the browser's dictionary; single characters where it has none. */
function tokensOf(segmenter: Intl.Segmenter, text: string, offset: number): Token[] {
  const tokens: Token[] = [];
  let start = offset;
  for (const { segment, isWordLike } of segmenter.segment(text)) {
    const bare = segment.replace(/\s+/gu, '');
    if (!isWordLike || NUMERAL.test(segment)) tokens.push({ text: segment, start, kind: 'break' });
    else tokens.push({ text: segment, start, kind: isEmpty(segment) ? 'stop' : 'word' });
    start += bare.length;
  }
  return tokens;
}

const NUMERAL = /^[\d.%０-９一二三四五六七八九十百千万亿两零〇几数第]+$/;
/** 一家, 三处: how many, not what. */
const COUNTED = /^[一二三四五六七八九十两几多每各][家名位条次个项处段只件天年月日人种批句篇场层座起份张]$/;
/** What the dictionary joined with a particle is no word either. */
const isEmpty = (word: string): boolean =>
  EDGE.has(word.toLowerCase()) || COUNTED.test(word) || (word.length <= 2 && /[的了]|是$/.test(word));

interface Candidate {
  term: string;
  count: number;
  start: number;
  words: number;
  /** How often it stands inside of longer candidates, and in how many of them. */
  inside: number;
  hosts: number;
}

/**
 * What the text is about: words and runs of up to six words that come back, preferring the longer of two when the
 * shorter has no life of its own (C-value), and what the title and the headings name.
 */
export function keyTerms(parts: TextParts, title = ''): KeyTerm[] {
  const found = new Map<string, Candidate>();
  const segmenter = new Intl.Segmenter('zh-CN', { granularity: 'word' });
  for (const { text, start } of parts.sentences) collect(tokensOf(segmenter, text, start), found);
  const headings = [title, ...parts.headings.map((heading) => heading.text)].join('\n').toLowerCase();
  const least = parts.length > 3000 ? 3 : 2;
  const candidates = [...found.values()]
    .filter(({ count }) => count >= least)
    .sort((a, b) => b.count - a.count || b.term.length - a.term.length || a.start - b.start)
    .slice(0, COMPARED);
  for (const short of candidates) {
    for (const long of candidates) {
      if (long !== short && long.term.includes(short.term)) {
        short.inside += long.count;
        short.hosts += 1;
      }
    }
  }
  const scored = candidates
    .filter(({ term, words }) => words > 1 || (!WEAK.has(term) && isTerm(term)))
    .map((one) => {
      const free = one.count - (one.hosts ? one.inside / one.hosts : 0);
      const named = headings.includes(one.term.toLowerCase()) ? 1.7 : 1;
      return { one, score: free * Math.log2(1 + lengthOf(one.term)) * named };
    })
    .filter(({ score }) => score > 1.5)
    .sort((a, b) => b.score - a.score || a.one.start - b.one.start);
  const kept: KeyTerm[] = [];
  for (const { one } of scored) {
    if (kept.some(({ term }) => term.includes(one.term) || one.term.includes(term))) continue;
    kept.push({ term: one.term, count: one.count, start: one.start });
    if (kept.length === MOST) break;
  }
  return kept;
}

const isLatin = (term: string): boolean => /^[\w .-]+$/.test(term);
const lengthOf = (term: string): number => (isLatin(term) ? 2 + term.split(' ').length : term.length);
/** A single character is no term; a Latin word is one from three letters. */
const isTerm = (term: string): boolean =>
  isLatin(term) ? term.length >= 3 || /^[A-Z]{2}$/.test(term) : term.length >= 2;

function collect(tokens: readonly Token[], found: Map<string, Candidate>): void {
  for (let from = 0; from < tokens.length; from += 1) {
    if (tokens[from]?.kind !== 'word') continue;
    let term = '';
    for (let to = from; to < Math.min(tokens.length, from + 6); to += 1) {
      const token = tokens[to] as Token;
      if (token.kind !== 'word') break;
      term += token.text;
      if (term.length > LONGEST && !isLatin(term)) break;
      if (term.length < 2) continue;
      const known = found.get(term);
      if (known) known.count += 1;
      else
        found.set(term, {
          term,
          count: 1,
          start: (tokens[from] as Token).start,
          words: to - from + 1,
          inside: 0,
          hosts: 0,
        });
    }
  }
}
