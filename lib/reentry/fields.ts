import { currentLanguage, t, tDynamic } from '../i18n';
import type { Ledger, Rec } from '../ledger';
import { agendaOf, resolutionsOf } from '../life/draft';
import { meetingTitle, placeText, typeNames } from '../life/notice';
import { rowAttendance } from '../life/register';
import type { Member } from '../records';
import { Fault } from '../records/fault';
import { dateOf, minutesBetween } from '../rules/calendar';
import { yuanText } from '../rules/money';
import type { LifePack } from '../rules/pack';
import { formatPeriod } from '../rules/periods';
import { dateAs, type EntryStyle, joinNames, timeAs } from './style';

/** Kinds of record that other systems ask for again. What people said in talks and evaluations is not among them. */
export const REENTRY_KINDS = [
  'meeting',
  'member',
  'resolution',
  'studyLog',
  'duesRecord',
  'duesHandover',
  'branch',
] as const;
export type ReentryKind = (typeof REENTRY_KINDS)[number];

/** Type guard for a part of an address. */
export const isReentryKind = (value: string): value is ReentryKind =>
  (REENTRY_KINDS as readonly string[]).includes(value);

/** One field of a record, ready to be pasted. Empty text = 缺项. */
export interface EntryField {
  key: string;
  label: string;
  text: string;
}

/** A record that is to be entered elsewhere. */
export interface EntryRecord {
  id: string;
  kind: ReentryKind;
  title: string;
  /** Latest stamp of the record. */
  seen: string;
  /** Route of the record's own screen. */
  route: string;
  /** Start of an activity, for finding the next one. */
  startsAt?: string;
  fields: (style: EntryStyle) => EntryField[];
}

/** What turns ids into names. */
export interface EntryContext {
  roster: readonly Rec<'member'>[];
  nameOf: (idOrName: string) => string;
  groupName: (id: string) => string | undefined;
  pack: LifePack;
}

/** Loads a record with everything that another system may ask of it. Throws E641 when it is not in the ledger. */
export async function loadEntry(
  ledger: Ledger,
  kind: ReentryKind,
  id: string,
  context: EntryContext,
): Promise<EntryRecord> {
  const record = await ledger.get(kind, id);
  if (!record) throw new Fault('E641');
  const base = { id, kind, seen: record.h };
  switch (record.kind) {
    case 'meeting':
      return { ...base, ...(await meetingEntry(ledger, record as Rec<'meeting'>, context)) };
    case 'member':
      return { ...base, ...memberEntry(record as Rec<'member'>, context) };
    case 'resolution':
      return { ...base, ...resolutionEntry(record as Rec<'resolution'>, context) };
    case 'studyLog':
      return { ...base, ...(await studyEntry(ledger, record as Rec<'studyLog'>, context)) };
    case 'duesRecord':
      return { ...base, ...duesEntry(record as Rec<'duesRecord'>, context) };
    case 'duesHandover':
      return { ...base, ...handoverEntry(record as Rec<'duesHandover'>, context) };
    default:
      return { ...base, ...branchEntry(record as Rec<'branch'>, context) };
  }
}

type Entry = Pick<EntryRecord, 'title' | 'route' | 'startsAt' | 'fields'>;
type Line = [key: string, label: string, text: string | number | undefined];

const fieldsOf = (lines: readonly Line[]): EntryField[] =>
  lines.map(([key, label, text]) => ({ key, label, text: text === undefined ? '' : String(text) }));

const numbered = (lines: readonly string[]): string =>
  lines.length > 1 ? lines.map((line, index) => `${index + 1}. ${line}`).join('\n') : (lines[0] ?? '');

async function meetingEntry(
  ledger: Ledger,
  record: Rec<'meeting'>,
  { roster, nameOf, groupName, pack }: EntryContext,
): Promise<Entry> {
  const { fields } = record;
  const [minutes, resolutions] = await Promise.all([
    ledger.text(fields.minutes),
    resolutionsOf(ledger, record.id),
  ]);
  const { by, beyond, known } = rowAttendance(record, roster, pack);
  const duration = fields.endsAt ? minutesBetween(fields.startsAt, fields.endsAt) : 0;
  const person = (value: string | undefined): string => (value ? nameOf(value) : '');
  const field = (name: string): string => tDynamic(`life.field.${name}`);
  const guests = [
    ...[...by.observer, ...beyond.map(({ id }) => id)].map(nameOf),
    ...(fields.guests ? [fields.guests] : []),
  ];
  return {
    title: meetingTitle(fields),
    route: `/life/meeting/${record.id}`,
    startsAt: fields.startsAt,
    fields: (style) => {
      const names = (ids: readonly string[]): string => joinNames(ids.map(nameOf), style);
      return fieldsOf([
        ['title', t('reentry.field.meetingTitle'), meetingTitle(fields)],
        ['types', field('types'), joinNames(typeNames(fields), style)],
        ['date', field('date'), dateAs(dateOf(fields.startsAt), style)],
        ['start', field('startsAt'), timeAs(fields.startsAt.slice(11), style)],
        ['end', t('reentry.field.endsAt'), fields.endsAt && timeAs(fields.endsAt.slice(11), style)],
        ['duration', t('reentry.field.duration'), duration > 0 ? duration : undefined],
        ['place', field('place'), placeText(fields)],
        ['host', field('host'), person(fields.host)],
        ['recorder', field('recorder'), person(fields.recorder)],
        ...(fields.types.lecture ? [['lecturer', field('lecturer'), person(fields.lecturer)] as Line] : []),
        ...(fields.types.group
          ? [['group', field('group'), fields.group ? groupName(fields.group) : ''] as Line]
          : []),
        ['expected', t('reentry.field.expected'), known.expected],
        ['attended', t('reentry.field.attended'), known.attended],
        ['present', t('reentry.field.present'), names([...by.present, ...by.online])],
        ['absent', t('reentry.field.away'), names([...by.leave, ...by.absent])],
        ['guests', field('guests'), joinNames(guests, style)],
        ['agenda', field('agenda'), numbered(agendaOf(fields).map((item) => item.text))],
        ['minutes', field('minutes'), minutes],
        ['resolutions', t('life.resolutions'), numbered(resolutions.map((item) => item.fields.text))],
        [
          'owners',
          field('owner'),
          joinNames(
            resolutions.map((item) => person(item.fields.owner)),
            style,
          ),
        ],
      ]);
    },
  };
}

const MEMBER_FIELDS = [
  'name',
  'gender',
  'ethnicity',
  'birth',
  'education',
  'degree',
  'category',
  'joinedOn',
  'fullSince',
  'posts',
  'group',
  'employer',
  'job',
  'phone',
  'address',
  'nativePlace',
  'household',
  'stratum',
  'sponsors',
  'mobile',
  'mobileTo',
  'idNumber',
] as const satisfies readonly (keyof Member)[];

/** Fields that stand in a list only when something is in them. */
const SELDOM: ReadonlySet<string> = new Set([
  'degree',
  'address',
  'nativePlace',
  'household',
  'stratum',
  'sponsors',
  'mobile',
  'mobileTo',
  'idNumber',
]);

function memberEntry(record: Rec<'member'>, { groupName }: EntryContext): Entry {
  const { fields } = record;
  const text = (key: (typeof MEMBER_FIELDS)[number], style: EntryStyle): string => {
    const value = fields[key];
    if (value === undefined || value === '') return '';
    switch (key) {
      case 'birth':
      case 'joinedOn':
      case 'fullSince':
        return dateAs(String(value), style);
      case 'gender':
        return tDynamic(`branch.gender.${String(value)}`);
      case 'category':
        return tDynamic(`today.category.${String(value)}`);
      case 'posts':
        return joinNames(
          (fields.posts ?? []).map((post) => tDynamic(`branch.post.${post}`)),
          style,
        );
      case 'group':
        return groupName(String(value)) ?? '';
      case 'mobile':
        return t(value ? 'common.yes' : 'common.no');
      default:
        return String(value);
    }
  };
  return {
    title: fields.name,
    route: `/branch/member/${record.id}`,
    fields: (style) =>
      fieldsOf(
        MEMBER_FIELDS.map((key): Line => [key, tDynamic(`branch.field.${key}`), text(key, style)]).filter(
          ([key, , value]) => value || !SELDOM.has(key),
        ),
      ),
  };
}

function resolutionEntry(record: Rec<'resolution'>, { nameOf }: EntryContext): Entry {
  const { fields } = record;
  const field = (name: string): string => tDynamic(`life.field.${name}`);
  return {
    title: fields.text,
    route: `/life/meeting/${fields.meeting}`,
    fields: (style) =>
      fieldsOf([
        ['text', field('text'), fields.text],
        ['owner', field('owner'), fields.owner ? nameOf(fields.owner) : ''],
        ['dueOn', field('dueOn'), fields.dueOn ? dateAs(fields.dueOn, style) : ''],
        ['state', field('state'), tDynamic(`life.value.state.${fields.state}`)],
        ['doneOn', field('doneOn'), fields.doneOn ? dateAs(fields.doneOn, style) : ''],
        ['doneNote', field('doneNote'), fields.doneNote],
      ]),
  };
}

async function studyEntry(ledger: Ledger, record: Rec<'studyLog'>, { nameOf }: EntryContext): Promise<Entry> {
  const { fields } = record;
  const [clip] = fields.clip ? await ledger.getMany('clip', [fields.clip]) : [];
  const [meeting] = fields.meeting ? await ledger.getMany('meeting', [fields.meeting]) : [];
  const subject = fields.subject ?? clip?.fields.title ?? (meeting && meetingTitle(meeting.fields));
  return {
    title: [nameOf(fields.member), subject].filter(Boolean).join(' · '),
    route: '/study',
    fields: (style) =>
      fieldsOf([
        ['member', t('branch.field.name'), nameOf(fields.member)],
        ['on', t('life.field.date'), dateAs(fields.on, style)],
        ['subject', t('reentry.field.subject'), subject],
        ['form', t('study.form'), tDynamic(`today.form.study.${fields.form}`)],
        ['hours', t('life.field.creditHours'), fields.hours],
        ['minutes', t('reentry.field.duration'), fields.minutes],
      ]),
  };
}

function duesEntry(record: Rec<'duesRecord'>, { nameOf }: EntryContext): Entry {
  const { fields } = record;
  return {
    title: `${nameOf(fields.member)} ${fields.month}`,
    route: `/dues/member/${fields.member}?year=${fields.month.slice(0, 4)}`,
    fields: (style) =>
      fieldsOf([
        ['member', t('dues.col.name'), nameOf(fields.member)],
        ['month', t('dues.col.month'), dateAs(fields.month, style)],
        ['paid', t('dues.col.paid'), yuanText(fields.paid)],
        ['on', t('dues.col.on'), fields.on && dateAs(fields.on, style)],
        ['method', t('dues.col.method'), fields.method && t(`dues.method.${fields.method}`)],
        ['handler', t('dues.col.handler'), fields.handler && nameOf(fields.handler)],
        ['proxy', t('dues.col.proxy'), fields.proxy && nameOf(fields.proxy)],
        ['note', t('dues.col.remark'), fields.note],
      ]),
  };
}

function handoverEntry(record: Rec<'duesHandover'>, { nameOf }: EntryContext): Entry {
  const { fields } = record;
  return {
    title: formatPeriod(fields.period, currentLanguage()),
    route: `/dues?year=${fields.period.slice(0, 4)}`,
    fields: (style) =>
      fieldsOf([
        ['period', t('dues.col.period'), formatPeriod(fields.period, currentLanguage())],
        ['fen', t('dues.col.handed'), fields.fen === undefined ? '' : yuanText(fields.fen)],
        ['handedOn', t('dues.col.handedOn'), fields.handedOn && dateAs(fields.handedOn, style)],
        ['to', t('dues.col.to'), fields.to],
        ['receipt', t('dues.col.receipt'), fields.receipt],
        ['handler', t('dues.col.handler'), fields.handler && nameOf(fields.handler)],
        ['publishedOn', t('dues.col.publishedOn'), fields.publishedOn && dateAs(fields.publishedOn, style)],
        ['publishedAt', t('dues.col.publishedAt'), fields.publishedAt],
      ]),
  };
}

function branchEntry(record: Rec<'branch'>, { roster }: EntryContext): Entry {
  const { fields } = record;
  const here = roster.filter((member) => !member.fields.leftOn);
  const count = (category: Member['category']): number | undefined =>
    here.filter((member) => member.fields.category === category).length || undefined;
  const secretary = here.find((member) => member.fields.posts?.includes('secretary'));
  const field = (name: string): string => tDynamic(`branch.field.${name}`);
  return {
    title: fields.name,
    route: '/branch',
    fields: (style) =>
      fieldsOf([
        ['name', field('branchName'), fields.name],
        ['company', field('company'), fields.company],
        ['superior', field('superior'), fields.superior],
        ['form', field('form'), tDynamic(`today.form.${fields.form}`)],
        ['foundedOn', field('foundedOn'), fields.foundedOn && dateAs(fields.foundedOn, style)],
        ['termStart', field('termStart'), fields.termStart && dateAs(fields.termStart, style)],
        ['termEnd', field('termEnd'), fields.termEnd && dateAs(fields.termEnd, style)],
        ['secretary', tDynamic('branch.post.secretary'), secretary?.fields.name],
        ['full', tDynamic('today.category.full'), count('full')],
        ['probationary', tDynamic('today.category.probationary'), count('probationary')],
      ]),
  };
}
