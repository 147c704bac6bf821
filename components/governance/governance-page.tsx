import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import { currentLanguage, t } from '../../lib/i18n';
import { formatDate } from '../../lib/rules/calendar';
import { packText } from '../../lib/rules/pack';
import { companySpace } from '../../lib/sync';
import {
  EmptyState,
  Link,
  Page,
  SelectField,
  toastFault,
  useLedger,
  useLive,
  useScope,
  useToday,
  useWide,
} from '../ui';
import { PackPart } from '../review/pack-part';
import { ChecklistList, NoBranch } from './checklist-list';
import { FindingsLine } from './findings/findings-line';
import { GoneItems } from './gone-items';
import { LintLine } from './lint-part';
import { useChecklist, useChecklistPack, useCompanies, useCompany } from './use-checklist';

/** 治理清单: the items by group. Wide windows show the chosen item at the right. */
export function GovernancePage() {
  const company = useCompany();
  const wide = useWide();
  if (!company) return <ChecklistFrame>{<NoBranch />}</ChecklistFrame>;
  return wide ? (
    <SideBySide>
      <EmptyState title={t('governance.pick')}>{t('governance.pick.hint')}</EmptyState>
    </SideBySide>
  ) : (
    <ChecklistFrame>
      <ListPane />
    </ChecklistFrame>
  );
}

/** The list at the left, scrolling by itself, and an item at the right. */
export function SideBySide({ chosen, children }: { chosen?: string; children: ComponentChildren }) {
  return (
    <ChecklistFrame>
      <div class="grid grid-cols-[minmax(300px,380px)_minmax(0,1fr)] items-start gap-5">
        <div class="sticky top-16 max-h-[calc(100dvh-5rem)] overflow-y-auto pr-1">
          <ListPane chosen={chosen} />
        </div>
        <div class="min-w-0 space-y-4">{children}</div>
      </div>
    </ChecklistFrame>
  );
}

function ChecklistFrame({ children }: { children: ComponentChildren }) {
  const about = useAbout();
  const wide = useWide();
  return (
    <Page title={t('governance.title')} remark={wide ? about : undefined}>
      {children}
    </Page>
  );
}

/** Which company is shown, where there are several; and the way to 公司共享. */
function CompanyLine() {
  const { ledger, space, role } = useScope();
  const companies = useCompanies();
  const company = useCompany();
  const shared = useLive(
    async () => ({ at: company && (await companySpace(ledger, company.companyId)) }),
    [company?.companyId],
  );
  const choose = (companyId: string) => void ledger.setMeta('company', companyId).catch(toastFault);
  return (
    <>
      {company && companies.length > 1 && (
        <SelectField
          label={t('shareCompany.which')}
          name="company"
          value={company.companyId}
          options={companies.map(({ companyId, name }) => ({ value: companyId, label: name }))}
          onChange={choose}
        />
      )}
      {space === 'own' && shared && (shared.at || role !== 'member') && (
        <p class="text-meta">
          <Link
            to={shared.at ? `/share?space=${encodeURIComponent(shared.at)}` : '/share/company'}
            class="text-red-ink underline"
          >
            {t(shared.at ? 'shareCompany.see' : 'shareCompany.toFound')}
          </Link>
        </p>
      )}
    </>
  );
}

/** Whose checklist this is, and as of when. */
function useAbout(): string | undefined {
  const company = useCompany();
  const today = useToday();
  const date = formatDate(today, currentLanguage(), { year: true });
  return company && t('governance.company', { company: company.name, date });
}

/** The records of the company that the checklist rests on. */
const Neighbours = () => (
  <p class="text-meta flex flex-wrap gap-x-4">
    <Link to="/governance/charter" class="text-red-ink inline-block min-h-6 underline">
      {t('charter.title')}
    </Link>
    <Link to="/governance/posts" class="text-red-ink inline-block min-h-6 underline">
      {t('posts.title')}
    </Link>
    <Link to="/governance/matters" class="text-red-ink inline-block min-h-6 underline">
      {t('heard.title')}
    </Link>
  </p>
);

/** Milliseconds after which the list stands and something else may be fetched. */
const AHEAD_AFTER = 300;

/** The way to the queue. Code and standings are fetched while nobody waits for them, so that it opens at once. */
function QueueLink({ companyId }: { companyId: string | undefined }) {
  const ledger = useLedger();
  useEffect(() => {
    if (companyId === undefined) return undefined;
    const timer = setTimeout(() => {
      // What fails here is said where the queue is opened.
      import('./review')
        .then(({ readStandingsAhead }) => readStandingsAhead(ledger, companyId))
        .catch(() => {});
    }, AHEAD_AFTER);
    return () => clearTimeout(timer);
  }, [ledger, companyId]);
  return (
    <p class="text-meta">
      <Link to="/review" class="text-red-ink underline">
        {t('review.toQueue')}
      </Link>
    </p>
  );
}

function ListPane({ chosen }: { chosen?: string }) {
  const pack = useChecklistPack();
  const rows = useChecklist();
  const company = useCompany();
  const about = useAbout();
  const wide = useWide();
  if (!pack || !rows)
    return (
      <p aria-busy="true" class="text-meta text-ink-3">
        {t('common.loading')}
      </p>
    );
  return (
    <div class="space-y-3">
      <CompanyLine />
      <QueueLink companyId={company?.companyId} />
      <p class="text-meta text-ink-2">
        {!wide && <span class="text-ink-3 block">{about}</span>}
        {t('governance.intro')}
        {pack.issuer && (
          <span class="block">
            {t('governance.pack', {
              title: packText(pack.title, currentLanguage()),
              issuer: packText(pack.issuer, currentLanguage()),
            })}
          </span>
        )}
      </p>
      {company && <Neighbours />}
      <LintLine />
      {company && <FindingsLine companyId={company.companyId} />}
      <ChecklistList pack={pack} rows={rows} chosen={chosen} />
      <GoneItems pack={pack} />
      {company && (
        <details>
          <summary class="text-red-ink inline-block min-h-6 cursor-pointer rounded-s" data-action="open-pack">
            {t('reviewPack.title')}
          </summary>
          <div class="mt-2">
            <PackPart key={company.companyId} company={company} />
          </div>
        </details>
      )}
    </div>
  );
}
