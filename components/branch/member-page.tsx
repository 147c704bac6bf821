import { t } from '../../lib/i18n';
import { restoreMember } from '../../lib/branch/members';
import { Button, EmptyState, Link, navigate, Page, toastFault, useLedger, useLive, useQuery } from '../ui';
import { toastUndo } from './hooks';
import { MemberEdit } from './member-edit';
import { MemberView } from './member-view';

/** One member: what is known, and the form to change it (`?edit=1`). The id `new` adds one. */
export function MemberPage({ params }: { params: Record<string, string> }) {
  const ledger = useLedger();
  const id = params.id ?? 'new';
  const editing = useQuery().get('edit') === '1';
  const found = useLive(
    async () => ({ record: await ledger.find(id), live: await ledger.get('member', id) }),
    [id],
  );
  if (id === 'new') return <MemberEdit />;
  if (!found)
    return (
      <Page title={t('branch.roster')} back="/branch/roster">
        {null}
      </Page>
    );
  const { record, live } = found;
  if (live) return editing ? <MemberEdit key={live.id} record={live} /> : <MemberView record={live} />;
  const trashed = record?.kind === 'member' ? record : undefined;
  const restore = async (): Promise<void> => {
    if (!trashed) return;
    try {
      const { n } = await restoreMember(ledger, trashed);
      toastUndo(
        ledger,
        t('branch.broughtBack', { name: String((trashed.fields as { name?: string }).name ?? '') }),
        n,
      );
    } catch (thrown) {
      toastFault(thrown);
    }
  };
  return (
    <Page title={t('branch.roster')} back="/branch/roster">
      <EmptyState
        title={trashed ? t('branch.inTrash') : t('branch.memberMissing')}
        action={
          trashed ? (
            <Button kind="primary" onClick={() => void restore()}>
              {t('branch.restore')}
            </Button>
          ) : (
            <Button onClick={() => navigate('/branch/roster', { replace: true })}>
              {t('branch.toRoster')}
            </Button>
          )
        }
      >
        {trashed && <Link to="/branch/roster">{t('branch.toRoster')}</Link>}
      </EmptyState>
    </Page>
  );
}
