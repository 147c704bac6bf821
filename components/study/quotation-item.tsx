import { useEffect, useRef, useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import type { Rec } from '../../lib/ledger';
import type { Placed } from '../../lib/study/read/anchors';
import { removeQuotation, setQuotationNote } from '../../lib/study/clip/clips';
import { Button, IconButton, Pill, TextAreaField, toast, toastFault, useDraft, useLedger } from '../ui';
import { toastUndo } from '../ui/toast-undo';
import { citation } from './words';

/** Address of a quotation in the reader. */
export const readRoute = (clip: string, query = ''): string => `/study/clip/${clip}/read${query}`;

/**
 * One quotation: its number and words, whether its place is still known, the note on it, and what can be done with
 * it. The note is kept as a draft at every keystroke.
 */
export function QuotationItem(props: {
  clip: Rec<'clip'>;
  placed: Placed;
  /** Opens the field for the note and puts the cursor there. */
  writing?: boolean;
  active?: boolean;
  /** Escape: back to its place in the text. What was typed is in the draft. */
  onLeave?: () => void;
  /** The note was saved: nobody is writing any more. */
  onSaved?: () => void;
  /** Shows the quotation in the text. */
  onShow?: () => void;
  /** Takes the present words of a quotation whose words changed. */
  onAccept?: () => void;
  /** Begins to give a lost quotation a new place. */
  onPlace?: () => void;
  /** Shows the first lines of a long quotation only: it stands in the text right above. */
  short?: boolean;
  /** The words that stand at its place now, when they are no longer those that were quoted. */
  now?: string;
}) {
  const { clip, placed, writing } = props;
  const { id, quotation, number, at } = placed;
  const ledger = useLedger();
  const [busy, setBusy] = useState(false);
  const [open, setOpen] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const draftId = `quotation:${id}`;
  const draft = useDraft<{ note: string }>({
    id: draftId,
    form: 'clip',
    title: () => clip.fields.title,
    route: readRoute(clip.id, `?at=${id}`),
    initial: () => ({ note: quotation.note ?? '' }),
  });
  const note = draft.value?.note ?? '';
  const isChanged = draft.value !== undefined && note !== (quotation.note ?? '');
  // Not before the draft has been looked for: what is typed earlier would be lost.
  const isOpen = draft.value !== undefined && (open || writing || isChanged);
  useEffect(() => {
    if (isOpen && (open || writing)) box.current?.querySelector('textarea')?.focus();
  }, [isOpen, open, writing]);
  const copy = async () => {
    await navigator.clipboard.writeText(citation(clip, quotation.text, quotation.page));
    toast(t('study.copied'));
  };
  const save = async () => {
    setBusy(true);
    try {
      await draft.flush();
      const done = await setQuotationNote(ledger, clip, id, note, draftId);
      setOpen(false);
      props.onSaved?.();
      toastUndo(ledger, t('reader.noteSaved'), done?.n);
    } catch (thrown) {
      toastFault(thrown);
    } finally {
      setBusy(false);
    }
  };
  const drop = async () => {
    try {
      const { n } = await removeQuotation(ledger, clip, id);
      toastUndo(ledger, t('reader.removed'), n);
    } catch (thrown) {
      toastFault(thrown);
    }
  };
  const words = (
    <span class={`break-words whitespace-pre-line ${props.short ? 'line-clamp-2' : ''}`}>
      {quotation.text}
    </span>
  );
  return (
    <div
      ref={box}
      class={`space-y-2 px-3 py-2.5 ${props.active ? 'bg-due-wash' : ''}`}
      data-quotation={id}
      tabIndex={-1}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.isComposing || !props.onLeave) return;
        event.stopPropagation();
        props.onLeave();
      }}
      aria-current={props.active || undefined}
    >
      <div class="flex items-start gap-2">
        <div class="min-w-0 flex-1 space-y-1">
          {(!at || at.changed) && (
            <Pill tone={at ? 'info' : 'due'}>{t(at ? 'reader.wordsChanged' : 'reader.lost')}</Pill>
          )}
          <blockquote class="border-due border-l-[3px] pl-2.5">
            {at && props.onShow ? (
              <button
                type="button"
                class="hover:text-red-ink text-left"
                title={t('reader.show')}
                onClick={props.onShow}
              >
                <span class="text-due mr-1.5 font-semibold">{number}</span>
                {words}
              </button>
            ) : (
              <>
                {at && <span class="text-due mr-1.5 font-semibold">{number}</span>}
                {words}
              </>
            )}
          </blockquote>
          {props.now !== undefined && (
            <p class="text-meta text-ink-2 break-words">{t('reader.nowReads', { text: props.now })}</p>
          )}
        </div>
        <IconButton
          icon="copy"
          label={t('study.copyCitation')}
          onClick={() => void copy().catch(toastFault)}
        />
        <IconButton icon="trash" label={t('study.removeQuotation')} onClick={() => void drop()} />
      </div>
      {isOpen ? (
        <TextAreaField
          terms
          label={t('study.quotationNote')}
          value={note}
          rows={2}
          onChange={(text) => draft.set({ note: text })}
        />
      ) : (
        quotation.note && <p class="break-words whitespace-pre-line">{quotation.note}</p>
      )}
      <div class="flex flex-wrap gap-1.5">
        {isOpen ? (
          <Button
            small
            kind="primary"
            busy={busy}
            disabled={!isChanged}
            action="save-quotation-note"
            onClick={() => void save()}
          >
            {t('reader.saveNote')}
          </Button>
        ) : (
          <Button kind="quiet" small action="quotation-note" onClick={() => setOpen(true)}>
            {t(quotation.note ? 'study.editQuotationNote' : 'study.addQuotationNote')}
          </Button>
        )}
        {props.onAccept && (
          <Button small action="accept-words" onClick={props.onAccept}>
            {t('reader.accept')}
          </Button>
        )}
        {props.onPlace && (
          <Button small action="place-quotation" onClick={props.onPlace}>
            {t('reader.place')}
          </Button>
        )}
      </div>
    </div>
  );
}
