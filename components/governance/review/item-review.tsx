import { useState } from 'preact/hooks';
import { t } from '../../../lib/i18n';
import type { ItemRecord } from '../../../lib/governance';
import { mayStep, revokeReview, takeStep } from '../../../lib/review';
import type { ChecklistItem } from '../../../lib/rules/pack';
import { Button, Card, Link, Note, Pill, Section, toast, toastFault, useLedger, useRole } from '../../ui';
import { Comparison } from './comparison';
import { WordsDialog } from './dialogs';
import { FindingsPart } from '../findings/findings-part';
import { StateDiff } from './state-diff';
import { Trail } from './trail';
import { useComment } from './use-comment';
import { useReviewedItem } from './use-item';
import { roleWord, STANDING_TONES } from './words';

/** 复核 on the page of an item: how it stands, what changed after signing, handing over, and the course of it. */
export function ItemReview(props: { record: ItemRecord; item: ChecklistItem; branch: string }) {
  const { record, item } = props;
  const ledger = useLedger();
  const isCompliance = useRole() === 'compliance';
  const of = useReviewedItem(record.id, item);
  const [revoking, setRevoking] = useState(false);
  const [commenting, setCommenting] = useState(false);
  const comment = useComment(record, item);
  if (!of) return null;
  const { standing, rights } = of;
  const take = async (step: 'submitted' | 'withdrawn') => {
    try {
      await takeStep(ledger, { item: record, asked: item, step, name: of.name || t('review.nobody') });
      toast(t(`review.done.${step}`, { code: item.code }));
    } catch (thrown) {
      toastFault(thrown);
    }
  };
  const { review } = standing;
  const isMine = review?.content.reviewer.member === ledger.me?.member;
  const revoke = async (reason: string) => {
    setRevoking(false);
    if (!review) return;
    try {
      const { independent } = of.independence;
      const name = of.name || review.content.reviewer.name;
      await revokeReview(ledger, review.record, {
        item: record,
        name,
        role: roleWord(rights, isCompliance),
        independent,
        reason,
      });
      toast(t('review.done.revoked', { code: item.code }));
    } catch (thrown) {
      toastFault(thrown);
    }
  };
  return (
    <>
      <FindingsPart
        item={record.id}
        companyId={record.fields.companyId}
        code={item.code}
        branch={props.branch}
        review={review}
      />
      <Section
        field="review"
        title={t('review.title')}
        link={<Link to={`/review/${record.id}?show=all`}>{t('review.open')}</Link>}
      >
        <Card pad>
          <p class="flex flex-wrap items-center gap-2" data-standing={standing.standing}>
            <Pill tone={STANDING_TONES[standing.standing]}>{t(`review.standing.${standing.standing}`)}</Pill>
            {mayStep('submitted', standing.standing, rights) && (
              <Button small action="review-submit" onClick={() => void take('submitted')}>
                {t('review.submit')}
              </Button>
            )}
            {mayStep('withdrawn', standing.standing, rights) && (
              <Button small action="review-withdraw" onClick={() => void take('withdrawn')}>
                {t('review.withdraw')}
              </Button>
            )}
            {mayStep('comment', standing.standing, rights) && (
              <Button small action="item-comment" onClick={() => setCommenting(true)}>
                {t('review.comment')}
              </Button>
            )}
            {review && isMine && (
              <Button small action="review-revoke" onClick={() => setRevoking(true)}>
                {t('review.revoke')}
              </Button>
            )}
          </p>
          {standing.changes.length > 0 && (
            <Note tone="due">
              <strong>{t('review.changed')}</strong>
              <StateDiff changes={standing.changes} record={record} />
            </Note>
          )}
          <Trail trail={standing.trail} />
          <Comparison record={record} item={item} />
        </Card>
        {revoking && (
          <WordsDialog
            title={t('review.revoke')}
            label={t('review.revoke.reason')}
            confirm={t('review.revoke')}
            onDone={(text) => void revoke(text)}
            onClose={() => setRevoking(false)}
          />
        )}
        {commenting && (
          <WordsDialog
            title={t('review.comment')}
            label={t('review.comment.text')}
            confirm={t('common.save')}
            onDone={(text) => {
              setCommenting(false);
              void comment?.(text);
            }}
            onClose={() => setCommenting(false)}
          />
        )}
      </Section>
    </>
  );
}
