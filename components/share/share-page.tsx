import { useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import { asFault, type Fault } from '../../lib/records/fault';
import { exchangeNow, keptPlace } from '../../lib/share';
import { shareStatus } from '../../lib/sync';
import { Button, Card, FaultNote, Note, Page, Row, Section, useLive, useScope } from '../ui';

/** 共享: whether it is set up, and how it stands. */
export function SharePage() {
  const { ledger } = useScope();
  const [fault, setFault] = useState<Fault>();
  const status = useLive(
    async () => ({ share: await shareStatus(ledger), place: await keptPlace(ledger) }),
    [],
  );
  if (!status) return null;
  const { share, place } = status;
  const run = () => {
    setFault(undefined);
    exchangeNow(ledger).catch((thrown: unknown) => setFault(asFault(thrown)));
  };
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
      {fault && <FaultNote fault={fault} />}
      {share && place && <Button onClick={run}>{t('share.now')}</Button>}
      {!share && <Note tone="info">{t('share.sealed')}</Note>}
    </Page>
  );
}
