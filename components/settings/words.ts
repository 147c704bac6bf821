import { t, tMaybe } from '../../lib/i18n';
import type { Json } from '../../lib/records/kind';
import { stampTime } from '../../lib/ledger';
import { localDate, localTime } from '../ui';

type NameOf = (idOrName: string | undefined) => string;
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
    case 'governanceItem':
      return [text(fields.item), text(fields.period)].filter(Boolean).join(' · ');
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
      return text(fields.problem);
    case 'appraisal':
      // Never the grade: this line stands in lists that others read.
      return [nameOf(text(fields.member)), text(fields.year)].join(' ');
    default:
      return text(fields.name) || text(fields.title) || text(fields.text) || kindWord(kind);
  }
}

/** Where in the product a record is opened; undefined for kinds without a screen of their own. */
export function recordRoute(kind: string, id: string, fields: Fields): string | undefined {
  switch (kind) {
    case 'meeting':
      return `/life/meeting/${id}`;
    case 'talk':
      return `/life/talk/${id}`;
    case 'honour':
      return `/honours/${id}`;
    case 'lesson':
      return `/study/lesson/${id}`;
    case 'reflection':
      return `/study/reflection/${id}`;
    case 'summary':
      return `/summary?year=${text(fields.year)}`;
    case 'request':
      return `/requests/${id}`;
    case 'appraisal':
      return `/life/appraisal?year=${text(fields.year)}`;
    case 'rectification':
      return text(fields.meeting) ? `/life/meeting/${text(fields.meeting)}` : '/rectifications';
    case 'resolution':
      return text(fields.meeting) ? `/life/meeting/${text(fields.meeting)}` : undefined;
    case 'member':
      return `/branch/member/${id}`;
    case 'clip':
      return `/study/clip/${id}`;
    case 'planItem':
      return `/plan/item/${id}`;
    case 'studyLog':
      if (text(fields.clip)) return `/study/clip/${text(fields.clip)}`;
      return text(fields.meeting) ? `/life/meeting/${text(fields.meeting)}` : '/study';
    case 'governanceItem':
      return `/governance/${text(fields.item)}?period=${encodeURIComponent(text(fields.period))}`;
    case 'consent':
    case 'erasure':
      return `/branch/member/${text(fields.member)}/privacy`;
    case 'floatingRecord':
      return '/branch/floating';
    case 'post':
      return '/branch/terms';
    case 'groupStay':
      return `/branch/member/${text(fields.member)}`;
    case 'developmentCase':
      return `/branch/development/${id}`;
    case 'duesRecord':
      return `/dues/member/${text(fields.member)}?month=${text(fields.month)}`;
    case 'duesBase':
      return `/dues/member/${text(fields.member)}?year=${String(fields.year)}`;
    case 'duesHandover':
      return `/dues?month=${text(fields.period).slice(0, 4)}-12&handover=${text(fields.period)}`;
    case 'branch':
    case 'partyGroup':
      return '/branch';
    default:
      return undefined;
  }
}

const FIELD_PLACES = ['settings', 'life', 'governance', 'members'] as const;

/** Name of a flat field; an element of a map is named by its person when it has one. */
export function fieldWord(field: string, nameOf: NameOf): string {
  const [name = field, element] = field.split('/');
  const found = FIELD_PLACES.map((place) => tMaybe(`${place}.field.${name}`)).find(Boolean);
  const label = found ?? (name === '_del' ? t('settings.trash') : name);
  return ['attendance', 'askers', 'members'].includes(name) && element
    ? `${label} · ${nameOf(element)}`
    : label;
}

const PRIVATE: Partial<Record<string, readonly string[]>> = {
  reflection: ['title', 'text', 'clip', 'meeting'],
  talk: ['content', 'problems', 'measures'],
  honour: ['sort', 'members', 'unit', 'what', 'issuer', 'document', 'basis'],
  appraisal: ['self', 'excellent', 'qualified', 'basic', 'unqualified', 'grade'],
};

/** True for values that lists of mixed records do not show: what was said in a talk, a member's grade. */
export const isPrivateField = (kind: string, field: string): boolean =>
  PRIVATE[kind]?.includes(field) ?? false;

/** A stored value in a few words, for lists that compare two of them. */
export function valueWord(value: Json, nameOf: NameOf): string {
  if (value === null || value === '') return t('settings.noValue');
  if (typeof value === 'boolean') return t(value ? 'common.yes' : 'common.no');
  if (typeof value === 'string') return short(nameOf(value));
  if (typeof value === 'number') return String(value);
  if (Array.isArray(value))
    return short(value.map((item) => valueWord(item, nameOf)).join(t('settings.listJoin')));
  if (typeof value.state === 'string') return tMaybe(`life.mark.${value.state}`) ?? value.state;
  const named = [value.name, value.text].find((part) => typeof part === 'string' && part);
  if (typeof named === 'string') return short(named);
  return typeof value.sha256 === 'string' ? t('settings.longText') : short(JSON.stringify(value));
}

const short = (value: string): string => (value.length > 60 ? `${value.slice(0, 60)}…` : value);

/** Local date and time of a stamp. */
export const stampWhen = (stamp: string): string => when(stampTime(stamp));

/** Local date and time of an instant in milliseconds. */
export const when = (milliseconds: number): string => `${localDate(milliseconds)} ${localTime(milliseconds)}`;

/** A number of bytes as people read it. */
export function bytesWord(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < 1024 * 1024) return `${Math.round(bytes / 1024)} KB`;
  if (bytes < 1024 ** 3) return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
  return `${(bytes / 1024 ** 3).toFixed(1)} GB`;
}
