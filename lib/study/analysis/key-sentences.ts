import type { Sentence, TextParts } from './document';

/** Below so many characters or sentences a text is read as quickly as its main points. */
const SHORT_TEXT = 160;
const SHORT_SENTENCES = 3;
const LONGEST = 150;
const SHORTEST = 12;
/** Sentences compared with each other at most; later ones of a book count by their place and words only. */
const COMPARED = 400;
const DAMPING = 0.85;
const ROUNDS = 24;

/** What announces a statement: who decides, asks or concludes. */
const CUE =
  /(?:会议|通知|意见|方案|办法|报告|讲话|文章|党组|党委|支部|规定|他|她)(?:明确|强调|指出|要求|提出|认为|决定|部署|部署了)|关键(?:在|是|要)|核心是|重点(?:是|抓|围绕)|根本(?:在|上)|归根(?:到|结)底|总(?:的来看|之|体上)|由此可见|必须|务必|目的(?:是|在于)|旨在|意味着|启示|经验(?:是|在于|表明)|实践证明|下一步|自.{1,14}起(?:施行|执行|实施)|不得|应当|目标是|力争|到20\d\d年|同比|增长|下降/g;
/** What needs the sentence before it to be understood. */
const LEANING =
  /^(?:[“「]|他|她|它|这(?!就是|场|次|项|部|份)|那|此|其|对此|为此|因此|所以|但|但是|然而|不过|而|而且|并且|同时|此外|另外|例如|比如|譬如|再如|又如|当时|后来|接着|随后|于是|然后|可是|只是|原来|就这样|与此同时|据介绍|其中|二是|三是|四是|五是|其次|再次|最后|And |But |It |This |He |She |They )/;
/** Who came, and who wrote: true and never the point. */
const ROUTINE =
  /(?:参加(?:会议|活动|调研|座谈)|作了?.{0,6}(?:发言|讲话|汇报)|出席(?:会议|活动|仪式)?|陪同(?:调研)?|主持(?:会议|活动)?|列席(?:会议)?)[。！]?$|^[^，。]{0,24}(?:作了?|进行了?|结合.{0,14}作了?).{0,4}(?:发言|汇报)|^(?:参加|出席|列席)|有关(?:部门|单位).{0,12}负责(?:同志|人).{0,10}参加|据悉[，,]?$|敬请关注|未完待续|详见|附件[：:]|联系人|联系电话|特此(?:通知|公告|通报)|^现?将.{0,40}(?:印发|通知|公布)(?:给你们|如下)|请(?:认真)?(?:结合实际)?(?:认真)?贯彻(?:执行|落实)[。]$/;

/** What a reader could look up or repeat: numbers with a unit, and what came of it. */
const FACTS =
  /\d[\d.,]*(?:%|％|个百分点|[万亿]?[个名人元户家件条项次处])|推广|延长|完成|设立|建立|办结|累计|如今|目前/;

interface Vector {
  grams: Map<string, number>;
  norm: number;
}

const LETTERS = /[^\p{L}\p{N}]+/gu;

/** Pairs of neighbouring characters of Chinese, whole words of other scripts, each with how often it stands there. */
export function gramsOf(text: string): Map<string, number> {
  const grams = new Map<string, number>();
  const add = (gram: string): void => void grams.set(gram, (grams.get(gram) ?? 0) + 1);
  for (const piece of text.toLowerCase().normalize('NFKC').split(LETTERS)) {
    for (const [, han, other] of piece.matchAll(/(\p{Script=Han}+)|([^\p{Script=Han}]+)/gu)) {
      if (other) add(other);
      if (!han) continue;
      for (let at = 0; at + 1 < han.length; at += 1) {
        const gram = han.slice(at, at + 2);
        if (!EMPTY.test(gram)) add(gram);
      }
    }
  }
  return grams;
}

/** Pairs with a particle in them say nothing of what a sentence is about. */
const EMPTY = /[的了着过们是在和与及或而也就都又还很更最被把让给对从向为以之其这那个]/;

function vectorsOf(sentences: readonly Sentence[]): Vector[] {
  const all = sentences.map(({ text }) => gramsOf(text));
  const seen = new Map<string, number>();
  for (const grams of all) for (const gram of grams.keys()) seen.set(gram, (seen.get(gram) ?? 0) + 1);
  return all.map((own) => {
    const grams = new Map<string, number>();
    let sum = 0;
    for (const [gram, count] of own) {
      const weight = (1 + Math.log(count)) * Math.log(1 + all.length / (seen.get(gram) ?? 1));
      grams.set(gram, weight);
      sum += weight * weight;
    }
    return { grams, norm: Math.sqrt(sum) };
  });
}

function cosine(a: Vector, b: Vector): number {
  if (!a.norm || !b.norm) return 0;
  const [small, large] = a.grams.size <= b.grams.size ? [a, b] : [b, a];
  let sum = 0;
  for (const [gram, weight] of small.grams) sum += weight * (large.grams.get(gram) ?? 0);
  return sum / (a.norm * b.norm);
}

/** How central each sentence is: what many others speak of too (LexRank). 0 to 1. */
function centrality(vectors: readonly Vector[]): number[] {
  const size = Math.min(vectors.length, COMPARED);
  const links: [to: number, weight: number][][] = Array.from({ length: size }, () => []);
  const postings = new Map<string, number[]>();
  for (let at = 0; at < size; at += 1) {
    for (const gram of vectors[at]?.grams.keys() ?? []) {
      const list = postings.get(gram);
      if (list) list.push(at);
      else postings.set(gram, [at]);
    }
  }
  const dots = new Float64Array(size);
  for (let at = 0; at < size; at += 1) {
    dots.fill(0);
    const own = vectors[at] as Vector;
    for (const [gram, weight] of own.grams) {
      const list = postings.get(gram) ?? [];
      // What stands everywhere tells nothing apart, and would cost the most.
      if (size > 60 && list.length > size / 6) continue;
      for (const other of list) {
        if (other > at) dots[other] = (dots[other] ?? 0) + weight * (vectors[other]?.grams.get(gram) ?? 0);
      }
    }
    for (let other = at + 1; other < size; other += 1) {
      const value = (dots[other] as number) / (own.norm * (vectors[other]?.norm ?? 1) || 1);
      if (value < 0.04) continue;
      links[at]?.push([other, value]);
      links[other]?.push([at, value]);
    }
  }
  const totals = links.map((list) => list.reduce((sum, [, weight]) => sum + weight, 0));
  let rank = new Float64Array(size).fill(1 / Math.max(1, size));
  for (let round = 0; round < ROUNDS; round += 1) {
    const next = new Float64Array(size).fill((1 - DAMPING) / size);
    links.forEach((list, at) => {
      for (const [to, weight] of list) {
        next[to] = (next[to] ?? 0) + (DAMPING * (rank[at] as number) * weight) / (totals[at] || 1);
      }
    });
    rank = next;
  }
  const most = Math.max(...rank, Number.EPSILON);
  return vectors.map((_, at) => (rank[at] ?? 0) / most);
}

/** 3 to 5 sentences for an article, fewer for a note. */
export function sentenceCount(length: number): number {
  if (length < 220) return 2;
  if (length < 1200) return 3;
  return length < 3000 ? 4 : 5;
}

/**
 * The key sentences of a text in their order, as indices of `parts.sentences`: central to the rest, at a telling
 * place, near to the title, understandable alone, and none of them saying what another says. Empty for a text that is
 * as short as its main points.
 */
export function keySentences(parts: TextParts, title = ''): number[] {
  const { sentences, isRegulation, length } = parts;
  if (length < SHORT_TEXT || sentences.length <= SHORT_SENTENCES) return [];
  const vectors = vectorsOf(sentences);
  const central = centrality(vectors);
  const named = [...gramsOf(title).keys()];
  const titled = vectors.map(({ grams }) =>
    named.length ? named.filter((gram) => grams.has(gram)).length / named.length : 0,
  );
  const scores = sentences.map((sentence, at) => {
    const cues = Math.min(2, sentence.text.match(CUE)?.length ?? 0);
    const close = Math.min(1, 0.3 + (central[at] ?? 0) * 0.6 + (titled[at] ?? 0));
    const isScene = sentence.length < 32 && !cues && (titled[at] ?? 0) < 0.3;
    const place = isRegulation
      ? regulationPlace(sentence)
      : placeOf(sentence, parts) * (isScene ? 0.2 : close);
    const facts = FACTS.test(sentence.text) ? 0.1 : 0;
    const base = (central[at] ?? 0) + place + 0.45 * (titled[at] ?? 0) + 0.2 * cues + facts;
    return base * fitness(sentence);
  });
  return chosen(scores, vectors, sentences, sentenceCount(length));
}

function placeOf({ paragraph, place }: Sentence, { paragraphs }: TextParts): number {
  const first = place === 0 ? 0.12 : 0;
  if (paragraph === 0) return (place === 0 ? 0.42 : 0.22) + first;
  if (paragraph === 1) return 0.14 + first;
  return (paragraph >= paragraphs - 1 && paragraphs > 3 ? 0.12 : 0) + first;
}

/** Of a regulation: what it is for, whom it binds, what must and must not be done, from when. */
function regulationPlace({ text, place }: Sentence): number {
  if (/适用(?:于|本)/.test(text)) return 1;
  if (/制定本|为了?.{4,80}[，,]/.test(text) && place === 0) return 0.75;
  if (/^本(?:规定|办法|条例|细则|准则|制度)所称/.test(text)) return 0.4;
  if (/自.{2,16}起(?:施行|实施|执行)|自(?:发布|公布|印发)之日起/.test(text)) return 0.45;
  return /不得|禁止/.test(text) ? 0.35 : /应当|必须/.test(text) ? 0.25 : 0;
}

function fitness({ text, length }: Sentence): number {
  if (length < SHORTEST) return 0.1;
  let value = 1;
  if (length > LONGEST) value *= 0.55;
  else if (length > 110) value *= 0.85;
  if (length < 18) value *= 0.7;
  if (LEANING.test(text)) value *= 0.55;
  if (/[？?][”’」』]?$/.test(text)) value *= 0.4;
  if (ROUTINE.test(text)) value *= 0.15;
  if (/^会议(?:总结|回顾|听取|传达|审议)/.test(text)) value *= 0.65;
  if (/[：:]$|^[（(].*[）)]$/.test(text)) value *= 0.2;
  // What somebody said, in full quotation, is colour; what is announced before it is not.
  if (/^[“「].*[”」](?:[。！]|[^，。]{0,16}(?:说|道|表示)[。！]?)?$/.test(text)) value *= 0.6;
  if (!/[。！？!?.；;：:…”」』）)]$/.test(text)) value *= 0.5;
  return value;
}

/** Best first, each as long as it adds something; and not all from one paragraph. */
function chosen(
  scores: readonly number[],
  vectors: readonly Vector[],
  sentences: readonly Sentence[],
  count: number,
): number[] {
  const kept: number[] = [];
  const left = new Set(scores.keys());
  while (kept.length < count && left.size) {
    let best = -1;
    let most = -Infinity;
    for (const at of left) {
      const alike = Math.max(
        0,
        ...kept.map((other) => cosine(vectors[at] as Vector, vectors[other] as Vector)),
      );
      if (alike > 0.62) continue;
      const near = kept.filter((other) => sentences[other]?.paragraph === sentences[at]?.paragraph).length;
      const value = (scores[at] as number) * (1 - 0.75 * alike) * 0.72 ** near;
      if (value > most) [best, most] = [at, value];
    }
    if (best < 0 || most < 0.12) break;
    kept.push(best);
    left.delete(best);
  }
  return kept.sort((a, b) => a - b);
}
