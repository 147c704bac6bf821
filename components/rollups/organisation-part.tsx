import { useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import { asFault, type Fault } from '../../lib/records/fault';
import { addBranches, readBranchLines } from '../../lib/rollups/branch-lines';
import { EVERY, type Every } from '../../lib/rollups/card';
import { makeOrganisation, ownOrganisation } from '../../lib/rollups/organisation';
import { settleWaiting } from '../../lib/rollups/read';
import {
  Button,
  Dialog,
  downloadBlob,
  EmptyState,
  FaultNote,
  Note,
  SelectField,
  TextAreaField,
  TextField,
  toast,
  useBranch,
  useLedger,
} from '../ui';
import { CodeText, copyText } from './code-text';
import { useFresh } from './use-fresh';

/** The first step of a committee: a name, and with it the mailbox to which branches seal their reports. */
export function MakeOrganisation() {
  const ledger = useLedger();
  const superior = useBranch()?.fields.superior ?? '';
  const [typed, setTyped] = useState<string>();
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<Fault>();
  const name = typed ?? superior;
  const make = async () => {
    setBusy(true);
    setFault(undefined);
    try {
      await makeOrganisation(ledger, name);
    } catch (thrown) {
      setFault(asFault(thrown));
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <EmptyState title={t('rollups.noOrganisation')}>{t('rollups.noOrganisationHint')}</EmptyState>
      <TextField label={t('rollups.organisationName')} name="organisation" value={name} onChange={setTyped} />
      {fault && <FaultNote fault={fault} />}
      <Button
        kind="primary"
        action="rollup-make"
        busy={busy}
        disabled={!name.trim()}
        onClick={() => void make()}
      >
        {t('rollups.makeOrganisation')}
      </Button>
      <Note tone="info">{t('rollups.keyNote')}</Note>
    </>
  );
}

/** The card that branches need, in the ways in which it can be handed out. */
export function CardDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const ledger = useLedger();
  const [every, setEvery] = useState<Every>('Q');
  const organisation = useFresh(() => ownOrganisation(ledger, every), [every]);
  const text = organisation?.text ?? '';
  const save = async () => {
    const { fileName } = await import('../../lib/exchange/sheet-write');
    const name = fileName([organisation?.own.name ?? '', t('rollups.card')], 'txt');
    downloadBlob(new Blob([`${text}\n`], { type: 'text/plain' }), name);
  };
  return (
    <Dialog open={open} title={t('rollups.card')} onClose={onClose}>
      <p>{t('rollups.cardHint')}</p>
      <SelectField
        label={t('rollups.every')}
        value={every}
        options={EVERY.map((value) => ({ value, label: t(`rollups.every.${value}`) }))}
        onChange={(value) => value && setEvery(value)}
      />
      <p
        class="border-line bg-sunk rounded-card text-meta max-h-32 overflow-auto border p-2 font-mono break-all"
        data-card
        tabIndex={0}
        role="region"
        aria-label={t('rollups.card')}
      >
        {text}
      </p>
      <p>
        {t('rollups.cardCode')} <CodeText code={organisation?.code ?? ''} />
      </p>
      <p class="text-meta text-ink-2">{t('rollups.cardCodeHint')}</p>
      <div class="flex flex-wrap gap-2">
        <Button kind="primary" icon="copy" onClick={() => void copyText(text, t('rollups.copied'))}>
          {t('rollups.copyCard')}
        </Button>
        <Button icon="download" onClick={() => void save()}>
          {t('rollups.saveCard')}
        </Button>
      </div>
      <p class="text-meta text-ink-2">{t('rollups.cardPolicy')}</p>
    </Dialog>
  );
}

/** Puts branches on the list: those that are to report, and the codes that came from them. */
export function ListDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const ledger = useLedger();
  const [text, setText] = useState('');
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<Fault>();
  const lines = readBranchLines(text);
  const add = async () => {
    setBusy(true);
    setFault(undefined);
    try {
      const { added, changed } = await addBranches(ledger, lines);
      const settled = lines.some(({ code }) => code) ? await settleWaiting(ledger) : 0;
      toast(t('rollups.listed', { added, changed, settled }));
      setText('');
      onClose();
    } catch (thrown) {
      setFault(asFault(thrown));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog
      open={open}
      title={t('rollups.list')}
      onClose={onClose}
      foot={
        <Button
          kind="primary"
          action="rollup-list"
          busy={busy}
          disabled={!lines.length}
          onClick={() => void add()}
        >
          {t('rollups.listAdd', { count: lines.length })}
        </Button>
      }
    >
      <TextAreaField
        label={t('rollups.listPaste')}
        hint={t('rollups.listHint')}
        name="branches"
        rows={8}
        value={text}
        onChange={setText}
      />
      {lines.length > 0 && (
        <p class="text-meta text-ink-2" role="status">
          {t('rollups.listRead', { count: lines.length, codes: lines.filter(({ code }) => code).length })}
        </p>
      )}
      {fault && <FaultNote fault={fault} />}
    </Dialog>
  );
}
