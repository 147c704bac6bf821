import { render } from 'preact';
import { useEffect, useMemo, useState } from 'preact/hooks';
import { wholeRoster } from '../../lib/branch/terms';
import { currentLanguage, onLanguage, t } from '../../lib/i18n';
import { openSpaces, type OpenSpaces } from '../../lib/ledger';
import { pokeBadge } from '../../lib/platform/badge';
import { asFault, type Fault } from '../../lib/records/fault';
import { followRules, loadRules } from '../../lib/rulebook/in-force';
import { setRules } from '../../lib/rules/packs';
import { TodayPage } from '../today/today-page';
import { ConfirmHost } from '../ui/dialog';
import { LedgerContext, type LedgerScope, useLiveOf } from '../ui/ledger-context';
import { navigate, startRouter, usePath } from '../ui/router';
import { followSettings, startSettings } from '../ui/settings';
import { ToastHost, toastFault } from '../ui/toast';
import { localDate, nowMilliseconds, useToday } from '../ui/use-today';
import { Frame } from './frame';
import { LazyPage, type PageLoader } from './lazy';
import { findRoute, ROUTES } from './routes';

const openFailed: PageLoader = async () => {
  const { OpenFailedPage } = await import('../settings/open-failed-page');
  return OpenFailedPage as never;
};

const firstRun: PageLoader = async () => (await import('../branch/start-first-run')).FirstRunPage as never;

/** Milliseconds of quiet after a change before the worker counts anew. */
const RECOUNT_AFTER = 1500;

/** Opens the ledger and shows the product in a window: the side panel, or the workbench tab. */
export async function startApp(): Promise<void> {
  const root = document.getElementById('app') as HTMLElement;
  await startSettings();
  startRouter();
  let spaces: OpenSpaces;
  try {
    spaces = await openSpaces();
  } catch (thrown) {
    render(<OpenFailed fault={asFault(thrown)} />, root);
    return;
  }
  followSettings(spaces.own);
  // Nothing is judged before it is known by which rules. Were they unreadable, the national ones hold.
  await loadRules(spaces.ledger, localDate(nowMilliseconds())).catch(toastFault);
  // Asked once per window; the browser decides by itself and asks nothing of the user.
  void navigator.storage?.persist?.();
  render(<App spaces={spaces} />, root);
}

const OpenFailed = ({ fault }: { fault: Fault }) => (
  <main class="p-4">
    <LazyPage load={openFailed} params={{ fault: fault as never }} />
  </main>
);

function App({ spaces }: { spaces: OpenSpaces }) {
  const { ledger, own, space } = spaces;
  const [, repaint] = useState(0);
  useEffect(() => onLanguage(() => repaint((count) => count + 1)), []);

  const today = useToday();
  useEffect(() => setRules({ today }), [today]);
  useEffect(() => followRules(ledger, toastFault), [ledger]);

  const shown = useLiveOf(own, async () => (await own.meta('space')) ?? 'own', []);
  useEffect(() => {
    // Another window opened or removed the sample: this one follows it.
    if (shown !== undefined && shown !== space) location.reload();
  }, [shown, space]);

  const language = currentLanguage();
  useEffect(() => {
    let timer = 0;
    // Every commit of any window may change what is due; the worker counts anew once things are quiet, and at once
    // where nothing was counted yet or in another language.
    const stop = ledger.live(
      async () => {
        await ledger.recentCommits(1);
        return (await ledger.meta('digest'))?.language === language;
      },
      (known) => {
        clearTimeout(timer);
        timer = setTimeout(() => void pokeBadge(), known ? RECOUNT_AFTER : 0) as unknown as number;
      },
      () => undefined,
    );
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [ledger, language]);

  const path = usePath();
  const onToday = path === '/today' || path === '/';
  const rosterWanted = useRosterWanted(!onToday);
  const members = useLiveOf(ledger, async () => (rosterWanted ? wholeRoster(ledger) : undefined), [
    rosterWanted,
  ]);
  const facts = useLiveOf(ledger, async () => {
    const [groups, branches] = await Promise.all([
      ledger.list('partyGroup'),
      ledger.list('branch', { limit: 1 }),
    ]);
    return { groups, branch: branches[0] };
  }, []);
  const me = useLiveOf(ledger, async () => {
    const value = await ledger.meta('me');
    await ledger.refreshMe();
    return value ?? { member: '', role: 'secretary' as const };
  }, []);

  const scope = useMemo<LedgerScope | undefined>(
    () =>
      facts && me && { ledger, own, space, ...facts, members: members ?? [], role: me.role, me: me.member },
    [ledger, own, space, facts, members, me],
  );
  if (!scope) return null;
  const started = scope.branch && scope.me;
  // Every screen but 今日 may count on the roster being there.
  const ready = members !== undefined || onToday || !started;
  return (
    <LedgerContext.Provider value={scope}>
      {started ? (
        <Frame>{ready && <Screen />}</Frame>
      ) : (
        <LazyPage load={path === '/share/join' ? (ROUTES[path] as PageLoader) : firstRun} params={{}} />
      )}
      <ConfirmHost />
      <ToastHost />
    </LedgerContext.Provider>
  );
}

/** Milliseconds after which the roster is read although 今日, which does without it, is still shown. */
const ROSTER_LATER = 800;

/** False until the roster is needed: a branch of hundreds must not slow down the first look at what is due. */
function useRosterWanted(now: boolean): boolean {
  const [wanted, setWanted] = useState(now);
  if (now && !wanted) setWanted(true);
  useEffect(() => {
    const timer = setTimeout(() => setWanted(true), ROSTER_LATER);
    return () => clearTimeout(timer);
  }, []);
  return wanted || now;
}

function Screen() {
  const path = usePath();
  const route = findRoute(path);
  if (route) return <LazyPage key={path} load={route.load} params={route.params} />;
  if (path !== '/today' && path !== '/') return <NotFound />;
  return <TodayPage />;
}

const NotFound = () => (
  <div class="space-y-3 p-4">
    <p>{t('today.notFound')}</p>
    <button type="button" class="btn btn-plain" onClick={() => navigate('/today', { replace: true })}>
      {t('today.title')}
    </button>
  </div>
);
