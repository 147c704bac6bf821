import { useState } from 'preact/hooks';
import { t } from '../../../lib/i18n';
import { hashesOf, isSame, type ItemRecord, validityOf } from '../../../lib/governance';
import { isWebAddress } from '../../../lib/governance/evidence-entry';
import { validWords } from '../../../lib/governance/evidence-words';
import type { EvidenceEntry } from '../../../lib/records/governance';
import { Button, Link, Pill, type Tone } from '../../ui';
import { itemRoute, periodWord } from '../words';

const TONES: Record<'holds' | 'soon' | 'expired' | 'notYet', Tone> = {
  holds: 'ok',
  soon: 'due',
  expired: 'bad',
  notYet: 'due',
};

/**
 * What stands in a piece of evidence: address, words, place, hash, edition, until when it holds, and the other items that
 * show it. `asOf` is the day on which it has to hold.
 */
export function EvidenceDetails(props: {
  id: string;
  entry: EvidenceEntry;
  asOf: string;
  others?: readonly ItemRecord[];
}) {
  const { id, entry, asOf, others = [] } = props;
  const { link, seenOn, quote, title, page, place, keeper, revision } = entry;
  const validity = validityOf(entry, asOf);
  const [hash] = hashesOf(entry);
  const source = [title, page].filter(Boolean).join(' · ');
  return (
    <div class="text-meta text-ink-2 mt-1 space-y-1 break-words" data-evidence={id}>
      {quote && (
        <blockquote class="border-line text-ink border-l-2 pl-2.5 whitespace-pre-line">
          {quote}
          {source && <span class="text-ink-2 block">{t('evidenceForm.from', { source })}</span>}
        </blockquote>
      )}
      {link && (
        <p class="break-all">
          {isWebAddress(link) ? (
            <a href={link} target="_blank" rel="noreferrer" class="text-red-ink underline">
              {link}
            </a>
          ) : (
            link
          )}
          {seenOn && ` · ${t('evidenceForm.seen', { day: seenOn })}`}
        </p>
      )}
      {(place || keeper) && (
        <p>
          {[place && t('evidenceForm.lies', { place }), keeper && t('evidenceForm.kept', { name: keeper })]
            .filter(Boolean)
            .join(' · ')}
        </p>
      )}
      {hash && <p class="text-ink-3 break-all">SHA-256 {hash}</p>}
      {(validity || revision) && (
        <p class="flex flex-wrap items-center gap-1.5">
          {validity && (
            <>
              <Pill tone={TONES[validity]}>{t(`evidenceForm.validity.${validity}`)}</Pill>
              {validWords(entry)}
            </>
          )}
          {revision && <span>{t('evidenceForm.revisionIs', { text: revision })}</span>}
        </p>
      )}
      {others.length > 0 && <Others id={id} entry={entry} others={others} />}
    </div>
  );
}

/** Other items that are named before somebody asks for all: one file may stand for thousands of them. */
const NAMED = 20;

function Others({ id, entry, others }: { id: string; entry: EvidenceEntry; others: readonly ItemRecord[] }) {
  const [all, setAll] = useState(false);
  const named = all ? others : others.slice(0, NAMED);
  return (
    <div class="flex flex-wrap items-center gap-x-2" data-others>
      {t('evidenceForm.alsoFor')}
      {named.map((item) => (
        <span key={item.id}>
          <Link
            to={itemRoute(item.fields.item, { period: item.fields.period })}
            class="text-red-ink inline-block min-h-6 underline"
          >
            {item.fields.item} {periodWord(item.fields.period, item)}
          </Link>
          {!isSame(item.fields.evidence?.[id], entry) && ` ${t('evidenceForm.differs')}`}
        </span>
      ))}
      {named.length < others.length && (
        <Button small kind="quiet" action="all-others" onClick={() => setAll(true)}>
          {t('evidenceForm.alsoAll', { count: others.length })}
        </Button>
      )}
    </div>
  );
}
