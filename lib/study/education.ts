import { t, tDynamic } from '../i18n';
import { EDUCATION, type Education } from '../records/study';

/** The tasks of education of an activity or a clip as a list; '' when nobody has sorted it, which is no gap. */
export const educationText = ({ education }: { education?: Partial<Record<Education, true>> }): string =>
  EDUCATION.filter((task) => education?.[task])
    .map((task) => tDynamic(`lists.education.${task}`))
    .join(t('exchange.listJoin'));
