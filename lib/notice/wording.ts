import type { NoticeValue, NoticeValues } from './values';

const HOLE = /\{(\w+)\}/g;

/** One line of the wording with what it came to; nothing where a value that it asks for is not known. */
interface Block {
  line: string;
  lines: string[];
}

function blocksOf(wording: string, values: NoticeValues): Block[] {
  return wording.split('\n').map((line) => {
    const holes = [...line.matchAll(HOLE)].map((match) => match[1] ?? '');
    const isKnown = (name: string): boolean => !(name in values) || values[name as NoticeValue] !== '';
    if (!holes.every(isKnown)) return { line, lines: [] };
    const text = line.replace(HOLE, (whole, name: string) =>
      name in values ? values[name as NoticeValue] : whole,
    );
    return { line, lines: text.split('\n') };
  });
}

/**
 * The text of a notice. A line whose value is not known is left out, and so is a heading (a line that ends in a
 * colon) before nothing.
 */
export function fillWording(wording: string, values: NoticeValues): string {
  const blocks = blocksOf(wording, values);
  const kept = blocks.filter((block, index) => {
    const next = blocks[index + 1];
    const isHeading = /[：:]$/.test(block.line) && !block.line.includes('{');
    return !(isHeading && next && next.line.includes('{') && !next.lines.length);
  });
  return kept.flatMap((block) => block.lines).join('\n');
}

/** Values that are long enough to be recognised inside of other words. */
const isDistinct = (value: string): boolean => [...value].length >= 2 && !/^\d+$/.test(value);

/**
 * The wording behind a text that somebody edited: lines that are as they were stay what they were made from, and in
 * the others the values of this activity become places again. Lines of the wording that were not shown for want of a
 * value stay where they were, since the next activity may have it.
 */
export function learnWording(text: string, wording: string, values: NoticeValues): string {
  const rows = text.trimEnd().split('\n');
  const blocks = blocksOf(wording, values);
  const learnt: string[] = [];
  let row = 0;
  let block = 0;
  const unshown = (upTo: number): void => {
    for (; block < upTo; block += 1) {
      const passed = blocks[block];
      if (passed && !passed.lines.length) learnt.push(passed.line);
    }
  };
  while (row < rows.length) {
    const at = blocks.findIndex(
      ({ lines }, index) =>
        index >= block && lines.length > 0 && lines.every((line, offset) => rows[row + offset] === line),
    );
    const hit = blocks[at];
    if (hit) {
      unshown(at);
      learnt.push(hit.line);
      block = at + 1;
      row += hit.lines.length;
    } else {
      const line = generalise(rows[row] ?? '', values);
      if (line !== undefined && !(line === learnt[learnt.length - 1] && line.startsWith('{')))
        learnt.push(line);
      row += 1;
    }
  }
  unshown(blocks.length);
  return learnt.join('\n');
}

/** A line with the values of this activity turned into places; undefined for one that belongs to a list of this activity. */
function generalise(line: string, values: NoticeValues): string | undefined {
  for (const name of ['agenda', 'decisions'] as const) {
    if (line.trim() && values[name].split('\n').includes(line)) return `{${name}}`;
  }
  const known = (Object.entries(values) as [NoticeValue, string][])
    .filter(([, value]) => isDistinct(value) && !value.includes('\n'))
    .sort((a, b) => b[1].length - a[1].length);
  let text = line;
  for (const [name, value] of known) {
    // What stands in a place already is not looked into again.
    text = text
      .split(/(\{\w+\})/)
      .map((part, index) => (index % 2 ? part : part.replaceAll(value, `{${name}}`)))
      .join('');
  }
  return text;
}
