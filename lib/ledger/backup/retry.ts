import type { Ledger } from '../ledger';
import { valuesOfHistory, valuesOfRow } from '../merge';
import { mergeInto } from '../merge-into';
import type { QuarantineRow } from '../rows';
import { LINE_FILES, type LineFile, parseLine } from './format';

/**
 * Tries again to read a row of the quarantine list: a record of this profile, or a line of a restored backup. What
 * can be read now is taken into the ledger and leaves the list; what cannot stays. True when it could be read.
 */
export async function retryQuarantined(ledger: Ledger, row: QuarantineRow): Promise<boolean> {
  const read = row.id.startsWith('record:')
    ? Boolean(await ledger.find(row.id.slice('record:'.length)))
    : await retryLine(ledger, row);
  if (read) await ledger.quarantine.clear(row.id);
  return read;
}

async function retryLine(ledger: Ledger, row: QuarantineRow): Promise<boolean> {
  const file = LINE_FILES.find((name) => row.kind === name);
  if (!file || typeof row.raw !== 'string') return false;
  return takeLine(ledger, file, row.raw);
}

async function takeLine(ledger: Ledger, file: LineFile, text: string): Promise<boolean> {
  const { db, clock } = ledger;
  if (file === 'records.jsonl') {
    const { row: line } = parseLine(file, text);
    if (!line) return false;
    await mergeInto(db, clock, { values: [valuesOfRow(line)] });
    return true;
  }
  if (file === 'changes.jsonl') {
    const { row: line } = parseLine(file, text);
    if (!line) return false;
    await mergeInto(db, clock, { commits: [line] });
    return true;
  }
  if (file === 'history.jsonl') {
    const { row: line } = parseLine(file, text);
    if (!line) return false;
    const record = await db.records.get(line.r);
    if (!record) return false;
    await mergeInto(db, clock, { values: [valuesOfHistory(line.r, record.kind, [line])] });
    return true;
  }
  if (file === 'drafts.jsonl') {
    const { row: line } = parseLine(file, text);
    if (!line || (await db.drafts.get(line.id))) return false;
    await db.drafts.put(line);
    return true;
  }
  return false;
}
