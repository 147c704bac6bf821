import { t } from '../../lib/i18n';
import type { Rec } from '../../lib/ledger';
import { Link } from '../ui';
import { PointsFold } from './points-fold';
import { useAssist } from './use-assist';

export interface PointsProps {
  clip: Rec<'clip'>;
  /** A piece of the text with its source, as it is put into another text. */
  cite: (text: string) => string;
}

const load = async () => (await import('./points-view')).PointsView;

/** 要点 of a clip, folded. */
export const ClipPoints = (props: PointsProps) =>
  props.clip.fields.body ? (
    <PointsFold load={load} view={props}>
      <ModelLinks clip={props.clip.id} />
    </PointsFold>
  ) : null;

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
