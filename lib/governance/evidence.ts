import { newId, type CommitResult, type Ledger, type Rec } from '../ledger';
import type { KindName } from '../records';
import type { Attachment } from '../records/kind';
import { addDays, dateOf, type CivilDate } from '../rules/calendar';
import { entryDate } from '../rules/late-entry';
import type { ChecklistItem, ChecklistPack, EvidenceRule, PackText } from '../rules/pack';
import { spanOf } from '../company/held';
import { inRange, periodRange, type DateRange, type PeriodKey } from '../rules/periods';
import { write, type Company, type ItemRecord } from './checklist';
import { itemRecordId, periodOf, type ItemRef } from './item-id';

/** Days before and after an event in which records are offered for it. */
const AROUND_EVENT = 90;
/** Records offered for one item; the rest are counted. */
const OFFER_LIMIT = 30;

/** Day of a record within its period; undefined for what holds at any time (the branch, its roster). */
export function evidenceDate(record: Rec): CivilDate | undefined {
  switch (record.kind) {
    case 'meeting':
      return dateOf((record as Rec<'meeting'>).fields.startsAt);
    case 'resolution': {
      const { doneOn, dueOn } = (record as Rec<'resolution'>).fields;
      return doneOn ?? dueOn;
    }
    case 'studyLog':
      return (record as Rec<'studyLog'>).fields.on;
    case 'algorithmCheck':
      return (record as Rec<'algorithmCheck'>).fields.on;
    case 'matter': {
      const { decidedOn, opinionOn, raisedOn } = (record as Rec<'matter'>).fields;
      return decidedOn ?? opinionOn ?? raisedOn;
    }
    case 'request': {
      // The day on which it was dealt with: a request of December that was closed in January proves January.
      const { on, answeredOn, closedOn } = (record as Rec<'request'>).fields;
      return closedOn ?? answeredOn ?? on;
    }
    case 'clip':
      return record.fields.enteredAt && localDay(record.fields.enteredAt);
    case 'duesHandover': {
      // It belongs to the period whose dues it is about, even when that was handed up some days later.
      const { handedOn, publishedOn, period } = (record as Rec<'duesHandover'>).fields;
      const done = handedOn ?? publishedOn;
      const end = periodRange(period)?.to;
      return end && done && done < end ? done : end;
    }
    default:
      return undefined;
  }
}

/** The day of an instant by the zone of this computer: in China a clip of 1 January, 7 o'clock, is still of the old year in UTC. */
const localDay = (instant: string): CivilDate => entryDate(instant, -new Date(instant).getTimezoneOffset());

/** Words of a record in which the table looks for its key words. Texts kept as files are not read for this. */
function wordsOf(record: Rec): string {
  switch (record.kind) {
    case 'meeting': {
      const { title, otherType, agenda, minutes } = (record as Rec<'meeting'>).fields;
      const points = Object.values(agenda ?? {}).map((point) => point.text);
      return [title, otherType, ...points, typeof minutes === 'string' ? minutes : ''].join('\n');
    }
    case 'resolution':
      return (record as Rec<'resolution'>).fields.text;
    case 'request': {
      const { subject, ask } = (record as Rec<'request'>).fields;
      return `${subject}\n${typeof ask === 'string' ? ask : ''}`;
    }
    case 'clip': {
      const { title, excerpt } = (record as Rec<'clip'>).fields;
      return `${title}\n${excerpt ?? ''}`;
    }
    case 'studyLog':
      return (record as Rec<'studyLog'>).fields.subject ?? '';
    case 'appointment':
      return (record as Rec<'appointment'>).fields.position;
    case 'charter':
      return Object.values((record as Rec<'charter'>).fields.clauses ?? {})
        .map(({ text }) => text)
        .join('\n');
    default:
      return '';
  }
}

/** True when a rule of the pack's table says that this record can prove its item. */
export function proves(rule: EvidenceRule, record: Rec): boolean {
  if (rule.record !== record.kind) return false;
  const fields = record.fields as Record<string, unknown>;
  if (rule.types) {
    const types = (fields.types ?? {}) as Record<string, unknown>;
    if (!rule.types.some((type) => types[type])) return false;
  }
  for (const [field, wanted] of Object.entries(rule.where ?? {})) {
    const value = fields[field];
    const filled = Array.isArray(value) ? value.length > 0 : Boolean(value);
    if (typeof wanted === 'boolean' ? filled !== wanted : value !== wanted) return false;
  }
  if (!rule.words) return true;
  const text = wordsOf(record);
  return rule.words.some((word) => text.includes(word));
}

/** A record that could be attached to an item, and why. */
export interface Offer {
  record: Rec;
  reason: PackText;
  /** Day of the record; undefined when it holds at any time. */
  on?: CivilDate;
}

/**
 * Records already in the ledger that can prove an item in a period (or around the day of an event), newest first,
 * without those attached already. `more` counts those beyond the limit. Activities still to come prove nothing.
 */
export async function evidenceOffers(
  ledger: Ledger,
  pack: ChecklistPack,
  options: {
    item: string;
    period: PeriodKey;
    record?: ItemRecord;
    today: CivilDate;
    limit?: number;
    /** Records of another company prove nothing of this one. */
    companyId?: string;
  },
): Promise<{ offers: Offer[]; more: number }> {
  const rules = pack.recordEvidence.filter((rule) => rule.item === options.item);
  const range = offerRange(options.period, options.record, options.today);
  const attached = options.record?.fields.evidence ?? {};
  const offers = new Map<string, Offer>();
  for (const kind of new Set(rules.map((rule) => rule.record))) {
    const records = await candidates(ledger, kind as KindName, range);
    for (const record of records) {
      const on = evidenceDate(record);
      if (record.id in attached || offers.has(record.id) || (on && !inRange(on, range))) continue;
      if (!standsIn(record, range) || isOthers(record, options.companyId)) continue;
      const rule = rules.find((one) => proves(one, record));
      if (rule) offers.set(record.id, { record, reason: rule.reason, on });
    }
  }
  const sorted = [...offers.values()].sort((a, b) => (b.on ?? '9').localeCompare(a.on ?? '9'));
  const limit = options.limit ?? OFFER_LIMIT;
  return { offers: sorted.slice(0, limit), more: Math.max(0, sorted.length - limit) };
}

/**
 * A position proves something of a time in which it was, or may have been, held, a line of the list while it stood there,
 * a charter since it was adopted; any other record has a day of its own.
 */
function standsIn(record: Rec, range: DateRange): boolean {
  const stay = stayOf(record);
  if (!stay) return true;
  const { from, to } = stay;
  return !(from && spanOf(from).first > range.to) && !(to && spanOf(to).last < range.from);
}

function stayOf(record: Rec): { from?: string; to?: string } | undefined {
  switch (record.kind) {
    case 'appointment':
      return (record as Rec<'appointment'>).fields;
    case 'listedMatter':
      return (record as Rec<'listedMatter'>).fields;
    case 'charter': {
      const { adoptedOn, registeredOn } = (record as Rec<'charter'>).fields;
      return { from: adoptedOn ?? registeredOn };
    }
    default:
      return undefined;
  }
}

const isOthers = ({ fields }: Rec, companyId: string | undefined): boolean =>
  companyId !== undefined && 'companyId' in fields && fields.companyId !== companyId;

function offerRange(period: PeriodKey, record: ItemRecord | undefined, today: CivilDate): DateRange {
  const event = record?.fields.eventOn ?? today;
  const range = periodRange(period) ?? {
    from: addDays(event, -AROUND_EVENT),
    to: addDays(event, AROUND_EVENT),
  };
  return { from: range.from, to: range.to < today ? range.to : today };
}

/** Records of a kind that may lie in a range, read through the narrowest index that the kind has. */
async function candidates(ledger: Ledger, kind: KindName, range: DateRange): Promise<Rec[]> {
  switch (kind) {
    case 'meeting':
    case 'studyLog':
    case 'clip':
      // The entry time of a clip is in UTC: a day more on each side, cut to the range by the caller.
      return ledger.list(kind, { from: addDays(range.from, -1), to: addDays(range.to, 1) });
    case 'resolution':
      return ledger.linked('resolution:done', 'resolution');
    default:
      return ledger.list(kind);
  }
}

/** An item that a record can prove, with the period in which it would be evidence. */
export interface ProvedItem {
  item: ChecklistItem;
  reason: PackText;
  /** Calendar period of the record's day, or the record's own id for an item that only events bring up. */
  period: PeriodKey;
  /** True when attaching it opens an event. */
  event: boolean;
}

/** The items that a record can prove, in the order of the pack; for the record's own page. */
export function itemsProvedBy(
  pack: ChecklistPack,
  record: Rec,
  today: CivilDate,
  company: Pick<Company, 'termStart'>,
): ProvedItem[] {
  const on = evidenceDate(record);
  if (on && on > today) return [];
  return pack.items.flatMap((item) => {
    const rule = pack.recordEvidence.find((one) => one.item === item.code && proves(one, record));
    if (!rule) return [];
    const period = periodOf(item, on ?? today, company.termStart);
    return [{ item, reason: rule.reason, period: period ?? record.id, event: period === undefined }];
  });
}

/** Attaches a record of the ledger to an item as evidence. For an item of events, `event` opens one where needed. */
export async function attachEvidence(
  ledger: Ledger,
  ref: ItemRef,
  record: Pick<Rec, 'id' | 'kind'>,
  options: { today: CivilDate; note?: string; event?: { title: string; on: CivilDate } },
): Promise<CommitResult> {
  const seen = await ledger.get('governanceItem', itemRecordId(ref));
  const entry = { record: { kind: record.kind, id: record.id }, note: options.note, addedOn: options.today };
  const event = seen || !options.event ? {} : { eventTitle: options.event.title, eventOn: options.event.on };
  const { exhibitOf } = await import('./exhibits');
  const item = { id: itemRecordId(ref), companyId: ref.companyId };
  return write(
    ledger,
    ref,
    seen,
    { ...event, evidence: { [record.id]: entry } },
    { label: 'governanceAttach' },
    await exhibitOf(ledger, item, record.id),
  );
}

/** Attaches a file to an item as evidence. The bytes are in the ledger already (`file` refers to them). */
export async function attachFileEvidence(
  ledger: Ledger,
  ref: ItemRef,
  file: Attachment,
  options: { today: CivilDate; note?: string; id?: string },
): Promise<CommitResult> {
  const seen = await ledger.get('governanceItem', itemRecordId(ref));
  const entry = { file, note: options.note, addedOn: options.today };
  return write(
    ledger,
    ref,
    seen,
    { evidence: { [options.id ?? newId()]: entry } },
    { label: 'governanceAttach' },
  );
}

/** Takes a piece of evidence off an item. The record or file itself stays where it is. */
export const detachEvidence = (ledger: Ledger, item: ItemRecord, evidenceId: string): Promise<CommitResult> =>
  write(ledger, refOfRecord(item), item, { evidence: { [evidenceId]: null } }, { label: 'governanceDetach' });

/** `packId` is not needed once there is a record. */
const refOfRecord = (record: ItemRecord): ItemRef => ({
  companyId: record.fields.companyId,
  packId: '',
  item: record.fields.item,
  period: record.fields.period,
});

/** Items to which a record is attached already, in the order of their codes and periods. */
export async function itemsWith(ledger: Ledger, recordId: string): Promise<ItemRecord[]> {
  const items = await ledger.linked(recordId, 'governanceItem');
  return items
    .filter((item) => item.fields.evidence && recordId in item.fields.evidence)
    .sort((a, b) => orderOf(a).localeCompare(orderOf(b), 'en', { numeric: true }));
}

const orderOf = ({ fields }: ItemRecord): string => `${fields.item} ${fields.period}`;
