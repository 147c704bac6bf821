import type { ItemRecord } from '../governance/checklist';
import {
  asSeen,
  change,
  type CommitResult,
  create,
  type HistoryStep,
  type Ledger,
  type Partially,
  type Rec,
  remove,
  type Seen,
} from '../ledger';
import { Fault } from '../records/fault';
import type { EvidenceEntry } from '../records/governance';
import { type CivilDate, isCivilDate } from '../rules/calendar';
import { independenceOf } from './independence';
import { type Rights, rightsFor } from './rights';

export type Finding = Rec<'finding'>;

/** What a reviewer finds wrong. */
export interface NewFinding {
  problem: string;
  risk?: 'high' | 'medium' | 'low';
  /** Civil date. */
  foundOn: string;
  /** Member id or free name of who puts it right. */
  owner?: string;
  dueOn?: string;
}

/** What this person may do with a finding. */
export interface FindingRights {
  /** Words it, judges its risk, takes it away: whoever reviews. */
  words: boolean;
  /** Says who puts it right, how and until when, proves it and declares it: whoever answers the checklist, and its owner. */
  handles: boolean;
  /** Looks again at what was declared: whoever reviews. */
  looks: boolean;
}

/** Reads {@link FindingRights} of a finding. A reviewer from outside handles none, also where it is in their name. */
export function findingRights(rights: Rights, { fields }: Finding, me: string): FindingRights {
  const owns = me !== '' && fields.owner === me && rights.role !== 'reviewer';
  return {
    words: rights.reviews,
    handles: rights.answers || owns,
    looks: rights.reviews && fields.state !== 'open',
  };
}

async function may(ledger: Ledger, finding: Finding, what: keyof FindingRights): Promise<void> {
  const rights = await rightsFor(ledger, finding.fields.companyId);
  if (!findingRights(rights, finding, ledger.me?.member ?? '')[what]) throw new Fault('E946');
}

async function load(ledger: Ledger, id: string): Promise<Finding> {
  const found = await ledger.get('finding', id);
  if (!found) throw new Fault('E415');
  return found;
}

/**
 * Writes a finding of the review down; what follows of it is kept with the finding itself. Throws E999 without a
 * problem, E946 for whoever does not review.
 */
export async function createFinding(
  ledger: Ledger,
  item: ItemRecord,
  found: NewFinding,
  options: { draft?: string } = {},
): Promise<string> {
  const problem = found.problem.trim();
  if (!problem) throw new Fault('E999');
  const { companyId } = item.fields;
  if (!(await rightsFor(ledger, companyId)).reviews) throw new Fault('E946');
  const foundBy = ledger.me?.member;
  const write = create('finding', { ...found, problem, companyId, item: item.id, foundBy, state: 'open' });
  await ledger.commit([write], { label: 'findingAdd', ...options });
  return write.id;
}

/** What a finding is put right by, as typed; empty removes. */
export interface FindingPlan {
  owner: string;
  dueOn: string;
  measure: string;
}

const orNull = (text: string): string | null => text.trim() || null;

/** 整改安排: owner, day and measure. Throws E415, E946. */
export async function planFinding(
  ledger: Ledger,
  id: string,
  plan: FindingPlan,
  options: { seen?: Seen; draft?: string } = {},
): Promise<CommitResult> {
  const finding = await load(ledger, id);
  const rights = await rightsFor(ledger, finding.fields.companyId);
  const { handles, words } = findingRights(rights, finding, ledger.me?.member ?? '');
  // Whoever raises it may say in whose hands it lies and until when; how it is put right is not theirs to say.
  if (!handles && !words) throw new Fault('E946');
  const fields: Partially<'finding'> = { owner: orNull(plan.owner), dueOn: orNull(plan.dueOn) };
  if (handles) fields.measure = orNull(plan.measure);
  return ledger.commit([change(asSeen(finding, options.seen), fields)], {
    label: 'findingPlan',
    draft: options.draft,
  });
}

/** Words the finding anew, or judges its risk otherwise. Throws E415, E946, E999. */
export async function wordFinding(
  ledger: Ledger,
  id: string,
  said: { problem: string; risk: 'high' | 'medium' | 'low' | null },
  options: { seen?: Seen; draft?: string } = {},
): Promise<CommitResult> {
  const finding = await load(ledger, id);
  await may(ledger, finding, 'words');
  const problem = said.problem.trim();
  if (!problem) throw new Fault('E999');
  return ledger.commit([change(asSeen(finding, options.seen), { problem, risk: said.risk })], {
    label: 'findingWord',
    draft: options.draft,
  });
}

/** A day that has come. Throws E414. */
function past(day: string, today: CivilDate): string {
  if (!isCivilDate(day) || day > today) throw new Fault('E414');
  return day;
}

/** 已整改: what was done, and on which day. Throws E414, E415, E946, E998 when it is closed, E999 without words. */
export async function declareFinding(
  ledger: Ledger,
  id: string,
  done: { on: string; result: string; today: CivilDate },
  options: { seen?: Seen; draft?: string } = {},
): Promise<CommitResult> {
  const finding = await load(ledger, id);
  await may(ledger, finding, 'handles');
  if (finding.fields.state === 'closed') throw new Fault('E998');
  const result = done.result.trim();
  if (!result) throw new Fault('E999');
  const fields: Partially<'finding'> = {
    state: 'done',
    doneOn: past(done.on, done.today),
    doneBy: ledger.me?.member ?? null,
    result,
  };
  return ledger.commit([change(asSeen(finding, options.seen), fields)], {
    label: 'findingDone',
    draft: options.draft,
  });
}

/** Takes 已整改 back before anybody looked again. Throws E415, E946, E998. */
export async function undeclareFinding(ledger: Ledger, id: string): Promise<CommitResult> {
  const finding = await load(ledger, id);
  await may(ledger, finding, 'handles');
  if (finding.fields.state !== 'done') throw new Fault('E998');
  return ledger.commit([change(finding, { state: 'open', doneOn: null, doneBy: null })], {
    label: 'findingUndone',
  });
}

/** Adds, changes or (null) takes away a proof of a finding. Throws E415, E946. */
export async function proveFinding(
  ledger: Ledger,
  id: string,
  proof: string,
  entry: EvidenceEntry | null,
  options: { draft?: string } = {},
): Promise<CommitResult> {
  const finding = await load(ledger, id);
  await may(ledger, finding, 'handles');
  return ledger.commit([change(finding, { proof: { [proof]: entry } })], {
    label: entry ? 'findingProof' : 'findingProofOff',
    ...options,
  });
}

/** Why a second look is not independent: has a hand in putting it right, is its owner, or answered or submitted the item. */
export type LookBound = 'handled' | 'owner' | 'answered' | 'submitted';

/** Fields of a finding that are set by whoever puts it right. */
const HANDLED = ['measure', 'result', 'doneOn', 'doneBy', 'proof'];

/** Whether this person can look again as somebody who had no hand in it; by the histories of finding and item. */
export async function lookIndependence(
  ledger: Ledger,
  { id, fields }: Finding,
): Promise<{ independent: boolean; why?: LookBound }> {
  const me = ledger.me?.member ?? '';
  const touched = ({ field, by, value }: HistoryStep): boolean =>
    by === me && (HANDLED.includes(field.split('/')[0] ?? '') || (field === 'state' && value === 'done'));
  if ((await ledger.historyOf(id)).some(touched)) return { independent: false, why: 'handled' };
  if (fields.owner === me) return { independent: false, why: 'owner' };
  return independenceOf(ledger, fields.item);
}

/**
 * 回头看: confirms what was declared, or says why it is not put right, which opens it again. Whether it is independent
 * is found out here and kept with it. Throws E414, E415, E946, E998 while nothing was declared, E999 without words.
 */
export async function lookAgain(
  ledger: Ledger,
  id: string,
  look: { on: string; confirmed: boolean; text: string; today: CivilDate },
  options: { seen?: Seen; draft?: string } = {},
): Promise<CommitResult> {
  const finding = await load(ledger, id);
  if (finding.fields.state === 'open') throw new Fault('E998');
  await may(ledger, finding, 'looks');
  const text = look.text.trim();
  if (!text) throw new Fault('E999');
  const { independent } = await lookIndependence(ledger, finding);
  const fields: Partially<'finding'> = {
    state: look.confirmed ? 'closed' : 'open',
    reviewedOn: past(look.on, look.today),
    review: text,
    reviewedBy: ledger.me?.member ?? null,
    independent,
  };
  return ledger.commit([change(asSeen(finding, options.seen), fields)], {
    label: look.confirmed ? 'findingClose' : 'findingReopen',
    draft: options.draft,
  });
}

/** Puts a finding in the trash. Throws E415, E946. */
export async function removeFinding(ledger: Ledger, id: string): Promise<CommitResult> {
  const finding = await load(ledger, id);
  await may(ledger, finding, 'words');
  return ledger.commit([remove(finding)], { label: 'findingRemove' });
}

/** Findings of an item, oldest first. */
export const findingsOf = async (ledger: Ledger, item: string): Promise<Finding[]> =>
  (await ledger.linked(item, 'finding')).sort((a, b) => (a.fields.foundOn < b.fields.foundOn ? -1 : 1));

/** Findings that are not put right, as they are signed with a review. */
export const signedFindings = (
  findings: readonly Finding[],
): { id: string; problem: string; risk?: string; due?: string }[] =>
  findings
    .filter(({ fields }) => fields.state === 'open')
    .map(({ id, fields }) => ({
      id,
      problem: fields.problem,
      ...(fields.risk ? { risk: fields.risk } : {}),
      ...(fields.dueOn ? { due: fields.dueOn } : {}),
    }));
