import { asSeen, change, type CommitResult, type Ledger, type Rec, remove, type Seen } from '../ledger';
import type { DuesBase, Member } from '../records';
import type { DuesStep, DuesWay } from '../records/dues';
import { Fault } from '../records/fault';
import { isCivilDate } from '../rules/calendar';
import { firstMonth, stepOf } from '../rules/dues';
import { duesBaseId } from './ids';
import { wholeWrite } from './write';

/** What is fixed for one member at the start of a year. */
export interface BaseEntry {
  member: string;
  /** Month from which it holds, `01` to `12`. */
  from: string;
  step: DuesStep;
}

/** Empty texts are absent. */
function cleanStep(step: DuesStep): DuesStep {
  const text = (value: string | undefined): string | undefined => value?.trim() || undefined;
  return {
    fen: step.fen,
    way: step.way,
    band: step.band,
    base: step.base,
    reason: text(step.reason),
    relief: step.relief,
    approver: step.relief ? text(step.approver) : undefined,
    approvedOn: step.relief ? text(step.approvedOn) : undefined,
  };
}

/**
 * Throws E430 (not an amount), E433 (a month that is none), E434 (less or nothing is paid without a reason or
 * without saying who approved it), E431 (the day of the approval is no day).
 */
function checkStep(from: string, step: DuesStep): void {
  if (!Number.isSafeInteger(step.fen) || step.fen < 0) throw new Fault('E430');
  if (!/^(0[1-9]|1[0-2])$/.test(from)) throw new Fault('E433');
  if (step.relief && (!step.reason || !step.approver)) throw new Fault('E434');
  if (step.approvedOn && !isCivilDate(step.approvedOn)) throw new Fault('E431');
}

/**
 * Fixes the dues of a year for any number of members in one commit (年初核定). Members who have an amount for the
 * year are left alone and named in `already`: their amount changes by {@link changeBase} with a reason. Throws E435
 * when there is nothing to fix, and as {@link checkStep}.
 */
export async function fixBases(
  ledger: Ledger,
  year: number,
  entries: readonly BaseEntry[],
  options: { draft?: string } = {},
): Promise<CommitResult & { already: string[] }> {
  const already: string[] = [];
  const writes = [];
  for (const { member, from, step } of entries) {
    const clean = cleanStep(step);
    checkStep(from, clean);
    const id = duesBaseId(member, year);
    if (await ledger.get('duesBase', id)) {
      already.push(member);
      continue;
    }
    writes.push(await wholeWrite(ledger, 'duesBase', id, { member, year, steps: { [from]: clean } }));
  }
  if (!writes.length) throw new Fault('E435');
  const result = await ledger.commit(writes, { label: 'duesFix', ...options });
  return { ...result, already };
}

/**
 * Changes what a member pays from a month on, with a reason; what was fixed for the months before stays. The months
 * after follow until the next step. Throws E432 (no reason), E436 (nothing was fixed yet), and as the first fixing.
 */
export async function changeBase(
  ledger: Ledger,
  record: Rec<'duesBase'> | undefined,
  from: string,
  step: DuesStep,
  options: { seen?: Seen; draft?: string } = {},
): Promise<CommitResult> {
  if (!record) throw new Fault('E436');
  const clean = cleanStep(step);
  if (!clean.reason) throw new Fault('E432');
  checkStep(from, clean);
  const write = change(asSeen(record, options.seen), { steps: { [from]: clean } });
  return ledger.commit([write], { label: 'duesChange', draft: options.draft });
}

/**
 * Records the amounts that the rule itself wants worked out anew (年薪制 by the month, 不按月取酬 by the quarter) for
 * any number of members, from a month on, in one commit. `reason` is the rule in words. Throws E435 (nothing to
 * record), E436 (a member without an amount for the year), and as {@link fixBases}.
 */
export async function renewBases(
  ledger: Ledger,
  year: number,
  entries: readonly BaseEntry[],
  options: { reason: string; draft?: string },
): Promise<CommitResult> {
  if (!entries.length) throw new Fault('E435');
  const writes = [];
  for (const { member, from, step } of entries) {
    const record = await ledger.get('duesBase', duesBaseId(member, year));
    if (!record) throw new Fault('E436');
    const clean = cleanStep({ ...step, reason: step.reason || options.reason });
    checkStep(from, clean);
    writes.push(change(record, { steps: { [from]: clean } }));
  }
  return ledger.commit(writes, { label: 'duesChange', draft: options.draft });
}

/** Takes one change of the year back; the last one left goes to the trash with its record. */
export function dropStep(ledger: Ledger, record: Rec<'duesBase'>, from: string): Promise<CommitResult> {
  const left = Object.keys(record.fields.steps).filter((month) => month !== from);
  const write = left.length ? change(record, { steps: { [from]: null } }) : remove(record);
  return ledger.commit([write], { label: 'duesChange' });
}

/** A proposal for the fixing of a year: last year's amount and way, else nothing but the usual way. */
export interface BaseProposal {
  way: DuesWay;
  fen?: number;
  band?: string;
  from: string;
  /** True when amount and way are last year's. */
  carried: boolean;
}

/**
 * What the fixing screen starts from for one member: the amount of last December. An amount that was reduced or
 * waived is not proposed again, since each relief needs its own approval; the way of being paid is.
 */
export function proposeBase(
  member: Pick<Member, 'category' | 'joinedOn' | 'inBranchFrom' | 'leftOn'>,
  year: number,
  last: Pick<DuesBase, 'steps'> | undefined,
): BaseProposal {
  const from = firstMonth(member, year)?.slice(5) ?? '01';
  const step = last && stepOf(last, '12')?.step;
  if (!step) return { way: 'monthly', from, carried: false };
  if (step.relief) return { way: step.way, from, carried: false };
  return { way: step.way, fen: step.fen, band: step.band, from, carried: true };
}
