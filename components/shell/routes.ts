import type { ComponentType } from 'preact';
import { matchRoute } from '../ui/router';
import type { PageLoader, PageProps } from './lazy';

type Place = () => Promise<Record<string, unknown>>;

const more: Place = () => import('../today/more');
const life: Place = () => import('../life');
const record: Place = () => import('../life/register-index');
const register: Place = () => import('../registers');
const types: Place = () => import('../life/types-index');
const papers: Place = () => import('../papers');
const notice: Place = () => import('../notice');
const reentry: Place = () => import('../reentry');
const study: Place = () => import('../study');
const lists: Place = () => import('../lists');
const reflection: Place = () => import('../reflection');
const assist: Place = () => import('../assist/pages');
const algorithm: Place = () => import('../algorithm');
const governance: Place = () => import('../governance');
const company: Place = () => import('../company');
const charter: Place = () => import('../company/charter');
const heard: Place = () => import('../company/heard');
const lint: Place = () => import('../governance/lint-page');
const findings: Place = () => import('../company/findings');
const review: Place = () => import('../governance/review');
const branch: Place = () => import('../branch');
const members: Place = () => import('../members');
const dues: Place = () => import('../dues');
const plan: Place = () => import('../plan');
const affairs: Place = () => import('../affairs');
const search: Place = () => import('../search');
const share: Place = () => import('../share');
const rollups: Place = () => import('../rollups');
const lock: Place = () => import('../lock');
const settings: Place = () => import('../settings');

const page =
  (place: Place, name: string): PageLoader =>
  async () => {
    const module = await place();
    return module[name] as ComponentType<PageProps>;
  };

/** Every screen behind the navigation, by its route. 今日 is part of the shell's own bundle. */
export const ROUTES: Record<string, PageLoader> = {
  '/me': page(more, 'MyItemsPage'),
  '/new': page(more, 'NewEntryPage'),
  '/life': page(life, 'LifePage'),
  '/life/new': page(life, 'MeetingFormPage'),
  '/life/meeting/:id': page(life, 'MeetingPage'),
  '/life/meeting/:id/edit': page(life, 'MeetingFormPage'),
  '/life/talks': page(types, 'TalksPage'),
  '/life/talk/new': page(types, 'TalkFormPage'),
  '/life/talk/:id': page(types, 'TalkPage'),
  '/life/talk/:id/edit': page(types, 'TalkFormPage'),
  '/new/others': page(types, 'OthersPage'),
  '/life/appraisal': page(types, 'AppraisalPage'),
  '/print/rectification/:id': page(types, 'PrintRectificationPage'),
  '/print/talks': page(types, 'PrintTalksPage'),
  '/life/meeting/:id/notice': page(notice, 'NoticePage'),
  '/reentry/:kind/:id': page(reentry, 'ReentryPage'),
  '/register': page(register, 'RegisterPage'),
  '/print/meeting/:id': page(record, 'PrintMeetingPage'),
  '/print/register': page(register, 'PrintRegisterPage'),
  '/papers/handbook': page(papers, 'HandbookPage'),
  '/print/handbook': page(papers, 'PrintHandbookPage'),
  '/papers/inspection': page(papers, 'InspectionPage'),
  '/papers/reimport': page(papers, 'ReimportPage'),
  '/papers/templates': page(papers, 'TemplatesPage'),
  '/papers/template/:id': page(papers, 'TemplateFillPage'),
  '/papers/template/:id/bind': page(papers, 'TemplateBindPage'),
  '/print/dues': page(register, 'PrintDuesPage'),
  '/dues': page(dues, 'DuesPage'),
  '/dues/fix': page(dues, 'DuesFixPage'),
  '/dues/pay': page(dues, 'DuesPayPage'),
  '/dues/member/:id': page(dues, 'DuesMemberPage'),
  '/study': page(study, 'StudyPage'),
  '/study/clip/:id': page(study, 'ClipPage'),
  '/study/clip/:id/read': page(study, 'ReadPage'),
  '/print/clip/:id': page(lists, 'PrintClipPage'),
  '/study/clip/:id/changes': page(study, 'ClipChangesPage'),
  '/study/declare': page(study, 'DeclarePage'),
  '/study/waiting': page(study, 'WaitingPage'),
  '/study/reflections': page(reflection, 'ReflectionsPage'),
  '/study/reflection/:id': page(reflection, 'ReflectionPage'),
  '/print/reflection/:id': page(reflection, 'PrintReflectionPage'),
  '/study/hours': page(study, 'HoursPage'),
  '/study/hours/:id': page(study, 'HoursPage'),
  '/assist/ask': page(assist, 'AskPage'),
  '/assist/clip/:id': page(assist, 'AssistClipPage'),
  '/study/list/:month': page(lists, 'ListPage'),
  '/study/import': page(lists, 'ListImportPage'),
  '/study/lesson/new': page(lists, 'LessonPage'),
  '/study/lesson/:id': page(lists, 'LessonPage'),
  '/print/lesson/:id': page(lists, 'PrintLessonPage'),
  '/governance': page(governance, 'GovernancePage'),
  '/governance/posts': page(company, 'MatrixPage'),
  '/governance/posts/list': page(company, 'PostsPage'),
  '/governance/posts/entry/:id': page(company, 'EntryPage'),
  '/governance/posts/units': page(company, 'UnitsPage'),
  '/governance/posts/unit/:id': page(company, 'UnitPage'),
  '/governance/posts/conflicts': page(company, 'ConflictsPage'),
  '/governance/posts/import': page(company, 'ImportPostsPage'),
  '/print/posts': page(company, 'PrintMatrixPage'),
  '/print/posts-list': page(company, 'PrintPostsPage'),
  '/print/conflicts': page(company, 'PrintConflictsPage'),
  '/governance/charter': page(charter, 'ChartersPage'),
  '/governance/charter/new': page(charter, 'CharterFormPage'),
  '/governance/charter/compare': page(charter, 'ComparePage'),
  '/governance/charter/:id': page(charter, 'CharterPage'),
  '/governance/charter/:id/edit': page(charter, 'CharterFormPage'),
  '/print/charter/:id': page(charter, 'PrintCharterPage'),
  '/governance/matters': page(heard, 'HeardPage'),
  '/governance/matters/list': page(heard, 'ListPage'),
  '/governance/matters/list/import': page(heard, 'ImportListPage'),
  '/governance/matters/listed/:id': page(heard, 'ListedPage'),
  '/governance/matters/entry/:id': page(heard, 'MatterPage'),
  '/governance/findings': page(findings, 'FindingsPage'),
  '/print/findings': page(findings, 'PrintFindingsPage'),
  '/governance/check': page(lint, 'LintPage'),
  '/governance/:code': page(governance, 'GovernanceItemPage'),
  '/algorithm': page(algorithm, 'AlgorithmPage'),
  '/algorithm/:id': page(algorithm, 'AlgorithmCheckPage'),
  '/print/algorithm/:id': page(algorithm, 'PrintAlgorithmPage'),
  '/review': page(review, 'ReviewPage'),
  '/review/:id': page(review, 'ReviewPage'),
  '/plan': page(plan, 'PlanPage'),
  '/plan/item/:id': page(plan, 'PlanItemPage'),
  '/deadlines': page(plan, 'DeadlinesPage'),
  '/branch': page(branch, 'BranchPage'),
  '/branch/roster': page(branch, 'RosterPage'),
  '/branch/roster/import': page(branch, 'RosterImportPage'),
  '/branch/member/:id': page(branch, 'MemberPage'),
  '/branch/development': page(members, 'DevelopmentPage'),
  '/branch/development/:id': page(members, 'CasePage'),
  '/branch/member/:id/privacy': page(members, 'PersonPage'),
  '/branch/floating': page(members, 'FloatingPage'),
  '/branch/terms': page(members, 'TermsPage'),
  '/requests': page(affairs, 'RequestsPage'),
  '/requests/:id': page(affairs, 'RequestPage'),
  '/rectifications': page(affairs, 'RectificationsPage'),
  '/honours': page(affairs, 'HonoursPage'),
  '/honours/:id': page(affairs, 'HonourPage'),
  '/summary': page(affairs, 'SummaryPage'),
  '/print/summary': page(affairs, 'PrintSummaryPage'),
  '/print/sheet/:name': page(affairs, 'PrintSheetPage'),
  '/search': page(search, 'SearchPage'),
  '/share': page(share, 'SharePage'),
  '/share/company': page(share, 'CompanyPage'),
  '/share/invite': page(share, 'InvitePage'),
  '/share/join': page(share, 'JoinPage'),
  '/share/place': page(share, 'PlacePage'),
  '/share/rollup': page(rollups, 'ReportPage'),
  '/share/rollups': page(rollups, 'ReportsPage'),
  '/print/rollups': page(rollups, 'PrintRollupsPage'),
  '/share/people': page(share, 'PeoplePage'),
  '/share/recovery': page(share, 'RecoveryPage'),
  '/print/recovery': page(share, 'PrintRecoveryPage'),
  '/settings': page(settings, 'SettingsPage'),
  '/settings/rules': page(settings, 'RulePackPage'),
  '/settings/lock': page(lock, 'LockPage'),
  '/settings/data': page(settings, 'DataPage'),
  '/settings/trash': page(settings, 'TrashPage'),
  '/settings/history': page(settings, 'HistoryPage'),
  '/settings/quarantine': page(settings, 'QuarantinePage'),
};

/** The screen of a path and the values of its parts. */
export function findRoute(
  path: string,
): { pattern: string; load: PageLoader; params: Record<string, string> } | undefined {
  for (const [pattern, load] of Object.entries(ROUTES)) {
    const params = matchRoute(pattern, path);
    if (params) return { pattern, load, params };
  }
  return undefined;
}
