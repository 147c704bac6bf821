export { CasePage } from './case-page';
export { DevelopmentPage } from './development-page';
export { PrintMembersPage } from './print-page';
