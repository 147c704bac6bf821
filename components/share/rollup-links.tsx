import { t } from '../../lib/i18n';
import { Card, Row, Section, useRole } from '../ui';

/** The ways to what a branch reports to its committee, and to what a committee sees of its branches. */
export function RollupLinks() {
  const role = useRole();
  if (role === 'member') return null;
  return (
    <Section title={t('rollups.title')}>
      <Card>
        <Row title={t('rollups.title')} meta={t('rollups.titleHint')} to="/share/rollup" />
        <Row title={t('rollups.overview')} meta={t('rollups.overviewHint')} to="/share/rollups" />
      </Card>
    </Section>
  );
}
