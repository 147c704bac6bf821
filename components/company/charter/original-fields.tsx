import type { CharterInput } from '../../../lib/company/charter/charters';
import { t } from '../../../lib/i18n';
import { hashBlob } from '../../../lib/ledger';
import { FilePick, IconButton, Section, TextField, toastFault } from '../../ui';

/** The original: the file itself, or where it lies and the fingerprint of its file, which then stays outside. */
export function OriginalFields(props: {
  value: CharterInput;
  onFile: (file: File) => Promise<void>;
  onChange: (patch: Partial<CharterInput>) => void;
}) {
  const { value, onChange } = props;
  const fingerprint = async ([file]: File[]): Promise<void> => {
    if (!file) return;
    try {
      onChange({ sha256: await hashBlob(file) });
    } catch (thrown) {
      toastFault(thrown);
    }
  };
  return (
    <Section title={t('charter.original')} remark={t('charter.originalHint')}>
      {value.file ? (
        <div class="flex items-center gap-1">
          <span class="min-w-0 flex-1 break-words">{value.file.name}</span>
          <IconButton
            icon="close"
            label={t('life.attachment.remove', { name: value.file.name })}
            onClick={() => onChange({ file: undefined })}
          />
        </div>
      ) : (
        <FilePick
          accept=""
          label={t('record.charter.file')}
          onFiles={([file]) => file && void props.onFile(file)}
        />
      )}
      <div class="grid gap-3 sm:grid-cols-2">
        <TextField
          label={t('record.charter.place')}
          name="place"
          value={value.place}
          placeholder={t('charter.placeHint')}
          onChange={(place) => onChange({ place })}
        />
        <TextField
          label={t('record.charter.sha256')}
          name="sha256"
          value={value.sha256}
          hint={t('charter.hashHint')}
          onChange={(sha256) => onChange({ sha256 })}
        />
      </div>
      <FilePick accept="" label={t('charter.makeHash')} onFiles={(files) => void fingerprint(files)} />
    </Section>
  );
}
