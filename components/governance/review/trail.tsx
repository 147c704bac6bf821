import { t } from '../../../lib/i18n';
import { isReview, type KeptReview, type TrailEntry } from '../../../lib/review';
import { localDate, localTime } from '../../ui';
import { verdictWord } from '../words';

/** 办理经过: who did what with an item, latest first. */
export function Trail({ trail }: { trail: readonly TrailEntry[] }) {
  if (trail.length === 0) return <p class="text-meta text-ink-3">{t('review.trail.none')}</p>;
  return (
    <ul class="border-line text-meta text-ink-2 space-y-1 border-l-2 pl-2.5" data-trail>
      {trail.toReversed().map((one) => {
        const review = isReview<KeptReview>(one) ? one.content : undefined;
        const step = isReview<KeptReview>(one) ? undefined : one.fields;
        const at = Date.parse(review?.at ?? step?.at ?? '');
        const what = review ? t(`review.act.${review.act}`) : t(`review.step.${step?.step ?? 'comment'}`);
        const verdicts = review?.act === 'review' && (
          <span class="block">
            {t('review.verdicts', {
              design: verdictWord(review.design),
              effect: verdictWord(review.effect),
            })}
            {' · '}
            {t(review.reviewer.independent ? 'review.independent' : 'review.dependent')}
          </span>
        );
        const said = review?.note ?? step?.text;
        return (
          <li key={isReview<KeptReview>(one) ? one.record.id : one.id} class="break-words">
            {`${localDate(at)} ${localTime(at)} · ${review?.reviewer.name ?? step?.name ?? ''} · `}
            <strong>{what}</strong>
            {verdicts}
            {said && <span class="block">{said}</span>}
          </li>
        );
      })}
    </ul>
  );
}
