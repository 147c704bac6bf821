import type { MessageKey } from '../i18n';
import type { MeetingType } from '../records/meeting';

/** Lists that a repeated row can be of, and what each of them is of. */
export const TEMPLATE_LISTS = {
  attendance: 'meeting',
  resolutions: 'meeting',
  agenda: 'meeting',
  meetings: 'period',
  study: 'period',
  members: 'any',
} as const;
export type ListName = keyof typeof TEMPLATE_LISTS;

/** What a field is of: everything, one activity, a period, or an item of a list. */
export type FieldScope = 'any' | 'meeting' | 'period' | ListName;

/** A field that a place of a form can be bound to. */
export interface TemplateField {
  key: string;
  label: MessageKey;
  scope: FieldScope;
}

const fields = (scope: FieldScope, labels: Record<string, MessageKey>): TemplateField[] =>
  Object.entries(labels).map(([key, label]) => ({ key: `${scope}.${key}`, label, scope }));

/** Types that are counted one by one. */
export const COUNTED_TYPES = [
  'general',
  'committee',
  'group',
  'lecture',
  'themeDay',
  'orgLife',
  'appraisal',
] as const satisfies readonly MeetingType[];

const MEETING: Record<string, MessageKey> = {
  title: 'exchange.col.title',
  types: 'exchange.col.types',
  ordinal: 'exchange.col.ordinal',
  date: 'exchange.col.date',
  dateTime: 'papers.field.dateTime',
  time: 'exchange.col.time',
  year: 'papers.field.year',
  month: 'papers.field.month',
  day: 'papers.field.day',
  start: 'papers.field.start',
  end: 'papers.field.end',
  duration: 'exchange.col.duration',
  place: 'exchange.col.place',
  host: 'exchange.col.host',
  hostWithPost: 'papers.field.hostWithPost',
  recorder: 'exchange.col.recorder',
  lecturer: 'exchange.col.lecturer',
  group: 'exchange.col.group',
  expected: 'exchange.col.expected',
  attended: 'exchange.col.attended',
  online: 'exchange.col.online',
  awayCount: 'papers.field.awayCount',
  rate: 'exchange.col.rate',
  present: 'exchange.col.present',
  away: 'exchange.col.away',
  leave: 'exchange.col.leave',
  absent: 'exchange.col.absent',
  makeup: 'exchange.col.makeup',
  observers: 'exchange.col.observers',
  agenda: 'exchange.col.agenda',
  minutes: 'exchange.col.minutes',
  resolutions: 'exchange.col.decisions',
  voters: 'papers.field.voters',
  votersPresent: 'papers.field.votersPresent',
  enteredOn: 'exchange.col.enteredOn',
  mark: 'exchange.col.late',
};

const LINE_KEYS = [
  'date',
  'title',
  'types',
  'ordinal',
  'time',
  'place',
  'host',
  'recorder',
  'lecturer',
  'group',
  'expected',
  'attended',
  'awayCount',
  'rate',
  'present',
  'away',
  'agenda',
  'minutes',
  'resolutions',
  'enteredOn',
  'mark',
] as const;

/** Every field that a form can ask for, in the order in which they are offered. */
export const TEMPLATE_FIELDS: readonly TemplateField[] = [
  ...fields('meeting', MEETING),
  ...fields('period', {
    label: 'exchange.period',
    year: 'papers.field.year',
    quarter: 'papers.field.quarter',
    month: 'papers.field.month',
    from: 'papers.field.from',
    to: 'papers.field.to',
    count: 'papers.field.count',
    'count.general': 'papers.field.count.general',
    'count.committee': 'papers.field.count.committee',
    'count.group': 'papers.field.count.group',
    'count.lecture': 'papers.field.count.lecture',
    'count.themeDay': 'papers.field.count.themeDay',
    'count.orgLife': 'papers.field.count.orgLife',
    'count.appraisal': 'papers.field.count.appraisal',
    expected: 'exchange.col.expectedSum',
    attended: 'exchange.col.attendedSum',
    rate: 'exchange.col.rate',
  }),
  ...fields('any', {
    branch: 'papers.field.branch',
    superior: 'papers.field.superior',
    company: 'papers.field.company',
    secretary: 'papers.field.secretary',
    deputySecretary: 'papers.field.deputySecretary',
    organization: 'papers.field.organization',
    publicity: 'papers.field.publicity',
    discipline: 'papers.field.discipline',
    committee: 'papers.field.committee',
    members: 'papers.field.members',
    full: 'papers.field.full',
    probationary: 'papers.field.probationary',
    groups: 'papers.field.groups',
    foundedOn: 'papers.field.foundedOn',
    termStart: 'papers.field.termStart',
    termEnd: 'papers.field.termEnd',
    today: 'papers.field.today',
    maker: 'papers.field.maker',
  }),
  ...fields('attendance', {
    number: 'papers.field.number',
    name: 'exchange.roster.name',
    state: 'papers.field.state',
    reason: 'life.reason',
    category: 'exchange.roster.category',
    group: 'exchange.col.group',
    posts: 'exchange.roster.posts',
  }),
  ...fields('resolutions', {
    number: 'papers.field.number',
    text: 'papers.field.resolution',
    owner: 'exchange.col.owners',
    dueOn: 'exchange.col.dueOn',
    state: 'exchange.doc.state',
  }),
  ...fields('agenda', { number: 'papers.field.number', text: 'papers.field.agendaItem' }),
  ...fields('meetings', {
    number: 'papers.field.number',
    ...Object.fromEntries(LINE_KEYS.map((key) => [key, MEETING[key] as MessageKey])),
  }),
  ...fields('study', {
    number: 'papers.field.number',
    date: 'exchange.col.date',
    member: 'exchange.roster.name',
    subject: 'papers.field.subject',
    form: 'papers.field.form',
    hours: 'papers.field.hours',
  }),
  ...fields('members', {
    number: 'papers.field.number',
    name: 'exchange.roster.name',
    gender: 'exchange.roster.gender',
    ethnicity: 'exchange.roster.ethnicity',
    birth: 'exchange.roster.birth',
    education: 'exchange.roster.education',
    degree: 'exchange.roster.degree',
    category: 'exchange.roster.category',
    group: 'exchange.col.group',
    joinedOn: 'exchange.roster.joinedOn',
    fullSince: 'exchange.roster.fullSince',
    posts: 'exchange.roster.posts',
    job: 'exchange.roster.job',
    employer: 'exchange.roster.employer',
    phone: 'exchange.roster.phone',
    mobile: 'exchange.roster.mobile',
    mobileTo: 'exchange.roster.mobileTo',
    note: 'exchange.col.remark',
  }),
];

const BY_KEY = new Map(TEMPLATE_FIELDS.map((field) => [field.key, field]));

/** A field by its key; undefined for one of a newer version. */
export const fieldOf = (key: string): TemplateField | undefined => BY_KEY.get(key);

/** Fields that a place may be bound to: those of its list, or those of the subject and of everything. */
export const fieldsFor = (subject: 'meeting' | 'period', list: ListName | undefined): TemplateField[] =>
  TEMPLATE_FIELDS.filter(({ scope }) => (list ? scope === list : scope === subject || scope === 'any'));

/** Lists that a row may be of in a form about this. */
export const listsFor = (subject: 'meeting' | 'period'): ListName[] =>
  (Object.keys(TEMPLATE_LISTS) as ListName[]).filter(
    (name) => TEMPLATE_LISTS[name] === subject || TEMPLATE_LISTS[name] === 'any',
  );
