import { useEffect, useRef, useState } from 'preact/hooks';
import { currentLanguage } from '../../lib/i18n';
import type { KindName } from '../../lib/records';
import { asFault, type Fault } from '../../lib/records/fault';
import { openSearch, type SearchClient } from '../../lib/search/client';
import type { SearchFilters } from '../../lib/search/query';
import type { Found, SearchPage } from '../../lib/search/searcher';
import { useScope } from '../ui';

export interface SearchState {
  /** True while something was asked and nothing answered yet. */
  waiting: boolean;
  /** Undefined before the first answer. */
  result: { typed: string; found: Found[]; total: number; exact: boolean; next?: number } | undefined;
  /** Documents taken in while the index is made. */
  building: { done: number; total: number } | undefined;
  fault: Fault | undefined;
  /** Fetches the next results. */
  more: () => void;
}

/** Asks the index with every keystroke, and again whenever records change. The index lives as long as the screen. */
export function useSearch(typed: string, chosen: SearchFilters, hidden: readonly KindName[]): SearchState {
  const filters: SearchFilters = { ...chosen, hidden };
  const { space } = useScope();
  const client = useRef<SearchClient | undefined>(undefined);
  const [turn, setTurn] = useState(0);
  const [building, setBuilding] = useState<SearchState['building']>(undefined);
  const [fault, setFault] = useState<Fault | undefined>(undefined);
  const [result, setResult] = useState<SearchState['result']>(undefined);

  useEffect(() => {
    let alive = true;
    openSearch(space, currentLanguage(), {
      progress: (done, total) => setBuilding(done < total ? { done, total } : undefined),
      ready: () => setTurn((before) => before + 1),
      failed: setFault,
    }).then(
      (opened) => (alive ? (client.current = opened) : opened.close()),
      (thrown: unknown) => setFault(asFault(thrown)),
    );
    return () => {
      alive = false;
      client.current?.close();
      client.current = undefined;
    };
  }, [space]);

  const asked = JSON.stringify([typed, filters]);
  const nothing = !typed.trim() && !Object.values(chosen).some(Boolean);
  const show = (page: SearchPage | undefined, before: readonly Found[]): void => {
    if (page) setResult({ typed, ...page, found: [...before, ...page.found] });
  };
  useEffect(() => {
    if (nothing) setResult(undefined);
    else void client.current?.find(typed, filters).then((page) => show(page, []));
  }, [asked, turn, nothing]);

  return {
    waiting: !nothing && !result && !fault,
    result: nothing ? undefined : result,
    building,
    fault,
    more: () => {
      if (result?.next !== undefined) {
        void client.current?.find(typed, filters, result.next).then((page) => show(page, result.found));
      }
    },
  };
}
