import { useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import type { Rec } from '../../lib/ledger';
import type { Quotation } from '../../lib/records/study';
import { removeQuotation, setQuotationNote } from '../../lib/study/clips';
import {
  Button,
  Card,
  IconButton,
  Section,
  TextAreaField,
  toast,
  toastFault,
  useDraft,
  useLedger,
} from '../ui';
import { citation } from './words';

/** What was quoted from the material, oldest first, each with a remark of one's own. */
export function Quotations({ clip }: { clip: Rec<'clip'> }) {
  const quotations = Object.entries(clip.fields.quotations ?? {}).sort(([, a], [, b]) =>
    a.at < b.at ? -1 : 1,
  );
  if (!quotations.length) return null;
  return (
    <Section title={t('study.quotations')} remark={t('study.count', { count: quotations.length })}>
      <Card>
        {quotations.map(([id, quotation]) => (
          <QuotationItem key={id} clip={clip} id={id} quotation={quotation} />
        ))}
      </Card>
    </Section>
  );
}

function QuotationItem(props: { clip: Rec<'clip'>; id: string; quotation: Quotation }) {
  const { clip, id, quotation } = props;
  const ledger = useLedger();
  const [busy, setBusy] = useState(false);
  const [open, setOpen] = useState(false);
  const draftId = `quotation:${id}`;
  const draft = useDraft<{ note: string }>({
    id: draftId,
    form: 'clip',
    title: () => clip.fields.title,
    route: `/study/clip/${clip.id}`,
    initial: () => ({ note: quotation.note ?? '' }),
  });
  const note = draft.value?.note ?? '';
  const isChanged = draft.value !== undefined && note !== (quotation.note ?? '');
  const copy = async () => {
    await navigator.clipboard.writeText(citation(clip, quotation.text));
    toast(t('study.copied'));
  };
  const save = async () => {
    setBusy(true);
    try {
      await draft.flush();
      await setQuotationNote(ledger, clip, id, note, draftId);
      setOpen(false);
    } catch (thrown) {
      toastFault(thrown);
    } finally {
      setBusy(false);
    }
  };
  // Not before the draft has been looked for: what is typed earlier would be lost.
  const isOpen = draft.value !== undefined && (open || isChanged);
  return (
    <div class="space-y-2 px-3 py-2.5">
      <div class="flex items-start gap-2">
        <blockquote class="border-line-strong text-ink-2 min-w-0 flex-1 border-l-[3px] pl-2.5 break-words">
          {quotation.text}
        </blockquote>
        <IconButton
          icon="copy"
          label={t('study.copyCitation')}
          onClick={() => void copy().catch(toastFault)}
        />
        <IconButton
          icon="close"
          label={t('study.removeQuotation')}
          onClick={() => void removeQuotation(ledger, clip, id).catch(toastFault)}
        />
      </div>
      {isOpen ? (
        <TextAreaField
          terms
          label={t('study.quotationNote')}
          value={note}
          rows={2}
          onChange={(text) => draft.set({ note: text })}
        />
      ) : (
        quotation.note && <p class="break-words">{quotation.note}</p>
      )}
      {isOpen ? (
        <Button
          small
          busy={busy}
          disabled={!isChanged}
          action="save-quotation-note"
          onClick={() => void save()}
        >
          {t('study.saveNote')}
        </Button>
      ) : (
        <Button kind="quiet" small action="quotation-note" onClick={() => setOpen(true)}>
          {t(quotation.note ? 'study.editQuotationNote' : 'study.addQuotationNote')}
        </Button>
      )}
    </div>
  );
}
