import { currentBranch } from '../branch/branch';
import { belongsOn, isPartyMember } from '../branch/members';
import { leadersOf, postsOn, wholeRoster } from '../branch/terms';
import { duesYear } from '../dues/year';
import { type Company, isAnswered, loadChecklist } from '../governance/checklist';
import { rectificationRegister } from '../governance/rectification-register';
import { hashText, type Ledger, type Rec, SyncStore } from '../ledger';
import { meetingRegister, type RegisterRow } from '../life/register';
import { lifeStatistics, type StatRow } from '../life/register-stats';
import { talksCovered } from '../life/talk-pairs';
import { missingFields } from '../life/warnings';
import { checklistInForce } from '../rulebook/whole-packs';
import { Fault } from '../records/fault';
import { requestsOfYear } from '../requests/requests';
import { monthsIn } from '../rules/calendar';
import { sumCells } from '../rules/dues';
import { lifePack } from '../rules/packs';
import { type DateRange, inRange, parsePeriod, type PeriodKey, periodRange } from '../rules/periods';
import { branchYear } from '../study/hours/hours-year';
import { type ActivityLine, type Body, type Figure, type ItemLine, letterOf, type Share } from './body';
import { EVERY } from './card';

type Figures = Partial<Record<Figure, Share>>;

/** What the counting of one period looks at. */
interface Scope {
  ledger: Ledger;
  branch: Rec<'branch'>;
  period: PeriodKey;
  range: DateRange;
  today: string;
  /** The last day of the period that has passed. */
  end: string;
  year: string;
}

/**
 * Counts what a branch reports of a period, as of `today`. Reads records only, writes nothing. What the ledger does not
 * hold is left out (缺项), never counted as nought. Throws E921 (no branch yet), E922 (no period that has begun).
 */
export async function countReport(ledger: Ledger, period: PeriodKey, today: string): Promise<Body> {
  const branch = await currentBranch(ledger);
  if (!branch) throw new Fault('E921');
  const range = periodRange(period);
  const { frequency } = parsePeriod(period) ?? {};
  if (!range || range.from > today || !EVERY.some((every) => every === frequency)) {
    throw new Fault('E922');
  }
  const end = today < range.to ? today : range.to;
  const scope: Scope = { ledger, branch, period, range, today, end, year: range.from.slice(0, 4) };
  const { name, company, superior, form, termEnd } = branch.fields;
  const [checklist, life, ...figures] = await Promise.all([
    countChecklist(scope),
    countLife(scope),
    countPeople(scope),
    countStudy(scope),
    countDues(scope),
    countTalks(scope),
    countFollowUp(scope),
  ]);
  const seen = await seenOf(ledger);
  return {
    v: 1,
    name,
    company,
    ...(superior ? { superior } : {}),
    form,
    asOf: today,
    ...(termEnd ? { termEnd } : {}),
    checklist: checklist.title,
    items: checklist.items,
    activities: life.activities,
    figures: Object.assign({}, checklist.figures, life.figures, ...figures) as Record<string, Share>,
    ...(seen ? { seen } : {}),
  };
}

async function countChecklist({ ledger, branch, range, end }: Scope) {
  const pack = await checklistInForce(ledger);
  const { companyId, termStart } = branch.fields;
  const company: Company = { companyId, termStart };
  const rows = await loadChecklist(ledger, pack, company, end);
  const items = rows.flatMap(({ item, period, record }): ItemLine[] => {
    if (!period) return [];
    const { design, effect, evidence = {} } = record?.fields ?? {};
    // Made of stamps, which nobody can guess: it tells that something changed and nothing of what.
    const mark = record ? hashText(`${record.id}|${Object.entries(record.stamps).sort().join('|')}`) : '';
    return [[item.code, letterOf(design), letterOf(effect), Object.keys(evidence).length, mark.slice(0, 12)]];
  });
  const events = rows
    .flatMap((row) => row.events)
    .filter(({ fields }) => fields.eventOn !== undefined && inRange(fields.eventOn, range));
  const title = `${pack.id} ${pack.version}`;
  return {
    title,
    items,
    figures: { events: { have: events.filter(isAnswered).length, of: events.length } } satisfies Figures,
  };
}

async function countLife(scope: Scope): Promise<{ activities: ActivityLine[]; figures: Figures }> {
  const { ledger, period, range, today, end, year } = scope;
  const { frequency } = parsePeriod(period) ?? {};
  const by = frequency === 'M' ? 'month' : frequency === 'H' ? 'half' : 'quarter';
  const [stats, register] = await Promise.all([
    lifeStatistics(ledger, Number(year), by, { today }),
    meetingRegister(ledger, { from: range.from, to: end, today }),
  ]);
  const row: StatRow = stats.rows.find((one) => one.period === period) ?? stats.total;
  const activities = stats.columns.map(({ rule }): ActivityLine => {
    const cell = row.cells[rule.id];
    return {
      rule: rule.id,
      ...(cell?.due !== undefined ? { due: cell.due } : {}),
      ...(cell?.known ? { held: cell.held.length } : {}),
      ...(cell?.state ? { state: cell.state } : {}),
    };
  });
  const { expected, attended, unmarked, unknown } = row.attendance;
  const attendance: Share =
    expected === undefined
      ? { unknown: unknown.length }
      : { have: attended, of: expected, ...(unknown.length ? { unknown: unknown.length } : {}) };
  const held = register.filter(({ planned }) => !planned);
  return {
    activities,
    figures: {
      ...(expected !== undefined || unknown.length ? { attendance } : {}),
      ...(held.length ? quality(held, expected, unmarked) : {}),
      resolutions: await countResolutions(scope),
    },
  };
}

function quality(held: readonly RegisterRow[], expected: number | undefined, unmarked: number): Figures {
  const pack = lifePack();
  const whole = held.filter(({ meeting }) => !missingFields(meeting.fields, pack, false).length);
  return {
    complete: { have: whole.length, of: held.length },
    late: { have: held.filter(({ late }) => late).length, of: held.length },
    ...(expected !== undefined ? { unmarked: { have: unmarked, of: expected } } : {}),
  };
}

async function countResolutions({ ledger, range, end }: Scope): Promise<Share> {
  const due = (await ledger.list('resolution', { from: range.from, to: end })).filter(
    ({ fields }) => fields.dueOn && fields.state !== 'dropped',
  );
  return { have: due.filter(({ fields }) => fields.state === 'done').length, of: due.length };
}

async function countPeople({ ledger, branch, end }: Scope): Promise<Figures> {
  const [roster, groups] = await Promise.all([wholeRoster(ledger), ledger.list('partyGroup')]);
  const present = roster.filter((member) => belongsOn(member, end));
  // A roster that nobody entered says nothing of who is there.
  if (!present.length) return {};
  const posts = present.flatMap((member) => postsOn(member, end));
  const { committeePosts } = lifePack().study;
  const committee = present.filter((member) =>
    postsOn(member, end).some((post) => committeePosts.includes(post)),
  );
  return {
    members: { have: present.filter(isPartyMember).length },
    secretary: { have: posts.includes('secretary') ? 1 : 0, of: 1 },
    ...(branch.fields.hasCommittee ? { committee: { have: committee.length } } : {}),
    ...(groups.length
      ? {
          groupLeaders: {
            have: groups.filter(({ id }) => leadersOf(id, present, end).length > 0).length,
            of: groups.length,
          },
        }
      : {}),
  };
}

async function countStudy({ ledger, year, today }: Scope): Promise<Figures> {
  const { lines } = await branchYear(ledger, { year: Number(year), today });
  const asked = lines.filter(({ gap }) => ['reached', 'short', 'unknown'].includes(gap.kind));
  if (!asked.length) return {};
  const of = (kind: string): number => asked.filter(({ gap }) => gap.kind === kind).length;
  const unknown = of('unknown');
  // Where nothing of anybody's study is known, nothing is said.
  if (unknown === asked.length) return { hours: { of: asked.length, unknown } };
  return { hours: { have: of('reached'), of: asked.length, ...(unknown ? { unknown } : {}) } };
}

async function countDues({ ledger, year, range, end, today }: Scope): Promise<Figures> {
  const { rows, since } = await duesYear(ledger, Number(year), today);
  if (since === undefined) return {};
  const months = monthsIn(range.from, end);
  const cells = rows.flatMap((row) => row.cells.filter(({ month }) => months.includes(month)));
  const owed = cells.filter(({ state }) => ['paid', 'short', 'unpaid', 'due'].includes(state));
  const unknown = cells.filter(({ state }) => state === 'unknown').length;
  const sum = sumCells(cells, false);
  const rest = unknown ? { unknown } : {};
  if (!owed.length) return unknown ? { duesMonths: rest, duesFen: rest } : {};
  return {
    duesMonths: { have: owed.filter(({ state }) => state === 'paid').length, of: owed.length, ...rest },
    duesFen: { have: sum.paid, of: sum.due, ...rest },
  };
}

async function countTalks({ ledger, year, today }: Scope): Promise<Figures> {
  const range = { from: `${year}-01-01`, to: `${year}-12-31` };
  const [covered, known] = await Promise.all([
    talksCovered(ledger, lifePack(), today),
    ledger.list('talk', { limit: 1 }),
  ]);
  const { needed, covered: have } = covered(range);
  if (!needed) return {};
  return { talks: known.length ? { have, of: needed } : { of: needed, unknown: needed } };
}

async function countFollowUp({ ledger, year, range, end }: Scope): Promise<Figures> {
  const [rectifications, requests] = await Promise.all([
    rectificationRegister(ledger, year),
    requestsOfYear(ledger, year),
  ]);
  const until = (day: string | undefined): boolean => day === undefined || day <= end;
  const found = rectifications.filter(
    ({ state, foundOn, doneOn }) =>
      state !== 'dropped' && until(foundOn) && (!doneOn || doneOn >= range.from),
  );
  const asked = requests.filter(({ fields }) => until(fields.on) && !isClosedBefore(fields, range.from));
  return {
    rectified: { have: found.filter(({ state }) => state === 'done').length, of: found.length },
    requests: { have: asked.filter(({ fields }) => fields.state === 'closed').length, of: asked.length },
  };
}

const isClosedBefore = ({ closedOn }: Rec<'request'>['fields'], day: string): boolean =>
  closedOn !== undefined && closedOn < day;

/** Devices that are named at most, those with the most segments first. */
const DEVICES = 120;

/** How far the records of each device had come that this one holds: segments by device, without whose device it is. */
async function seenOf(ledger: Ledger): Promise<Record<string, number> | undefined> {
  const store = new SyncStore(ledger);
  const share = await store.share();
  if (!share) return undefined;
  const counts: [string, number][] = (await store.peers()).map(({ d, upTo }) => [
    d.slice(-8),
    Object.values(upTo).reduce((sum, { s }) => sum + s, 0),
  ]);
  counts.push([share.device, Object.values(share.chains).reduce((sum, { s }) => sum + s, 0)]);
  return Object.fromEntries(counts.sort((a, b) => b[1] - a[1]).slice(0, DEVICES));
}
