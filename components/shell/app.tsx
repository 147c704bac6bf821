import { render } from 'preact';
import { useEffect, useMemo, useState } from 'preact/hooks';
import { wholeRoster } from '../../lib/branch/terms';
import { currentLanguage, onLanguage, t } from '../../lib/i18n';
import { openSpaces, type OpenSpaces, sharedCompany } from '../../lib/ledger';
import { pokeBadge } from '../../lib/platform/badge';
import { lockKey } from '../../lib/platform/lock';
import { loadPolicy } from '../../lib/platform/policy';
import { asFault, type Fault } from '../../lib/records/fault';
import { followRules, loadRules } from '../../lib/rulebook/in-force';
import { setRules } from '../../lib/rules/packs';
import { TodayPage } from '../today/today-page';
import { ConfirmHost } from '../ui/dialog';
import { LedgerContext, type LedgerScope, useLiveOf, useScope } from '../ui/ledger-context';
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

const lockScreen: PageLoader = async () => (await import('../lock')).LockScreen as never;

const requiredLock: PageLoader = async () => (await import('../lock')).RequiredLockPage as never;

/** 今日 of somebody who is in the space of a company and in no branch. */
const companyToday: PageLoader = async () => (await import('../today/company-today')).CompanyToday as never;

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
    spaces = await openSpaces(lockKey);
  } catch (thrown) {
    const fault = asFault(thrown);
    render(
      fault.code === 'E940' ? <LazyPage load={lockScreen} params={{}} /> : <OpenFailed fault={fault} />,
      root,
    );
    return;
  }
  const { own } = spaces;
  if (own.isSealed) void import('../lock/guard').then(({ guardWindow }) => guardWindow(own));
  else if ((await loadPolicy()).policy.requireLock) {
    render(<LazyPage load={requiredLock} params={{ own } as never} />, root);
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

  const shown = useLiveOf(
    own,
    async () => ((await own.hasMoved()) ? 'moved' : ((await own.meta('space')) ?? 'own')),
    [],
  );
  useEffect(() => {
    // Another window opened or removed the sample, or set up a lock: this one follows it.
    if (shown !== undefined && shown !== space) location.reload();
  }, [shown, space]);

  const language = currentLanguage();
  useEffect(() => {
    let timer = 0;
    // Every commit of any window may change what is due; the worker counts anew once things are quiet, and at once
    // where nothing was counted yet, or on another day, for another person, in another language.
    const stop = ledger.live(
      async () => {
        await ledger.recentCommits(1);
        const [digest, person] = await Promise.all([ledger.meta('digest'), ledger.meta('me')]);
        return (
          digest?.language === language && digest.day === today && digest.mine?.member === person?.member
        );
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
  }, [ledger, language, today]);

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
    const branch = branches[0];
    return { groups, branch, company: branch ? undefined : await sharedCompany(ledger) };
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
  const started = (scope.branch ?? scope.company) && scope.me;
  // Every screen but 今日 may count on the roster being there.
  const ready = members !== undefined || onToday || !started;
  return (
    <LedgerContext.Provider value={scope}>
      {started ? (
        <Frame>{ready && <Screen />}</Frame>
      ) : FROM_OUTSIDE.includes(path) ? (
        <main class="mx-auto max-w-3xl">
          <LazyPage load={ROUTES[path] as PageLoader} params={{}} />
        </main>
      ) : (
        <LazyPage load={firstRun} params={{}} />
      )}
      <ConfirmHost />
      <ToastHost />
    </LedgerContext.Provider>
  );
}

/** Screens for somebody who has no branch here yet. */
const FROM_OUTSIDE = ['/share/join', '/share/company', '/share/recovery'];

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
  const { branch } = useScope();
  const path = usePath();
  const route = findRoute(path);
  if (route) return <LazyPage key={path} load={route.load} params={route.params} />;
  if (path !== '/today' && path !== '/') return <NotFound />;
  return branch ? <TodayPage /> : <LazyPage load={companyToday} params={{}} />;
}

const NotFound = () => (
  <div class="space-y-3 p-4">
    <p>{t('today.notFound')}</p>
    <button type="button" class="btn btn-plain" onClick={() => navigate('/today', { replace: true })}>
      {t('today.title')}
    </button>
  </div>
);
