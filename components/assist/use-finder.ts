import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { currentLanguage } from '../../lib/i18n';
import type { KindName } from '../../lib/records';
import { asFault, type Fault } from '../../lib/records/fault';
import { wholeInForce } from '../../lib/rulebook/whole-packs';
import { packText } from '../../lib/rules/pack';
import { openSearch, type SearchClient } from '../../lib/search/client';
import { useScope } from '../ui';

/** The index of the search, for one question after another. It lives as long as the screen. */
export function useFinder() {
  const { ledger, space } = useScope();
  const [building, setBuilding] = useState<{ done: number; total: number } | undefined>(undefined);
  const [fault, setFault] = useState<Fault | undefined>(undefined);
  const client = useRef<Promise<SearchClient> | undefined>(undefined);
  useEffect(() => {
    const open = async () => {
      const { pack } = await wholeInForce(ledger, 'checklist');
      const language = currentLanguage();
      // The same words as the search itself: with others the index would be made anew.
      const items = Object.fromEntries(pack.items.map(({ code, text }) => [code, packText(text, language)]));
      let isReady = () => {};
      const ready = new Promise<void>((done) => (isReady = done));
      const opened = await openSearch(
        space,
        { language, items },
        {
          progress: (done, total) => setBuilding(done < total ? { done, total } : undefined),
          ready: () => isReady(),
          failed: (thrown) => {
            setFault(thrown);
            isReady();
          },
        },
      );
      await ready;
      return opened;
    };
    const opening = open();
    client.current = opening;
    opening.catch((thrown: unknown) => setFault(asFault(thrown)));
    return () =>
      void opening.then(
        (opened) => opened.close(),
        () => undefined,
      );
  }, [ledger, space]);
  const find = useCallback(async (term: string, kinds: readonly KindName[]) => {
    const opened = await client.current;
    const page = await opened?.find(`"${term.replace(/["“”]/g, '')}"`, { kinds });
    return { ids: page?.found.map(({ id }) => id) ?? [], total: page?.total ?? 0 };
  }, []);
  return { find, building, fault };
}
