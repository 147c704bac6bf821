import { useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import type { Rec } from '../../lib/ledger';
import { setNote } from '../../lib/study/clip/clips';
import { Button, localTime, TextAreaField, toast, toastFault, useDraft, useLedger } from '../ui';

/** The note on the material: kept as a draft at every keystroke, and in the ledger when it is saved. */
export function NoteField({ clip }: { clip: Rec<'clip'> }) {
  const ledger = useLedger();
  const [busy, setBusy] = useState(false);
  const draftId = `clip:${clip.id}`;
  const draft = useDraft<{ note: string }>({
    id: draftId,
    form: 'clip',
    title: () => clip.fields.title,
    route: `/study/clip/${clip.id}`,
    initial: () => ({ note: clip.fields.note ?? '' }),
  });
  if (!draft.value) return null;
  const changed = draft.value.note !== (clip.fields.note ?? '');
  const save = async () => {
    setBusy(true);
    try {
      await draft.flush();
      await setNote(ledger, clip, draft.value?.note ?? '', draftId);
      toast(t('study.noteSaved'));
    } catch (thrown) {
      toastFault(thrown);
    } finally {
      setBusy(false);
    }
  };
  return (
    <div class="space-y-2">
      <TextAreaField
        terms
        label={t('study.note')}
        value={draft.value.note}
        placeholder={t('study.noteHint')}
        hint={
          changed && draft.saved
            ? t('common.draftSaved', { time: localTime(draft.saved.getTime()) })
            : undefined
        }
        onChange={(note) => draft.set({ note })}
      />
      {changed && (
        <Button small kind="primary" busy={busy} action="save-note" onClick={() => void save()}>
          {t('study.saveNote')}
        </Button>
      )}
    </div>
  );
}
