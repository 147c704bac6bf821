import { currentLanguage, t } from '../i18n';
import { type Gap, gapWord } from './gaps';

/** A file of the folder. */
export interface FolderFile {
  /** Within the folder, with `/`. */
  path: string;
  title: string;
  /** Bytes. */
  size: number;
  sha256: string;
}

export interface FolderIndex {
  title: string;
  asOf: string;
  files: readonly FolderFile[];
  gaps: readonly Gap[];
  /** What is not in it for its reader, in sentences. */
  leftOut: readonly string[];
}

const escape = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
const address = (path: string): string => path.split('/').map(encodeURIComponent).join('/');
const gapLine = (gap: Gap): string[] => [
  gapWord(gap.state),
  gap.when,
  gap.what,
  gap.detail,
  gap.basis,
  gap.confidence,
];

/** The table of contents as a page that opens without anything else: no script, nothing from a network. */
export function indexHtml({ title, asOf, files, gaps, leftOut }: FolderIndex): string {
  const cells = (list: readonly string[]): string => list.map((text) => `<td>${escape(text)}</td>`).join('');
  const rows = files.map(
    (file, index) =>
      `<tr><td>${index + 1}</td><td><a href="${escape(address(file.path))}">${escape(file.title)}</a></td>${cells([file.path, String(file.size)])}<td class="h">${file.sha256}</td></tr>`,
  );
  return `<!doctype html>
<html lang="${currentLanguage()}"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"><title>${escape(title)}</title>
<style>body{font:14px/1.6 SimSun,serif;margin:2em;color:#000;background:#fff}table{border-collapse:collapse;width:100%}td,th{border:1px solid #888;padding:3px 6px;text-align:left;vertical-align:top;overflow-wrap:anywhere}.h{font:11px monospace}</style></head>
<body><h1>${escape(title)}</h1><p>${escape(t('exchange.asOf', { date: asOf }))}</p>
<h2>${escape(t('papers.in.contents'))}</h2><table><tr><th>#</th><th>${escape(t('papers.in.file'))}</th><th>${escape(t('papers.in.path'))}</th><th>${escape(t('papers.in.bytes'))}</th><th>SHA-256</th></tr>${rows.join('')}</table>
<h2>${escape(t('papers.in.gaps'))}（${gaps.length}）</h2><table>${gaps.map((gap) => `<tr>${cells(gapLine(gap))}</tr>`).join('')}</table>
${leftOut.map((line) => `<p>${escape(line)}</p>\n`).join('')}<p>${escape(t('papers.in.verify'))}</p></body></html>
`;
}

/** The same for a program that shows only text. */
export const indexText = ({ title, asOf, files, gaps, leftOut }: FolderIndex): string =>
  [
    title,
    t('exchange.asOf', { date: asOf }),
    '',
    t('papers.in.contents'),
    ...files.map((file, index) => `${index + 1}. ${file.path}`),
    '',
    `${t('papers.in.gaps')}（${gaps.length}）`,
    ...gaps.map((gap, index) => `${index + 1}. ${gapLine(gap).filter(Boolean).join('　')}`),
    '',
    ...leftOut,
    t('papers.in.verify'),
    '',
  ].join('\r\n');

/** The list of files with their SHA-256, for programs. */
export const manifestJson = (about: {
  branch: string;
  period: string;
  asOf: string;
  madeAt: number;
  appVersion: string;
  files: readonly FolderFile[];
}): string =>
  `${JSON.stringify(
    {
      format: 'branch-sidebook/inspection',
      version: 1,
      ...about,
      madeAt: new Date(about.madeAt).toISOString(),
      files: about.files.map(({ path, size, sha256 }) => ({ path, size, sha256 })),
    },
    null,
    2,
  )}\n`;

/** The same as `sha256sum -c` reads it. */
export const sumsText = (files: readonly FolderFile[]): string =>
  files.map(({ path, sha256 }) => `${sha256}  ${path}\n`).join('');
