import { t } from '../../lib/i18n';
import { Button, FilePick, Note, TextAreaField, useDraft } from '../ui';

/** First step: a file, or cells copied from a spreadsheet. Pasted text is kept as a draft. */
export function ImportSource(props: {
  draft: string;
  busy: boolean;
  onOpen: (input: File | string) => Promise<void>;
}) {
  const draft = useDraft<{ text: string }>({
    id: props.draft,
    form: 'rosterPaste',
    title: () => t('branch.importTitle'),
    route: '/branch/roster/import',
    initial: () => ({ text: '' }),
  });
  const text = draft.value?.text ?? '';
  return (
    <>
      <FilePick
        accept=".xlsx,.xls,.et,.csv,.txt,.tsv,.ods,.xml,.htm,.html,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet,application/vnd.ms-excel,text/csv"
        label={t('branch.pickFile')}
        hint={t('branch.pickHint')}
        disabled={props.busy}
        onFiles={([file]) => file && void props.onOpen(file)}
      />
      <TextAreaField
        label={t('branch.pasteLabel')}
        name="paste"
        rows={5}
        value={text}
        placeholder={t('branch.pastePlaceholder')}
        onChange={(value) => draft.set({ text: value })}
      />
      {text.trim() && (
        <div class="flex justify-end">
          <Button
            kind="primary"
            disabled={props.busy}
            action="roster-paste"
            onClick={() => void props.onOpen(text)}
          >
            {t('branch.pasteRead')}
          </Button>
        </div>
      )}
      <Note tone="info">{t('branch.importPrivacy')}</Note>
    </>
  );
}
