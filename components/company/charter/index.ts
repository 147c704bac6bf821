/** 党建入章程; fetched when it is first opened. */
export { CharterPage } from './charter-page';
export { ChartersPage } from './charters-page';
export { CharterFormPage } from './form-page';
export { ComparePage } from './compare-page';
export { PrintCharterPage } from './print-page';
