export interface TableCell {
  text: string;
  head: boolean;
  span: number;
}

const ROWS = 1000;
const CELLS = 40;
const CELL_TEXT = 300;

/**
 * The cells of a table that holds data. Undefined for the tables by which older pages lay out their columns:
 * those hold other tables, long texts, or too little to be a table.
 */
export function readTable(table: HTMLTableElement): TableCell[][] | undefined {
  if (table.querySelector('table,h1,h2,h3,ul,form,input,script,style,div div div')) return undefined;
  const rows: TableCell[][] = [];
  let cells = 0;
  let wide = 0;
  const elements = table.querySelectorAll('tr');
  if (elements.length > ROWS) return undefined;
  for (const tr of elements) {
    const row: TableCell[] = [];
    for (const cell of tr.children) {
      if (cell.tagName !== 'TD' && cell.tagName !== 'TH') continue;
      const raw = cell.textContent ?? '';
      const text = raw.length > 4000 ? raw : raw.replace(/[\s\u00a0]+/g, ' ').trim();
      if (text.length > CELL_TEXT) return undefined;
      const span = Number.parseInt(cell.getAttribute('colspan') ?? '1', 10);
      row.push({ text, head: cell.tagName === 'TH', span: span > 1 && span <= CELLS ? span : 1 });
      if (row.length > CELLS) return undefined;
    }
    cells += row.length;
    if (row.length > 1) wide += 1;
    if (row.some((cell) => cell.text)) rows.push(row);
  }
  return rows.length >= 2 && cells >= 4 && wide >= 2 ? rows : undefined;
}
