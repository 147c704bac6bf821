import { useState } from 'preact/hooks';
import { t } from '../../../lib/i18n';
import { type EvidenceForm, validityOf } from '../../../lib/governance';
import { isWebAddress } from '../../../lib/governance/evidence-entry';
import { hashBlob } from '../../../lib/ledger';
import { Button, DateField, FilePick, Link, TextAreaField, TextField, toastFault, useToday } from '../../ui';
import { QuotePicker } from './quote-picker';

interface Props {
  value: EvidenceForm;
  onChange: (patch: Partial<EvidenceForm>) => void;
}

/** The fields of a piece of evidence, by what it is; then what every one has. */
export function EvidenceFields({ value, onChange }: Props) {
  const today = useToday();
  const { type, validFrom, validTo } = value;
  const backwards = validFrom && validTo && validFrom > validTo;
  const validity = validityOf({ validFrom, validTo }, today);
  return (
    <>
      {type === 'link' && <LinkFields value={value} onChange={onChange} />}
      {type === 'quote' && <QuoteFields value={value} onChange={onChange} />}
      {type === 'original' && <OriginalFields value={value} onChange={onChange} />}
      <TextAreaField
        terms
        name="note"
        label={t('evidenceForm.note')}
        rows={2}
        value={value.note}
        onChange={(note) => onChange({ note })}
      />
      <TextField
        name="revision"
        label={t('evidenceForm.revision')}
        placeholder={t('evidenceForm.revision.example')}
        value={value.revision}
        onChange={(revision) => onChange({ revision })}
      />
      <div class="grid gap-2 min-[380px]:grid-cols-2">
        <DateField
          name="validFrom"
          label={t('evidenceForm.validFrom')}
          value={validFrom}
          onChange={(next) => onChange({ validFrom: next })}
        />
        <DateField
          name="validTo"
          label={t('evidenceForm.validTo')}
          value={validTo}
          error={backwards ? t('evidenceForm.backwards') : undefined}
          hint={
            validity && validity !== 'holds'
              ? t(`evidenceForm.validity.${validity}`)
              : t('evidenceForm.validTo.hint')
          }
          onChange={(next) => onChange({ validTo: next })}
        />
      </div>
    </>
  );
}

function LinkFields({ value, onChange }: Props) {
  const today = useToday();
  const wrong = value.link.trim() !== '' && !isWebAddress(value.link.trim());
  return (
    <>
      <TextField
        name="link"
        required
        label={t('evidenceForm.link')}
        placeholder="https://"
        value={value.link}
        error={wrong ? t('evidenceForm.link.wrong') : undefined}
        onChange={(link) => onChange({ link })}
      />
      <TextField
        name="title"
        label={t('evidenceForm.link.title')}
        value={value.title}
        onChange={(title) => onChange({ title })}
      />
      <DateField
        name="seenOn"
        label={t('evidenceForm.seenOn')}
        hint={t('evidenceForm.seenOn.hint')}
        max={today}
        value={value.seenOn}
        onChange={(seenOn) => onChange({ seenOn })}
      />
    </>
  );
}

function QuoteFields({ value, onChange }: Props) {
  const [picking, setPicking] = useState(false);
  return (
    <>
      <Button small icon="clip" action="pick-quote" pressed={picking} onClick={() => setPicking(!picking)}>
        {t('evidenceForm.pickQuote')}
      </Button>
      {picking && (
        <QuotePicker
          onPick={({ clip, title, quote, page }) => {
            onChange({ clip, title, quote, page });
            setPicking(false);
          }}
        />
      )}
      <TextAreaField
        name="quote"
        label={t('evidenceForm.quote')}
        rows={3}
        value={value.quote}
        onChange={(quote) => onChange({ quote })}
      />
      {value.clip && (
        <p class="text-meta text-ink-2 flex flex-wrap items-center gap-2">
          <Link to={`/study/clip/${value.clip}`} class="text-red-ink underline">
            {t('evidenceForm.fromClip')}
          </Link>
          <Button small kind="quiet" onClick={() => onChange({ clip: '' })}>
            {t('evidenceForm.loosen')}
          </Button>
        </p>
      )}
      <TextField
        name="title"
        label={t('evidenceForm.quote.title')}
        hint={value.title ? undefined : t('evidenceForm.quote.titleHint')}
        value={value.title}
        onChange={(title) => onChange({ title })}
      />
      <TextField
        name="page"
        label={t('evidenceForm.page')}
        placeholder={t('evidenceForm.page.example')}
        value={value.page}
        onChange={(page) => onChange({ page })}
      />
    </>
  );
}

function OriginalFields({ value, onChange }: Props) {
  const [busy, setBusy] = useState(false);
  const compute = async ([file]: File[]) => {
    if (!file) return;
    setBusy(true);
    try {
      onChange({ sha256: await hashBlob(file) });
    } catch (thrown) {
      toastFault(thrown);
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <p class="text-meta text-ink-2">{t('evidenceForm.original.hint')}</p>
      <TextField
        name="title"
        label={t('evidenceForm.original.title')}
        value={value.title}
        onChange={(title) => onChange({ title })}
      />
      <TextField
        name="place"
        label={t('evidenceForm.place')}
        placeholder={t('evidenceForm.place.example')}
        value={value.place}
        onChange={(place) => onChange({ place })}
      />
      <TextField
        name="keeper"
        label={t('evidenceForm.keeper')}
        value={value.keeper}
        onChange={(keeper) => onChange({ keeper })}
      />
      <FilePick
        accept=""
        label={t('evidenceForm.hashFile')}
        hint={t('evidenceForm.notKept')}
        disabled={busy}
        onFiles={(files) => void compute(files)}
      />
      <TextField
        name="sha256"
        label="SHA-256"
        hint={t(busy ? 'evidenceForm.hashing' : 'evidenceForm.hash.hint')}
        value={value.sha256}
        onChange={(sha256) => onChange({ sha256 })}
      />
    </>
  );
}
