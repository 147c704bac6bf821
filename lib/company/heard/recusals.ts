import { Fault } from '../../records/fault';
import type { FieldsOf } from '../../records';
import type { KnownPerson } from '../appointments';

/** 回避 as the form of a matter holds it: who stood back, and why; '' = not said. */
export interface Recusal {
  /** Same id = same person. */
  person: string;
  name: string;
  reason: string;
}

type Stored = NonNullable<FieldsOf<'matter'>['recusals']>;

/** The recusals of a record for its form, by name. */
export const recusalsOf = (stored: Stored | undefined): Recusal[] =>
  Object.entries(stored ?? {})
    .map(([person, { name, reason = '' }]) => ({ person, name, reason }))
    .sort((a, b) => a.name.localeCompare(b.name, 'zh-CN') || (a.person < b.person ? -1 : 1));

/** What a form says, by person; empty lines are none. Throws E440 (a reason without a name), E441 (one person twice). */
export function recusalMap(lines: readonly Recusal[]): Stored {
  const map: Stored = {};
  for (const line of lines) {
    const [name, reason] = [line.name.trim(), line.reason.trim()];
    if (!name && !reason) continue;
    if (!name) throw new Fault('E440', { text: reason });
    if (map[line.person]) throw new Fault('E441', { name });
    map[line.person] = { name, ...(reason ? { reason } : {}) };
  }
  return map;
}

/** The people who are known, and those who stood back from a matter before, each once. */
export function recusedPeople(
  known: readonly KnownPerson[],
  matters: readonly { fields: FieldsOf<'matter'> }[],
): KnownPerson[] {
  const all = new Map(known.map((one) => [one.person, one]));
  for (const { fields } of matters)
    for (const [person, { name }] of Object.entries(fields.recusals ?? {}))
      if (!all.has(person)) all.set(person, { person, name, member: false, positions: [] });
  return [...all.values()];
}
