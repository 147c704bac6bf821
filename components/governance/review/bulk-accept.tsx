import { useState } from 'preact/hooks';
import { t } from '../../../lib/i18n';
import {
  findingsOf,
  independenceOf,
  type QueueLine,
  reviewsOf,
  rightsFor,
  signedFindings,
  signReview,
  stateOfItem,
} from '../../../lib/review';
import type { ChecklistPack } from '../../../lib/rules/pack';
import { Button, confirmDialog, toast, toastFault, useLedger, useRole } from '../../ui';
import { ownName, roleWord } from './words';

/** Signs again, one by one, what this person signed and nothing has changed of. */
export function BulkAccept({ lines, pack }: { lines: readonly QueueLine[]; pack: ChecklistPack }) {
  const ledger = useLedger();
  const isCompliance = useRole() === 'compliance';
  const [busy, setBusy] = useState(false);
  if (lines.length === 0) return null;
  const accept = async () => {
    const yes = await confirmDialog({
      title: t('review.bulk', { count: lines.length }),
      body: (
        <>
          <p>{t('review.bulk.hint')}</p>
          <p class="text-meta text-ink-2">
            {lines.map(({ code, period }) => `${code} ${period}`).join('、')}
          </p>
        </>
      ),
      confirm: t('review.sign'),
    });
    if (!yes) return;
    setBusy(true);
    try {
      let signed = 0;
      for (const { listed } of lines) {
        const asked = pack.items.find(({ code }) => code === listed?.code);
        const [item] = listed ? await ledger.getMany('governanceItem', [listed.id]) : [];
        const mine =
          item && (await reviewsOf(ledger, item.id)).find(({ record }) => record.id === listed?.mine);
        if (!item || !mine || !asked) continue;
        const { hash } = await stateOfItem(ledger, item, asked);
        // What somebody changed while the others were signed is left for a closer look.
        if (hash !== mine.content.state) continue;
        const { companyId } = item.fields;
        await signReview(ledger, {
          item,
          asked,
          shown: hash,
          design: mine.content.design,
          effect: mine.content.effect,
          note: mine.content.note,
          findings: signedFindings(await findingsOf(ledger, item.id)),
          name: (await ownName(ledger)) || mine.content.reviewer.name,
          role: mine.content.reviewer.role || roleWord(await rightsFor(ledger, companyId), isCompliance),
          independent: (await independenceOf(ledger, item.id)).independent,
        });
        signed += 1;
      }
      toast(t('review.bulk.done', { count: signed }));
    } catch (thrown) {
      toastFault(thrown);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Button small busy={busy} action="review-bulk" onClick={() => void accept()}>
      {t('review.bulk', { count: lines.length })}
    </Button>
  );
}
