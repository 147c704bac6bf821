import type { ComponentType } from 'preact';
import { useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import { toastFault } from '../ui';
import type { RecordPointsProps } from './record-points-view';

/** Characters below which a text is as short as its main points. */
const SHORT = 300;

/** 要点 of a text that people wrote, such as minutes or rough notes, folded. Absent for a short text. */
export function RecordPoints(props: RecordPointsProps) {
  const [view, setView] = useState<{ View: ComponentType<RecordPointsProps> } | undefined>(undefined);
  if (props.text.length < SHORT) return null;
  const load = async () => {
    const { RecordPointsView } = await import('./record-points-view');
    setView({ View: RecordPointsView });
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
