import { t, tDynamic } from '../../lib/i18n';
import type { Rec } from '../../lib/ledger';

/** An activity's own title, or its types. */
export const meetingName = (meeting: Rec<'meeting'>): string =>
  meeting.fields.title ||
  Object.keys(meeting.fields.types)
    .map((type) => (type === 'other' && meeting.fields.otherType) || tDynamic(`today.type.${type}`))
    .join(t('today.listMark'));
