import { IMAGE_LIMIT } from '../../records/extraction-limits';
import type { CutNote } from '../../records/extraction';
import { escapeMarkup as escape } from '../markup';
import { httpAddress } from './address';
import { type Block, MARKS, type Run } from './blocks';

/** Paragraphs that are written at most: a table of letters is no text. */
const BLOCK_LIMIT = 12_000;

export interface Rendered {
  /** Flat HTML of paragraphs, headings, lists, tables and inert pictures. */
  html: string;
  /** One paragraph a line. */
  text: string;
  images: string[];
  cut?: CutNote;
}

const TAGS = Object.entries(MARKS);
/** No window of ours is handed to what a link opens, and no address. */
const LINK = 'rel="noopener noreferrer nofollow" target="_blank"';

/**
 * Writes blocks as HTML that is flat, however the page was nested: nothing of the page's own markup is copied.
 * Pictures carry their address in `data-src`, from which no browser loads. Stops at `limit` characters. Every tag
 * stands here in full and every text and address is escaped: this is the first of the two times that a page is
 * sanitised, and `isInert` holds it to that before anything is stored.
 */
export function render(blocks: readonly Block[], limit: number, base: string): Rendered {
  const html: string[] = [];
  const text: string[] = [];
  const images: string[] = [];
  let list: Block['list'] = '';
  let kept = 0;
  let total = 0;
  for (const [at, block] of blocks.entries()) {
    total += block.text.length;
    if (kept >= limit || at >= BLOCK_LIMIT) continue;
    const room = limit - kept;
    const short = block.text.length > room ? shorten(block, room) : block;
    const inner = short.type === 'text' ? renderRuns(short.runs, base) : '';
    const item = short.type === 'text' && !short.level ? short.list : '';
    if (item !== list) {
      if (list) html.push(`</${list}>`);
      if (item) html.push(`<${item}>`);
      list = item;
    }
    if (short.type === 'image') {
      if (!short.image || images.length >= IMAGE_LIMIT || images.includes(short.image.src)) continue;
      images.push(short.image.src);
      html.push(`<p><img data-src="${escape(short.image.src)}" alt="${escape(short.image.alt)}"></p>`);
    } else if (short.type === 'table') html.push(renderTable(short));
    else if (item) html.push(`<li>${inner}</li>`);
    else if (short.level) {
      const level = Math.min(4, Math.max(2, short.level));
      html.push(`<h${level}>${inner}</h${level}>`);
    } else html.push(short.quote ? `<blockquote><p>${inner}</p></blockquote>` : `<p>${inner}</p>`);
    if (short.text) text.push(short.text);
    kept += short.text.length;
  }
  if (list) html.push(`</${list}>`);
  const rendered: Rendered = { html: html.join('\n'), text: text.join('\n'), images };
  if (kept < total) rendered.cut = { kept, total };
  return rendered;
}

function renderRuns(runs: readonly Run[], base: string): string {
  let html = '';
  for (let at = 0; at < runs.length;) {
    const { href, marks } = runs[at] as Run;
    let text = '';
    while (runs[at]?.href === href && runs[at]?.marks === marks) {
      text += runs[at]?.text ?? '';
      at += 1;
    }
    let piece = escape(text);
    for (const [tag, bit] of TAGS) if (marks & bit) piece = `<${tag}>${piece}</${tag}>`;
    const address = href && httpAddress(href, base);
    if (address) piece = `<a href="${escape(address)}" ${LINK}>${piece}</a>`;
    html += piece;
  }
  return html.replace(/ {2,}/g, ' ').trim();
}

function renderTable(block: Block): string {
  const rows = (block.rows ?? []).map((row) => {
    const cells = row.map(({ text, head, span }) => {
      const tag = head ? 'th' : 'td';
      return `<${tag}${span > 1 ? ` colspan="${span}"` : ''}>${escape(text)}</${tag}>`;
    });
    return `<tr>${cells.join('')}</tr>`;
  });
  return `<table><tbody>${rows.join('')}</tbody></table>`;
}

/** The first characters of a block that is too long. */
function shorten(block: Block, room: number): Block {
  let left = room;
  const runs: Run[] = [];
  for (const run of block.runs) {
    if (left <= 0) break;
    runs.push({ ...run, text: run.text.slice(0, left) });
    left -= run.text.length;
  }
  const rows = block.rows?.slice(0, Math.max(1, Math.floor((room / block.text.length) * block.rows.length)));
  return { ...block, runs, rows, text: block.text.slice(0, room) };
}
