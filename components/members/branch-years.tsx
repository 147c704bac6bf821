import { t } from '../../lib/i18n';
import { Card, Row, Section, useLedger, useLive } from '../ui';

/** The ways from 本支部 to what it keeps of its members over the years, each with its count. */
export function BranchYears() {
  const ledger = useLedger();
  const counts = useLive(
    async () => ({
      cases: await ledger.countLinked('developmentCase:open'),
      away: await ledger.countLinked('floatingRecord:open'),
    }),
    [],
  );
  return (
    <Section title={t('members.years')}>
      <Card>
        <Row to="/branch/terms" title={t('members.term.title')} meta={t('members.term.short')} />
        <Row
          to="/branch/development"
          title={t('members.dev.title')}
          meta={
            counts &&
            (counts.cases ? t('members.dev.open', { count: counts.cases }) : t('members.dev.emptyShort'))
          }
        />
        <Row
          to="/branch/floating"
          title={t('members.flow.title')}
          meta={
            counts &&
            (counts.away ? t('members.flow.openCount', { count: counts.away }) : t('members.flow.noneShort'))
          }
        />
      </Card>
    </Section>
  );
}
