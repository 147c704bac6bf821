import { currentLanguage, t } from '../../lib/i18n';
import type { Remark } from '../../lib/lint';
import { packText, type ChecklistPack } from '../../lib/rules/pack';
import { Card, EmptyState, Page, Section } from '../ui';
import { NoBranch } from './checklist-list';
import { RemarkRow, useRemarks } from './lint-part';
import { useChecklistPack, useCompany } from './use-checklist';

/** 可以核对: what the records show side by side, by section, each line leading to its item. */
export function LintPage() {
  const company = useCompany();
  const pack = useChecklistPack();
  const remarks = useRemarks();
  return (
    <Page title={t('governanceLint.title')} remark={company?.name} back="/governance">
      {!company ? (
        <NoBranch />
      ) : !pack || !remarks ? (
        <p aria-busy="true" class="text-meta text-ink-3">
          {t('common.loading')}
        </p>
      ) : remarks.length === 0 ? (
        <EmptyState title={t('governanceLint.none')}>{t('governanceLint.noneHint')}</EmptyState>
      ) : (
        <div class="space-y-4">
          <p class="text-meta text-ink-2">{t('governanceLint.intro')}</p>
          {sectionsOf(pack, remarks).map(({ title, lines }) => (
            <Section key={title} title={title}>
              <Card>
                {lines.map((remark, index) => (
                  <RemarkRow key={`${remark.rule} ${index}`} remark={remark} linked />
                ))}
              </Card>
            </Section>
          ))}
        </div>
      )}
    </Page>
  );
}

/** The sections of the checklist, then items that it does not have, then what belongs to the company as a whole. */
function sectionsOf(pack: ChecklistPack, remarks: readonly Remark[]): { title: string; lines: Remark[] }[] {
  const language = currentLanguage();
  const groupOf = ({ place }: Remark): string | undefined =>
    place.at === 'item' ? pack.groups.find(({ code }) => place.code.startsWith(code))?.code : undefined;
  const groups = pack.groups.map(({ code, title }) => {
    const lines = remarks.filter((remark) => groupOf(remark) === code);
    const words = { code, title: packText(title, language), count: lines.length };
    return { title: t('governanceLint.group', words), lines };
  });
  const rest = remarks.filter((remark) => groupOf(remark) === undefined);
  const isItem = ({ place }: Remark): boolean => place.at === 'item';
  return [
    ...groups,
    { title: t('governanceLint.gone'), lines: rest.filter(isItem) },
    { title: t('governanceLint.company'), lines: rest.filter((remark) => !isItem(remark)) },
  ].filter(({ lines }) => lines.length > 0);
}
