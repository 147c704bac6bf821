import type { ComponentType } from 'preact';
import { useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import type { Rec } from '../../lib/ledger';
import { Link, toastFault } from '../ui';
import { useAssist } from './use-assist';

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
      {view && <ModelLinks clip={props.clip.id} />}
    </details>
  );
}

/** What a model may draft about the text, where one is turned on. */
function ModelLinks({ clip }: { clip: string }) {
  const assist = useAssist();
  if (!assist || assist.choice.mode === 'off') return null;
  return (
    <p class="border-line text-meta flex flex-wrap items-center gap-x-3 gap-y-1 border-t px-3 py-2">
      <span class="text-ink-3">{t('assist.byModel')}</span>
      {(['summary', 'questions', 'record'] as const).map((task) => (
        <Link
          key={task}
          to={`/assist/clip/${clip}?task=${task}`}
          class="text-red-ink inline-block min-h-6 underline"
        >
          {t(`assist.task.${task}`)}
        </Link>
      ))}
    </p>
  );
}
