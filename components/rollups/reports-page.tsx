import { t } from '../../lib/i18n';
import { ownOrganisation } from '../../lib/rollups/organisation';
import { Page, useLedger, useLive } from '../ui';
import { MakeOrganisation } from './organisation-part';
import { ReportsView } from './reports-view';

/** 汇总一览: all branches that report to this committee, at a glance. */
export function ReportsPage() {
  const ledger = useLedger();
  const found = useLive(async () => ({ organisation: await ownOrganisation(ledger) }), []);
  return (
    <Page title={t('rollups.overview')} back="/share" remark={found?.organisation?.own.name}>
      {!found ? (
        <p aria-busy="true" class="text-meta text-ink-3">
          {t('common.loading')}
        </p>
      ) : found.organisation ? (
        <ReportsView organisation={found.organisation} />
      ) : (
        <MakeOrganisation />
      )}
    </Page>
  );
}
