/** Talks, evaluations and entering for several people at once; fetched when first opened. */
export { AppraisalPage } from './appraisal-page';
export { OthersPage } from './others-page';
export { TalkFormPage } from './talk-form-page';
export { TalkPage } from './talk-page';
export { TalksPage } from './talks-page';
export { PrintRectificationPage, PrintTalksPage } from './types-print';
