import { t } from '../../lib/i18n';
import type { DuesFinding } from '../../lib/dues/today';
import { Pill, Row } from '../ui';

/** What 今日 says of dues: who to talk to about arrears, and amounts never fixed. Names stay on the page behind it. */
export function DuesTodayRows({ findings }: { findings: readonly DuesFinding[] }) {
  return (
    <>
      {findings.map((finding) =>
        finding.kind === 'arrears' ? (
          <Row
            key={finding.level}
            lead={<Pill tone="due">{t('today.state.due')}</Pill>}
            title={
              <span class="font-normal">{t(`dues.today.${finding.level}`, { count: finding.count })}</span>
            }
            meta={t('dues.today.arrearsMeta')}
            to="/dues"
          />
        ) : (
          <Row
            key="unfixed"
            lead={<Pill tone="unknown">{t('common.unknown')}</Pill>}
            title={
              <span class="font-normal">
                {t('dues.today.unfixed', { count: finding.count, year: finding.year })}
              </span>
            }
            to={`/dues/fix?year=${finding.year}`}
          />
        ),
      )}
    </>
  );
}
