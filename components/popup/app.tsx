import { render } from 'preact';
import { useEffect, useMemo, useState } from 'preact/hooks';
import { loadMessages, onLanguage, t } from '../../lib/i18n';
import { openSpaces, type OpenSpaces, sharedCompany } from '../../lib/ledger';
import { lockKey } from '../../lib/platform/lock';
import { loadPolicy } from '../../lib/platform/policy';
import { panelKind } from '../../lib/platform/panel';
import { openWorkbench } from '../../lib/platform/workbench';
import { asFault, Fault } from '../../lib/records/fault';
import { followRules, loadRules } from '../../lib/rulebook/in-force';
import { Button, EmptyState, FaultNote, IconButton, Pill } from '../ui';
import { LedgerContext, type LedgerScope, useLiveOf } from '../ui/ledger-context';
import { followSettings, startSettings } from '../ui/settings';
import { ToastHost, toastFault } from '../ui/toast';
import { localDate, nowMilliseconds } from '../ui/use-today';
import { ClipCard } from './clip-card';
import { DueList } from './due-list';
import { QuickEntry } from './quick-entry';
import { showInPanel } from './show-in-panel';
import { usePendingFault } from './use-pending-fault';

/** Shows the popup. */
export async function startPopup(): Promise<void> {
  const root = document.getElementById('app') as HTMLElement;
  await Promise.all([startSettings(), loadMessages()]);
  document.title = t('common.appName');
  let spaces: OpenSpaces | Fault;
  try {
    spaces = await openSpaces(lockKey);
    const { own } = spaces;
    if (own.isSealed) void import('../lock/guard').then(({ guardWindow }) => guardWindow(own));
    else if ((await loadPolicy()).policy.requireLock) {
      const { RequiredLockPage } = await import('../lock');
      render(<RequiredLockPage params={{ own }} />, root);
      return;
    }
    followSettings(spaces.own);
    await loadRules(spaces.ledger, localDate(nowMilliseconds())).catch(toastFault);
  } catch (thrown) {
    spaces = asFault(thrown);
    if (spaces.code === 'E940') {
      const { LockScreen } = await import('../lock');
      render(<LockScreen />, root);
      return;
    }
  }
  render(<Popup spaces={spaces} />, root);
}

function Popup({ spaces }: { spaces: OpenSpaces | Fault }) {
  const [, repaint] = useState(0);
  useEffect(() => onLanguage(() => repaint((count) => count + 1)), []);
  const pending = usePendingFault();
  return (
    <div class="flex min-w-[360px] flex-col">
      {pending && (
        <div class="px-3.5 pt-3">
          <FaultNote fault={pending} />
        </div>
      )}
      {spaces instanceof Fault ? <Broken fault={spaces} /> : <Open spaces={spaces} />}
      <Foot />
      <ToastHost />
    </div>
  );
}

const Broken = ({ fault }: { fault: Fault }) => (
  <main class="space-y-2 p-3.5">
    <h1 class="text-title font-semibold">{t('popup.failed')}</h1>
    <FaultNote fault={fault} />
  </main>
);

function Open({ spaces: { ledger, own, space } }: { spaces: OpenSpaces }) {
  useEffect(() => followRules(ledger, toastFault), [ledger]);
  const known = useLiveOf(ledger, async () => {
    const [branches, me] = await Promise.all([ledger.list('branch', { limit: 1 }), ledger.meta('me')]);
    const branch = branches[0];
    return { branch, company: branch ? undefined : await sharedCompany(ledger), me };
  }, []);
  const scope = useMemo<LedgerScope | undefined>(
    () =>
      known && {
        ledger,
        own,
        space,
        // No part of the popup names a person, so it does not wait for the roster.
        members: [],
        groups: [],
        branch: known.branch,
        company: known.company,
        role: known.me?.role ?? 'secretary',
        me: known.me?.member ?? '',
      },
    [ledger, own, space, known],
  );
  if (!scope) return <main class="min-h-96" aria-busy="true" />;
  return (
    <LedgerContext.Provider value={scope}>
      <header class="border-line flex min-h-11 items-center gap-2 border-b px-3.5 py-1.5">
        <h1 class="text-title min-w-0 flex-1 truncate font-semibold">
          {scope.branch?.fields.name ?? scope.company?.name ?? t('common.appName')}
        </h1>
        {space === 'sample' && <Pill tone="info">{t('popup.sample')}</Pill>}
        <IconButton icon="wide" label={t('popup.openWorkbench')} onClick={() => showWorkbench()} />
      </header>
      <main class="space-y-3.5 p-3.5">
        {/* Who works on a company's checklist alone takes in no study material and writes no record of a branch. */}
        {!scope.company && <ClipCard />}
        {scope.company && scope.me ? (
          <DueList />
        ) : scope.branch && scope.me ? (
          <>
            <QuickEntry />
            <DueList />
          </>
        ) : (
          <EmptyState title={t('popup.setup.title')}>{t('popup.setup.text')}</EmptyState>
        )}
      </main>
    </LedgerContext.Provider>
  );
}

const showWorkbench = (): void => void openWorkbench().then(() => close());

const Foot = () => (
  <footer class="border-line bg-card sticky bottom-0 flex justify-end gap-2 border-t px-3.5 py-2.5">
    {panelKind() === 'none' ? (
      <Button action="open-workbench" onClick={showWorkbench}>
        {t('popup.openWorkbench')}
      </Button>
    ) : (
      <Button action="open-panel" icon="today" onClick={() => showInPanel()}>
        {t('popup.openPanel')}
      </Button>
    )}
  </footer>
);
