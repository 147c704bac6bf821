import { t } from '../../lib/i18n';
import type { Rec } from '../../lib/ledger';
import type { Placed } from '../../lib/study/read/anchors';
import { IconButton } from '../ui';
import { QuotationItem } from './quotation-item';

/** The quotation that was opened, at the lower edge of a narrow window, with the way to the ones before and after. */
export function QuotationSheet(props: {
  clip: Rec<'clip'>;
  placed: readonly Placed[];
  opened: Placed;
  writing: boolean;
  onGo: (id: string) => void;
  onSaved: () => void;
  onClose: () => void;
}) {
  const { placed, opened } = props;
  const inText = placed.filter(({ at }) => at);
  const index = inText.findIndex(({ id }) => id === opened.id);
  const before = inText[index - 1];
  const after = index < 0 ? undefined : inText[index + 1];
  return (
    <section class="reader-sheet w-full" aria-label={t('reader.opened')}>
      <div class="flex items-center gap-1">
        <h2 class="text-meta text-ink-2 flex-1 font-semibold">
          {t('reader.ofCount', { number: opened.number, count: placed.length })}
        </h2>
        <IconButton
          icon="up"
          label={t('reader.before')}
          disabled={!before}
          onClick={() => before && props.onGo(before.id)}
        />
        <IconButton
          icon="down"
          label={t('reader.after')}
          disabled={!after}
          onClick={() => after && props.onGo(after.id)}
        />
        <IconButton icon="close" label={t('common.close')} onClick={props.onClose} />
      </div>
      <QuotationItem
        key={opened.id}
        clip={props.clip}
        placed={opened}
        writing={props.writing}
        short
        onLeave={() => {
          props.onGo(opened.id);
          props.onClose();
        }}
        onShow={() => props.onGo(opened.id)}
        onSaved={props.onSaved}
      />
    </section>
  );
}
