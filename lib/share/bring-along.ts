import { change, create, type Ledger, newId, type Rec, remove, type Write } from '../ledger';
import { KIND_NAMES, type KindName } from '../records';
import type { SpaceRole } from '../sync';

/** What a profile holds before it joins, and what would become of it. Numbers of records. */
export interface OwnRecords {
  /**
   * `empty`: nothing. `same`: this person's records of this very branch (a backup taken in on a new computer).
   * `apart`: records of somebody who worked alone. `beside`: a company is joined, and nothing here is moved.
   */
  way: 'empty' | 'same' | 'apart' | 'beside';
  /** Materials and lessons, own study, own reflections not shared and shared. */
  clips: number;
  study: number;
  reflections: number;
  shared: number;
  /** Branch, roster, activities and the rest: they would stand twice, and go into the trash of this device. */
  others: number;
}

/** What the person chose to bring along. What is not chosen stays on this device, as it is. */
export interface Choice {
  clips: boolean;
  study: boolean;
  reflections: boolean;
  /** Of the space of a company: the branch here is one of that company, and what it answered goes on there. */
  adopt?: boolean;
}

/** Kinds that are not cleared away: what people made for themselves, and what data protection rests on. */
const KEPT: readonly KindName[] = ['clip', 'lesson', 'studyLog', 'reflection', 'erasure'];

/** So many records are written in one commit. */
const BATCH = 200;

/** Counts {@link OwnRecords} for somebody who would be `member`. */
export async function ownRecords(ledger: Ledger, member: string): Promise<OwnRecords> {
  const mine = await ownOf(ledger);
  const others = await Promise.all(
    KIND_NAMES.filter((kind) => !KEPT.includes(kind)).map((kind) => ledger.count(kind)),
  );
  const counts = {
    clips: mine.clips.length + mine.lessons.length,
    study: mine.study.length,
    reflections: mine.reflections.filter(({ fields }) => !fields.sharedOn).length,
    shared: mine.reflections.filter(({ fields }) => fields.sharedOn).length,
    others: others.reduce((sum, count) => sum + count, 0),
  };
  const isEmpty = Object.values(counts).every((count) => count === 0);
  const way = isEmpty ? 'empty' : ledger.me?.member === member ? 'same' : 'apart';
  return { way, ...counts };
}

/** Number of records that are here, of all kinds. */
export const recordsHere = async (ledger: Ledger): Promise<number> =>
  (await Promise.all(KIND_NAMES.map((kind) => ledger.count(kind)))).reduce((sum, count) => sum + count, 0);

async function ownOf(ledger: Ledger) {
  const me = ledger.me?.member ?? '';
  const [clips, lessons, study, reflections] = await Promise.all([
    ledger.list('clip'),
    ledger.list('lesson'),
    ledger.list('studyLog'),
    ledger.list('reflection'),
  ]);
  const isMine = ({ fields }: { fields: { member: string } }): boolean => fields.member === me;
  return { clips, lessons, study: study.filter(isMine), reflections: reflections.filter(isMine) };
}

/** The records that go along, each with the id under which it goes on in the branch. */
export async function planToBring(
  ledger: Ledger,
  role: SpaceRole,
  choice: Choice,
): Promise<[old: string, id: string][]> {
  // A reviewer may write no such record.
  if (role === 'reviewer') return [];
  const { clips, lessons, study, reflections } = await ownOf(ledger);
  const chosen: Rec[] = [
    ...(choice.clips ? [...clips, ...lessons] : []),
    ...(choice.study ? study : []),
    ...(choice.reflections ? reflections : []),
  ];
  return chosen.map(({ id }) => [id, newId()]);
}

/**
 * Clears away what the branch has already: the own branch, roster, activities and the rest go into the trash. What is
 * not brought along and is this person's own becomes the member's it is now. Repeating it changes nothing.
 */
export async function clearForJoining(
  ledger: Ledger,
  member: string,
  bring: readonly (readonly [string, string])[],
): Promise<void> {
  const before = ledger.me?.member ?? '';
  const brought = new Set(bring.map(([old]) => old));
  const writes: Write[] = [];
  for (const kind of KIND_NAMES) {
    if (KEPT.includes(kind)) continue;
    for (const record of await ledger.list(kind)) writes.push(remove(record as Rec));
  }
  for (const kind of ['studyLog', 'reflection'] as const) {
    for (const record of await ledger.list(kind)) {
      if (brought.has(record.id) || record.fields.member === member) continue;
      if (record.fields.member === before) writes.push(change(record as Rec<typeof kind>, { member }));
      else writes.push(remove(record as Rec));
    }
  }
  await inBatches(ledger, writes, 'joinClear');
}

/**
 * Writes what goes along as new records of the branch, by the member that this profile is now; what it came from goes
 * into the trash with its history. Repeating it goes on where it ended.
 */
export async function bringAlong(
  ledger: Ledger,
  member: string,
  bring: readonly (readonly [string, string])[],
): Promise<void> {
  const ids = new Map(bring);
  const titles = new Map((await ledger.list('clip')).map(({ id, fields }) => [id, fields.title]));
  const writes: Write[] = [];
  for (const [old, id] of bring) {
    const record = await ledger.find(old);
    if (!record || record.deleted || (await ledger.find(id))) continue;
    const fields = asMember(record, member, ids, titles);
    if (!fields) continue;
    writes.push(create(record.kind, fields as never, id), remove(record));
  }
  await inBatches(ledger, writes, 'joinBring');
}

/** The fields of a record as they are in the branch. */
function asMember(
  record: Rec,
  member: string,
  ids: ReadonlyMap<string, string>,
  titles: ReadonlyMap<string, string>,
): Record<string, unknown> | undefined {
  const { clip, meeting, ...fields } = record.fields as Record<string, unknown>;
  const old = fields.enteredBy;
  const own: Record<string, unknown> = { ...fields, ...(old ? { enteredBy: member } : {}) };
  const kept = typeof clip === 'string' ? ids.get(clip) : undefined;
  if (kept) own.clip = kept;
  if (record.kind === 'clip') {
    // What stands on a month's list was decided for another branch.
    for (const name of ['listMonth', 'lists', 'aims']) delete own[name];
    return own;
  }
  // Without its passage's text nothing is left of a lesson.
  if (record.kind === 'lesson') return kept ? own : undefined;
  own.member = member;
  if (record.kind !== 'studyLog') return own;
  if (!kept && !own.subject) own.subject = (clip && titles.get(String(clip))) || undefined;
  if (own.state !== 'returned') {
    // Confirmed by herself, or by somebody whom the branch does not know: it is for the branch to confirm.
    own.state = 'declared';
    delete own.decidedBy;
    delete own.decidedOn;
  }
  void meeting;
  return own;
}

async function inBatches(ledger: Ledger, writes: readonly Write[], label: string): Promise<void> {
  for (let start = 0; start < writes.length; start += BATCH) {
    await ledger.commit(writes.slice(start, start + BATCH), { label });
  }
}
