import type { ComponentChildren, ComponentType } from 'preact';
import { useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import { toastFault } from '../ui';

/** 要点, folded. What works them out is fetched when they are opened; `children` stand under them. */
export function PointsFold<P extends object>(props: {
  load: () => Promise<ComponentType<P>>;
  view: P;
  children?: ComponentChildren;
}) {
  const [opened, setOpened] = useState<{ View: ComponentType<P> } | undefined>(undefined);
  const open = async () => setOpened({ View: await props.load() });
  return (
    <details
      class="border-line bg-card rounded-card border"
      data-part="points"
      onToggle={(event) => {
        if (event.currentTarget.open && !opened) open().catch(toastFault);
      }}
    >
      <summary class="cursor-pointer rounded-s px-3 py-2.5">
        <span class="font-semibold">{t('assist.points')}</span>{' '}
        <span class="text-meta text-ink-3">{t('assist.pointsHint')}</span>
      </summary>
      {opened && <opened.View {...props.view} />}
      {opened && props.children}
    </details>
  );
}
