import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { type DraftRow, sameValue } from '../../lib/ledger';
import type { Json } from '../../lib/records/kind';
import { useLedger } from './ledger-context';
import { toastFault } from './toast';

/** Longest time that typed text stays in memory only. */
const FLUSH_AFTER = 250;

export interface Draft<T> {
  /** Undefined until the stored draft has been looked for. */
  value: T | undefined;
  set: (patch: Partial<T> | ((value: T) => T)) => void;
  /** When the draft was last stored; undefined while nothing was typed. */
  saved: Date | undefined;
  /** True when the form came back from a stored draft. */
  restored: boolean;
  /** Throws the draft away and goes back to the initial value. */
  discard: () => Promise<void>;
  /** Stores what is still in memory. */
  flush: () => Promise<void>;
  /** Tells the hook that the form was committed (the commit removed the draft): nothing more is stored. */
  done: () => void;
}

/**
 * Form state that survives closing the panel, the tab or the browser: every change is stored within a quarter of
 * a second and when the page is hidden. Nothing is stored while the form is as it was opened.
 */
export function useDraft<T extends object>(options: {
  id: string;
  form: string;
  title: (value: T) => string;
  route: string;
  initial: () => Promise<T> | T;
}): Draft<T> {
  const ledger = useLedger();
  const [value, setValue] = useState<T | undefined>(undefined);
  const [saved, setSaved] = useState<Date | undefined>(undefined);
  const [restored, setRestored] = useState(false);
  const state = useRef({
    options,
    value: undefined as T | undefined,
    initial: undefined as T | undefined,
    timer: 0,
    dirty: false,
    closed: false,
    /** Said before the stored draft was found: a key may be pressed sooner than that. */
    early: [] as (Partial<T> | ((value: T) => T))[],
  });
  state.current.options = options;

  const store = useCallback(async () => {
    const now = state.current;
    clearTimeout(now.timer);
    now.timer = 0;
    if (!now.dirty || now.closed || !now.value) return;
    now.dirty = false;
    const { id, form, route, title } = now.options;
    try {
      const row: DraftRow = await ledger.drafts.put({
        id,
        form,
        route,
        title: title(now.value),
        data: now.value as unknown as Json,
      });
      setSaved(new Date(row.savedAt));
    } catch (thrown) {
      now.dirty = true;
      toastFault(thrown);
    }
  }, [ledger]);

  const set = useCallback<Draft<T>['set']>((patch) => {
    const now = state.current;
    if (now.closed) return;
    if (!now.value) {
      now.early.push(patch);
      return;
    }
    const next = typeof patch === 'function' ? patch(now.value) : { ...now.value, ...patch };
    if (sameValue(next as unknown as Json, now.value as unknown as Json)) return;
    now.value = next;
    now.dirty = true;
    setValue(next);
    if (!now.timer) now.timer = setTimeout(() => void store(), FLUSH_AFTER) as unknown as number;
  }, []);

  useEffect(() => {
    let alive = true;
    const now = state.current;
    now.closed = false;
    void (async () => {
      try {
        const initial = await now.options.initial();
        const row = await ledger.drafts.get(options.id);
        if (!alive) return;
        const data = row ? ({ ...initial, ...(row.data as object) } as T) : initial;
        now.initial = initial;
        now.value = data;
        setValue(data);
        for (const patch of now.early.splice(0)) set(patch);
        setRestored(Boolean(row));
        setSaved(row ? new Date(row.savedAt) : undefined);
      } catch (thrown) {
        toastFault(thrown);
      }
    })();
    const hide = () => void store();
    addEventListener('pagehide', hide);
    addEventListener('visibilitychange', hide);
    return () => {
      alive = false;
      now.early = [];
      removeEventListener('pagehide', hide);
      removeEventListener('visibilitychange', hide);
      void store();
    };
  }, [ledger, options.id]);

  const discard = useCallback(async () => {
    const now = state.current;
    clearTimeout(now.timer);
    now.timer = 0;
    now.dirty = false;
    await ledger.drafts.delete(now.options.id);
    now.value = now.initial;
    setValue(now.initial);
    setSaved(undefined);
    setRestored(false);
  }, [ledger]);

  const done = useCallback(() => {
    clearTimeout(state.current.timer);
    state.current.closed = true;
    state.current.dirty = false;
  }, []);

  return { value, set, saved, restored, discard, flush: store, done };
}
