import { useEffect, useRef, useState } from 'preact/hooks';
import { currentLanguage } from '../../lib/i18n';
import type { KindName } from '../../lib/records';
import { asFault, type Fault } from '../../lib/records/fault';
import { wholeInForce } from '../../lib/rulebook/whole-packs';
import { packText } from '../../lib/rules/pack';
import { openSearch, type SearchClient, type SearchListener } from '../../lib/search/client';
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
  const { ledger, space } = useScope();
  const client = useRef<SearchClient | undefined>(undefined);
  const [turn, setTurn] = useState(0);
  const [building, setBuilding] = useState<SearchState['building']>(undefined);
  const [fault, setFault] = useState<Fault | undefined>(undefined);
  const [result, setResult] = useState<SearchState['result']>(undefined);

  useEffect(() => {
    let alive = true;
    const open = async () => {
      const { pack } = await wholeInForce(ledger, 'checklist');
      const language = currentLanguage();
      const items = Object.fromEntries(pack.items.map(({ code, text }) => [code, packText(text, language)]));
      return openSearch(space, { language, items }, listener);
    };
    const listener: SearchListener = {
      progress: (done, total) => setBuilding(done < total ? { done, total } : undefined),
      ready: () => setTurn((before) => before + 1),
      failed: setFault,
    };
    open().then(
      (opened) => (alive ? (client.current = opened) : opened.close()),
      (thrown: unknown) => setFault(asFault(thrown)),
    );
    return () => {
      alive = false;
      client.current?.close();
      client.current = undefined;
    };
  }, [ledger, space]);

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
