import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { isPinyinReady, loadPinyin } from '../../lib/branch/name-search';
import { currentLanguage } from '../../lib/i18n';
import {
  arrangeRows,
  filterRows,
  filterWords,
  mayBePinyin,
  searchTexts,
  type Wanted,
} from '../../lib/registers/arrange';
import {
  type AnyRegister,
  columnsOf,
  type RegisterColumn,
  type RegisterQuery,
} from '../../lib/registers/register';
import type { RegisterExtract } from '../../lib/registers/sheets';
import { readVariant, readView, type RegisterView, withView } from '../../lib/registers/view';
import { formatPeriod, parsePeriod, periodRange, type PeriodKey } from '../../lib/rules/periods';
import { navigate, toastFault, useBranch, useLedger, useLive, useQuery, useScope, useToday } from '../ui';
import { periodOf, registerRoute, wantedOf, wantedQuery } from './address';

/** Typing waits so long before a large register is filtered anew. */
const TYPING = 150;
/** From so many lines on. */
const LARGE = 2000;
/** The address follows the filter after so long. */
const SETTLED = 400;

/** A register that was read, as a person wants it. */
export interface OpenRegister {
  register: AnyRegister;
  query: RegisterQuery;
  period: PeriodKey;
  columns: readonly RegisterColumn<unknown, unknown>[];
  context: unknown;
  /** Every line, and those that fit the filter in their order. */
  all: readonly unknown[];
  rows: readonly unknown[];
  groupOf: ((row: unknown) => string) | undefined;
  view: RegisterView;
  /** Remembers what a change makes of the view as it is stored: two presses may come before one is drawn. */
  remember: (change: (before: RegisterView) => Partial<RegisterView>) => void;
  wanted: Wanted;
  want: (patch: Partial<Wanted>) => void;
  /** True when the filter leaves lines out. */
  filtered: boolean;
  /** Its address with period and filter; another base for the printer's. */
  route: (base?: string, period?: PeriodKey) => string;
  extract: () => RegisterExtract<unknown, unknown>;
}

/** What the printer and the screen need: the register of the address, read and arranged. Undefined while reading. */
export function useRegister(register: AnyRegister): OpenRegister | undefined {
  const ledger = useLedger();
  const { role, me } = useScope();
  const today = useToday();
  const branch = useBranch()?.fields.name ?? '';
  const period = periodOf(register, useQuery(), today);
  const { wanted, want, flush } = useWanted(register, period);
  const language = currentLanguage();
  const views = useLive(async () => (await ledger.meta('registerViews')) ?? {}, []);
  const variant = views && readVariant(views, register);
  const found = useLive(async () => {
    if (variant === undefined) return undefined;
    const query: RegisterQuery = {
      ledger,
      period,
      range: periodRange(period) ?? { from: today, to: today },
      year: parsePeriod(period)?.year ?? Number(today.slice(0, 4)),
      today,
      role,
      me,
      variant,
    };
    return { query, ...(await register.read(query)) };
  }, [register, period, today, role, me, variant, language]);
  const text = useSlowly(wanted.text, (found?.rows.length ?? 0) > LARGE ? TYPING : 0);
  const pinyin = usePinyin(Boolean(register.names) && mayBePinyin(text));
  const columns = useMemo(() => found && columnsOf(register, found.context), [register, found?.context]);
  const textOf = useMemo(
    () => found && searchTexts(register as never, found.context as never),
    [register, found?.context, language],
  );
  const kept = useMemo(
    () =>
      found && textOf
        ? filterRows(register as never, found as never, { text, choices: wanted.choices }, textOf as never)
        : [],
    [register, found, text, wanted.choices, textOf, pinyin, language],
  ) as readonly unknown[];
  const view = useMemo(
    () => (columns ? readView(views, register, columns) : undefined),
    [views, register, columns],
  );
  const arranged = useMemo(
    () => (found && view ? arrangeRows(register, kept, found.context, view) : undefined),
    [register, kept, found?.context, view?.sort?.key, view?.sort?.descending, view?.group, language],
  );
  if (!found || !columns || !view || !arranged) return undefined;
  if (found.query.period !== period || found.query.variant !== variant) return undefined;
  const { query, context, rows: all } = found;
  return {
    register,
    query,
    period,
    columns,
    context,
    all,
    ...arranged,
    view,
    remember: (change) =>
      void ledger
        .changeMeta('registerViews', (stored) => {
          const before = readView(stored, register, columns);
          return withView(stored, register, { ...before, ...change(before) });
        })
        .catch(toastFault),
    wanted,
    want,
    filtered: arranged.rows.length < all.length,
    route: (base, other = period) => {
      flush();
      return registerRoute(register, other, wanted, base);
    },
    extract: () => ({
      rows: arranged.rows,
      context,
      view,
      branch,
      period: period && formatPeriod(period, language),
      filter: filterWords(register, { rows: all, context }, wanted),
      of: all.length,
      query,
    }),
  };
}

/** What is wanted, at once here and a little later in the address, so that Back and the printer find it. */
function useWanted(register: AnyRegister, period: PeriodKey) {
  const address = useQuery();
  const [wanted, setWanted] = useState(() => wantedOf(register, address));
  const there = wantedQuery(register, wantedOf(register, address));
  const own = useRef(there);
  const mine = wantedQuery(register, wanted);
  const isPrint = location.hash.startsWith('#/print/');
  const flush = () => {
    if (mine === own.current || isPrint) return;
    own.current = mine;
    navigate(registerRoute(register, period, wanted), { replace: true });
  };
  useEffect(() => {
    // Somebody came by a link of another place.
    if (there !== own.current && there !== mine) setWanted(wantedOf(register, address));
    own.current = there;
  }, [there]);
  useEffect(() => {
    const timer = setTimeout(flush, SETTLED);
    return () => clearTimeout(timer);
  }, [mine]);
  return { wanted, want: (patch: Partial<Wanted>) => setWanted((now) => ({ ...now, ...patch })), flush };
}

/** A value that follows another one when it has rested. */
function useSlowly<T>(value: T, wait: number): T {
  const [slow, setSlow] = useState(value);
  useEffect(() => {
    const timer = wait ? setTimeout(() => setSlow(value), wait) : undefined;
    return () => clearTimeout(timer);
  }, [value, wait]);
  return wait ? slow : value;
}

/** Fetches the pinyin tables once somebody may be typing a name; true when they are there. */
function usePinyin(wanted: boolean): boolean {
  const [ready, setReady] = useState(isPinyinReady());
  useEffect(() => {
    if (!wanted || ready) return;
    let alive = true;
    void loadPinyin().then(() => alive && setReady(isPinyinReady()));
    return () => {
      alive = false;
    };
  }, [wanted, ready]);
  return ready;
}
