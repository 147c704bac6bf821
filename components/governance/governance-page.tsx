import type { ComponentChildren } from 'preact';
import { currentLanguage, t } from '../../lib/i18n';
import { formatDate } from '../../lib/rules/calendar';
import { packText } from '../../lib/rules/pack';
import { EmptyState, Page, useToday, useWide } from '../ui';
import { ChecklistList, NoBranch } from './checklist-list';
import { GoneItems } from './gone-items';
import { useChecklist, useChecklistPack, useCompany } from './use-checklist';

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

/** Whose checklist this is, and as of when. */
function useAbout(): string | undefined {
  const company = useCompany();
  const today = useToday();
  const date = formatDate(today, currentLanguage(), { year: true });
  return company && t('governance.company', { company: company.name, date });
}

function ListPane({ chosen }: { chosen?: string }) {
  const pack = useChecklistPack();
  const rows = useChecklist();
  const about = useAbout();
  const wide = useWide();
  if (!pack || !rows) return <p class="text-meta text-ink-3">{t('common.loading')}</p>;
  return (
    <div class="space-y-3">
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
      <ChecklistList pack={pack} rows={rows} chosen={chosen} />
      <GoneItems pack={pack} />
    </div>
  );
}
