import { useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import type { Rec } from '../../lib/ledger';
import { type Erasable, erasableOf, erase, type ErasureInput } from '../../lib/members/privacy';
import { asFault, type Fault } from '../../lib/records/fault';
import { isIn } from '../../lib/sync';
import {
  Button,
  CheckField,
  confirmDialog,
  DateField,
  Dialog,
  FaultNote,
  Note,
  TextAreaField,
  TextField,
  toast,
  useLedger,
  useLive,
  useToday,
} from '../ui';

/** Asks what is erased, on whose request and what is kept; asks once more, since this cannot be undone. */
export function EraseDialog({ member, onClose }: { member: Rec<'member'>; onClose: () => void }) {
  const ledger = useLedger();
  const today = useToday();
  const choices = useLive(() => erasableOf(ledger, member), [member.id, member.h]);
  const shared = useLive(() => isIn(ledger), []);
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<Fault | undefined>(undefined);
  const [form, setForm] = useState<ErasureInput>({
    keys: [],
    newName: '',
    requestedBy: member.fields.name,
    requestedOn: today,
    reason: '',
    kept: t('members.erase.keptDefault'),
    on: today,
  });
  const set = (patch: Partial<ErasureInput>) => setForm((before) => ({ ...before, ...patch }));
  const toggle = (key: string, on: boolean) =>
    set({ keys: on ? [...form.keys, key] : form.keys.filter((one) => one !== key) });
  const word = (one: Erasable): string =>
    one.field ? t(`branch.field.${one.field}`) : t(`members.erase.kind.${one.kind as 'consent'}`);

  const run = async () => {
    const yes = await confirmDialog({
      title: t('members.erase.confirmTitle', { name: member.fields.name }),
      body: t('members.erase.confirmBody'),
      confirm: t('members.erase.do'),
      danger: true,
    });
    if (!yes) return;
    setBusy(true);
    setFault(undefined);
    try {
      const { values } = await erase(ledger, member, form);
      toast(t('members.erase.done', { count: values }));
      onClose();
    } catch (thrown) {
      setFault(asFault(thrown));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog
      open
      title={t('members.erase.start')}
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button kind="danger" busy={busy} action="erase-do" onClick={() => void run()}>
            {t('members.erase.do')}
          </Button>
        </>
      }
    >
      <Note tone="due">{t('members.erase.warning')}</Note>
      {shared && <Note tone="info">{t('members.erase.shared')}</Note>}
      <fieldset class="space-y-1.5">
        <legend class="text-meta text-ink-2">{t('members.erase.what')}</legend>
        {choices?.length === 0 && <p class="text-meta text-ink-3">{t('members.erase.nothing')}</p>}
        {choices?.map((one) => (
          <CheckField
            key={one.key}
            label={word(one)}
            checked={form.keys.includes(one.key)}
            onChange={(on) => toggle(one.key, on)}
          />
        ))}
      </fieldset>
      <TextField
        label={t('members.erase.newName')}
        name="newName"
        value={form.newName}
        hint={t('members.erase.newNameHint')}
        onChange={(newName) => set({ newName })}
      />
      <TextField
        label={t('members.erase.requestedBy')}
        name="requestedBy"
        value={form.requestedBy}
        hint={t('members.erase.requestedByHint')}
        onChange={(requestedBy) => set({ requestedBy })}
      />
      <DateField
        label={t('members.erase.requestedOn')}
        value={form.requestedOn}
        max={today}
        onChange={(requestedOn) => set({ requestedOn })}
      />
      <TextField
        label={t('members.erase.reason')}
        value={form.reason}
        onChange={(reason) => set({ reason })}
      />
      <TextAreaField
        label={t('members.erase.kept')}
        name="kept"
        value={form.kept}
        onChange={(kept) => set({ kept })}
      />
      {fault && <FaultNote fault={fault} />}
    </Dialog>
  );
}
