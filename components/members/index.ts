export { CasePage } from './case-page';
export { DevelopmentPage } from './development-page';
export { TermsPage } from './terms-page';
export { PrintMembersPage } from './print-page';
