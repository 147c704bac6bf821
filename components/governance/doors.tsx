import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import { t } from '../../lib/i18n';
import { useLedger } from '../ui';
import { useFindingsTally } from './findings/findings-line';
import { useRemarks } from './lint-part';

/** Milliseconds after which the list stands and something else may be fetched. */
const AHEAD_AFTER = 300;

/** The queue's code and standings are fetched while nobody waits for them, so that it opens at once. */
function useQueueAhead(companyId: string): void {
  const ledger = useLedger();
  useEffect(() => {
    const timer = setTimeout(() => {
      // What fails here is said where the queue is opened.
      import('./review')
        .then(({ readStandingsAhead }) => readStandingsAhead(ledger, companyId))
        .catch(() => {});
    }, AHEAD_AFTER);
    return () => clearTimeout(timer);
  }, [ledger, companyId]);
}

/** What belongs to the checklist and has a page of its own, with the figures that call for a look. */
export function Doors({ companyId }: { companyId: string }) {
  const remarks = useRemarks();
  const found = useFindingsTally(companyId);
  useQueueAhead(companyId);
  return (
    <nav aria-label={t('governance.doors')} class="grid grid-cols-2 gap-2">
      <Door to="/review" title={t('review.title')}>
        {t('governance.doors.review')}
      </Door>
      {found && found.all > 0 && (
        <Door to="/governance/findings" title={t('review.findings')} isDue={found.overdue > 0}>
          {t('governance.doors.findings', found)}
        </Door>
      )}
      {remarks && remarks.length > 0 && (
        <Door to="/governance/check" title={t('governanceLint.title')}>
          {t('governance.doors.check', { count: remarks.length })}
        </Door>
      )}
      <Door to="/governance/charter" title={t('charter.title')} />
      <Door to="/governance/posts" title={t('posts.title')} />
      <Door to="/governance/matters" title={t('heard.title')} />
    </nav>
  );
}

function Door(props: { to: string; title: string; isDue?: boolean; children?: ComponentChildren }) {
  return (
    <a
      href={`#${props.to}`}
      class="border-line bg-card hover:border-red-ink rounded-card flex min-h-11 flex-col justify-center border px-3 py-1.5"
    >
      <span class="font-semibold">{props.title}</span>
      {props.children && (
        <span class={`text-meta ${props.isDue ? 'text-due' : 'text-ink-2'}`}>{props.children}</span>
      )}
    </a>
  );
}
