import { useState } from 'preact/hooks';
import { t } from '../../../lib/i18n';
import type { Rec } from '../../../lib/ledger';
import { Card, Row, SearchField, useLedger, useLive } from '../../ui';

/** Quotations listed at once. */
const SHOWN = 20;

/** A quotation of a clip, as evidence takes it. */
export interface PickedQuote {
  clip: string;
  title: string;
  quote: string;
  page: string;
}

/** Words that somebody marked in study material, to be taken as they stand there. */
export function QuotePicker({ onPick }: { onPick: (picked: PickedQuote) => void }) {
  const ledger = useLedger();
  const [text, setText] = useState('');
  const clips = useLive(() => ledger.list('clip', { reverse: true }), []);
  if (!clips)
    return (
      <p aria-busy="true" class="text-meta text-ink-3">
        {t('common.loading')}
      </p>
    );
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const all = clips.flatMap(quotesOf);
  const fit = all.filter(({ title, quote }) =>
    words.every((word) => `${title}\n${quote}`.toLowerCase().includes(word)),
  );
  return (
    <div class="space-y-2" data-quotes>
      {all.length === 0 ? (
        <p class="text-meta text-ink-2">{t('evidenceForm.noQuotes')}</p>
      ) : (
        <SearchField label={t('evidenceForm.searchQuotes')} value={text} onChange={setText} />
      )}
      {fit.length > 0 && (
        <Card class="max-h-60 overflow-y-auto">
          {fit.slice(0, SHOWN).map((one) => (
            <Row
              key={`${one.clip} ${one.id}`}
              title={<span class="line-clamp-3 font-normal">{one.quote}</span>}
              meta={[one.title, one.page].filter(Boolean).join(' · ')}
              onClick={() => onPick(one)}
            />
          ))}
        </Card>
      )}
      {fit.length > SHOWN && (
        <p class="text-meta text-ink-3">{t('evidenceForm.moreQuotes', { count: fit.length - SHOWN })}</p>
      )}
    </div>
  );
}

const quotesOf = ({ id: clip, fields }: Rec<'clip'>): (PickedQuote & { id: string })[] =>
  Object.entries(fields.quotations ?? {}).map(([id, { text, page }]) => ({
    id,
    clip,
    title: fields.title,
    quote: text,
    page: page === undefined ? '' : t('evidenceForm.pageNumber', { page }),
  }));
