import { countCategories, rosterAt } from '../../lib/branch/members';
import { t } from '../../lib/i18n';
import { Card, EmptyState, Link, Page, Row, Section, useBranch, useMembers, useToday } from '../ui';
import { BranchFactsSection } from './branch-facts';
import { BranchGroups } from './branch-groups';
import { BranchMe } from './branch-me';
import { BranchYears } from '../members/branch-years';
import { RecordHistory } from './record-history';
import { categoryOptions } from './words';

/** 本支部: its facts, roster, groups, and who the person of this profile is. */
export function BranchPage() {
  const branch = useBranch();
  const members = useMembers();
  const today = useToday();
  const counts = countCategories(members, today);
  const kinds = categoryOptions()
    .filter((option) => counts[option.value] > 0)
    .map((option) => t('branch.categoryCount', { category: option.label, count: counts[option.value] }));
  return (
    <Page title={t('branch.title')} remark={branch?.fields.name} back="/today">
      <Section
        title={t('branch.roster')}
        remark={t('branch.asOf', { date: today })}
        link={<Link to="/branch/roster/import">{t('branch.import')}</Link>}
      >
        <Card>
          <Row
            to="/branch/roster"
            title={t('branch.rosterCount', { count: rosterAt(members, today).length })}
            meta={kinds.join(' · ')}
          />
        </Card>
      </Section>
      <BranchYears />
      {branch ? <BranchFactsSection branch={branch} /> : <EmptyState title={t('branch.memberMissing')} />}
      <BranchGroups />
      <BranchMe />
      {branch && <RecordHistory record={branch} />}
    </Page>
  );
}
