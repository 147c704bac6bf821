import { useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import { asFault, type Fault } from '../../lib/records/fault';
import { addBranches, readBranchLines } from '../../lib/rollups/branch-lines';
import { EVERY, type Every } from '../../lib/rollups/card';
import { askEvery, makeOrganisation, ownOrganisation } from '../../lib/rollups/organisation';
import { settleWaiting } from '../../lib/rollups/read';
import {
  Button,
  confirmDialog,
  Dialog,
  downloadBlob,
  EmptyState,
  FaultNote,
  Note,
  Progress,
  Section,
  SelectField,
  TextAreaField,
  TextField,
  toast,
  toastFault,
  useBranch,
  useLedger,
  useLive,
} from '../ui';
import { CodeText, copyText } from '../ui/code-text';
import { PassphrasePair, saveCommitteeFile, TakeFileDialog } from './file-part';

/** The first step of a committee: a name, and with it the mailbox to which branches seal their reports. */
export function MakeOrganisation() {
  const ledger = useLedger();
  const superior = useBranch()?.fields.superior ?? '';
  const [typed, setTyped] = useState<string>();
  const [every, setEvery] = useState<Every>('Q');
  const [pair, setPair] = useState<{ first: string; second: string }>({ first: '', second: '' });
  const [done, setDone] = useState<number>();
  const [fault, setFault] = useState<Fault>();
  const [restoring, setRestoring] = useState(false);
  const name = typed ?? superior;
  const make = async (passphrase?: string) => {
    setDone(0);
    setFault(undefined);
    try {
      const file = passphrase !== undefined;
      await makeOrganisation(ledger, name, { every, ...(file ? { passphrase, onProgress: setDone } : {}) });
      if (file) await saveCommitteeFile(ledger);
    } catch (thrown) {
      setFault(asFault(thrown));
      setDone(undefined);
    }
  };
  const makeAlone = async () => {
    const sure = await confirmDialog({
      title: t('rollups.withoutFile'),
      body: t('rollups.withoutFileHint'),
      confirm: t('rollups.makeWithoutFile'),
    });
    if (sure) await make();
  };
  const ready = name.trim() !== '' && done === undefined;
  return (
    <>
      <EmptyState
        title={t('rollups.noOrganisation')}
        action={
          <Button action="rollup-restore" onClick={() => setRestoring(true)}>
            {t('rollups.takeFile')}
          </Button>
        }
      >
        {t('rollups.noOrganisationHint')}
      </EmptyState>
      <TextField label={t('rollups.organisationName')} name="organisation" value={name} onChange={setTyped} />
      <EveryField value={every} onChange={setEvery} />
      <Section title={t('rollups.file')}>
        <Note tone="info">{t('rollups.fileWhy')}</Note>
        <PassphrasePair {...pair} onChange={setPair} />
      </Section>
      {fault && <FaultNote fault={fault} />}
      {done !== undefined && (
        <Progress done={Math.round(done * 100)} total={100} label={t('rollups.sealing')} />
      )}
      <div class="flex flex-wrap gap-2">
        <Button
          kind="primary"
          action="rollup-make"
          busy={done !== undefined}
          disabled={!ready || !pair.first || pair.first !== pair.second}
          onClick={() => void make(pair.first)}
        >
          {t('rollups.makeOrganisation')}
        </Button>
        <Button action="rollup-make-alone" disabled={!ready} onClick={() => void makeAlone()}>
          {t('rollups.makeWithoutFile')}
        </Button>
      </div>
      {restoring && <TakeFileDialog onClose={() => setRestoring(false)} />}
    </>
  );
}

function EveryField({ value, onChange }: { value: Every; onChange: (every: Every) => void }) {
  return (
    <SelectField
      label={t('rollups.every')}
      value={value}
      options={EVERY.map((one) => ({ value: one, label: t(`rollups.every.${one}`) }))}
      onChange={(chosen) => chosen && onChange(chosen)}
    />
  );
}

/** The card that branches need, in the ways in which it can be handed out. */
export function CardDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const ledger = useLedger();
  const organisation = useLive(() => ownOrganisation(ledger), []);
  const text = organisation?.text ?? '';
  const save = async () => {
    const { fileName } = await import('../../lib/exchange/sheet-write');
    const name = fileName([organisation?.own.name ?? '', t('rollups.card')], 'txt');
    downloadBlob(new Blob([`${text}\n`], { type: 'text/plain' }), name);
  };
  return (
    <Dialog open={open} title={t('rollups.card')} onClose={onClose}>
      <p>{t('rollups.cardHint')}</p>
      <EveryField
        value={organisation?.card.every ?? 'Q'}
        onChange={(every) => void askEvery(ledger, every).catch(toastFault)}
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
