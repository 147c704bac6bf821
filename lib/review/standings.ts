import type { ItemRecord } from '../governance/checklist';
import {
  keepStandings,
  keptLines,
  keptStandings,
  type Ledger,
  placesNow,
  type Rec,
  type StandingHead,
  touchedSince,
} from '../ledger';
import { checklistInForce } from '../rulebook/whole-packs';
import type { ChecklistPack } from '../rules/pack';
import { hashOfText, readReview, type ReviewContent } from '../verify';
import { judgeAll, judgeItems } from './judge';
import { FORM, fromColumns, type StandingLine, toColumns } from './standing-lines';
import type { Standing } from './standing';

/** A review as lists need it. */
export interface ListedReview {
  id: string;
  h: string;
  content: ReviewContent;
  /** The record, with the text of the state that was signed. */
  record: Rec<'review'>;
}

/** How one item stands, with its records. */
export interface ListedStanding {
  item: ItemRecord;
  standing: Standing;
  /** The last review that counts, whoever signed it. */
  review?: ListedReview;
}

/** How every item of a company stands, and how far that goes. */
interface Held {
  head: StandingHead;
  lines: Map<string, StandingLine>;
  /** How far it goes in the storage; undefined while nothing of it was kept. */
  kept?: { n: number; t: number };
}

const held = new WeakMap<Ledger, Map<string, Promise<Held>>>();
/** Items that are looked at one by one; of more, all are. */
const MANY = 300;
/** Commits by which what is kept may lag before it is written anew: so many are gone through in no time. */
const LAG = 40;

/**
 * How every item of a company stands that somebody answered, by record. What was worked out before is kept in the
 * storage and brought up to date by what was written since: commits by their numbers, what merges touched by its own
 * list. An erasure throws away what is kept. The map is another one whenever something in it is.
 */
export async function standingsOf(
  ledger: Ledger,
  companyId: string,
): Promise<ReadonlyMap<string, StandingLine>> {
  return (await heldOf(ledger, companyId)).lines;
}

/** Takes up what is kept of a company's items, for whoever opens the queue next; where nothing is, it does nothing. */
export async function readStandingsAhead(ledger: Ledger, companyId: string): Promise<void> {
  if (await keptStandings(ledger, companyId)) await heldOf(ledger, companyId);
}

/**
 * Keeps how the items of a company stand for the next window, where enough has changed. Not to be called within a live
 * query, which must not write.
 */
export async function tendStandings(ledger: Ledger, companyId: string): Promise<void> {
  const here = await heldOf(ledger, companyId);
  const { head, kept } = here;
  if (kept && head.n - kept.n < LAG && head.t - kept.t < LAG && kept.n <= head.n) return;
  await keepStandings(ledger, companyId, head, toColumns([...here.lines.values()]));
  here.kept = { n: head.n, t: head.t };
}

function heldOf(ledger: Ledger, companyId: string): Promise<Held> {
  const byCompany = held.get(ledger) ?? new Map<string, Promise<Held>>();
  held.set(ledger, byCompany);
  const before = byCompany.get(companyId);
  const next = (async () => bringUp(ledger, companyId, await before?.catch(() => undefined)))();
  byCompany.set(companyId, next);
  return next;
}

/** Brings what is held up to date, from the storage where that goes further. */
async function bringUp(ledger: Ledger, companyId: string, before: Held | undefined): Promise<Held> {
  const pack = await checklistInForce(ledger);
  const made = `${FORM} ${ledger.me?.member ?? ''}`;
  const asked = digestsOf(pack);
  let here = before?.head.made === made ? before : undefined;
  // Where nothing is held yet, head and lines are asked for at once.
  const stored = here && (await keptStandings(ledger, companyId));
  if (!here || (stored?.made === made && (stored.n > here.head.n || stored.t > here.head.t))) {
    const row = await keptLines(ledger, companyId);
    if (row?.head.made === made)
      here = { head: row.head, lines: fromColumns(row.lines), kept: { n: row.head.n, t: row.head.t } };
  }
  if (!here) return readAll(ledger, companyId, pack, made);
  const [commits, touched] = await Promise.all([
    ledger.commitsSince(here.head.n),
    touchedSince(ledger, here.head.t),
  ]);
  if (touched.all) return readAll(ledger, companyId, pack, made);
  const ids = touched.items;
  const records = new Set<string>();
  for (const { lines } of commits)
    for (const { r, t, f } of lines) {
      if (t === 'governanceItem') ids.add(r);
      else if (!OF_ITEMS.has(t)) continue;
      else if (typeof f.item === 'string') ids.add(f.item);
      else records.add(r);
    }
  for (const record of await ledger.findMany([...records])) {
    const item = (record?.fields as { item?: string } | undefined)?.item;
    if (item !== undefined) ids.add(item);
  }
  const others = new Set(
    Object.keys({ ...asked, ...here.head.asked }).filter((code) => asked[code] !== here.head.asked[code]),
  );
  if (others.size) for (const { id, code } of here.lines.values()) if (others.has(code)) ids.add(id);
  const head: StandingHead = {
    n: Math.max(here.head.n, ...commits.map(({ n = 0 }) => n)),
    t: touched.t,
    made,
    asked,
  };
  if (ids.size > MANY) return readAll(ledger, companyId, pack, made);
  if (!ids.size) return Object.assign(here, { head });
  const lines = new Map(here.lines);
  for (const [id, line] of await judgeItems(ledger, companyId, [...ids], pack)) {
    if (line) lines.set(id, line);
    else lines.delete(id);
  }
  return { head, lines, kept: here.kept };
}

const OF_ITEMS: ReadonlySet<string> = new Set(['exhibit', 'itemStep', 'review', 'finding']);

async function readAll(ledger: Ledger, companyId: string, pack: ChecklistPack, made: string): Promise<Held> {
  const places = await placesNow(ledger);
  const lines = await judgeAll(ledger, companyId, pack);
  return { head: { ...places, made, asked: digestsOf(pack) }, lines };
}

const digests = new WeakMap<ChecklistPack, Record<string, string>>();

/** By code, what of a checklist goes into the state of its items. */
function digestsOf(pack: ChecklistPack): Record<string, string> {
  const known =
    digests.get(pack) ??
    Object.fromEntries(
      pack.items.map(({ code, text, mark }) => [code, hashOfText(JSON.stringify([text, mark])).slice(0, 16)]),
    );
  digests.set(pack, known);
  return known;
}

/** The records behind some lines; of lines that changed meanwhile, those that are there. */
export async function listedOf(ledger: Ledger, lines: readonly StandingLine[]): Promise<ListedStanding[]> {
  const [items, reviews] = await Promise.all([
    ledger.getMany(
      'governanceItem',
      lines.map(({ id }) => id),
    ),
    ledger.getMany(
      'review',
      lines.flatMap(({ review }) => (review ? [review] : [])),
    ),
  ]);
  const itemAt = new Map(items.map((item) => [item.id, item]));
  const reviewAt = new Map(reviews.map((review) => [review.id, review]));
  return lines.flatMap(({ id, standing, review }): ListedStanding[] => {
    const item = itemAt.get(id);
    const record = review === undefined ? undefined : reviewAt.get(review);
    const content = record && readReview(record.fields.text);
    if (!item) return [];
    return [
      {
        item,
        standing,
        ...(record && content ? { review: { id: record.id, h: record.h, content, record } } : {}),
      },
    ];
  });
}
