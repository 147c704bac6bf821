import { useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import type { CommitResult, Rec } from '../../lib/ledger';
import { type Case, type CaseOffer, offersOf, saveCase, takeCategory } from '../../lib/members/cases';
import type { DevelopmentPack } from '../../lib/rules/development-pack';
import { Button, Card, DateField, toastFault, useLedger } from '../ui';
import { toastUndo } from '../ui/toast-undo';
import { categoryWord, stageWord } from './words';

/** Edits that the days of a case suggest: a person presses, or leaves it. */
export function CaseOffers(props: {
  record: Case;
  member: Rec<'member'> | undefined;
  pack: DevelopmentPack;
}) {
  const { record, member, pack } = props;
  const offers = offersOf(record, member, pack);
  if (!offers.length) return null;
  return (
    <Card>
      {offers.map((offer) => (
        // An offer of another step or day is another offer: a day that was suggested for one must not serve the next.
        <Offer key={JSON.stringify(offer)} offer={offer} record={record} member={member} pack={pack} />
      ))}
    </Card>
  );
}

function Offer(props: {
  offer: CaseOffer;
  record: Case;
  member: Rec<'member'> | undefined;
  pack: DevelopmentPack;
}) {
  const { offer, record, member, pack } = props;
  const ledger = useLedger();
  const [date, setDate] = useState(offer.kind === 'category' ? (offer.date ?? '') : '');
  const run = async (work: () => Promise<CommitResult>, message: string): Promise<void> => {
    try {
      toastUndo(ledger, message, (await work()).n);
    } catch (thrown) {
      toastFault(thrown);
    }
  };
  const line = (text: string, action: string, name: string, press: () => Promise<void>) => (
    <div class="flex flex-wrap items-end gap-2 px-3 py-2.5" data-offer={offer.kind}>
      <p class="min-w-48 flex-1 self-center">{text}</p>
      {offer.kind === 'category' && offer.dateField && (
        <DateField label={t(`branch.field.${offer.dateField}`)} value={date} onChange={setDate} />
      )}
      <Button action={name} onClick={() => void press()}>
        {action}
      </Button>
    </div>
  );
  if (offer.kind === 'stage') {
    const stage = stageWord(pack, offer.stage);
    return line(t('members.offer.stage', { stage }), t('members.offer.stageDo'), 'offer-stage', () =>
      run(() => saveCase(ledger, record, { stage: offer.stage }, 'caseStage'), t('members.dev.stageSaved')),
    );
  }
  if (offer.kind === 'category' && member) {
    const words = { name: member.fields.name, category: categoryWord(offer.category) };
    return line(
      t('members.offer.category', { ...words, now: categoryWord(member.fields.category) }),
      t('members.offer.categoryDo'),
      'offer-category',
      () => run(() => takeCategory(ledger, member, offer, date), t('members.offer.categoryDone', words)),
    );
  }
  if (offer.kind !== 'end') return null;
  return line(t('members.offer.end'), t('members.offer.endDo'), 'offer-end', () =>
    run(
      () => saveCase(ledger, record, { ended: 'converted', endedOn: offer.on }, 'caseEnd'),
      t('members.dev.endSaved'),
    ),
  );
}
