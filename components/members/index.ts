export { CasePage } from './case-page';
export { DevelopmentPage } from './development-page';
export { FloatingPage } from './floating-page';
export { TermsPage } from './terms-page';
export { PersonPage } from './person-page';
