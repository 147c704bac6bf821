import { useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import { renameTag } from '../../lib/study/clip/tags';
import { Button, Card, Dialog, Row, TextField, toastFault, useLedger } from '../ui';
import { toastUndo } from '../ui/toast-undo';

/** All tags: rename one, merge it with another by giving it that one's name, or take it off everywhere. */
export function TagsDialog(props: { tags: readonly { tag: string; count: number }[]; onClose: () => void }) {
  const ledger = useLedger();
  const [editing, setEditing] = useState<string | undefined>(undefined);
  const [name, setName] = useState('');
  const [busy, setBusy] = useState(false);
  const save = async (to: string) => {
    if (editing === undefined) return;
    setBusy(true);
    try {
      const { n, count } = await renameTag(ledger, editing, to);
      setEditing(undefined);
      toastUndo(ledger, t('lists.tagsChanged', { count }), n);
    } catch (thrown) {
      toastFault(thrown);
    } finally {
      setBusy(false);
    }
  };
  const merges = props.tags.some(({ tag }) => tag === name.trim() && tag !== editing);
  return (
    <Dialog open title={t('lists.manageTags')} onClose={props.onClose}>
      {editing !== undefined && (
        <div class="space-y-2">
          <TextField
            label={t('lists.renameOf', { tag: editing })}
            name="rename"
            value={name}
            suggestions={props.tags.map(({ tag }) => tag)}
            hint={merges ? t('lists.mergeHint', { to: name.trim() }) : undefined}
            onChange={setName}
            onEnter={() => name.trim() && void save(name)}
          />
          <div class="flex flex-wrap gap-2">
            <Button
              small
              kind="primary"
              busy={busy}
              disabled={!name.trim() || name.trim() === editing}
              action="rename-tag"
              onClick={() => void save(name)}
            >
              {t(merges ? 'lists.merge' : 'lists.rename')}
            </Button>
            <Button small kind="quiet" busy={busy} onClick={() => void save('')}>
              {t('lists.untagAll')}
            </Button>
          </div>
        </div>
      )}
      <Card>
        {props.tags.map(({ tag, count }) => (
          <Row
            key={tag}
            title={<span class="font-normal">{tag}</span>}
            meta={t('lists.tagOn', { count })}
            tail={
              <Button
                small
                label={t('lists.renameOf', { tag })}
                onClick={() => {
                  setEditing(tag);
                  setName(tag);
                }}
              >
                {t('lists.rename')}
              </Button>
            }
          />
        ))}
      </Card>
    </Dialog>
  );
}
