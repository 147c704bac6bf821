import { branchFacts, currentBranch } from '../branch/branch';
import { calendarFile, type CalendarEvent } from '../exchange/ics';
import { currentLanguage, t } from '../i18n';
import { type Ledger, type Rec, stampTime } from '../ledger';
import { packText } from '../rules/pack';
import { planPack, type PlanPack } from '../rules/plan-pack';
import { openProblems } from '../governance/rectification-register';
import { deadlines, stepId } from './deadlines';
import { planTitle, taskOf } from './words';

/** Names the calendar entries of this product; part of every UID, so it never changes. */
const HOST = 'branch-sidebook';
/** SEQUENCE counts seconds from here: it grows with every change, and fits the 31 bits that calendars keep. */
const EPOCH = Date.UTC(2025, 0, 1);

/** A number that is the same while a record is, and higher after every change of it. */
const sequenceOf = (...stamps: (string | undefined)[]): number =>
  Math.max(0, ...stamps.map((stamp) => (stamp ? Math.floor((stampTime(stamp) - EPOCH) / 1000) : 0)));

/**
 * The plan of a year and all open deadlines as a calendar file. UIDs are those of the records, so that a calendar
 * that imports the file again updates its entries; what was put in the trash is marked as cancelled.
 */
export async function planCalendar(
  ledger: Ledger,
  options: { year: number; today: string; deadlines: boolean },
): Promise<string> {
  const { year, today } = options;
  const [pack, branch, items, trash, steps, problems] = await Promise.all([
    planPack(),
    currentBranch(ledger),
    ledger.list('planItem', { from: String(year), to: String(year) }),
    ledger.trash(),
    options.deadlines ? deadlines(ledger, today) : [],
    options.deadlines ? openProblems(ledger) : [],
  ]);
  const groups = new Map(
    branch ? (await branchFacts(ledger, branch)).groups.map((group) => [group.id, group.name]) : [],
  );
  const removed = trash.filter((record): record is Rec<'planItem'> => record.kind === 'planItem');
  const own = (record: Rec<'planItem'>): boolean => !record.fields.subject;
  const events: CalendarEvent[] = [
    ...items.filter(own).map((record) => itemEvent(pack, record, groups)),
    ...removed
      .filter((record) => own(record) && record.fields.on.startsWith(String(year)))
      .map((record) => ({ ...itemEvent(pack, record, groups), cancelled: true })),
  ];
  for (const step of steps) {
    if (!step.step || !step.due || step.state === 'done') continue;
    const about = await ledger.find(step.subject);
    const mark = step.mark && (await ledger.find(step.mark.id));
    events.push({
      uid: `${stepId(step)}@${HOST}`,
      sequence: sequenceOf(about?.h, mark?.h),
      summary: [step.name, packText(step.step.title, currentLanguage())].filter(Boolean).join(' · '),
      description: packText(step.step.wording, currentLanguage()),
      start: step.due,
      categories: [packText(step.track.title, currentLanguage())],
    });
  }
  for (const { id, problem, dueOn, source, measure, subject } of problems) {
    // What is said of a person stays here: a calendar goes to other devices and is shown to others.
    if (!dueOn || subject) continue;
    const record = await ledger.find(id);
    events.push({
      uid: `${id}@${HOST}`,
      sequence: sequenceOf(record?.h),
      summary: t('today.rectificationDue', { text: problem }),
      description: [source, measure].filter(Boolean).join('\n'),
      start: dueOn,
      categories: [t('plan.problems')],
    });
  }
  return calendarFile(events, {
    name: t('plan.calendarName', { branch: branch?.fields.name ?? '', year }),
    stamp: new Date(ledger.clock.wall()).toISOString(),
  });
}

function itemEvent(
  pack: PlanPack,
  record: Rec<'planItem'>,
  groups: ReadonlyMap<string, string>,
): CalendarEvent {
  const { fields } = record;
  const task = fields.task ? taskOf(pack, fields.task) : undefined;
  const group = fields.group && groups.get(fields.group);
  return {
    uid: `${record.id}@${HOST}`,
    sequence: sequenceOf(record.h),
    summary: [group, planTitle(pack, fields)].filter(Boolean).join(' · '),
    description: [fields.note, task && packText(task.wording, currentLanguage())].filter(Boolean).join('\n'),
    location: fields.place,
    start: fields.start ? `${fields.on}T${fields.start}` : fields.on,
  };
}
