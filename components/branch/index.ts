export { BranchPage } from './branch-page';
export { RosterImportPage } from './import-page';
export { MemberPage } from './member-page';
export { RosterPage } from './roster-page';
