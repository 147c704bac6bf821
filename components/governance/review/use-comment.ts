import type { ItemRecord } from '../../../lib/governance';
import { t } from '../../../lib/i18n';
import { takeStep } from '../../../lib/review';
import type { ChecklistItem } from '../../../lib/rules/pack';
import { toast, toastFault, useLedger } from '../../ui';
import { ownName } from './words';

/** Writes a comment into the course of an item and says so; undefined while nobody has answered anything. */
export function useComment(
  record: ItemRecord | undefined,
  item: ChecklistItem,
): ((text: string) => Promise<void>) | undefined {
  const ledger = useLedger();
  if (!record) return undefined;
  return async (text) => {
    try {
      const name = (await ownName(ledger)) || t('review.nobody');
      await takeStep(ledger, { item: record, asked: item, step: 'comment', text, name });
      toast(t('review.done.comment', { code: item.code }));
    } catch (thrown) {
      toastFault(thrown);
    }
  };
}
