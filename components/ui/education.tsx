import { t, tDynamic } from '../../lib/i18n';
import { EDUCATION, type Education } from '../../lib/records/study';
import { Basis } from './basis';
import { usePack } from './rules';

/** Name of one of the seven tasks of education. */
export const educationName = (task: string): string => tDynamic(`lists.education.${task}`);

/** The seven tasks as choices. */
export const educationOptions = (): { value: Education; label: string }[] =>
  EDUCATION.map((value) => ({ value, label: educationName(value) }));

/** Where the seven tasks stand. */
export function EducationBasis() {
  const pack = usePack();
  const words = t('lists.educationArticles');
  return (
    <Basis
      basis={[{ source: 'education', article: { zh: words, en: words, zhTW: words } }]}
      sources={pack.sources}
      confidence="confirmed"
    />
  );
}

/** Names of the tasks of a record in one line; '' when there are none. */
export const educationNames = (tasks: Readonly<Record<string, true>> | undefined): string =>
  EDUCATION.filter((task) => tasks?.[task])
    .map(educationName)
    .join(t('life.typeJoin'));
