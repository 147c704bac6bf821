import { useState } from 'preact/hooks';
import { currentLanguage, t } from '../../lib/i18n';
import { addAttachment } from '../../lib/life/attachments';
import type { CaseFileLine } from '../../lib/members/cases';
import { documentKey } from '../../lib/rules/development';
import type { DevelopmentStep } from '../../lib/rules/development-pack';
import { packText } from '../../lib/rules/pack';
import { AttachmentName, Thumbnail } from '../life/attachment-view';
import {
  Card,
  downloadBlob,
  FilePick,
  IconButton,
  Progress,
  SelectField,
  toast,
  toastFault,
  useBranch,
  useLedger,
} from '../ui';

/** Files of a step, each as one of its documents; a scan or photo loses its metadata as everywhere. */
export function StepFiles(props: {
  step: DevelopmentStep;
  date: string;
  files: readonly CaseFileLine[];
  onChange: (change: (files: CaseFileLine[]) => CaseFileLine[]) => void;
}) {
  const { step, files } = props;
  const ledger = useLedger();
  const branch = useBranch();
  const language = currentLanguage();
  const keys = step.documents.map((document) => documentKey(step.id, document.id));
  const [chosen, setChosen] = useState('');
  const [work, setWork] = useState<{ done: number; total: number } | undefined>(undefined);
  const open = keys.find((key) => !files.some((file) => file.document === key));
  const target = chosen || open || keys[0] || `${step.id}:`;

  const take = async (picked: readonly File[]) => {
    let existing = [...files];
    setWork({ done: 0, total: picked.length });
    for (const [index, file] of picked.entries()) {
      try {
        const added = await addAttachment(
          ledger,
          { blob: file, name: file.name },
          {
            date: props.date,
            branch: branch?.fields.name ?? '',
            type: packText(step.title, language),
            existing,
            scan: true,
          },
        );
        if (!added) toast(t('life.attachment.twice', { name: file.name }));
        else {
          const line: CaseFileLine = { ...added.line, document: target };
          existing = [...existing, line];
          props.onChange((before) => [...before, line]);
        }
      } catch (thrown) {
        toastFault(thrown);
      }
      setWork({ done: index + 1, total: picked.length });
    }
    setWork(undefined);
  };
  const save = async (file: CaseFileLine) => {
    try {
      downloadBlob(await ledger.getBlob(file), file.name);
    } catch (thrown) {
      toastFault(thrown);
    }
  };
  return (
    <div class="space-y-2">
      {files.length > 0 && (
        <Card>
          {files.map((file) => (
            <div key={file.id} class="flex items-center gap-2 px-3 py-2">
              <Thumbnail file={file} />
              <AttachmentName file={file} />
              <IconButton
                icon="download"
                label={t('members.step.saveFile', { name: file.name })}
                onClick={() => void save(file)}
              />
              <IconButton
                icon="close"
                label={t('life.attachment.remove', { name: file.name })}
                onClick={() => props.onChange((before) => before.filter((other) => other.id !== file.id))}
              />
            </div>
          ))}
        </Card>
      )}
      {work && <Progress done={work.done} total={work.total} label={t('life.attachment.working')} />}
      {keys.length > 1 && (
        <SelectField
          label={t('members.step.fileAs')}
          value={target}
          options={step.documents.map((document) => ({
            value: documentKey(step.id, document.id),
            label: packText(document.title, language),
          }))}
          onChange={setChosen}
        />
      )}
      <FilePick
        accept="image/*,.pdf,.doc,.docx,.xls,.xlsx,.txt,.zip,.wps,.ofd"
        multiple
        label={t('members.step.addFile')}
        disabled={work !== undefined}
        onFiles={(picked) => void take(picked)}
      />
    </div>
  );
}
