import { matchNameList, type NameEntry } from '../branch/name-list';
import type { Rec } from '../ledger';
import type { DuesMethod } from '../records/dues';
import { isCivilDate } from '../rules/calendar';
import { allocate, type DuesCell, type Month, type Share } from '../rules/dues';
import { parseYuan } from '../rules/money';
import { isPaymentWord, paymentWords, paysForNext } from './payment-list-words';
import type { DuesRow } from './year';

/**
 * Why a line is asked about: `who` (nobody or several people fit), `noAmount`, `amounts` (several numbers), `over`
 * (more than is open), `short` (the last month is not filled), `unfixed` (no amount was fixed for the member),
 * `settled` (nothing is open), `again` (the member stands in the list twice), `ahead` (it would pay months to come that
 * nobody named: a list that is pasted twice looks like this).
 */
export type ListDoubt =
  'who' | 'noAmount' | 'amounts' | 'over' | 'short' | 'unfixed' | 'settled' | 'again' | 'ahead';

/** One payment of a pasted list. */
export interface ListLine {
  raw: string;
  name: string;
  member?: string;
  /** People whom the name may mean, when it is in doubt. */
  candidates: Rec<'member'>[];
  /** Fen; undefined when the line has no clear amount. */
  fen?: number;
  /** Amounts that the line may mean, in fen. */
  amounts: number[];
  /** Months that the line itself names. */
  months: Month[];
  on?: string;
  method?: DuesMethod;
  /** Member id or name of who paid in the member's place. */
  proxy?: string;
}

export interface PaymentList {
  lines: ListLine[];
  /** Lines that are no payments, to be shown. */
  ignored: string[];
}

/**
 * Reads a pasted list of payments: `张三 50`, a 接龙, cells of a table with name, amount, month, day and method.
 * Nothing is guessed: what is not clear is left open for {@link planLine} to ask about. `present` is the
 * present month, near which months and days lie that are named without a year.
 */
export function readPaymentList(
  text: string,
  members: readonly Rec<'member'>[],
  present: Month,
): PaymentList {
  const year = Number(present.slice(0, 4));
  const list = matchNameList(text, members);
  const entries = list.entries.filter((entry) => entry.member || !isPaymentWord(entry.name));
  const kept = new Set(entries.map((entry) => entry.raw));
  const heads = list.entries.filter((entry) => !kept.has(entry.raw)).map((entry) => entry.raw);
  const ignored = [...list.ignored, ...new Set(heads)];
  const lines: ListLine[] = [];
  let proxy: NameEntry | undefined;
  entries.forEach((entry, index) => {
    if (paysForNext(entry.remark) && entries[index + 1]?.raw === entry.raw) {
      proxy = entry;
      return;
    }
    const words = paymentWords(wordsBeside(entry, entries), year);
    const amounts = [
      ...new Set(words.amounts.flatMap((one) => parseYuan(one) ?? []).filter((fen) => fen > 0)),
    ];
    const line: ListLine = {
      raw: entry.raw,
      name: entry.name,
      member: entry.member?.id,
      candidates: entry.candidates,
      fen: amounts.length === 1 ? amounts[0] : undefined,
      amounts,
      months: words.months.map((month) => (month.length > 2 ? month : nearest(month, present))).sort(),
      on: words.on && isCivilDate(words.on) ? words.on : undefined,
      method: words.method,
    };
    if (proxy) line.proxy = proxy.member?.id ?? proxy.name;
    proxy = undefined;
    lines.push(line);
  });
  return { lines, ignored };
}

/** The month of a number that lies nearest: in January, 12 is last December. */
function nearest(number: string, present: Month): Month {
  const year = Number(present.slice(0, 4));
  const off = Number(number) - Number(present.slice(5));
  return `${off > 6 ? year - 1 : year}-${number}`;
}

const NUMBERING = /^\s*[（(【[]?\s*\d{1,3}\s*[)）\]】.、．:：\t]\s*|^\s*\d{1,3}\s+(?=\D)/u;

/** The words about one person: the whole line when it is about this person alone, else what follows the name. */
function wordsBeside(entry: NameEntry, entries: readonly NameEntry[]): string {
  const alone = entries.filter((other) => other.raw === entry.raw).length === 1;
  if (!alone) return entry.remark;
  const name = entry.raw.includes(entry.name) ? entry.name : entry.name.split('').join(' ');
  return entry.raw.replace(NUMBERING, '').replace(name, ' ');
}

/**
 * The shares as a person confirmed them: what fits nowhere goes to the last month of the line, or to `month` when
 * nothing was open, so that no money that was received is left out.
 */
export function confirmedShares(plan: LinePlan, month: Month): Share[] {
  if (plan.rest <= 0) return plan.shares;
  const last = plan.shares.at(-1);
  if (!last) return [{ month, fen: plan.rest }];
  return [...plan.shares.slice(0, -1), { ...last, fen: last.fen + plan.rest }];
}

/** What will be recorded for a line, and what has to be asked first. */
export interface LinePlan {
  shares: Share[];
  doubts: ListDoubt[];
  /** Fen that fit nowhere. */
  rest: number;
}

/**
 * Lays the amount of a line over months: those that the line or the person names, else the oldest open ones up to
 * the end of `until`. An amount without a fixed base goes to the first of `months`, or to `until`'s last month when
 * there is none, and is asked about.
 */
export function planLine(
  line: Pick<ListLine, 'fen' | 'amounts' | 'months'>,
  row: DuesRow | undefined,
  options: { months: readonly Month[]; until: Month; present: Month; again?: boolean },
): LinePlan {
  const doubts: ListDoubt[] = [];
  if (!row) doubts.push('who');
  if (line.fen === undefined) doubts.push(line.amounts.length ? 'amounts' : 'noAmount');
  if (options.again) doubts.push('again');
  if (!row || line.fen === undefined) return { shares: [], doubts, rest: 0 };
  const named = line.months.length ? line.months : options.months;
  const cells = [...row.before, ...row.cells].filter((cell) =>
    named.length ? named.includes(cell.month) : cell.month <= options.until,
  );
  const open = named.length ? cells : cells.filter((cell) => isOpen(cell));
  if (!cells.some((cell) => cell.due !== undefined)) {
    const month = named[0] ?? options.present;
    return { shares: [{ month, fen: line.fen }], doubts: [...doubts, 'unfixed'], rest: 0 };
  }
  const { shares, rest, partial } = allocate(line.fen, open);
  if (!shares.length) doubts.push('settled');
  else if (rest > 0) doubts.push('over');
  if (partial) doubts.push('short');
  if (!named.length && shares.some(({ month }) => month > options.present)) doubts.push('ahead');
  return { shares, doubts, rest };
}

/** Months for which money is still awaited; what is unknown is only filled when it is named. */
const isOpen = (cell: DuesCell): boolean =>
  cell.state === 'unpaid' || cell.state === 'short' || cell.state === 'due' || cell.state === 'ahead';
