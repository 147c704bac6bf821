import { type HistoryRow, type Ledger, type Rec, SETTLED, settledStamps } from '../ledger';
import { Fault } from '../records/fault';
import type { Json } from '../records/kind';
import type { SpaceRole } from '../sync';
import { isStrict } from '../sync/strict';

/** One of two values of a field: what, by whom (member id, empty when unknown), under which stamp. */
export interface Side {
  value: Json | undefined;
  by: string;
  h: string;
}

/** A value that gave way to a change made at the same time elsewhere, beside the value that stands. */
export interface Conflict {
  row: HistoryRow;
  record: Rec;
  now: Side;
  other: Side;
  /** 待裁定: the secretary or the deputy chooses, nobody else; of what belongs to a company, whoever leads its space. */
  strict: boolean;
  /** The company that the record belongs to, where it belongs to one. */
  company?: string;
}

/** The value of a flat field in a nested record. */
export function valueAt(record: Rec, field: string): Json | undefined {
  const fields = record.fields as Record<string, Json | undefined>;
  const slash = field.indexOf('/');
  if (slash < 0) return fields[field];
  const map = fields[field.slice(0, slash)];
  return map && typeof map === 'object' && !Array.isArray(map) ? map[field.slice(slash + 1)] : undefined;
}

/** Conflicts that nobody has settled yet, of some records or of all, the latest first. */
export async function openConflicts(ledger: Ledger, ids?: readonly string[]): Promise<Conflict[]> {
  const found: Conflict[] = [];
  const rows = ids
    ? (await Promise.all(ids.map((id) => ledger.conflicts(id)))).flat()
    : await ledger.conflicts();
  for (const row of rows) {
    const record = await ledger.find(row.r);
    if (!record) continue;
    const steps = await ledger.historyOf(row.r, row.f);
    const side = (h: string, value: Json | undefined): Side => ({
      value,
      h,
      by: steps.find((step) => step.h === h)?.by ?? '',
    });
    found.push({
      row,
      record,
      now: side(record.stamps[row.f] ?? row.to, row.f === '_del' ? record.deleted : valueAt(record, row.f)),
      other: side(row.h, row.v),
      strict: isStrict(record.kind, row.f),
      ...companyOf(record),
    });
  }
  return found.sort((a, b) => (a.row.to < b.row.to ? 1 : -1));
}

/** A branch names its company too, and belongs to itself all the same. */
function companyOf({ kind, fields }: Rec): Pick<Conflict, 'company'> {
  const { companyId } = fields as { companyId?: Json };
  return kind !== 'branch' && typeof companyId === 'string' ? { company: companyId } : {};
}

/**
 * Whether this person may choose between two values: strict fields are for whoever leads the branch's space, or the
 * space of the company that the record belongs to.
 */
export async function mayChoose(ledger: Ledger, strict: boolean, company?: string): Promise<boolean> {
  if (!strict) return true;
  // Most people share nothing, and are asked nothing about roles.
  const { standing } = await import('../sync/standing');
  const { companySpace } = await import('../sync/space');
  const share = await standing(ledger, company && (await companySpace(ledger, company)));
  const leads: readonly (SpaceRole | undefined)[] = ['secretary', 'deputy'];
  return share ? leads.includes(share.role) : ledger.me?.role === 'secretary';
}

/**
 * Settles a conflict for everybody: one change that names both stamps and, with `restore`, brings the other value back.
 * Answers the number of the commit, for undo. Throws E898 (not for this person to choose), E101, E110–E112.
 */
export async function settle(
  ledger: Ledger,
  conflict: Conflict,
  restore: boolean,
): Promise<number | undefined> {
  const { row, record, now, strict, company } = conflict;
  if (!(await mayChoose(ledger, strict, company))) throw new Fault('E898');
  const key = `${SETTLED}${row.f}`;
  // What stood is looked at as well when the other value takes its place.
  const looked = [
    ...settledStamps((record.fields as Record<string, Json>)[key]),
    row.h,
    ...(restore ? [now.h] : []),
  ];
  const set: Record<string, Json> = { [key]: { done: [...new Set(looked)].sort(), now: now.h } };
  if (restore) set[row.f] = row.v;
  const write = { kind: record.kind, id: record.id, set, base: record.stamps };
  const { n } = await ledger.commit([write], { label: restore ? 'conflictRestore' : 'conflictKeep' });
  await ledger.settleConflict(row);
  return n;
}
