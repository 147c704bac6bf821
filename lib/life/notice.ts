import { currentLanguage, t, tDynamic } from '../i18n';
import type { Rec } from '../ledger';
import type { Meeting } from '../records';
import { dateOf, formatDate, formatWeekday } from '../rules/calendar';
import { agendaOf, typesOf } from './draft';
import { audienceOf } from './expected';

/** The types of an activity in words, the free one by its name. */
export const typeNames = (fields: Pick<Meeting, 'types' | 'otherType'>): string[] =>
  typesOf(fields).map((type) =>
    type === 'other' && fields.otherType ? fields.otherType : tDynamic(`life.type.${type}`),
  );

/** What an activity is called where one line has to name it: its title, else its types. */
export const meetingTitle = (fields: Pick<Meeting, 'types' | 'otherType' | 'title'>): string =>
  fields.title || typeNames(fields).join(t('life.typeJoin'));

/** `15:00–16:30`, or the start alone. */
export const timeSpan = (fields: Pick<Meeting, 'startsAt' | 'endsAt'>): string =>
  fields.startsAt.slice(11) + (fields.endsAt ? `–${fields.endsAt.slice(11)}` : '');

/** The place as it is read: the room, 线上, or both. */
export function placeText(fields: Pick<Meeting, 'mode' | 'place'>): string {
  const online = fields.mode === 'online' || fields.mode === 'hybrid';
  const parts = [online ? t('life.mode.online') : '', fields.place ?? ''];
  return parts.filter(Boolean).join(' + ');
}

/**
 * The notice of an activity as text for the group chat, in the language in use. What is not known yet is left out.
 * Ends with how to answer so that the answers can be pasted back as attendance.
 */
export function meetingNotice(
  fields: Meeting,
  about: {
    branch: string;
    nameOf: (idOrName: string) => string;
    groupName?: string;
    clips?: ReadonlyMap<string, Rec<'clip'>>;
  },
): string {
  const language = currentLanguage();
  const day = dateOf(fields.startsAt);
  const lines = [t('life.notice.head', { branch: about.branch, title: meetingTitle(fields) })];
  const add = (key: Parameters<typeof t>[0], value: string | undefined): void => {
    if (value) lines.push(t(key, { value }));
  };
  const when = `${formatDate(day, language, { year: true })} ${formatWeekday(day, language)} ${timeSpan(fields)}`;
  if (fields.title) add('life.notice.type', typeNames(fields).join(t('life.typeJoin')));
  add('life.notice.when', when);
  add('life.notice.where', placeText(fields));
  add('life.notice.who', audienceText(fields, about.groupName));
  add('life.notice.host', fields.host && about.nameOf(fields.host));
  add('life.notice.lecturer', fields.lecturer && about.nameOf(fields.lecturer));
  const agenda = agendaOf(fields);
  if (agenda.length) lines.push(t('life.notice.agenda'));
  agenda.forEach((item, index) => {
    lines.push(`${index + 1}. ${item.text}`);
    const url = item.clip && about.clips?.get(item.clip)?.fields.url;
    if (url) lines.push(`   ${url}`);
  });
  lines.push(t('life.notice.answer'));
  return lines.join('\n');
}

function audienceText(fields: Meeting, groupName: string | undefined): string {
  if (audienceOf(fields) === 'branch') return t('life.audience.branch');
  const parts: string[] = [];
  if (fields.types.committee) parts.push(t('life.audience.committee'));
  if (fields.types.group && groupName) parts.push(groupName);
  return parts.join(t('life.typeJoin'));
}
