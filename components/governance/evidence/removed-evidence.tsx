import { useState } from 'preact/hooks';
import { t } from '../../../lib/i18n';
import { type ItemRecord, putEvidenceBack, removedEvidence } from '../../../lib/governance';
import { evidenceSentence } from '../../../lib/governance/evidence-words';
import { stampTime } from '../../../lib/ledger';
import type { EvidenceEntry } from '../../../lib/records/governance';
import { Button, Card, localDate, Row, toastFault, useLedger, useLive, useMemberName } from '../../ui';
import { toastUndo } from '../../ui/toast-undo';
import { useRecordLine } from '../record-line';

/** 已移出的证据: what was taken off an item stays readable and can be put back; opened on demand. */
export function RemovedEvidence({ record }: { record: ItemRecord }) {
  const ledger = useLedger();
  const nameOf = useMemberName();
  const recordLine = useRecordLine();
  const [open, setOpen] = useState(false);
  const removed = useLive(async () => {
    const found = open ? await removedEvidence(ledger, record) : [];
    const records = await ledger.findMany(found.map(({ entry }) => entry.record?.id ?? ''));
    return found.map((one, index) => ({ ...one, record: records[index] }));
  }, [record.h, open]);
  const putBack = async (one: { id: string; entry: EvidenceEntry }) => {
    try {
      const { n } = await putEvidenceBack(ledger, record, one);
      toastUndo(ledger, t('evidenceForm.putBackDone'), n);
    } catch (thrown) {
      toastFault(thrown);
    }
  };
  return (
    <details class="text-meta text-ink-2" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary class="text-red-ink inline-block min-h-6 cursor-pointer rounded-s" data-action="removed">
        {t('evidenceForm.removed')}
      </summary>
      {open && removed?.length === 0 && <p class="mt-1">{t('evidenceForm.removed.none')}</p>}
      {Boolean(removed?.length) && (
        <Card class="mt-1">
          {removed?.map(({ id, entry, step, record: found }) => {
            const line = found && recordLine(found);
            const said = line ? [line.kind, line.title].join(' · ') : evidenceSentence(entry);
            return (
              <Row
                key={id}
                title={<span class="line-clamp-3 font-normal">{said}</span>}
                meta={[localDate(stampTime(step.h)), nameOf(step.by)].filter(Boolean).join(' · ')}
                tail={
                  <Button
                    small
                    label={`${t('evidenceForm.putBack')}：${said}`}
                    onClick={() => void putBack({ id, entry })}
                  >
                    {t('evidenceForm.putBack')}
                  </Button>
                }
              />
            );
          })}
        </Card>
      )}
    </details>
  );
}
