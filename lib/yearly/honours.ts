import { wholeRoster } from '../branch/terms';
import type { SheetModel } from '../exchange/sheet-write';
import { namesOf } from '../life/register-columns';
import { type TableColumn, tableSheet } from '../exchange/table';
import { t, tDynamic } from '../i18n';
import {
  asSeen,
  create,
  type Ledger,
  newId,
  type Rec,
  remove,
  replace,
  type Seen,
  seenOf,
  type Write,
} from '../ledger';
import type { Honour } from '../records';
import { Fault } from '../records/fault';
import { isCivilDate } from '../rules/calendar';
import type { DateRange } from '../rules/periods';

export type HonourSort = Honour['sort'];

/** The form of an award or a penalty. Plain JSON; empty text = not known. */
export interface HonourDraft {
  id: string;
  sort: HonourSort;
  /** `YYYY-MM-DD`. */
  on: string;
  /** Member ids. */
  members: string[];
  unit: string;
  what: string;
  issuer: string;
  document: string;
  basis: string;
  /** The record as it was loaded; absent for a new one. */
  base?: Seen;
}

/** An empty form, with what is known. */
export const emptyHonour = (over: Partial<HonourDraft> = {}): HonourDraft => ({
  id: newId(),
  sort: 'award',
  on: '',
  members: [],
  unit: '',
  what: '',
  issuer: '',
  document: '',
  basis: '',
  ...over,
});

/** The form for a stored award or penalty. */
export const honourDraftOf = (record: Rec<'honour'>): HonourDraft => {
  const { fields } = record;
  return {
    id: record.id,
    sort: fields.sort,
    on: fields.on,
    members: membersOf(fields),
    unit: fields.unit ?? '',
    what: fields.what,
    issuer: fields.issuer ?? '',
    document: fields.document ?? '',
    basis: fields.basis ?? '',
    base: seenOf(record),
  };
};

/** Whom it is about, by id. */
export const membersOf = (fields: Pick<Honour, 'members'>): string[] =>
  Object.entries(fields.members ?? {}).flatMap(([id, meant]) => (meant ? [id] : []));

/** Whom it is about, in words. */
export const honouredText = (
  fields: Pick<Honour, 'members' | 'unit'>,
  nameOf: (id: string) => string,
): string => [...membersOf(fields).map(nameOf), fields.unit].filter(Boolean).join(t('exchange.listJoin'));

/** A penalty is shown to the secretary alone. It keeps screens and papers short of it; nothing is encrypted. */
export const mayReadHonour = (fields: Pick<Honour, 'sort'>, role: string): boolean =>
  fields.sort === 'award' || role === 'secretary';

const known = (text: string): string | undefined => text.trim() || undefined;

/**
 * Stores an award or a penalty. Throws E845 (no day, or one that has not come), E846 (does not say what), E847 (does
 * not say whom), E848 (an edited one that is gone).
 */
export async function saveHonour(
  ledger: Ledger,
  draft: HonourDraft,
  options: { today: string; draftId?: string },
): Promise<{ id: string; n?: number; concurrent: number }> {
  if (!isCivilDate(draft.on) || draft.on > options.today) throw new Fault('E845');
  const what = draft.what.trim();
  if (!what) throw new Fault('E846');
  if (!draft.members.length && !draft.unit.trim()) throw new Fault('E847');
  const fields = {
    sort: draft.sort,
    on: draft.on,
    members: draft.members.length ? Object.fromEntries(draft.members.map((id) => [id, true])) : undefined,
    unit: known(draft.unit),
    what,
    issuer: known(draft.issuer),
    document: known(draft.document),
    basis: known(draft.basis),
  };
  let write: Write = { ...create('honour', fields, draft.id), base: {} };
  if (draft.base) {
    const record = asSeen(await load(ledger, draft.id), draft.base);
    write = replace(record, { ...record.fields, ...fields });
  }
  const result = await ledger.commit(Object.keys(write.set).length ? [write] : [], {
    label: draft.base ? 'honourEdit' : 'honourRecord',
    draft: options.draftId,
  });
  return { id: draft.id, n: result.n, concurrent: result.concurrent.length };
}

async function load(ledger: Ledger, id: string): Promise<Rec<'honour'>> {
  const record = await ledger.get('honour', id);
  if (!record) throw new Fault('E848');
  return record;
}

/** Puts it in the trash. Throws E848. */
export async function removeHonour(ledger: Ledger, id: string): Promise<number | undefined> {
  const record = await load(ledger, id);
  return (await ledger.commit([remove(record)], { label: 'honourRemove' })).n;
}

/** Awards of a time, and with `penalties` those too; newest first. */
export async function honoursIn(
  ledger: Ledger,
  range: DateRange,
  options: { penalties: boolean },
): Promise<Rec<'honour'>[]> {
  const found = await ledger.list('honour', { ...range, reverse: true });
  return found.filter(({ fields }) => options.penalties || fields.sort === 'award');
}

/** {@link honoursIn} of a calendar year. */
export const honoursOfYear = (
  ledger: Ledger,
  year: string,
  options: { penalties: boolean },
): Promise<Rec<'honour'>[]> => honoursIn(ledger, { from: `${year}-01-01`, to: `${year}-12-31` }, options);

/** What turns a line into words. */
export interface HonourContext {
  nameOf: (id: string) => string;
}
type Column = TableColumn<Rec<'honour'>, HonourContext>;
const written = (key: 'issuer' | 'document' | 'basis', width: number): Column => ({
  key,
  header: `affairs.honour.${key}`,
  width,
  wrap: true,
  usual: true,
  value: ({ fields }) => fields[key] ?? t('common.unknown'),
});

/** The columns of 奖惩台账. */
export const HONOUR_COLUMNS: readonly Column[] = [
  {
    key: 'what',
    header: 'affairs.honour.what',
    width: 28,
    wrap: true,
    usual: true,
    value: ({ fields }) => fields.what,
  },
  {
    key: 'on',
    header: 'affairs.honour.on',
    width: 12,
    kind: 'date',
    usual: true,
    value: ({ fields }) => fields.on,
  },
  {
    key: 'sort',
    header: 'affairs.honour.sort',
    width: 10,
    usual: true,
    groups: true,
    value: ({ fields }) => tDynamic(`affairs.value.sort.${fields.sort}`),
  },
  {
    key: 'who',
    header: 'affairs.honour.who',
    width: 18,
    wrap: true,
    usual: true,
    value: ({ fields }, { nameOf }) => honouredText(fields, nameOf),
  },
  { ...written('issuer', 22), groups: true },
  written('document', 18),
  written('basis', 30),
];

/** 表彰奖励台账 of a time as a sheet: without penalties, for whoever gets it gets all of it. */
export async function awardSheet(
  ledger: Ledger,
  query: { range: DateRange; period: string; today: string; branch: string },
): Promise<SheetModel> {
  const [rows, roster] = await Promise.all([
    honoursIn(ledger, query.range, { penalties: false }),
    wholeRoster(ledger),
  ]);
  const context = { nameOf: namesOf(roster) };
  return tableSheet(HONOUR_COLUMNS, rows.toReversed(), context, {
    title: t('affairs.honour.awards'),
    subtitle: [query.branch, query.period, t('exchange.asOf', { date: query.today })],
    footer: [t('affairs.honour.sheetAwards'), t('exchange.unknownNote')],
  });
}
