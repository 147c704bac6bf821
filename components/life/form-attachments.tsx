import { useEffect, useRef, useState } from 'preact/hooks';
import { t, tDynamic } from '../../lib/i18n';
import {
  addAttachment,
  type AttachmentAbout,
  ATTACHMENTS_SUGGESTED,
  renameAttachments,
} from '../../lib/life/attachments';
import type { AttachmentLine } from '../../lib/life/draft';
import {
  Card,
  CheckField,
  FilePick,
  IconButton,
  Note,
  Progress,
  toast,
  toastFault,
  useBranch,
  useLedger,
} from '../ui';
import { AttachmentName, Thumbnail } from './attachment-view';
import type { PartProps } from './form-basics';
import { handedFiles, useFilesAnywhere } from './use-files-anywhere';

/** Photos, scans and files: picked, dropped or pasted. None is required. */
export function AttachmentPart({ value, set }: PartProps) {
  const ledger = useLedger();
  const branch = useBranch();
  const [scan, setScan] = useState(false);
  const [work, setWork] = useState<{ done: number; total: number } | undefined>(undefined);

  const about: AttachmentAbout = {
    date: value.date,
    branch: branch?.fields.name ?? '',
    type: value.types
      .map((type) => (type === 'other' && value.otherType ? value.otherType : tDynamic(`life.type.${type}`)))
      .join('·'),
  };
  const named = useRef(about);
  useEffect(() => {
    const before = named.current;
    named.current = about;
    // What the record holds already keeps its name.
    const keep = new Set(Object.keys((value.base?.fields.attachments as object | undefined) ?? {}));
    set((form) => ({ ...form, attachments: renameAttachments(form.attachments, before, about, keep) }));
  }, [about.date, about.branch, about.type]);

  const take = async (files: readonly File[]) => {
    let existing: AttachmentLine[] = value.attachments;
    setWork({ done: 0, total: files.length });
    for (const [index, file] of files.entries()) {
      try {
        const added = await addAttachment(
          ledger,
          { blob: file, name: file.name },
          {
            ...about,
            existing,
            scan,
          },
        );
        if (!added) toast(t('life.attachment.twice', { name: file.name }));
        else {
          existing = [...existing, added.line];
          // The list may have changed meanwhile: only the new line is added to what is there now.
          set((form) => ({ ...form, attachments: [...form.attachments, added.line] }));
        }
      } catch (thrown) {
        toastFault(thrown);
      }
      setWork({ done: index + 1, total: files.length });
    }
    setWork(undefined);
  };
  useFilesAnywhere((files) => void take(files));
  // What was dropped on the record that this form edits.
  useEffect(() => {
    const files = handedFiles();
    if (files.length) void take(files);
  }, []);
  const photos = value.attachments.filter((line) => line.role === 'photo').length;

  return (
    <section class="space-y-1.5" aria-labelledby="attachments-title">
      <h2 id="attachments-title" class="text-meta text-ink-2">
        {t('life.field.attachments')}
      </h2>
      {value.attachments.length > 0 && (
        <Card>
          {value.attachments.map((line) => (
            <div key={line.id} class="flex items-center gap-2.5 px-3 py-2">
              <Thumbnail file={line} />
              <AttachmentName file={line} />
              <IconButton
                icon="close"
                label={t('life.attachment.remove', { name: line.name })}
                onClick={() =>
                  set((form) => ({
                    ...form,
                    attachments: form.attachments.filter((other) => other.id !== line.id),
                  }))
                }
              />
            </div>
          ))}
        </Card>
      )}
      {work && <Progress done={work.done} total={work.total} label={t('life.attachment.working')} />}
      <FilePick
        accept="image/*,.pdf,.doc,.docx,.xls,.xlsx,.ppt,.pptx,.txt,.zip,.wps,.ofd"
        multiple
        label={t('life.attachment.add')}
        hint={t('life.attachment.hint')}
        disabled={work !== undefined}
        onFiles={(files) => void take(files)}
      />
      <CheckField
        label={t('life.attachment.scan')}
        hint={t('life.attachment.scanHint')}
        checked={scan}
        onChange={setScan}
      />
      {photos > ATTACHMENTS_SUGGESTED && (
        <Note tone="info">{t('life.attachment.enough', { count: ATTACHMENTS_SUGGESTED })}</Note>
      )}
    </section>
  );
}
