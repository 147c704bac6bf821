import { currentBranch } from '../branch/branch';
import { change, type CommitResult, type Ledger, type Rec, renew } from '../ledger';
import { addMonths } from '../rules/calendar';
import { developmentInForce } from '../rulebook/whole-packs';
import { evaluateSteps, type StepFinding, type StepMark } from '../rules/deadlines';
import type { Source } from '../rules/pack';
import { planPack } from '../rules/plan-pack';
import { planItemId } from './item';
import { caseSteps, contactRun, electionRuns, memberRuns } from './runs';

/** A step with the name of whom it is about; the branch's own steps have none. */
export interface DeadlineLine extends StepFinding {
  name?: string;
  /** Screen of the person, of the case or of the branch. */
  to: string;
  /** Documents that its basis names. */
  sources: Record<string, Source>;
  /** True when the record itself settles it, and not a tick here. */
  fixed: boolean;
}

/** Months around today in which ticks and moved steps are looked for. */
const AROUND = 15;

/** Every step that runs for the branch and its people, earliest first; those without a date at the end. */
export async function deadlines(ledger: Ledger, today: string): Promise<DeadlineLine[]> {
  const [pack, rules, branch, members, cases, followed, items] = await Promise.all([
    planPack(),
    developmentInForce(ledger),
    currentBranch(ledger),
    ledger.list('member'),
    ledger.linked('developmentCase:open', 'developmentCase'),
    ledger.linked('floatingRecord:open', 'floatingRecord'),
    ledger.list('planItem', { from: addMonths(today, -AROUND), to: addMonths(today, AROUND) }),
  ]);
  if (!branch) return [];
  const title = pack.tracks.find((track) => track.id === 'development')?.title ?? rules.title;
  const caseOf = new Map(cases.map((record) => [record.fields.member, record]));
  const names = new Map(members.map((member) => [member.id, member.fields.name]));
  const away = new Set(followed.flatMap((record) => record.fields.member ?? []));
  const marks = items.flatMap(markOf);
  const lines = (
    found: readonly StepFinding[],
    rest: Pick<DeadlineLine, 'name' | 'to' | 'sources' | 'fixed'>,
  ): DeadlineLine[] => found.map((finding) => ({ ...finding, ...rest }));
  const all = lines(evaluateSteps(pack, electionRuns(pack, branch), marks, today), {
    to: '/branch',
    sources: pack.sources,
    fixed: false,
  });
  for (const member of members) {
    const open = caseOf.get(member.id);
    const { name } = member.fields;
    all.push(
      ...lines(evaluateSteps(pack, memberRuns(member, open, away.has(member.id)), marks, today), {
        name,
        to: open ? `/branch/development/${open.id}` : `/branch/member/${member.id}`,
        sources: pack.sources,
        fixed: false,
      }),
    );
    if (!open || member.fields.leftOn) continue;
    all.push(
      ...lines(caseSteps(rules, open, today, title), {
        name,
        to: `/branch/development/${open.id}`,
        sources: rules.sources,
        fixed: true,
      }),
    );
  }
  for (const record of followed) {
    all.push(
      ...lines(evaluateSteps(pack, [contactRun(record)], [], today), {
        name: names.get(record.fields.member ?? '') ?? record.fields.name,
        to: '/branch/floating',
        sources: pack.sources,
        fixed: true,
      }),
    );
  }
  const key = (line: DeadlineLine): string => line.due ?? '9';
  return all.sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
}

function markOf({ id, fields }: Rec<'planItem'>): StepMark[] {
  const { task, subject, cycle, on, doneOn } = fields;
  return task && subject && cycle ? [{ id, task, subject, cycle, on, doneOn }] : [];
}

/** Id of what the ledger keeps of a step: two people who tick it off meet on it. */
export const stepId = (step: Pick<StepFinding, 'task' | 'subject' | 'cycle'>): string =>
  planItemId('step', step.task, step.subject, step.cycle ?? '');

/**
 * Ticks a step off on a day, takes the tick away (`doneOn: null`), or moves it to another day. The step becomes an
 * item of the plan with that.
 */
export async function markStep(
  ledger: Ledger,
  step: StepFinding,
  mark: { doneOn?: string | null; on?: string },
): Promise<CommitResult> {
  const id = stepId(step);
  const label = mark.on ? 'planMove' : mark.doneOn ? 'planTick' : 'planUntick';
  const record = await ledger.get('planItem', id);
  if (record) return ledger.commit([change(record, mark)], { label });
  const thrownAway = (await ledger.find(id)) as Rec<'planItem'> | undefined;
  const write = renew(
    thrownAway,
    'planItem',
    {
      on: mark.on ?? step.due ?? mark.doneOn ?? '',
      task: step.task,
      subject: step.subject,
      cycle: step.cycle,
      doneOn: mark.doneOn ?? undefined,
    },
    id,
  );
  return ledger.commit([write], { label });
}
