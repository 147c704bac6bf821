import { t } from '../../lib/i18n';
import { Button, Card, Link, navigate, Section, useLedger, useLive, useScope, useToday } from '../ui';

/** For compliance staff: how many checklist items of the present period are still open. */
export function ComplianceCard() {
  const ledger = useLedger();
  const today = useToday();
  const companyId = useScope().branch?.fields.companyId ?? '';
  const open = useLive(async () => {
    const { openItemCount } = await import('../../lib/governance/checklist');
    return openItemCount(ledger, companyId, today);
  }, [companyId, today]);
  return (
    <Section title={t('today.nav.checklist')} link={<Link to="/governance">{t('today.all')}</Link>}>
      <Card pad>
        <p>{open === undefined ? t('common.loading') : t('today.openItems', { count: open })}</p>
        <Button small kind="primary" onClick={() => navigate('/governance')}>
          {t('today.goOn')}
        </Button>
      </Card>
    </Section>
  );
}
