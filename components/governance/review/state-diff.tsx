import { t } from '../../../lib/i18n';
import type { ItemRecord } from '../../../lib/governance';
import type { StateChange } from '../../../lib/review';
import { useMemberName } from '../../ui';
import { diffLines } from './words';

/** What differs between two states of an item, before and now. */
export function StateDiff({ changes, record }: { changes: readonly StateChange[]; record: ItemRecord }) {
  const nameOf = useMemberName();
  return (
    <ul class="mt-1 space-y-1" data-diff>
      {diffLines(changes, record, nameOf).map(({ label, before, now }, index) => (
        <li key={index} class="break-words whitespace-pre-line">
          <strong>{label}</strong>
          {(before !== undefined || now !== undefined) && (
            <span class="block">
              {before !== undefined && <del class="mr-1.5">{before}</del>}
              {now !== undefined && <ins class="no-underline">→ {now}</ins>}
            </span>
          )}
        </li>
      ))}
      {changes.length === 0 && <li>{t('review.diff.none')}</li>}
    </ul>
  );
}
