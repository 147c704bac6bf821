/**
 * Style of a page for the printer: A4, black on white whatever the theme is, table heads repeated on every page,
 * rows and signature lines never torn apart. The faces are those of the Word file, with what other systems have in
 * their place.
 */
export const printStyles = (orientation: 'portrait' | 'landscape'): string => `
@page { size: A4 ${orientation}; margin: ${orientation === 'portrait' ? '20mm 18mm 18mm' : '14mm 12mm'}; }
.paper-sheet { color-scheme: light; background: #fff; color: #000; overflow-wrap: break-word; max-width: ${orientation === 'portrait' ? '210mm' : '297mm'};
  margin: 0 auto; padding: 14mm 12mm; font: 12pt/1.5 FangSong, STFangsong, 仿宋, 'Noto Serif CJK SC', serif; }
.paper-sheet h1 { font: bold 20pt/1.3 SimSun, STSong, 宋体, 'Noto Serif CJK SC', serif; text-align: center; margin: 0 0 6pt; }
.paper-sheet h2, .paper-sheet th { font-family: SimHei, STHeiti, 黑体, 'Noto Sans CJK SC', sans-serif; font-weight: 500; }
.paper-sheet h2 { font-size: 13pt; margin: 12pt 0 4pt; break-after: avoid; }
.paper-sheet .paper-under { text-align: center; margin: 0 0 8pt; }
.paper-sheet table { width: 100%; border-collapse: collapse; font-size: ${orientation === 'portrait' ? '11pt' : '8.5pt'}; }
.paper-sheet thead { display: table-header-group; }
.paper-sheet tr { break-inside: avoid; }
.paper-sheet th, .paper-sheet td { border: 0.5pt solid #000; padding: ${orientation === 'portrait' ? '3pt 5pt' : '2pt 2.5pt'}; text-align: left; vertical-align: top;
  overflow-wrap: anywhere; white-space: pre-line; }
.paper-sheet th { text-align: center; vertical-align: middle; }
.paper-sheet p.paper-text { text-indent: 2em; margin: 0; }
.paper-sheet .paper-sign { display: flex; flex-wrap: wrap; gap: 12pt; margin-top: 26pt; break-inside: avoid; }
.paper-sheet .paper-sign span { flex: 1; display: flex; align-items: flex-end; white-space: nowrap; }
.paper-sheet .paper-sign i { flex: 1; border-bottom: 0.7pt solid #000; min-width: 20mm; }
.paper-sheet .paper-closing { margin-top: 10pt; font-size: 9pt; line-height: 1.4; overflow-wrap: anywhere; }
.paper-sheet .paper-fixed { table-layout: fixed; }
.paper-sheet .paper-small { font-size: 8pt; font-family: ui-monospace, monospace; }
/* Half of a collapsed border lies outside of its table: the edge of the page must not cut it. */
@media print { .paper-sheet { padding: 0 1pt; max-width: none; } }
`;
