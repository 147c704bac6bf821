import type { StandingLines } from '../ledger';
import type { Standing } from './standing';

/** Changes whenever lines of before could not be read, or would be worked out otherwise. */
export const FORM = '2';

/** How one item stands, as lists need it. */
export interface StandingLine {
  /** Record of the item, its code in the checklist, its period. */
  id: string;
  code: string;
  period: string;
  standing: Standing;
  /** Something is another than when this person signed last. */
  changedSinceMine: boolean;
  /** Record of the last review that counts, whoever signed it. */
  review?: string;
  /** Record of the last one that this person signed and did not take back. */
  mine?: string;
  risk?: 'high' | 'medium' | 'low';
  /** Day by which it has to be answered, else the last day of its period. */
  due?: string;
  eventOn?: string;
  eventTitle?: string;
  /** Member id or free name. */
  owner?: string;
  reason?: string;
  /** Findings that are not put right. */
  openFindings: number;
}

/** Texts of which many lines have the same: each stands once. */
const REPEATED = ['code', 'period', 'standing', 'risk', 'due', 'eventOn', 'owner'] as const;
const OWN = ['id', 'review', 'mine', 'eventTitle', 'reason'] as const;

type Columns = Record<string, (string | number)[]>;

/** Lines as columns, in one text: a tenth of the work of reading them one by one. */
export function toColumns(lines: readonly StandingLine[]): StandingLines {
  const columns: Columns = {
    changed: lines.map(({ changedSinceMine }) => Number(changedSinceMine)),
    findings: lines.map(({ openFindings }) => openFindings),
  };
  for (const name of OWN) columns[name] = lines.map((line) => line[name] ?? '');
  for (const name of REPEATED) {
    const places = new Map<string, number>();
    columns[`${name} of`] = lines.map((line) => {
      const value = line[name] ?? '';
      const place = places.get(value) ?? places.size;
      places.set(value, place);
      return place;
    });
    columns[name] = [...places.keys()];
  }
  return JSON.stringify(columns);
}

/** Lines from their columns, by record. */
export function fromColumns(text: StandingLines): Map<string, StandingLine> {
  const columns = JSON.parse(text) as Columns;
  const own = (name: (typeof OWN)[number]) => columns[name] as string[];
  const [ids, reviews, mines, titles, reasons] = OWN.map(own) as [
    string[],
    string[],
    string[],
    string[],
    string[],
  ];
  const [code, period, standing, risk, due, eventOn, owner] = REPEATED.map((name) => {
    const words = columns[name] as string[];
    return (columns[`${name} of`] as number[]).map((place) => words[place] ?? '');
  }) as [string[], string[], string[], string[], string[], string[], string[]];
  const lines = new Map<string, StandingLine>();
  for (const [index, id] of ids.entries()) {
    lines.set(id, {
      id,
      code: code[index] as string,
      period: period[index] as string,
      standing: standing[index] as Standing,
      changedSinceMine: columns.changed?.[index] === 1,
      review: reviews[index] || undefined,
      mine: mines[index] || undefined,
      risk: (risk[index] || undefined) as StandingLine['risk'],
      due: due[index] || undefined,
      eventOn: eventOn[index] || undefined,
      eventTitle: titles[index] || undefined,
      owner: owner[index] || undefined,
      reason: reasons[index] || undefined,
      openFindings: Number(columns.findings?.[index] ?? 0),
    });
  }
  return lines;
}
