import { change, type CommitResult, create, type Ledger, newId, type Rec, remove } from '../ledger';
import type { ReportSystem } from '../records';
import { Fault } from '../records/fault';
import type { Layout } from '../records/outward';
import type { EntryField, ReentryKind } from './fields';

/** The systems of the branch, in the order of their names. */
export async function reportSystems(ledger: Ledger): Promise<Rec<'reportSystem'>[]> {
  const systems = await ledger.list('reportSystem');
  return systems.sort((a, b) => a.fields.name.localeCompare(b.fields.name, 'zh-CN'));
}

/** Adds a system under the branch's name for it. Throws E640 (no name), E642 (there is one of that name). */
export async function addSystem(ledger: Ledger, name: string): Promise<{ id: string; n?: number }> {
  const wanted = await freeName(ledger, name);
  const id = newId();
  const { n } = await ledger.commit([create('reportSystem', { name: wanted }, id)], {
    label: 'reportSystemAdd',
  });
  return { id, n };
}

/** Renames a system. Throws E640, E642. */
export async function renameSystem(
  ledger: Ledger,
  system: Rec<'reportSystem'>,
  name: string,
): Promise<CommitResult> {
  const wanted = await freeName(ledger, name, system.id);
  return ledger.commit([change(system, { name: wanted })], { label: 'reportSystemEdit' });
}

async function freeName(ledger: Ledger, name: string, own?: string): Promise<string> {
  const wanted = name.trim().slice(0, 40);
  if (!wanted) throw new Fault('E640');
  const others = await ledger.list('reportSystem');
  if (others.some(({ id, fields }) => id !== own && fields.name === wanted)) {
    throw new Fault('E642', { name: wanted });
  }
  return wanted;
}

/** Changes how a system wants dates, times and names. */
export const styleSystem = (
  ledger: Ledger,
  system: Rec<'reportSystem'>,
  style: Partial<Pick<ReportSystem, 'dateStyle' | 'timeStyle' | 'joiner'>>,
): Promise<CommitResult> => ledger.commit([change(system, style)], { label: 'reportSystemEdit' });

/** Puts a system in the trash. What was reported to it stays noted, and comes back into sight with it. */
export const removeSystem = (ledger: Ledger, system: Rec<'reportSystem'>): Promise<CommitResult> =>
  ledger.commit([remove(system)], { label: 'reportSystemRemove' });

/** Remembers the order of a system's form for a kind of record. */
export const arrangeSystem = (
  ledger: Ledger,
  system: Rec<'reportSystem'>,
  kind: ReentryKind,
  layout: Layout,
): Promise<CommitResult> =>
  ledger.commit([change(system, { layouts: { [kind]: layout } })], { label: 'reportSystemEdit' });

/**
 * Fields in the order of a system. Fields that it was never asked about follow in our order, so that a new one is not
 * overlooked; `hidden` says whether the system asks for them.
 */
export function arranged(
  fields: readonly EntryField[],
  layout: Layout | undefined,
): (EntryField & { hidden: boolean })[] {
  const order = new Map((layout?.order ?? []).map((key, index) => [key, index]));
  const hidden = new Set(layout?.hidden);
  return fields
    .map((field, index) => ({ field, rank: order.get(field.key) ?? order.size + index }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ field }) => ({ ...field, hidden: hidden.has(field.key) }));
}

/** The order of all keys after one was moved to a place. Keys of the layout that this record does not have stay. */
export function moved(keys: readonly string[], key: string, to: number): string[] {
  const rest = keys.filter((other) => other !== key);
  const at = Math.max(0, Math.min(rest.length, to));
  return [...rest.slice(0, at), key, ...rest.slice(at)];
}

/**
 * A layout with a new order of the fields on the screen. Keys that only other records of the kind have (the lecturer
 * of a lecture) keep their place behind the field they followed.
 */
export function withOrder(layout: Layout | undefined, keys: readonly string[]): Layout {
  const shown = new Set(keys);
  const result = [...keys];
  let before = '';
  for (const key of layout?.order ?? []) {
    if (!shown.has(key)) result.splice(before ? result.indexOf(before) + 1 : 0, 0, key);
    before = key;
  }
  return { order: result, hidden: layout?.hidden ?? [] };
}

/** A layout in which a field is asked for, or not. */
export function withHidden(layout: Layout | undefined, key: string, isHidden: boolean): Layout {
  const hidden = (layout?.hidden ?? []).filter((other) => other !== key);
  return { order: layout?.order ?? [], hidden: isHidden ? [...hidden, key] : hidden };
}
