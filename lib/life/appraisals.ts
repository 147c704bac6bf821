import { v5 } from 'uuid';
import {
  asSeen,
  change,
  create,
  type Ledger,
  type Rec,
  renew,
  type Seen,
  seenOf,
  type Write,
} from '../ledger';
import type { Appraisal } from '../records';
import { type Grade, GRADES } from '../records/appraisal';
import { Fault } from '../records/fault';
import { isCivilDate } from '../rules/calendar';
import type { LifePack } from '../rules/pack';

/** Where ids of evaluations come from. Fixed for ever: a change would give every member a second record. */
const NAMESPACE = '2c1c9f43-6d0e-5f0a-8b1f-7f6f0d6b9a31';

/** Id of the record of one member and year: the same on every device. */
export const appraisalId = (member: string, year: string): string => v5(`${member}|${year}`, NAMESPACE);

/** One member's line of the form. Plain JSON; empty text = not entered. */
export interface AppraisalLine {
  self: Grade | '';
  /** Ballots as typed, by grade. */
  votes: Record<Grade, string>;
  grade: Grade | '';
  /** `YYYY-MM-DD`, or empty. */
  feedbackOn: string;
  /** The record as it was loaded; absent when there is none yet. */
  base?: Seen;
}

const noVotes = (): Record<Grade, string> => ({ excellent: '', qualified: '', basic: '', unqualified: '' });

/** The form's line for a member: as stored, or with nothing in it. */
export function lineOf(record: Rec<'appraisal'> | undefined): AppraisalLine {
  if (!record) return { self: '', votes: noVotes(), grade: '', feedbackOn: '' };
  const { fields } = record;
  const votes = noVotes();
  for (const grade of GRADES) if (fields[grade] !== undefined) votes[grade] = String(fields[grade]);
  return {
    self: fields.self ?? '',
    votes,
    grade: fields.grade ?? '',
    feedbackOn: fields.feedbackOn ?? '',
    base: seenOf(record),
  };
}

/** Evaluations of a year, by member id. */
export async function appraisalsOf(ledger: Ledger, year: string): Promise<Map<string, Rec<'appraisal'>>> {
  const found = await ledger.linked(`appraisal:${year}`, 'appraisal');
  return new Map(found.map((record) => [record.fields.member, record]));
}

/** A number of ballots as typed; undefined when empty. Throws E280 when it is no whole number from 0 on. */
function ballots(text: string, name: string): number | undefined {
  const clean = text.trim();
  if (!clean) return undefined;
  if (!/^\d{1,5}$/.test(clean) || Number(clean) > 10_000) throw new Fault('E280', { name, value: clean });
  return Number(clean);
}

/**
 * Stores the form of a year in one commit: lines that say something, and those that were changed. `nameOf` names a
 * member in a fault. Throws E280 (a number of ballots that is none), E281 (a feedback day that is none).
 */
export async function saveAppraisals(
  ledger: Ledger,
  year: string,
  lines: Readonly<Record<string, AppraisalLine>>,
  options: { meeting?: string; draftId?: string; nameOf: (id: string) => string; also?: readonly Write[] },
): Promise<{ n?: number; count: number; concurrent: number }> {
  const stored = await appraisalsOf(ledger, year);
  const writes: Write[] = [];
  for (const [member, line] of Object.entries(lines)) {
    const name = options.nameOf(member);
    if (line.feedbackOn && !isCivilDate(line.feedbackOn)) throw new Fault('E281', { name });
    const said = {
      self: line.self || undefined,
      excellent: ballots(line.votes.excellent, name),
      qualified: ballots(line.votes.qualified, name),
      basic: ballots(line.votes.basic, name),
      unqualified: ballots(line.votes.unqualified, name),
      grade: line.grade || undefined,
      feedbackOn: line.feedbackOn || undefined,
    };
    const known = stored.get(member) ?? (await thrownAway(ledger, member, year));
    const write = writeOf(member, year, line, said, known, options.meeting);
    if (write && Object.keys(write.set).length) writes.push(write);
  }
  const result = await ledger.commit(writes.length ? [...writes, ...(options.also ?? [])] : [], {
    label: 'appraisalSave',
    draft: options.draftId,
  });
  return { n: result.n, count: writes.length, concurrent: result.concurrent.length };
}

const thrownAway = async (
  ledger: Ledger,
  member: string,
  year: string,
): Promise<Rec<'appraisal'> | undefined> =>
  (await ledger.find(appraisalId(member, year))) as Rec<'appraisal'> | undefined;

function writeOf(
  member: string,
  year: string,
  line: AppraisalLine,
  said: Partial<Appraisal>,
  record: Rec<'appraisal'> | undefined,
  meeting: string | undefined,
): Write | undefined {
  const filled = Object.values(said).some((value) => value !== undefined);
  const id = appraisalId(member, year);
  if (!line.base) {
    if (!filled) return undefined;
    const fields = { member, year, meeting, ...said };
    if (record?.deleted) return renew(record, 'appraisal', fields, id);
    // Somebody else may have entered this member meanwhile: nothing of it was seen, and so it is reported.
    return { ...create('appraisal', fields, id), base: {} };
  }
  if (!record) return undefined;
  const fields = Object.fromEntries(Object.entries(said).map(([name, value]) => [name, value ?? null]));
  return change(asSeen(record, line.base), fields);
}

/** How many members were given each grade. Counts alone: nobody is ranked, and no list is ordered by them. */
export function gradeCounts(
  lines: Iterable<Pick<AppraisalLine, 'grade'>>,
): Record<Grade, number> & { graded: number } {
  const counts = { excellent: 0, qualified: 0, basic: 0, unqualified: 0, graded: 0 };
  for (const { grade } of lines) {
    if (!grade) continue;
    counts[grade] += 1;
    counts.graded += 1;
  }
  return counts;
}

/** Whether 优秀 exceed the usual share of those who take part, and how many that share allows. A note, no limit. */
export function excellentNote(
  pack: Pick<LifePack, 'appraisal'>,
  excellent: number,
  evaluated: number,
): { over: boolean; most: number } {
  const [of, parts] = pack.appraisal.excellentShare;
  return { over: excellent * parts > evaluated * of, most: Math.floor((evaluated * of) / parts) };
}

/** The number of papers of a line; undefined when no ballot was entered or one of them is no number. */
export function paperCount(line: Pick<AppraisalLine, 'votes'>): number | undefined {
  const given = Object.values(line.votes).filter((text) => text.trim());
  if (!given.length || !given.every((text) => /^\d+$/.test(text.trim()))) return undefined;
  return given.reduce((sum, text) => sum + Number(text), 0);
}

/**
 * Members whose ballots do not add up to what those of most members add up to: a slip of the count, or a paper left
 * blank. Shown to be looked at.
 */
export function unevenBallots(lines: Readonly<Record<string, AppraisalLine>>): {
  usual?: number;
  members: string[];
} {
  const counts = Object.entries(lines).flatMap(([member, line]) => {
    const count = paperCount(line);
    return count === undefined ? [] : [{ member, count }];
  });
  const often = new Map<number, number>();
  for (const { count } of counts) often.set(count, (often.get(count) ?? 0) + 1);
  const usual = [...often].sort((a, b) => b[1] - a[1] || b[0] - a[0])[0]?.[0];
  return { usual, members: counts.filter(({ count }) => count !== usual).map(({ member }) => member) };
}
