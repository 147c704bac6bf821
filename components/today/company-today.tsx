import { useState } from 'preact/hooks';
import { currentLanguage, t } from '../../lib/i18n';
import { backupAge } from '../../lib/ledger';
import type { CompanyDay, CompanyDue } from '../../lib/review';
import { dateParts, formatDay, formatWeekday } from '../../lib/rules/calendar';
import { CompanyChoice } from '../governance/company-choice';
import { findingRoute } from '../governance/findings/tasks';
import { useChecklistPack, useCompany } from '../governance/use-checklist';
import { itemRoute, periodWord } from '../governance/words';
import { PackPart } from '../review/pack-part';
import {
  Button,
  Card,
  DayBlock,
  EmptyState,
  Link,
  navigate,
  nowMilliseconds,
  Row,
  Section,
  useLive,
  useScope,
  useToday,
} from '../ui';
import { Attention, DaysLeft, Drafts } from './today-parts';

/**
 * 今日 of somebody who works on the checklist of a company and belongs to no branch here: what waits for a review, what
 * is due, what was found, and the pack. Nothing of it offers a record of a branch.
 */
export function CompanyToday() {
  const { ledger } = useScope();
  const today = useToday();
  const pack = useChecklistPack();
  const company = useCompany();
  const day = useLive(async () => {
    if (!pack || !company) return undefined;
    const { companyDay } = await import('../../lib/review');
    return companyDay(ledger, pack, company, today);
  }, [pack, company?.companyId, company?.termStart, today]);
  const role = useLive(async () => {
    const { roleFor } = await import('../../lib/sync/standing');
    return company && roleFor(ledger, company.companyId);
  }, [company?.companyId]);
  const around = useLive(async () => {
    const [drafts, conflicts, quarantined, backup] = await Promise.all([
      ledger.drafts.list(),
      ledger.conflicts(),
      ledger.quarantine.count(),
      backupAge(ledger, nowMilliseconds()),
    ]);
    return { drafts, conflicts: conflicts.length, quarantined, backup, waiting: 0 };
  }, []);
  if (!company) return null;
  if (!day || !around)
    return (
      <div class="p-3.5" data-page="today">
        <p aria-busy="true" class="text-meta text-ink-3">
          {t('common.loading')}
        </p>
      </div>
    );
  return (
    <div class="space-y-4 p-3.5" data-page="today">
      <h1 class="sr-only">{t('today.title')}</h1>
      <Attention view={around} conflictsAt="/share" />
      <CompanyChoice />
      <div class="space-y-4 wide:columns-2 wide:gap-5 [&>*]:break-inside-avoid">
        {day.isEmpty && role === 'reviewer' ? (
          <NothingYet />
        ) : (
          <Queue day={day} fills={role !== 'reviewer'} />
        )}
        <Due day={day} today={today} />
        <Findings {...day.findings} />
        <Pack company={company} />
      </div>
      <Drafts view={around} />
    </div>
  );
}

/** For a reviewer to whom nothing has come: where it comes from. */
const NothingYet = () => (
  <Section title={t('review.title')}>
    <EmptyState
      title={t('today.company.nothing')}
      action={
        <Button kind="primary" action="company-share" onClick={() => navigate('/share')}>
          {t('today.nav.share')}
        </Button>
      }
    >
      {t('today.company.nothingHint')}
    </EmptyState>
  </Section>
);

/** What waits for whom in the queue; for whoever answers items, first what is not answered. */
function Queue({ day: { counts, progress }, fills }: { day: CompanyDay; fills: boolean }) {
  return (
    <Section
      title={t('review.title')}
      remark={t('review.progress', progress)}
      link={<Link to="/review">{t('today.all')}</Link>}
    >
      <Card>
        {fills && <Row title={t('today.company.draft', { count: counts.draft })} to="/governance" />}
        <Row
          title={t('today.company.waiting', { count: counts.waiting })}
          to="/review"
          tail={
            counts.waiting > 0 && (
              <Button small kind="primary" action="company-review" onClick={() => navigate('/review')}>
                {t('today.goOn')}
              </Button>
            )
          }
        />
        {counts.changed > 0 && (
          <Row title={t('today.company.changed', { count: counts.changed })} to="/review?show=changed" />
        )}
        {counts.returned > 0 && (
          <Row title={t('today.company.returned', { count: counts.returned })} to="/review?show=returned" />
        )}
      </Card>
    </Section>
  );
}

/** What has come due, or does within the week. */
function Due({ day, today }: { day: CompanyDay; today: string }) {
  return (
    <Section title={t('today.company.due')} remark={formatDay(today, currentLanguage())}>
      <Card>
        {day.due.map((entry) => (
          <DueRow key={keyOf(entry)} entry={entry} today={today} />
        ))}
        {day.more > 0 && <Row title={t('today.watchMore', { count: day.more })} to="/review?show=all" />}
        {day.due.length === 0 && (
          <Row title={<span class="font-normal">{t('today.company.dueNone')}</span>} />
        )}
      </Card>
    </Section>
  );
}

const keyOf = (entry: CompanyDue): string =>
  entry.what === 'item'
    ? `i${entry.line.id}`
    : entry.what === 'review'
      ? `r${entry.item.id}`
      : entry.finding.id;

function DueRow({ entry, today }: { entry: CompanyDue; today: string }) {
  const { day } = entry;
  const common = {
    lead: <DayBlock weekday={formatWeekday(day, currentLanguage())} day={String(dateParts(day).day)} />,
    tail: <DaysLeft day={day} today={today} />,
  };
  if (entry.what === 'finding')
    return (
      <Row
        {...common}
        title={t('today.rectificationDue', { text: entry.finding.fields.problem })}
        to={findingRoute(entry.finding.id)}
      />
    );
  if (entry.what === 'review')
    return (
      <Row
        {...common}
        title={t('today.reviewDue', { item: entry.item.fields.item })}
        to={itemRoute(entry.item.fields.item, { period: entry.item.fields.period })}
      />
    );
  const { line } = entry;
  return (
    <Row
      {...common}
      title={`${line.code} ${line.asked}`}
      meta={line.event ? line.event.title : periodWord(line.period)}
      to={line.listed ? `/review/${line.id}?show=all` : itemRoute(line.code, { period: line.period })}
    />
  );
}

const Findings = (found: CompanyDay['findings']) => (
  <Section title={t('today.company.findings')}>
    <Card>
      <Row
        title={found.all ? t('findings.line', found) : t('today.company.findingsNone')}
        to="/governance/findings"
      />
    </Card>
  </Section>
);

/** The pack is got ready only when somebody opens it. */
function Pack({ company }: { company: { companyId: string; name: string } }) {
  const [open, setOpen] = useState(false);
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary class="text-title cursor-pointer rounded-s font-semibold" data-action="open-pack">
        {t('reviewPack.title')}
      </summary>
      <div class="mt-2">{open && <PackPart key={company.companyId} company={company} />}</div>
    </details>
  );
}
