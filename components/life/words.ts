import { currentLanguage, t, tDynamic } from '../../lib/i18n';
import type { AttendanceEntry } from '../../lib/records/meeting';
import type { Mark } from '../../lib/life/summary';
import type { MeetingWarning } from '../../lib/life/warnings';
import { formatDate } from '../../lib/rules/calendar';

type NameOf = (idOrName: string) => string;

/** Chips of the form: short names, in the order in which they are most used. */
export const typeOptions = () =>
  (['themeDay', 'lecture', 'general', 'committee', 'group', 'orgLife', 'appraisal', 'other'] as const).map(
    (value) => ({ value, label: tDynamic(`life.typeShort.${value}`) }),
  );

/** 11-25: the date as the bar at the bottom and lists show it; with the year when it is not this one. */
export const shortDate = (date: string, today: string): string =>
  date.slice(0, 4) === today.slice(0, 4) ? date.slice(5, 10) : date.slice(0, 10);

/** Names in one line; a long list is cut and counted. */
export function nameList(ids: readonly string[], nameOf: NameOf, most = 6): string {
  const shown = ids.slice(0, most).map(nameOf).join(t('life.nameJoin'));
  return ids.length > most ? t('life.nameMore', { names: shown, count: ids.length }) : shown;
}

/** 请假 · 出差、外出; 缺席 · 11-20 补课. */
export function entryText(entry: AttendanceEntry | undefined): string {
  if (!entry) return t('life.mark.unmarked');
  const parts = [tDynamic(`life.mark.${entry.state}`)];
  if (entry.reason) parts.push(tDynamic(`life.reason.${entry.reason}`));
  if (entry.madeUpOn) parts.push(t('life.madeUpOn', { date: entry.madeUpOn }));
  return parts.join(' · ');
}

/** Quiet colours of the attendance states, always together with the word. */
export const MARK_STYLE: Record<Mark, string> = {
  present: 'border-ok bg-ok-wash text-ok',
  online: 'border-info bg-info-wash text-info',
  leave: 'border-due bg-due-wash text-due',
  absent: 'border-red bg-red-wash text-red-ink',
  makeup: 'border-ok bg-card text-ok border-dashed',
  observer: 'border-line-strong bg-sunk text-ink-2',
  unmarked: 'border-line bg-card text-ink',
};

/** What a warning says, and how loudly. */
export function warningText(warning: MeetingWarning, nameOf: NameOf): { text: string; tone: 'info' | 'due' } {
  switch (warning.code) {
    case 'missing': {
      const fields = warning.fields.map((name) => tDynamic(`life.field.${name}`)).join(t('life.nameJoin'));
      return { text: t('life.warn.missing', { fields }), tone: 'due' };
    }
    case 'unmarked':
    case 'noReason':
    case 'observerIsMember':
    case 'presentNotExpected': {
      const names = nameList(warning.members, nameOf);
      return {
        text: tDynamic(`life.warn.${warning.code}`, { names, count: warning.members.length }),
        tone: 'due',
      };
    }
    case 'late':
      return { text: t('life.warn.late', { count: warning.days }), tone: 'info' };
    case 'quorum': {
      const { present, eligible, presentNeeded, yesNeeded, quorate } = warning.vote;
      const numbers = { present, eligible, needed: presentNeeded, yes: yesNeeded };
      return quorate
        ? { text: t('life.warn.quorum', numbers), tone: 'info' }
        : { text: t('life.warn.noQuorum', numbers), tone: 'due' };
    }
    case 'planned':
      return { text: t('life.warn.planned'), tone: 'info' };
    default:
      return { text: tDynamic(`life.warn.${warning.code}`), tone: 'due' };
  }
}

/** 2026 年 11 月: heading over the activities of a month. */
export function monthHeading(month: string): string {
  const language = currentLanguage();
  const [year = '', number = '1'] = month.split('-');
  return language === 'en'
    ? formatDate(`${month}-01`, 'en', { year: true }).replace(/^\d+ /, '')
    : t('life.month', { year, month: Number(number) });
}
