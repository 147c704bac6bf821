import { currentLanguage, t, tMaybe } from '../../lib/i18n';
import type { Json } from '../../lib/records/kind';
import { yuanText } from '../../lib/rules/money';
import { packText } from '../../lib/rules/pack';
import { lifePack } from '../../lib/rules/packs';

/** A member's name for an id; the text itself when it is no id. */
export type NameOf = (idOrName: string | undefined) => string;
type Fields = Record<string, unknown>;

/** Name of a record kind; the kind itself when this version does not know it. */
export const kindWord = (kind: string): string => tMaybe(`settings.kind.${kind}`) ?? kind;

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** One line that names a record of any kind in lists that mix them. */
export function recordTitle(kind: string, fields: Fields, nameOf: NameOf): string {
  switch (kind) {
    case 'meeting': {
      const types = Object.keys((fields.types as Fields | undefined) ?? {});
      const words = types.map((type) => tMaybe(`life.type.${type}`) ?? type).join(t('settings.listJoin'));
      return [text(fields.startsAt).slice(0, 10), text(fields.title) || words].filter(Boolean).join(' ');
    }
    case 'studyLog':
      return [nameOf(text(fields.member)), text(fields.on), text(fields.subject)].filter(Boolean).join(' ');
    case 'developmentCase':
      return [nameOf(text(fields.member)), kindWord(kind)].join(' · ');
    case 'post':
      return [nameOf(text(fields.member)), tMaybe(`branch.post.${text(fields.post)}`)].join(' · ');
    case 'consent':
    case 'erasure':
      return [nameOf(text(fields.member)), kindWord(kind)].join(' · ');
    case 'floatingRecord':
      return [text(fields.name) || nameOf(text(fields.member)), kindWord(kind)].join(' · ');
    case 'groupStay':
      return [nameOf(text(fields.member)), kindWord(kind)].join(' · ');
    case 'duesRecord':
      return [nameOf(text(fields.member)), text(fields.month)].filter(Boolean).join(' ');
    case 'duesBase':
      return [nameOf(text(fields.member)), String(fields.year ?? '')].filter(Boolean).join(' ');
    case 'duesHandover':
      return [kindWord(kind), text(fields.period)].filter(Boolean).join(' ');
    case 'appointment':
      return [text(fields.name), text(fields.position)].join(' ');
    case 'charter':
      return text(fields.version);
    case 'governanceItem':
      return [text(fields.item), text(fields.period)].filter(Boolean).join(' · ');
    case 'algorithmCheck':
      return [text(fields.on), text(fields.fileName)].join(' ');
    case 'talk':
      return [text(fields.on), `${nameOf(text(fields.talker))} — ${nameOf(text(fields.partner))}`].join(' ');
    case 'honour':
      // Never what it is: a penalty is for the secretary alone.
      return [text(fields.on), kindWord(kind)].join(' ');
    case 'reflection':
      // Never what it says: this line stands in lists that others read.
      return [text(fields.on), nameOf(text(fields.member)), kindWord(kind)].join(' ');
    case 'summary':
      return [text(fields.year), kindWord(kind)].join(' ');
    case 'request':
      return [text(fields.on), text(fields.subject)].join(' ');
    case 'rectification':
    case 'finding':
      return text(fields.problem);
    case 'appraisal':
      // Never the grade: this line stands in lists that others read.
      return [nameOf(text(fields.member)), text(fields.year)].join(' ');
    default:
      return text(fields.name) || text(fields.title) || text(fields.text) || kindWord(kind);
  }
}

/** Places whose forms name the fields of a kind; what they do not name stands among the common words. */
const FORMS: Partial<Record<string, string>> = {
  meeting: 'life',
  resolution: 'life',
  talk: 'life',
  rectification: 'life',
  appraisal: 'life',
  request: 'life',
  summary: 'life',
  honour: 'life',
  member: 'branch',
  branch: 'branch',
  governanceItem: 'governance',
  planItem: 'plan',
  post: 'members',
  groupStay: 'members',
  consent: 'members',
  erasure: 'members',
  developmentCase: 'members',
  floatingRecord: 'members',
};

/** What says of another field that somebody chose between two values of it. */
const SETTLED_NAME = '_settled';

/** Fields whose elements are people. */
const PEOPLE = new Set(['attendance', 'askers', 'members']);

/** Keys of the texts under which a field of a kind may be named, the first that exists counts. */
export const fieldKeys = (kind: string, name: string): string[] => [
  `record.${kind}.${name}`,
  ...(FORMS[kind] ? [`${FORMS[kind]}.field.${name}`] : []),
  `settings.field.${name}`,
];

/** Name of a flat field (`place`, `attendance/<member>`); an element says which one where it has a word. */
export function fieldWord(kind: string, field: string, nameOf: NameOf): string {
  const [name = field, element] = split(field);
  if (name === '_del') return t('settings.trash');
  if (name === SETTLED_NAME && element)
    return t('share.conflict.settled', { field: fieldWord(kind, element, nameOf) });
  const label = tMaybe(`record.${kind}.${name}`) ?? formWord(kind, name) ?? tMaybe(`settings.field.${name}`);
  const part = element === undefined ? '' : elementWord(kind, name, element, nameOf);
  return [label ?? name, part].filter(Boolean).join(' · ');
}

const formWord = (kind: string, name: string): string | undefined => {
  const form = FORMS[kind];
  return form && tMaybe(`${form}.field.${name}`);
};

/** The name is up to the first slash; an element's key may hold further ones. */
function split(field: string): [string, string?] {
  const slash = field.indexOf('/');
  return slash < 0 ? [field] : [field.slice(0, slash), field.slice(slash + 1)];
}

/** Which element of a set or map; empty where its key says nothing to people. */
export function elementWord(kind: string, name: string, element: string, nameOf: NameOf): string {
  if (PEOPLE.has(name)) return nameOf(element);
  if (name === 'types') return tMaybe(`life.type.${element}`) ?? element;
  if (name === 'dayKinds') {
    const known = lifePack().themeDay.kinds.find(({ id }) => id === element);
    return known ? packText(known.title, currentLanguage()) : element;
  }
  if (name === 'education') return tMaybe(`lists.education.${element}`) ?? element;
  if (kind === 'clip') {
    if (name === 'card') return tMaybe(`lists.field.${element}`) ?? element;
    if (['tags', 'lists', 'aims'].includes(name)) return element;
  }
  if (name === 'bodies') return tMaybe(`record.value.body.${element}`) ?? element;
  return kind === 'duesBase' ? element : '';
}

/** Words of values that are one of a few, by `kind.field`. */
const CHOICES: Partial<Record<string, (value: string) => string | undefined>> = {
  'appraisal.grade': (value) => tMaybe(`types.grade.${value}`),
  'appraisal.self': (value) => tMaybe(`types.grade.${value}`),
  'appointment.body': (value) => tMaybe(`record.value.body.${value}`),
  'appointment.how': (value) => tMaybe(`record.value.how.${value}`),
  'appointment.party': (value) => tMaybe(`record.value.party.${value}`),
  'branch.form': (value) => tMaybe(`today.form.${value}`),
  'clip.coverage': (value) => tMaybe(`record.value.clip.coverage.${value}`),
  'consent.form': (value) => tMaybe(`members.consent.form.${value}`),
  'consent.scope': (value) => tMaybe(`members.consent.scope.${value}`),
  'developmentCase.ended': (value) => tMaybe(`members.ended.${value}`),
  'duesRecord.method': (value) => tMaybe(`dues.method.${value}`),
  'filing.recordKind': kindWord,
  'floatingRecord.direction': (value) => tMaybe(`members.direction.${value}`),
  'governanceItem.design': (value) => tMaybe(`governance.verdict.${value}`),
  'finding.risk': (value) => tMaybe(`review.risk.${value}`),
  'finding.state': (value) => tMaybe(`review.findingState.${value}`),
  'governanceItem.risk': (value) => tMaybe(`review.risk.${value}`),
  'governanceItem.effect': (value) => tMaybe(`governance.verdict.${value}`),
  'honour.sort': (value) => tMaybe(`affairs.value.sort.${value}`),
  'listedMatter.confidence': (value) => tMaybe(`record.value.confidence.${value}`),
  'matter.adopted': (value) => tMaybe(`record.value.adopted.${value}`),
  'matter.body': (value) => tMaybe(`record.value.body.${value}`),
  'meeting.mode': (value) => tMaybe(`life.value.mode.${value}`),
  'member.category': (value) => tMaybe(`today.category.${value}`),
  'member.gender': (value) => tMaybe(`branch.gender.${value}`),
  'member.posts': (value) => tMaybe(`branch.post.${value}`),
  'member.standing': (value) => tMaybe(`branch.standing.${value}`),
  'post.post': (value) => tMaybe(`branch.post.${value}`),
  'rectification.state': (value) => tMaybe(`life.value.state.${value}`),
  'request.channel': (value) => tMaybe(`affairs.value.channel.${value}`),
  'request.routedTo': (value) => tMaybe(`affairs.value.routedTo.${value}`),
  'request.state': (value) => tMaybe(`affairs.value.state.${value}`),
  'resolution.state': (value) => tMaybe(`life.value.state.${value}`),
  'sentNotice.channel': (value) => tMaybe(`notice.channel.${value}`),
  'sentNotice.how': (value) => tMaybe(`notice.how.${value}`),
  'sentNotice.kind': (value) => tMaybe(`notice.kind.${value}`),
  'studyLog.form': (value) => tMaybe(`today.form.study.${value}`),
  'studyLog.state': (value) => tMaybe(`papers.studyState.${value}`),
  'talk.occasion': (value) => tMaybe(`talk.occasion.${value}`),
  'unit.layer': (value) => tMaybe(`record.value.layer.${value}`),
};

/** Amounts, which the ledger keeps in fen. */
const MONEY = new Set(['duesRecord.paid', 'duesHandover.fen', 'duesBase.steps']);

/** A stored value of a flat field in words; whole, so that two of them can be told apart. */
export function valueWord(kind: string, field: string, value: Json | undefined, nameOf: NameOf): string {
  const [name, element] = split(field);
  if (name === SETTLED_NAME) return t('record.value.set');
  const of = `${kind}.${name}`;
  if (value === null || value === undefined || value === '')
    return t(element === undefined ? 'settings.noValue' : 'record.value.removed');
  if (value === true && element !== undefined) return t('record.value.set');
  if (typeof value === 'boolean') return t(value ? 'common.yes' : 'common.no');
  if (typeof value === 'number') return MONEY.has(of) ? yuanText(value) : String(value);
  if (typeof value === 'string') {
    const dateTime = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d)/.exec(value);
    return CHOICES[of]?.(value) ?? (dateTime ? `${dateTime[1]} ${dateTime[2]}` : nameOf(value));
  }
  if (Array.isArray(value))
    return value.map((item) => valueWord(kind, name, item, nameOf)).join(t('settings.listJoin'));
  return objectWord(of, value, nameOf);
}

/** What people know a compound value by: its state, its name, its text, its amount, else all that can be read in it. */
function objectWord(of: string, value: { [key: string]: Json }, nameOf: NameOf): string {
  if (of === 'meeting.attendance')
    return [
      tMaybe(`life.mark.${text(value.state)}`),
      tMaybe(`life.reason.${text(value.reason)}`),
      value.study,
    ]
      .filter(Boolean)
      .join(' · ');
  if (of === 'charter.clauses')
    return [
      `${text(value.no)} ${text(value.text)}`.trim(),
      t('record.value.elements', { count: Object.keys(value.elements ?? {}).length }),
    ].join(' · ');
  if (MONEY.has(of) && typeof value.fen === 'number') return yuanText(value.fen);
  if (of === 'governanceItem.evidence' || of === 'finding.proof') {
    const said = [value.quote, value.title, value.link, value.place]
      .filter(Boolean)
      .map((part) => text(part));
    if (said.length) return [...said, text(value.note)].filter(Boolean).join(' · ');
    if (value.record && typeof value.record === 'object')
      return kindWord(text((value.record as Fields).kind));
  }
  const file = value.file && typeof value.file === 'object' && !Array.isArray(value.file) ? value.file : {};
  const named = [file.name, value.name, value.text, value.value, value.aim, value.title, value.url].find(
    (part) => typeof part === 'string' && part,
  );
  const note = typeof value.note === 'string' && value.note;
  if (typeof named === 'string') return [named, note].filter(Boolean).join(' · ');
  if (typeof value.sha256 === 'string') return t('record.value.text', { count: Number(value.size) });
  return Object.values(value)
    .map((part) => (typeof part === 'object' ? '' : nameOf(String(part))))
    .filter(Boolean)
    .join(' · ');
}

const PRIVATE: Partial<Record<string, readonly string[]>> = {
  reflection: ['title', 'text', 'clip', 'meeting'],
  talk: ['content', 'problems', 'measures'],
  honour: ['sort', 'members', 'unit', 'what', 'issuer', 'document', 'basis'],
  appraisal: ['self', 'excellent', 'qualified', 'basic', 'unqualified', 'grade'],
};

/** True for fields whose elements and values lists of mixed records do not show: a member's grade, a penalty. */
export const isPrivateField = (kind: string, field: string): boolean =>
  PRIVATE[kind]?.includes(split(field)[0]) ?? false;
