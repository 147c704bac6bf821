import { wholeRoster } from '../branch/terms';
import type { SheetModel } from '../exchange/sheet-write';
import { namesOf } from '../life/register-columns';
import { type TableColumn, tableSheet } from '../exchange/table';
import { currentLanguage, t, tDynamic } from '../i18n';
import type { Ledger, Rec } from '../ledger';
import { meetingTitle } from '../life/notice';
import type { Verdict } from '../records/governance';
import { dateOf, type CivilDate } from '../rules/calendar';
import { knownPacks } from '../rulebook/whole-packs';
import { packText } from '../rules/pack';
import { formatPeriod, periodRange } from '../rules/periods';

/** A line of 整改台账: a problem that a meeting, a check or the checklist found. */
export interface RectificationLine {
  id: string;
  /** Where it was found, in words, when, and where that is opened. */
  source: string;
  foundOn?: CivilDate;
  to: string;
  /** Member id or free name; absent = the branch. */
  subject?: string;
  problem: string;
  measure?: string;
  owner?: string;
  dueOn?: CivilDate;
  state: 'open' | 'done' | 'dropped';
  doneOn?: CivilDate;
  result?: string;
  proof?: string;
  reviewedOn?: CivilDate;
  review?: string;
  /** The record that is worked on here; absent for what is worked on in the checklist. */
  record?: Rec<'rectification'>;
}

/** How the register is narrowed: 未过期, 已过期, 已完成而没有回头看, 已回头看, 不再整改. */
export const RECTIFICATION_FILTERS = ['open', 'overdue', 'done', 'reviewed', 'dropped'] as const;
export type RectificationFilter = (typeof RECTIFICATION_FILTERS)[number];

/** In which of the groups a line is; each line is in exactly one. */
export function filterOf(line: RectificationLine, today: CivilDate): RectificationFilter {
  if (line.state === 'dropped') return 'dropped';
  if (line.state === 'done') return line.reviewedOn ? 'reviewed' : 'done';
  return line.dueOn !== undefined && line.dueOn < today ? 'overdue' : 'open';
}

/**
 * Every line of every 整改清单, every item of the checklist that has a rectification, and every finding of the review,
 * that was found in a year or came into it open. Open lines first, by their day; then the others, the latest first.
 */
export async function rectificationRegister(ledger: Ledger, year: string): Promise<RectificationLine[]> {
  const all = [...(await ofMeetings(ledger)), ...(await ofChecklist(ledger)), ...(await ofReview(ledger))];
  const fit = all.filter(({ foundOn, state, doneOn }) => {
    if (!foundOn) return true;
    return foundOn.slice(0, 4) <= year && (foundOn >= year || state === 'open' || !doneOn || doneOn >= year);
  });
  const open = fit.filter(({ state }) => state === 'open');
  const rest = fit.filter(({ state }) => state !== 'open');
  const end = (line: RectificationLine) => `${line.doneOn ?? line.foundOn ?? ''}${line.id}`;
  return [...open.sort(byDue), ...rest.sort((a, b) => (end(a) < end(b) ? 1 : -1))];
}

/** What is to be put right still, of meetings, checklist and reviews: by its day, what has none last. */
export async function openProblems(ledger: Ledger): Promise<RectificationLine[]> {
  const all = [...(await ofMeetings(ledger)), ...(await ofChecklist(ledger)), ...(await ofReview(ledger))];
  return all.filter(({ state }) => state === 'open').sort(byDue);
}

const due = ({ dueOn, foundOn, id }: RectificationLine): string => `${dueOn ?? '9999'}${foundOn ?? ''}${id}`;
const byDue = (a: RectificationLine, b: RectificationLine): number => (due(a) < due(b) ? -1 : 1);

async function ofMeetings(ledger: Ledger): Promise<RectificationLine[]> {
  const records = await ledger.list('rectification');
  const ids = [...new Set(records.flatMap(({ fields }) => fields.meeting ?? []))];
  const meetings = new Map((await ledger.getMany('meeting', ids)).map((meeting) => [meeting.id, meeting]));
  return records.map((record) => {
    const { fields } = record;
    const meeting = fields.meeting ? meetings.get(fields.meeting) : undefined;
    const { subject, problem, measure, owner, dueOn, state, doneOn, result, proof, reviewedOn, review } =
      fields;
    return {
      id: record.id,
      source: meeting ? meetingTitle(meeting.fields) : (fields.source ?? t('common.unknown')),
      foundOn: meeting ? dateOf(meeting.fields.startsAt) : fields.foundOn,
      to: meeting ? `/life/meeting/${meeting.id}` : `/rectifications?rectification=${record.id}`,
      subject,
      problem,
      measure,
      owner,
      dueOn,
      state,
      doneOn,
      result,
      proof,
      reviewedOn,
      review,
      record,
    };
  });
}

/** Items of the checklist with a rectification. Met on both sides = done; the day is not known, and is not guessed. */
async function ofChecklist(ledger: Ledger): Promise<RectificationLine[]> {
  const items = (await ledger.list('governanceItem')).filter(({ fields }) => fields.rectification?.trim());
  if (!items.length) return [];
  const known = (await knownPacks(ledger, 'checklist')).flatMap((pack) => pack.items);
  const language = currentLanguage();
  const met = (verdict: Verdict | undefined) => verdict === 'met' || verdict === 'notApplicable';
  return items.map(({ id, fields }) => {
    const item = known.find(({ code }) => code === fields.item);
    const proofs = Object.keys(fields.evidence ?? {}).length;
    return {
      id,
      source: t('affairs.rectify.checklist', {
        item: fields.item,
        period: fields.eventTitle || (fields.eventOn ?? formatPeriod(fields.period, language)),
      }),
      foundOn: fields.eventOn ?? periodRange(fields.period)?.from,
      to: `/governance/${fields.item}?period=${encodeURIComponent(fields.period)}`,
      problem: fields.reason || (item ? packText(item.text, language) : fields.item),
      measure: fields.rectification,
      owner: fields.owner,
      dueOn: fields.reviewedIn ? undefined : fields.nextReview,
      state: met(fields.design) && met(fields.effect) ? 'done' : 'open',
      proof: proofs ? t('affairs.rectify.evidence', { count: proofs }) : undefined,
    };
  });
}

/** Findings of the review: kept, worked on and looked at again in the checklist, and listed here beside the branch's own. */
async function ofReview(ledger: Ledger): Promise<RectificationLine[]> {
  const findings = await ledger.list('finding');
  const ids = [...new Set(findings.map(({ fields }) => fields.item))];
  const items = new Map((await ledger.getMany('governanceItem', ids)).map(({ id, fields }) => [id, fields]));
  const language = currentLanguage();
  return findings.map(({ id, fields }) => {
    const item = items.get(fields.item);
    const proofs = Object.keys(fields.proof ?? {}).length;
    const { problem, measure, owner, dueOn, doneOn, result, reviewedOn, review } = fields;
    return {
      id,
      source: t('affairs.rectify.finding', {
        item: item?.item ?? t('common.unknown'),
        period: item ? item.eventTitle || (item.eventOn ?? formatPeriod(item.period, language)) : '',
      }),
      foundOn: fields.foundOn,
      to: `/governance/findings?finding=${id}`,
      problem,
      measure,
      owner,
      dueOn,
      state: fields.state === 'open' ? 'open' : 'done',
      doneOn,
      result,
      proof: proofs ? t('affairs.rectify.evidence', { count: proofs }) : undefined,
      // A second look that did not confirm it opened it again.
      reviewedOn: fields.state === 'closed' ? reviewedOn : undefined,
      review,
    };
  });
}

/** True for what a member sees in the register: the branch's, and the own. */
export const isOwnLine = (line: RectificationLine, me: string): boolean =>
  !line.subject || line.subject === me || line.owner === me;

type Column = TableColumn<RectificationLine, RectificationContext>;

/** What turns a line into words. */
export interface RectificationContext {
  nameOf: (id: string) => string;
  today: CivilDate;
}

const toDecide = (): string => t('life.toBeDecided');
const long = (key: 'result' | 'proof' | 'review', header: Column['header'], width: number): Column => ({
  key,
  header,
  width,
  wrap: true,
  value: (line) => line[key] ?? '',
});

/** The columns of 整改台账. */
export const RECTIFICATION_COLUMNS: readonly Column[] = [
  {
    key: 'problem',
    header: 'types.rectify.problem',
    width: 26,
    wrap: true,
    usual: true,
    value: ({ problem }) => problem,
  },
  {
    key: 'source',
    header: 'affairs.rectify.source',
    width: 18,
    wrap: true,
    usual: true,
    groups: true,
    filter: true,
    value: ({ source }) => source,
  },
  {
    key: 'foundOn',
    header: 'affairs.rectify.foundOn',
    width: 12,
    kind: 'date',
    value: ({ foundOn }) => foundOn ?? t('common.unknown'),
  },
  {
    key: 'subject',
    header: 'types.rectify.subject',
    width: 10,
    wrap: true,
    groups: true,
    value: ({ subject }, { nameOf }) => (subject ? nameOf(subject) : t('types.rectify.branch')),
  },
  {
    key: 'measure',
    header: 'types.rectify.measure',
    width: 26,
    wrap: true,
    usual: true,
    value: ({ measure }) => measure ?? toDecide(),
  },
  {
    key: 'owner',
    header: 'types.rectify.owner',
    width: 10,
    usual: true,
    groups: true,
    value: ({ owner }, { nameOf }) => (owner ? nameOf(owner) : toDecide()),
  },
  {
    key: 'dueOn',
    header: 'types.rectify.dueOn',
    width: 12,
    kind: 'date',
    usual: true,
    value: ({ dueOn, state }) => dueOn ?? (state === 'open' ? toDecide() : ''),
  },
  {
    key: 'state',
    header: 'exchange.doc.state',
    width: 12,
    usual: true,
    groups: true,
    value: (line, { today }) => tDynamic(`affairs.filter.${filterOf(line, today)}`),
  },
  {
    key: 'doneOn',
    header: 'types.rectify.doneOn',
    width: 12,
    kind: 'date',
    value: ({ doneOn, state }) => doneOn ?? (state === 'open' ? '' : t('common.unknown')),
  },
  long('result', 'types.rectify.result', 18),
  long('proof', 'affairs.rectify.proof', 18),
  {
    key: 'reviewedOn',
    header: 'types.rectify.reviewedOn',
    width: 12,
    kind: 'date',
    value: ({ reviewedOn }) => reviewedOn ?? '',
  },
  long('review', 'types.rectify.review', 18),
];

/** The lines of a year and what turns them into words. */
export async function rectificationLines(
  ledger: Ledger,
  year: string,
  today: CivilDate,
): Promise<{ rows: RectificationLine[]; context: RectificationContext }> {
  const [rows, roster] = await Promise.all([rectificationRegister(ledger, year), wholeRoster(ledger)]);
  return { rows, context: { today, nameOf: namesOf(roster) } };
}

/** 整改台账 of a year as a sheet. */
export async function rectificationSheet(
  ledger: Ledger,
  query: { year: string; today: CivilDate; branch: string },
): Promise<SheetModel> {
  const { rows, context } = await rectificationLines(ledger, query.year, query.today);
  return tableSheet(RECTIFICATION_COLUMNS, rows, context, {
    title: t('affairs.rectify.register'),
    subtitle: [
      query.branch,
      t('affairs.year', { year: query.year }),
      t('exchange.asOf', { date: query.today }),
    ],
    footer: [t('affairs.rectify.sheetNote'), t('exchange.unknownNote')],
  });
}
