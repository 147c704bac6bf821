import { splitSentences } from '../study/analysis/sentences';
import { gramsOf } from '../study/analysis/key-sentences';
import { type Facts, factsOf, missingFrom, speaksAgainst } from './facts';
import type { Passage } from './passages';
import type { Task } from './tasks';

/** Why a sentence of an answer is 待明确. */
export type Doubt = 'noCitation' | 'noPassage' | 'littleShared' | 'factsMissing' | 'contrary';

/** A sentence of an answer, compared with what it points at. */
export interface CheckedSentence {
  text: string;
  /** Passages that it may be read in; empty when it points at none that exist. */
  passages: number[];
  /** Undefined when it is borne out by its passages. */
  doubt?: Doubt;
  /** Numbers, dates and names that stand in none of its passages. */
  missing: string[];
}

export interface CheckedAnswer {
  sentences: CheckedSentence[];
  /** The model says itself that the material does not answer. */
  refused: boolean;
}

/** Share of a statement's pairs of characters that its passages have to hold; a question says less of them. */
const SHARED: Record<Task, number> = { summary: 0.5, record: 0.45, answer: 0.45, questions: 0.2 };

const CITATION = /[[［【〔](?=[^\]］】〕]{0,40}\d)([\d\s,，、;；\-—–~～至]{1,40})[\]］】〕]/g;
const REFUSAL =
  /现有材料(?:没有|无|缺乏)依据|材料(?:中|里)?(?:没有|未)(?:提供|提及|说明|涉及)|无法(?:根据|从)[^。]{0,8}材料|^待明确。?$/;

/** A line that only announces the next ones says nothing that could be wrong. */
const LABEL = /^[^，。；]{1,10}[：:]$/;

/**
 * Compares every sentence of an answer with the passages that it names. `find` looks for the passage of a sentence
 * where the model cannot name one.
 */
export function checkAnswer(
  answer: string,
  passages: readonly Passage[],
  options: { task: Task; names: readonly string[]; find?: boolean },
): CheckedAnswer {
  const facts = new Map(
    passages.map((passage) => [passage.number, factsOf(passage.text, passage.title, options.names)]),
  );
  const said = statementsOf(answer).filter(({ text }) => !LABEL.test(text));
  const sentences = said.map(({ text, cited }) => {
    const own = options.find && !cited.length ? bestFor(text, passages) : cited;
    return checked(text, own, passages, facts, options);
  });
  const claims = sentences.filter(({ text }) => !REFUSAL.test(text));
  return { sentences, refused: sentences.length > 0 && claims.length === 0 };
}

/** Sentences of an answer without bullets and numbers, each with what it points at. */
export function statementsOf(answer: string): { text: string; cited: number[] }[] {
  const found: { text: string; cited: number[] }[] = [];
  for (const raw of answer.split('\n')) {
    // A mark behind the full stop belongs to the sentence before it.
    const line = raw
      .replace(/\*\*|^#+\s*|^\s*>\s?/g, '')
      .replace(
        /^\s*(?:[-*•·]\s+|(?:\d{1,2}|[一二三四五六七八九十]{1,2})[.．、)）]\s*(?!\d)|[（(](?:\d{1,2}|[一二三四五六七八九十]{1,2})[）)]\s*)/,
        '',
      )
      .replace(/([。！？!?；;])\s*((?:[[［【〔][\d\s,，、;；\-—–~～至]{1,40}[\]］】〕]\s*){1,8})/g, '$2$1')
      .trim();
    for (const { start, end } of splitSentences(line)) {
      const whole = line.slice(start, end);
      const text = whole
        .replace(CITATION, '')
        .replace(/\s+([。，；！？])/g, '$1')
        .trim();
      const cited = [...whole.matchAll(CITATION)].flatMap(([, numbers = '']) => numbersIn(numbers));
      if (/[\p{L}\p{N}]/u.test(text)) found.push({ text, cited: [...new Set(cited)] });
      else if (cited.length && found.length) (found.at(-1) as { cited: number[] }).cited.push(...cited);
    }
  }
  return found;
}

function numbersIn(text: string): number[] {
  return text.split(/[,，、;；\s]+/).flatMap((piece) => {
    const span = /^(\d{1,3})\s*[-—–~～至]\s*(\d{1,3})$/.exec(piece.trim());
    if (!span) return /^\d{1,3}$/.test(piece.trim()) ? [Number(piece)] : [];
    const [from, to] = [Number(span[1]), Number(span[2])];
    return to >= from && to - from < 20 ? Array.from({ length: to - from + 1 }, (_, at) => from + at) : [];
  });
}

function checked(
  text: string,
  cited: readonly number[],
  passages: readonly Passage[],
  facts: ReadonlyMap<number, Facts>,
  options: { task: Task; names: readonly string[] },
): CheckedSentence {
  const there = passages.filter(({ number }) => cited.includes(number));
  const known = { text, passages: there.map(({ number }) => number), missing: [] as string[] };
  if (!cited.length) return { ...known, doubt: 'noCitation' };
  // One mark that leads nowhere makes the sentence doubtful, however many others there are.
  if (there.length < cited.length) return { ...known, doubt: 'noPassage' };
  const missing = missingFrom(
    factsOf(text, '', options.names),
    there.flatMap(({ number }) => facts.get(number) ?? []),
  );
  if (missing.length) return { ...known, missing, doubt: 'factsMissing' };
  const source = there.map((passage) => `${passage.title}\n${passage.text}`).join('\n');
  if (sharedWith(text, source) < SHARED[options.task]) return { ...known, doubt: 'littleShared' };
  if (options.task !== 'questions' && speaksAgainst(text, there.map((one) => one.text).join(''))) {
    return { ...known, doubt: 'contrary' };
  }
  return known;
}

/** Share of the pairs of characters of a text that stand in another, 0 to 1. */
function sharedWith(text: string, source: string): number {
  const own = [...gramsOf(text).keys()];
  if (!own.length) return 0;
  const grams = gramsOf(source);
  return own.filter((gram) => grams.has(gram)).length / own.length;
}

function bestFor(text: string, passages: readonly Passage[]): number[] {
  let best: number | undefined;
  let most = 0;
  for (const { number, text: source } of passages) {
    const share = sharedWith(text, source);
    if (share > most) [best, most] = [number, share];
  }
  return best === undefined ? [] : [best];
}
