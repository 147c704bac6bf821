import type { KindName } from '../records';
import { Fault } from '../records/fault';
import type { Clock } from './clock';
import { isComputed } from './codec';
import { commit, type CommitResult } from './commit';
import type { LedgerDb } from './db';
import { mayUndo } from './may-undo';
import { DELETED } from './rows';
import type { Write } from './writes';

export interface UndoResult extends CommitResult {
  /** Fields left alone because somebody changed them after the commit that was undone. */
  kept: { id: string; field: string }[];
}

/**
 * Undoes one commit by a new one: fields go back to the values they had, records it made go to the trash.
 * Fields that were changed again since are left alone and reported. Undoing an undo brings the change back.
 * Throws E103 when there is no such commit, E574 (nothing written) when somebody else alone may undo it.
 */
export async function undo(db: LedgerDb, clock: Clock, n: number, by: string): Promise<UndoResult> {
  const source = await db.changes.get(n);
  if (!source) throw new Fault('E103', { n });
  if (!mayUndo(source, by)) throw new Fault('E574', { n });
  const rows = await db.records.bulkGet([...new Set(source.lines.map((line) => line.r))]);
  const byId = new Map(rows.flatMap((row) => (row ? [[row.id, row] as const] : [])));
  const kept: UndoResult['kept'] = [];
  const writes: Write[] = [];
  for (const line of source.lines) {
    const row = byId.get(line.r);
    if (!row || isComputed(row.kind)) continue;
    const created = 'enteredAt' in line.f && line.b.enteredAt === undefined;
    const write: Write = { kind: line.t as KindName, id: line.r, set: {}, base: row.stamps };
    if (created) {
      // What has been thrown away since is gone already; undoing must not bring it back.
      if (row.fields[DELETED]) continue;
      const touchedSince =
        row.h !== line.h && Object.keys(row.stamps).some((name) => (row.stamps[name] ?? '') > line.h);
      if (touchedSince) kept.push({ id: line.r, field: '' });
      else write.set[DELETED] = true;
    } else {
      const names = Object.keys(line.f).filter((name) => {
        const unchanged = row.stamps[name] === line.h;
        if (!unchanged) kept.push({ id: line.r, field: name });
        return unchanged;
      });
      for (const name of names) {
        const replaced = line.b[name];
        const old = replaced === undefined ? undefined : await db.history.get([line.r, name, replaced]);
        write.set[name] = old?.v ?? null;
      }
    }
    if (Object.keys(write.set).length) writes.push(write);
  }
  const result = await commit(db, clock, writes, { label: 'undo', by, undoes: n });
  return { ...result, kept };
}
