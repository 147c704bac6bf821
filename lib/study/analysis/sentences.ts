import { bareLength } from './blocks';

/** A sentence and its place in its paragraph: units, `end` exclusive. */
export interface SentenceSpan {
  start: number;
  end: number;
}

const PAIRS: Record<string, string> = {
  '“': '”',
  '‘': '’',
  '「': '」',
  '『': '』',
  '《': '》',
  '〈': '〉',
  '（': '）',
  '(': ')',
  '【': '】',
  '〔': '〕',
};
const CLOSERS = new Set(Object.values(PAIRS));
/** Beyond so many characters a quotation is a speech, and its sentences are sentences. */
const LONG_QUOTATION = 140;
/** Longer sentences are parted at semicolons: they are enumerations. */
const LONG_SENTENCE = 150;

/** What goes on behind a closing quotation mark: the sentence around it. */
const GOES_ON =
  /^\s*(?:[，、；：,;:）)》」』]|的|之|这|那|地|等|与|和|及|是|为|在|到|中|里|上|一|作为|成为|就是|[^，。！？；“”]{0,10}(?:说|表示|指出|强调|介绍|告诉|回忆|认为|坦言|感慨|回应|补充|笑道|答|问|问道)(?:[，。道：]|$))/;
const ABBREVIATION =
  /(?:^|[\s(“"])(?:[A-Z]|Mr|Mrs|Ms|Dr|Prof|St|No|Nos|vs|etc|e\.g|i\.e|Inc|Ltd|Co|Corp|Vol|pp|Fig|U\.S|U\.K)$/;

/**
 * Sentences of a paragraph. Signs inside of quotation marks, 《》 and brackets end nothing, unless the quotation is a
 * speech of its own or closes with the end of its sentence. Points in numbers, addresses and abbreviations end nothing.
 */
export function splitSentences(text: string): SentenceSpan[] {
  const closeOf = pairsIn(text);
  const spans: SentenceSpan[] = [];
  let start = 0;
  /** Where the innermost quotation that counts as closed in itself ends. */
  let skipTo = -1;
  const cut = (end: number): void => {
    if (text.slice(start, end).trim()) spans.push(trimmed(text, start, end));
    start = end;
  };
  for (let at = 0; at < text.length; at += 1) {
    if (at <= skipTo) {
      if (at < skipTo) continue;
      // The closing sign: did its inside end a sentence?
      const end = endOfClosers(text, at + 1);
      if (/[。！？!?…]/.test(text[at - 1] ?? '') && isQuote(text[at] ?? '') && !GOES_ON.test(text.slice(end)))
        cut(end);
      continue;
    }
    const close = closeOf.get(at);
    if (close !== undefined) {
      if (!isQuote(text[close] ?? '') || close - at <= LONG_QUOTATION) skipTo = close;
      continue;
    }
    if (!endsAt(text, at)) continue;
    let end = at + 1;
    while (/[。！？!?]/.test(text[end] ?? '')) end += 1;
    end = endOfClosers(text, end);
    const closed = end > at + 1 && CLOSERS.has(text[end - 1] ?? '');
    if (closed && GOES_ON.test(text.slice(end))) continue;
    cut(end);
    at = end - 1;
  }
  cut(text.length);
  return spans.flatMap((span) => partLong(text, span));
}

const isQuote = (sign: string): boolean => '”’」』'.includes(sign);

function endOfClosers(text: string, from: number): number {
  let end = from;
  while (end < text.length && CLOSERS.has(text[end] as string)) end += 1;
  return end;
}

function endsAt(text: string, at: number): boolean {
  const sign = text[at] as string;
  if (sign === '。' || sign === '！' || sign === '？') return true;
  const next = text[at + 1] ?? '';
  if (sign === '!' || sign === '?') return !/[\w/=&]/.test(next);
  if (sign !== '.' || !/^\s+["“(]?[A-Z\u4e00-\u9fff]/.test(text.slice(at + 1))) return false;
  return /[\w\])”"%]/.test(text[at - 1] ?? '') && !ABBREVIATION.test(text.slice(0, at));
}

/** Where each opening sign that has its closing sign in the paragraph is closed. */
function pairsIn(text: string): Map<number, number> {
  const found = new Map<number, number>();
  const open: { sign: string; at: number }[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at] as string;
    if (PAIRS[sign]) open.push({ sign, at });
    else if (CLOSERS.has(sign)) {
      const depth = open.findLastIndex((one) => PAIRS[one.sign] === sign);
      if (depth < 0) continue;
      found.set((open[depth] as { at: number }).at, at);
      open.length = depth;
    }
  }
  return found;
}

function trimmed(text: string, from: number, to: number): SentenceSpan {
  let start = from;
  let end = to;
  while (start < end && /\s/.test(text[start] as string)) start += 1;
  while (end > start && /\s/.test(text[end - 1] as string)) end -= 1;
  return { start, end };
}

/** Parts an enumeration at its semicolons, when it is longer than anybody quotes. */
function partLong(text: string, span: SentenceSpan): SentenceSpan[] {
  const whole = text.slice(span.start, span.end);
  if (bareLength(whole) <= LONG_SENTENCE || !/[；;]/.test(whole)) return [span];
  const parts: SentenceSpan[] = [];
  let start = span.start;
  for (const { index } of whole.matchAll(/[；;]/g)) {
    const end = span.start + index + 1;
    if (bareLength(text.slice(start, end)) < 24) continue;
    parts.push(trimmed(text, start, end));
    start = end;
  }
  if (text.slice(start, span.end).trim()) parts.push(trimmed(text, start, span.end));
  return parts;
}
