import { branchFacts, currentBranch } from '../branch/branch';
import type { Ledger } from '../ledger';
import { pressingFindings } from '../life/due';
import { WEEK } from '../life/today';
import { currentLanguage } from '../i18n';
import { addDays, addMonths, daysBetween } from '../rules/calendar';
import type { CadenceFinding } from '../rules/cadence';
import { packText } from '../rules/pack';
import { periodRange } from '../rules/periods';
import { planPack } from '../rules/plan-pack';
import { deadlines, type DeadlineLine } from './deadlines';
import { heldFacts } from './held';
import { taskCovers } from './task-cover';
import { linesOf, type PlanLine } from './year';
import { planTitle } from './words';

/** One thing of the plan or of the deadlines that asks for somebody. */
export interface WatchRow {
  key: string;
  day: string;
  title: string;
  /** Whose it is: a person of the roster, or a Party group. */
  name?: string;
  late: boolean;
  /** Where it is opened. */
  to: string;
  /** Where it is started, for an activity that is planned. */
  start?: string;
  step?: DeadlineLine;
}

/** Days back in which a planned activity that nobody recorded is still asked about. */
const BACK = 31;

/**
 * What is planned for the days up to `until` and not there yet, what passed its planned day, and the steps that are
 * over or due by then; by day. Activities are known from the index alone.
 */
export async function watchRows(ledger: Ledger, today: string, until: string): Promise<WatchRow[]> {
  const [pack, lines, steps] = await Promise.all([
    planPack(),
    openItems(ledger, today, until),
    deadlines(ledger, today),
  ]);
  const planned = lines.map(({ record, state, group, cover }): WatchRow => {
    const { fields } = record;
    const isTask = !Object.keys(fields.types ?? {}).length;
    return {
      key: record.id,
      day: fields.on,
      title: planTitle(pack, fields),
      name: group,
      late: state === 'late',
      to: cover?.to ?? `/plan/item/${record.id}`,
      start: isTask ? undefined : `/life/new?plan=${record.id}`,
    };
  });
  const due = steps.flatMap((step): WatchRow[] =>
    step.step && step.due && step.due <= until && (step.state === 'over' || step.state === 'soon')
      ? [
          {
            key: `${step.task} ${step.subject} ${step.cycle ?? ''}`,
            day: step.due,
            title: stepWords(step, today),
            name: step.name,
            late: step.state === 'over',
            to: step.fixed ? step.to : '/deadlines',
            step,
          },
        ]
      : [],
  );
  return [...planned, ...due].sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
}

/** What is to be done, or how long nothing was, where the pack has words for that. */
function stepWords({ step, state, cycle }: DeadlineLine, today: string): string {
  if (!step) return '';
  const isLong = state === 'over' && step.overdue && cycle;
  const text = packText(isLong ? (step.overdue ?? step.title) : step.title, currentLanguage());
  return isLong ? text.replace('{days}', String(daysBetween(cycle, today))) : text;
}

/** Items that are not satisfied: planned up to a day, or past their day within the last month. */
async function openItems(
  ledger: Ledger,
  today: string,
  until: string,
): Promise<(PlanLine & { group?: string })[]> {
  const branch = await currentBranch(ledger);
  if (!branch) return [];
  const facts = await branchFacts(ledger, branch);
  const { groups } = facts;
  // Items around are read too: an activity that satisfies one of them must not satisfy a second.
  const from = addMonths(today, -12).slice(0, 7);
  const to = addMonths(today, 12).slice(0, 7);
  const [items, held] = await Promise.all([
    ledger.list('planItem', { from, to }),
    heldFacts(
      ledger,
      { from, to },
      groups.map((group) => group.id),
      today,
    ),
  ]);
  const own = items.filter((item) => !item.fields.subject);
  const asked = own.filter(
    ({ fields }) => !fields.doneOn && fields.on <= until && fields.on >= addDays(today, -BACK),
  );
  const covers = await taskCovers(ledger, asked, today);
  return linesOf(own, held, { branch: facts, covers, today })
    .filter(({ state, record }) => {
      if (state === 'planned') return record.fields.on <= until;
      return state === 'late' && record.fields.on >= addDays(today, -BACK);
    })
    .map((line) => ({ ...line, group: groups.find((group) => group.id === line.record.fields.group)?.name }));
}

/** What is overdue or has to be done within the week, of everything: the number on the badge and its lists. */
export interface Due {
  findings: CadenceFinding[];
  rows: WatchRow[];
  count: number;
}

/**
 * Everything that the badge counts: what the cadence rules press for, open days of records, steps that are over or
 * due within the week, and planned activities of today or past their day that no rule presses for already.
 */
export async function everythingDue(ledger: Ledger, today: string): Promise<Due> {
  const soon = addDays(today, WEEK);
  const [findings, records, rows] = await Promise.all([
    pressingFindings(ledger, today),
    ledger.countDue(soon),
    watchRows(ledger, today, soon),
  ]);
  const items = await ledger.getMany(
    'planItem',
    rows.flatMap((row) => (row.step ? [] : [row.key])),
  );
  const types = new Map(items.map((item) => [item.id, Object.keys(item.fields.types ?? {})]));
  const asking = rows.filter((row) => {
    if (row.step) return true;
    if (row.day > today) return false;
    const own = types.get(row.key) ?? [];
    return !findings.some((finding) => {
      const range = periodRange(finding.period);
      return (
        range &&
        row.day >= range.from &&
        row.day <= range.to &&
        finding.types.some((type) => own.includes(type))
      );
    });
  });
  return { findings, rows: asking, count: findings.length + records + asking.length };
}
