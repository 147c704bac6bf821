import { t } from '../../lib/i18n';
import { attachCheck } from '../../lib/algorithm/save';
import type { Ledger, Rec } from '../../lib/ledger';
import type { ChecklistPack } from '../../lib/rules/pack';
import { toast, toastFault } from '../ui';

/** Makes a check evidence of all items that it can prove, and offers to take that back as a whole. */
export async function attachAll(
  ledger: Ledger,
  pack: ChecklistPack,
  record: Rec<'algorithmCheck'>,
  company: { companyId: string; termStart?: string },
  today: string,
): Promise<void> {
  const { items, commits } = await attachCheck(ledger, pack, record, company, today);
  if (!items.length) {
    toast(t('algorithm.nothingToAttach'));
    return;
  }
  const run = async (): Promise<void> => {
    try {
      for (const n of [...commits].reverse()) await ledger.undo(n);
      toast(t('common.undone'));
    } catch (thrown) {
      toastFault(thrown);
    }
  };
  toast(t('algorithm.attached', { items: items.join(' · ') }), { action: { label: t('common.undo'), run } });
}
