import { type Company, refOf } from '../governance/checklist';
import { itemRecordId, periodOf } from '../governance/item-id';
import type { Ledger } from '../ledger';
import { type ChecklistPack, packText } from '../rules/pack';
import { periodRange, type PeriodKey } from '../rules/periods';
import { currentLanguage } from '../i18n';
import type { Standing } from './standing';
import type { StandingLine } from './standing-lines';
import { standingsOf } from './standings';

/** One line of the reviewer's queue: an item of one period or event, answered or due. */
export interface QueueLine {
  /** Record of the item, also while nobody has touched it. */
  id: string;
  code: string;
  period: PeriodKey;
  /** What is asked, in the language in use; empty for an item that no checklist in force has. */
  asked: string;
  event?: { title: string; on: string };
  /** Undefined while nobody has answered anything. */
  listed?: StandingLine;
  standing: Standing;
  changedSinceMine: boolean;
  risk?: 'high' | 'medium' | 'low';
  /** Day by which it has to be answered, else the last day of its period. */
  due?: string;
  /** Member id or free name. */
  owner?: string;
  openFindings: number;
}

/** Everything of a company that exists or is due on a day, in the order in which it is to be looked at. */
export async function reviewQueue(
  ledger: Ledger,
  pack: ChecklistPack,
  company: Company,
  today: string,
): Promise<QueueLine[]> {
  const standings = await standingsOf(ledger, company.companyId);
  const language = currentLanguage();
  const asked = new Map(pack.items.map((item) => [item.code, packText(item.text, language)]));
  const lines: QueueLine[] = [];
  for (const listed of standings.values()) lines.push(lineOf(listed, asked.get(listed.code) ?? ''));
  for (const item of pack.items) {
    const period = periodOf(item, today, company.termStart);
    if (!period) continue;
    const id = itemRecordId(refOf(company, item.code, period));
    if (standings.has(id)) continue;
    lines.push({
      id,
      code: item.code,
      period,
      asked: asked.get(item.code) ?? '',
      standing: 'draft',
      changedSinceMine: false,
      due: periodRange(period)?.to,
      openFindings: 0,
    });
  }
  return inOrder(lines);
}

const lineOf = (listed: StandingLine, asked: string): QueueLine => {
  const { id, code, period, standing, changedSinceMine, risk, due, owner, openFindings } = listed;
  const { eventOn, eventTitle: title = '' } = listed;
  return {
    id,
    code,
    period,
    asked,
    event: eventOn ? { title, on: eventOn } : undefined,
    listed,
    standing,
    changedSinceMine,
    risk,
    due,
    owner,
    openFindings,
  };
};

const GRAVITY = { high: 0, medium: 1, low: 2 } as const;
/** Items without a day come after every day. */
const NO_DAY = 99_999_999;
const CODES = 100_000;

/**
 * What changed since one's own signature first, then the graver, then what is due earlier, then by code and period.
 * All but the period is put into one number, so that ten thousand lines are put in order in a few milliseconds.
 */
function inOrder(lines: readonly QueueLine[]): QueueLine[] {
  const codes = rankOf([...new Set(lines.map(({ code }) => code))]);
  const days = new Map<string, number>();
  const keys = new Float64Array(lines.length);
  for (const [index, { changedSinceMine, risk, due = '', code }] of lines.entries()) {
    let day = days.get(due);
    if (day === undefined) days.set(due, (day = Number(due.replaceAll('-', '')) || NO_DAY));
    const grave = (changedSinceMine ? 0 : 4) + (risk ? GRAVITY[risk] : 3);
    keys[index] = (grave * (NO_DAY + 1) + day) * CODES + (codes.get(code) ?? 0);
  }
  const places = Uint32Array.from(keys, (_, index) => index).sort(
    (a, b) =>
      (keys[a] as number) - (keys[b] as number) ||
      compare((lines[a] as QueueLine).period, (lines[b] as QueueLine).period),
  );
  return Array.from(places, (place) => lines[place] as QueueLine);
}

/** Codes by letter and then by number. */
function rankOf(codes: string[]): Map<string, number> {
  codes.sort(
    (a, b) => compare(a.charAt(0), b.charAt(0)) || Number(a.slice(1)) - Number(b.slice(1)) || compare(a, b),
  );
  return new Map(codes.map((code, index) => [code, index]));
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** What the queue shows. `waiting`: handed over, begun, or changed since it was signed. */
export const QUEUE_SHOWS = ['waiting', 'changed', 'returned', 'signed', 'draft', 'all'] as const;
export type QueueShow = (typeof QUEUE_SHOWS)[number];

/** True for one of {@link QUEUE_SHOWS}, as it may stand in an address. */
export const isQueueShow = (value: string | null): value is QueueShow =>
  value !== null && (QUEUE_SHOWS as readonly string[]).includes(value);

const WAITING: readonly Standing[] = ['submitted', 'inReview', 'changed', 'revoked'];

/** True when a line belongs to what is shown. */
export function isQueued(line: QueueLine, show: QueueShow): boolean {
  switch (show) {
    case 'waiting':
      return WAITING.includes(line.standing) || line.changedSinceMine;
    case 'changed':
      return line.standing === 'changed' || line.changedSinceMine;
    case 'all':
      return true;
    default:
      return line.standing === show;
  }
}

/** How the queue is narrowed. */
export interface QueueFilter {
  show: QueueShow;
  /** Letter of a group of the checklist. */
  group?: string;
  /** Only what this person signed, or answers for. */
  mine?: string;
  text?: string;
  /** Name of a member; so that an owner is found by name as well. */
  nameOf?: (owner: string) => string;
}

/** The lines that fit, in their order. */
export function filterQueue(
  lines: readonly QueueLine[],
  { show, group, mine, text = '', nameOf }: QueueFilter,
): QueueLine[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return lines.filter(
    (line) =>
      isQueued(line, show) &&
      (!group || line.code.startsWith(group)) &&
      (mine === undefined || line.listed?.mine !== undefined || line.owner === mine) &&
      (!words.length || fits(line, words, nameOf)),
  );
}

const texts = new WeakMap<QueueLine, string>();

function fits(line: QueueLine, words: readonly string[], nameOf: QueueFilter['nameOf']): boolean {
  let text = texts.get(line);
  if (text === undefined) {
    const { code, asked, event, owner = '', period, listed } = line;
    const name = owner && nameOf ? nameOf(owner) : owner;
    text = `${code} ${asked} ${event?.title ?? ''} ${name} ${listed?.reason ?? ''} ${period}`.toLowerCase();
    texts.set(line, text);
  }
  const all = text;
  return words.every((word) => all.includes(word));
}

/** How many lines each of {@link QUEUE_SHOWS} has. */
export function countQueue(lines: readonly QueueLine[]): Record<QueueShow, number> {
  const counts = { waiting: 0, changed: 0, returned: 0, signed: 0, draft: 0, all: 0 };
  for (const line of lines) for (const show of QUEUE_SHOWS) if (isQueued(line, show)) counts[show] += 1;
  return counts;
}

/** How many lines are signed as they stand now. A number of things done, and no score. */
export const progressOf = (lines: readonly QueueLine[]): { signed: number; of: number } => ({
  signed: lines.filter(({ standing }) => standing === 'signed').length,
  of: lines.length,
});

/** Lines that can be accepted together: this person signed them, and nothing of them has changed since. */
export const unchangedMine = (lines: readonly QueueLine[]): QueueLine[] =>
  lines.filter(({ listed, standing, changedSinceMine }) => {
    if (!listed?.mine || changedSinceMine) return false;
    return standing === 'submitted' || standing === 'inReview' || standing === 'signed';
  });
