import { t } from '../../../lib/i18n';
import { integrityOf } from '../../../lib/review';
import { Note, useLedger, useLive, useMemberName } from '../../ui';
import { periodWord } from '../words';

/** Whether everything that was signed still holds; says what does not, and where. */
export function IntegrityNote({ companyId }: { companyId: string }) {
  const ledger = useLedger();
  const nameOf = useMemberName();
  const found = useLive(() => integrityOf(ledger, companyId), [companyId]);
  if (!found)
    return (
      <p class="text-meta text-ink-3" role="status">
        {t('review.integrity.checking')}
      </p>
    );
  if (found.signed === 0 && found.accusations.length === 0) return null;
  if (found.accusations.length === 0)
    return (
      <p class="text-meta text-ink-3" data-integrity="good">
        {t('review.integrity.good', { count: found.signed })}
        {!found.certified && ` ${t('review.integrity.uncertified')}`}
      </p>
    );
  return (
    <div data-integrity="bad">
      <Note tone="bad">
        <strong>{t('review.integrity.bad', { count: found.accusations.length })}</strong>
        <ul class="mt-1 list-disc pl-5">
          {found.accusations.map(({ problem, code, period, member, device, n }, index) => (
            <li key={index}>
              {[code && period && `${code} · ${periodWord(period)}`, t(`review.problem.${problem}`)]
                .filter(Boolean)
                .join('：')}
              <span class="block">
                {t(member ? 'review.integrity.whose' : 'review.integrity.where', {
                  name: nameOf(member),
                  device: device.slice(0, 8),
                  n: n ?? '?',
                })}
              </span>
            </li>
          ))}
        </ul>
        <p class="mt-1">{t('review.integrity.todo')}</p>
      </Note>
    </div>
  );
}
