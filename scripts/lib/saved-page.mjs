import { readFileSync } from 'node:fs';
import { decodePage } from './charset.mjs';
import { Stop } from './say.mjs';

/** Characters at the beginning of a page in which its address is looked for. */
const HEAD = 400_000;

/**
 * The text of a page on disk, whatever its charset; the HTML part of a web archive (MHTML).
 * @param {string} file
 * @returns {string}
 */
export function readSavedPage(file) {
  const bytes = readFileSync(file);
  if (!bytes.length) throw new Stop('The file is empty.');
  const html = archivedPage(bytes) ?? decodePage(bytes);
  if (/^(?:%PDF|PK\u0003\u0004|\u001f\ufffd|\ufffdPNG)/.test(html))
    throw new Stop('The file is no web page.');
  return html;
}

/** The first HTML part of an MHTML file; undefined for any other file. @param {Buffer} bytes */
function archivedPage(bytes) {
  const start = bytes.subarray(0, 3000).toString('latin1');
  const boundary =
    /^(?:From|MIME-Version|Content-Type|Snapshot-Content-Location):[\s\S]*?boundary="?([^"\r\n;]+)"?/i.exec(
      start,
    )?.[1];
  if (!boundary) return undefined;
  const parts = bytes.toString('latin1').split(`--${boundary}`);
  const part = parts.find((text) => /^\r?\n[\s\S]*?content-type:\s*text\/html/i.test(text.slice(0, 600)));
  if (!part) return undefined;
  const [, head = '', body = ''] = /^([\s\S]*?)\r?\n\r?\n([\s\S]*)$/.exec(part.trimStart()) ?? [];
  const coding = /content-transfer-encoding:\s*([\w-]+)/i.exec(head)?.[1]?.toLowerCase();
  if (coding === 'base64') return decodePage(Buffer.from(body, 'base64'));
  if (coding !== 'quoted-printable') return decodePage(Buffer.from(body, 'latin1'));
  const plain = body
    .replace(/=\r?\n/g, '')
    .replace(/=([0-9A-F]{2})/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
  return decodePage(Buffer.from(plain, 'latin1'));
}

/**
 * The web address of a saved page: from the comment of the browser or program that saved it, or from what the
 * page says of itself. Undefined when it tells none.
 * @param {string} html
 * @returns {string | undefined}
 */
export function addressOf(html) {
  const head = html.slice(0, HEAD);
  const found = [
    /<!--\s*saved from url=\(\d+\)\s*(\S+)\s*-->/i.exec(head)?.[1],
    /<!--[\s\S]{0,200}?Page saved with SingleFile[\s\S]{0,80}?url:\s*(\S+)/i.exec(head)?.[1],
    attribute(head, /<link\b[^>]*\brel\s*=\s*["']?canonical\b[^>]*>/i, 'href'),
    attribute(head, /<meta\b[^>]*\bproperty\s*=\s*["']?og:url\b[^>]*>/i, 'content'),
  ];
  for (const address of found) {
    const whole = address?.startsWith('//') ? `https:${address}` : address;
    if (whole && /^https?:\/\/[^/\s]+/i.test(whole) && URL.canParse(whole)) return whole;
  }
  return undefined;
}

/** @param {string} html @param {RegExp} element @param {string} name */
function attribute(html, element, name) {
  const tag = element.exec(html)?.[0] ?? '';
  const match = new RegExp(`\\b${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s>]+))`, 'i').exec(tag);
  return (match?.[1] ?? match?.[2] ?? match?.[3])?.replace(/&amp;/g, '&').trim();
}
