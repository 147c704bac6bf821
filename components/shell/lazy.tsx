import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { loadMessages, t } from '../../lib/i18n';
import { asFault, type Fault } from '../../lib/records/fault';
import { FaultNote } from '../ui';

export type PageProps = { params: Record<string, string> };
export type PageLoader = () => Promise<ComponentType<PageProps>>;

const loaded = new Map<PageLoader, ComponentType<PageProps>>();

/** A screen whose code is fetched when it is first opened. */
export function LazyPage({ load, params }: { load: PageLoader; params: Record<string, string> }) {
  const [, repaint] = useState(0);
  const [fault, setFault] = useState<Fault | undefined>(undefined);
  const Component = loaded.get(load);
  useEffect(() => {
    if (loaded.has(load)) return;
    let alive = true;
    Promise.all([load(), loadMessages()]).then(
      ([component]) => {
        loaded.set(load, component);
        if (alive) repaint((count) => count + 1);
      },
      (thrown: unknown) => alive && setFault(asFault(thrown)),
    );
    return () => {
      alive = false;
    };
  }, [load]);
  if (Component) return <Component params={params} />;
  if (fault) return <FaultNote fault={fault} />;
  return (
    <p aria-busy="true" class="text-meta text-ink-3 p-4">
      {t('common.loading')}
    </p>
  );
}
