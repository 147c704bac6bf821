import { t } from '../../lib/i18n';
import { changedFields, type FoundExhibit } from '../../lib/governance';
import type { Json } from '../../lib/records/kind';
import { Button, localDate, localTime, Note } from '../ui';
import { personWord, shownLabel, shownWord } from './exhibit-words';

/** 摘录: the shown fields of a record, for those who may not read it; opened on demand, or from the beginning. */
export function ExhibitDetails({ found, name, open }: { found: FoundExhibit; name: string; open?: boolean }) {
  const { exhibit, now } = found;
  const kind = exhibit.fields.recordKind;
  const shown = Object.entries(now.shown as Record<string, Json>);
  const made = new Date(now.at).getTime();
  return (
    <details class="text-meta text-ink-2 mt-1" data-exhibit={exhibit.id} open={open}>
      <summary
        class="text-red-ink inline-block min-h-6 cursor-pointer rounded-s"
        aria-label={t('exhibits.openOf', { name })}
      >
        {t('exhibits.open')}
      </summary>
      {shown.length === 0 ? (
        <p class="mt-1">{t('exhibits.nothing')}</p>
      ) : (
        <dl class="mt-1 space-y-1">
          {shown.map(([field, value]) => (
            <div key={field}>
              <dt class="text-ink-3 inline">{shownLabel(kind, field)}：</dt>
              <dd class="inline break-words whitespace-pre-line">{shownWord(kind, field, value)}</dd>
            </div>
          ))}
        </dl>
      )}
      <p class="text-ink-3 mt-1">
        {t('exhibits.made', {
          revision: now.revision,
          date: `${localDate(made)} ${localTime(made)}`,
          by: now.by ? personWord(now.by) : '—',
          hash: now.hash.slice(0, 8),
        })}
      </p>
    </details>
  );
}

/** 证据已变化: what was shown when this person looked last, against now, field by field. */
export function ChangedEvidence(props: { found: FoundExhibit; name: string; onLooked: () => void }) {
  const { found, name } = props;
  const { before, now, exhibit } = found;
  if (!before) return null;
  const kind = exhibit.fields.recordKind;
  const fields = changedFields(before, now);
  return (
    <div class="mt-1.5" data-changed={exhibit.id}>
      <Note tone="due">
        <p class="font-semibold">{t('exhibits.changed', { from: before.revision, to: now.revision })}</p>
        {now.gone && !before.gone && <p>{t('exhibits.goneNow')}</p>}
        {!now.gone && before.gone && <p>{t('exhibits.backNow')}</p>}
        <ul class="mt-0.5 space-y-1">
          {fields.map((field) => (
            <li key={field} class="break-words whitespace-pre-line">
              {t('exhibits.changedField', {
                field: shownLabel(kind, field),
                before: shownWord(kind, field, (before.shown as Record<string, Json>)[field]),
                now: shownWord(kind, field, (now.shown as Record<string, Json>)[field]),
              })}
            </li>
          ))}
        </ul>
        {fields.length === 0 && Boolean(now.gone) === Boolean(before.gone) && (
          <p>{t('exhibits.changedElsewhere')}</p>
        )}
        <p class="mt-1.5">
          <Button
            small
            action="exhibit-looked"
            label={t('exhibits.lookedOf', { name })}
            onClick={props.onLooked}
          >
            {t('exhibits.looked')}
          </Button>
        </p>
      </Note>
    </div>
  );
}
