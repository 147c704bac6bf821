import { t } from '../../../lib/i18n';
import {
  type Finding,
  type FindingChange,
  findingChanges,
  findingsOf,
  type KeptReview,
  rightsFor,
} from '../../../lib/review';
import { Card, Link, Note, Section, useLedger, useLive } from '../../ui';
import { FindingCard } from './finding-card';

/** 复核发现的问题 under their item, and what became of them since the last signature. */
export function FindingsPart(props: {
  item: string;
  companyId: string;
  code: string;
  branch: string;
  /** The last review that counts. */
  review?: KeptReview;
}) {
  const { item, companyId, review } = props;
  const ledger = useLedger();
  const found = useLive(
    async () => ({ findings: await findingsOf(ledger, item), rights: await rightsFor(ledger, companyId) }),
    [item, companyId],
  );
  if (!found) return null;
  const { findings, rights } = found;
  const changes = review ? findingChanges(review.content.findings, findings) : [];
  if (!findings.length && !changes.length) return null;
  return (
    <Section
      title={t('review.findings')}
      link={
        <Link to="/governance/findings" class="text-red-ink underline">
          {t('findings.all')}
        </Link>
      }
    >
      <FindingChanges changes={changes} />
      {findings.length > 0 && (
        <Card>
          {findings.map((finding: Finding) => (
            <FindingCard
              key={finding.id}
              finding={finding}
              rights={rights}
              code={props.code}
              branch={props.branch}
            />
          ))}
        </Card>
      )}
    </Section>
  );
}

/** What became of the findings that were signed, in words. */
function FindingChanges({ changes }: { changes: readonly FindingChange[] }) {
  if (!changes.length) return null;
  const word = ({ what, before, now }: FindingChange, value: string | undefined): string => {
    if (value === undefined) return t('settings.noValue');
    return what === 'risk' && (before ?? now) ? riskWord(value) : value;
  };
  return (
    <div data-since>
      <Note tone="info">
        <strong>{t('findings.since')}</strong>
        <ul class="mt-1 space-y-1">
          {changes.map((change) => (
            <li key={`${change.id} ${change.what}`} class="break-words">
              {t(`findings.since.${change.what}`, {
                problem: change.problem,
                before: word(change, change.before),
                now: word(change, change.now),
              })}
            </li>
          ))}
        </ul>
      </Note>
    </div>
  );
}

const riskWord = (risk: string): string =>
  risk === 'high' || risk === 'medium' || risk === 'low' ? t(`review.risk.${risk}`) : risk;
