import { useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import { fieldsFor, type ListName, listsFor } from '../../lib/papers/template-fields';
import { Button, Dialog, SearchField, SelectField } from '../ui';
import { listWord } from './words';

/** A place of a form that was pressed. */
export interface PickedPlace {
  place: string;
  /** What the form says there, or beside it. */
  label: string;
  /** Row that can be repeated, where it is one of a table. */
  row?: string;
}

/** What stands in one place of a form: a field, or for the whole row a list. */
export function PlaceDialog(props: {
  picked: PickedPlace | undefined;
  subject: 'meeting' | 'period';
  field: string | undefined;
  list: ListName | undefined;
  onField: (key: string | undefined) => void;
  onList: (list: ListName | undefined) => void;
  onClose: () => void;
}) {
  const { picked } = props;
  const [text, setText] = useState('');
  const close = () => {
    setText('');
    props.onClose();
  };
  const fields = fieldsFor(props.subject, props.list).filter(({ label }) => t(label).includes(text.trim()));
  return (
    <Dialog
      open={picked !== undefined}
      title={t('papers.template.pickField', { place: picked?.label ?? '' })}
      onClose={close}
      foot={
        <>
          {props.field && (
            <Button
              onClick={() => {
                props.onField(undefined);
                close();
              }}
            >
              {t('papers.template.leaveOpen')}
            </Button>
          )}
          <Button onClick={close}>{t('common.close')}</Button>
        </>
      }
    >
      {picked?.row && (
        <SelectField
          label={t('papers.template.repeat')}
          name="list"
          value={props.list ?? ''}
          empty={t('papers.template.noRepeat')}
          options={listsFor(props.subject).map((list) => ({ value: list, label: listWord(list) }))}
          hint={t('papers.template.repeatHint')}
          onChange={(value) => props.onList(value || undefined)}
        />
      )}
      <SearchField label={t('papers.template.findField')} value={text} onChange={setText} />
      <div class="flex flex-wrap gap-1.5" role="group" aria-label={t('papers.template.fields')}>
        {fields.map((field) => (
          <button
            key={field.key}
            type="button"
            data-field={field.key}
            aria-pressed={field.key === props.field}
            class={`text-meta min-h-8 rounded-lg border px-2.5 py-1 ${
              field.key === props.field
                ? 'border-red bg-red-wash text-red-ink font-semibold'
                : 'border-line-strong bg-card'
            }`}
            onClick={() => {
              props.onField(field.key);
              close();
            }}
          >
            {t(field.label)}
          </button>
        ))}
      </div>
      {!fields.length && <p class="text-ink-2">{t('papers.template.noField')}</p>}
    </Dialog>
  );
}
