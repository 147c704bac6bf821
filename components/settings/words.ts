import { stampTime } from '../../lib/ledger';
import { localDate, localTime } from '../ui';

type Fields = Record<string, unknown>;

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Where in the product a record is opened; undefined for kinds without a screen of their own. */
export function recordRoute(kind: string, id: string, fields: Fields): string | undefined {
  switch (kind) {
    case 'meeting':
      return `/life/meeting/${id}`;
    case 'talk':
      return `/life/talk/${id}`;
    case 'algorithmCheck':
      return `/algorithm/${id}`;
    case 'appointment':
      return `/governance/posts/entry/${id}`;
    case 'charter':
      return `/governance/charter/${id}`;
    case 'matter':
      return `/governance/matters/entry/${id}`;
    case 'listedMatter':
      return `/governance/matters/listed/${id}`;
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
    case 'finding':
      return `/governance/findings?finding=${id}`;
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

/** A text as a list that compares two of them shows it. */
export const short = (value: string): string => (value.length > 60 ? `${value.slice(0, 60)}…` : value);

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
