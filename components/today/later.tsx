import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { loadMessages } from '../../lib/i18n';
import type { Digest } from '../../lib/ledger';
import { useLedger, useLive } from '../ui';

type Counted = Record<'dues' | 'requests', ComponentType<{ digest: Digest }>>;
let counted: Counted | undefined;
const ready = new Set<keyof Counted>();

/** Parts whose words are among those of the first screen; the others wait for the rest of them. */
const OWN_WORDS: ReadonlySet<keyof Counted> = new Set(['dues']);

/** A part of 今日 that the worker counted; its code is fetched when there is something to show. */
export function Later({ what }: { what: keyof Counted }) {
  const ledger = useLedger();
  const digest = useLive(() => ledger.meta('digest'), []);
  const [, repaint] = useState(0);
  const some = digest?.[what]?.length;
  useEffect(() => {
    // Without it the rest of 今日 stands; the next opening tries again.
    if (some && !ready.has(what))
      void Promise.all([import('./counted'), OWN_WORDS.has(what) || loadMessages()]).then(([parts]) => {
        counted = parts.default;
        ready.add(what);
        repaint(1);
      }, Boolean);
  }, [some, what]);
  const Part = ready.has(what) ? counted?.[what] : undefined;
  return some && Part ? <Part digest={digest} /> : null;
}
