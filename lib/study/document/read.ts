import type { Extraction } from '../../records/extraction';
import { type DocumentField, type Reading, readLabels, standingIn } from './labels';
import { fromBrackets, fromClauses, fromHead, fromSignature } from './passages';
import {
  isAboutDocument,
  isDocumentTitle,
  isHeading,
  isOrgan,
  opensArticles,
  organOfTitle,
  partTitle,
} from './words';

/** What a page prints of the document that it holds. */
export type DocumentReading = Partial<Record<DocumentField, Reading>>;

type Page = Pick<Extraction, 'title' | 'text' | 'coverage' | 'around'>;

const LINES = 20_000;

/**
 * Reads what a page prints of the regulation or document whose text it holds: from its tables of labels, the lines
 * under its heading, its closing lines and its last articles. Undefined for pages that hold no document, and for
 * those that report on one. Nothing is inferred: what is not printed is missing, and every value comes with the words
 * from which it was read.
 */
export function readDocument(page: Page): DocumentReading | undefined {
  if (page.coverage === 'selection') return undefined;
  const lines = page.text
    .split('\n', LINES)
    .map((line) => line.trim())
    .filter(Boolean);
  return isDocumentTitle(page.title) ? ownDocument(page, lines) : heldDocument(page, lines);
}

/** A page whose headline is the document's. */
function ownDocument(page: Page, lines: string[]): DocumentReading | undefined {
  const { name, number } = partTitle(page.title);
  const above = page.around?.above ?? [];
  const labels = readLabels([...above, ...lines.slice(0, 14), ...(page.around?.below ?? [])]);
  const head = fromHead([...above.filter((line) => line.length <= 80), ...firstLines(lines)]);
  const brackets = fromBrackets(lines.slice(0, 8));
  const signature = fromSignature(lines, page.around?.below ?? []);
  const clauses = fromClauses(lines, name);
  const isOne =
    Boolean(number || labels.number || labels.issuer || labels.effectiveOn || labels.standing) ||
    Boolean(head.number || brackets.any || signature.issuer || clauses) ||
    hasArticles(lines) ||
    isSalutation(lines);
  if (!isOne) return undefined;
  const organ = organOfTitle(name);
  const { issuer, poster, ...labelled } = labels;
  return settle(
    {
      ...labelled,
      title: { value: name, passage: page.title },
      number:
        labels.number ?? head.number ?? (number ? { value: number, passage: page.title } : brackets.number),
      issuer:
        issuer ??
        head.issuer ??
        (organ ? { value: organ, passage: page.title } : undefined) ??
        signature.issuer ??
        brackets.issuer ??
        poster,
      writtenOn: labels.writtenOn ?? signature.writtenOn,
      issuedOn: labels.issuedOn ?? brackets.issuedOn,
      effectiveOn: labels.effectiveOn ?? brackets.effectiveOn,
      standing: labels.standing ?? standingOfTitle(page.title),
    },
    clauses,
  );
}

/** A page that reports that a document was issued, and then prints all of it. */
function heldDocument(page: Page, lines: string[]): DocumentReading | undefined {
  if (isAboutDocument(page.title)) return undefined;
  const place = whereHeld(lines);
  if (!place) return undefined;
  const own = lines.slice(place.from);
  const front = [page.title, ...lines.slice(0, place.from)];
  const brackets = fromBrackets(own.slice(0, 6));
  const clauses = fromClauses(own, place.name);
  return settle(
    {
      title: { value: place.name, passage: place.passage },
      number: brackets.number,
      issuer: issuerInReport(front, place.name) ?? brackets.issuer,
      issuedOn: brackets.issuedOn,
      effectiveOn: brackets.effectiveOn,
    },
    clauses,
  );
}

/** Where the document of a report begins, and what it is called. */
function whereHeld(lines: readonly string[]): { from: number; name: string; passage: string } | undefined {
  for (const [at, line] of lines.entries()) {
    if (at > 60) return undefined;
    const marked = /《([^《》]{4,80})》\s*(?:的)?全文如下/.exec(line);
    if (marked && at < lines.length - 1)
      return { from: at + 1, name: marked[1] ?? '', passage: line.slice(-200) };
    if (!isHeading(line) || !isDocumentTitle(line)) continue;
    const next = lines.slice(at + 1, at + 5);
    if (next.some((other) => opensArticles(other)) && hasArticles(lines.slice(at + 1)))
      return { from: at + 1, name: partTitle(line).name, passage: line };
  }
  return undefined;
}

/** `近日，中共示例省委印发了《…》`: who issued what the page then prints. */
function issuerInReport(front: readonly string[], name: string): Reading | undefined {
  const quoted = name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const issued = new RegExp(
    `([^，,。：:；《》]{2,50}?)(?:近日|日前|联合|正式)*(?:印发|发布|公布|颁布)(?:了)?(?:新?修订的|修订后的)?《${quoted}》`,
  );
  for (const line of front) {
    const found = issued.exec(line.slice(0, 1000));
    const organ = found?.[1]?.replace(/^.*(?:近日|日前)|^.*电\s+/, '').trim();
    if (found && organ && isOrgan(organ)) return { value: organ, passage: found[0].trim() };
  }
  return undefined;
}

/** Fills in what an article says of its own coming into force, once the day of issue is known. */
function settle(reading: DocumentReading, clauses: Reading | undefined): DocumentReading {
  if (!reading.effectiveOn && clauses) {
    const isSameDay = /^(?:公布|发布|颁布)之日$/.test(clauses.value);
    reading.effectiveOn =
      isSameDay && reading.issuedOn ? { ...clauses, value: reading.issuedOn.value } : clauses;
  }
  return Object.fromEntries(Object.entries(reading).filter(([, value]) => value));
}

function standingOfTitle(title: string): Reading | undefined {
  const mark = /[（(【[]\s*([^（）()【】[\]]{2,8})\s*[）)】\]]\s*$/.exec(title)?.[1];
  const value = mark && /废止|失效|有效|施行/.test(mark) && !/试行/.test(mark) ? standingIn(mark) : undefined;
  return value ? { value, passage: title } : undefined;
}

/** The lines up to the first sentence: what stands between a heading and its text. */
function firstLines(lines: readonly string[]): string[] {
  const end = lines.findIndex((line, at) => at >= 10 || (/[。；]/.test(line) && line.length > 30));
  return lines.slice(0, end < 0 ? 10 : end).filter((line) => line.length <= 80);
}

const hasArticles = (lines: readonly string[]): boolean =>
  ['一', '二', '三'].every((nth) => lines.some((line) => new RegExp(`^第${nth}条(?![款规的中])`).test(line)));

/** `各市、县党委：`: whom a notice addresses. */
const isSalutation = (lines: readonly string[]): boolean =>
  lines
    .slice(0, 4)
    .some(
      (line) => /[:：]$/.test(line) && line.length <= 160 && (/^各/.test(line) || isOrgan(firstOf(line))),
    );
const firstOf = (line: string): string => line.split(/[，,、:：]/)[0] ?? '';
