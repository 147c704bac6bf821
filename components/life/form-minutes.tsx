import { useEffect, useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import type { Meeting } from '../../lib/records';
import { Button, TextAreaField } from '../ui';
import type { PartProps } from './form-basics';
import { MinutesDialog } from './minutes-dialog';
import { RoughNotes } from './rough-notes';
import type { Pasted } from './use-loose-paste';

/** 会议记录: what was said, as it was written down, and the way from rough notes to it. */
export function MinutesPart({
  value,
  set,
  preview,
  pasted,
}: PartProps & {
  preview: Meeting | undefined;
  /** Notes that were pasted beside the fields. */
  pasted: Pasted | undefined;
}) {
  const [open, setOpen] = useState<Pasted | undefined>(undefined);
  useEffect(() => pasted && setOpen(pasted), [pasted]);
  return (
    <section class="space-y-1.5">
      <TextAreaField
        label={t('life.field.minutes')}
        value={value.minutes}
        onChange={(minutes) => set({ minutes })}
        rows={5}
        placeholder={t('life.minutesPlaceholder')}
      />
      <div class="flex flex-wrap items-center gap-x-2 gap-y-1">
        <Button small action="read-minutes" onClick={() => setOpen({ text: '' })}>
          {t('minutes.open')}
        </Button>
        <span class="text-meta text-ink-3 min-w-0 flex-1">{t('minutes.openHint')}</span>
      </div>
      <RoughNotes notes={value.roughNotes} />
      <MinutesDialog
        open={open !== undefined}
        pasted={open?.text ?? ''}
        value={value}
        preview={preview}
        onClose={() => setOpen(undefined)}
        onApply={(form) => {
          set(() => form);
          setOpen(undefined);
        }}
      />
    </section>
  );
}
