import { useState } from 'preact/hooks';
import { currentLanguage, t, tDynamic } from '../../lib/i18n';
import type { Rec } from '../../lib/ledger';
import { formatDate } from '../../lib/rules/calendar';
import { correctDocument, documentOf, takeFromPage } from '../../lib/study/document/card';
import { citedDay, documentCitation } from '../../lib/study/document/cite';
import { DOCUMENT_FIELDS, type DocumentField } from '../../lib/study/document/labels';
import { Button, Dialog, Note, TextField, toast, toastFault, useLedger } from '../ui';
import { toastUndo } from '../ui/toast-undo';

/**
 * 来源卡: for a document what its page prints of issuer, number, days and standing, each with the words from which it
 * was read and a way to correct it; for every material its credits, addresses and fingerprint. Folded.
 */
export function ProvenanceCard({ clip }: { clip: Rec<'clip'> }) {
  const [editing, setEditing] = useState<DocumentField | undefined>(undefined);
  const card = documentOf(clip);
  const citation = documentCitation(clip);
  const differs = DOCUMENT_FIELDS.some((field) => isDifferent(clip, field));
  const copy = async (text: string) => {
    await navigator.clipboard.writeText(text);
    toast(t('lists.copied'));
  };
  const line = [card?.issuer, card?.number, card?.standing].filter(Boolean).join(' · ');
  return (
    <details class="border-line bg-card rounded-card border" data-part="provenance" open={differs}>
      <summary class="cursor-pointer px-3 py-2">
        <span class="font-semibold">{t('lists.card')}</span>
        {line && <span class="text-meta text-ink-2"> {line}</span>}
      </summary>
      <div class="border-line space-y-3 border-t px-3 py-2.5">
        {card ? (
          <>
            <dl class="space-y-2">
              {DOCUMENT_FIELDS.filter((field) => field !== 'writtenOn' || card.writtenOn).map((field) => (
                <DocumentLine key={field} clip={clip} field={field} onEdit={() => setEditing(field)} />
              ))}
            </dl>
            {citation && (
              <div class="flex flex-wrap items-center gap-2">
                <span class="text-meta text-ink-2 min-w-0 flex-1 break-words">{citation}</span>
                <Button
                  small
                  icon="copy"
                  action="copy-document"
                  onClick={() => void copy(citation).catch(toastFault)}
                >
                  {t('lists.copyCitation')}
                </Button>
              </div>
            )}
          </>
        ) : (
          <div class="flex flex-wrap items-center gap-2">
            <span class="text-meta text-ink-2 min-w-0 flex-1">{t('lists.noDocument')}</span>
            <Button small action="is-document" onClick={() => setEditing('issuer')}>
              {t('lists.isDocument')}
            </Button>
          </div>
        )}
        <Origin clip={clip} />
      </div>
      {editing && <CorrectDialog clip={clip} field={editing} onClose={() => setEditing(undefined)} />}
    </details>
  );
}

const isDifferent = (clip: Rec<'clip'>, field: DocumentField): boolean => {
  const entry = clip.fields.card?.[field];
  return entry?.by === 'hand' && entry.page !== undefined && entry.page.value !== entry.value;
};

const fieldName = (field: DocumentField): string => tDynamic(`lists.field.${field}`);
const shown = (field: DocumentField, value: string): string =>
  field === 'standing' ? value : citedDay(value) || value;

function DocumentLine(props: { clip: Rec<'clip'>; field: DocumentField; onEdit: () => void }) {
  const { clip, field } = props;
  const ledger = useLedger();
  const entry = clip.fields.card?.[field];
  const name = fieldName(field);
  const take = async () => {
    try {
      const { n } = await takeFromPage(ledger, clip, field);
      toastUndo(ledger, t('lists.taken'), n);
    } catch (thrown) {
      toastFault(thrown);
    }
  };
  return (
    <div data-field={field}>
      <dt class="text-meta text-ink-3">{name}</dt>
      <dd>
        <div class="flex items-start gap-2">
          <span class={`min-w-0 flex-1 break-words ${entry?.value ? '' : 'text-ink-3'}`}>
            {entry?.value ? shown(field, entry.value) : t('lists.notStated')}
          </span>
          <Button kind="quiet" small label={t('lists.correctOf', { name })} onClick={props.onEdit}>
            {t('lists.correct')}
          </Button>
        </div>
        {entry?.by === 'hand' ? (
          <p class="text-meta text-ink-3">{t('lists.byHand')}</p>
        ) : (
          entry?.passage && (
            <p class="text-meta text-ink-3 line-clamp-3 break-words">
              {t('lists.readFrom', { passage: entry.passage })}
            </p>
          )
        )}
        {isDifferent(clip, field) && (
          <Note tone="due">
            <span class="break-words">
              {t('lists.pageSays', { value: shown(field, entry?.page?.value ?? '') })}
            </span>{' '}
            <Button small action={`take-${field}`} onClick={() => void take()}>
              {t('lists.takePage')}
            </Button>
          </Note>
        )}
      </dd>
    </div>
  );
}

function CorrectDialog(props: { clip: Rec<'clip'>; field: DocumentField; onClose: () => void }) {
  const { clip, field, onClose } = props;
  const ledger = useLedger();
  const [value, setValue] = useState(clip.fields.card?.[field]?.value ?? '');
  const save = async () => {
    try {
      const { n } = await correctDocument(ledger, clip, field, value);
      onClose();
      toastUndo(ledger, t('lists.corrected'), n);
    } catch (thrown) {
      toastFault(thrown);
    }
  };
  const name = fieldName(field);
  return (
    <Dialog
      open
      title={t('lists.correctOf', { name })}
      onClose={onClose}
      foot={
        <Button kind="primary" action="save-document" onClick={() => void save()}>
          {t('lists.save')}
        </Button>
      }
    >
      <TextField
        label={name}
        value={value}
        onChange={setValue}
        suggestions={
          field === 'standing' ? STANDINGS.map((key) => tDynamic(`lists.standing.${key}`)) : undefined
        }
        hint={field.endsWith('On') ? t('lists.dayHint') : t('lists.emptyHint')}
        onEnter={() => void save()}
      />
    </Dialog>
  );
}

const STANDINGS = ['inForce', 'amended', 'repealed', 'notYet'] as const;

/** Credits, addresses and fingerprint: what every material has. */
function Origin({ clip }: { clip: Rec<'clip'> }) {
  const { fields } = clip;
  const day = (at: string): string => formatDate(at.slice(0, 10), currentLanguage(), { year: true });
  const rows: [string, string | undefined][] = [
    [t('lists.origin.source'), fields.source ?? fields.siteName],
    [t('lists.origin.author'), fields.author],
    [t('lists.origin.editor'), fields.editor],
    [t('lists.origin.published'), fields.published],
    [t('lists.origin.url'), fields.url],
    [t('lists.origin.entered'), fields.enteredAt && day(fields.enteredAt)],
    [t('lists.origin.hash'), fields.textHash],
    ...Object.values(fields.addresses ?? {}).map(({ url, at }): [string, string] => [
      t('lists.origin.reprint', { date: day(at) }),
      url,
    ]),
  ];
  return (
    <dl class="text-meta border-line grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-1 border-t pt-2">
      {rows.map(([name, value]) => (
        <div key={`${name}${value}`} class="contents">
          <dt class="text-ink-3">{name}</dt>
          <dd class={`break-all ${value ? '' : 'text-ink-3'}`}>{value || t('lists.notStated')}</dd>
        </div>
      ))}
    </dl>
  );
}
