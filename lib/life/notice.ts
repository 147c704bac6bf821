import { t, tDynamic } from '../i18n';
import type { Meeting } from '../records';
import { typesOf } from './draft';

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
