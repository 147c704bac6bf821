import { useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import type { EntryField } from '../../lib/reentry/fields';
import { moved } from '../../lib/reentry/systems';
import { Button, Icon, IconButton, Pill } from '../ui';

/** One field to copy: the whole of its text goes to the clipboard. */
export function CopyRow(props: {
  field: EntryField;
  isNext: boolean;
  isCopied: boolean;
  onCopy: () => void;
}) {
  const { field } = props;
  return (
    <div
      class={`flex items-start gap-2 px-3 py-2 ${props.isNext ? 'bg-red-wash' : ''}`}
      data-field={field.key}
      aria-current={props.isNext ? 'step' : undefined}
    >
      <div class="min-w-0 flex-1">
        <div class="text-meta text-ink-3">{field.label}</div>
        {field.text ? (
          <div class="line-clamp-3 break-words whitespace-pre-line">{field.text}</div>
        ) : (
          <Pill tone="unknown">{t('common.unknown')}</Pill>
        )}
      </div>
      {props.isCopied && (
        <span class="text-ok mt-1.5" role="img" aria-label={t('reentry.copied')}>
          <Icon name="check" size={17} />
        </span>
      )}
      {field.text && (
        <Button small label={t('reentry.copyField', { label: field.label })} onClick={props.onCopy}>
          {t('reentry.copy')}
        </Button>
      )}
    </div>
  );
}

/** One field to move: dragged, by its arrows, or with Alt and an arrow key; and whether the system asks for it. */
export function ArrangeRow(props: {
  field: EntryField & { hidden: boolean };
  index: number;
  keys: readonly string[];
  onOrder: (keys: string[]) => void;
  onHide: (isHidden: boolean) => void;
}) {
  const { field, index, keys } = props;
  const [over, setOver] = useState(false);
  const move = (to: number) => props.onOrder(moved(keys, field.key, to));
  return (
    <div
      class={`flex items-center gap-1.5 px-2 py-1 ${over ? 'bg-red-wash' : ''}`}
      data-field={field.key}
      draggable
      onDragStart={(event) => event.dataTransfer?.setData('text/plain', field.key)}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        const key = event.dataTransfer?.getData('text/plain') ?? '';
        if (keys.includes(key) && key !== field.key) props.onOrder(moved(keys, key, index));
      }}
      onKeyDown={(event) => {
        if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
        event.preventDefault();
        move(index + (event.key === 'ArrowUp' ? -1 : 1));
      }}
    >
      <label class="flex min-h-8 min-w-0 flex-1 items-center gap-2">
        <input
          type="checkbox"
          class="checkbox checkbox-primary checkbox-sm"
          checked={!field.hidden}
          onChange={(event) => props.onHide(!event.currentTarget.checked)}
        />
        <span class={`min-w-0 break-words ${field.hidden ? 'text-ink-3' : ''}`}>{field.label}</span>
      </label>
      <IconButton
        icon="up"
        label={t('reentry.up', { label: field.label })}
        disabled={index === 0}
        onClick={() => move(index - 1)}
      />
      <IconButton
        icon="down"
        label={t('reentry.down', { label: field.label })}
        disabled={index === keys.length - 1}
        onClick={() => move(index + 1)}
      />
    </div>
  );
}
