import { t } from '../../lib/i18n';
import { shareStatus } from '../../lib/sync';
import { Card, Note, Page, Row, Section, useLive, useScope } from '../ui';

/** 共享: whether it is set up, and how it stands. */
export function SharePage() {
  const { ledger } = useScope();
  const status = useLive(async () => ({ share: await shareStatus(ledger) }), []);
  if (!status) return null;
  const { share } = status;
  return (
    <Page title={t('share.title')} back="/settings">
      <Section title={t('share.status')}>
        <Card>
          {share ? (
            <Row title={t('share.waiting', { count: share.unconfirmed })} />
          ) : (
            <Row title={t('share.none')} meta={t('share.noneHint')} />
          )}
        </Card>
      </Section>
      {!share && <Note tone="info">{t('share.sealed')}</Note>}
    </Page>
  );
}
