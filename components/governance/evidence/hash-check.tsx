import { useState } from 'preact/hooks';
import { t } from '../../../lib/i18n';
import { hashesOf } from '../../../lib/governance';
import { hashBlob } from '../../../lib/ledger';
import type { EvidenceEntry } from '../../../lib/records/governance';
import { Button, Dialog, FilePick, Note, toastFault } from '../../ui';

interface Checked {
  name: string;
  hash: string;
  same: boolean;
}

/** 核对原件: holds a file against the hash that was written down. The file is read here and kept nowhere. */
export function HashCheck(props: {
  entry: EvidenceEntry;
  name: string;
  /** Writes what was found into the course of the item; absent where this person may not. */
  onNote?: (text: string) => Promise<void>;
  onClose: () => void;
}) {
  const { entry, name, onNote } = props;
  const [busy, setBusy] = useState(false);
  const [checked, setChecked] = useState<Checked>();
  const known = hashesOf(entry);
  const check = async ([file]: File[]) => {
    if (!file) return;
    setBusy(true);
    try {
      const hash = await hashBlob(file);
      setChecked({ name: file.name, hash, same: known.includes(hash) });
    } catch (thrown) {
      toastFault(thrown);
    } finally {
      setBusy(false);
    }
  };
  const note = async () => {
    if (!checked || !onNote) return;
    const said = { evidence: name, file: checked.name, hash: checked.hash.slice(0, 16) };
    await onNote(t(checked.same ? 'evidenceForm.check.noteSame' : 'evidenceForm.check.noteOther', said));
    props.onClose();
  };
  return (
    <Dialog
      open
      title={t('evidenceForm.check')}
      onClose={props.onClose}
      foot={
        checked &&
        onNote && (
          <Button action="check-note" onClick={() => void note()}>
            {t('evidenceForm.check.note')}
          </Button>
        )
      }
    >
      <p class="font-semibold break-words">{name}</p>
      <p class="text-meta text-ink-3 break-all">
        {t('evidenceForm.check.known')} {known.join(' · ')}
      </p>
      <FilePick
        accept=""
        label={t('evidenceForm.check.pick')}
        hint={t('evidenceForm.notKept')}
        disabled={busy}
        onFiles={(files) => void check(files)}
      />
      {busy && <p class="text-meta text-ink-3">{t('evidenceForm.hashing')}</p>}
      {checked && (
        <div data-checked={checked.same ? 'same' : 'other'}>
          <Note tone={checked.same ? 'ok' : 'bad'}>
            <strong>{t(checked.same ? 'evidenceForm.check.same' : 'evidenceForm.check.other')}</strong>
            <span class="block break-all">
              {checked.name} · {checked.hash}
            </span>
          </Note>
        </div>
      )}
    </Dialog>
  );
}
