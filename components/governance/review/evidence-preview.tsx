import { useEffect, useState } from 'preact/hooks';
import { t } from '../../../lib/i18n';
import {
  exhibitsOfItem,
  type FoundExhibit,
  hashesOf,
  type ItemRecord,
  typeOf,
  usesOf,
} from '../../../lib/governance';
import { evidenceWords } from '../../../lib/governance/evidence-words';
import type { EvidenceEntry } from '../../../lib/records/governance';
import type { Attachment } from '../../../lib/records/kind';
import { asFault, type Fault } from '../../../lib/records/fault';
import type { ChecklistItem } from '../../../lib/rules/pack';
import { periodRange } from '../../../lib/rules/periods';
import { Button, Card, FaultNote, Section, useLedger, useLive, useToday } from '../../ui';
import { sizeText } from '../../ui/size-text';
import { EvidenceDetails } from '../evidence/evidence-details';
import { HashCheck } from '../evidence/hash-check';
import { ExhibitDetails } from '../exhibit-part';
import { exhibitLine } from '../exhibit-words';
import { useComment } from './use-comment';

/** Characters of a text that are shown of a file. */
const SHOWN_TEXT = 20_000;
const IMAGE = /^image\/(jpeg|png|webp|gif)$/;

/** The evidence of an item, shown where it is looked at: nothing has to be saved to a disk first. */
export function EvidencePreview({ record, item }: { record: ItemRecord; item: ChecklistItem }) {
  const ledger = useLedger();
  const today = useToday();
  const comment = useComment(record, item);
  const exhibits = useLive(() => exhibitsOfItem(ledger, record.id), [record.id]);
  const { companyId, period, evidence } = record.fields;
  const entries = Object.entries(evidence ?? {}).sort(([, a], [, b]) =>
    a.addedOn < b.addedOn ? -1 : a.addedOn > b.addedOn ? 1 : 0,
  );
  const uses = useLive(async () => {
    const found = await Promise.all(
      entries.map(async ([id]) => [id, await usesOf(ledger, companyId, id)] as const),
    );
    return new Map(found);
  }, [companyId, record.h]);
  const end = periodRange(period)?.to;
  return (
    <Section title={t('governance.evidence')}>
      {entries.length === 0 && <p class="text-meta text-ink-2">{t('governance.evidence.noneRead')}</p>}
      {entries.map(([id, entry]) => (
        <Card key={id} pad>
          <Entry
            id={id}
            entry={entry}
            exhibit={entry.record && exhibits?.get(entry.record.id)}
            asOf={end && end < today ? end : today}
            others={(uses?.get(id) ?? []).filter((one) => one.id !== record.id)}
            onNote={comment}
          />
        </Card>
      ))}
    </Section>
  );
}

function Entry(props: {
  id: string;
  entry: EvidenceEntry;
  exhibit: FoundExhibit | undefined;
  asOf: string;
  others: readonly ItemRecord[];
  onNote?: (text: string) => Promise<void>;
}) {
  const { id, entry, exhibit } = props;
  const { file, note, addedOn } = entry;
  const [checking, setChecking] = useState(false);
  const line = exhibit && exhibitLine(exhibit);
  const isRecord = typeOf(entry) === 'record';
  const words = evidenceWords(entry);
  // The words of a quotation stand below.
  const own = entry.quote && entry.title ? entry.title : words.what;
  const name = (isRecord && line?.title) || own || t('review.evidence.other');
  return (
    <>
      <p class="line-clamp-3 font-semibold break-words">{name}</p>
      <p class="text-meta text-ink-2 break-words">
        {[
          isRecord ? line?.kind : words.type,
          isRecord && line?.on,
          file && sizeText(file.size),
          note,
          t('governance.evidence.added', { date: addedOn }),
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
      <EvidenceDetails id={id} entry={entry} asOf={props.asOf} others={props.others} />
      {exhibit && <ExhibitDetails found={exhibit} name={name} open />}
      {file && <FilePreview file={file} />}
      {hashesOf(entry).length > 0 && (
        <Button small kind="quiet" action="check-original" onClick={() => setChecking(true)}>
          {t('evidenceForm.check')}
        </Button>
      )}
      {checking && (
        <HashCheck entry={entry} name={name} onNote={props.onNote} onClose={() => setChecking(false)} />
      )}
    </>
  );
}

type Preview = { address: string } | { text: string } | { fault: Fault } | 'none';

function FilePreview({ file }: { file: Attachment }) {
  const ledger = useLedger();
  const [preview, setPreview] = useState<Preview>();
  useEffect(() => {
    let address: string | undefined;
    let alive = true;
    const show = (value: Preview) => alive && setPreview(value);
    const read = async () => {
      const isText = file.type.startsWith('text/');
      const isPdf = file.type === 'application/pdf';
      if (!IMAGE.test(file.type) && !isText && !isPdf) return show('none');
      const blob = await ledger.getBlob(file);
      if (!alive) return undefined;
      if (IMAGE.test(file.type)) {
        address = URL.createObjectURL(blob);
        return show({ address });
      }
      if (isText) return show({ text: (await blob.text()).slice(0, SHOWN_TEXT) });
      const { readPdfFile } = await import('../../../lib/study/pdf');
      const { text } = await readPdfFile(new Uint8Array(await blob.arrayBuffer()));
      return show({ text: text.slice(0, SHOWN_TEXT) });
    };
    read().catch((thrown: unknown) => show({ fault: asFault(thrown) }));
    return () => {
      alive = false;
      if (address) URL.revokeObjectURL(address);
    };
  }, [ledger, file.sha256]);
  if (preview === undefined)
    return (
      <p aria-busy="true" class="text-meta text-ink-3">
        {t('common.loading')}
      </p>
    );
  if (preview === 'none') return <p class="text-meta text-ink-3">{t('review.evidence.noPreview')}</p>;
  if ('fault' in preview) return <FaultNote fault={preview.fault} />;
  if ('address' in preview)
    return <img src={preview.address} alt={file.name} class="rounded-s max-h-[70dvh] max-w-full" />;
  return (
    <div
      tabIndex={0}
      role="region"
      aria-label={file.name}
      class="bg-sunk rounded-s text-meta max-h-80 overflow-y-auto p-2 whitespace-pre-wrap"
    >
      {preview.text || t('review.evidence.noWords')}
    </div>
  );
}
