import type { Block, Scan } from './blocks';

const ABOVE = 40;
const BELOW = 14;
const LONGEST = 300;

/**
 * The lines that stand around a text and are no part of it, top first: where pages print what they know of a document
 * (文号, 发文机关, 有效性). A row of a table is one line with tabs between its cells.
 */
export function linesAround(page: Scan, from: number, to: number): { above: string[]; below: string[] } {
  const read = (blocks: readonly Block[]): string[] =>
    blocks
      .filter((block) => block.type !== 'image' && block.link <= block.size * 0.6)
      .flatMap((block) =>
        block.type === 'table'
          ? (block.rows ?? []).slice(0, 20).map((row) => row.map((cell) => cell.text).join('\t'))
          : [block.text],
      )
      .map((line) => line.trim().slice(0, LONGEST))
      .filter(Boolean);
  return {
    above: read(page.blocks.slice(Math.max(0, from - ABOVE), from)).slice(-ABOVE),
    below: read(page.blocks.slice(to, to + BELOW)).slice(0, BELOW),
  };
}
