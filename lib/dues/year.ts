import type { Ledger, Rec } from '../ledger';
import { entryDate } from '../rules/late-entry';
import {
  type Arrears,
  arrearsOf,
  type DuesCell,
  duesCell,
  type DuesSum,
  type Month,
  monthsOf,
  owesIn,
  shiftMonth,
  sumCells,
} from '../rules/dues';
import type { DuesPack } from '../rules/dues-pack';
import { duesPack, lifePack } from '../rules/packs';

/** One member's year. */
export interface DuesRow {
  member: Rec<'member'>;
  base?: Rec<'duesBase'>;
  /** January to December. */
  cells: DuesCell[];
  /** January to December of the year before. */
  before: DuesCell[];
  /** Payments of the year by month. */
  records: Map<Month, Rec<'duesRecord'>>;
  /** Payments of the year before by month. */
  earlier: Map<Month, Rec<'duesRecord'>>;
  sum: DuesSum;
  /** What is owed up to last month, of the year before too. */
  arrears: Arrears;
}

export interface DuesYear {
  pack: DuesPack;
  year: number;
  rows: DuesRow[];
  /** First month of which the ledger claims to know. */
  since?: Month;
}

/** Numbers of months from the pack: first and second reminder, and the article. */
export function arrearsThresholds(): { first: number; second: number; article: number } {
  const { arrearsFirstMonths, arrearsSecondMonths, arrearsMonths } = lifePack().thresholds;
  return {
    first: arrearsFirstMonths.value,
    second: arrearsSecondMonths.value,
    article: arrearsMonths.value,
  };
}

/**
 * The first month of which the ledger claims to know who paid: the one in which dues were first entered, and as far
 * back before it as every month has a payment. Earlier months are unknown, so that whoever begins in November does
 * not find the whole branch ten months in arrears.
 */
export function duesSince(
  bases: readonly Rec<'duesBase'>[],
  months: ReadonlySet<Month>,
  offsetMinutes: number,
): Month | undefined {
  const entered = bases
    .flatMap(({ fields }) =>
      fields.enteredAt ? [entryDate(fields.enteredAt, offsetMinutes).slice(0, 7)] : [],
    )
    .sort()[0];
  let since = entered ?? [...months].sort().at(-1);
  if (!since) return undefined;
  while (months.has(shiftMonth(since, -1))) since = shiftMonth(since, -1);
  return since;
}

/**
 * The dues of a year, a row for every member who owed or paid dues in it, in the order of the roster. `today` is
 * the local date. Reads the year before too: arrears do not end with the year.
 */
export async function duesYear(ledger: Ledger, year: number, today: string): Promise<DuesYear> {
  const [pack, roster, bases, records, keys] = await Promise.all([
    duesPack(),
    ledger.list('member'),
    ledger.list('duesBase'),
    ledger.list('duesRecord', { from: String(year - 1), to: String(year) }),
    ledger.linkKeys([['dues:', 'dues:']]),
  ]);
  const offset = -new Date(`${today}T12:00:00`).getTimezoneOffset();
  const since = duesSince(bases, new Set(keys.map((key) => key.slice(5))), offset);
  const baseOf = new Map(bases.map((base) => [`${base.fields.member} ${base.fields.year}`, base]));
  const recordOf = new Map(
    records.map((record) => [`${record.fields.member} ${record.fields.month}`, record]),
  );
  const ownSince = sinceOfPeople(bases, records, since, offset);
  const thresholds = arrearsThresholds();
  const present = today.slice(0, 7);
  const cellsOf = (member: Rec<'member'>, of: number): DuesCell[] =>
    monthsOf(of).map((month) =>
      duesCell({
        pack,
        member: member.fields,
        month,
        today,
        base: baseOf.get(`${member.id} ${of}`)?.fields,
        record: recordOf.get(`${member.id} ${month}`)?.fields,
        since: ownSince.get(`${member.id} ${of}`) ?? since,
      }),
    );
  const rows: DuesRow[] = [];
  for (const member of [...roster, ...(await removedPayers(ledger, roster, records))]) {
    const cells = cellsOf(member, year);
    const base = baseOf.get(`${member.id} ${year}`);
    const owes = monthsOf(year).some((month) => owesIn(member.fields, month));
    if (!owes && !base && !cells.some((cell) => cell.paid)) continue;
    const recordsOf = (of: number) =>
      new Map(
        monthsOf(of).flatMap((month) => {
          const record = recordOf.get(`${member.id} ${month}`);
          return record ? [[month, record] as const] : [];
        }),
      );
    const before = cellsOf(member, year - 1);
    rows.push({
      member,
      base,
      cells,
      before,
      records: recordsOf(year),
      earlier: recordsOf(year - 1),
      sum: sumCells(cells),
      arrears: arrearsOf([...before, ...cells], present, thresholds),
    });
  }
  return { pack, year, rows, since };
}

/**
 * The first month of which the ledger knows for each member and year: not before the branch's own, and not before
 * the amount of the year was entered or the member first paid in it. Whoever is fixed late is not in arrears for it.
 */
function sinceOfPeople(
  bases: readonly Rec<'duesBase'>[],
  records: readonly Rec<'duesRecord'>[],
  since: Month | undefined,
  offsetMinutes: number,
): Map<string, Month> {
  const first = new Map<string, Month>();
  const meet = (member: string, year: number | string, month: Month): void => {
    const key = `${member} ${year}`;
    const known = first.get(key);
    if (known === undefined || month < known) first.set(key, month);
  };
  for (const { fields } of bases)
    if (fields.enteredAt)
      meet(fields.member, fields.year, entryDate(fields.enteredAt, offsetMinutes).slice(0, 7));
  for (const { fields } of records) meet(fields.member, fields.month.slice(0, 4), fields.month);
  if (since !== undefined) for (const [member, month] of first) if (month < since) first.set(member, since);
  return first;
}

/** Members in the trash who paid: their payments stay in every sum. */
async function removedPayers(
  ledger: Ledger,
  roster: readonly Rec<'member'>[],
  records: readonly Rec<'duesRecord'>[],
): Promise<Rec<'member'>[]> {
  const known = new Set(roster.map(({ id }) => id));
  const ids = new Set(records.map(({ fields }) => fields.member).filter((id) => !known.has(id)));
  const found = await Promise.all([...ids].map((id) => ledger.find(id)));
  return found.filter((record): record is Rec<'member'> => record?.kind === 'member');
}

/** A month of a row, of its year or of the one before. */
export const cellOf = (row: DuesRow, month: Month): DuesCell | undefined =>
  [...row.before, ...row.cells].find((cell) => cell.month === month);

/** The months of a row that lie in a set, without those in which nothing can be due. */
export const cellsIn = (row: DuesRow, months: readonly Month[]): DuesCell[] =>
  row.cells.filter((cell) => months.includes(cell.month));

/** The three months of the quarter in which a month lies. */
export function quarterOf(month: Month): Month[] {
  const first = Math.floor((Number(month.slice(5)) - 1) / 3) * 3;
  return monthsOf(Number(month.slice(0, 4))).slice(first, first + 3);
}
