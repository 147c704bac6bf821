import { asFault, Fault } from '../../records/fault';
import { openPackage } from './package';
import { wholeText, wordNumbering } from './word-numbers';
import { descendants, local } from './xml';

/**
 * The text of a Word file, one paragraph a line, with the numbers that Word counts by itself; tables cell by cell.
 * Throws E660 (another kind of file), E661 (damaged), E662 (too large), E663 (under a password), E664 (macros).
 */
export function readWordText(bytes: Uint8Array, name: string): string {
  try {
    const pack = openPackage(bytes, name);
    if (pack.format !== 'docx') throw new Fault('E660', { name });
    const root = pack.xml(pack.main)?.root;
    const number = wordNumbering(pack);
    const lines: string[] = [];
    for (const element of root ? descendants(root) : []) {
      if (local(element) !== 'p') continue;
      const text = wholeText(element);
      // An empty paragraph is counted where Word counts it, and says nothing.
      const label = number(element);
      if (text.trim()) lines.push(label ? `${label} ${text}` : text);
    }
    return lines.join('\n');
  } catch (thrown) {
    if (thrown instanceof Fault) throw thrown;
    throw new Fault('E661', { name }, { cause: asFault(thrown) });
  }
}
