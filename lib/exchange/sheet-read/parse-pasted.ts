import { Fault } from '../../records/fault';
import type { SheetFile } from './types';

/**
 * Reads cells pasted from a spreadsheet, a web table or a chat: divided by tabs, commas or two and more spaces.
 * Throws E214 when nothing was pasted.
 */
export async function parsePasted(text: string): Promise<SheetFile> {
  const { parseDelimited } = await import('./delimited');
  const { rows, warnings } = parseDelimited(text);
  if (!rows.length) throw new Fault('E214', { name: '' });
  return { format: 'pasted', sheets: [{ name: '', rows, hidden: false }], warnings };
}
