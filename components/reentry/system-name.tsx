import { useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import { asFault, type Fault } from '../../lib/records/fault';
import { addSystem } from '../../lib/reentry/systems';
import { Button, Card, FaultNote, TextField, toast, useLedger } from '../ui';

/** Asks for the name of another system, in the words of the branch. */
export function SystemName(props: { onAdded: (id: string) => void }) {
  const ledger = useLedger();
  const [name, setName] = useState('');
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<Fault | undefined>(undefined);
  const save = async () => {
    if (busy) return;
    setBusy(true);
    setFault(undefined);
    try {
      const { id, n } = await addSystem(ledger, name);
      const undo = async () => {
        if (n !== undefined) await ledger.undo(n);
      };
      toast(t('reentry.added', { name: name.trim() }), { action: { label: t('common.undo'), run: undo } });
      props.onAdded(id);
    } catch (thrown) {
      setFault(asFault(thrown));
      setBusy(false);
    }
  };
  return (
    <Card pad>
      <p class="text-meta text-ink-2">{t('reentry.intro')}</p>
      <TextField
        label={t('reentry.systemName')}
        name="system-name"
        value={name}
        onChange={setName}
        placeholder={t('reentry.systemNameHint')}
        onEnter={() => void save()}
      />
      {fault && <FaultNote fault={fault} />}
      <Button kind="primary" busy={busy} action="add-system" onClick={() => void save()}>
        {t('reentry.start')}
      </Button>
    </Card>
  );
}
