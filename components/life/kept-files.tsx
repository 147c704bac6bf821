import { useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import { addAttachment, type AttachmentAbout } from '../../lib/life/attachments';
import type { AttachmentLine } from '../../lib/life/draft';
import { Card, downloadBlob, FilePick, IconButton, Progress, toast, toastFault, useLedger } from '../ui';
import { AttachmentName, Thumbnail } from './attachment-view';

type Change = (change: (lines: AttachmentLine[]) => AttachmentLine[]) => void;

/** How far the taking in of files is. */
export interface Taking {
  done: number;
  total: number;
}

/** Takes files in one by one: what is there already is said, what cannot be read does not hold up the others. */
export function useTakeFiles(
  lines: readonly AttachmentLine[],
  about: AttachmentAbout & { scan: boolean },
  change: Change,
) {
  const ledger = useLedger();
  const [taking, setTaking] = useState<Taking | undefined>(undefined);
  const take = async (files: readonly File[]): Promise<void> => {
    let existing = [...lines];
    setTaking({ done: 0, total: files.length });
    for (const [index, file] of files.entries()) {
      try {
        const added = await addAttachment(ledger, { blob: file, name: file.name }, { ...about, existing });
        if (!added) toast(t('life.attachment.twice', { name: file.name }));
        else {
          existing = [...existing, added.line];
          // The list may have changed meanwhile: only the new line is added to what is there now.
          change((now) => [...now, added.line]);
        }
      } catch (thrown) {
        toastFault(thrown);
      }
      setTaking({ done: index + 1, total: files.length });
    }
    setTaking(undefined);
  };
  return { taking, take };
}

/** Files of a form: what is there, with its fingerprint, and the place where more are dropped. */
export function KeptFiles(props: {
  lines: readonly AttachmentLine[];
  taking: Taking | undefined;
  onTake: (files: readonly File[]) => Promise<void>;
  /** Absent = the list is only read. */
  onChange?: Change;
  /** Each can be saved to the disk from here. */
  saved?: boolean;
}) {
  const { lines, taking, onTake, onChange } = props;
  const ledger = useLedger();
  const save = async (line: AttachmentLine): Promise<void> => {
    try {
      downloadBlob(await ledger.getBlob(line), line.name);
    } catch (thrown) {
      toastFault(thrown);
    }
  };
  return (
    <>
      {lines.length > 0 && (
        <Card>
          {lines.map((line) => (
            <div key={line.id} class="flex items-center gap-2.5 px-3 py-2" data-file={line.sha256}>
              <Thumbnail file={line} />
              <AttachmentName file={line} />
              {props.saved && (
                <IconButton
                  icon="download"
                  label={t('life.attachment.save', { name: line.name })}
                  onClick={() => void save(line)}
                />
              )}
              {onChange && (
                <IconButton
                  icon="close"
                  label={t('life.attachment.remove', { name: line.name })}
                  onClick={() => onChange((now) => now.filter((other) => other.id !== line.id))}
                />
              )}
            </div>
          ))}
        </Card>
      )}
      {taking && <Progress done={taking.done} total={taking.total} label={t('life.attachment.working')} />}
      {onChange && (
        <FilePick
          accept="image/*,.pdf,.doc,.docx,.xls,.xlsx,.ppt,.pptx,.txt,.zip,.wps,.ofd"
          multiple
          label={t('life.attachment.add')}
          hint={t('life.attachment.hint')}
          disabled={taking !== undefined}
          onFiles={(files) => void onTake(files)}
        />
      )}
    </>
  );
}
