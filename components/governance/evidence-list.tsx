import { useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import { addEvidenceFile, detachEvidence, type ItemRecord, type ItemRef } from '../../lib/governance';
import type { EvidenceEntry } from '../../lib/records/governance';
import {
  Button,
  Card,
  downloadBlob,
  FilePick,
  IconButton,
  Pill,
  Row,
  Section,
  toast,
  toastFault,
  useLedger,
  useLive,
  useToday,
} from '../ui';
import { useRecordLine } from './record-line';

/** What has been attached to an item: records with a link, files to download, and a way to add a file. */
export function EvidenceList(props: { target: ItemRef; record: ItemRecord | undefined; branch: string }) {
  const { target, record } = props;
  const ledger = useLedger();
  const today = useToday();
  const [busy, setBusy] = useState(false);
  const entries = Object.entries(record?.fields.evidence ?? {}).sort(([, a], [, b]) =>
    a.addedOn < b.addedOn ? -1 : a.addedOn > b.addedOn ? 1 : 0,
  );

  const addFiles = async (files: File[]): Promise<void> => {
    setBusy(true);
    try {
      for (const file of files) {
        const about = { today, branch: props.branch };
        const added = await addEvidenceFile(ledger, target, { blob: file, name: file.name }, about);
        toast(
          added ? t('governance.evidence.attached', { code: target.item }) : t('governance.evidence.same'),
        );
      }
    } catch (thrown) {
      toastFault(thrown);
    } finally {
      setBusy(false);
    }
  };

  const detach = async (id: string): Promise<void> => {
    if (!record) return;
    try {
      const { n } = await detachEvidence(ledger, record, id);
      toast(t('governance.evidence.detached'), {
        action:
          n === undefined
            ? undefined
            : { label: t('common.undo'), run: async () => void (await ledger.undo(n)) },
      });
    } catch (thrown) {
      toastFault(thrown);
    }
  };

  return (
    <Section title={t('governance.evidence')}>
      {entries.length === 0 ? (
        <p class="text-meta text-ink-2">{t('governance.evidence.none')}</p>
      ) : (
        <Card>
          {entries.map(([id, entry]) => (
            <EvidenceRow key={id} entry={entry} onDetach={() => void detach(id)} />
          ))}
        </Card>
      )}
      <FilePick
        accept=""
        multiple
        label={t('governance.evidence.file')}
        disabled={busy}
        onFiles={(files) => void addFiles(files)}
      />
    </Section>
  );
}

function EvidenceRow({ entry, onDetach }: { entry: EvidenceEntry; onDetach: () => void }) {
  const ledger = useLedger();
  const recordLine = useRecordLine();
  const recordId = entry.record?.id;
  const found = useLive(
    async () => ({ record: recordId ? await ledger.find(recordId) : undefined }),
    [recordId],
  );
  const added = t('governance.evidence.added', { date: entry.addedOn });
  if (!found) return null;
  if (entry.file) {
    const { file } = entry;
    const download = async (): Promise<void> => {
      try {
        downloadBlob(await ledger.getBlob(file), file.name);
      } catch (thrown) {
        toastFault(thrown);
      }
    };
    return (
      <Row
        title={<span class="font-normal">{file.name}</span>}
        meta={[entry.note, added].filter(Boolean).join(' · ')}
        tail={
          <>
            <IconButton
              icon="download"
              label={t('governance.evidence.download', { name: file.name })}
              onClick={() => void download()}
            />
            <Detach name={file.name} onDetach={onDetach} />
          </>
        }
      />
    );
  }
  if (!found.record) {
    return (
      <Row
        title={<span class="font-normal">{t('governance.evidence.gone')}</span>}
        meta={added}
        tail={<Detach name={recordId ?? ''} onDetach={onDetach} />}
      />
    );
  }
  const line = recordLine(found.record);
  return (
    <Row
      title={<span class="font-normal">{line.title}</span>}
      meta={[line.kind, line.on, entry.note, added].filter(Boolean).join(' · ')}
      to={found.record.deleted ? undefined : line.to}
      tail={
        <>
          {found.record.deleted && <Pill tone="unknown">{t('governance.evidence.trashed')}</Pill>}
          <Detach name={line.title} onDetach={onDetach} />
        </>
      }
    />
  );
}

const Detach = ({ name, onDetach }: { name: string; onDetach: () => void }) => (
  <IconButton icon="close" label={t('governance.evidence.detach', { name })} onClick={onDetach} />
);

/** The button that takes an offer. */
export const AttachButton = (props: { name: string; busy?: boolean; onClick: () => void }) => (
  <Button
    small
    busy={props.busy}
    label={t('governance.offers.addOf', { name: props.name })}
    action="attach-evidence"
    onClick={props.onClick}
  >
    {t('governance.offers.add')}
  </Button>
);
