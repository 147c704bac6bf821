import { v5 } from 'uuid';
import {
  asSeen,
  change,
  type CommitResult,
  create,
  type Ledger,
  newId,
  type Rec,
  remove,
  replace,
  type Seen,
  seenOf,
} from '../ledger';
import { Fault } from '../records/fault';
import { MEETING_TYPES, type MeetingType } from '../records/meeting';
import type { PlanItem } from '../records';
import { isCivilDate } from '../rules/calendar';
import type { PlannedFact } from '../rules/plan-match';

/** Where the ids of generated items come from. Fixed for ever: a change would plan every year a second time. */
const NAMESPACE = 'b1f0a7de-5b0d-5c43-8f3e-6d2c1c9a4e10';

/** Id of a generated item: the same on every device, so that two who plan the same year meet on one item. */
export const planItemId = (...parts: readonly (string | number)[]): string => v5(parts.join('|'), NAMESPACE);

/** Types of an item in the order in which they are always listed. */
export const plannedTypes = (fields: Pick<PlanItem, 'types'>): MeetingType[] =>
  MEETING_TYPES.filter((type) => fields.types?.[type]);

/** An item as the rules see it. */
export const plannedFact = ({ id, fields }: Rec<'planItem'>): PlannedFact => ({
  id,
  on: fields.on,
  types: plannedTypes(fields),
  group: fields.group,
  task: fields.task,
  meeting: fields.meeting,
  doneOn: fields.doneOn,
});

/** An item as its form edits it. Empty text = not known. */
export interface PlanItemForm {
  id: string;
  types: MeetingType[];
  on: string;
  start: string;
  group: string;
  title: string;
  place: string;
  note: string;
  /** The item as the form was opened on it; absent for a new one. */
  base?: Seen;
}

/** An empty form for a day. */
export const emptyPlanForm = (on: string, types: readonly MeetingType[] = []): PlanItemForm => ({
  id: newId(),
  types: [...types],
  on,
  start: '',
  group: '',
  title: '',
  place: '',
  note: '',
});

/** The form for a stored item. */
export const planFormOf = (record: Rec<'planItem'>): PlanItemForm => ({
  id: record.id,
  types: plannedTypes(record.fields),
  on: record.fields.on,
  start: record.fields.start ?? '',
  group: record.fields.group ?? '',
  title: record.fields.title ?? '',
  place: record.fields.place ?? '',
  note: record.fields.note ?? '',
  base: seenOf(record),
});

const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;

/**
 * Stores the form of an item. Any day is taken, a holiday too: the person has seen what day it is. Throws E570 (no
 * day), E571 (an item that is no task needs a type), E572 (the item is not there any more).
 */
export async function savePlanItem(
  ledger: Ledger,
  form: PlanItemForm,
  options: { draft?: string } = {},
): Promise<CommitResult> {
  if (!isCivilDate(form.on)) throw new Fault('E570');
  const stored = form.base && (await ledger.get('planItem', form.id));
  if (form.base && !stored) throw new Fault('E572');
  if (!form.types.length && !stored?.fields.task) throw new Fault('E571');
  const known = (text: string): string | undefined => text.trim() || undefined;
  const fields: PlanItem = {
    on: form.on,
    start: TIME.test(form.start) ? form.start : undefined,
    types: form.types.length
      ? Object.fromEntries(form.types.map((type) => [type, true as const]))
      : undefined,
    group: form.types.includes('group') ? known(form.group) : undefined,
    title: known(form.title),
    place: known(form.place),
    note: known(form.note),
  };
  const seen = stored && asSeen(stored, form.base);
  const write = seen ? replace(seen, { ...seen.fields, ...fields }) : create('planItem', fields, form.id);
  return ledger.commit([write], { label: seen ? 'planEdit' : 'planAdd', ...options });
}

/** Ticks a task off on a day, or takes the tick away with `null`. Throws E572. */
export async function tickPlanTask(ledger: Ledger, id: string, doneOn: string | null): Promise<CommitResult> {
  return ledger.commit([change(await load(ledger, id), { doneOn })], {
    label: doneOn ? 'planTick' : 'planUntick',
  });
}

/** Puts an item in the trash. Filling up the year does not bring it back. Throws E572. */
export async function removePlanItem(ledger: Ledger, id: string): Promise<CommitResult> {
  return ledger.commit([remove(await load(ledger, id))], { label: 'planRemove' });
}

async function load(ledger: Ledger, id: string): Promise<Rec<'planItem'>> {
  const record = await ledger.get('planItem', id);
  if (!record) throw new Fault('E572');
  return record;
}
