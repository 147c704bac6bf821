import { useState } from 'preact/hooks';
import { t } from '../../../lib/i18n';
import { emptyForm, ENTERED, type Entered } from '../../../lib/governance';
import { evidenceSentence } from '../../../lib/governance/evidence-words';
import { newId } from '../../../lib/ledger';
import { type Finding, proveFinding } from '../../../lib/review';
import { addProofFile } from '../../../lib/review/finding-proof';
import {
  Button,
  Card,
  Dialog,
  FilePick,
  Row,
  toast,
  toastFault,
  useLedger,
  useLive,
  useToday,
} from '../../ui';
import { toastUndo } from '../../ui/toast-undo';
import { EvidenceDialog, formTitle } from '../evidence/evidence-dialog';
import { useRecordLine } from '../record-line';
import { findingRoute } from './tasks';

/** 附佐证: evidence of the item as it is, a file, or a link, a quotation, an original that stays where it is. */
export function ProofDialog(props: { finding: Finding; code: string; branch: string; onClose: () => void }) {
  const { finding, code, branch, onClose } = props;
  const { id, fields } = finding;
  const ledger = useLedger();
  const today = useToday();
  const [type, setType] = useState<Entered>();
  const [busy, setBusy] = useState(false);
  const recordLine = useRecordLine();
  const item = useLive(async () => {
    const record = await ledger.get('governanceItem', fields.item);
    const entries = Object.entries(record?.fields.evidence ?? {});
    const found = await ledger.findMany(entries.map(([, entry]) => entry.record?.id ?? ''));
    return entries.map(([key, entry], index) => ({ key, entry, record: found[index] }));
  }, [fields.item]);
  const draftId = `finding:${id}:proof:${type ?? ''}`;
  if (type)
    return (
      <EvidenceDialog
        key={type}
        title={formTitle(type, true)}
        draftId={draftId}
        route={findingRoute(id, 'proof')}
        initial={() => emptyForm(type, today)}
        before={undefined}
        save={async (entry) => {
          const { n } = await proveFinding(ledger, id, newId(), entry, { draft: draftId });
          toastUndo(ledger, t('findings.did.proof'), n);
        }}
        onClose={onClose}
      />
    );
  const run = async (work: () => Promise<{ n?: number } | undefined>) => {
    setBusy(true);
    try {
      const done = await work();
      if (done) toastUndo(ledger, t('findings.did.proof'), done.n);
      else toast(t('governance.evidence.same'));
      onClose();
    } catch (thrown) {
      toastFault(thrown);
      setBusy(false);
    }
  };
  const free = (item ?? []).filter(({ key }) => !fields.proof?.[key]);
  return (
    <Dialog open title={t('findings.task.proof')} onClose={onClose}>
      <p class="font-semibold break-words">{fields.problem}</p>
      <FilePick
        accept=""
        label={t('governance.evidence.file')}
        disabled={busy}
        onFiles={([file]) =>
          file &&
          void run(() =>
            addProofFile(ledger, finding, { blob: file, name: file.name }, { today, branch, code }),
          )
        }
      />
      <div class="flex flex-wrap gap-2">
        {ENTERED.map((one) => (
          <Button key={one} small action={`proof-${one}`} onClick={() => setType(one)}>
            {t(`evidenceForm.add.${one}`)}
          </Button>
        ))}
      </div>
      {free.length > 0 && (
        <div class="space-y-1">
          <p class="text-meta text-ink-2">{t('findings.fromItem')}</p>
          <Card>
            {free.map(({ key, entry, record }) => {
              const line = record && recordLine(record);
              return (
                <Row
                  key={key}
                  title={
                    <span class="line-clamp-2 font-normal">
                      {line ? [line.kind, line.title].join(' · ') : evidenceSentence(entry)}
                    </span>
                  }
                  meta={line?.on}
                  onClick={() => void run(() => proveFinding(ledger, id, key, { ...entry, addedOn: today }))}
                />
              );
            })}
          </Card>
        </div>
      )}
    </Dialog>
  );
}
