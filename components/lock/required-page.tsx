import { t } from '../../lib/i18n';
import type { Ledger } from '../../lib/ledger';
import { Note, Page } from '../ui';
import { SetUp } from './set-up';

/** Shown before anything else where the organisation requires a lock and there is none. */
export const RequiredLockPage = ({ params }: { params: { own: Ledger } }) => (
  <Page title={t('lock.title')}>
    <Note tone="info">{t('lock.required')}</Note>
    <SetUp own={params.own} onDone={() => location.reload()} />
  </Page>
);
