import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { t } from '../../../lib/i18n';
import { type FoundExhibit, hashesOf, type ItemRecord, noteLook, typeOf } from '../../../lib/governance';
import { evidenceWords } from '../../../lib/governance/evidence-words';
import type { EvidenceEntry } from '../../../lib/records/governance';
import type { Attachment } from '../../../lib/records/kind';
import { Button, downloadBlob, IconButton, Pill, Row, toastFault, useLedger, useLive } from '../../ui';
import { sizeText } from '../../ui/size-text';
import { ChangedEvidence, ExhibitDetails } from '../exhibit-part';
import { exhibitLine } from '../exhibit-words';
import { useRecordLine } from '../record-line';
import { EvidenceDetails } from './evidence-details';
import { HashCheck } from './hash-check';

/** One piece of evidence with all that is said of it, and what this person can do with it. */
export function EvidenceRow(props: {
  id: string;
  entry: EvidenceEntry;
  exhibit: FoundExhibit | undefined;
  /** Day on which it has to hold. */
  asOf: string;
  /** Other items that show it. */
  others?: readonly ItemRecord[];
  onEdit?: () => void;
  onUse?: (name: string) => void;
  onDetach?: () => void;
  /** Writes into the course of the item what a check of the original found. */
  onNote?: (text: string) => Promise<void>;
}) {
  const { id, entry, exhibit, others, asOf, onEdit, onUse, onDetach, onNote } = props;
  const ledger = useLedger();
  const recordLine = useRecordLine();
  const [checking, setChecking] = useState(false);
  const recordId = entry.record?.id;
  const found = useLive(
    async () => ({ record: recordId ? await ledger.find(recordId) : undefined }),
    [recordId],
  );
  if (!found) return null;
  const { record } = found;
  const type = typeOf(entry);
  const added = t('governance.evidence.added', { date: entry.addedOn });
  const line = record && recordLine(record);
  // Not on this device: what it shows stands in its place, and leads nowhere.
  const shown = !record && exhibit ? exhibitLine(exhibit) : line;
  const words = evidenceWords(entry);
  const name =
    (type === 'record' ? shown?.title : type === 'quote' ? (entry.title ?? words.what) : words.what) ??
    t('governance.evidence.gone');
  const kind = type === 'record' ? shown?.kind : words.type;
  const looked = () => {
    if (exhibit) void noteLook(ledger, [exhibit.exhibit]).catch(toastFault);
  };
  const small = (action: string, text: string, onClick: () => void): ComponentChildren => (
    <Button small kind="quiet" action={action} label={`${text}：${name}`} onClick={onClick}>
      {text}
    </Button>
  );
  return (
    <>
      <Row
        title={<span class="line-clamp-3 font-normal">{name}</span>}
        meta={[
          kind,
          type === 'record' && shown?.on,
          entry.file && sizeText(entry.file.size),
          entry.note,
          added,
        ]
          .filter(Boolean)
          .join(' · ')}
        to={record && !record.deleted ? line?.to : undefined}
        tail={
          <>
            {record?.deleted && <Pill tone="unknown">{t('governance.evidence.trashed')}</Pill>}
            {!record && exhibit?.now.gone && <Pill tone="unknown">{t('exhibits.gone')}</Pill>}
            {entry.file && <Download file={entry.file} />}
            {onDetach && (
              <IconButton icon="close" label={t('governance.evidence.detach', { name })} onClick={onDetach} />
            )}
          </>
        }
        below={
          <>
            <EvidenceDetails id={id} entry={entry} asOf={asOf} others={others} />
            {exhibit && <ChangedEvidence found={exhibit} name={name} onLooked={looked} />}
            {!record && exhibit && <ExhibitDetails found={exhibit} name={name} />}
            <div class="mt-1 flex flex-wrap gap-x-3">
              {onEdit && small('edit-evidence', t('common.edit'), onEdit)}
              {onUse && small('use-for', t('evidenceForm.useFor'), () => onUse(name))}
              {hashesOf(entry).length > 0 &&
                small('check-original', t('evidenceForm.check'), () => setChecking(true))}
            </div>
          </>
        }
      />
      {checking && <HashCheck entry={entry} name={name} onNote={onNote} onClose={() => setChecking(false)} />}
    </>
  );
}

function Download({ file }: { file: Attachment }) {
  const ledger = useLedger();
  const download = async (): Promise<void> => {
    try {
      downloadBlob(await ledger.getBlob(file), file.name);
    } catch (thrown) {
      toastFault(thrown);
    }
  };
  return (
    <IconButton
      icon="download"
      label={t('governance.evidence.download', { name: file.name })}
      onClick={() => void download()}
    />
  );
}
