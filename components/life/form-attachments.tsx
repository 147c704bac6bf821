import { useEffect, useRef, useState } from 'preact/hooks';
import { t, tDynamic } from '../../lib/i18n';
import { type AttachmentAbout, ATTACHMENTS_SUGGESTED, renameAttachments } from '../../lib/life/attachments';
import type { AttachmentLine } from '../../lib/life/draft';
import { CheckField, Note, useBranch } from '../ui';
import type { PartProps } from './form-basics';
import { KeptFiles, useTakeFiles } from './kept-files';
import { handedFiles, useFilesAnywhere } from './use-files-anywhere';

/** Photos, scans and files: picked, dropped or pasted. None is required. */
export function AttachmentPart({ value, set }: PartProps) {
  const branch = useBranch();
  const [scan, setScan] = useState(false);

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

  const change = (next: (lines: AttachmentLine[]) => AttachmentLine[]): void =>
    set((form) => ({ ...form, attachments: next(form.attachments) }));
  const { taking, take } = useTakeFiles(value.attachments, { ...about, scan }, change);
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
      <KeptFiles lines={value.attachments} taking={taking} onTake={take} onChange={change} />
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
