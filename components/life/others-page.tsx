import { t } from '../../lib/i18n';
import { navigate, Segments, useQuery } from '../ui';
import { OthersMakeUp } from './others-make-up';
import { OthersRequests } from './others-requests';
import { OthersStudy } from './others-study';
import { OthersTalks } from './others-talks';

const WHAT = ['study', 'makeUp', 'talk', 'request'] as const;
type What = (typeof WHAT)[number];

/** 代多人登记: what was done by many is entered from one pasted list, in one commit that one press undoes. */
export function OthersPage() {
  const query = useQuery();
  const asked = query.get('what') as What;
  const what = WHAT.includes(asked) ? asked : 'study';
  const choice = (
    <Segments
      label={t('types.others')}
      options={[
        { value: 'study', label: t('types.others.study') },
        { value: 'makeUp', label: t('types.others.makeUp') },
        { value: 'talk', label: t('talk.title') },
        { value: 'request', label: t('affairs.request.title') },
      ]}
      value={what}
      onChange={(next) => navigate(`/new/others?what=${next}`, { replace: true })}
    />
  );
  const Part = { study: OthersStudy, makeUp: OthersMakeUp, talk: OthersTalks, request: OthersRequests }[what];
  return <Part key={what} choice={choice} />;
}
