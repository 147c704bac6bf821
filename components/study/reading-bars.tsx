import { t } from '../../lib/i18n';
import type { Rec } from '../../lib/ledger';
import type { Placed } from '../../lib/study/read/anchors';
import type { Stretch } from '../../lib/study/read/text-map';
import { Button, toast, toastFault } from '../ui';
import { citation } from './words';

/** What can be done with the words that are selected. Presses must not take the selection away first. */
export function SelectionBar(props: {
  clip: Rec<'clip'>;
  selected: Stretch;
  onMark: (withNote: boolean) => void;
}) {
  const copy = async () => {
    await navigator.clipboard.writeText(citation(props.clip, props.selected.text));
    toast(t('study.copied'));
  };
  return (
    <div
      class="flex w-full flex-wrap justify-end gap-2"
      role="group"
      aria-label={t('reader.selection')}
      onMouseDown={(event) => event.preventDefault()}
    >
      <Button action="copy-selection" onClick={() => void copy().catch(toastFault)}>
        {t('reader.copy')}
      </Button>
      <Button action="mark-and-note" onClick={() => props.onMark(true)}>
        {t('reader.markAndNote')}
      </Button>
      <Button kind="primary" action="mark-selection" onClick={() => props.onMark(false)}>
        {t('reader.mark')}
      </Button>
    </div>
  );
}

/** Gives a lost quotation the words that are selected. */
export function PlaceBar(props: {
  orphan: Placed;
  selected: Stretch | undefined;
  onPlace: (stretch: Stretch) => void;
  onCancel: () => void;
}) {
  const { selected } = props;
  return (
    <div class="w-full space-y-2" onMouseDown={(event) => event.preventDefault()}>
      <p class="text-meta text-ink-2">{t('reader.placeHint')}</p>
      <blockquote class="border-due line-clamp-3 border-l-[3px] pl-2.5">
        {props.orphan.quotation.text}
      </blockquote>
      <div class="flex flex-wrap justify-end gap-2">
        <Button onClick={props.onCancel}>{t('common.cancel')}</Button>
        <Button
          kind="primary"
          action="place-here"
          disabled={!selected}
          onClick={() => selected && props.onPlace(selected)}
        >
          {t('reader.placeHere')}
        </Button>
      </div>
    </div>
  );
}
