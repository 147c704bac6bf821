import type { Json } from '../records/kind';
import type { Stamp } from './clock';
import { putRows } from './bulk';
import { sameValue } from './codec';
import type { LedgerDb } from './db';
import type { ChangeLine, ChangeRow } from './rows';
import type { CommitPart } from './sync-rows';
import { fullerOf } from './twins';

/**
 * Takes parts of commits in. What one person did arrives in several pieces, one for each circle of readers, in any
 * order; here they become one commit again, so that its history reads as it does where it was made. Only Dexie is
 * awaited. Answers how many commits are new.
 *
 * @param known the commits here that begin with the stamps of the parts
 */
export async function addParts(
  db: LedgerDb,
  parts: readonly CommitPart[],
  known: readonly ChangeRow[],
): Promise<number> {
  const byStart = new Map<Stamp, ChangeRow[]>();
  for (const row of known) byStart.set(row.from, [...(byStart.get(row.from) ?? []), row]);
  const touched = new Set<ChangeRow>();
  for (const { undone, ...part } of parts) {
    let here = byStart.get(part.from)?.find((row) => fits(row, part));
    let changed = !here;
    if (!here) {
      here = { ...part, via: 1, lines: uniteLines([], part.lines) };
      byStart.set(part.from, [...(byStart.get(part.from) ?? []), here]);
    } else {
      const lines = uniteLines(here.lines, part.lines);
      changed = !sameValue(lines as unknown as Json, here.lines as unknown as Json);
      here.lines = lines;
    }
    if (undone && here.undoes === undefined) {
      const target = await db.changes.where('from').equals(undone).first();
      if (target?.n !== undefined) {
        here.undoes = target.n;
        changed = true;
      }
    }
    if (changed) touched.add(here);
  }
  const added = [...touched].filter(({ n }) => n === undefined).length;
  if (touched.size) await putRows(db, 'changes', [...touched]);
  return added;
}

/** True when both may be parts of one commit: nothing that both say differs. */
function fits(row: ChangeRow, part: Pick<ChangeRow, 'by' | 'label' | 'lines'>): boolean {
  if (row.by !== part.by || row.label !== part.label) return false;
  const lines = new Map(row.lines.map((line) => [lineKey(line), line]));
  return part.lines.every((line) => {
    const other = lines.get(lineKey(line));
    if (!other) return true;
    if (other.t !== line.t || other.by !== line.by) return false;
    return Object.entries(line.f).every(([name, value]) => {
      const old = Object.hasOwn(other.f, name) ? other.f[name] : undefined;
      return old === undefined || sameValue(old, value) || fullerOf(old, value) !== undefined;
    });
  });
}

const lineKey = (line: ChangeLine): string => `${line.h}\n${line.r}`;

/** The lines of both, fields of the same line together, in the order in which they were written. */
function uniteLines(a: readonly ChangeLine[], b: readonly ChangeLine[]): ChangeLine[] {
  if (!a.length && isInOrder(b)) return [...b];
  const lines = new Map<string, ChangeLine>();
  for (const line of [...a, ...b]) {
    const key = lineKey(line);
    const other = lines.get(key);
    if (!other) {
      lines.set(key, line);
      continue;
    }
    const f = new Map(Object.entries(other.f));
    for (const [name, value] of Object.entries(line.f)) {
      const old = f.get(name);
      f.set(name, old === undefined ? value : (fullerOf(old, value) ?? old));
    }
    lines.set(key, { ...other, b: { ...other.b, ...line.b }, f: Object.fromEntries(f) });
  }
  return [...lines.keys()].sort().map((key) => lines.get(key) as ChangeLine);
}

/** True when lines stand in their order and none twice, as they do where they come as they were written. */
const isInOrder = (lines: readonly ChangeLine[]): boolean =>
  lines.every((line, at) => at === 0 || lineKey(lines[at - 1] as ChangeLine) < lineKey(line));
