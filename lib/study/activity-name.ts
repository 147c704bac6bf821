import { t, tDynamic } from '../i18n';
import type { Meeting } from '../records';

/** What an activity is called where one line has to name it: its title, else its types. */
export const activityName = ({
  title,
  types,
  otherType,
}: Pick<Meeting, 'title' | 'types' | 'otherType'>): string =>
  title ||
  Object.keys(types)
    .map((type) => (type === 'other' && otherType) || tDynamic(`life.type.${type}`))
    .join(t('life.typeJoin'));
