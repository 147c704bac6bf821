import { postsOn, wholeRoster } from '../branch/terms';
import { branchFacts, currentBranch } from '../branch/branch';
import { countCategories, isPartyMember, rosterAt } from '../branch/members';
import type { TemplateValue } from '../exchange/ooxml';
import { currentLanguage, t, tDynamic } from '../i18n';
import type { Ledger, Rec } from '../ledger';
import { agendaOf } from '../life/draft';
import { placeText, timeSpan, typeNames } from '../life/notice';
import { meetingRegister, type RegisterRow } from '../life/register';
import {
  nameList,
  nameOfRow,
  namesWithReason,
  observersOf,
  ordinalText,
  registerContext,
  type RegisterContext,
} from '../life/register-columns';
import { PAPER_COLUMNS } from '../life/register-paper';
import { percent } from '../life/register-sheets';
import { quorumOf } from '../life/summary';
import type { MeetingType } from '../records/meeting';
import { Fault } from '../records/fault';
import { type CivilDate, dateOf, dateParts, formatDate } from '../rules/calendar';
import { lifePack } from '../rules/packs';
import { formatPeriod, type PeriodKey, periodRange } from '../rules/periods';
import { COUNTED_TYPES, type ListName } from './template-fields';

/** A value of a form, or undefined where the ledger does not know: such a place stays open. */
export type FieldValues = Record<string, TemplateValue | undefined>;

/** Everything that a form about one thing may ask for. */
export interface TemplateData {
  values: FieldValues;
  lists: Partial<Record<ListName, FieldValues[]>>;
}

export type TemplateSubject =
  | { kind: 'meeting'; id: string }
  | {
      kind: 'period';
      period: PeriodKey;
      /** Only activities of these types; all when empty. */
      types?: readonly MeetingType[];
    };

/** A day as a form wants it: as a date where the cell is one, else in words. */
export const dayValue = (day: CivilDate | undefined): TemplateValue | undefined =>
  day ? { day, text: dayText(day) } : undefined;

/** 2026年11月18日: a form has no blanks within a date. */
function dayText(day: CivilDate): string {
  const text = formatDate(day, currentLanguage(), { year: true });
  return currentLanguage() === 'en' ? text : text.replaceAll(' ', '');
}

/** A day that may be known only in part. */
const partialDay = (day: string | undefined): TemplateValue | undefined =>
  day && day.length === 10 ? dayValue(day) : day;

const textOr = (text: string): string | undefined => text || undefined;
const numbered = (lines: readonly string[]): string | undefined =>
  textOr(lines.length === 1 ? (lines[0] ?? '') : lines.map((line, at) => `${at + 1}. ${line}`).join('\n'));
const paperColumn = (key: string) => PAPER_COLUMNS.find((column) => column.key === key);

/** Collects what a form can ask for about an activity or a period. Throws E703 when there is no such activity. */
export async function templateData(
  ledger: Ledger,
  subject: TemplateSubject,
  today: CivilDate,
): Promise<TemplateData> {
  const pack = lifePack();
  const [context, roster, shared] = await Promise.all([
    registerContext(ledger, pack),
    wholeRoster(ledger),
    branchValues(ledger, today),
  ]);
  const on = subject.kind === 'period' ? (periodRange(subject.period)?.to ?? today) : today;
  const members = memberItems(rosterAt(roster, on < today ? on : today), context);
  if (subject.kind === 'period') {
    const about = await periodData(ledger, subject, { today, context, roster });
    return { values: { ...shared, ...about.values }, lists: { members, ...about.lists } };
  }
  const meeting = await ledger.get('meeting', subject.id);
  if (!meeting) throw new Fault('E703');
  const day = dateOf(meeting.fields.startsAt);
  const row = (await meetingRegister(ledger, { from: day, to: day, today, pack })).find(
    ({ id }) => id === subject.id,
  );
  if (!row) throw new Fault('E703');
  const minutes = await ledger.text(meeting.fields.minutes);
  return {
    values: { ...shared, ...prefixed('meeting', meetingValues(row, context, roster, minutes)) },
    lists: {
      members: memberItems(rosterAt(roster, day), context),
      attendance: attendanceItems(row, context, roster),
      resolutions: row.resolutions.map(({ fields }, index) => ({
        'resolutions.number': index + 1,
        'resolutions.text': fields.text,
        'resolutions.owner': fields.owner && context.nameOf(fields.owner),
        'resolutions.dueOn': partialDay(fields.dueOn),
        'resolutions.state': tDynamic(`exchange.resolution.${fields.state}`),
      })),
      agenda: agendaOf(meeting.fields).map(({ text }, index) => ({
        'agenda.number': index + 1,
        'agenda.text': text,
      })),
    },
  };
}

const prefixed = (scope: string, values: FieldValues): FieldValues =>
  Object.fromEntries(Object.entries(values).map(([key, value]) => [`${scope}.${key}`, value]));

function meetingValues(
  row: RegisterRow,
  context: RegisterContext,
  roster: readonly Rec<'member'>[],
  minutes: string,
): FieldValues {
  const { fields } = row.meeting;
  const { known, by } = row.attendance;
  const noted = !row.planned && known.attended !== undefined;
  const { year, month, day } = dateParts(row.date);
  const vote = noted ? quorumOf(fields, roster, context.pack) : undefined;
  const presider = roster.find(({ id }) => id === fields.host);
  const posts = presider ? postsOn(presider, row.date) : [];
  const host = fields.host && context.nameOf(fields.host);
  const away = noted ? String(paperColumn('away')?.value(row, context) ?? '') : undefined;
  const rate = known.expected && known.attended !== undefined ? known.attended / known.expected : undefined;
  const names = (ids: readonly string[]) => (noted ? textOr(nameList(ids, context)) : undefined);
  // Nobody is said only when of everybody something was noted.
  const reasons = (ids: readonly string[]) =>
    noted
      ? namesWithReason(ids, row, context) || (by.unmarked.length ? undefined : t('papers.nobody'))
      : undefined;
  return {
    title: nameOfRow(row, context),
    types: typeNames(fields).join(t('exchange.listJoin')),
    ordinal: textOr(ordinalText(row)),
    date: dayValue(row.date),
    dateTime: `${dayText(row.date)} ${timeSpan(fields)}`,
    time: timeSpan(fields),
    year,
    month,
    day,
    start: row.start,
    end: row.end,
    duration: row.duration,
    place: textOr(placeText(fields)),
    host,
    hostWithPost:
      host && posts.length
        ? t('exchange.nameReason', {
            name: host,
            reason: posts
              .map((post) => tDynamic(`exchange.member.post.${post}`))
              .join(t('exchange.listJoin')),
          })
        : host,
    recorder: fields.recorder && context.nameOf(fields.recorder),
    lecturer: fields.lecturer && context.nameOf(fields.lecturer),
    group: fields.group && context.groupName(fields.group),
    expected: known.expected,
    attended: row.planned ? undefined : known.attended,
    online: noted ? by.online.length : undefined,
    awayCount: noted ? by.leave.length + by.absent.length + by.makeup.length : undefined,
    // With anybody unmarked the rate is not known, only its least.
    rate:
      rate === undefined || row.planned
        ? undefined
        : by.unmarked.length
          ? t('exchange.atLeast', { value: percent(rate) })
          : percent(rate),
    present: names([...by.present, ...by.online]),
    away: away === '' ? t('papers.nobody') : away,
    leave: reasons(by.leave),
    absent: reasons(by.absent),
    makeup: names(by.makeup),
    observers: textOr(observersOf(row, context)),
    agenda: numbered(agendaOf(fields).map(({ text }) => text)),
    minutes: textOr(minutes),
    resolutions: textOr(String(paperColumn('decisions')?.value(row, context) ?? '')),
    voters: vote?.eligible,
    votersPresent: vote?.present,
    enteredOn: dayValue(row.enteredOn),
    mark: row.planned ? t('exchange.planned') : row.late ? t('exchange.late') : '',
  };
}

function attendanceItems(
  row: RegisterRow,
  context: RegisterContext,
  roster: readonly Rec<'member'>[],
): FieldValues[] {
  const { by } = row.attendance;
  const marks = new Map(
    (Object.entries(by) as [keyof typeof by, string[]][]).flatMap(([mark, ids]) =>
      ids.map((id) => [id, mark]),
    ),
  );
  // As the roster has them: a list to sign on is read in that order.
  const expected = roster.filter(({ id }) => marks.has(id));
  return expected.map(({ id, fields }, index) => {
    const mark = marks.get(id) ?? 'unmarked';
    const reason = row.meeting.fields.attendance?.[id]?.reason;
    return prefixed('attendance', {
      number: index + 1,
      name: fields.name,
      state: mark === 'unmarked' ? undefined : tDynamic(`life.mark.${mark}`),
      reason: reason && tDynamic(`life.reason.${reason}`),
      category: tDynamic(`exchange.member.category.${fields.category}`),
      group: fields.group && context.groupName(fields.group),
      posts: postWords(fields.posts),
    });
  });
}

const postWords = (posts: readonly string[] | undefined): string | undefined =>
  textOr((posts ?? []).map((post) => tDynamic(`exchange.member.post.${post}`)).join(t('exchange.listJoin')));

const memberItems = (members: readonly Rec<'member'>[], context: RegisterContext): FieldValues[] =>
  members.map(({ fields }, index) =>
    prefixed('members', {
      number: index + 1,
      name: fields.name,
      gender: fields.gender && tDynamic(`exchange.member.gender.${fields.gender}`),
      ethnicity: fields.ethnicity,
      birth: partialDay(fields.birth),
      education: fields.education,
      degree: fields.degree,
      category: tDynamic(`exchange.member.category.${fields.category}`),
      group: fields.group && context.groupName(fields.group),
      joinedOn: partialDay(fields.joinedOn),
      fullSince: partialDay(fields.fullSince),
      posts: postWords(fields.posts),
      job: fields.job,
      employer: fields.employer,
      phone: fields.phone,
      mobile: fields.mobile === undefined ? undefined : t(fields.mobile ? 'common.yes' : 'common.no'),
      mobileTo: fields.mobileTo,
      note: fields.note,
    }),
  );

async function periodData(
  ledger: Ledger,
  { period, types = [] }: Extract<TemplateSubject, { kind: 'period' }>,
  about: { today: CivilDate; context: RegisterContext; roster: readonly Rec<'member'>[] },
): Promise<TemplateData> {
  const { today, context, roster } = about;
  const range = periodRange(period) ?? { from: today, to: today };
  const [all, logs, branch] = await Promise.all([
    meetingRegister(ledger, { ...range, today, pack: context.pack }),
    ledger.list('studyLog', range),
    currentBranch(ledger),
  ]);
  const facts = branch && (await branchFacts(ledger, branch));
  const held = all.filter(
    (row) => !row.planned && (!types.length || types.some((type) => row.types.includes(type))),
  );
  // Nothing found in days that the ledger does not claim to know is unknown, not nought.
  const tracked =
    facts?.trackedSince !== undefined && facts.trackedSince <= range.from && range.from <= today;
  const count = (rows: readonly RegisterRow[]) => (rows.length || tracked ? rows.length : undefined);
  const known = held.filter(
    ({ attendance }) => attendance.known.expected !== undefined && attendance.known.attended !== undefined,
  );
  const sum = (pick: 'expected' | 'attended') =>
    known.length ? known.reduce((total, row) => total + (row.attendance.known[pick] ?? 0), 0) : undefined;
  const [expected, attended] = [sum('expected'), sum('attended')];
  const { year, month } = dateParts(range.from);
  const clips = new Map(
    (
      await ledger.getMany(
        'clip',
        logs.flatMap(({ fields }) => fields.clip ?? []),
      )
    ).map((clip) => [clip.id, clip.fields.title]),
  );
  const rows: FieldValues[] = [];
  for (const [index, row] of held.entries()) {
    const { minutes } = row.meeting.fields;
    const text = typeof minutes === 'object' ? await ledger.text(minutes) : (minutes ?? '');
    rows.push(prefixed('meetings', { ...meetingValues(row, context, roster, text), number: index + 1 }));
  }
  return {
    values: prefixed('period', {
      label: formatPeriod(period, currentLanguage()),
      year,
      quarter: /Q/.test(period) ? Math.ceil(month / 3) : undefined,
      month: /^\d{4}-\d\d$/.test(period) ? month : undefined,
      from: dayValue(range.from),
      to: dayValue(range.to),
      count: count(held),
      ...Object.fromEntries(
        COUNTED_TYPES.map((type) => [`count.${type}`, count(held.filter((row) => row.types.includes(type)))]),
      ),
      expected,
      attended,
      rate:
        expected && attended !== undefined
          ? known.some(({ attendance }) => attendance.by.unmarked.length)
            ? t('exchange.atLeast', { value: percent(attended / expected) })
            : percent(attended / expected)
          : undefined,
    }),
    lists: {
      meetings: rows,
      study: logs
        .filter(({ fields }) => fields.state !== 'returned')
        .map(({ fields }, index) =>
          prefixed('study', {
            number: index + 1,
            date: dayValue(fields.on),
            member: context.nameOf(fields.member),
            subject: fields.subject ?? (fields.clip ? clips.get(fields.clip) : undefined),
            form: tDynamic(`papers.form.${fields.form}`),
            hours: fields.hours,
          }),
        ),
    },
  };
}

async function branchValues(ledger: Ledger, today: CivilDate): Promise<FieldValues> {
  const [branch, roster, groups] = await Promise.all([
    currentBranch(ledger),
    wholeRoster(ledger),
    ledger.list('partyGroup'),
  ]);
  const present = rosterAt(roster, today);
  const counts = countCategories(roster, today);
  const holders = (post: string): string | undefined =>
    textOr(
      present
        .filter(({ fields }) => fields.posts?.includes(post as never))
        .map(({ fields }) => fields.name)
        .join(t('exchange.listJoin')),
    );
  const committee = present.filter(({ fields }) => fields.posts?.some((post) => post !== 'groupLeader'));
  const members = present.filter(isPartyMember).length;
  const fields = branch?.fields;
  return prefixed('any', {
    branch: fields?.name,
    superior: fields?.superior,
    company: fields?.company,
    secretary: holders('secretary'),
    deputySecretary: holders('deputySecretary'),
    organization: holders('organization'),
    publicity: holders('publicity'),
    discipline: holders('discipline'),
    committee: textOr(committee.map(({ fields: { name } }) => name).join(t('exchange.listJoin'))),
    // An empty roster is one that nobody entered.
    members: members || undefined,
    full: present.length ? counts.full : undefined,
    probationary: present.length ? counts.probationary : undefined,
    groups: groups.length || undefined,
    foundedOn: dayValue(fields?.foundedOn),
    termStart: dayValue(fields?.termStart),
    termEnd: dayValue(fields?.termEnd),
    today: dayValue(today),
    maker: roster.find(({ id }) => id === ledger.me?.member)?.fields.name,
  });
}
