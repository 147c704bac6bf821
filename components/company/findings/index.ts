export { FindingsPage } from './findings-page';
export { PrintFindingsPage } from './print-page';
