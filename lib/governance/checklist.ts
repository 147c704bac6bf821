import {
  change,
  type CommitResult,
  create,
  DELETED,
  type Ledger,
  newId,
  type Partially,
  type Rec,
  type Write,
} from '../ledger';
import { Fault } from '../records/fault';
import type { GovernanceItem } from '../records';
import type { Verdict } from '../records/governance';
import type { ChecklistItem, ChecklistPack } from '../rules/pack';
import { checklistInForce } from '../rulebook/whole-packs';
import { civilDateAt } from '../rules/calendar';
import { type PeriodKey, periodRange } from '../rules/periods';
import { ANSWERS, hasEvents, itemRecordId, periodOf, type ItemRef } from './item-id';

export type ItemRecord = Rec<'governanceItem'>;

/** The company whose checklist is looked at. */
export interface Company {
  companyId: string;
  /** First day of the present term of its branch. */
  termStart?: string;
}

/** One line of the checklist: an item with its state in the present period, and its events. */
export interface ChecklistRow {
  item: ChecklistItem;
  /** Present calendar period; undefined when only events bring the item up. */
  period?: PeriodKey;
  /** State in the present period; undefined while nobody has touched it. */
  record?: ItemRecord;
  /** Events on file, latest first. */
  events: ItemRecord[];
  /** Something is not answered yet: the present period, or an event. */
  open: boolean;
  /** A next review lies on or before today. */
  reviewDue: boolean;
}

/** An item is answered when both sides are: arranged (有形) and working (有效). */
export const isAnswered = (record: ItemRecord | undefined): boolean =>
  Boolean(record?.fields.design && record.fields.effect);

/** The whole checklist of a company in the periods that hold on `today`, in the order of the pack. */
export async function loadChecklist(
  ledger: Ledger,
  pack: ChecklistPack,
  company: Company,
  today: string,
): Promise<ChecklistRow[]> {
  const ids = new Map<string, string>();
  for (const item of pack.items) {
    const period = periodOf(item, today, company.termStart);
    if (period) ids.set(item.code, itemRecordId(refOf(company, item.code, period)));
  }
  const found = await ledger.getMany('governanceItem', [...ids.values()]);
  const byId = new Map(found.map((record) => [record.id, record]));
  return Promise.all(
    pack.items.map(async (item) => {
      const id = ids.get(item.code);
      const record = id ? byId.get(id) : undefined;
      const events = hasEvents(item) ? await eventsOf(ledger, company, item.code) : [];
      const shown = [...(record ? [record] : []), ...events];
      return {
        item,
        period: periodOf(item, today, company.termStart),
        record,
        events,
        open: Boolean(id && !isAnswered(record)) || events.some((event) => !isAnswered(event)),
        reviewDue: shown.some((one) => Boolean(one.fields.nextReview && one.fields.nextReview <= today)),
      };
    }),
  );
}

/** How many items of the present periods are not answered yet; for 今日. */
export async function openItemCount(ledger: Ledger, companyId: string, today: string): Promise<number> {
  const [pack, branches] = await Promise.all([checklistInForce(ledger), ledger.list('branch')]);
  const branch = branches.find((one) => one.fields.companyId === companyId);
  const company = { companyId, termStart: branch?.fields.termStart };
  const rows = await loadChecklist(ledger, pack, company, today);
  return rows.filter((row) => row.open).length;
}

/** A reference to an item of whichever checklist. */
export const refOf = (company: Pick<Company, 'companyId'>, item: string, period: PeriodKey): ItemRef => ({
  companyId: company.companyId,
  packId: ANSWERS,
  item,
  period,
});

/** Events of an item, latest first. */
export async function eventsOf(
  ledger: Ledger,
  company: Pick<Company, 'companyId'>,
  item: string,
): Promise<ItemRecord[]> {
  const records = await ledger.linked(`item:${item}`, 'governanceItem');
  return records
    .filter((record) => record.fields.companyId === company.companyId && record.fields.eventOn)
    .sort((a, b) => (b.fields.eventOn ?? '').localeCompare(a.fields.eventOn ?? ''));
}

/** What a person says about an item; `null` takes an answer back. */
export interface ItemAnswer {
  design?: Verdict | null;
  effect?: Verdict | null;
  reason?: string | null;
  /** Member id or free name. */
  owner?: string | null;
  nextReview?: string | null;
  /** Day by which it has to be answered. */
  dueOn?: string | null;
  risk?: 'high' | 'medium' | 'low' | null;
  rectification?: string | null;
}

/** True when 不适用 is claimed for a side without a reason. */
export const lacksReason = (fields: ItemAnswer): boolean =>
  (fields.design === 'notApplicable' || fields.effect === 'notApplicable') && !fields.reason?.trim();

/**
 * Answers an item. `seen` is the record as the person saw it (undefined when there was none): a field that somebody
 * else has changed since is kept in the history and reported in `concurrent`. `draft` is removed by the same commit.
 * @throws Fault E801 when 不适用 has no reason.
 */
export async function answerItem(
  ledger: Ledger,
  ref: ItemRef,
  seen: ItemRecord | undefined,
  answer: ItemAnswer,
  options: { draft?: string } = {},
): Promise<CommitResult> {
  const after = { ...seen?.fields, ...answer };
  if (lacksReason(after)) throw new Fault('E801', { item: ref.item });
  // A review that is planned anew is to come again.
  const fields = answer.nextReview && seen?.fields.reviewedIn ? { ...answer, reviewedIn: null } : answer;
  const served = after.design && after.effect ? await reviewsServed(ledger, ref) : [];
  return write(ledger, ref, seen, fields, { ...options, label: 'governanceAnswer' }, served);
}

/**
 * Reviews of earlier periods of the item that are due by now: the answer for this period is that review. Without this
 * the review of a quarter long past would be asked for in every later one.
 */
async function reviewsServed(ledger: Ledger, ref: ItemRef): Promise<Write[]> {
  const range = periodRange(ref.period);
  if (!range) return [];
  const now = ledger.clock.wall();
  const today = civilDateAt(now, -new Date(now).getTimezoneOffset());
  const records = await ledger.linked(`item:${ref.item}`, 'governanceItem');
  return records
    .filter(({ fields }) => {
      const from = periodRange(fields.period)?.from;
      const isEarlier = from !== undefined && from < range.from && fields.companyId === ref.companyId;
      return isEarlier && !fields.reviewedIn && fields.nextReview && fields.nextReview <= today;
    })
    .map((record) => change(record, { reviewedIn: ref.period }));
}

/** Opens an event of an item: something happened that the item has to be answered for. */
export async function addEvent(
  ledger: Ledger,
  ref: Omit<ItemRef, 'period'>,
  event: { title: string; on: string },
  options: { draft?: string } = {},
): Promise<{ period: PeriodKey }> {
  const period = newId();
  const fields = { eventTitle: event.title, eventOn: event.on };
  await write(ledger, { ...ref, period }, undefined, fields, { ...options, label: 'governanceEvent' });
  return { period };
}

/**
 * The one writer of item records: changes the record that was seen, or makes the one that nobody had touched. `others`
 * are written in the same commit.
 */
export const write = (
  ledger: Ledger,
  ref: ItemRef,
  seen: ItemRecord | undefined,
  fields: Partially<'governanceItem'>,
  options: { label: string; draft?: string },
  others: readonly Write[] = [],
): Promise<CommitResult> => ledger.commit([itemWrite(ref, seen, fields), ...others], options);

/** What {@link write} writes of one item. */
export function itemWrite(
  ref: ItemRef,
  seen: ItemRecord | undefined,
  fields: Partially<'governanceItem'>,
): Write {
  if (seen) return change(seen, fields);
  const given = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));
  const whole: GovernanceItem = { companyId: ref.companyId, item: ref.item, period: ref.period, ...given };
  const made = create('governanceItem', whole, itemRecordId(ref));
  // An empty base says that this writer saw no value at all, so that answers given meanwhile are not passed over;
  // and an item that was thrown away comes back out of the trash.
  return { ...made, set: { ...made.set, [DELETED]: null }, base: {} };
}
