/** A piece of text where a page of a PDF puts it: left edge, baseline from below, width and size in points. */
export interface Piece {
  text: string;
  x: number;
  y: number;
  width: number;
  size: number;
}

/** A line of a page. */
export interface Line {
  text: string;
  /** Left and right edge, baseline from below, size of the type. */
  left: number;
  right: number;
  y: number;
  size: number;
}

/** A page of a PDF as it was read. */
export interface PdfPage {
  height: number;
  lines: Line[];
}

const CJK = '\\u2e80-\\u9fff\\uf900-\\ufaff\\uff00-\\uffef\\u3000-\\u303f\\u2018-\\u201d\\u2014\\u2026';
const BETWEEN = new RegExp(`([${CJK}]) (?=[${CJK}])`, 'g');
/** A gap that the page makes on purpose, wider than a letter, between words of several letters: it is a space. */
const WIDE = '\u2003';
const WIDE_BETWEEN = new RegExp(`(?<=[${CJK}]{2})${WIDE}(?=[${CJK}]{2})`, 'g');
/** What a chapter or an article begins with; documents set it off from its text by a space. */
const LABEL =
  /^第[一二三四五六七八九十百千〇零\d ]{1,12}(?:[编章节条款]|部分)(?:之[一二三四五六七八九十]{1,3})?(?=[ \u3000]+(?![编章节条款、，。；：及和与至规的]))/;
const ENDS_CJK = new RegExp(`[${CJK}]$`);
const STARTS_CJK = new RegExp(`^[${CJK}]`);

/**
 * The lines of a page from its pieces, in the order in which the page writes them: that order keeps columns apart.
 * Spaces that only set letters apart are dropped between Chinese characters and kept between Latin words.
 */
export function linesOf(pieces: readonly Piece[]): Line[] {
  const lines: Line[] = [];
  let line: Line | undefined;
  for (const piece of pieces) {
    if (!piece.text.trim()) continue;
    const size = piece.size || 10;
    const gap = line ? piece.x - line.right : 0;
    const isSameLine =
      line &&
      Math.abs(piece.y - line.y) < Math.min(size, line.size) * 0.5 &&
      gap > -size * 0.8 &&
      gap < size * 8;
    if (!line || !isSameLine) {
      line = { text: '', left: piece.x, right: piece.x + piece.width, y: piece.y, size };
      line.text = piece.text;
      lines.push(line);
      continue;
    }
    line.text += `${spaceBetween(line.text, piece.text, gap / size)}${piece.text}`;
    line.right = Math.max(line.right, piece.x + piece.width);
    line.size = Math.max(line.size, size);
  }
  return lines.map((one) => ({ ...one, text: tidy(one.text) })).filter((one) => one.text);
}

/** What stands between pieces beside each other that are two words: `gap` in widths of a letter. */
function spaceBetween(before: string, after: string, gap: number): string {
  if (/\s$/.test(before) || /^\s/.test(after)) return '';
  if (ENDS_CJK.test(before) && STARTS_CJK.test(after)) return gap > 0.9 ? WIDE : gap > 0.18 ? ' ' : '';
  return gap > 0.18 ? ' ' : '';
}

/** A line as it reads: letters set apart come together, words and the number of an article stay apart. */
function tidy(written: string): string {
  const text = written
    .replace(/\u00ad/g, '')
    .replace(/[ \t\u00a0]+/g, ' ')
    .trim();
  const label = LABEL.exec(text.replaceAll(WIDE, ' '))?.[0] ?? '';
  const rest = text
    .slice(label.length)
    .replace(WIDE_BETWEEN, '\t')
    .replaceAll(WIDE, ' ')
    .replace(BETWEEN, '$1')
    .replaceAll('\t', ' ')
    .trim();
  return label ? `${label.replaceAll(' ', '')} ${rest}` : rest;
}

/** Part of a page's height above and below in which running lines stand. */
const EDGE = 0.12;
/** A running line stands on this share of the pages at least (odd and even pages may have their own), and on this many. */
const SHARE = 0.3;
const PAGES = 3;

/**
 * Pages without their running heads, running feet and page numbers: lines near an edge that come again on other pages
 * at the same height, numbers aside. What stands on one page alone is text.
 */
export function withoutRunningLines(pages: readonly PdfPage[]): PdfPage[] {
  const counts = new Map<string, number>();
  const keysOf = (page: PdfPage): (string | undefined)[] =>
    page.lines.map((line) => {
      const edge = line.y > page.height * (1 - EDGE) || line.y < page.height * EDGE;
      return edge
        ? `${Math.round(line.y / 8)} ${line.text.replace(/\d+|[ivxlc]{1,6}$/gi, '#').replace(/\s+/g, '')}`
        : undefined;
    });
  for (const page of pages) {
    for (const key of new Set(keysOf(page))) if (key) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const isRunning = (key: string | undefined): boolean => {
    const count = (key && counts.get(key)) || 0;
    return count >= Math.min(PAGES, pages.length) && count >= 2 && count >= pages.length * SHARE;
  };
  return pages.map((page) => {
    const keys = keysOf(page);
    return { ...page, lines: page.lines.filter((_, at) => !isRunning(keys[at])) };
  });
}

/** A paragraph, or a heading. */
export interface Paragraph {
  text: string;
  heading: boolean;
}

/** The usual size of type: the one in which most characters are set. */
export function bodySize(pages: readonly PdfPage[]): number {
  const sizes = new Map<number, number>();
  for (const { lines } of pages) {
    for (const { size, text } of lines) {
      const rounded = Math.round(size * 2) / 2;
      sizes.set(rounded, (sizes.get(rounded) ?? 0) + text.length);
    }
  }
  return [...sizes].sort(([, a], [, b]) => b - a)[0]?.[0] ?? 10;
}

const HEADING = 60;
/** A Latin word that goes on in the next line. */
const BROKEN = /[A-Za-z]-$/;
const ITEM =
  /^(?:第[一二三四五六七八九十百\d]+[编章节条]|[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[）)]|\d{1,2}[.、．]\s*\D|[•·●■◆])/;
const STOP = /[。！？；：!?;:”’）)》」』.]$/;

/** The paragraphs of a page: lines joined as they were before they were broken. `usual` is the size of running text. */
export function paragraphsOf(lines: readonly Line[], usual: number): Paragraph[] {
  const paragraphs: Paragraph[] = [];
  const body = lines.filter((line) => Math.abs(line.size - usual) < usual * 0.12);
  const right = Math.max(0, ...body.map((line) => line.right));
  let before: Line | undefined;
  for (const line of lines) {
    const heading = line.size >= usual * 1.18 && line.text.length <= HEADING;
    const last = paragraphs.at(-1);
    if (last && before && goesOn(before, line, last, heading, right))
      last.text = joined(last.text, line.text);
    else paragraphs.push({ text: line.text, heading });
    before = line;
  }
  return paragraphs;
}

function goesOn(before: Line, line: Line, last: Paragraph, heading: boolean, right: number): boolean {
  const { size } = line;
  if (heading !== last.heading || Math.abs(before.size - size) > size * 0.15) return false;
  const step = before.y - line.y;
  // Up, or far down: another column, or a space between paragraphs.
  if (step <= 0 || step > size * 2.4)
    return step < -size * 4 && !STOP.test(before.text) && !ITEM.test(line.text);
  if (heading || BROKEN.test(before.text)) return true;
  if (ITEM.test(line.text)) return false;
  // Set in by two characters: a new paragraph; so is a line after one that ends early.
  if (line.left - before.left > size * 1.2 && line.left - before.left < size * 6) return false;
  const isShort = before.right < right - size * 2.5;
  return !isShort || (!STOP.test(before.text) && before.right > right * 0.7);
}

/** Two lines as one text: Chinese without a space, Latin words with one, and a word that was broken put together. */
export function joined(before: string, after: string): string {
  if (BROKEN.test(before) && /^[a-z]/.test(after)) return before.slice(0, -1) + after;
  const isLatin = /[A-Za-z0-9,.;:!?)\]%]$/.test(before) && /^[A-Za-z0-9([“"]/.test(after);
  return before + (isLatin ? ' ' : '') + after;
}

const NO_TITLE =
  /^(?:untitled|无标题|未命名|document|文档|演示文稿|幻灯片|powerpoint|slide|print|扫描|scan|新建|title|(?:word|wps)\s*(?:文档|文字)?|microsoft\s*(?:word|powerpoint)?)[\s\d_().-]*$|^microsoft (?:word|powerpoint|excel)|\.(?:docx?|wps|pdf|pptx?|xlsx?|indd|tmp|html?|rtf|txt|tif|jpe?g)$|[\ufffd\u0000-\u001f]|^[\s\d_.-]*$/i;

/** A title that says something: what the file's own data says when it is one, else the largest lines of page 1. */
export function titleOf(
  stated: string | undefined,
  first: PdfPage | undefined,
  usual: number,
): string | undefined {
  const named = stated?.replace(/\s+/g, ' ').trim();
  if (named && [...named].length >= 4 && named.length <= 120 && !NO_TITLE.test(named)) return named;
  const lines = first?.lines ?? [];
  const largest = Math.max(0, ...lines.map((line) => line.size));
  if (largest < usual * 1.1) return undefined;
  const at = lines.findIndex((line) => line.size > largest * 0.95 && line.text.length >= 2);
  let title = '';
  for (const line of lines.slice(Math.max(0, at))) {
    if (line.size <= largest * 0.95 || title.length + line.text.length > 100) break;
    title = title ? joined(title, line.text) : line.text;
  }
  return title.length >= 3 ? title : undefined;
}
