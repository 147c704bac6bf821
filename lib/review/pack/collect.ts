import { wholeRoster } from '../../branch/terms';
import { Roles } from '../../governance/exhibit-names';
import { t, tMaybe } from '../../i18n';
import type { Ledger, Rec } from '../../ledger';
import { ledgerDay } from './day';
import { namesOf } from '../../life/register-columns';
import { attachmentsOf } from '../../life/draft';
import type { Attachment } from '../../records/kind';
import type { EvidenceEntry } from '../../records/governance';
import { knownPacks } from '../../rulebook/whole-packs';
import type { ChecklistItem, ChecklistPack } from '../../rules/pack';
import { periodRange } from '../../rules/periods';
import {
  type Accusation,
  examine,
  type KnownDevice,
  readReview,
  type ReadReview,
  reviewHash,
  type Tips,
  tipsOf,
} from '../../verify';
import { signersOf } from '../devices';
import { askedIn, stateOfItem } from '../item-state';
import { inChain } from '../order';
import { type KeptReview, notedTips, reviewsOf } from '../sign';
import { type Standing, standingOf } from '../standing';

/** What is handed over: a company, and of it a year or everything. */
export interface PackScope {
  company: { companyId: string; name: string };
  /** `2026`; absent = all. */
  year?: string;
  /** Roles in the place of names, no contents of items: for readers outside. */
  reduced: boolean;
  /** Originals of the evidence. */
  withFiles: boolean;
}

/** Which item, of which period or event. */
export interface ItemPlace {
  code: string;
  period: string;
  record?: Pick<Rec<'governanceItem'>, 'fields'>;
}

/** An item as it is handed over. */
export interface PackedItem {
  id: string;
  code: string;
  period: string;
  asked?: ChecklistItem;
  /** Absent when the record is in the trash or not here, and only its reviews are. */
  record?: Rec<'governanceItem'>;
  state: { text: string; hash: string };
  standing: Standing | 'gone';
  review?: KeptReview;
  /** Whether it lies in the period that is handed over; others come along for the chains of their reviews alone. */
  inScope: boolean;
  evidence: EvidenceEntry[];
  /** Codes and periods of the company's other items that show the same piece, in the order of `evidence`. */
  alsoIn: ItemPlace[][];
  /** Files of the matters, charters and appointments that the item shows as evidence. */
  ownFiles: Attachment[];
  findings: Rec<'finding'>[];
  steps: Rec<'itemStep'>[];
  exhibits: Rec<'exhibit'>[];
}

/** Everything that a pack is made of, files aside. */
export interface Collected {
  scope: PackScope;
  checklist: ChecklistPack;
  items: PackedItem[];
  /** Items of the checklist that nobody touched in the period. */
  untouched: ChecklistItem[];
  /** Oldest first, as the ledger has them. */
  reviews: { record: Rec<'review'>; state: string }[];
  good: ReadReview[];
  accusations: Accusation[];
  tips: Tips;
  devices: Map<string, KnownDevice>;
  nameOf: (id: string) => string;
  /** A text without names, where names are left out. */
  plain: (text: string) => string;
}

/** Reads what is handed over. Ends with `AbortError` when stopped. */
export async function collectPack(
  ledger: Ledger,
  scope: PackScope,
  signal?: AbortSignal,
): Promise<Collected> {
  const { companyId } = scope.company;
  const [checklists, records, kept, roster, colleagues, posts, { devices }, noted] = await Promise.all([
    knownPacks(ledger, 'checklist'),
    ledger.list('governanceItem'),
    ledger.list('review'),
    wholeRoster(ledger),
    ledger.list('colleague'),
    ledger.list('appointment'),
    signersOf(ledger, companyId),
    notedTips(ledger, companyId),
  ]);
  const names = namesOf(roster);
  const others = new Map(colleagues.map(({ id, fields }) => [id, fields.name]));
  const roles = new Roles(roster, ledgerDay(ledger));
  const nameOf = (id: string): string =>
    scope.reduced ? roleWord(roles.code(id)) : (others.get(id) ?? names(id));
  // In the order of the chains: whoever reads the pack takes the last line of an item for the one that counts.
  const own = inChain(
    kept.filter(({ fields }) => fields.companyId === companyId),
    ({ h, fields: { text, signature } }) => ({
      h,
      chain: { hash: reviewHash(text, signature), before: readReview(text)?.before ?? null },
    }),
  );
  const reviews = await Promise.all(
    own.map(async (record) => ({ record, state: await ledger.text(record.fields.state).catch(() => '') })),
  );
  const lastOf = new Map(reviews.map((one) => [one.record.fields.item, one]));
  const here = records.filter(({ fields }) => fields.companyId === companyId);
  const known = checklists.flatMap(({ items }) => items);
  const shownBy = placesOf(here);
  const items: PackedItem[] = [];
  for (const record of here) {
    signal?.throwIfAborted();
    const signed = lastOf.get(record.id);
    const inScope = isIn(record, scope.year);
    if (!inScope && !signed) continue;
    const item = known.find(({ code }) => code === record.fields.item);
    items.push({ ...(await itemOf(ledger, record, item, signed?.state, shownBy)), inScope });
  }
  const listed = new Set(items.map(({ id }) => id));
  for (const { record } of reviews) {
    const { item } = record.fields;
    if (listed.has(item)) continue;
    listed.add(item);
    items.push(await goneItem(ledger, item));
  }
  const lines = reviews.map(({ record, state }) => ({ ...record.fields, state }));
  const examined = examine(lines, devices, noted);
  const tips: Tips = { ...tipsOf(examined.good) };
  for (const [device, tip] of Object.entries(noted))
    if (devices.has(device) && tip.n > (tips[device]?.n ?? 0)) tips[device] = tip;
  const checklist = checklists[0] as ChecklistPack;
  const touched = new Set(items.filter(({ inScope }) => inScope).map(({ code }) => code));
  const place = new Map(checklist.items.map(({ code }, index) => [code, index]));
  items.sort(
    (a, b) => (place.get(a.code) ?? 1e6) - (place.get(b.code) ?? 1e6) || (a.period < b.period ? -1 : 1),
  );
  return {
    scope,
    checklist,
    items,
    untouched: checklist.items.filter(({ code }) => !touched.has(code)),
    reviews,
    ...examined,
    tips,
    devices,
    nameOf,
    plain: (text) =>
      scope.reduced
        ? withoutHolders(
            roles.text(text),
            posts.map(({ fields }) => fields),
          )
        : text,
  };
}

/** Who holds a position of the company and is on no roster stands as the position. */
const withoutHolders = (text: string, posts: readonly { name: string; position: string }[]): string =>
  posts.reduce(
    (left, { name, position }) => (name.length < 2 ? left : left.replaceAll(name, position)),
    text,
  );

function roleWord(code: string): string {
  const [role = '', number = ''] = code.split(':');
  return [tMaybe(`exhibits.person.${role}`) ?? role, number].filter(Boolean).join(' ');
}

function isIn({ fields }: Rec<'governanceItem'>, year: string | undefined): boolean {
  if (year === undefined) return true;
  if (fields.eventOn) return fields.eventOn.startsWith(year);
  const range = periodRange(fields.period);
  return !range || (range.from <= `${year}-12-31` && range.to >= `${year}-01-01`);
}

async function itemOf(
  ledger: Ledger,
  record: Rec<'governanceItem'>,
  item: ChecklistItem | undefined,
  signed: string | undefined,
  shownBy: ReadonlyMap<string, readonly Rec<'governanceItem'>[]>,
): Promise<Omit<PackedItem, 'inScope'>> {
  const { item: code, period, evidence } = record.fields;
  const asked = item ??
    (signed ? askedIn(signed) : undefined) ?? { text: { zh: code, en: code }, mark: 'advised' };
  const state = await stateOfItem(ledger, record, asked);
  const [{ standing, review }, findings, steps, exhibits] = await Promise.all([
    standingOf(ledger, record.id, state),
    ledger.linked(record.id, 'finding'),
    ledger.linked(record.id, 'itemStep'),
    ledger.linked(`exhibit:${record.id}`, 'exhibit'),
  ]);
  return {
    id: record.id,
    code,
    period,
    asked: item,
    record,
    state,
    standing,
    review,
    evidence: Object.values(evidence ?? {}),
    alsoIn: Object.keys(evidence ?? {}).map((key) =>
      (shownBy.get(key) ?? [])
        .filter(({ id }) => id !== record.id)
        .map((other) => ({ code: other.fields.item, period: other.fields.period, record: other })),
    ),
    ownFiles: await filesOfRecords(ledger, Object.values(evidence ?? {})),
    findings,
    steps,
    exhibits,
  };
}

/** The items that show each piece of evidence. */
function placesOf(items: readonly Rec<'governanceItem'>[]): Map<string, Rec<'governanceItem'>[]> {
  const places = new Map<string, Rec<'governanceItem'>[]>();
  for (const item of items)
    for (const key of Object.keys(item.fields.evidence ?? {}))
      places.set(key, [...(places.get(key) ?? []), item]);
  return places;
}

/** Files that lie at the records of the company's own that are shown: of matters, charters, appointments. */
async function filesOfRecords(ledger: Ledger, evidence: readonly EvidenceEntry[]): Promise<Attachment[]> {
  const idsOf = (kind: string): string[] => [
    ...new Set(evidence.flatMap(({ record }) => (record?.kind === kind ? [record.id] : []))),
  ];
  const [matters, charters, appointments] = await Promise.all([
    ledger.getMany('matter', idsOf('matter')),
    ledger.getMany('charter', idsOf('charter')),
    ledger.getMany('appointment', idsOf('appointment')),
  ]);
  return [
    ...matters.flatMap(({ fields }) => attachmentsOf(fields).map(({ id: _id, ...file }): Attachment => file)),
    ...charters.flatMap(({ fields }) => fields.file ?? []),
    ...appointments.flatMap(({ fields }) => fields.basisFile ?? []),
  ];
}

/** An item of which only reviews are left. */
async function goneItem(ledger: Ledger, id: string): Promise<PackedItem> {
  const reviews = await reviewsOf(ledger, id);
  const last = reviews[reviews.length - 1];
  return {
    id,
    code: last?.content.code ?? t('reviewPack.unreadable'),
    period: last?.content.period ?? '',
    state: { text: '', hash: last?.content.state ?? '0'.repeat(64) },
    standing: 'gone',
    review: last?.content.act === 'review' ? last : undefined,
    inScope: false,
    evidence: [],
    alsoIn: [],
    ownFiles: [],
    findings: [],
    steps: [],
    exhibits: [],
  };
}
