import type { SheetModel } from '../exchange/sheet-write';
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
  /** The record that is worked on here; absent for an item of the checklist, which is answered on its own page. */
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
 * Every line of every 整改清单, and every item of the checklist that has a rectification, that was found in a year or
 * came into it open. Open lines first, by their day; then the others, the latest first.
 */
export async function rectificationRegister(ledger: Ledger, year: string): Promise<RectificationLine[]> {
  const all = [...(await ofMeetings(ledger)), ...(await ofChecklist(ledger))];
  const fit = all.filter(({ foundOn, state, doneOn }) => {
    if (!foundOn) return true;
    return foundOn.slice(0, 4) <= year && (foundOn >= year || state === 'open' || !doneOn || doneOn >= year);
  });
  const open = fit.filter(({ state }) => state === 'open');
  const rest = fit.filter(({ state }) => state !== 'open');
  const due = (line: RectificationLine) => `${line.dueOn ?? '9999'}${line.foundOn ?? ''}${line.id}`;
  const end = (line: RectificationLine) => `${line.doneOn ?? line.foundOn ?? ''}${line.id}`;
  return [
    ...open.sort((a, b) => (due(a) < due(b) ? -1 : 1)),
    ...rest.sort((a, b) => (end(a) < end(b) ? 1 : -1)),
  ];
}

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

/** True for what a member sees in the register: the branch's, and the own. */
export const isOwnLine = (line: RectificationLine, me: string): boolean =>
  !line.subject || line.subject === me || line.owner === me;

/** 整改台账 of a year as a sheet. */
export async function rectificationSheet(
  ledger: Ledger,
  query: { year: string; today: CivilDate; branch: string },
): Promise<SheetModel> {
  const [lines, roster] = await Promise.all([
    rectificationRegister(ledger, query.year),
    ledger.list('member'),
  ]);
  const names = new Map(roster.map((member) => [member.id, member.fields.name]));
  const nameOf = (id: string): string => names.get(id) ?? id;
  const open = t('life.toBeDecided');
  const unknown = t('common.unknown');
  const long = (header: string, width = 24) => ({ header, width, wrap: true });
  const day = (header: string) => ({ header, width: 11, kind: 'date' as const });
  return {
    sheetName: t('affairs.rectify.register'),
    title: t('affairs.rectify.register'),
    subtitle: [
      query.branch,
      t('affairs.year', { year: query.year }),
      t('affairs.rows', { count: lines.length }),
      t('exchange.asOf', { date: query.today }),
    ],
    columns: [
      { header: t('talk.col.number'), width: 5, kind: 'integer' },
      long(t('affairs.rectify.source'), 16),
      day(t('affairs.rectify.foundOn')),
      long(t('types.rectify.subject'), 9),
      long(t('types.rectify.problem')),
      long(t('types.rectify.measure')),
      { header: t('types.rectify.owner'), width: 9 },
      day(t('types.rectify.dueOn')),
      { header: t('exchange.doc.state'), width: 10 },
      day(t('types.rectify.doneOn')),
      long(t('types.rectify.result'), 18),
      long(t('affairs.rectify.proof'), 16),
      day(t('types.rectify.reviewedOn')),
      long(t('types.rectify.review'), 16),
    ],
    rows: lines.map((line, index) => [
      index + 1,
      line.source,
      line.foundOn ?? unknown,
      line.subject ? nameOf(line.subject) : t('types.rectify.branch'),
      line.problem,
      line.measure ?? open,
      line.owner ? nameOf(line.owner) : open,
      line.dueOn ?? (line.state === 'open' ? open : ''),
      tDynamic(`affairs.filter.${filterOf(line, query.today)}`),
      line.doneOn ?? (line.state === 'open' ? '' : unknown),
      line.result ?? '',
      line.proof ?? '',
      line.reviewedOn ?? '',
      line.review ?? '',
    ]),
    footer: [t('affairs.rectify.sheetNote'), t('exchange.unknownNote')],
    landscape: true,
  };
}
