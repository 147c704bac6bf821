import { useState } from 'preact/hooks';
import { t } from '../../../lib/i18n';
import { entryOf, type EvidenceForm, type EvidenceType } from '../../../lib/governance';
import { asFault, type Fault } from '../../../lib/records/fault';
import type { EvidenceEntry } from '../../../lib/records/governance';
import { Button, Dialog, DraftRestored, FaultNote, Note, useDraft, useToday } from '../../ui';
import { EvidenceFields } from './evidence-fields';

/** Title of the form, by what it enters or changes. */
export const formTitle = (type: EvidenceType, isNew: boolean): string =>
  isNew && (type === 'link' || type === 'quote' || type === 'original')
    ? t(`evidenceForm.add.${type}`)
    : t('evidenceForm.edit');

/**
 * The form of one piece of evidence, for items and for what proves a finding. `save` is given the entry and the draft
 * that goes with the commit. What is typed outlives the panel; `route` opens it again.
 */
export function EvidenceDialog<Extra extends object>(props: {
  title: string;
  draftId: string;
  route: string;
  initial: () => Promise<EvidenceForm & Extra> | (EvidenceForm & Extra);
  before: EvidenceEntry | undefined;
  /** Other items that show it and change with it. */
  others?: number;
  save: (entry: EvidenceEntry, form: EvidenceForm & Extra) => Promise<void>;
  onClose: () => void;
}) {
  const today = useToday();
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<Fault>();
  const draft = useDraft<EvidenceForm & Extra>({
    id: props.draftId,
    form: 'evidence',
    title: (value) => `${props.title} ${value.title || value.link || value.quote.slice(0, 20)}`.trim(),
    route: props.route,
    initial: props.initial,
  });
  const { value } = draft;
  if (!value) return null;
  const save = async () => {
    setBusy(true);
    setFault(undefined);
    try {
      await draft.flush();
      await props.save(entryOf(value, props.before, today), value);
      draft.done();
      props.onClose();
    } catch (thrown) {
      setFault(asFault(thrown));
      setBusy(false);
    }
  };
  return (
    <Dialog
      open
      title={props.title}
      onClose={props.onClose}
      foot={
        <Button kind="primary" busy={busy} action="save-evidence" onClick={() => void save()}>
          {t('common.save')}
        </Button>
      }
    >
      <DraftRestored draft={draft} />
      {Boolean(props.others) && (
        <Note tone="info">{t('evidenceForm.changesAll', { count: props.others ?? 0 })}</Note>
      )}
      <EvidenceFields value={value} onChange={(patch) => draft.set((before) => ({ ...before, ...patch }))} />
      {fault && <FaultNote fault={fault} />}
    </Dialog>
  );
}
