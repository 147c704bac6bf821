import type { ComponentChildren } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import { Button } from './button';

/** Lets the browser save bytes under a name. */
export function downloadBlob(blob: Blob, filename: string): void {
  const address = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = address;
  link.download = filename;
  document.body.append(link);
  link.click();
  link.remove();
  // The download has its own hold on the bytes once it has begun; a minute is ample for that.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/** A button that opens the file dialog, in an area that also takes dropped files. */
export function FilePick(props: {
  accept: string;
  multiple?: boolean;
  label: string;
  hint?: ComponentChildren;
  disabled?: boolean;
  onFiles: (files: File[]) => void;
}) {
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  return (
    <div
      class={`rounded-card flex flex-wrap items-center gap-2 border border-dashed px-3 py-2.5 ${
        over ? 'border-red bg-red-wash' : 'border-line-strong'
      }`}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        const files = [...(event.dataTransfer?.files ?? [])];
        if (files.length && !props.disabled) props.onFiles(props.multiple ? files : files.slice(0, 1));
      }}
    >
      <input
        ref={input}
        type="file"
        class="sr-only"
        tabIndex={-1}
        accept={props.accept}
        multiple={props.multiple}
        aria-label={props.label}
        onChange={(event) => {
          const files = [...(event.currentTarget.files ?? [])];
          event.currentTarget.value = '';
          if (files.length) props.onFiles(files);
        }}
      />
      <Button icon="upload" disabled={props.disabled} onClick={() => input.current?.click()}>
        {props.label}
      </Button>
      <span class="text-meta text-ink-3 min-w-40 flex-1">{props.hint ?? t('common.dropHint')}</span>
    </div>
  );
}

/** How far a long work has come, with a way to stop it. */
export function Progress(props: { done: number; total: number; label: string; onCancel?: () => void }) {
  return (
    <div class="flex items-center gap-2" role="status">
      <div class="min-w-0 flex-1">
        <div class="text-meta text-ink-2 flex justify-between gap-2">
          <span>{props.label}</span>
          <span>
            {props.done} / {props.total}
          </span>
        </div>
        <progress
          class="accent-red h-2 w-full"
          value={props.done}
          max={Math.max(props.total, 1)}
          aria-label={props.label}
        />
      </div>
      {props.onCancel && (
        <Button small onClick={props.onCancel}>
          {t('common.cancel')}
        </Button>
      )}
    </div>
  );
}
