import { useState } from 'preact/hooks';
import { addAttachment } from '../../lib/life/attachments';
import type { AttachmentLine } from '../../lib/life/draft';
import { t } from '../../lib/i18n';
import type { Attachment } from '../../lib/records/kind';
import { downloadBlob, FilePick, IconButton, Progress, toast, toastFault, useBranch, useLedger } from '../ui';

/** Files kept with a record, in the order in which they were added. */
export const linesOf = (files: Record<string, Attachment> | undefined): AttachmentLine[] =>
  Object.entries(files ?? {})
    .map(([id, file]) => ({ id, ...file }))
    .sort((a, b) => (a.order ?? 0) - (b.order ?? 0));

/** The stored form of {@link linesOf}; undefined when there is none. */
export const filesOf = (lines: readonly AttachmentLine[]): Record<string, Attachment> | undefined =>
  lines.length ? Object.fromEntries(lines.map(({ id, ...file }) => [id, file])) : undefined;

/** 凭证: receipts and pictures of transfers. Positions are taken out of photos. */
export function Vouchers(props: {
  label: string;
  date: string;
  lines: readonly AttachmentLine[];
  onChange: (lines: AttachmentLine[]) => void;
}) {
  const ledger = useLedger();
  const branch = useBranch();
  const [work, setWork] = useState<{ done: number; total: number } | undefined>(undefined);
  const take = async (files: File[]): Promise<void> => {
    let lines = [...props.lines];
    setWork({ done: 0, total: files.length });
    for (const [index, file] of files.entries()) {
      try {
        const about = {
          date: props.date,
          branch: branch?.fields.name ?? '',
          type: props.label,
          existing: lines,
          scan: true,
        };
        const added = await addAttachment(ledger, { blob: file, name: file.name }, about);
        if (added) lines = [...lines, added.line];
        else toast(t('life.attachment.twice', { name: file.name }));
      } catch (thrown) {
        toastFault(thrown);
      }
      setWork({ done: index + 1, total: files.length });
    }
    setWork(undefined);
    props.onChange(lines);
  };
  const open = async (line: AttachmentLine): Promise<void> => {
    try {
      downloadBlob(await ledger.getBlob(line), line.name);
    } catch (thrown) {
      toastFault(thrown);
    }
  };
  return (
    <div class="space-y-1.5">
      <span class="text-meta text-ink-2">{props.label}</span>
      {props.lines.map((line) => (
        <div key={line.id} class="flex items-center gap-2">
          <button
            type="button"
            class="text-red-ink min-w-0 flex-1 text-left break-all hover:underline"
            onClick={() => void open(line)}
          >
            {line.name}
          </button>
          <IconButton
            icon="close"
            label={t('life.attachment.remove', { name: line.name })}
            onClick={() => props.onChange(props.lines.filter((other) => other.id !== line.id))}
          />
        </div>
      ))}
      {work && <Progress done={work.done} total={work.total} label={t('life.attachment.working')} />}
      <FilePick
        accept="image/*,.pdf,.ofd,.doc,.docx,.xls,.xlsx"
        multiple
        label={t('life.attachment.add')}
        disabled={work !== undefined}
        onFiles={(files) => void take(files)}
      />
    </div>
  );
}
