import type { Company } from '../governance/checklist';
import type { Ledger, Rec } from '../ledger';
import { addDays, type CivilDate } from '../rules/calendar';
import type { ChecklistPack } from '../rules/pack';
import { groupOf } from './findings-register';
import { countQueue, progressOf, type QueueLine, type QueueShow, reviewQueue } from './queue';

/** Days ahead that count as due: a week, today included. */
const AHEAD = 6;
/** Rows of what is due that are listed; the rest is behind the lists. */
const SHOWN = 8;

/** What a company's checklist has for somebody on a day. */
export interface CompanyDay {
  /** Lines of the queue by what they wait for. */
  counts: Record<QueueShow, number>;
  progress: { signed: number; of: number };
  /** True where nothing of the company has come to this computer yet, and nothing was written here. */
  isEmpty: boolean;
  /** What has come due or does within the week, by its day; at most eight, and how many more there are. */
  due: CompanyDue[];
  more: number;
  findings: { all: number; open: number; overdue: number; done: number };
}

/** One thing that is due: an item without a signature, an item's next review, or a finding. */
export type CompanyDue = { day: CivilDate } & (
  | { what: 'item'; line: QueueLine }
  | { what: 'review'; item: Rec<'governanceItem'> }
  | { what: 'finding'; finding: Rec<'finding'> }
);

/** What 今日 shows of a company's checklist to whoever works on it and has no branch here. */
export async function companyDay(
  ledger: Ledger,
  pack: ChecklistPack,
  company: Company,
  today: CivilDate,
): Promise<CompanyDay> {
  const { companyId } = company;
  const soon = addDays(today, AHEAD);
  const [lines, open, all] = await Promise.all([
    reviewQueue(ledger, pack, company, today),
    ledger.dueUntil(soon),
    ledger.list('finding'),
  ]);
  const own = all.filter(({ fields }) => fields.companyId === companyId);
  const inGroup = (...groups: string[]) => own.filter((one) => groups.includes(groupOf(one, today))).length;
  const due: CompanyDue[] = [];
  for (const line of lines)
    if (line.due && line.due <= soon && line.standing !== 'signed')
      due.push({ day: line.due, what: 'item', line });
  for (const record of open) {
    if (!('companyId' in record.fields) || record.fields.companyId !== companyId) continue;
    if (record.kind === 'finding') {
      const finding = record as Rec<'finding'>;
      due.push({ day: finding.fields.dueOn ?? today, what: 'finding', finding });
    }
    if (record.kind === 'governanceItem') {
      const item = record as Rec<'governanceItem'>;
      due.push({ day: item.fields.nextReview ?? today, what: 'review', item });
    }
  }
  due.sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
  return {
    counts: countQueue(lines),
    progress: progressOf(lines),
    isEmpty: lines.every(({ listed }) => listed === undefined),
    due: due.slice(0, SHOWN),
    more: Math.max(0, due.length - SHOWN),
    findings: {
      all: own.length,
      open: inGroup('open', 'overdue'),
      overdue: inGroup('overdue'),
      done: inGroup('done'),
    },
  };
}
