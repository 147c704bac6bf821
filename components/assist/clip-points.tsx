import type { ComponentType } from 'preact';
import { useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import type { Rec } from '../../lib/ledger';
import { toastFault } from '../ui';

export interface PointsProps {
  clip: Rec<'clip'>;
  /** A piece of the text with its source, as it is put into another text. */
  cite: (text: string) => string;
}

/** 要点, folded. What works them out is fetched when they are opened. */
export function ClipPoints(props: PointsProps) {
  const [view, setView] = useState<{ View: ComponentType<PointsProps> } | undefined>(undefined);
  if (!props.clip.fields.body) return null;
  const load = async () => {
    const { PointsView } = await import('./points-view');
    setView({ View: PointsView });
  };
  return (
    <details
      class="border-line bg-card rounded-card border"
      data-part="points"
      onToggle={(event) => {
        if (event.currentTarget.open && !view) load().catch(toastFault);
      }}
    >
      <summary class="cursor-pointer rounded-s px-3 py-2.5">
        <span class="font-semibold">{t('assist.points')}</span>{' '}
        <span class="text-meta text-ink-3">{t('assist.pointsHint')}</span>
      </summary>
      {view && <view.View {...props} />}
    </details>
  );
}
