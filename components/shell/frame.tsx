import type { ComponentChildren, ComponentType } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { t, type MessageKey } from '../../lib/i18n';
import { removeSample } from '../../lib/ledger';
import { lockNow } from '../../lib/platform/lock';
import { openWorkbench } from '../../lib/platform/workbench';
import { Icon, type IconName } from '../ui/icon';
import { IconButton } from '../ui/button';
import { useScope } from '../ui/ledger-context';
import { Link, navigate, usePath } from '../ui/router';
import { toastFault } from '../ui/toast';
import { useWide } from '../ui/use-wide';

interface Place {
  to: string;
  icon: IconName;
  label: MessageKey;
}

const BAR: readonly Place[] = [
  { to: '/today', icon: 'today', label: 'today.title' },
  { to: '/life', icon: 'life', label: 'today.nav.life' },
  { to: '/study', icon: 'study', label: 'today.nav.study' },
  { to: '/governance', icon: 'governance', label: 'today.nav.governance' },
];

const MENU: readonly Place[] = [
  { to: '/me', icon: 'check', label: 'today.nav.me' },
  { to: '/register', icon: 'register', label: 'today.nav.register' },
  { to: '/branch/roster', icon: 'roster', label: 'today.nav.roster' },
  { to: '/dues', icon: 'dues', label: 'today.nav.dues' },
  { to: '/branch', icon: 'life', label: 'today.nav.branch' },
  { to: '/share', icon: 'link', label: 'today.nav.share' },
  { to: '/settings/data', icon: 'download', label: 'today.nav.data' },
  { to: '/settings', icon: 'settings', label: 'today.nav.settings' },
];

const PLAN: readonly Place[] = [
  { to: '/plan', icon: 'calendar', label: 'today.nav.plan' },
  { to: '/deadlines', icon: 'history', label: 'today.nav.deadlines' },
];

const STUDY: readonly Place[] = [
  { to: '/study/hours', icon: 'check', label: 'today.nav.hours' },
  { to: '/study/reflections', icon: 'study', label: 'today.nav.reflections' },
];

const SIDE: readonly { head?: MessageKey; places: readonly Place[] }[] = [
  { places: [BAR[0] as Place, MENU[0] as Place] },
  {
    head: 'today.nav.life',
    places: [
      { ...(BAR[1] as Place), label: 'today.nav.meetings' },
      ...PLAN,
      MENU[2] as Place,
      MENU[3] as Place,
      MENU[4] as Place,
      MENU[5] as Place,
    ],
  },
  {
    head: 'today.nav.study',
    places: [{ ...(BAR[2] as Place), label: 'today.nav.materials' }, ...STUDY],
  },
  { head: 'today.nav.governance', places: [{ ...(BAR[3] as Place), label: 'today.nav.checklist' }] },
  { head: 'today.nav.out', places: [MENU[1], MENU[6], MENU[7]] as Place[] },
];

/** What somebody has who is in 公司共享 only: nothing of a branch. */
const REVIEW: Place = { to: '/review', icon: 'check', label: 'today.nav.review' };
const COMPANY = [BAR[0], REVIEW, BAR[3], MENU[5]] as Place[];
const COMPANY_RECORDS: readonly Place[] = [
  { to: '/governance/findings', icon: 'warning', label: 'today.company.findings' },
  { to: '/governance/charter', icon: 'file', label: 'today.nav.charter' },
  { to: '/governance/posts', icon: 'roster', label: 'today.nav.posts' },
  { to: '/governance/matters', icon: 'register', label: 'today.nav.matters' },
];
const COMPANY_MENU = [...COMPANY_RECORDS, MENU[6], MENU[7]] as Place[];
const COMPANY_SIDE: typeof SIDE = [
  { places: COMPANY.slice(0, 2) },
  {
    head: 'today.nav.governance',
    places: [{ ...(BAR[3] as Place), label: 'today.nav.checklist' }, ...COMPANY_RECORDS],
  },
  { head: 'today.nav.out', places: [MENU[5], MENU[6], MENU[7]] as Place[] },
];

/** Screens that the bottom bar leads to; there the frame shows the branch, elsewhere the screen shows its way back. */
const HEADS = new Set(['/today', '/', ...BAR.map((place) => place.to)]);

/** Screens that end in a bar of their own: the places at the bottom give way to it. */
const isForm = (path: string): boolean =>
  /^\/reentry\/|^\/life\/(new|meeting\/[^/]+\/(edit|notice)|talk\/.+|appraisal)$|^\/new\/others$|^\/study\/(clip\/|declare)|^\/dues\/(fix|pay)|^\/plan\/item\/|^\/branch\/(roster\/import|member\/)/.test(
    path,
  );

/** True in the full tab itself, which needs no way to open it. */
const inWorkbench = (): boolean => location.pathname.endsWith('/workbench.html');

/** Milliseconds after which the line of sharing is fetched: nothing of it is part of opening. */
const LINE_AFTER = 1200;

function useShareLine(): ComponentType | undefined {
  const [line, setLine] = useState<ComponentType>();
  useEffect(() => {
    const show = () => import('../share/status-line').then(({ StatusLine }) => setLine(() => StatusLine));
    const timer = setTimeout(() => void show().catch(() => undefined), LINE_AFTER);
    return () => clearTimeout(timer);
  }, []);
  return line;
}

/** Everything around a screen: the branch at the top, places at the bottom, or a menu at the side when wide. */
export function Frame({ children }: { children: ComponentChildren }) {
  const wide = useWide();
  const path = usePath();
  const Line = useShareLine();
  const line = Line && <Line />;
  if (path.startsWith('/print/')) return <main>{children}</main>;
  return wide ? (
    <WideFrame path={path} line={line}>
      {children}
    </WideFrame>
  ) : (
    <NarrowFrame path={path} line={line}>
      {children}
    </NarrowFrame>
  );
}

interface FrameProps {
  path: string;
  line: ComponentChildren;
  children: ComponentChildren;
}

function NarrowFrame({ path, line, children }: FrameProps) {
  const { branch, company } = useScope();
  return (
    <div class="flex h-dvh flex-col">
      <SkipLink />
      <SampleBanner />
      {(HEADS.has(path) || (!branch && path === REVIEW.to)) && (
        <header class="no-print border-line flex items-center gap-1 border-b py-2 pr-2 pl-3.5">
          <strong class="min-w-0 flex-1 truncate">{branch?.fields.name ?? company?.name}</strong>
          <LockButton />
          <IconButton icon="search" label={t('common.search')} onClick={() => navigate('/search')} />
          <Menu />
        </header>
      )}
      <main id="content" tabIndex={-1} class="relative min-h-0 flex-1 overflow-y-auto outline-none">
        {children}
      </main>
      {line}
      {!isForm(path) && <PlaceBar path={path} />}
    </div>
  );
}

function PlaceBar({ path }: { path: string }) {
  const { branch } = useScope();
  const links = (places: readonly Place[]) =>
    places.map((place) => <BarLink key={place.to} place={place} path={path} />);
  return (
    <nav
      aria-label={t('today.nav.label')}
      class={`place-bar no-print border-line bg-card grid border-t px-1 pt-1.5 pb-2 ${branch ? 'grid-cols-[1fr_1fr_56px_1fr_1fr] lang-en:grid-cols-[auto_auto_56px_auto_auto]' : 'grid-cols-4'}`}
    >
      {links(branch ? BAR.slice(0, 2) : COMPANY)}
      {branch && (
        <Link
          to="/new"
          label={t('today.new')}
          class="bg-red text-on-red mx-auto grid h-11 w-12 place-items-center rounded-xl"
        >
          <Icon name="plus" />
        </Link>
      )}
      {branch && links(BAR.slice(2))}
    </nav>
  );
}

function BarLink({ place, path }: { place: Place; path: string }) {
  const on = path === place.to || path.startsWith(`${place.to}/`);
  return (
    <a
      href={`#${place.to}`}
      aria-current={on ? 'page' : undefined}
      class={`text-meta flex flex-col items-center gap-px rounded-lg py-1 ${on ? 'text-red-ink font-semibold' : 'text-ink-3'}`}
    >
      <Icon name={place.icon} />
      {t(place.label)}
    </a>
  );
}

function Menu() {
  const { branch } = useScope();
  const [open, setOpen] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!open) return;
    const close = (event: Event) => {
      if (
        event instanceof KeyboardEvent ? event.key === 'Escape' : !box.current?.contains(event.target as Node)
      ) {
        setOpen(false);
      }
    };
    document.addEventListener('pointerdown', close);
    document.addEventListener('keydown', close);
    return () => {
      document.removeEventListener('pointerdown', close);
      document.removeEventListener('keydown', close);
    };
  }, [open]);
  return (
    <div ref={box} class="relative">
      <IconButton icon="more" label={t('common.more')} expanded={open} onClick={() => setOpen(!open)} />
      {open && (
        <nav
          aria-label={t('common.more')}
          class="border-line-strong bg-card absolute top-full right-0 z-30 mt-1 w-52 rounded-lg border py-1 shadow-lg"
          onClick={() => setOpen(false)}
        >
          {(branch ? [...PLAN, ...MENU] : COMPANY_MENU).map((place) => (
            <a key={place.to} href={`#${place.to}`} class="hover:bg-sunk flex items-center gap-2.5 px-3 py-2">
              <Icon name={place.icon} size={18} />
              {t(place.label)}
            </a>
          ))}
          {!inWorkbench() && (
            <button
              type="button"
              class="border-line hover:bg-sunk flex w-full items-center gap-2.5 border-t px-3 py-2"
              onClick={() =>
                void openWorkbench(location.hash.replace(/^#/, '') || '/today').catch(toastFault)
              }
            >
              <Icon name="wide" size={18} />
              {t('today.nav.workbench')}
            </button>
          )}
        </nav>
      )}
    </div>
  );
}

function WideFrame({ path, line, children }: FrameProps) {
  const { branch, company } = useScope();
  const side = branch ? SIDE : COMPANY_SIDE;
  const places = side.flatMap((part) => part.places);
  return (
    <div class="flex h-dvh flex-col">
      <SkipLink />
      <SampleBanner />
      <div class="grid min-h-0 flex-1 grid-cols-[208px_1fr]">
        <div class="no-print border-line flex flex-col overflow-y-auto border-r px-3 py-4">
          <div class="flex items-center">
            <strong class="text-title flex-1 px-2.5 font-semibold">{t('common.appName')}</strong>
            <LockButton />
          </div>
          <span class="text-meta text-ink-3 px-2.5 pb-2">{branch?.fields.name ?? company?.name}</span>
          {branch && (
            <Link to="/new" class="btn btn-primary mx-1 mb-2">
              <Icon name="plus" size={17} />
              {t('today.new')}
            </Link>
          )}
          <Link to="/search" class="btn mx-1 mb-1">
            <Icon name="search" size={17} />
            {t('common.search')}
          </Link>
          <nav aria-label={t('today.nav.label')}>
            {side.map((part) => (
              <div key={part.head ?? ''}>
                {part.head && <h2 class="text-meta text-ink-3 mx-2.5 mt-3 mb-1">{t(part.head)}</h2>}
                {part.places.map((place) => {
                  const on =
                    path === place.to ||
                    (path.startsWith(`${place.to}/`) && !isNested(path, place.to, places));
                  return (
                    <a
                      key={place.to}
                      href={`#${place.to}`}
                      aria-current={on ? 'page' : undefined}
                      class={`block rounded-lg px-2.5 py-1.5 ${on ? 'bg-red-wash text-red-ink font-semibold' : 'text-ink-2 hover:bg-sunk'}`}
                    >
                      {t(place.label)}
                    </a>
                  );
                })}
              </div>
            ))}
          </nav>
          {line}
        </div>
        <main id="content" tabIndex={-1} class="relative min-h-0 overflow-y-auto outline-none">
          <div class="mx-auto min-h-full max-w-[1240px]">{children}</div>
        </main>
      </div>
    </div>
  );
}

/** Locks at once; only where a lock is set up. */
function LockButton() {
  const { own } = useScope();
  return own.isSealed ? (
    <IconButton icon="lock" label={t('today.nav.lock')} onClick={() => void lockNow()} />
  ) : null;
}

/** True when a longer place of the menu claims the path (`/branch/roster` beside `/branch`). */
const isNested = (path: string, to: string, places: readonly Place[]): boolean =>
  places.some(
    (place) => place.to.length > to.length && place.to.startsWith(`${to}/`) && path.startsWith(place.to),
  );

const SkipLink = () => (
  <a
    href="#content"
    class="bg-card sr-only z-50 rounded-lg px-3 py-2 focus:not-sr-only focus:absolute"
    onClick={(event) => {
      event.preventDefault();
      document.getElementById('content')?.focus();
    }}
  >
    {t('today.skip')}
  </a>
);

/** Says on every screen that what is shown is the fictional sample, and removes it in one click. */
function SampleBanner() {
  const { space, own, ledger } = useScope();
  if (space !== 'sample') return null;
  const leave = async () => {
    // One click and no question: the sample is fiction, and the person's own ledger is not touched.
    try {
      ledger.close();
      await removeSample(own);
      location.hash = '/today';
      location.reload();
    } catch (thrown) {
      toastFault(thrown);
    }
  };
  return (
    <div
      role="note"
      class="no-print bg-due-wash text-due text-meta flex items-center gap-2 px-3.5 py-1"
      data-sample-banner
    >
      <span class="min-w-0 flex-1">{t('today.sample.banner')}</span>
      <button type="button" class="shrink-0 rounded-s font-semibold underline" onClick={() => void leave()}>
        {t('today.sample.remove')}
      </button>
    </div>
  );
}
