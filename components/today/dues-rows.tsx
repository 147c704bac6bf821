import { t } from '../../lib/i18n';
import type { Digest } from '../../lib/ledger';
import { Card, Pill, Row, useLedger, useLive } from '../ui';

/** Who to talk to about arrears, and amounts never fixed, as counted last. Names stay on the page behind it. */
export function DuesRows() {
  const ledger = useLedger();
  const digest = useLive(() => ledger.meta('digest'), []);
  if (!digest?.dues.length) return null;
  return (
    <Card>
      {digest.dues.map((finding) => (
        <DuesRow key={finding.kind === 'arrears' ? finding.level : finding.kind} finding={finding} />
      ))}
    </Card>
  );
}

const DuesRow = ({ finding }: { finding: Digest['dues'][number] }) =>
  finding.kind === 'arrears' ? (
    <Row
      lead={<Pill tone="due">{t('today.state.due')}</Pill>}
      title={<span class="font-normal">{t(`today.dues.${finding.level}`, { count: finding.count })}</span>}
      meta={t('today.dues.arrearsMeta')}
      to="/dues"
    />
  ) : (
    <Row
      lead={<Pill tone="unknown">{t('common.unknown')}</Pill>}
      title={
        <span class="font-normal">
          {t('today.dues.unfixed', { count: finding.count, year: finding.year })}
        </span>
      }
      to={`/dues/fix?year=${finding.year}`}
    />
  );
